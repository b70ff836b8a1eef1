"""Where a sign-up goes: another session of the same activity, or another activity."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.activities.drafts import TransferDraft
from neighborcenter.activities.rows import EnrollmentRow
from neighborcenter.kit.i18n import _
from ui.activities import acts, reading
from ui.activities.reading import Goal
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.people.panels import Panel


class TransferPanel(Panel):
    """The old place is kept until the new one is sure."""

    done = Signal()

    def __init__(self, row: EnrollmentRow) -> None:
        super().__init__(_("{who} goes elsewhere").format(who=row.names or row.who))
        self._row = row
        self._goals: dict[int, Goal] = {}
        self.goal = ChoiceField([], _("Session or activity"))
        self.reason = TextField()
        self.form = Form(1)
        self.body.addWidget(
            Label(_("The old place is given up only when the new one is sure."), "small", "text2", wrap=True)
        )
        self.form.add("goal", Field(_("Where to"), self.goal, required=True))
        self.form.add("reason", Field(_("Why"), self.reason))
        self.body.addWidget(self.form)
        self.save = Button(_("Transfer"), "primary", "check", "Ctrl ↵", main=True)
        self.save.setEnabled(False)
        self.foot_row.addWidget(self.save, 1)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        Query(self, lambda read: reading.goals(read, row), key="goals").then(self._on_goals).start()

    def _on_goals(self, found: tuple[Goal, ...]) -> None:
        self._goals = dict(enumerate(found))
        self.goal.set_choices([(at, goal.words) for at, goal in self._goals.items()])
        self.save.setEnabled(bool(found))
        if not found:
            self.form.fields["goal"].set_hint(_("Nothing else can be signed up for now."))
        QTimer.singleShot(0, self, self.form.focus_first)

    def submit(self) -> None:
        """Transfer."""
        goal = self._goals.get(self.goal.value() if self.goal.value() is not None else -1)
        if goal is None or not self.save.isEnabled():
            self.form.focus_first()
            return
        draft = TransferDraft(self._row.id, goal.activity_id, goal.session_id, self.reason.value())
        acts.transfer(self, self._row, draft, goal.words, self.done.emit)
