"""The week of a post: a line for each shift, its days as chips, its times in one box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from neighborcenter.center.texts import WEEKDAYS
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.recurrence_text import describe
from neighborcenter.kit.times import clock_text, minutes_of
from neighborcenter.volunteers.drafts import PatternDraft
from neighborcenter.volunteers.kinds import OF_WORKDAYS, Rhythm
from neighborcenter.volunteers.patterns import repetition
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField, FlagField, TextField
from ui.kit.jobs import runner
from ui.kit.moments import DateField, TimeRangeField
from ui.kit.theme import px
from ui.kit.top_bar import WEEKDAYS as SHORT
from ui.kit.widgets import IconButton

DAY = 24 * 60
EVERY_DAY, WORKDAYS = tuple(range(7)), tuple(range(5))
_WEEKLY, _SECOND = Rhythm.WEEKLY, Rhythm.FORTNIGHTLY
TEMPLATES: tuple[tuple[str, tuple[tuple[str, str, str, tuple[int, ...], Rhythm], ...]], ...] = (
    (
        N_("24-hour duty"),
        (
            (N_("Early shift"), "08:00", "15:00", EVERY_DAY, _WEEKLY),
            (N_("Middle shift"), "15:00", "22:00", EVERY_DAY, _WEEKLY),
            (N_("Night shift"), "22:00", "08:00", EVERY_DAY, _WEEKLY),
        ),
    ),
    (
        N_("Duty in the hall"),
        (
            (N_("Morning shift"), "08:30", "11:30", WORKDAYS, _WEEKLY),
            (N_("Afternoon shift"), "14:30", "17:30", WORKDAYS, _WEEKLY),
        ),
    ),
    (N_("Evening patrol"), ((N_("Patrol"), "19:30", "21:30", (0, 2, 4, 5), _WEEKLY),)),
    (N_("Weekly service day"), ((N_("Weekly service day"), "09:00", "11:30", (5,), _WEEKLY),)),
    (N_("Every second Sunday"), ((N_("Morning shift"), "08:30", "11:30", (6,), _SECOND),)),
    (N_("Monthly service day"), ((N_("Service day"), "09:00", "11:30", (5,), Rhythm.FIRST),)),
    (N_("Month-end clean-up"), ((N_("Clean-up"), "15:00", "17:00", (), Rhythm.LAST_WORKDAY),)),
)
"""Plans a post may begin with: name, then (shift, opens, closes, weekdays, rhythm); closes <= opens goes over midnight."""
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
        self.rhythm = ChoiceField([(one, word(one)) for one in Rhythm])
        self.rhythm.setAccessibleName(_("How often"))
        self.rhythm.set_value(shift.rhythm)
        self.anchor = DateField(runner().backend.clock.today)
        self.anchor.setAccessibleName(_("A day of a week in which the shift comes"))
        self.anchor.set_value(shift.anchor or runner().backend.clock.today())
        self.anchor.setToolTip(self.anchor.accessibleName())
        opens, closes = minutes_of(shift.opens), minutes_of(shift.closes)
        self.times.set_value((opens, closes if closes > opens else closes + DAY))
        self.name.set_value(shift.name)
        self.holidays.set_value(shift.on_holidays)
        for part in (self.times, self.name, self.holidays, self.rhythm, self.anchor):
            part.changed.connect(self.changed)
        self.rhythm.changed.connect(self._fit)
        away = IconButton("x", _("Take this shift away"), 28)
        away.clicked.connect(lambda _checked=False: self.gone.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, px(4))
        grid.setSpacing(px(6))
        grid.addWidget(self.times, 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(away, 0, 2)
        grid.addWidget(self.flow, 1, 0, 1, 3)
        grid.addWidget(self.rhythm, 2, 0, 1, 3)
        grid.addWidget(self.anchor, 3, 0, 1, 3)
        grid.addWidget(self.holidays, 4, 0, 1, 3)
        self._fit()

    def _fit(self) -> None:
        rhythm = self.rhythm.value()
        self.flow.setVisible(rhythm not in OF_WORKDAYS)
        self.anchor.setVisible(rhythm is Rhythm.FORTNIGHTLY)

    def shifts(self) -> list[PatternDraft]:
        """The shift on each of its days; none while its times are not understood."""
        found = self.times.value()
        if found is None:
            return []
        opens, closes = clock_text(found[0] % DAY), clock_text(found[1] % DAY or DAY)
        one = replace(
            self._shift, name=self.name.value(), opens=opens, closes=closes, on_holidays=self.holidays.value(),
            rhythm=self.rhythm.value(), anchor=None,
        )  # fmt: skip
        if one.rhythm in OF_WORKDAYS:
            return [replace(one, weekday=0)]
        if one.rhythm is Rhythm.FORTNIGHTLY:
            one = replace(one, anchor=self.anchor.value())
        return [replace(one, weekday=day) for day, chip in enumerate(self.days) if chip.isChecked()]

    def trouble(self) -> str:
        """What is missing."""
        if self.times.value() is None:
            return self.times.trouble() or _("Fill in the times of every shift.")
        rhythm = self.rhythm.value()
        if rhythm is Rhythm.FORTNIGHTLY and self.anchor.value() is None:
            return _("Name a day of a week in which the shift comes.")
        chosen = rhythm in OF_WORKDAYS or any(chip.isChecked() for chip in self.days)
        return "" if chosen else _("Choose the days of every shift.")


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

    def add_week(self, shifts: Sequence[tuple[str, str, str, tuple[int, ...], Rhythm]]) -> None:
        """The lines of a usual week; an empty line gives way to them."""
        for line in [one for one in self.lines if one.times.value() is None]:
            self._drop(line)
        for name, opens, closes, days, rhythm in shifts:
            shift = PatternDraft(0, _(name), opens=opens, closes=closes, rhythm=rhythm)
            self._put(ShiftLine(shift, days))
        self.changed.emit()

    def live_hint(self) -> str:
        """How many shifts a week that is, and how many come less often."""
        found = self.value()
        weekly = sum(one.rhythm is Rhythm.WEEKLY for one in found)
        parts = [
            words.format(count=count)
            for words, count in (
                (_("{count} shifts a week"), weekly),
                (_("{count} less often"), len(found) - weekly),
            )
            if count
        ]
        return " · ".join(parts)

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
    """The plan in lines: 周一、周三 08:30–11:30 早班."""
    heap: dict[PatternDraft, list[int]] = {}
    for one in week:
        heap.setdefault(replace(one, weekday=0), []).append(one.weekday)
    return [
        " ".join(
            part
            for part in (
                days_words(one, days),
                f"{one.opens}–{one.closes}",
                one.name,
                _("also on holidays") if one.on_holidays else "",
                f"{one.valid_from or ''} – {one.valid_to or ''}" if one.valid_from or one.valid_to else "",
            )
            if part
        )
        for one, days in heap.items()
    ]


def days_words(shift: PatternDraft, days: Sequence[int]) -> str:
    """On which days it comes: 周一、周三, 每月第一个周六, 每月最后一个工作日."""
    if shift.rhythm is Rhythm.WEEKLY:
        return _(", ").join(_(WEEKDAYS[day]) for day in days)
    if shift.rhythm in OF_WORKDAYS:
        return word(shift.rhythm)
    words = describe(repetition(shift.rhythm, days))
    return f"{words} ({shift.anchor} …)" if shift.anchor is not None else words
