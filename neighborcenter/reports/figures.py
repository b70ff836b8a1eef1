"""The figures of a month, each beside the month before and the same month of the year before.

Definitions, the same on screen, on paper and in the spreadsheet (the rows behind each are in `behind.py`):
visits: heads served (人次); people: different residents served; unnamed: heads served without a name;
services: services given (件次); held, cancelled: room bookings of the month; rate: share of open hours used
(`booking/use.py`); newcomers: residents registered; volunteers as `volunteering.py` says; activities, sessions and who came to them as
`activities/statistics.py` counts them. Changes follow the statisticians' use:
(now - before) / before; a base of nought has no change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import sqlalchemy as sa

from neighborcenter.activities import statistics
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.use import Reckoning, RoomUse, reckon
from neighborcenter.catalog.models import service
from neighborcenter.desk.kinds import Outcome
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident
from neighborcenter.reports.counting import (
    NONE,
    DayShape,
    Tally,
    VisitCounts,
    clipped,
    day_shape,
    visit_counts,
)
from neighborcenter.reports.volunteering import HOURS, VOLUNTEERING, Volunteering, volunteering

FigureKey = Literal[
    "visits", "people", "unnamed", "services", "held", "cancelled", "rate", "newcomers", "open", "helpers",
    "helpers_served", "turns", "hours_recognised", "hours_honorary", "stars_granted", "certificates",
]  # fmt: skip
VOLUNTEER_KEYS: tuple[FigureKey, ...] = (
    "helpers", "helpers_served", "turns", "hours_recognised", "hours_honorary", "stars_granted", "certificates",
)  # fmt: skip

# key -> name, unit. The order is that of the board's page: the first six stand in the big boxes.
FIGURES: dict[FigureKey, tuple[str, str]] = {
    "visits": (N_("Visits"), N_("person-times")),
    "people": (N_("Residents served"), N_("people")),
    "services": (N_("Services given"), N_("services")),
    "held": (N_("Room bookings held"), N_("bookings")),
    "rate": (N_("Use of rooms"), N_("share of the open hours")),
    "newcomers": (N_("Residents registered"), N_("people")),
    "unnamed": (N_("Visits without a name"), N_("person-times")),
    "cancelled": (N_("Room bookings cancelled"), N_("bookings")),
    "open": (N_("Not finished"), N_("services")),
    **{key: VOLUNTEERING[key] for key in VOLUNTEER_KEYS},
}


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """All counts of one month, nothing compared."""

    month: Month
    visits: VisitCounts
    use: Reckoning
    cancelled: int
    newcomers: int
    volunteers: Volunteering

    @property
    def rooms(self) -> tuple[RoomUse, ...]:
        """Every bookable unit, in the center's order."""
        return self.use.rooms

    @property
    def held(self) -> int:
        """Booked days that were held."""
        return self.use.total.times

    def value(self, key: FigureKey) -> float | None:
        """The number behind a key; the rate as a share of 1. "open" is not counted here."""
        numbers: dict[str, float | None] = {
            "visits": self.visits.total.heads,
            "people": self.visits.people,
            "unnamed": self.visits.total.unnamed,
            "services": self.visits.total.services,
            "held": self.held,
            "cancelled": self.cancelled,
            "rate": self.use.total.rate,
            "newcomers": self.newcomers,
        }
        return self.volunteers.values[key] if key in VOLUNTEER_KEYS else numbers[key]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure with its two comparisons."""

    key: str
    label: str
    unit: str
    now: float | None
    before: float | None
    year_before: float | None
    decimals: int = 0

    @property
    def shown(self) -> str:
        """The number as printed: 1,284, 68.5 or 63.4%."""
        if self.decimals and self.now is not None:
            return f"{self.now:,.{self.decimals}f}"
        return number_words(self.now, rate=self.key == "rate")

    def change(self, against: Literal["before", "year_before"]) -> str:
        """The change in words: +8.1%, −1.2%, unchanged, or — when there is nothing to compare with."""
        base = self.before if against == "before" else self.year_before
        return change_words(self.now, base, rate=self.key == "rate")


@dataclass(frozen=True, slots=True)
class NamedTally:
    """A module or a service with its heap this month and its services in the two others."""

    ref: int
    name: str
    group: str
    now: Tally
    before: Tally
    year_before: Tally


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month as papers and screens show it."""

    month: Month
    now: MonthCounts
    before: MonthCounts
    year_before: MonthCounts
    shape: DayShape
    modules: tuple[NamedTally, ...]
    services: tuple[NamedTally, ...]
    activities: statistics.MonthFigures
    cutoff: datetime  # up to when the data count, center-local
    over: bool  # the month has ended

    def compared(self, key: FigureKey) -> Compared:
        """One figure with last month and the same month of last year."""
        label, unit = FIGURES[key]
        if key == "open":
            return Compared(key, _(label), _(unit), self.shape.by_outcome.get(Outcome.OPEN, 0), None, None)
        return Compared(
            key,
            _(label),
            _(unit),
            self.now.value(key),
            self.before.value(key),
            self.year_before.value(key),
            int(key in HOURS),
        )


