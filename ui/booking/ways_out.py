"""The amber card: what stands in the way, and up to three ways out on Alt+1, Alt+2, Alt+3."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.focus import ring
from ui.kit.labels import Icon, Label
from ui.kit.paint import fill, width_of, words
from ui.kit.theme import px, theme, theme_changed

MOST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: a name, what is good about it, and what it stands for."""

    name: str
    note: str
    data: object


class WayButton(QAbstractButton):
    """One row of the card: name, note, key."""

    def __init__(self, way: Way, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way, self.number = way, number
        self.setText(f"{way.name} {way.note}")
        self.setAccessibleName(
            _("{name}, {note}, Alt+{number}").format(name=way.name, note=way.note, number=number)
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring(self, 6)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Follow the size mode."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        fill(painter, rect, px(6), look.hover if self.underMouse() else look.surface)
        key = f"Alt {self.number}"
        wide = width_of(key, "note strong") + px(12)
        name = min(width_of(self.way.name, "small strong"), rect.width() - wide - px(20))
        words(painter, rect.adjusted(px(10), 0, 0, 0), self.way.name, "small strong", look.text)
        left = px(10) + name + px(8)
        words(
            painter,
            QRectF(left, 0, max(rect.width() - left - wide - px(8), 0), rect.height()),
            self.way.note,
            "small",
            look.text2,
        )
        words(painter, QRectF(rect.right() - wide, 0, wide, rect.height()), key, "note strong", look.text2)


class WaysOut(QWidget):
    """Hidden while nothing stands in the way."""

    chosen = Signal(object)
    """The `data` of the way taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self._sign = Icon("triangle-alert", "notice.text", 18)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.title = Label("", "body strong", "notice.text", wrap=True)
        head.addWidget(self.title, 1)
        self._layout.addLayout(head)
        self.line = Label("", "small", "notice.text", wrap=True)
        self._layout.addWidget(self.line)
        self._rows = QVBoxLayout()
        self._layout.addLayout(self._rows)
        self.buttons: list[WayButton] = []
        self._keys = [self._shortcut(number) for number in range(1, MOST + 1)]
        self.hide()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _shortcut(self, number: int) -> QShortcut:
        key = QShortcut(QKeySequence(f"Alt+{number}"), self)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(lambda: self.take(number))
        return key

    def say(self, title: str, line: str = "", ways: tuple[Way, ...] = ()) -> None:
        """Show what stands in the way and the ways out; an empty title hides the card."""
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, way in enumerate(ways[:MOST], 1):
            button = WayButton(way, number, self)
            button.clicked.connect(lambda _checked=False, at=number: self.take(at))
            self._rows.addWidget(button)
            self.buttons.append(button)
        self.title.setText(title)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.setVisible(bool(title))

    def take(self, number: int) -> bool:
        """Take a way by its number; False when there is none."""
        if not self.isVisible() or number > len(self.buttons):
            return False
        self.chosen.emit(self.buttons[number - 1].way.data)
        return True

    def restyle(self) -> None:
        """Follow the size mode."""
        edge = px(12)
        self._layout.setContentsMargins(edge, px(10), edge, edge)
        self._layout.setSpacing(px(6))
        self._rows.setSpacing(px(5))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(10), theme().category("notice").fill)
