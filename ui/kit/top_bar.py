"""The bar above a page: its title and day, the search box, size, light or dark, and the bell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _, language
from ui.kit.buttons import IconButton, Segmented
from ui.kit.focus import ring
from ui.kit.icons import paint_icon
from ui.kit.labels import Label
from ui.kit.paint import fill, key_cap, key_cap_width, words
from ui.kit.theme import px, theme, theme_changed

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def lunar_day(day: date) -> str:
    """Return the day of the Chinese calendar, e.g. 十月十五 or 霜降. Runs in a lane: borax takes 60 ms to load."""
    from borax.calendars.lunardate import LunarDate  # noqa: PLC0415 - heavy, loaded on first use

    lunar = LunarDate.from_solar(day)
    term = lunar.term
    words_of_day = f"{'闰' if lunar.leap else ''}{lunar.cn_month}月{lunar.cn_day}"
    return f"{words_of_day} {term}" if term else words_of_day


def day_words(day: date) -> str:
    """Return the date as it stands beside a page's title."""
    weekday = _(WEEKDAYS[day.weekday()])
    if language() == "zh_CN":
        return f"{day.month}月{day.day}日 {weekday}"
    return f"{weekday} {day.day} {day:%B}"


class SearchBox(QAbstractButton):
    """Looks like a field, opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_("Find people, rooms, services, or a command"))
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ring(self, 8)

    def sizeHint(self) -> QSize:
        """Between 200 and 430 px wide."""
        return QSize(px(430), px(36))

    def minimumSizeHint(self) -> QSize:
        """The least that still shows its key."""
        return QSize(px(150), px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the glass, the words and the key."""
        painter, look = QPainter(self), theme()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill(painter, box, px(8), look.surface, look.outline if self.underMouse() else look.border)
        side = px(16)
        glass = QRectF(box.left() + px(12), box.center().y() - side / 2, side, side)
        paint_icon(painter, "search", look.text3, glass)
        width = key_cap_width("Ctrl K")
        cap = QRectF(box.right() - width - px(8), box.center().y() - px(10), width, px(20))
        key_cap(painter, cap, "Ctrl K")
        line = QRectF(glass.right() + px(10), box.top(), cap.left() - glass.right() - px(18), box.height())
        words(painter, line, self.text(), "small", look.text3)
        painter.end()


class Bell(IconButton):
    """The bell, with a red dot while something waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bell", _("Notices"), parent=parent)
        self.waiting = 0

    def set_waiting(self, count: int) -> None:
        """Show or hide the dot; the name says how many."""
        self.waiting = count
        self.set_name(_("Notices: {count}").format(count=count) if count else _("Notices"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bell, then the dot."""
        super().paintEvent(event)
        if self.waiting:
            painter, side = QPainter(self), px(8)
            dot = QRectF(self.width() / 2 + px(3), self.height() / 2 - px(11), side, side)
            fill(painter, dot, side / 2, theme().accent, theme().bg)
            painter.end()


class TopBar(QWidget):
    """60 px high; everything in it works by keyboard too."""

    search_pressed = Signal()
    size_pressed = Signal()
    look_pressed = Signal()
    bell_pressed = Signal()
    place_pressed = Signal(str)
    """The key of a place beside the open one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "title")
        self.note = Label("", "small", "text2")
        self.search = SearchBox(self)
        self.size_button = IconButton("a-large-small", _("Text size (Ctrl+Shift+=)"), parent=self)
        self.look_button = IconButton("moon", _("Dark or light"), parent=self)
        self.bell_button = Bell(self)
        self._row = QHBoxLayout(self)
        self.places: Segmented | None = None
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self._row.addWidget(self.search, 3)
        self._row.addStretch(1)
        for button, signal in (
            (self.size_button, self.size_pressed),
            (self.look_button, self.look_pressed),
            (self.bell_button, self.bell_pressed),
        ):
            self._row.addWidget(button)
            button.clicked.connect(signal)
        self.search.clicked.connect(self.search_pressed)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes and colors of the theme again."""
        self.setFixedHeight(px(60))
        self._row.setContentsMargins(px(24), 0, px(20), 0)
        self._row.setSpacing(px(12))
        self.search.setFixedHeight(px(36))
        self.search.setMaximumWidth(px(430))
        self.look_button.set_icon("sun" if theme().dark else "moon")
        self.update()

    def show_page(self, title: str, note: str, places: Sequence[tuple[str, str]] = (), key: str = "") -> None:
        """Show another page's title; with several `places` side by side (key, word) they are its title."""
        self.title.setText(title)
        self.title.setVisible(len(places) < 2)
        self.note.setText(note)
        shown = list(places) if len(places) > 1 else []
        if self.places is not None and self.places.keys != [each for each, _word in shown]:
            self._row.removeWidget(self.places)
            self.places.deleteLater()
            self.places = None
        if shown and self.places is None:
            self.places = Segmented(shown, key, _("Places side by side"))
            self.places.chosen.connect(self.place_pressed)
            self._row.insertWidget(0, self.places)
        if self.places is not None:
            self.places.set_current(key)

    def set_notices(self, count: int) -> None:
        """Put a red dot on the bell."""
        self.bell_button.set_waiting(count)

    def notices(self) -> int:
        """How many notices wait."""
        return self.bell_button.waiting
