"""What stretch of days is shown: one day, a week, a month — and what its heading says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date, say_days, say_month
from neighborcenter.kit.times import Month, week_of


@dataclass(frozen=True, slots=True)
class Span:
    """`scale` is "day", "week" or "month"; `day` any day of it."""

    scale: str
    day: date

    @property
    def first(self) -> date:
        """The first day shown."""
        if self.scale == "day":
            return self.day
        return week_of(self.day)[0] if self.scale == "week" else Month.of(self.day).first

    @property
    def end(self) -> date:
        """The day after the last one shown."""
        if self.scale == "day":
            return self.day + timedelta(days=1)
        return week_of(self.day)[1] if self.scale == "week" else Month.of(self.day).next_first

    def moved(self, steps: int) -> Span:
        """The stretch before (-1) or after (+1)."""
        if self.scale == "month":
            return replace(self, day=Month.of(self.day).plus(steps).first)
        return replace(self, day=self.day + timedelta(days=steps * (1 if self.scale == "day" else 7)))

    def on(self, day: date) -> Span:
        """The stretch of the same kind around another day."""
        return replace(self, day=day)

    def heading(self, today: date) -> str:
        """The large words of the heading."""
        first, last = self.first, self.end - timedelta(days=1)
        if self.scale == "day":
            return say_date(first, today)
        if self.scale == "month":
            return say_month(Month.of(first))
        return say_days(first, last)

    def note(self) -> str:
        """The small words beside it: the number of the week."""
        if self.scale == "month":
            return ""
        return _("week {number}").format(number=self.first.isocalendar().week)
