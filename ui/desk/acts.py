"""What the desk does about visits: register, take back, count again, reveal a number, print a slip."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.desk.kinds import Outcome
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from ui.desk.person_card import PersonCard
from ui.desk.queue.hand import QueueHand
from ui.desk.what_box import WhatBox
from ui.kit.jobs import Command
from ui.kit.later import later
from ui.kit.messages import toast

if TYPE_CHECKING:
    from neighborcenter.desk import drafts as visits
    from neighborcenter.desk import service
    from neighborcenter.desk.service import Registered
    from neighborcenter.kit.work import Read, Work
    from neighborcenter.people import privacy
    from ui.desk import reading
    from ui.kit import printing
else:
    # Not needed to paint the desk.
    visits = later("neighborcenter.desk.drafts")
    service = later("neighborcenter.desk.service")
    privacy = later("neighborcenter.people.privacy")
    reading = later("ui.desk.reading")
    printing = later("ui.kit.printing")


class VisitActs(QObject):
    """Between the box, the person and the back office."""

    finished = Signal()

    def __init__(self, page: QWidget, card: PersonCard, what: WhatBox, queue: QueueHand) -> None:
        super().__init__(page)
        self._page, self._card, self._what, self._queue = page, card, what, queue
        self.resident_id: int | None = None  # who is being served; None counts heads

    def register(self, outcome: str) -> None:
        """Count every service chosen, for the resident or for unnamed heads; Ctrl+Z takes all of it back.

        With a number at hand it ends too and the next is called, in one act; put aside, nothing is counted yet.
        """
        picks = list(self._what.services)
        if outcome == "open" and self._queue.hold(" + ".join(pick.title for pick in picks)):
            return
        if not picks or self._what.done.busy:
            return
        resident_id = self.resident_id
        drafts = [
            visits.VisitDraft(
                service_id=pick.id,
                resident_id=resident_id,
                heads=1 if resident_id is not None else self._card.heads.count,
                outcome=None if pick.refused else Outcome(outcome),
                passed_to=self._what.passed_to(),
                client_key=os.urandom(16).hex(),
            )
            for pick in picks
        ]
        named = self._card.person is not None and self._card.person.id == resident_id
        who = self._card.person.name if named and self._card.person else _("No name")
        what = " + ".join(pick.title for pick in picks)
        self._what.done.set_busy(text=_("Registering"))
        words = f"{who} · {what}"
        act = self._queue.visits_done(drafts, partial(self._on_finished, words))
        if act is None:
            act = Command(self, partial(_register, drafts)).then(partial(self._on_registered, words))
        act.failed(self._on_refused).finally_(partial(self._what.done.set_busy, busy=False)).start()

    def take_back_line(self, visit_id: int) -> None:
        """Strike one visit of the list out; the toast counts it again."""

        def done(_result: object) -> None:
            again = partial(self._count_again, visit_id)
            toast(_("Visit taken back"), undo=again, owner=self._page, icon="undo-2")

        Command(self, partial(_take_back, [visit_id])).then(done).start()

    def reveal(self, field: str, reason: str) -> None:
        """Show a masked number of whoever is being served, for a reason, which is kept."""
        if self.resident_id is None:
            return
        resident_id = self.resident_id

        def act(work: Work) -> str:
            return privacy.reveal(work, resident_id, field, reason)

        Command(self, act).then(partial(self._card.show_revealed, field)).start()

    def print_slip(self, visit_id: int | None) -> None:
        """Preview the slip of a visit."""
        if visit_id is None:
            toast(_("No visit of today to print a slip of"), icon="printer", owner=self._page)
            return
        make = partial(_slip, visit_id)
        printing.preview(self._page, _("Visit slip"), _("slip {number}").format(number=visit_id), make)

    def _on_registered(self, words: str, done: list[Registered]) -> None:
        said = _("Referred onward") if done[0].outcome is Outcome.REFERRED else _("Registered")
        undo = partial(self._undo, [one.visit_id for one in done])
        toast(said, words, undo=undo, owner=self._page)
        self._what.clear()
        self.finished.emit()

    def _on_finished(self, words: str, answer: tuple[Any, Any, Any]) -> None:
        """A number is done; the toast says who comes now, and takes all of it back."""
        line, finished, called = answer
        visits = [one.visit_id for one in finished.visits]
        undo = partial(
            self._queue.acts.undo_finish, line.id, visits, called.ticket_id if called is not None else None
        )
        said = _("{code} is done").format(code=line.code)
        if called is not None:
            said = _("{code} is done, {next} is called").format(code=line.code, next=called.code)
        toast(said, words, undo=undo, owner=self._page)
        self._what.clear()
        self.finished.emit()

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        toast(" ".join(speak(problem) for problem in problems), icon="circle-alert", owner=self._page)
        self._what.focus()

    def _undo(self, visit_ids: Sequence[int]) -> None:
        def done(_result: object) -> None:
            toast(_("Taken back"), icon="undo-2", owner=self._page)

        Command(self, partial(_take_back, visit_ids)).then(done).start()

    def _count_again(self, visit_id: int) -> None:
        Command(self, lambda work: service.restore_visit(work, visit_id)).start()


def _register(drafts: Sequence[visits.VisitDraft], work: Work) -> list[Registered]:
    return [service.register_visit(work, draft) for draft in drafts]


def _slip(visit_id: int, read: Read) -> bytes:
    return reading.slip(read, visit_id)


def _take_back(visit_ids: Sequence[int], work: Work) -> None:
    for visit_id in visit_ids:
        service.undo_visit(work, visit_id)
