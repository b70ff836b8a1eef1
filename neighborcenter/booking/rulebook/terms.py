"""What each kind of rule says, and where it holds: small typed records, kept as JSON with the rule.

Every field carries its `Shape`: its words, its limits, how it is asked for.  The editor, the command line and
the checks are all made from it, so that a new kind of rule is one class here, one judgement and one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum, StrEnum
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook.kinds import (
    Basis,
    Effect,
    Measure,
    Party,
    Per,
    Period,
    Repetition,
    RuleKind,
    Streak,
    Unit,
)
from neighborcenter.kit.i18n import N_


class Ask(StrEnum):
    """How the value of a field is asked for."""

    COUNT = "count"
    MINUTES = "minutes"
    MONEY = "money"
    """Whole fen; shown as yuan."""
    CLOCK = "clock"
    """ "HH:MM", or empty."""
    SEASON = "season"
    """ "MM-DD", or empty."""
    CHOICE = "choice"
    FLAG = "flag"
    ROOMS = "rooms"
    GROUPS = "groups"
    TAGS = "tags"
    WEEKDAYS = "weekdays"
    PARTIES = "parties"
    KINDS = "kinds"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Shape:
    """The words of a field, how it is asked for, and its limits."""

    label: str
    ask: Ask = Ask.COUNT
    least: int = 0
    most: int = 1_000_000
    choices: type[Enum] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and for whom a rule holds; what is empty means all.

    A rule for a room holds for its parts too.  `opens`–`closes` means uses that touch these hours.  The
    center's own uses are meant only when `parties` names the center.
    """

    rooms: Annotated[tuple[int, ...], Shape(N_("Rooms"), Ask.ROOMS)] = ()
    kinds: Annotated[tuple[BookingKind, ...], Shape(N_("Kinds of use"), Ask.KINDS)] = ()
    parties: Annotated[tuple[Party, ...], Shape(N_("For"), Ask.PARTIES)] = ()
    groups: Annotated[tuple[int, ...], Shape(N_("Groups and their members"), Ask.GROUPS)] = ()
    tags: Annotated[tuple[int, ...], Shape(N_("Residents with care tags"), Ask.TAGS)] = ()
    weekdays: Annotated[tuple[int, ...], Shape(N_("Weekdays"), Ask.WEEKDAYS)] = ()
    opens: Annotated[str, Shape(N_("From the hour of"), Ask.CLOCK)] = ""
    closes: Annotated[str, Shape(N_("To the hour of"), Ask.CLOCK)] = ""
    season_from: Annotated[str, Shape(N_("Season from"), Ask.SEASON)] = ""
    season_to: Annotated[str, Shape(N_("Season to"), Ask.SEASON)] = ""
    repeat: Annotated[Repetition, Shape(N_("Single or series"))] = Repetition.ANY


