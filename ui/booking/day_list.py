"""The days of a series in the form that books it, and what stands in their way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from ui.booking.outlook import DayLook
from ui.kit.icons import paint_icon
from ui.kit.paint import words
from ui.kit.theme import px, theme, theme_changed

SHOWN_DAYS = 8


class DayList(QWidget):
    """The days of a series: a tick for free, a sign and the reason for what would be left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[DayLook, ...] = ()
        self._shown: list[DayLook] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self._on_theme)
        self.hide()

    def set_days(self, days: tuple[DayLook, ...]) -> None:
        """Show these; what is not free comes into view even when the list is long."""
        self._days = days
        wrong = [day for day in days if not day.free]
        keep = [*wrong[:SHOWN_DAYS], *[day for day in days if day.free][: max(0, SHOWN_DAYS - len(wrong))]]
        self._shown = sorted(keep, key=lambda day: day.during.start)
        self.setAccessibleName("; ".join(self.text_of(day) for day in self._shown))
        self.setVisible(bool(days))
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> list[str]:
        """The shown days in words."""
        return [self.text_of(day) for day in self._shown]

    def text_of(self, day: DayLook) -> str:
        """One day in words."""
        when = say_date(day.during.day)
        if day.taken:
            return _("{day}: taken by “{title}”, left out").format(day=when, title=day.taken)
        if day.shut is not None:
            return _("{day}: closed, left out").format(day=when)
        return when

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        extra = 1 if len(self._days) > len(self._shown) else 0
        return QSize(px(200), (len(self._shown) + extra) * px(22) + px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        line, side = px(22), px(14)
        for at, day in enumerate(self._shown):
            top = at * line
            sign = (
                ("check", look.category("service").text)
                if day.free
                else ("triangle-alert", look.category("notice").text)
            )
            paint_icon(painter, sign[0], sign[1], QRectF(0, top + (line - side) / 2, side, side))
            ink = look.text2 if day.free else look.category("notice").text
            words(painter, QRectF(px(20), top, self.width() - px(20), line), self.text_of(day), "small", ink)
        rest = len(self._days) - len(self._shown)
        if rest > 0:
            text = _("and {count} more days").format(count=rest)
            place = QRectF(px(20), len(self._shown) * line, self.width() - px(20), line)
            words(painter, place, text, "small", look.text3, Qt.AlignmentFlag.AlignLeft)
