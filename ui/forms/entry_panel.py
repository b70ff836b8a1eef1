"""One entry read: every answer of its own version, what was changed, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms.entry_queries import EntryCard
from neighborcenter.forms.kinds import EntryStatus
from neighborcenter.forms.queries import FormCard
from neighborcenter.forms.values import label_of
from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.people.panels import Fact, Panel


class EntryPanel(Panel):
    """`wanted` says what: change, void, restore, print, person."""

    wanted = Signal(str)

    def __init__(self, form: FormCard, card: EntryCard) -> None:
        super().__init__(card.row.name or form.title)
        self.card = card
        if card.row.resident_id is not None:
            self.add_head_button("user-round", _("Open the resident"), lambda: self.wanted.emit("person"))
        self.add_head_button("printer", _("Print this entry"), lambda: self.wanted.emit("print"))
        self._chips(form)
        for one in card.definition.fields:
            words = card.row.cells.get(one.key, "")
            if words:
                unit = f" {one.unit}" if one.unit else ""
                self.body.addWidget(Fact(label_of(one), f"{words}{unit}"))
        if card.row.void_reason:
            self.body.addWidget(Fact(_("Why it was voided"), card.row.void_reason))
        self._traces()
        self.body.addStretch(1)
        self._buttons()

    def _chips(self, form: FormCard) -> None:
        row, line = self.card.row, QHBoxLayout()
        if row.status is EntryStatus.VOID:
            line.addWidget(StatusChip(_("Voided"), "closed", "ban"))
        if form.current is not None and form.current.number != self.card.number:
            line.addWidget(
                StatusChip(_("Version {number}").format(number=self.card.number), "notice", "history")
            )
        if row.staff:
            line.addWidget(StatusChip(_("Entered by {name}").format(name=row.staff), "closed", "user"))
        line.addStretch(1)
        self.body.addLayout(line)

    def _traces(self) -> None:
        if not self.card.traces:
            return
        self.section(_("Changed"))
        for one in self.card.traces:
            when = _("{at} by {name}, before that:").format(at=f"{one.at:%Y-%m-%d %H:%M}", name=one.staff)
            self.body.addWidget(Label(when, "small", "text2", wrap=True))
            for label, words in one.before:
                self.body.addWidget(Fact(label, words or "—"))

    def _buttons(self) -> None:
        allowed = may(Permission.FORMS_WRITE)
        if self.card.row.status is EntryStatus.VOID:
            ways = [("restore", _("Count again"), "secondary", "undo-2")]
        else:
            ways = [("void", _("Void …"), "secondary", "ban"), ("change", _("Change"), "primary", "pencil")]
        for what, words, kind, icon in ways:
            button = Button(words, kind, icon, main=True)  # type: ignore[arg-type]
            button.setEnabled(allowed)
            button.clicked.connect(lambda _checked=False, w=what: self.wanted.emit(w))
            self.foot_row.addWidget(button, 1)
