"""Small marks: key caps, chips, faces, number badges."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.paint import avatar, badge, chip, chip_width, fill, key_cap, key_cap_width, width_of, words
from ui.kit.theme import px, theme, theme_changed


class _Mark(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()


class KeyCap(_Mark):
    """A key as on the keyboard: F3, Ctrl ⏎."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys

    def sizeHint(self) -> QSize:
        return QSize(round(key_cap_width(self.keys)), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        key_cap(QPainter(self), QRectF(self.rect()), self.keys)


class StatusChip(_Mark):
    """Icon and word in a category's colors; the word carries the meaning."""

    def __init__(self, text: str, kind: str, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set(text, kind, icon)

    def set(self, text: str, kind: str, icon: str | None = None) -> None:
        """Show another state."""
        self.text, self.kind, self.icon_name = text, kind, icon
        self.setAccessibleName(text)
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self.text, self.icon_name) + 0.5), px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        chip(QPainter(self), QPointF(0, self.height() / 2), self.text, self.kind, self.icon_name)


class Chip(QAbstractButton):
    """A pill to press: a filter that is on or off, a length to choose. Checked ones turn to the accent tint."""

    removed = Signal()

    def __init__(self, text: str, *, icon: str | None = None, checkable: bool = True, removable: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setText(text)
        self.icon_name, self._removable = icon, removable
        self.setCheckable(checkable)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring(self, 14)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        extra = (px(20) if self.icon_name else 0) + (px(20) if self._removable else 0)
        return QSize(round(width_of(self.text(), "small strong")) + px(24) + extra, px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        on = self.isChecked() or self._removable
        body = look.tint if on else look.hover if self.underMouse() else look.surface
        fill(painter, rect, rect.height() / 2, body, look.accent_text if self.isChecked() else look.border)
        ink = look.accent_text if on else look.text if self.isEnabled() else look.text3
        left, side = float(px(12)), px(15)
        if self.icon_name:
            paint_icon(painter, self.icon_name, ink, QRectF(left, rect.center().y() - side / 2, side, side))
            left += px(20)
        words(painter, QRectF(left, 0, rect.width() - left, rect.height()), self.text(), "small strong", ink)
        if self._removable:
            paint_icon(
                painter, "x", ink, QRectF(rect.right() - px(26), rect.center().y() - side / 2, side, side)
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and event.position().x() > self.width() - px(28):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Avatar(_Mark):
    """A round face with the last character of a name, as people call each other."""

    def __init__(
        self, name: str = "", size: int = 32, kind: str = "lending", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size, self.kind = size, kind
        self.set_name(name)

    def set_name(self, name: str, kind: str | None = None) -> None:
        """Another person."""
        self.name, self.kind = name, kind or self.kind
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        avatar(QPainter(self), QRectF(self.rect()), self.name[-1:] or "?", self.kind)


class Badge(_Mark):
    """How many wait; nothing is painted at 0."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = count

    def set_count(self, count: int) -> None:
        """Another number."""
        self.count = count
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(30), px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.count:
            badge(QPainter(self), QPointF(self.width() / 2, self.height() / 2), self.count)


class ChipRow(_Mark):
    """Chips side by side; those that do not fit become +2, named in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[tuple[str, str, str | None], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_chips(self, chips: Sequence[tuple[str, str, str | None]]) -> None:
        """Show these: (text, category, icon or None)."""
        self._chips = tuple(chips)
        names = ", ".join(text for text, _kind, _icon in chips)
        self.setAccessibleName(names)
        self.setToolTip(names)
        self.setVisible(bool(chips))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left, gap = QPainter(self), 0.0, px(6)
        for place, (text, kind, icon) in enumerate(self._chips):
            rest = len(self._chips) - place
            room = self.width() - left - (chip_width(f"+{rest}") + gap if rest > 1 else 0)
            if chip_width(text, icon) > room and place:
                chip(painter, QPointF(left, self.height() / 2), f"+{rest}", "closed")
                return
            left += chip(painter, QPointF(left, self.height() / 2), text, kind, icon) + gap
