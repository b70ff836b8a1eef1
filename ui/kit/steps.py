"""A step back and a step forth: one look for days, weeks, months and sessions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.buttons import IconButton
from ui.kit.theme import px, theme_changed


class Steps(QWidget):
    """‹ and ›, and `between` them what leads home (今天); what is shown stands at their right."""

    stepped = Signal(int)
    """-1 or 1."""

    def __init__(
        self, earlier: str, later: str, between: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.back = IconButton("chevron-left", earlier, kind="secondary")
        self.forth = IconButton("chevron-right", later, kind="secondary")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for part in (self.back, between, self.forth):
            if part is not None:
                self._line.addWidget(part)
        self.back.clicked.connect(lambda _checked=False: self.stepped.emit(-1))
        self.forth.clicked.connect(lambda _checked=False: self.stepped.emit(1))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._line.setSpacing(px(6))
