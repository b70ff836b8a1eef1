"""Everything a roster is judged by, as plain facts: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from neighborcenter.kit.fold import fold
from neighborcenter.people.kinds import Sex
from neighborcenter.volunteers.kinds import (
    AssignmentRole,
    AvailabilityKind,
    Bond,
    Proficiency,
    VolunteerStatus,
)
from neighborcenter.volunteers.roster_kinds import Level, Period, RuleKind

NIGHT_FROM, NIGHT_TO = 0, 5
"""A shift that touches these hours of a night is a night shift."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the center; see `roster_rule` for what the fields mean."""

    kind: RuleKind
    level: Level = Level.BLOCK
    amount: int = 0
    period: Period = Period.WEEK
    window: int = 0
    first_name: str = ""
    then_name: str = ""
    post_id: int | None = None
    weight: int = 1
    ref: int | None = None
    volunteer_id: int | None = None
    team_id: int | None = None
    other_post_id: int | None = None
    who: str = ""
    """The name of the volunteer or team."""
    other_post: str = ""


@dataclass(frozen=True, slots=True)
class ShiftFact:
    """One shift as the roster sees it.  `skills`: skill id -> how many must hold it."""

    shift_id: int
    post_id: int
    post: str
    name: str
    starts: datetime
    ends: datetime
    minimum: int = 1
    wanted: int = 1
    maximum: int = 1
    lead_required: bool = False
    dangerous: bool = False
    age_from: int = 0
    age_to: int = 0
    place: str = ""
    priority: int = 0
    skills: Mapping[int, int] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day a shift counts on: the one it begins."""
        return self.starts.date()

    @property
    def minutes(self) -> int:
        """Its length."""
        return int((self.ends - self.starts).total_seconds() // 60)

    @property
    def night(self) -> bool:
        """Whether it touches the hours from midnight to five."""
        midnight = datetime.combine(self.day, datetime.min.time())
        spans = [midnight + timedelta(days=n) for n in (0, 1)]
        return any(
            self.starts < at + timedelta(hours=NIGHT_TO) and self.ends > at + timedelta(hours=NIGHT_FROM)
            for at in spans
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a weekday or of one day, in minutes from midnight."""

    kind: AvailabilityKind
    opens: int
    closes: int
    weekday: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One volunteer as the roster sees them.

    `skills`: skill id -> (how well, last day it holds).  `insured` and `away` are days, both ends included.
    `served` are shifts served in the months before, for fairness; `earlier` the shifts just before the range.
    """

    volunteer_id: int
    name: str
    status: VolunteerStatus = VolunteerStatus.ACTIVE
    born: date | None = None
    guardian_agreed: bool = False
    may_lead: bool = False
    skills: Mapping[int, tuple[Proficiency, date | None]] = field(default_factory=dict)
    stretches: tuple[Stretch, ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    insured: tuple[tuple[date, date], ...] = ()
    wanted: int = 0
    most: int = 0
    teams: frozenset[int] = frozenset()
    served: int = 0
    earlier: tuple[ShiftFact, ...] = ()
    sex: Sex = Sex.UNKNOWN
    languages: str = ""

    def speaks(self, language: str) -> bool:
        """Whether a language is among those somebody named."""
        return fold(language).casefold() in fold(self.languages).casefold()

    def holds(self, skill_id: int, day: date) -> bool:
        """Whether a skill counts on a day."""
        held = self.skills.get(skill_id)
        return held is not None and (held[1] is None or held[1] >= day)

    @property
    def experienced(self) -> bool:
        """Whether beginners may stand beside them: experienced in anything, or one who leads."""
        return self.may_lead or any(how is Proficiency.EXPERIENCED for how, _ in self.skills.values())

    @property
    def beginner(self) -> bool:
        """On trial, or holding nothing but beginner's skills."""
        if self.status is VolunteerStatus.TRIAL:
            return True
        return bool(self.skills) and all(how is Proficiency.BEGINNER for how, _ in self.skills.values())


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """Somebody on a shift."""

    shift_id: int
    volunteer_id: int
    role: AssignmentRole = AssignmentRole.MEMBER
    pinned: bool = False
    published: bool = False
    assignment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A range of days with its shifts, people, ties, rules and the places given so far."""

    first: date
    end: date
    shifts: tuple[ShiftFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    bonds: tuple[tuple[int, int, Bond], ...] = ()
    whole_teams: frozenset[int] = frozenset()
    rules: tuple[Rule, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    skill_names: Mapping[int, str] = field(default_factory=dict)

    def with_places(self, places: Iterable[PlaceFact]) -> Facts:
        """The same range with other places."""
        return replace(self, places=tuple(places))
