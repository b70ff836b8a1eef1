"""Words of the counter used on screen and paper alike."""

from collections.abc import Mapping

from neighborcenter.desk.counter.kinds import ThingKind, ThingStatus
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

KINDS: Mapping[ThingKind, str] = {ThingKind.FOUND: N_("Found"), ThingKind.LOST: N_("Lost")}
STATUSES: Mapping[ThingStatus, str] = {
    ThingStatus.KEPT: N_("In our keeping"),
    ThingStatus.GIVEN_BACK: N_("Given back"),
    ThingStatus.HANDED_ON: N_("Handed on"),
    ThingStatus.CLOSED: N_("Closed"),
}

SENTENCES = {
    "counter.thing_missing": N_("Choose what is lent."),
    "counter.quantity": N_("At least one."),
    "counter.not_so_many": N_("Only {free} are there for the whole time."),
    "counter.who_missing": N_("Say who takes it."),
    "counter.due_missing": N_("Say when it comes back."),
    "counter.due_past": N_("This time has gone by."),
    "counter.due_far": N_("A year at the longest."),
    "counter.money": N_("An amount cannot be below zero."),
    "counter.back_already": N_("It is back already."),
    "counter.not_back": N_("It is still out."),
    "counter.not_an_end": N_("Say how it ended."),
    "counter.proof_missing": N_("Say how it was checked that it is theirs."),
    "counter.ended_already": N_("This is settled already."),
    "counter.not_ended": N_("This is not settled yet."),
    "counter.nothing_to_clear": N_("Nothing here has been kept for its whole year."),
    "counter.still_kept": N_("“{what}” has to be kept until {day}."),
    "counter.to_oneself": N_("Somebody else has to take over."),
    "counter.signed_already": N_("This handover is signed already."),
    "counter.own_signature": N_("Whoever takes over signs, not whoever hands over."),
    "counter.not_for_you": N_("This handover is for {taker}."),
}
teach(SENTENCES)

ACTS: Mapping[str, str] = {
    "counter.lend": N_("Thing lent"),
    "counter.give_back": N_("Thing came back"),
    "counter.out_again": N_("Return taken back"),
    "counter.extend": N_("Loan made longer"),
    "counter.add_thing": N_("Thing found or lost noted"),
    "counter.end_thing": N_("Thing found or lost settled"),
    "counter.reopen_thing": N_("Thing found or lost taken up again"),
    "counter.clear_things": N_("Things kept long enough cleared"),
    "counter.keep_again": N_("Clearing taken back"),
    "counter.hang_notice": N_("Counter notice posted"),
    "counter.take_notice_down": N_("Counter notice taken down"),
    "counter.hand_over": N_("Shift handed over"),
    "counter.sign": N_("Shift taken over"),
}


def kind_name(kind: ThingKind) -> str:
    """Found or lost."""
    return _(KINDS[kind])


def status_name(status: ThingStatus) -> str:
    """How it stands with something found or lost."""
    return _(STATUSES[status])
