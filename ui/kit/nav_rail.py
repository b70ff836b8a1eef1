"""The rail at the left: icon and two characters per place, badges, settings and the signed-in person below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.paint import avatar, badge, fill, words
from ui.kit.theme import mode, px, theme, theme_changed

RAIL_WIDTH = 76
ELDER_WIDTH = 64
"""Of the elder mode, where pixels are one and a half: the page needs them more."""


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place: its key, word (already translated), icon, the digit of Ctrl+digit, and its whole name."""

    key: str
    text: str
    icon: str
    digit: str = ""
    name: str = ""

    @property
    def title(self) -> str:
        """The whole name, for tooltip and screen reader."""
        return self.name or self.text


def rail_width() -> int:
    """The width of the rail in the present mode."""
    return px(ELDER_WIDTH if mode() == "elder" else RAIL_WIDTH)


class RailButton(QAbstractButton):
    """One place of the rail."""

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.count = 0
        self.with_words = True
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(item.text)
        self.setAccessibleName(item.title)
        self.setToolTip(f"{item.title}  Ctrl {item.digit}" if item.digit else item.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring(self, 10)

    def sizeHint(self) -> QSize:
        """56 px high with words, 44 without; nearly as wide as the rail."""
        return QSize(rail_width() - px(6), px(56 if self.with_words else 44))

    def set_count(self, count: int) -> None:
        """Change the badge; 0 hides it."""
        self.count = count
        name = _("{place}, {count} waiting").format(place=self.item.title, count=count)
        self.setAccessibleName(name if count else self.item.title)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, words, badge, and the red bar of the open place."""
        look, painter, box = theme(), QPainter(self), QRectF(self.rect())
        open_ = self.isChecked()
        if open_:
            fill(painter, box, px(10), look.tint)
        elif self.underMouse():
            fill(painter, box, px(10), look.hover)
        color = look.accent_text if open_ else look.text2
        side = px(22)
        top = box.top() + px(8) if self.with_words else box.center().y() - side / 2
        icon_box = QRectF(box.center().x() - side / 2, top, side, side)
        paint_icon(painter, self.item.icon, color, icon_box)
        line = QRectF(box.left(), icon_box.bottom() + px(2), box.width(), px(18))
        role = "note strong" if open_ else "note"
        if self.with_words:
            words(painter, line, self.item.text, role, color, Qt.AlignmentFlag.AlignHCenter)
        if self.count:
            badge(painter, QPointF(icon_box.right() + px(4), icon_box.top()), self.count)
        painter.end()


class PersonButton(QAbstractButton):
    """The signed-in person; opens a menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ring(self, 18)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self.setText(name)
        self.setAccessibleName(_("Signed in: {name}").format(name=name))
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A circle of 36 px."""
        return QSize(px(36), px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the first character of the name in a circle."""
        painter = QPainter(self)
        avatar(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self.text()[:1], "activity")
        painter.end()


class NavRail(QWidget):
    """All places of this program that the signed-in person may enter."""

    chosen = Signal(str)
    person_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self.person = PersonButton(self)
        self.person.clicked.connect(self.person_pressed)
        self._box = QVBoxLayout(self)
        self._box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._box.setSpacing(0)
        self._foot_at = 0
        theme_changed.connect(self.restyle)
        self.setAccessibleName(_("Places"))

    def fill_with(self, items: Sequence[RailItem], foot: Sequence[RailItem]) -> None:
        """Show these places, and `foot` at the bottom."""
        while (entry := self._box.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None and widget is not self.person:
                widget.deleteLater()
        self._buttons.clear()
        for item in items:
            self._add(item)
        self._box.addStretch(1)
        for item in foot:
            self._add(item)
        self._box.addSpacing(px(8))
        self._box.addWidget(self.person, 0, Qt.AlignmentFlag.AlignHCenter)
        self.restyle()

    def _add(self, item: RailItem) -> None:
        button = RailButton(item, self)
        button.clicked.connect(lambda _checked=False, key=item.key: self.chosen.emit(key))
        self._buttons[item.key] = button
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self.setFixedWidth(rail_width())
        self._box.setContentsMargins(0, px(72), 0, px(20))
        self.person.setFixedSize(self.person.sizeHint())
        self._fit()
        self.update()

    def _height(self, each: int) -> int:
        return px(72 + 20 + 8 + 36 + 12) + len(self._buttons) * px(each)

    def _fit(self) -> None:
        """Words under the icons where the window is high enough for them; their names stay as tooltips."""
        roomy, with_words = self.height() >= self._height(56 + 6), self.height() >= self._height(56 + 1)
        self._box.setSpacing(px(6) if roomy else px(1))
        for button in self._buttons.values():
            button.with_words = with_words
            button.setFixedSize(button.sizeHint())
            button.update()

    def minimumSizeHint(self) -> QSize:
        """What the icons alone need."""
        return QSize(rail_width(), self._height(44 + 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between words and icons anew."""
        super().resizeEvent(event)
        self._fit()

    def show_open(self, key: str) -> None:
        """Mark the place that is open."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
        self.update()

    def set_badge(self, key: str, count: int) -> None:
        """Change the number on a place."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk up and down with the arrows."""
        buttons = list(self._buttons.values())
        focused = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if focused is None or step is None:
            super().keyPressEvent(event)
        else:
            buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the mark of the program, and the bar at the open place."""
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.rail)
        painter.setPen(QPen(look.border, 0))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        side = px(38)
        mark = QRectF((self.width() - side) / 2, px(14), side, side)
        fill(painter, mark, px(10), look.accent)
        paint_icon(painter, "house", look.on_accent, mark.adjusted(px(8), px(8), -px(8), -px(8)))
        opened = next((b for b in self._buttons.values() if b.isChecked()), None)
        if opened is not None:
            bar = QRectF(0, opened.y() + px(16), px(3), opened.height() - px(32))
            fill(painter, bar, px(1.5), look.accent)
        painter.end()
