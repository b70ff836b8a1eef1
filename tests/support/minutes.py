"""Working days told by a clock that never leaves a minute out: an oracle for promises and due lists.

Three years lie there as one flag per minute, worked or not, and the count of worked minutes before each. A day of
work is 1,440 worked minutes; nothing here knows how the program counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np

from neighborcenter.center.drafts import HolidayCalendar, HolidayDay

FIRST = date(2025, 12, 1)
DAYS = 3 * 365
PER_DAY = 24 * 60


class Minutes:
    """The minutes from FIRST on under one calendar."""

    def __init__(self, calendar: HolidayCalendar) -> None:
        flags = np.array([(FIRST.weekday() + n) % 7 < 5 for n in range(DAYS)])
        for day, moved in calendar.days.items():
            if 0 <= (day - FIRST).days < DAYS:
                flags[(day - FIRST).days] = not moved.off
        self._worked = np.repeat(flags, PER_DAY)
        self._before = np.concatenate(([0], np.cumsum(self._worked)))

    def worked(self, day: date) -> bool:
        """Whether noon of that day is worked."""
        return bool(self._worked[(day - FIRST).days * PER_DAY + PER_DAY // 2])

    def after(self, day: date, days: int) -> date:
        """The day of the last of so many days of worked minutes, from midnight after `day` on.

        With none to wait for, the day of the first worked minute from the beginning of `day` on.
        """
        start = ((day - FIRST).days + (days > 0)) * PER_DAY
        wanted = int(self._before[start]) + (days * PER_DAY or 1)
        last = int(np.searchsorted(self._before, wanted)) - 1
        return FIRST + timedelta(days=last // PER_DAY)

    def between(self, start: date, end: date) -> int:
        """Days of worked minutes from midnight after `start` to midnight after `end`."""
        one, other = ((each - FIRST).days * PER_DAY + PER_DAY for each in (start, end))
        minutes = int(self._before[other] - self._before[one])
        assert minutes % PER_DAY == 0
        return minutes // PER_DAY

    def nearest(self, day: date, step: int) -> date:
        """That day when it is worked, else the next (step 1) or the last before it (step -1) that is."""
        at = (day - FIRST).days * PER_DAY
        if step > 0:
            return self.after(day, 0)
        last = int(np.searchsorted(self._before, self._before[at + PER_DAY])) - 1
        return FIRST + timedelta(days=last // PER_DAY)


def odd_calendar(rng: Random) -> HolidayCalendar:
    """Days off and make-up days as no notice would set them: long rests, Sundays worked, both side by side."""
    days: dict[date, HolidayDay] = {}
    for _each in range(rng.randrange(10, 60)):
        start = date(2026, 1, 1) + timedelta(days=rng.randrange(700))
        for n in range(rng.choice((1, 1, 2, 3, 8))):
            day = start + timedelta(days=n)
            days[day] = HolidayDay(day, off=rng.random() < 0.6, name="调休")
    return HolidayCalendar(days, frozenset({2026, 2027}))
