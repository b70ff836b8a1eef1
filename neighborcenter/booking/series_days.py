"""What becomes of each day of a series when it is changed, and of the series as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from neighborcenter.booking.claims import Taken
from neighborcenter.booking.free import FreeRoom
from neighborcenter.booking.holds import Hold
from neighborcenter.booking.judging import Verdict
from neighborcenter.booking.kinds import Fate
from neighborcenter.booking.stock import Lacking
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.recurrence import Rule
from neighborcenter.kit.recurrence_text import describe
from neighborcenter.kit.times import TimeRange

InTheWay = Taken | Hold | Lacking


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """One day of a preview.  `slot` is the start its rule gives it; `why` and the other rooms when it clashes."""

    occurrence_id: int | None
    slot: datetime
    before: TimeRange | None
    room_before: int | None
    after: TimeRange | None
    room_after: int | None
    fate: Fate
    why: tuple[Problem, ...] = ()
    taken: tuple[InTheWay, ...] = ()
    other_rooms: tuple[FreeRoom, ...] = ()

    @property
    def clashes(self) -> bool:
        """Whether it cannot have what is asked for."""
        return self.fate in (Fate.STAYS, Fate.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """What a change would do.  `splits`: the days meant become a booking of their own.

    `rule_before` and `rule_after` are kept texts, the sentences read aloud; `rest_rule` is what the days before
    are left with.  `problems` stand against the change as a whole.
    """

    booking_id: int
    days: tuple[SeriesDay, ...]
    splits: bool
    rule_before: str
    rule_after: str
    rest_rule: str
    room_after: int
    problems: tuple[Problem, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def clashing(self) -> tuple[SeriesDay, ...]:
        """The days that cannot have what is asked for."""
        return tuple(day for day in self.days if day.clashes)

    @property
    def sentence_before(self) -> str:
        """The repetition as it is, read aloud."""
        return describe(Rule.parse(self.rule_before)) if self.rule_before else ""

    @property
    def sentence_after(self) -> str:
        """The repetition as it would be, read aloud."""
        return describe(Rule.parse(self.rule_after)) if self.rule_after else ""

    def count(self, *fates: Fate) -> int:
        """How many days come to this."""
        return sum(day.fate in fates for day in self.days)
