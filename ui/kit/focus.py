"""The blue focus ring: one floating outline around whatever has the keyboard focus.

Widgets ask for it with ``ring(self, radius)``. It lies outside the widget with a gap of 2 px, as a style sheet
cannot draw it, and shows only when the focus came by keyboard. Fields get a soft halo of 3 px instead.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.paint import outline
from ui.kit.theme import px, theme

_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
# Paint too: a window manager may give a window another size before its widgets are first shown, and hidden
# widgets hear of their new place only late.
_PLACED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ZOrderChange, QEvent.Type.Paint}


class _Watch(QObject):
    """Shows a ring around its widget while that has the focus, and keeps it in place."""

    def __init__(self, widget: QWidget, radius: float, *, halo: bool) -> None:
        super().__init__(widget)
        self._widget, self._radius, self._halo = widget, radius, halo
        self._ring: _Ring | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if self._halo or event.reason() in _BY_KEYBOARD:
                self._show()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._drop()
        elif kind in _PLACED and self._ring:
            self._ring.follow()
        elif kind == QEvent.Type.KeyPress and not self._ring and self._widget.hasFocus():
            self._show()
        elif kind == QEvent.Type.ParentChange:
            self._drop()
        return False

    def _show(self) -> None:
        if self._ring is None and self._widget.parentWidget() is not None:
            self._ring = _Ring(self._widget, self._radius, halo=self._halo)

    def _drop(self) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None


class _Ring(QWidget):
    def __init__(self, around: QWidget, radius: float, *, halo: bool) -> None:
        super().__init__(around.parentWidget())
        self._around, self._radius, self._halo = around, radius, halo
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.follow()
        self.raise_()
        self.show()

    def follow(self) -> None:
        margin = 3 if self._halo else 4
        wanted = self._around.geometry().adjusted(-margin, -margin, margin, margin)
        if self.geometry() != wanted:
            self.setGeometry(wanted)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._halo:
            outline(painter, QRectF(self.rect()), px(self._radius) + 3, theme().halo, 3)
        else:
            outline(painter, QRectF(self.rect()), px(self._radius) + 4, theme().focus, 2)


def ring(widget: QWidget, radius: float = 8) -> None:
    """Give a widget the focus ring; ``radius`` is the widget's own corner in design pixels."""
    _Watch(widget, radius, halo=False)


def halo(widget: QWidget, radius: float = 8) -> None:
    """Give a field the soft halo (its own border turns blue by the style sheet)."""
    _Watch(widget, radius, halo=True)


def by_keyboard(event: QFocusEvent) -> bool:
    """Whether focus came by Tab or a shortcut."""
    return event.reason() in _BY_KEYBOARD


def focused_in(widget: QWidget) -> bool:
    """Whether the keyboard focus is inside ``widget``."""
    now = QApplication.focusWidget()
    return now is not None and (now is widget or widget.isAncestorOf(now))
