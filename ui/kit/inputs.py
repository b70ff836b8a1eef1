"""One-line boxes: plain, with icon and hint, and the one that understands pinyin while the IME composes."""

import re

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit import rare
from ui.kit.focus import halo
from ui.kit.icons import paint_icon
from ui.kit.paint import width_of, words
from ui.kit.theme import control_height, font, px, theme, theme_changed

# A scanner types faster than any hand: 35 ms between keys at most, and codes are at least 6 long.
_SCAN_GAP = 35
_SCAN_LENGTH = 6


class LineEdit(QLineEdit):
    """A text box with an icon at the left, a quiet hint at the right, and the blue halo.

    ``tall`` is the height of main boxes; ``state`` (set by Field) draws error and warning.
    """

    def __init__(
        self,
        placeholder: str = "",
        *,
        icon: str | None = None,
        hint: str = "",
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._hint, self._tall = icon, hint, tall
        self._state = ""
        self.setProperty("tall", tall)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.textChanged.connect(rare.ensure)
        halo(self, 8)
        theme_changed.connect(self.restyle)
        self.restyle()

    def set_hint(self, hint: str) -> None:
        """Quiet words at the right: a unit, the keys, what was understood."""
        if hint != self._hint:
            self._hint = hint
            self._set_margins()
            self.update()

    def set_state(self, state: str) -> None:
        """ "" (plain), "error", "warning" or "good": border and icon at the right."""
        self._state = state
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)
        self._set_margins()
        self.update()

    def restyle(self) -> None:
        self.setFont(font("section" if self._tall else "body"))
        self.setFixedHeight(control_height(main=self._tall))
        self._set_margins()

    def _set_margins(self) -> None:
        right = (width_of(self._hint, "small") + px(4) if self._hint else 0) + (px(26) if self._mark() else 0)
        self.setTextMargins(px(26) if self._icon else 0, 0, round(right), 0)

    def _mark(self) -> tuple[str, str] | None:
        return {
            "error": ("circle-alert", "accent_text"),
            "warning": ("triangle-alert", "notice.text"),
            "good": ("check", "service.text"),
        }.get(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, look = QPainter(self), theme()
        middle, side = self.height() / 2, px(18)
        if self._icon:
            paint_icon(painter, self._icon, look.text2, QRectF(px(11), middle - side / 2, side, side))
        right = self.width() - px(11.0)
        if mark := self._mark():
            paint_icon(
                painter, mark[0], look.color(mark[1]), QRectF(right - side, middle - side / 2, side, side)
            )
            right -= px(26)
        if self._hint:
            wide = width_of(self._hint, "small") + 2
            rect = QRectF(right - wide, 0, wide, self.height())
            words(painter, rect, self._hint, "small", look.text2, Qt.AlignmentFlag.AlignRight)


class PinyinLineEdit(LineEdit):
    """A search box that reads along while the IME composes, and knows a scanner from a hand.

    ``queryChanged`` carries typed text and pre-edit together, apostrophes and spaces of the IME taken out;
    ``scanned`` carries what a scanner typed and ended with Enter (the box is empty again then).
    """

    queryChanged = Signal(str)
    scanned = Signal(str)

    def __init__(self, placeholder: str = "", *, icon: str | None = None, hint: str = "", tall: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(placeholder, icon=icon, hint=hint, tall=tall, parent=parent)
        self._preedit, self._last_query = "", ""
        self._burst, self._burst_at = "", 0
        self.textChanged.connect(self._on_text)

    @property
    def preedit(self) -> str:
        """What the IME is composing, as typed (without its apostrophes and spaces)."""
        return re.sub(r"['\s]", "", self._preedit)

    @property
    def composing(self) -> bool:
        """Whether the IME is at work; Enter and digits belong to it then."""
        return bool(self._preedit)

    @property
    def query(self) -> str:
        """Typed text with the pre-edit at the caret, trimmed."""
        at = self.cursorPosition()
        return (self.text()[:at] + self.preedit + self.text()[at:]).strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._preedit = ""
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.is_scan(event):
            code, self._burst = self._burst, ""
            self.clear()
            self.scanned.emit(code)
            return True
        return super().event(event)

    def is_scan(self, event: QKeyEvent) -> bool:
        """Collect fast typing; true when Enter ends something only a scanner can have typed."""
        ends = self.ends_scan(event)
        now = event.timestamp()
        close = now - self._burst_at <= _SCAN_GAP
        self._burst_at = now
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return ends
        if event.text().isprintable() and event.text():
            self._burst = self._burst + event.text() if close else event.text()
        return False

    def ends_scan(self, event: QKeyEvent) -> bool:
        """Whether this is the Enter of a scanner, for those who look at keys before the box does."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        close = event.timestamp() - self._burst_at <= _SCAN_GAP
        digits = sum(char.isdigit() for char in self._burst)
        if close and len(self._burst) >= _SCAN_LENGTH and digits * 2 >= len(self._burst):
            return True
        self._burst = ""  # What was typed by hand up to here is no part of the next card.
        return False

    def _on_text(self, _text: str) -> None:
        self._tell()

    def _tell(self) -> None:
        if self.query != self._last_query:
            self._last_query = self.query
            self.queryChanged.emit(self._last_query)
