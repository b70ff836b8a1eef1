"""Things to press: buttons with their key, tiles, a switch, and a row of exclusive choices."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.paint import fill, key_cap, key_cap_width, width_of, words
from ui.kit.theme import control_height, motion, px, theme, theme_changed

Kind = Literal["primary", "tinted", "secondary", "quiet", "danger"]


def _mixed(under: QColor, over: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


class Button(QPushButton):
    """A button that shows its key. Only one primary per screen; danger is outlined with an icon, never solid.

    ``busy`` keeps the width and refuses presses, so that a double click cannot do a thing twice.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "secondary",
        icon: str | None = None,
        key: str | None = None,
        *,
        main: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind: Kind = kind
        self.icon_name, self.key = icon, key
        self._main, self._turn = main, 0
        self._busy_text: str | None = None
        self._timer = QTimer(self, interval=60)
        self._timer.timeout.connect(self._on_turn)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        ring(self, 8)
        theme_changed.connect(self.restyle)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)

    def set_kind(self, kind: Kind) -> None:
        """Another rank: a primary turns tinted while something else is the main thing."""
        self.kind = kind
        self.update()

    def set_icon(self, name: str | None) -> None:
        """Another icon, or none."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    @property
    def busy(self) -> bool:
        """Whether it is working and refuses presses."""
        return self._busy_text is not None

    def set_busy(self, busy: bool = True, text: str | None = None) -> None:
        """Show work going on, with other words if given, in the same width."""
        if busy:
            self.setMinimumWidth(self.width() if self.isVisible() else 0)
            self._busy_text = text or self.text()
            if motion(60):
                self._timer.start()
        else:
            self._busy_text = None
            self._timer.stop()
            self.setMinimumWidth(0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, busy)
        self.update()

    def nextCheckState(self) -> None:
        if not self.busy:
            super().nextCheckState()

    def click(self) -> None:
        if not self.busy:
            super().click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.busy:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = control_height(main=self._main)
        width = px(32) + self._content_width(self.text())
        return QSize(round(max(width, height)), height)

    def minimumSizeHint(self) -> QSize:
        """Where it has to be narrower it may go without its key, never without a word."""
        hint = self.sizeHint()
        cap = round(px(10) + key_cap_width(self.key)) if self.key else 0
        return QSize(max(hint.height(), hint.width() - cap), hint.height())

    def may_shrink(self) -> "Button":
        """Let it give its key away before the row becomes too wide; returns itself."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return self

    def _shown_key(self) -> str | None:
        return self.key if self.width() >= self.sizeHint().width() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words cut with … are told whole as a tip."""
        super().resizeEvent(event)
        if self.toolTip() in ("", self.text()):
            self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def _role(self) -> str:
        return "section" if self._main else "body strong"

    def _content_width(self, text: str) -> float:
        width = width_of(text, self._role()) if text else 0.0
        if self.icon_name:
            width += px(18) + (px(8) if text else 0)
        if self.key:
            width += px(10) + key_cap_width(self.key)
        return width

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Body, hairline and words for the kind and state."""
        look, over, down = theme(), self.underMouse() and self.isEnabled(), self.isDown() or self.isChecked()
        if not self.isEnabled() and not self.busy:
            return (
                (None, None, look.text3) if self.kind == "quiet" else (look.sunken, look.border, look.text3)
            )
        pressed = _mixed(look.hover, look.border, 0.9)
        match self.kind:
            case "primary":
                body = look.accent_pressed if down else look.accent_hover if over else look.accent
                return body, None, look.on_accent
            case "tinted":
                body = (
                    _mixed(look.tint, look.tint_border, 0.5 if down else 0.25) if down or over else look.tint
                )
                return body, look.tint_border, look.accent_text
            case "danger":
                return (look.tint if down or over else look.surface), look.accent_text, look.accent_text
            case "quiet":
                return (pressed if down else look.hover if over else None), None, look.text2
            case _:
                body = pressed if down else look.hover if over else look.surface
                return body, look.border, look.text

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        body, edge, ink = self._colors()
        rect = QRectF(self.rect())
        if body is not None:
            fill(painter, rect, px(8), body, edge)
        text = self._busy_text if self._busy_text is not None else self.text()
        key = self._shown_key()
        width = self._content_width(text) - (0 if key == self.key else px(10) + key_cap_width(self.key or ""))
        width = min(width, rect.width() - px(8))
        left = rect.center().x() - width / 2 + 0.5
        right = left + width
        side = px(18)
        if self.busy:
            left = max(left if self.icon_name else left - px(13), px(6))
            self._paint_turning(painter, QRectF(left, rect.center().y() - side / 2, side, side), ink)
            left += side + px(8)
        elif self.icon_name:
            paint_icon(painter, self.icon_name, ink, QRectF(left, rect.center().y() - side / 2, side, side))
            left += side + px(8)
        if key:
            cap = key_cap_width(key)
            high = px(20)
            key_cap(
                painter, QRectF(right - cap, rect.center().y() - high / 2, cap, high), key,
                on_accent=self.kind == "primary" and self.isEnabled(),
            )  # fmt: skip
        if text:
            words(painter, QRectF(left, 0, rect.right() - left, rect.height()), text, self._role(), ink)

    def _paint_turning(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        inner = rect.adjusted(px(2), px(2), -px(2), -px(2))
        painter.drawArc(inner, (60 - self._turn * 24) * 16, 270 * 16)
        painter.restore()

    def _on_turn(self) -> None:
        self._turn = (self._turn + 1) % 15
        self.update()


class IconButton(Button):
    """A button of one icon; its name is spoken and shown as a tip."""

    def __init__(
        self, icon: str, name: str, size: int = 36, kind: Kind = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind, icon, parent=parent)
        self._side = size
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """What it does now, for eyes and ears."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))


class Tile(Button):
    """A wide button on sunken ground: icon, word, key at the right."""

    def __init__(self, text: str, icon: str, key: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, "quiet", icon, key, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(38) + round(self._content_width(self.text())), max(px(46), control_height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(88), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        over = self.underMouse() and self.isEnabled()
        body = look.border if self.isDown() else look.hover if over else look.sunken
        fill(painter, rect, px(8), body)
        ink = look.text if self.isEnabled() else look.text3
        side = px(20)
        paint_icon(
            painter, self.icon_name or "plus", look.text2 if self.isEnabled() else look.text3,
            QRectF(px(14), rect.center().y() - side / 2, side, side),
        )  # fmt: skip
        right = rect.right() - px(12)
        if self.key:
            cap, high = key_cap_width(self.key), px(22)
            key_cap(painter, QRectF(right - cap, rect.center().y() - high / 2, cap, high), self.key)
            right -= cap + px(6)
        words(painter, QRectF(px(44), 0, right - px(44), rect.height()), self.text(), "body strong", ink)


class Switch(QAbstractButton):
    """On or off, at once. Say what it switches with ``name``."""

    def __init__(self, name: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring(self, 12)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        fill(
            painter, rect, rect.height() / 2, look.accent if on else look.sunken, None if on else look.outline
        )
        radius = rect.height() / 2 - px(4)
        x = rect.right() - px(4) - radius if on else rect.left() + px(4) + radius
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.on_accent if on else look.text2)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        painter.drawEllipse(QPointF(x, rect.center().y()), radius, radius)


class _Segment(QAbstractButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ring(self, 7)

    def sizeHint(self) -> QSize:
        return QSize(round(width_of(self.text(), "body strong")) + px(34), control_height() - px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, rect = QPainter(self), theme(), QRectF(self.rect())
        on = self.isChecked()
        if on:
            fill(painter, rect, px(7), look.surface, look.border)
        elif self.underMouse():
            fill(painter, rect, px(7), look.hover)
        ink = look.text if on else look.text2 if self.isEnabled() else look.text3
        words(painter, rect, self.text(), "body strong", ink, Qt.AlignmentFlag.AlignHCenter)


class Segmented(QWidget):
    """A few exclusive choices side by side: day, week, month. Arrow keys walk, ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], current: str | None = None, name: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _ in choices]
        for number, (_, text) in enumerate(choices):
            button = _Segment(text, self)
            self._group.addButton(button, number)
            self._layout.addWidget(button)
        self.set_current(current or self._keys[0])
        self._group.idClicked.connect(self._on_clicked)
        theme_changed.connect(self.restyle)
        self.restyle()

    @property
    def keys(self) -> list[str]:
        """The keys of the choices, in their order."""
        return list(self._keys)

    @property
    def current(self) -> str:
        """The key of the choice made."""
        return self._keys[self._group.checkedId()]

    def rename(self, key: str, text: str) -> None:
        """Give a choice other words."""
        button = self._group.button(self._keys.index(key))
        if button.text() != text:
            button.setText(text)
            button.updateGeometry()

    def set_current(self, key: str) -> None:
        """Choose without telling anybody."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def restyle(self) -> None:
        gap = px(3)
        self._layout.setContentsMargins(gap, gap, gap, gap)
        for button in self._group.buttons():
            button.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(9), theme().sunken, theme().border)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
