"""One line of hours in the right-hand panel: how it came about, and what can be done with it next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.ledgers import LedgerLine
from neighborcenter.volunteers.note_queries import quality_word
from neighborcenter.volunteers.rules import can_hours_move
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may
from ui.kit.labels import Label, LinkLabel
from ui.kit.spoken import spoken_day
from ui.people.panels import Fact, Panel, empty_layout
from ui.volunteers.columns import ledger_mark
from ui.volunteers.looks import hours_words


class HoursPanel(Panel):
    """`wanted` says what: review, wrong, confirm, unconfirm, correct, void, rate, person."""

    wanted = Signal(str)

    def __init__(self, line: LedgerLine) -> None:
        super().__init__("")
        self.add_head_button("user-round", _("Open the volunteer"), lambda: self.wanted.emit("person"))
        self.show_line(line)

    def show_line(self, line: LedgerLine) -> None:
        """Show this line."""
        self.line = line
        self.title.setText(line.name)
        empty_layout(self.body)
        empty_layout(self.foot_row)
        mark = ledger_mark(line)
        row = QHBoxLayout()
        row.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Label(hours_words(line.minutes), "name"))
        facts = (
            (_("Day"), spoken_day(line.day)),
            (_("What was done"), line.content),
            (_("Venue"), line.place),
            (_("How"), word(line.method)),
            (_("Kind"), word(line.kind)),
            (_("Reason"), line.reason),
            (_("What shows it"), line.evidence),
            (_("The lead says"), quality_word(line.quality)),
            (_("Who was served says"), line.opinion),
            (_("Why it ended"), line.end_reason),
            (_("Volunteer no."), line.number),
        )
        for name, value in facts:
            if value:
                self.body.addWidget(Fact(name, value))
        if line.waits_for_review and line.mine:
            words = _("You wrote this line down. Somebody else reviews it.")
            self.body.addWidget(Label(words, "small", "notice.text", wrap=True))
        if line.status not in (HoursStatus.CORRECTED, HoursStatus.VOIDED):
            rate = LinkLabel(_("Rate the service …"))
            rate.setEnabled(may(Permission.VOLUNTEERS_HOURS))
            rate.clicked.connect(lambda: self.wanted.emit("rate"))
            self.body.addWidget(rate)
        self.body.addStretch(1)
        for what, words, kind, icon, allowed in _ways(line):
            button = Button(words, kind, icon, main=True)  # type: ignore[arg-type]
            button.setEnabled(allowed)
            button.clicked.connect(lambda _checked=False, w=what: self.wanted.emit(w))
            self.foot_row.addWidget(button, 1)
            button.show()


def _ways(line: LedgerLine) -> list[tuple[str, str, str, str, bool]]:
    """What can be done next: key, words, rank, icon, whether this person may."""
    reviews, enters = may(Permission.VOLUNTEERS_REVIEW), may(Permission.VOLUNTEERS_HOURS)
    if line.waits_for_review:
        return [
            ("wrong", _("Not right"), "secondary", "x", reviews and not line.mine),
            ("review", _("Right"), "primary", "check", reviews and not line.mine),
        ]
    found = []
    if can_hours_move(line.status, HoursStatus.VOIDED):
        found.append(("void", _("Void …"), "secondary", "x", reviews))
    if line.status is HoursStatus.ENTERED and not line.brought_in:
        found.append(("correct", _("Put right …"), "secondary", "pencil", reviews))
    if line.may_be_confirmed:
        found.append(("confirm", _("Confirm hours"), "primary", "check", enters))
    if line.status is HoursStatus.CONFIRMED:
        found.append(("unconfirm", _("Not confirmed"), "secondary", "undo-2", enters))
    return found
