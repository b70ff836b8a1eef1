"""The line below the calendar: which keys work here, and the figures that open their rows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from ui.booking.feed import CalendarView
from ui.kit.chips import KeyCap
from ui.kit.labels import Label, LinkLabel
from ui.kit.theme import px, theme_changed

KEYS = (
    ("← → ↑ ↓", N_("move")),
    ("Shift →", N_("longer")),
    (N_("Enter"), N_("book, details")),
    (N_("Space"), N_("choose")),
    ("Ctrl X C V", N_("take along")),
    ("Ctrl Z", N_("undo")),
    ("F1", N_("all keys")),
)
TOTALS = {
    "day": N_("{count} bookings this day"),
    "week": N_("{count} bookings this week"),
    "month": N_("{count} bookings this month"),
}


class Foot(QWidget):
    """Hints at the left, figures at the right."""

    rowsWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.hints: list[QWidget] = []
        self._hinting = True
        self._covered = 0
        for key, name in KEYS:
            hint = QWidget()
            pair = QHBoxLayout(hint)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(px(6))
            pair.addWidget(KeyCap(_(key)))
            pair.addWidget(Label(_(name), "note", "text2"))
            self._row.addWidget(hint)
            self.hints.append(hint)
        self._row.addStretch(1)
        self.total = LinkLabel("")
        self.total.clicked.connect(self.rowsWanted)
        self._row.addWidget(self.total)
        self.use = Label("", "small strong", "text2")
        self._row.addWidget(self.use)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size mode."""
        self._row.setSpacing(px(14))

    def show_hints(self, shown: bool) -> None:
        """The keys of the board; a list has its own."""
        self._hinting = shown
        self.resizeEvent(None)

    def keep_clear(self, covered: int) -> None:
        """Leave the right end to a panel that lies over this line: so many pixels wide, 0 for none."""
        if covered != self._covered:
            self._covered = covered
            self._row.setContentsMargins(0, 0, covered, 0)
            self.resizeEvent(None)
            self._row.activate()

    def show_view(self, view: CalendarView, scale: str) -> None:
        """The figures of what is shown."""
        self.total.setText(_(TOTALS[scale]).format(count=view.count))
        parts = [_("{share}% used").format(share=round(view.share * 100))]
        if view.clashes:
            parts.append(_("{count} in conflict").format(count=view.clashes))
        self.use.setText(" · ".join(parts))
        self.resizeEvent(None)  # longer figures leave less room to the hints

    def minimumSizeHint(self) -> QSize:
        """The hints never keep the page wide."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        """On a narrow page the last hints go first; the figures always stay in sight."""
        right = self.total.sizeHint().width() + self.use.sizeHint().width() + px(40)
        room = self.width() - self._covered - right
        for hint in self.hints:
            room -= hint.sizeHint().width() + px(14)
            hint.setVisible(room > 0 and self._hinting)
