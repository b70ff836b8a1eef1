"""Editors for days, times and lengths: type as you speak, read below what was understood, or pick a day."""

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _, language
from neighborcenter.kit.speech import (
    Lean,
    When,
    parse_date,
    parse_length,
    parse_range,
    parse_when,
    say_date,
    say_length,
    say_minutes,
    say_when,
)
from ui.kit.icons import icon
from ui.kit.inputs import LineEdit
from ui.kit.paint import fill, words
from ui.kit.theme import font, px, theme

Today = Callable[[], date]


class _Spoken(LineEdit):
    """A box whose text is understood afresh on each key; ``day_button`` opens the month."""

    changed = Signal()

    def __init__(self, today: Today, placeholder: str, *, day_button: bool = True,
                 note: Callable[[date], str] | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(placeholder, icon="calendar" if day_button else "clock", parent=parent)
        self._today, self._note, self._day_button = today, note, day_button
        self.textChanged.connect(lambda _text: self.changed.emit())
        self.editingFinished.connect(self._on_finished)

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def _tidy(self) -> str:
        """The text in its full form, once understood."""
        return self.text()

    def _day(self) -> date | None:
        return None

    def _take_day(self, day: date) -> None:
        self.setText(day.isoformat())

    def open_month(self) -> None:
        """Let a month drop down to pick a day from."""
        if self._day_button:
            month = MonthPopup(self, self._day() or self._today(), self._today(), self._note)
            month.picked.connect(self._take_day)
            month.open_below(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # F4, the usual key for it, signs people up in this program.
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.open_month()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._day_button and event.position().x() < px(34):
            self.open_month()
        else:
            super().mousePressEvent(event)

    def _on_finished(self) -> None:
        tidy = self._tidy()
        if tidy != self.text():
            with QSignalBlocker(self):
                self.setText(tidy)


class DateField(_Spoken):
    """A day: 今天 明 周三 x3 11.25 25日 +7. The full date is shown below while typing."""

    def __init__(self, today: Today, lean: Lean = "future", *, note: Callable[[date], str] | None = None,
                 placeholder: str | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(
            today, _("Wed, 25, 11.25, +7") if placeholder is None else placeholder, note=note, parent=parent
        )
        self._lean = lean

    def value(self) -> date | None:
        """The day, or None when empty or not understood."""
        return self._day()

    def set_value(self, value: date | None) -> None:
        """Show a day without telling anybody."""
        with QSignalBlocker(self):
            self.setText("" if value is None else value.isoformat())

    def live_hint(self) -> str:
        day = self._day()
        if day is None:
            return ""
        note = self._note(day) if self._note is not None else ""
        return " · ".join(part for part in (say_date(day, self._today()), note) if part)

    def trouble(self) -> str:
        if self.text().strip() and self._day() is None:
            return _("No such day. Write it like 11.25, 25, +7 or Wed.")
        return ""

    def _day(self) -> date | None:
        return parse_date(self.text(), self._today(), self._lean)

    def _tidy(self) -> str:
        day = self._day()
        return self.text() if day is None else day.isoformat()


class DateTimeField(_Spoken):
    """A day with times in one box: x3 14+2. The value is (start, end) as local datetimes without zone."""

    def __init__(self, today: Today, *, day: date | None = None, note: Callable[[date], str] | None = None,
                 placeholder: str | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        hint = _("Wed 14+2, 25 9-11") if placeholder is None else placeholder
        super().__init__(today, hint, note=note, parent=parent)
        self._at_hand = day

    def when(self) -> When | None:
        """What was understood, also when the end is still missing."""
        return parse_when(self.text(), self._today(), day=self._at_hand)

    def value(self) -> tuple[datetime, datetime] | None:
        """Start and end, or None while either is missing."""
        found = self.when()
        if found is None or found.starts is None or found.ends is None:
            return None
        return found.starts, found.ends

    def set_value(self, value: tuple[datetime, datetime] | None) -> None:
        """Show a time without telling anybody."""
        with QSignalBlocker(self):
            if value is None:
                self.clear()
            else:
                start, end = value
                last = "24:00" if end.time() == time() and end.date() > start.date() else f"{end:%H:%M}"
                self.setText(f"{start:%Y-%m-%d %H:%M}-{last}")

    def live_hint(self) -> str:
        found = self.when()
        if found is None:
            return ""
        said = say_when(found, self._today())
        if found.start is not None and found.end is not None:
            said += " · " + say_length(found.end - found.start)
        note = self._note(found.day) if self._note is not None else ""
        return " · ".join(part for part in (said, note) if part)

    def trouble(self) -> str:
        if not self.text().strip() or self.value() is not None:
            return ""
        found = self.when()
        if found is None:
            return _("Not understood. Write day and time like “Wed 14+2” or “11.25 9-11”.")
        if found.start is None:
            return _("Add the time, like 14+2 or 9-11.")
        return _("Add how long, like +2, or the end, like -16.")

    def _day(self) -> date | None:
        found = self.when()
        return found.day if found is not None else self._at_hand

    def _take_day(self, day: date) -> None:
        found = self.when()
        times = ""
        if found is not None and found.start is not None:
            times = (
                " " + say_minutes(found.start) + ("" if found.end is None else f"-{say_minutes(found.end)}")
            )
        self.setText(day.isoformat() + times)


class TimeRangeField(_Spoken):
    """Times alone: 14+2, 9-11, 下午2-4. The value is (start, end) in minutes since midnight."""

    def __init__(
        self, bands: dict[str, tuple[int, int]] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(date.today, "9-11, 14+2", day_button=False, parent=parent)
        self._bands = bands

    def value(self) -> tuple[int, int] | None:
        """Start and end in minutes since midnight, or None while either is missing."""
        found = parse_range(self.text(), self._bands)
        return None if found is None or found[1] is None else (found[0], found[1])

    def set_value(self, value: tuple[int, int] | None) -> None:
        """Show times without telling anybody."""
        with QSignalBlocker(self):
            self.setText("" if value is None else f"{say_minutes(value[0])}-{say_minutes(value[1])}")

    def live_hint(self) -> str:
        found = self.value()
        if found is None:
            return ""
        return f"{say_minutes(found[0])}–{say_minutes(found[1])} · {say_length(found[1] - found[0])}"

    def trouble(self) -> str:
        if self.text().strip() and self.value() is None:
            return _("Not understood. Write times like 9-11 or 14+2.")
        return ""

    def _tidy(self) -> str:
        found = self.value()
        return self.text() if found is None else f"{say_minutes(found[0])}-{say_minutes(found[1])}"


class LengthField(_Spoken):
    """A length: 2, 1.5, 90分, 半天. The value is minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(date.today, "2, 1.5, 90", day_button=False, parent=parent)

    def value(self) -> int | None:
        """Minutes, or None when empty or not understood."""
        return parse_length(self.text())

    def set_value(self, value: int | None) -> None:
        """Show a length without telling anybody."""
        with QSignalBlocker(self):
            self.setText("" if value is None else say_length(value))

    def live_hint(self) -> str:
        minutes = self.value()
        return "" if minutes is None else say_length(minutes)

    def trouble(self) -> str:
        if self.text().strip() and self.value() is None:
            return _("Not understood. Write hours like 2 or 1.5, or minutes like 90.")
        return ""


class _Month(QCalendarWidget):
    """A month whose cells are painted like the rest: today in the accent, a note (holiday, lunar day) below."""

    def __init__(self, today: date, note: Callable[[date], str] | None) -> None:
        super().__init__()
        self._today, self._note = today, note
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setLocale(
            QLocale(QLocale.Language.Chinese if language() == "zh_CN" else QLocale.Language.English)
        )
        self.setGridVisible(False)
        head = QTextCharFormat()
        head.setForeground(theme().text3)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, head)
        self.setHeaderTextFormat(head)
        for name, picture in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            button = self.findChild(QWidget, name)
            if button is not None:
                button.setIcon(icon(picture))  # type: ignore[attr-defined]
        view = self.findChild(QTableView)
        if view is not None:
            view.setAccessibleName(_("Days of the month"))

    def paintCell(self, painter: QPainter, rect: QRect, cell: QDate) -> None:
        look, day = theme(), date(cell.year(), cell.month(), cell.day())
        ground = QRectF(rect).adjusted(2, 2, -2, -2)
        chosen, is_today = cell == self.selectedDate(), day == self._today
        painter.fillRect(rect, look.surface)
        if chosen:
            fill(painter, ground, px(8), look.accent)
        elif is_today:
            fill(painter, ground, px(8), look.tint, look.tint_border)
        inside = cell.month() == self.monthShown()
        ink = (
            look.on_accent
            if chosen
            else look.accent_text
            if is_today
            else look.text
            if inside
            else look.text3
        )
        note = self._note(day) if self._note is not None and inside else ""
        middle = Qt.AlignmentFlag.AlignHCenter
        if note:
            words(painter, ground.adjusted(0, 0, 0, -px(12)), str(day.day), "small strong", ink, middle)
            words(
                painter, ground.adjusted(0, px(14), 0, 0), note, "mark", ink if chosen else look.text3, middle
            )
        else:
            words(painter, ground, str(day.day), "small strong" if inside else "small", ink, middle)


class MonthPopup(QWidget):
    """A month in a window of its own that goes away on Esc or a press outside."""

    picked = Signal(date)

    def __init__(
        self, owner: QWidget, day: date, today: date, note: Callable[[date], str] | None = None
    ) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        self.month = _Month(today, note)
        self.month.setFont(font("small"))
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.clicked.connect(self._on_picked)
        self.month.activated.connect(self._on_picked)
        layout.addWidget(self.month)
        self.resize(px(320), px(300))

    def open_below(self, box: QWidget) -> None:
        """Show it under a box."""
        self.move(box.mapToGlobal(QPoint(0, box.height() + px(4))))
        self.show()
        self.month.setFocus()

    def paintEvent(self, _event: object) -> None:
        fill(QPainter(self), QRectF(self.rect()), 0, theme().surface, theme().border)

    def _on_picked(self, cell: QDate) -> None:
        self.picked.emit(date(cell.year(), cell.month(), cell.day()))
        self.close()
