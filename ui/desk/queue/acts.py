"""What the window does about numbers: call, once more, aside, elsewhere, not here; each act with its way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.desk.queue.views import TicketLine
from ui.kit.jobs import Command
from ui.kit.later import later
from ui.kit.messages import toast

if TYPE_CHECKING:
    from neighborcenter.desk.drafts import VisitDraft
    from neighborcenter.desk.queue import calling_service as calling
    from neighborcenter.desk.queue import drafts, queries, service
    from neighborcenter.kit.work import Work
    from ui.desk.queue import reading
    from ui.kit import printing
else:
    calling = later("neighborcenter.desk.queue.calling_service")
    drafts = later("neighborcenter.desk.queue.drafts")
    queries = later("neighborcenter.desk.queue.queries")
    service = later("neighborcenter.desk.queue.service")
    reading = later("ui.desk.queue.reading")
    printing = later("ui.kit.printing")


class QueueActs(QObject):
    """Between the queue on the screen and the back office."""

    done = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def call_next(self, window_id: int) -> None:
        """Call whoever is next; Ctrl+Z puts them back where they stood."""
        self._call(lambda work: calling.call_next(work, window_id))

    def call_line(self, window_id: int, line: TicketLine) -> None:
        """Call one number out of its turn."""
        self._call(lambda work: calling.call_ticket(work, window_id, line.id))

    def _call(self, act: Callable[[Work], Any]) -> None:
        def called(done: Any) -> None:
            words = _("{code} to window {window}").format(code=done.code, window=done.window)
            undo = partial(self._do, lambda work: calling.back(work, done.ticket_id, first=True))
            toast(_("Just called"), words, undo=undo, icon="volume-2", owner=self._page)
            self.done.emit()

        Command(self, act).then(called).failed(self._refused).start()

    def recall(self, line: TicketLine) -> None:
        """Call the number at hand once more."""
        self._say(partial(_act, "recall", line.id), _("Called again"), line.code, icon="volume-2")

    def start(self, line: TicketLine) -> None:
        """The person is here."""
        self._do(partial(_act, "start", line.id))

    def missed(self, line: TicketLine) -> None:
        """Nobody came."""
        self._say(partial(_act, "missed", line.id), _("Did not come"), line.code, self._again(line), "user-x")

    def hold(self, line: TicketLine, note: str = "") -> None:
        """Put the number at hand aside."""
        act = partial(_hold, line.id, note)
        self._say(act, _("Put aside"), f"{line.code} {line.who}".strip(), self._again(line), "pause")

    def back(self, line: TicketLine) -> None:
        """Put a number back in line."""
        self._say(partial(_act, "back", line.id), _("Back in line"), line.code, icon="rotate-ccw")

    def leave(self, line: TicketLine) -> None:
        """The person went away."""
        undo = partial(self._do, lambda work: calling.back(work, line.id, first=True))
        self._say(lambda work: service.leave(work, line.id), _("Went away"), line.code, undo, "log-out")

    def take_back(self, ticket_id: int, code: str) -> None:
        """A number given by mistake stands in the line no more, unless somebody has called it."""
        self._say(lambda work: service.take_back(work, ticket_id), _("Taken back"), code, icon="undo-2")

    def transfer(self, line: TicketLine, group_id: int | None, window_id: int | None, where: str) -> None:
        """Pass a number on."""

        def act(work: Work) -> Any:
            return calling.transfer(work, line.id, group_id=group_id, window_id=window_id)

        words = _("{code} waits for {where}").format(code=line.code, where=where)
        self._say(act, _("Passed on"), words, icon="arrow-left-right")

    def sit_down(self, window_id: int) -> None:
        """Work at this window."""
        self._do(lambda work: calling.sit_down(work, window_id))

    def print_slip(self, ticket_id: int, code: str) -> None:
        """Preview the slip of a number."""
        make = partial(_slip, ticket_id)
        printing.preview(self._page, _("Number slip"), _("number {code}").format(code=code), make)

    def finish(self, line: TicketLine, visits: Sequence[VisitDraft], window_id: int | None) -> Command:
        """Count the visits, end the number and call the next if anybody waits; not yet started."""
        return Command(self, partial(_finish, line.id, tuple(visits), window_id))

    def undo_finish(self, ticket_id: int, visit_ids: Sequence[int], called: int | None) -> None:
        """Take `finish` back: the next is put back first, the visits count no longer, the number is put aside."""
        self._do(partial(_unfinish, ticket_id, tuple(visit_ids), called))

    def _again(self, line: TicketLine) -> Callable[[], None]:
        return partial(self._do, lambda work: calling.back(work, line.id, first=True))

    def _say(
        self, act: Callable[[Work], Any], text: str, detail: str, undo: Callable[[], None] | None = None,
        icon: str = "circle-check",
    ) -> None:  # fmt: skip
        def told(_result: object) -> None:
            toast(text, detail, undo=undo, icon=icon, owner=self._page)
            self.done.emit()

        Command(self, act).then(told).failed(self._refused).start()

    def _do(self, act: Callable[[Work], Any]) -> None:
        Command(self, act).then(lambda _result: self.done.emit()).failed(self._refused).start()

    def _refused(self, problems: Sequence[Problem]) -> None:
        toast(" ".join(speak(problem) for problem in problems), icon="circle-alert", owner=self._page)
        self.done.emit()


def _act(name: str, ticket_id: int, work: Work) -> Any:
    return getattr(calling, name)(work, ticket_id)


def _hold(ticket_id: int, note: str, work: Work) -> None:
    calling.hold(work, ticket_id, note)


def _slip(ticket_id: int, read: Any) -> bytes:
    return reading.slip(read, ticket_id)


def _finish(
    ticket_id: int, visits: tuple[VisitDraft, ...], window_id: int | None, work: Work
) -> tuple[Any, Any]:
    done = service.finish(work, drafts.FinishDraft(ticket_id, visits))
    called = None
    if window_id is not None and queries.waiting_for(work, window_id):
        called = calling.call_next(work, window_id)
    return done, called


def _unfinish(ticket_id: int, visit_ids: tuple[int, ...], called: int | None, work: Work) -> None:
    from neighborcenter.desk import service as desk  # noqa: PLC0415 - needed for an undo only

    if called is not None:
        calling.back(work, called, first=True)
    service.unfinish(work, ticket_id)
    for visit_id in visit_ids[1:]:
        desk.undo_visit(work, visit_id)
