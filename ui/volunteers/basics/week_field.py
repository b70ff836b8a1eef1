"""The week of a post: a line for each shift, its days as chips, its times in one box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.times import clock_text, minutes_of
from neighborcenter.volunteers.drafts import PatternDraft
from ui.kit.buttons import Button
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.fields import FlagField, TextField
from ui.kit.moments import TimeRangeField
from ui.kit.theme import px
from ui.kit.top_bar import WEEKDAYS as SHORT
from ui.kit.widgets import IconButton

DAY = 24 * 60
EVERY_DAY, WORKDAYS = tuple(range(7)), tuple(range(5))
TEMPLATES: tuple[tuple[str, tuple[tuple[str, str, str, tuple[int, ...]], ...]], ...] = (
    (
        N_("24-hour duty"),
        (
            (N_("Early shift"), "08:00", "15:00", EVERY_DAY),
            (N_("Middle shift"), "15:00", "22:00", EVERY_DAY),
            (N_("Night shift"), "22:00", "08:00", EVERY_DAY),
        ),
    ),
    (
        N_("Duty in the hall"),
        (
            (N_("Morning shift"), "08:30", "11:30", WORKDAYS),
            (N_("Afternoon shift"), "14:30", "17:30", WORKDAYS),
        ),
    ),
    (N_("Evening patrol"), ((N_("Patrol"), "19:30", "21:30", (0, 2, 4, 5)),)),
    (N_("Weekly service day"), ((N_("Weekly service day"), "09:00", "11:30", (5,)),)),
)
"""Weeks a post may begin with: name, then (shift, opens, closes, weekdays); closes <= opens goes over midnight."""
_OVER_NIGHT = re.compile(r"(\d{1,2})[:：]?(\d{2})?\s*[-–—~到至]\s*(?:次日|第二天)?(\d{1,2})[:：]?(\d{2})?")


class ShiftTimes(TimeRangeField):
    """Times of a shift; 22-6 goes over midnight."""

    def value(self) -> tuple[int, int] | None:
        """Start and end in minutes since midnight; an end on the next day is beyond 1440."""
        found = super().value()
        over = _OVER_NIGHT.fullmatch(self.text().strip())
        if found is not None or over is None:
            return found
        opens, closes = _minutes(over[1], over[2]), _minutes(over[3], over[4])
        return (opens, closes + DAY) if opens < DAY and closes <= opens else None

    def set_value(self, value: tuple[int, int] | None) -> None:
        """Show times without telling anybody."""
        with QSignalBlocker(self):
            self.setText("" if value is None else _span(*value))

    def live_hint(self) -> str:
        """What was understood."""
        found = self.value()
        return "" if found is None else _span(*found)

    def _tidy(self) -> str:
        found = self.value()
        return self.text() if found is None else _span(*found)


def _minutes(hours: str, minutes: str | None) -> int:
    return int(hours) * 60 + int(minutes or 0)


def _span(opens: int, closes: int) -> str:
    return f"{clock_text(opens)}-{clock_text(closes % DAY or DAY)}"


class ShiftLine(QWidget):
    """One shift on several weekdays."""

    changed = Signal()
    gone = Signal()

    def __init__(self, shift: PatternDraft, days: Sequence[int]) -> None:
        super().__init__()
        self._shift = shift
        self.days = [Chip(_(name)) for name in SHORT]
        for at, chip in enumerate(self.days):
            chip.setChecked(at in days)
            chip.toggled.connect(lambda _on: self.changed.emit())
        self.flow = ChipFlow()
        self.flow.set_chips(self.days)
        self.times = ShiftTimes()
        self.times.setAccessibleName(_("Times of the shift"))
        self.name = TextField(_("Early, late, night …"))
        self.name.setAccessibleName(_("Name of the shift"))
        self.holidays = FlagField(_("Also on holidays and closed days"))
        opens, closes = minutes_of(shift.opens), minutes_of(shift.closes)
        self.times.set_value((opens, closes if closes > opens else closes + DAY))
        self.name.set_value(shift.name)
        self.holidays.set_value(shift.on_holidays)
        for part in (self.times, self.name, self.holidays):
            part.changed.connect(self.changed)
        away = IconButton("x", _("Take this shift away"), 28)
        away.clicked.connect(lambda _checked=False: self.gone.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, px(4))
        grid.setSpacing(px(6))
        grid.addWidget(self.times, 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(away, 0, 2)
        grid.addWidget(self.flow, 1, 0, 1, 3)
        grid.addWidget(self.holidays, 2, 0, 1, 3)

    def shifts(self) -> list[PatternDraft]:
        """The shift on each of its days; none while its times are not understood."""
        found = self.times.value()
        if found is None:
            return []
        opens, closes = clock_text(found[0] % DAY), clock_text(found[1] % DAY or DAY)
        one = replace(
            self._shift, name=self.name.value(), opens=opens, closes=closes, on_holidays=self.holidays.value()
        )
        return [replace(one, weekday=day) for day, chip in enumerate(self.days) if chip.isChecked()]

    def trouble(self) -> str:
        """What is missing."""
        if self.times.value() is None:
            return self.times.trouble() or _("Fill in the times of every shift.")
        return "" if any(chip.isChecked() for chip in self.days) else _("Choose the days of every shift.")


class WeekField(QWidget):
    """An editor whose value is a tuple of weekly shifts."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[ShiftLine] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(px(8))
        self.more = Button(_("A further shift"), "quiet", "plus")
        self.more.clicked.connect(lambda _checked=False: self.add_line())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._box)
        self.usual = Button(_("A usual week"), "quiet", "calendar-range")
        menu = QMenu(self.usual)
        for name, shifts in TEMPLATES:
            menu.addAction(_(name)).triggered.connect(lambda _on=False, week=shifts: self.add_week(week))
        self.usual.clicked.connect(
            lambda _checked=False: menu.popup(self.usual.mapToGlobal(self.usual.rect().bottomLeft()))
        )
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addWidget(self.usual)
        foot.addStretch(1)
        outer.addLayout(foot)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[PatternDraft, ...]:
        """The shifts of the week, Monday first."""
        found = [shift for line in self.lines for shift in line.shifts()]
        return tuple(sorted(found, key=lambda one: (one.weekday, one.opens, one.name)))

    def set_value(self, value: Sequence[PatternDraft] | None) -> None:
        """Show these without telling anybody; the same shift on several days is one line."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        heap: dict[PatternDraft, list[int]] = {}
        for shift in value or ():
            heap.setdefault(replace(shift, weekday=0), []).append(shift.weekday)
        for shift, days in heap.items():
            self._put(ShiftLine(shift, days))

    def add_line(self) -> None:
        """A further shift, on working days."""
        line = ShiftLine(PatternDraft(0), range(5))
        self._put(line)
        line.times.setFocus()
        self.changed.emit()

    def add_week(self, shifts: Sequence[tuple[str, str, str, tuple[int, ...]]]) -> None:
        """The lines of a usual week; an empty line gives way to them."""
        for line in [one for one in self.lines if one.times.value() is None]:
            self._drop(line)
        for name, opens, closes, days in shifts:
            self._put(ShiftLine(PatternDraft(0, _(name), opens=opens, closes=closes), days))
        self.changed.emit()

    def live_hint(self) -> str:
        """How many shifts a week that is."""
        count = len(self.value())
        return _("{count} shifts a week").format(count=count) if count else ""

    def trouble(self) -> str:
        """What is missing in the first line that lacks something."""
        return next((words for line in self.lines if (words := line.trouble())), "")

    def set_state(self, state: str) -> None:
        """The words below say it."""

    def _put(self, line: ShiftLine) -> None:
        line.changed.connect(self.changed)
        line.gone.connect(lambda: self._drop(line))
        self.lines.append(line)
        self._box.addWidget(line)

    def _drop(self, line: ShiftLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


def week_words(week: Sequence[PatternDraft]) -> list[str]:
    """The week in lines: 周一、周三 08:30–11:30 早班."""
    heap: dict[tuple[str, str, str, bool, date | None, date | None], list[int]] = {}
    for one in week:
        key = (one.opens, one.closes, one.name, one.on_holidays, one.valid_from, one.valid_to)
        heap.setdefault(key, []).append(one.weekday)
    return [
        " ".join(
            part
            for part in (
                _(", ").join(_(WEEKDAYS[day]) for day in days),
                f"{opens}–{closes}",
                name,
                _("also on holidays") if holidays else "",
                f"{first or ''} – {last or ''}" if first or last else "",
            )
            if part
        )
        for (opens, closes, name, holidays, first, last), days in heap.items()
    ]
