"""One session in the right-hand panel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import SessionStatus
from neighborcenter.activities.rows import SessionRow
from neighborcenter.kit.i18n import _
from ui.activities.looks import places_words, session_mark, when_words
from ui.kit.buttons import Button
from ui.kit.chips import StatusChip
from ui.kit.jobs import may
from ui.people.panels import Fact, Panel


class SessionPanel(Panel):
    """When, where, who is expected; the door, another time, calling off."""

    door_wanted = Signal()
    move_wanted = Signal()
    cancel_wanted = Signal()
    restore_wanted = Signal()
    calls_wanted = Signal()
    sign_in_wanted = Signal()

    def __init__(self, row: SessionRow) -> None:
        super().__init__(when_words(row.starts, row.ends))
        self.add_head_button("printer", _("Sign-in sheet"), self.sign_in_wanted.emit)
        mark = session_mark(row.status)
        line = QHBoxLayout()
        line.addWidget(StatusChip(mark.text, mark.category, mark.icon))
        line.addStretch(1)
        self.body.addLayout(line)
        facts = (
            (_("Session title"), row.title),
            (_("Venue"), row.where),
            (_("Places in all"), places_words(row.taken, row.capacity)),
            (_("Expected here"), str(row.expected or "")),
            (_("People came"), str(row.present or "")),
            (_("Why cancelled"), row.cancel_reason),
            (_("Note"), row.note),
        )
        for name, value in facts:
            if value:
                self.body.addWidget(Fact(name, value))
        self._offer(row)
        self.body.addStretch(1)

    def _offer(self, row: SessionRow) -> None:
        writes = may(Permission.ACTIVITIES_WRITE)
        off = row.status is SessionStatus.CANCELLED
        self.door = Button(_("Check-in"), "primary", "list-checks", "↵", main=True)
        self.door.setEnabled(not off)
        self.door.clicked.connect(lambda _checked=False: self.door_wanted.emit())
        self.foot_row.addWidget(self.door, 1)
        planned = row.status is SessionStatus.PLANNED
        acts = [(_("Another time or place"), "arrow-right", self.move_wanted)] if planned else []
        if planned:
            acts.append((_("Cancel the session"), "x", self.cancel_wanted))
        if off:
            acts.append((_("It takes place after all"), "undo-2", self.restore_wanted))
            acts.append((_("Who must be told"), "phone", self.calls_wanted))
        for words, icon, signal in acts:
            button = Button(words, "quiet", icon)
            button.setEnabled(writes or signal is self.calls_wanted)
            button.clicked.connect(lambda _checked=False, s=signal: s.emit())
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
