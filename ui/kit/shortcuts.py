"""The sheet of all keys (F1), made from the actions that exist right now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from ui.kit.paint import fill, key_cap, key_cap_width, words
from ui.kit.theme import px, theme, theme_changed

LINE = 32


class ShortcutSheet(QWidget):
    """Lies over the window; any key or click takes it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._groups: list[tuple[str, list[tuple[str, str]]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Keys of this page"))
        window.installEventFilter(self)
        theme_changed.connect(self.update)
        self.hide()

    def open(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Show groups of (what it does, key)."""
        self._groups = [(name, list(lines)) for name, lines in groups if lines]
        spoken = [f"{text} {key}" for _name, lines in self._groups for text, key in lines]
        self.setAccessibleDescription("; ".join(spoken))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def lines(self) -> list[tuple[str, str]]:
        """Return what is shown."""
        return [line for _name, lines in self._groups for line in lines]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a panel of up to three columns."""
        painter, look = QPainter(self), theme()
        scrim = QColor(look.bg if look.dark else look.text)
        scrim.setAlpha(60 if not look.dark else 150)
        painter.fillRect(self.rect(), scrim)
        total = sum(len(lines) + 2 for _name, lines in self._groups)
        columns = min(3, max(1, -(-total // 14)), max(1, self.width() // px(300)))
        per_column = -(-total // columns) + 1
        column_width = min(px(300), (self.width() - px(96)) // columns)
        height = min(px(72) + per_column * px(LINE), self.height() - px(48))
        width = columns * column_width + px(48)
        panel = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        fill(painter, panel, px(16), look.surface, look.border)
        head = QRectF(panel.left() + px(24), panel.top() + px(16), panel.width() - px(48), px(28))
        words(painter, head, _("Keys of this page"), "section", look.text)
        left, top, used = panel.left() + px(24), panel.top() + px(56), 0
        for name, lines in self._groups:
            if used and used + len(lines) + 1 > per_column:
                left, used = left + column_width, 0
            y = top + used * px(LINE)
            words(painter, QRectF(left, y, column_width, px(LINE)), name, "note strong", look.text3)
            used += 1
            for text, key in lines:
                y = top + used * px(LINE)
                cap = key_cap_width(key)
                key_cap(painter, QRectF(left, y + px(5), cap, px(22)), key)
                room = QRectF(left + px(96), y, column_width - px(112), px(LINE))
                words(painter, room, text, "body", look.text)
                used += 1
            used += 1
        painter.end()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click closes."""
        self.hide()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Any key closes."""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
