"""The sessions of all activities in one month: what is on, where, how many are expected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_month
from neighborcenter.kit.times import Month
from ui.activities.columns import SESSION_COLUMNS, SessionSource, session_filters
from ui.kit.columns import Empty, Sort
from ui.kit.jobs import may, runner
from ui.kit.labels import Label
from ui.kit.steps import Steps
from ui.kit.table import TableView
from ui.kit.theme import px


class MonthList(QWidget):
    """A month with a step back and forth above its sessions."""

    opened = Signal(int, int)
    """Ids of the activity and of the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = SessionSource(Month.of(runner().backend.clock.today()))
        self.steps = Steps(_("The month before"), _("The month after"))
        self.words = Label(say_month(self.source.month), "section")
        self.words.setContentsMargins(0, 0, px(8), 0)
        self.table = TableView(
            "activities.sessions",
            SESSION_COLUMNS,
            self.source,
            filters=session_filters(),
            empty=Empty(
                _("Nothing is on in this month"), _("Plan an activity, then it stands here."), "calendar-days"
            ),
            sort=Sort("starts"),
            placeholder=_("Activity, place or day"),
            take_away=_("Sessions") if may(Permission.EXPORT) else "",
        )
        for at, part in enumerate((self.steps, self.words)):
            self.table.bar.layout().insertWidget(at, part)  # type: ignore[union-attr]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.table, 1)
        self.steps.stepped.connect(self.step)
        self.table.opened.connect(self._on_opened)

    def step(self, steps: int) -> None:
        """Another month."""
        self.source.month = self.source.month.plus(steps)
        self.words.setText(say_month(self.source.month))
        self.reload()

    def reload(self) -> None:
        """Read the month again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the filter line."""
        self.table.bar.line.setFocus()

    def _on_opened(self, session_id: int) -> None:
        row = self.table.current_row()
        if row is not None:
            self.opened.emit(row.activity_id, session_id)
