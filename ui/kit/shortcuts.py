"""The sheet of all keys (F1), made from the actions that exist right now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from ui.kit.paint import fill, key_cap, key_cap_width, words
from ui.kit.theme import px, theme, theme_changed

LINE = 32
LEAST = 200
"""Narrower columns would cut most lines."""


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
        """Paint a panel of columns."""
        painter, look = QPainter(self), theme()
        scrim = QColor(look.bg if look.dark else look.text)
        scrim.setAlpha(60 if not look.dark else 150)
        painter.fillRect(self.rect(), scrim)
        columns = self._columns()
        height = px(72) + max((len(column) for column in columns), default=0) * px(LINE)
        step = min(px(300), (self.width() - px(96)) // max(1, len(columns)))
        width = len(columns) * step + px(48)
        panel = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        fill(painter, panel, px(16), look.surface, look.border)
        head = QRectF(panel.left() + px(24), panel.top() + px(16), panel.width() - px(48), px(28))
        words(painter, head, _("Keys of this page"), "section", look.text)
        for at, column in enumerate(columns):
            self._paint_column(
                painter, QPointF(panel.left() + px(24) + at * step, panel.top() + px(56)), column, step
            )
        painter.end()

    def _columns(self) -> list[list[tuple[str, str]]]:
        """The lines in columns, as few as the height allows; a group goes on in the next one under its name.

        A line with an empty key is the name of a group.
        """
        most = max(4, (self.height() - px(72 + 48)) // px(LINE))
        at_most = max(1, (self.width() - px(96)) // px(LEAST))
        columns: list[list[tuple[str, str]]] = [[]]
        for name, lines in self._groups:
            if columns[-1]:
                fits = len(columns[-1]) + 1 + len(lines) + 1 <= most
                if fits and len(columns) + len(self._groups) > at_most:
                    columns[-1].append(("", ""))
                else:
                    columns.append([])
            for text, key in [(name, ""), *lines]:
                if len(columns[-1]) >= most:
                    columns.append([(name, "")])
                columns[-1].append((text, key))
        return columns

    @staticmethod
    def _paint_column(
        painter: QPainter, place: QPointF, lines: Sequence[tuple[str, str]], width: float
    ) -> None:
        look, caps = theme(), max((key_cap_width(key) for _text, key in lines if key), default=0)
        for at, (text, key) in enumerate(lines):
            y = place.y() + at * px(LINE)
            if key:
                key_cap(painter, QRectF(place.x(), y + px(5), key_cap_width(key), px(22)), key)
                room = QRectF(place.x() + caps + px(12), y, width - caps - px(28), px(LINE))
                words(painter, room, text, "body", look.text)
            else:
                words(painter, QRectF(place.x(), y, width, px(LINE)), text, "note strong", look.text3)

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
