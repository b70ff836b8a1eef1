"""F9: take a matter in, from wherever one is: what, whose, papers ticked off, accepted at once when all are there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.catalog import queries as catalog
from neighborcenter.desk.matters import service
from neighborcenter.desk.matters.drafts import MatterDraft, PaperDraft
from neighborcenter.desk.matters.service import TakenIn
from neighborcenter.desk.queue import queries as queue
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, speak
from neighborcenter.kit.work import Read
from neighborcenter.people import queries as people
from ui.desk import looking_up
from ui.desk.views import Pick
from ui.kit.ask_box import ENTER, Ask, Boxed
from ui.kit.buttons import Button
from ui.kit.fields import FlagField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Command, Query
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.patience import Patience
from ui.kit.printing import preview
from ui.kit.sheet import Sheet
from ui.kit.spoken import spoken_day
from ui.kit.suggest import Suggestion
from ui.people.picker import PersonPicker, Picked
from ui.volunteers import acts

RECEIPT = "matter_receipt"


def found_services(read: Read, typed: str) -> list[Suggestion]:
    """Services that fit; a proof that must be refused says so."""
    return [
        Suggestion(
            pick.title, pick.note, icon="ban" if pick.refused else "heart-pulse",
            category="closed" if pick.refused else "service", data=pick,
        )
        for pick in looking_up.find(read, typed)
        if pick.kind == "service"
    ]  # fmt: skip


def _chosen(read: Read, service_id: int) -> tuple[tuple[catalog.Paper, ...], catalog.ServiceRow | None]:
    return catalog.papers(read, service_id), catalog.service_row(read, service_id)


def _person(read: Read, person: int | None) -> tuple[str, int | None]:
    """Whose name to begin with, and the number this window has at hand."""
    mine = queue.my_window(read) if queue.is_on(read) else None
    ticket = mine.ticket_id if mine is not None else None
    return (people.resident_name(read, person) if person is not None else ""), ticket


class TakeInSheet(Sheet):
    """The papers of the service stand below it, to be ticked off; Enter takes the matter in."""

    taken = Signal(object)

    def __init__(self, window: QWidget, person: int | None = None) -> None:
        super().__init__(window, _("Take papers in"))
        self._key = os.urandom(16).hex()
        self._pick: Pick | None = None
        self._necessary: set[str] = set()
        self._days: int | None = None
        self._ticket: int | None = None
        self.patience = Patience(self)
        self.what = Ask(
            "what", _("Service, pinyin or initials"), "heart-pulse", found_services, self.patience, self
        )
        self.who = PersonPicker(_("Name, pinyin or phone; or just a name"), free=True, tall=True)
        self.what_field = Field(_("What it is about"), Boxed(self.what.box))
        self.who_field = Field(_("Whose"), self.who)
        self.papers: list[tuple[str, FlagField]] = []
        self._paper_box = QVBoxLayout()
        self.promise = Label("", "small", "text2", wrap=True)
        self.agent = TextField(_("Who comes for them, if not themselves"))
        self.remark = TextField(_("What to know"))
        self.refusal = Label("", "small strong", "accent_text", wrap=True)
        self.refusal.hide()
        self.save = Button(_("Take in"), "primary", "check", "Ctrl ↵", main=True)
        self.print_too = Button(
            _("Take in and print the receipt"), "secondary", "printer", "Ctrl P", main=True
        )
        self.patience.watch(self.save, self.print_too, self.who.box)
        self.body.addWidget(self.what_field)
        self.body.addWidget(self.who_field)
        self.body.addLayout(self._paper_box)
        self.body.addWidget(self.promise)
        self.body.addWidget(Field(_("Comes for them"), self.agent))
        self.body.addWidget(Field(_("Note"), self.remark))
        self.body.addWidget(self.refusal)
        self.foot.addWidget(self.save, 3)
        self.foot.addWidget(self.print_too, 2)
        self.what.taken.connect(self._on_what)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.print_too.clicked.connect(lambda _checked=False: self.submit(receipt=True))
        self.patience.wait("who")
        Query(self, lambda read: _person(read, person), key="who", lane="quick").then(
            partial(self._on_person, person)
        ).finally_(lambda: self.patience.go_on("who")).start()

    def open(self) -> None:
        """Show it; the caret stands in the first box."""
        super().open()
        self.what.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_person(self, person: int | None, found: tuple[str, int | None]) -> None:
        name, self._ticket = found
        if person is not None and name:
            self.who.set_value(Picked(name, "resident", person))

    def _on_what(self, pick: Pick) -> None:
        self._pick = pick
        self.what.show_name(pick.title)
        self.refusal.setVisible(pick.refused)
        if pick.refused:
            words = _("“{name}” is not issued here").format(name=pick.title)
            self.refusal.setText(" ".join(part for part in (words, pick.refusal, pick.refer_to) if part))
        self.save.setText(_("Print the referral slip") if pick.refused else _("Take in"))
        self.print_too.setVisible(not pick.refused)
        Query(self, lambda read: _chosen(read, pick.id), key="papers", lane="quick").then(
            self._on_papers
        ).start()

    def _on_papers(self, found: tuple[Sequence[catalog.Paper], Any]) -> None:
        papers, row = found
        for _name, flag in self.papers:
            flag.hide()
            flag.deleteLater()
        self.papers = []
        for paper in papers:
            words = " · ".join(part for part in (paper.name, paper.copies) if part)
            flag = FlagField(
                words if paper.need == "necessary" else _("{paper} (if there is one)").format(paper=words)
            )
            flag.changed.connect(self._say_promise)
            self._paper_box.addWidget(flag)
            self.papers.append((paper.name, flag))
        self._necessary = {paper.name for paper in papers if paper.need == "necessary"}
        self._days = row.days if row is not None else None
        self._say_promise()
        target = (
            self.who.box if self.who.value() is None else (self.papers[0][1] if self.papers else self.agent)
        )
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_promise(self) -> None:
        ticked = {name for name, flag in self.papers if flag.value()}
        missing = sorted(self._necessary - ticked)
        if missing:
            self.promise.setText(_("Still missing: {papers}.").format(papers=_(", ").join(missing)))
        elif self._days:
            self.promise.setText(
                _("Accepted at once; promised within {days} working days.").format(days=self._days)
            )
        else:
            self.promise.setText(_("Accepted at once; no day is promised."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on anything but a box takes the matter in, so does Ctrl+Enter; Ctrl+P prints the receipt as well."""
        if event.key() in ENTER:
            self.submit()
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.submit(receipt=True)
            event.accept()
        else:
            super().keyPressEvent(event)

    def submit(self, *, receipt: bool = False) -> None:
        """Take the matter in, or print the referral of a proof that is not issued."""
        if self.save.busy:
            return
        picked = self.who.value()
        resident_id = picked.resident_id if picked is not None else None
        name = picked.name if picked is not None and resident_id is None else ""
        if self._pick is not None and self._pick.refused:
            self._refer(self._pick, resident_id, name)
            return
        draft = MatterDraft(
            service_id=self._pick.id if self._pick is not None else None,
            resident_id=resident_id,
            who=name,
            phone=picked.phone if picked is not None else "",
            agent=self.agent.value(),
            papers=tuple(PaperDraft(paper, flag.value()) for paper, flag in self.papers),
            note=self.remark.value(),
            accept=True,
            ticket_id=self._ticket,
            client_key=self._key,
        )
        self.save.set_busy()
        act = Command(self, lambda work: service.take_in(work, draft)).then(
            partial(self._on_taken, receipt=receipt)
        )
        act.failed(self._on_refused).finally_(partial(self.save.set_busy, busy=False)).start()

    def _refer(self, pick: Pick, resident_id: int | None, name: str) -> None:
        from neighborcenter.desk import service as desk  # noqa: PLC0415 - a refused proof is rare
        from neighborcenter.desk.drafts import VisitDraft  # noqa: PLC0415

        draft = VisitDraft(service_id=pick.id, resident_id=resident_id, visitor=name, client_key=self._key)
        window = self._window

        def done(registered: Any) -> None:
            acts.print_paper(
                window, "referral_slip", _("Referral slip"), {"visit": registered.visit_id}, pick.title
            )
            self.leave()

        Command(self, lambda work: desk.register_visit(work, draft)).then(done).failed(
            self._on_refused
        ).start()

    def _on_taken(self, done: TakenIn, *, receipt: bool) -> None:
        window = self._window
        words = (
            _("Promised for {day}.").format(day=spoken_day(done.due))
            if done.due is not None
            else _("Still missing: {papers}.").format(papers=_(", ").join(done.missing))
            if done.missing
            else ""
        )
        toast(
            _("Matter {number} is taken in").format(number=done.number),
            words,
            undo=partial(_take_back, window, done),
            owner=window,
        )
        self.taken.emit(done)
        self.leave()
        if receipt:
            print_receipt(window, done.matter_id, done.number)

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self.refusal.setText(" ".join(speak(one) for one in problems))
        self.refusal.show()


def _take_back(window: QWidget, done: TakenIn) -> None:
    """What was taken in by mistake is withdrawn: its number stays in the ledger, as on paper."""
    reason = _("Taken back")
    Command(window, lambda work: service.withdraw(work, done.matter_id, reason)).then(
        lambda _nothing: toast(reason, done.number, icon="undo-2", owner=window)
    ).start()


def print_receipt(owner: QWidget, matter_id: int, number: str) -> None:
    """The receipt, two copies on one sheet: one for the resident, one for the file."""
    from ui.desk.counter import papers  # noqa: PLC0415 - paper is loaded when it is wanted

    preview(owner, _("Receipt of papers"), number, partial(papers.receipt, matter_id))


def open_sheet(window: QWidget, person: int | None = None) -> TakeInSheet:
    """Open it over a window; the person at hand is filled in."""
    sheet = TakeInSheet(window, person)
    sheet.open()
    return sheet
