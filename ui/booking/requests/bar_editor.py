"""Barring somebody from booking, and lifting a bar: each with its reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import bar_service
from neighborcenter.booking.rulebook.drafts import BarDraft
from neighborcenter.booking.rulebook.queries import BarRow
from neighborcenter.booking.rulebook.texts import word
from neighborcenter.kit.i18n import _
from ui.booking.requests.columns import day_of, wall
from ui.booking.who_field import WhoField
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.shown import set_shown
from ui.kit.theme import px


class BarEditor(QWidget):
    """Bars a resident, a group, or somebody known by name and phone."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Bar somebody from booking"))
        self.form = Form()
        self.form.add("who", Field(_("Who"), WhoField(), required=True))
        today = jobs.runner().backend.clock.today
        self.form.add("until", Field(_("Until"), DateField(today), _("Empty: for good")))
        self.form.add(
            "reason", Field(_("Reason"), TextField(_("Did not come twice, damage…")), required=True)
        )
        self.foot = self.save = Button(_("Bar from booking"), "primary", "ban", main=True)
        self.save.setEnabled(may(Permission.BOOKING_APPROVE))
        self.save.clicked.connect(lambda _checked=False: self._on_save())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        box.addStretch(1)

    def _on_save(self) -> None:
        if not self.form.check():
            return
        values = self.form.values()
        who = values["who"]
        draft = BarDraft(
            who.resident_id, who.group_id, who.name, who.phone, values["until"], values["reason"]
        )
        Command(self, lambda work: bar_service.add_bar(work, draft)).then(
            lambda _ref: self._finish(who.name)
        ).failed(self.form.set_problems).start()

    def _finish(self, name: str) -> None:
        toast(_("Barred from booking: {name}").format(name=name))
        self.done.emit()


class BarPanel(QWidget):
    """One bar: why, until when, and lifting it."""

    done = Signal()

    def __init__(self, row: BarRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setWindowTitle(row.who or row.phone)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        until = day_of(row.until) or _("For good")
        for text, role in (
            (f"{word(row.effect)} · {day_of(row.since)} – {until}", "body strong"),
            (row.reason, "body"),
            (_("By a rule") if row.by_rule else "", "small"),
            (
                " · ".join(part for part in (wall(row.lifted_at), row.lifted_by, row.lifted_reason) if part),
                "small",
            ),
        ):
            if text:
                box.addWidget(Label(text, role, wrap=True))
        self.form = Form()
        self.form.add("reason", Field(_("Why it is lifted"), TextField()))
        set_shown(self.form, row.today)
        box.addWidget(self.form)
        box.addStretch(1)
        self.foot = self.lift = Button(_("Lift"), "primary", "lock-open", main=True)
        self.lift.setEnabled(row.today and may(Permission.BOOKING_OVERRIDE))
        self.lift.clicked.connect(lambda _checked=False: self._on_lift())

    def _on_lift(self) -> None:
        reason = self.form.values()["reason"]
        Command(self, lambda work: bar_service.lift_bar(work, self._row.id, reason)).then(
            self._finish
        ).failed(self._refused).start()

    def _finish(self, _done: Any) -> None:
        toast(_("May book again: {name}").format(name=self._row.who or self._row.phone))
        self.done.emit()

    def _refused(self, problems: Any) -> None:
        for problem in self.form.set_problems(problems):
            self.form.fields["reason"].set_problem(problem)
