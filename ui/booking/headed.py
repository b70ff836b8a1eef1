"""What a panel beside the calendar begins with: a heading, a cross that closes it, room that scrolls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import IconButton
from ui.kit.labels import Label


class HeadedPanel(QWidget):
    """Those who inherit fill `_scroll` and put their buttons below it into `_outer`."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self.heading = Label("", "section", wrap=True)
        self.close_button = IconButton("x", _("Close"))
        self.close_button.clicked.connect(lambda _checked=False: self.closed.emit())
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outer.addWidget(self._scroll, 1)
