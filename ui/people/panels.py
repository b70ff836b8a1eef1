"""Furniture of the right-hand panel: a head with its buttons, a body that scrolls, facts in pairs."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.cards import Divider
from ui.kit.labels import Label
from ui.kit.theme import px
from ui.kit.widgets import IconButton


class _Body(QScrollArea):
    """Asks for little, takes what there is: the head and the foot stay in sight around it."""

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(160))


class Panel(QWidget):
    """A title with a close button, a scrolling body, and a foot that stays in sight."""

    closed = Signal()

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(12))
        self.head = QHBoxLayout()
        self.head.setSpacing(px(8))
        self.title = Label(title, "title", wrap=True)
        self.head.addWidget(self.title, 1)
        self.close_button = IconButton("x", _("Close"), 32)
        self.close_button.clicked.connect(self.closed)
        self.head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(self.head)
        self._scroll = _Body()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        # The panel decides the width; long words in a field must not widen it.
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(inner)
        # Room for the halo of a focused field, which is painted around it.
        self.body.setContentsMargins(px(4), px(2), px(8), px(4))
        self.body.setSpacing(px(10))
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(inner)
        outer.addWidget(self._scroll, 1)
        self.foot_row = QHBoxLayout()
        self.foot_row.setSpacing(px(8))
        outer.addLayout(self.foot_row)

    def add_head_button(self, icon: str, name: str, run: Callable[[], object]) -> IconButton:
        """A button beside the close button."""
        button = IconButton(icon, name, 32)
        button.clicked.connect(lambda _checked=False: run())
        self.head.insertWidget(self.head.count() - 1, button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def section(self, title: str, *buttons: QWidget) -> QHBoxLayout:
        """A hairline and a small heading; buttons stand at its right."""
        self.body.addWidget(Divider())
        line = QHBoxLayout()
        line.addWidget(Label(title, "small strong", "text2"), 1)
        for button in buttons:
            line.addWidget(button)
        self.body.addLayout(line)
        return line

    def show_top(self) -> None:
        """Scroll to the beginning of the body."""
        self._scroll.verticalScrollBar().setValue(0)


class Fact(QWidget):
    """A small name above a value, with room for a button at the right."""

    def __init__(self, name: str, value: str, button: QWidget | None = None) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(Label(name, "note", "text3"))
        self.value = Label(value, "body", wrap=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.value.setAccessibleName(f"{name}: {value}")
        words.addWidget(self.value)
        line.addLayout(words, 1)
        if button is not None:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout, layouts within it too."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_layout(inner)
