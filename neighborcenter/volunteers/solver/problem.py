"""What a roster is asked to do: slots to fill, people with their rules, and the ties between them.

Days are numbered from 0. Times are minutes from midnight of day 0, so a shift over midnight simply ends later.
Costs are whole numbers: the engine minimises their sum, and a whole sum lets it round its bound up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

DAY = 24 * 60
FOREVER = 10**9


class Measure(StrEnum):
    """What a limit counts."""

    SHIFTS = "shifts"
    MINUTES = "minutes"
    DAYS = "days"
    NIGHTS = "nights"
    WEEKENDS = "weekends"  # A weekend counts once, whether Saturday, Sunday or both are worked.


@dataclass(frozen=True, slots=True)
class Slot:
    """A shift on one day and how many people it needs.

    Below `least` each missing person costs `short` more than `under`, which each one missing below `wanted`
    costs; each one above `wanted` costs `over`; above `most` nobody is put.
    """

    id: str
    day: int
    kind: str
    start: int = 0
    minutes: int = 480
    wanted: int = 0
    least: int = 0
    most: int | None = None
    under: int = 0
    short: int = 0
    over: int = 0
    place: str = ""
    night: bool = False
    skills: frozenset[str] = frozenset()

    @property
    def begins(self) -> int:
        """Minutes from the start of the horizon."""
        return self.day * DAY + self.start

    @property
    def ends(self) -> int:
        """Minutes from the start of the horizon."""
        return self.begins + self.minutes


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, minutes from the start of the horizon, and the code of why it matters."""

    begins: int
    ends: int
    code: str = "away"


@dataclass(frozen=True, slots=True)
class Limit:
    """At least and at most so much of a measure, from `first` to `last` day or in every `window` days.

    Hard unless `below` / `above` give a price for each unit too few or too many. Rolling windows are hard and
    know no least. `kinds` narrows it to shifts of these kinds; weekends and days know no kinds.
    """

    measure: Measure
    code: str
    least: int = 0
    most: int = FOREVER
    first: int = 0
    last: int = FOREVER
    window: int | None = None
    kinds: frozenset[str] = frozenset()
    below: int | None = None
    above: int | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What a person did up to the day before the horizon. Unknown where a person has none."""

    worked: int = 0  # days in a row, up to the last day before
    free: int = 1  # days off in a row, when `worked` is 0
    nights: int = 0  # nights in a row
    ends: int = -FOREVER  # when the last shift ended, minutes from the start of the horizon (negative)


@dataclass(frozen=True, slots=True)
class Person:
    """One person and every rule that needs nobody else to be judged."""

    id: str
    skills: Mapping[str, int] = field(default_factory=dict)  # skill -> last day it holds
    offers: tuple[Span, ...] | None = None  # only inside these; None: always
    away: tuple[Span, ...] = ()
    barred: Mapping[str, str] = field(default_factory=dict)  # slot -> code of why never
    pinned: frozenset[str] = frozenset()  # slots this person works, whatever it costs
    free_pins: frozenset[int] = frozenset()  # days nothing may be added to
    costs: Mapping[str, int] = field(
        default_factory=dict
    )  # slot -> price of working it, negative when wished
    limits: tuple[Limit, ...] = ()
    max_run: int = FOREVER
    min_run: int = 1
    min_rest_run: int = 1
    max_nights: int = FOREVER
    shifts_a_day: int = 1
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Minutes between two shifts of one person, and kinds that may not follow one another the next day."""

    between: int = 0
    overnight: int = 0
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)  # added where places differ
    not_after: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def needed(self, first: Slot, then: Slot) -> int:
        """Minutes that must lie between the end of one shift and the beginning of a later one."""
        least = self.overnight if then.day > first.day else self.between
        way = self.travel.get((first.place, then.place), 0) if first.place != then.place else 0
        return max(least, way)


@dataclass(frozen=True, slots=True)
class Term:
    """`factor` for each time this person works this slot."""

    person: str
    slot: str
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Tie:
    """A rule between people: the sum of its terms lies between `least` and `most`.

    Hard unless `below` / `above` give a price for each unit outside.
    """

    code: str
    terms: tuple[Term, ...]
    least: int = -FOREVER
    most: int = FOREVER
    below: int | None = None
    above: int | None = None

    @property
    def all_or_none(self) -> bool:
        """Whether it says of two people and one slot: both, or neither."""
        hard = self.below is None and self.above is None and self.least == self.most == 0
        return hard and len({term.slot for term in self.terms}) == 1 and sorted(
            term.factor for term in self.terms
        ) == [-1, 1]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the engine is told. `weekday` is day 0's (Monday is 0); `base` is a cost nothing can change."""

    days: int
    slots: tuple[Slot, ...]
    people: tuple[Person, ...]
    rest: Rest = Rest()
    ties: tuple[Tie, ...] = ()
    weekday: int = 0
    base: int = 0


Plans = dict[str, frozenset[str]]  # person -> slots worked


class Impossible(Exception):
    """Some people's rules allow no plan at all, not even staying at home; nobody is named when the ties do not."""

    def __init__(self, people: tuple[str, ...]) -> None:
        super().__init__(", ".join(people))
        self.people = people