@dataclass(frozen=True, slots=True)
class Who:
    """Who may book: these parties, and members of these groups and bearers of these tags besides."""

    parties: Annotated[tuple[Party, ...], Shape(N_("Who may book"), Ask.PARTIES)] = (
        Party.RESIDENT,
        Party.GROUP,
    )
    groups: Annotated[tuple[int, ...], Shape(N_("Members of these groups"), Ask.GROUPS)] = ()
    tags: Annotated[tuple[int, ...], Shape(N_("Residents with these tags"), Ask.TAGS)] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the room is for must be said in at least so many letters."""

    letters: Annotated[int, Shape(N_("At least so many letters"), least=1, most=200)] = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before its start a use must be booked."""

    amount: Annotated[int, Shape(N_("At least"), least=1, most=365)] = 1
    unit: Annotated[Unit, Shape(N_("Counted in"))] = Unit.DAYS


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead may be booked."""

    days: Annotated[int, Shape(N_("At most so many days ahead"), least=1, most=1000)] = 30


@dataclass(frozen=True, slots=True)
class Length:
    """How short and how long one use may be, in minutes; 0 means no limit."""

    least: Annotated[int, Shape(N_("Shortest"), Ask.MINUTES, most=1440)] = 0
    most: Annotated[int, Shape(N_("Longest"), Ask.MINUTES, most=1440)] = 240


@dataclass(frozen=True, slots=True)
class Quota:
    """How often, or how long, within a period."""

    most: Annotated[int, Shape(N_("At most"), least=1, most=10_000)] = 2
    measure: Annotated[Measure, Shape(N_("Counted in"))] = Measure.TIMES
    per: Annotated[Per, Shape(N_("For each"))] = Per.HOUSEHOLD
    period: Annotated[Period, Shape(N_("In each"))] = Period.MONTH
    cancelled: Annotated[bool, Shape(N_("Cancelled days count too"), Ask.FLAG)] = False


@dataclass(frozen=True, slots=True)
class Row:
    """How many may follow one another."""

    most: Annotated[int, Shape(N_("At most"), least=1, most=100)] = 2
    of: Annotated[Streak, Shape(N_("Of"))] = Streak.USES
    per: Annotated[Per, Shape(N_("For each"))] = Per.PERSON


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours within which a use must lie."""

    opens: Annotated[str, Shape(N_("Opens at"), Ask.CLOCK)] = "09:00"
    closes: Annotated[str, Shape(N_("Closes at"), Ask.CLOCK)] = "21:00"


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many people at most; 0 means as many as the room seats."""

    most: Annotated[int, Shape(N_("At most so many people (0: as many as the room seats)"))] = 0


@dataclass(frozen=True, slots=True)
class Listeners:
    """How many people at least."""

    least: Annotated[int, Shape(N_("At least so many people"), least=1)] = 10


@dataclass(frozen=True, slots=True)
class Blocked:
    """Not to be booked at all where the rule holds."""


@dataclass(frozen=True, slots=True)
class BufferTerms:
    """Minutes that are kept free around a use."""

    setup: Annotated[int, Shape(N_("To set up before"), Ask.MINUTES, most=480)] = 15
    cleanup: Annotated[int, Shape(N_("To clean up after"), Ask.MINUTES, most=480)] = 15


@dataclass(frozen=True, slots=True)
class Approval:
    """When a booking waits for an answer, and in how many steps; 0 means whatever the size."""

    steps: Annotated[int, Shape(N_("Steps"), least=1, most=2)] = 1
    people: Annotated[int, Shape(N_("From so many people"))] = 0
    minutes: Annotated[int, Shape(N_("From this length"), Ask.MINUTES, most=1440)] = 0


@dataclass(frozen=True, slots=True)
class Expiry:
    """When a request lapses that nobody answered."""

    hours: Annotated[int, Shape(N_("Hours after it was asked for"), least=1, most=2000)] = 48
    before: Annotated[int, Shape(N_("At the latest so many hours before the start"), most=2000)] = 0


@dataclass(frozen=True, slots=True)
class Fee:
    """What a use costs, in fen."""

    fen: Annotated[int, Shape(N_("Amount"), Ask.MONEY)] = 5000
    basis: Annotated[Basis, Shape(N_("For each"))] = Basis.HOUR
    weekend_fen: Annotated[int, Shape(N_("On free days instead (0: the same)"), Ask.MONEY)] = 0
    overtime_fen: Annotated[int, Shape(N_("For each hour begun beyond the end"), Ask.MONEY)] = 0


@dataclass(frozen=True, slots=True)
class Reduction:
    """By how much a fee is reduced for those the rule means; 100 is free."""

    percent: Annotated[int, Shape(N_("Percent less (100: free)"), least=1, most=100)] = 50
    deposit: Annotated[bool, Shape(N_("The deposit too"), Ask.FLAG)] = False


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is left as a security, once for a booking, in fen."""

    fen: Annotated[int, Shape(N_("Amount"), Ask.MONEY, least=1)] = 20000


@dataclass(frozen=True, slots=True)
class PayBy:
    """A booking that is not paid in time lapses."""

    days: Annotated[int, Shape(N_("Days after booking"), least=1, most=365)] = 3