def number_words(value: float | None, *, rate: bool = False) -> str:
    """A number as printed: grouped in threes; a rate in percent with one decimal; — when not known."""
    if value is None:
        return "—"
    return f"{value:.1%}" if rate else f"{value:,.0f}"


def change_words(now: float | None, base: float | None, *, rate: bool = False) -> str:
    """The change from `base` to `now`; between two rates in percentage points."""
    if now is None or base is None or (not rate and base == 0):
        return "—"
    change = (now - base) * 100 if rate else (now - base) / base * 100
    if abs(change) < 0.05:
        return _("same")
    sign = "+" if change > 0 else "−"
    if rate:
        return _("{change} points").format(change=f"{sign}{abs(change):.1f}")
    return f"{sign}{abs(change):.1f}%"


def month_counts(read: Read, month: Month, *, days: bool = True) -> MonthCounts:
    """The counts of one month; of a month that is not over, up to now."""
    now = read.clock.local()
    start, stop = clipped(month.first, month.next_first, now)
    cancelled = read.value(
        sa.select(sa.func.count()).where(
            occurrence.c.center_id == read.center_id,
            occurrence.c.starts >= start,
            occurrence.c.starts < stop,
            occurrence.c.status == OccurrenceStatus.CANCELLED,
        )
    )
    return MonthCounts(
        month,
        visit_counts(read, month.first, month.next_first, days=days),
        reckon(read, month.first, month.next_first, upto=now),
        int(cancelled or 0),
        int(
            read.value(sa.select(sa.func.count()).where(*newcomers_of(read, month.first, month.next_first)))
            or 0
        ),
        volunteering(read, month.first, month.next_first),
    )


def newcomers_of(read: Read, first: date, end: date) -> list[sa.ColumnElement[bool]]:
    """The condition of "registered in these days": merged and removed records do not count."""
    return [
        resident.c.center_id == read.center_id,
        resident.c.created_at >= instant_of(read, first),
        resident.c.created_at < instant_of(read, end),
        resident.c.status.not_in((ResidentStatus.MERGED, ResidentStatus.REMOVED)),
    ]


def instant_of(read: Read, day: date) -> datetime:
    """Midnight of a day at the center, as an instant."""
    return datetime.combine(day, time.min, tzinfo=read.clock.zone).astimezone(UTC)


def month_figures(read: Read, month: Month) -> MonthFigures:
    """Everything about a month. 28,000 visits of a million: about 60 ms."""
    cutoff = read.clock.local()
    now = month_counts(read, month)
    before = month_counts(read, month.previous(), days=False)
    year_before = month_counts(read, month.year_before(), days=False)
    ended = datetime.combine(month.next_first, time.min)
    return MonthFigures(
        month,
        now,
        before,
        year_before,
        day_shape(read, month.first, month.next_first),
        _modules(read, now, before, year_before),
        _services(read, now, before, year_before),
        statistics.month_figures(read, month),
        min(cutoff, ended - timedelta(minutes=1)),
        cutoff >= ended,
    )


def _modules(read: Read, now: MonthCounts, before: MonthCounts, year: MonthCounts) -> tuple[NamedTally, ...]:
    """Every module, in the center's order: one without a single service is worth seeing."""
    rows = read.rows(
        sa.select(service_module.c.id, service_module.c.name, service_module.c.number)
        .where(service_module.c.center_id == read.center_id)
        .order_by(service_module.c.position, service_module.c.id)
    )
    return tuple(
        NamedTally(
            row.id,
            row.name,
            row.number.value,
            now.visits.by_module.get(row.id, NONE),
            before.visits.by_module.get(row.id, NONE),
            year.visits.by_module.get(row.id, NONE),
        )
        for row in rows
    )


def _services(read: Read, now: MonthCounts, before: MonthCounts, year: MonthCounts) -> tuple[NamedTally, ...]:
    """The services that were given in one of the three months, most given first."""
    heaps = (now.visits.by_service, before.visits.by_service, year.visits.by_service)
    wanted = {ref for heap in heaps for ref in heap}
    rows = read.rows(
        sa.select(service.c.id, service.c.name, service_module.c.name.label("module"))
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.center_id == read.center_id)
    )
    found = [
        NamedTally(row.id, row.name, row.module, *(heap.get(row.id, NONE) for heap in heaps))
        for row in rows
        if row.id in wanted
    ]
    return tuple(sorted(found, key=lambda one: (-one.now.services, -one.before.services, one.ref)))
