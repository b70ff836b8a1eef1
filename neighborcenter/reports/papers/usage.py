"""场地使用情况: hours used of hours open by room, kind, group and purpose, for any range of days.

All figures come from `booking/use.py`; a click on one opens its days (`behind_use.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.texts import kind_name
from neighborcenter.booking.use import Reckoning, RoomUse, Tally, reckon, tallies
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import days_between
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group
from neighborcenter.reports.figures import number_words
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Beside, Block, Section, Text, Title
from neighborcenter.reports.paper.charts import Bars, ChartBlock, Donut, Ranked, Series
from neighborcenter.reports.paper.facts import Figure, Figures, Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn
from neighborcenter.reports.params import Days
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.words import weekday

MOST_LINES = 20  # groups and purposes on paper; the sheet has them all
MOST_BARS = 10


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
    by_day: Mapping[date, Tally]

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
        tallies(read, *span, "day"),
    )


def hours_words(minutes: int) -> str:
    """Minutes as hours with one decimal."""
    return f"{minutes / 60:,.1f}"


def story(record: Usage) -> tuple[Block, ...]:
    """Figures and charts, then the tables behind them."""
    return (
        Title(_("How the rooms were used"), record.covers),
        Figures(figures(record), columns=3, box_height=58.0),
        ChartBlock(_("Hours used by day"), day_chart(record), 104),
        Beside(
            (
                ChartBlock(_("Rate of use by room"), room_chart(record), 150),
                ChartBlock(_("Hours by kind of use"), kind_chart(record), 150),
            ),
            (1.3, 1.0),
        ),
        Section(_("By room"), _("Unit: hours")),
        _room_table(record),
        Section(_("By kind of use"), _("Unit: hours")),
        _heap_table(_("Kind of use"), record, record.kinds),
        Section(_("By group"), _("Unit: hours")),
        _heap_table(_("Used by whom"), record, record.groups),
        Section(_("By purpose"), _("Unit: hours")),
        _heap_table(_("Purpose"), record, record.purposes),
        Text(
            _(
                "Use is the share of the opening hours, with holidays, closures and seasons taken out. A whole hall "
                "booked counts for each of its parts; a hall is the mean of its parts. A day to which nobody came "
                "is no use."
            ),
            styles.NOTE,
        ),
        Signatures((_("Head of the unit"), _("Filled in by"), _("Checked by"), _("Date"))),
    )


def figures(record: Usage) -> tuple[Figure, ...]:
    """The big numbers."""
    total = record.use.total
    return (
        Figure(_("Hours used"), hours_words(total.used), _("hours")),
        Figure(_("Hours open"), hours_words(total.open), _("hours")),
        Figure(_("Rate of use"), number_words(total.rate, rate=True)),
        Figure(_("Room bookings held"), number_words(total.times), _("bookings")),
        Figure(_("Nobody came"), number_words(total.missed), _("bookings")),
        Figure(
            _("People expected"), number_words(sum(one.tally.people for one in record.kinds)), _("people")
        ),
    )


def chart_days(record: Usage) -> list[date]:
    """The days of the chart by day: all up to the cut-off, those of a year by their first 92."""
    return days_between(record.days.first, record.days.end)[:92]


def day_chart(record: Usage) -> Bars:
    """Hours used by the day they began; what lies ahead is not nought."""
    days = chart_days(record)
    values = tuple(
        record.by_day[day].minutes / 60
        if day in record.by_day
        else (0.0 if day <= record.cutoff.date() else None)
        for day in days
    )
    short = len(days) <= 31
    return Bars(tuple(str(day.day) if short else f"{day:%m-%d}" for day in days), (Series("", values),))


def ranked_rooms(record: Usage) -> list[RoomUse]:
    """Rooms by their rate, the most used first."""
    return sorted(record.use.rooms, key=lambda use: (-(use.rate or 0.0), use.room_id))[:MOST_BARS]


def room_chart(record: Usage) -> Ranked:
    """The rate of every room in percent, with its hours."""
    ranked = ranked_rooms(record)
    return Ranked(
        tuple(use.room for use in ranked),
        tuple(round((use.rate or 0.0) * 100, 1) for use in ranked),
        tuple(_("{hours} hours").format(hours=hours_words(use.used)) for use in ranked),
    )


def kind_chart(record: Usage) -> Donut:
    """Hours by kind."""
    return Donut(
        tuple(one.name for one in record.kinds), tuple(one.tally.minutes / 60 for one in record.kinds)
    )


def _room_table(record: Usage) -> Table:
    columns = (
        Column(_("Room"), 2.2),
        Column(_("Times used"), 0.8, "right"),
        Column(_("Nobody came"), 0.8, "right"),
        Column(_("Hours used"), 1, "right"),
        Column(_("inside the hours"), 1, "right"),
        Column(_("Hours open"), 1, "right"),
        Column(_("Rate of use"), 1, "right"),
    )
    rows = [_room_cells(use, use.room) for use in record.use.rooms]
    halls = [_room_cells(use, _("{hall} as a whole").format(hall=use.room)) for use in record.use.halls]
    total = record.use.total
    bold = frozenset(range(len(rows), len(rows) + len(halls)))
    return Table(
        columns,
        [*rows, *halls],
        _room_cells(total, _("Total of the rooms")),
        bold,
        empty=_("There is no room yet."),
    )


def _room_cells(use: RoomUse, name: str) -> tuple[str, ...]:
    return (
        name,
        number_words(use.times),
        number_words(use.missed),
        hours_words(use.used),
        hours_words(use.used_open),
        hours_words(use.open),
        number_words(use.rate, rate=True),
    )


def _heap_table(head: str, record: Usage, heaps: tuple[Named, ...]) -> Table:
    columns = (
        Column(head, 2.4, wrap=True),
        Column(_("Times used"), 0.8, "right"),
        Column(_("Hours used"), 1, "right"),
        Column(_("Share"), 0.8, "right"),
        Column(_("People expected"), 0.9, "right"),
        Column(_("Nobody came"), 0.8, "right"),
    )
    whole = record.use.total.used

    def cells(name: str, tally: Tally) -> tuple[str, ...]:
        return (
            name,
            number_words(tally.times),
            hours_words(tally.minutes),
            number_words(tally.minutes / whole if whole else None, rate=True),
            number_words(tally.people),
            number_words(tally.missed),
        )

    rows = [cells(one.name, one.tally) for one in heaps[:MOST_LINES]]
    rest = heaps[MOST_LINES:]
    if rest:
        rows.append(cells(_("{count} others").format(count=len(rest)), _sum(rest)))
    return Table(columns, rows, cells(_("Total"), _sum(heaps)) if rows else (), empty=_("No room was used."))


def _sum(heaps: tuple[Named, ...]) -> Tally:
    return Tally(
        sum(one.tally.times for one in heaps),
        sum(one.tally.minutes for one in heaps),
        sum(one.tally.people for one in heaps),
        sum(one.tally.missed for one in heaps),
        sum(one.tally.missed_minutes for one in heaps),
    )


def sheets(record: Usage) -> list[Sheet]:
    """Rooms, kinds, groups, purposes, days: all lines, numbers as numbers."""
    title = (f"{record.center} {_('How the rooms were used')}", record.covers)
    return [
        _room_sheet(title, record),
        _heap_sheet(title, _("By kind of use"), _("Kind of use"), record.kinds),
        _heap_sheet(title, _("By group"), _("Used by whom"), record.groups),
        _heap_sheet(title, _("By purpose"), _("Purpose"), record.purposes),
        _day_sheet(title, record),
    ]


def _room_sheet(title: tuple[str, ...], record: Usage) -> Sheet:
    columns = (
        SheetColumn(_("Room"), width=28),
        SheetColumn(_("Times used"), "number"),
        SheetColumn(_("Nobody came"), "number"),
        SheetColumn(_("Hours used"), "decimal"),
        SheetColumn(_("inside the hours"), "decimal"),
        SheetColumn(_("Hours open"), "decimal"),
        SheetColumn(_("Rate of use"), "percent"),
    )

    def line(name: str, use: RoomUse) -> tuple[Cell, ...]:
        return name, use.times, use.missed, use.used / 60, use.used_open / 60, use.open / 60, use.rate

    rows = [line(use.room, use) for use in record.use.rooms]
    return Sheet(_("By room"), columns, rows, title, line(_("Total"), record.use.total))


def _heap_columns(head: str) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(head, width=28),
        SheetColumn(_("Times used"), "number"),
        SheetColumn(_("Hours used"), "decimal"),
        SheetColumn(_("People expected"), "number"),
        SheetColumn(_("Nobody came"), "number"),
    )


def _heap_cells(name: Cell, tally: Tally) -> tuple[Cell, ...]:
    return name, tally.times, tally.minutes / 60, tally.people, tally.missed


def _heap_sheet(title: tuple[str, ...], name: str, head: str, heaps: tuple[Named, ...]) -> Sheet:
    rows = [_heap_cells(one.name, one.tally) for one in heaps]
    return Sheet(name, _heap_columns(head), rows, title, _heap_cells(_("Total"), _sum(heaps)))


def _day_sheet(title: tuple[str, ...], record: Usage) -> Sheet:
    columns = (SheetColumn(_("Day"), "date"), SheetColumn(_("Weekday")), *_heap_columns("")[1:])
    rows = [
        (day, weekday(day), *_heap_cells("", record.by_day.get(day, Tally()))[1:])
        for day in days_between(record.days.first, record.days.end)
        if day <= record.cutoff.date()
    ]
    return Sheet(_("By day"), columns, rows, title)


def checks(record: Usage) -> tuple[Check, ...]:
    """What to look at before printing."""
    found = []
    if record.cutoff < datetime.combine(record.days.end, datetime.min.time()):
        upto = record.cutoff.strftime("%Y-%m-%d %H:%M")
        found.append(Check(_("These days are not over; the use counts up to {time}.").format(time=upto)))
    if record.use.total.missed:
        words = _("Nobody came to {count} bookings.").format(count=record.use.total.missed)
        found.append(Check(words, "missed"))
    idle = [use.room for use in record.use.rooms if use.open and not use.used]
    if idle and record.use.total.times:
        found.append(Check(_("Rooms that nobody used: {names}.").format(names=_(", ").join(idle))))
    return tuple(found)