@dataclass(frozen=True, slots=True)
class CancelBy:
    """Until when a use can be cancelled without anything held against anybody."""

    hours: Annotated[int, Shape(N_("Hours before the start"), least=1, most=2000)] = 24
    counts: Annotated[bool, Shape(N_("Later counts as not having come"), Ask.FLAG)] = True


@dataclass(frozen=True, slots=True)
class Penalty:
    """What follows on not having come so often within so many months (0: ever)."""

    times: Annotated[int, Shape(N_("Times"), least=1, most=50)] = 2
    months: Annotated[int, Shape(N_("Within so many months (0: ever)"), most=120)] = 12
    effect: Annotated[Effect, Shape(N_("Then"))] = Effect.BAR
    days: Annotated[int, Shape(N_("For so many days"), least=1, most=3650)] = 30


Terms = (
    Who | Purpose | Notice | Horizon | Length | Quota | Row | Opening | Capacity | Listeners | Blocked
    | BufferTerms | Approval | Expiry | Fee | Reduction | Deposit | PayBy | CancelBy | Penalty
)  # fmt: skip

TERMS: Mapping[RuleKind, type[Any]] = {
    RuleKind.WHO: Who,
    RuleKind.PURPOSE: Purpose,
    RuleKind.NOTICE: Notice,
    RuleKind.HORIZON: Horizon,
    RuleKind.LENGTH: Length,
    RuleKind.QUOTA: Quota,
    RuleKind.ROW: Row,
    RuleKind.OPENING: Opening,
    RuleKind.CAPACITY: Capacity,
    RuleKind.LISTENERS: Listeners,
    RuleKind.BLOCKED: Blocked,
    RuleKind.BUFFER: BufferTerms,
    RuleKind.APPROVAL: Approval,
    RuleKind.EXPIRY: Expiry,
    RuleKind.FEE: Fee,
    RuleKind.REDUCTION: Reduction,
    RuleKind.DEPOSIT: Deposit,
    RuleKind.PAY_BY: PayBy,
    RuleKind.CANCEL_BY: CancelBy,
    RuleKind.PENALTY: Penalty,
}

T = TypeVar("T")


def shapes(record: type[Any]) -> Mapping[str, Shape]:
    """The fields of a record of terms, in order; read from its annotations once."""
    found = _SHAPES.get(record)
    if found is None:
        found = _SHAPES[record] = {
            name: _shape(*get_args(hint))
            for name, hint in get_type_hints(record, include_extras=True).items()
        }
    return found


def _shape(kind: Any, shape: Shape) -> Shape:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return replace(shape, ask=Ask.CHOICE, choices=kind)
    return shape


_SHAPES: dict[type[Any], Mapping[str, Shape]] = {}


def written(record: Any) -> str:
    """A record as the JSON that is kept; what is as it comes by default is left out."""
    found = {
        each.name: value for each in fields(record) if (value := getattr(record, each.name)) != each.default
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def read_back(record: type[T], text: str) -> T:
    """The record that was kept; names it does not know are passed over."""
    return made(record, json.loads(text or "{}"))


def made(record: type[T], values: Mapping[str, Any]) -> T:
    """A record from plain values as JSON or a form gives them.  Raises ValueError for a word outside its list."""
    found: dict[str, Any] = {}
    for name, shape in shapes(record).items():
        if name in values:
            found[name] = _typed(shape, values[name])
    return record(**found)


def _typed(shape: Shape, value: Any) -> Any:
    if shape.choices is not None:
        return shape.choices(value)
    if shape.ask is Ask.PARTIES:
        return tuple(Party(one) for one in value)
    if shape.ask is Ask.KINDS:
        return tuple(BookingKind(one) for one in value)
    if shape.ask in (Ask.ROOMS, Ask.GROUPS, Ask.TAGS, Ask.WEEKDAYS):
        return tuple(int(one) for one in value)
    if shape.ask is Ask.FLAG:
        return bool(value)
    return str(value) if shape.ask in (Ask.CLOCK, Ask.SEASON, Ask.WORDS) else int(value)
