"""The use of rooms in a range of days, reckoned for paper, sheet and screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.texts import kind_name
from neighborcenter.booking.use import Reckoning, Tally, reckon, tallies
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.reports.behind_use import fee_name
from neighborcenter.reports.counting import clipped
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Values


@dataclass(frozen=True, slots=True)
class Named:
    """One heap with its name and the key that opens its days."""

    key: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of all rooms in a range of days."""

    center: str
    days: Days
    use: Reckoning
    kinds: tuple[Named, ...]
    groups: tuple[Named, ...]
    purposes: tuple[Named, ...]
    fees: tuple[Named, ...]
    by_day: Mapping[date, Tally]
    cancelled: int

    @property
    def counted(self) -> Days:
        """The days whose rows stand behind the figures."""
        return self.days

    @property
    def covers(self) -> str:
        """The days in words."""
        return self.days.words()

    @property
    def cutoff(self) -> datetime:
        """Up to when the use counts."""
        return self.use.upto

    @property
    def totals(self) -> Mapping[str, float]:
        """Days held and missed, hours used and open, the rate."""
        total = self.use.total
        return {
            "held": total.times,
            "missed": total.missed,
            "used_hours": round(total.used / 60, 1),
            "open_hours": round(total.open / 60, 1),
            "rate": round(total.rate or 0.0, 4),
        }


def collect(read: Read, values: Values) -> Usage:
    """Reckon the days. Raises NotAllowed."""
    read.require(Permission.REPORTS_VIEW)
    days: Days = values["days"]
    span = (days.first, days.end)
    names = {
        row.id: row.name
        for row in read.rows(
            sa.select(people_group.c.id, people_group.c.name).where(
                people_group.c.center_id == read.center_id
            )
        )
    }

    def heaps(by: Any, key: str, name: Any) -> tuple[Named, ...]:
        return tuple(
            Named(f"{key}:{'' if what is None else what}", name(what), tally)
            for what, tally in tallies(read, *span, by).items()
        )

    return Usage(
        center_profile(read).name,
        days,
        reckon(read, *span),
        heaps("kind", "kind", kind_name),
        heaps(
            "group", "group", lambda ref: _("Not booked by a group") if ref is None else names.get(ref, "")
        ),
        heaps("purpose", "purpose", str),
        tuple(
            Named(f"fee:{int(paid)}", fee_name(paid=paid), tally)
            for paid, tally in tallies(read, *span, "fee").items()
        ),
        tallies(read, *span, "day"),
        _cancelled(read, *span),
    )


def _cancelled(read: Read, first: date, end: date) -> int:
    start, stop = clipped(first, end, read.clock.local())
    count = read.value(
        sa.select(sa.func.count()).where(
            occurrence.c.center_id == read.center_id,
            occurrence.c.starts >= start,
            occurrence.c.starts < stop,
            occurrence.c.status == OccurrenceStatus.CANCELLED,
        )
    )
    return int(count or 0)


def total_of(heaps: tuple[Named, ...]) -> Tally:
    """Several heaps together."""
    return Tally(
        sum(one.tally.times for one in heaps),
        sum(one.tally.minutes for one in heaps),
        sum(one.tally.people for one in heaps),
        sum(one.tally.missed for one in heaps),
        sum(one.tally.missed_minutes for one in heaps),
    )


def hours_words(minutes: int) -> str:
    """Minutes as hours with one decimal."""
    return f"{minutes / 60:,.1f}"
