"""The queue at this desk: reads it, shows it, and turns keys into acts. Switched off it does nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.queue import codes
from neighborcenter.kit.i18n import N_, _
from ui.desk.queue.acts import QueueActs
from ui.desk.queue.panel import QueuePanel
from ui.desk.queue.strip import TicketStrip
from ui.desk.queue.views import QueueView, TicketLine
from ui.kit.actions import ActionSpec, menu_of
from ui.kit.jobs import Query, runner
from ui.kit.later import later
from ui.kit.messages import toast
from ui.kit.spare import Spare
from ui.kit.spoken import spoken_day

if TYPE_CHECKING:
    from neighborcenter.desk.drafts import VisitDraft
    from ui.desk.queue import reading, sheets
    from ui.desk.queue.display import CallDisplay
    from ui.desk.queue.sheets import NumberSheet
else:
    reading = later("ui.desk.queue.reading")
    sheets = later("ui.desk.queue.sheets")

_SERVE = Permission.DESK_SERVE


class QueueHand(QObject):
    """What the desk page hands over to while people take numbers."""

    arrived = Signal(object)
    """The TicketLine this window has now, or None."""
    switched = Signal(bool)

    def __init__(self, page: QWidget, notices: Callable[[Any], tuple[str, ...]]) -> None:
        super().__init__(page)
        self._page, self._notices = page, notices
        self.view = QueueView()
        self.panel, self.strip, self.acts = QueuePanel(), TicketStrip(), QueueActs(page)
        self.display: CallDisplay | None = None
        self._spare: Spare[NumberSheet] = Spare(self, self._number_sheet)
        self._connect()

    def _connect(self) -> None:
        self.panel.next_wanted.connect(self.call_next)
        self.panel.number_wanted.connect(self.give_number)
        self.panel.sit_wanted.connect(self.acts.sit_down)
        self.panel.list.call_wanted.connect(self.call_line)
        self.panel.list.menu_wanted.connect(self._menu)
        self.strip.recall_wanted.connect(self.recall)
        self.strip.start_wanted.connect(self.start)
        self.strip.missed_wanted.connect(self.missed)
        self.strip.pass_wanted.connect(self.pass_on)
        self.acts.done.connect(self.read)

    @property
    def on(self) -> bool:
        """Whether people take numbers."""
        return self.view.on

    @property
    def ticket(self) -> TicketLine | None:
        """The number this window has."""
        return self.view.at_hand

    def read(self) -> None:
        """Read the queue again."""
        Query(self, lambda read: reading.view(read), key="queue", lane="quick").then(self.show_view).start()

    def show_view(self, view: QueueView) -> None:
        """Show it; the page hears when another number stands at the window."""
        before = self.view
        self.view = view
        self.panel.show_queue(view)
        self.strip.show_ticket(view.at_hand, self._now())
        if view.on:
            self._spare.want((view.groups, view.priorities))
        else:
            self._spare.drop()
        if before.on != view.on:
            self.switched.emit(view.on)
        was = before.at_hand.id if before.at_hand is not None else None
        if was != (view.at_hand.id if view.at_hand is not None else None):
            self.arrived.emit(view.at_hand)

    def _now(self) -> datetime:
        now: datetime = runner().backend.clock.local()
        return now

    # -- keys ------------------------------------------------------------------------------------------------

    def call_next(self) -> None:
        """F2: call whoever is next; says why when that is not possible."""
        if not self.on:
            toast(_("Nobody takes numbers here"), _("The queue is switched on under Settings."), icon="info", owner=self._page)  # fmt: skip
        elif self.view.window_id is None:
            toast(_("Choose your window first"), icon="monitor", owner=self._page)
        elif self.ticket is not None:
            words = _("Finish it with Ctrl ↵ or put it aside with Alt G.")
            toast(
                _("{code} is still here").format(code=self.ticket.code), words, icon="info", owner=self._page
            )
        elif not self.view.callable:
            toast(_("Nobody is waiting"), icon="info", owner=self._page)
        else:
            self.acts.call_next(self.view.window_id)

    def call_line(self, line: TicketLine) -> None:
        """Call one number out of its turn."""
        if self.view.window_id is not None and self.ticket is None:
            self.acts.call_line(self.view.window_id, line)
        else:
            self.call_next()

    def take_slip(self, scanned: str) -> bool:
        """Whoever hands over the slip of a number is called to this window; False when it is no such slip."""
        found = codes.read_slip(scanned)
        if found is None:
            return False
        day, code = found
        line = next((one for one in self.view.line + self.view.aside if one.code == code), None)
        if day != self._now().date():
            words = _("{code} is a number of {day}").format(code=code, day=spoken_day(day))
            toast(words, _("Give a new one with Ctrl T."), icon="scan-line", owner=self._page)
        elif self.ticket is not None and self.ticket.code == code:
            self.start()
        elif line is None and self.on:
            words = _("{code} is done or at another window").format(code=code)
            toast(words, icon="scan-line", owner=self._page)
        elif line is None:
            self.call_next()
        else:
            self.call_line(line)
        return True

    def recall(self) -> None:
        """Alt+R."""
        if self.ticket is not None:
            self.acts.recall(self.ticket)

    def start(self) -> None:
        """Alt+S."""
        if self.ticket is not None and self.ticket.state == "called":
            self.acts.start(self.ticket)

    def missed(self) -> None:
        """Alt+M."""
        if self.ticket is not None and self.ticket.state == "called":
            self.acts.missed(self.ticket)

    def hold(self, note: str) -> bool:
        """Put the number at hand aside; False when there is none."""
        if self.ticket is None:
            return False
        self.acts.hold(self.ticket, note)
        return True

    def give_number(self) -> None:
        """Ctrl+T."""
        if not self.on:
            self.call_next()
            return
        sheet = self._spare.take()
        person = self._page.person_at_hand() if hasattr(self._page, "person_at_hand") else None
        sheet.person = person if self.ticket is None else None
        sheet.open()

    def _number_sheet(self) -> NumberSheet:
        sheet = sheets.NumberSheet(self._page.window(), self.view)
        sheet.given.connect(self._on_given)
        sheet.print_wanted.connect(lambda taken: self.acts.print_slip(taken.ticket_id, taken.code))
        return sheet

    def pass_on(self, line: TicketLine | None = None) -> None:
        """Pass the number at hand, or one of the list, to a group or a window."""
        line = line or self.ticket
        if line is None:
            return
        sheet = sheets.PassSheet(self._page.window(), self.view, line)
        sheet.chosen.connect(partial(self.acts.transfer, line))
        sheet.open()

    def open_display(self) -> CallDisplay:
        """Show the display for the hall."""
        from ui.desk.queue.display import CallDisplay  # noqa: PLC0415 - built when it is wanted

        if self.display is None:
            self.display = CallDisplay(self._notices, self._page.window())
        self.display.open()
        return self.display

    def visits_done(self, visits: Sequence[VisitDraft], told: Callable[[Any], None]) -> Any:
        """A command that counts the visits, ends the number at hand and calls the next; None without a number."""
        if self.ticket is None:
            return None
        line = self.ticket

        def done(answer: tuple[Any, Any]) -> None:
            finished, called = answer
            told((line, finished, called))
            self.read()

        return self.acts.finish(line, visits, self.view.window_id).then(done)

    def specs(self) -> Sequence[ActionSpec]:
        """The keys of the queue."""
        return (
            ActionSpec("queue.next", N_("Call next"), "volume-2", "F2", _SERVE, run=self.call_next),
            ActionSpec("queue.number", N_("Give a number"), "ticket", "Ctrl+T", _SERVE, run=self.give_number),
            ActionSpec("queue.recall", N_("Call the number again"), "volume-2", "Alt+R", _SERVE, run=self.recall),
            ActionSpec("queue.start", N_("The person is here"), "user-check", "Alt+S", _SERVE, run=self.start),
            ActionSpec("queue.missed", N_("The person is not here"), "user-x", "Alt+M", _SERVE, run=self.missed),
            ActionSpec("queue.pass", N_("Pass the number on"), "arrow-left-right", "Alt+T", _SERVE, run=self.pass_on),
            ActionSpec("queue.display", N_("Show the call display"), "monitor", "Alt+D", Permission.DESK_VIEW, run=self.open_display),
        )  # fmt: skip

    def _on_given(self, taken: Any) -> None:
        words = _("{ahead} before, about {minutes} minutes").format(ahead=taken.ahead, minutes=taken.minutes)
        toast(
            _("Number {code}").format(code=taken.code),
            words,
            undo=partial(self.acts.take_back, taken.ticket_id, taken.code),
            icon="ticket",
            owner=self._page,
        )
        self.read()

    def _menu(self, line: TicketLine, where: QPoint) -> None:
        acts, view = self.acts, Permission.DESK_VIEW
        specs = [
            ActionSpec("line.call", N_("Call this number"), "volume-2", "", _SERVE, run=partial(self.call_line, line)),
            ActionSpec("line.back", N_("Put back in line"), "rotate-ccw", "", _SERVE, run=partial(acts.back, line)),
            ActionSpec("line.pass", N_("Pass the number on"), "arrow-left-right", "", _SERVE, run=partial(self.pass_on, line)),
            ActionSpec("line.slip", N_("Print the number slip"), "printer", "", view, run=partial(acts.print_slip, line.id, line.code)),
            ActionSpec("line.leave", N_("Went away"), "log-out", "", _SERVE, run=partial(acts.leave, line)),
            ActionSpec("line.take_back", N_("Given by mistake"), "undo-2", "", _SERVE, run=partial(acts.take_back, line.id, line.code)),
        ]  # fmt: skip
        other = "line.back" if line.state == "waiting" else "line.take_back"  # only one of them is possible
        menu_of([spec for spec in specs if spec.id != other], self.panel, line.code).popup(where)
