"""F7: lend something, or take it back, from wherever one is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking import resource_queries
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.desk.counter import loan_service, queries
from neighborcenter.desk.counter.drafts import LoanDraft
from neighborcenter.desk.counter.loan_service import Lent
from neighborcenter.desk.counter.queries import LoanRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read
from neighborcenter.people import queries as people
from ui.desk.counter.columns import loan_mark
from ui.kit.ask_box import ENTER
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.fields import ChoiceField, NumberField, TextField, YuanField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, runner
from ui.kit.labels import Label
from ui.kit.lines import Lines
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.sheet import Sheet
from ui.kit.spoken import spoken_moment
from ui.people.picker import PersonPicker, Picked
from ui.volunteers import acts

CLOSES = time(17, 30)
"""When things due on a day are to be back."""
MOST_OUT = 6


def due_of(day: Any) -> datetime | None:
    """The moment something due on a day is to be back; today at least half an hour from now."""
    if day is None:
        return None
    now: datetime = runner().backend.clock.local()
    due = datetime.combine(day, CLOSES)
    return max(due, now + timedelta(minutes=30)) if day == now.date() else due


def _begin(read: Read, person: int | None) -> tuple[list[tuple[int, str]], list[LoanRow], str]:
    """Equipment to lend, what is out (of this person first), and the person's name."""
    things = resource_queries.resources(read, kind=ResourceKind.EQUIPMENT)
    out = queries.loans(read)
    if person is not None:
        out.sort(key=lambda row: row.resident_id != person)
    name = people.resident_name(read, person) if person is not None else ""
    return [(row.id, row.name) for row in things], out[:MOST_OUT], name


class LendSheet(Sheet):
    """Above, what is out and can be taken back with one press; below, what goes out."""

    done = Signal()

    def __init__(self, window: QWidget, person: int | None = None) -> None:
        super().__init__(window, _("Lend and take back"))
        self._key = os.urandom(16).hex()
        today = runner().backend.clock.today
        self.out_box = QVBoxLayout()
        self.buttons: list[Button] = []
        self.form = Form(columns=2)
        self.what = ChoiceField([], _("Wheelchair, loudspeaker, key …"))
        self.who = PersonPicker(_("Name, pinyin or phone; or just a name"), free=True)
        self.form.add("resource_id", Field(_("What is lent"), self.what, required=True))
        self.form.add("quantity", Field(_("Pieces"), NumberField(minimum=1)))
        self.form.add("who", Field(_("Who has it"), self.who, required=True), wide=True)
        self.form.add("due_at", Field(_("Due back"), DateField(today), required=True))
        self.form.add("deposit_fen", Field(_("Deposit"), YuanField()))
        self.form.add("note", Field(_("Note"), TextField()), wide=True)
        self.form.set_values({"quantity": 1, "due_at": today()})
        self.refusal = Label("", "small strong", "accent_text", wrap=True)
        self.refusal.hide()
        self.save = Button(_("Lend"), "primary", "package", "Ctrl ↵", main=True)
        self.body.addLayout(self.out_box)
        self.body.addWidget(self.form)
        self.body.addWidget(self.refusal)
        self.foot.addWidget(self.save, 1)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        Query(self, lambda read: _begin(read, person), key="begin", lane="quick").then(
            partial(self._on_begin, person)
        ).start()

    def _on_begin(self, person: int | None, found: tuple[list[tuple[int, str]], list[LoanRow], str]) -> None:
        things, out, name = found
        self.what.set_choices(things)
        if person is not None and name:
            self.who.set_value(Picked(name, "resident", person))
        if out:
            self.out_box.addWidget(Label(_("Out now"), "small strong", "text2"))
        lines = Lines(wide=1)
        for row in out:
            mark = loan_mark(row)
            back = Button(_("It is back"), "secondary", "check")
            back.clicked.connect(partial(self._take_back, row))
            lines.add(
                Label(f"{row.what} × {row.quantity}", "body strong"),
                Label(f"{row.who} · {spoken_moment(row.due_at)}", "small", "text2", elide=True),
                StatusChip(mark.text, mark.category, mark.icon or None),
                back,
            )
            self.buttons.append(back)
        self.out_box.addLayout(lines)
        self.what.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter lends."""
        if event.key() in ENTER:
            self.submit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _take_back(self, row: LoanRow, _checked: bool = False) -> None:
        take_back(self._window, row)
        self.done.emit()
        self.leave()

    def submit(self) -> None:
        """Lend it."""
        if self.save.busy or not self.form.check():
            return
        values = self.form.values()
        picked: Picked | None = values["who"]
        draft = LoanDraft(
            resource_id=values["resource_id"],
            due_at=due_of(values["due_at"]),
            quantity=int(values["quantity"] or 1),
            resident_id=picked.resident_id if picked is not None else None,
            who=picked.name if picked is not None else "",
            phone=picked.phone if picked is not None else "",
            deposit_fen=values["deposit_fen"] or 0,
            note=values["note"],
            client_key=self._key,
        )
        self.save.set_busy()
        act = Command(self, lambda work: loan_service.lend(work, draft)).then(self._on_lent)
        act.failed(self._on_refused).finally_(partial(self.save.set_busy, busy=False)).start()

    def _on_lent(self, lent: Lent) -> None:
        window = self._window
        words = (
            _("{count} booked days had counted on it").format(count=len(lent.affected))
            if lent.affected
            else ""
        )
        undo = partial(_undo_lend, window, lent.loan_id)
        toast(_("Lent"), words, undo=undo, icon="package", owner=window)
        self.done.emit()
        self.leave()

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        homeless = self.form.set_problems(problems)
        self.refusal.setText(acts.words_of(homeless))
        self.refusal.setVisible(bool(homeless))


def _undo_lend(window: QWidget, loan_id: int) -> None:
    Command(window, lambda work: loan_service.give_back(work, loan_id, _("Taken back"))).start()


def take_back(owner: QWidget, row: LoanRow) -> None:
    """It is back; Ctrl+Z says that it is not."""
    acts.act(
        owner,
        lambda work: loan_service.give_back(work, row.id),
        _("{what} is back from {who}").format(what=row.what, who=row.who),
        detail=_("Give the deposit back: {money}").format(money=f"¥{row.deposit_fen / 100:,.2f}")
        if row.deposit_fen
        else "",
        undo=lambda work, _done: loan_service.out_again(work, row.id),
    )


def open_sheet(window: QWidget, person: int | None = None) -> LendSheet:
    """Open it over a window; the person at hand is filled in."""
    sheet = LendSheet(window, person)
    sheet.open()
    return sheet
