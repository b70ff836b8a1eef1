"""Words of the queue used on screen and paper alike."""

from collections.abc import Mapping

from neighborcenter.desk.queue.kinds import Basis, TicketStatus, WindowState
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

STATUSES: Mapping[TicketStatus, str] = {
    TicketStatus.WAITING: N_("Waiting"),
    TicketStatus.CALLED: N_("Just called"),
    TicketStatus.SERVING: N_("Being served"),
    TicketStatus.HELD: N_("Put aside"),
    TicketStatus.MISSED: N_("Did not come"),
    TicketStatus.DONE: N_("Done"),
    TicketStatus.LEFT: N_("Went away"),
    TicketStatus.TAKEN_BACK: N_("Taken back"),
}
WINDOW_STATES: Mapping[WindowState, str] = {
    WindowState.OPEN: N_("At the window"),
    WindowState.PAUSED: N_("Back soon"),
    WindowState.CLOSED: N_("Closed"),
}
BASES: Mapping[Basis, str] = {
    Basis.AGE: N_("By age"),
    Basis.TAG: N_("By care tag"),
    Basis.SAID: N_("Said at the counter"),
}

SENTENCES = {
    "queue.none": N_("The queue is not in use. Switch it on under Settings first."),
    "queue.no_group": N_("No group of services gives numbers yet. Add one under Settings."),
    "queue.group_closed": N_("“{name}” gives no numbers at present."),
    "queue.ticket_unknown": N_("There is no number {code} today."),
    "queue.nobody": N_("Nobody is waiting for window {window}."),
    "queue.busy": N_("Window {window} still has {code}. Finish it or put it aside first."),
    "queue.what_missing": N_("Say what was done for {code}."),
    "queue.nowhere": N_("Choose the group or the window it goes to."),
    "queue.same_place": N_("It is there already."),
    "queue.window_shut": N_("Window {window} is not in use."),
    "queue.between": N_("Choose a number from {low} to {high}."),
    "queue.prefix": N_("One letter from A to Z."),
    "queue.prefix_taken": N_("Another group has the letter {prefix}."),
    "queue.window_number": N_("Windows are numbered from 1 to 99."),
    "queue.window_taken": N_("There is a window {number} already."),
    "queue.priority_taken": N_("There is a rule “{name}” already."),
    "queue.cannot_call": N_("This number cannot be called: it is at a window, done or gone."),
    "queue.cannot_recall": N_("Only a number that is at a window can be called once more."),
    "queue.cannot_start": N_("Only a number that was called can be begun with."),
    "queue.cannot_hold": N_("Only a number that is at a window can be put aside."),
    "queue.cannot_missed": N_("Only a number that was called and not begun with can be marked as not there."),
    "queue.cannot_transfer": N_("This number is over and cannot go anywhere else."),
    "queue.cannot_back": N_("This number stands in line, is being served or is done."),
    "queue.cannot_finish": N_("Only a number that is at a window or put aside can be finished."),
    "queue.cannot_leave": N_("This number is over already."),
    "queue.cannot_take_back": N_("{code} was not taken back: a window has called it."),
    "queue.cannot_unfinish": N_("This number is not finished."),
    "queue.service_twice": N_("A service belongs to one group: “{service}” is in {prefix}."),
}
teach(SENTENCES)


def status_name(status: TicketStatus) -> str:
    """The word for where a ticket stands."""
    return _(STATUSES[status])


def window_state_name(state: WindowState) -> str:
    """The word for what a window does."""
    return _(WINDOW_STATES[state])


def basis_name(basis: Basis) -> str:
    """The word for how a priority is recognized."""
    return _(BASES[basis])


ACTS: Mapping[str, str] = {
    "queue.take": N_("Number given"),
    "queue.call": N_("Number called"),
    "queue.recall": N_("Number called again"),
    "queue.start": N_("Serving begun"),
    "queue.hold": N_("Number put aside"),
    "queue.transfer": N_("Number passed on"),
    "queue.missed": N_("Nobody came for a number"),
    "queue.back": N_("Number back in line"),
    "queue.finish": N_("Number finished"),
    "queue.unfinish": N_("End of a number taken back"),
    "queue.leave": N_("Somebody in line went away"),
    "queue.take_back": N_("A number given by mistake was taken back"),
    "queue.person": N_("Holder of a number named"),
    "queue.sit_down": N_("Window taken"),
    "queue.window_state": N_("Window opened or closed"),
    "queue.switch": N_("Queue switched on or off"),
    "queue.decide": N_("Rules of the queue changed"),
    "queue.add_group": N_("Group of services added"),
    "queue.change_group": N_("Group of services changed"),
    "queue.add_window": N_("Window added"),
    "queue.change_window": N_("Window changed"),
    "queue.add_priority": N_("Priority added"),
    "queue.change_priority": N_("Priority changed"),
}
