"""场地使用情况: hours used of hours open by room, kind, group and purpose, for any range of days.

All figures come from `booking/use.py`; a click on one opens its days (`behind_use.py`).
"""

from datetime import date, datetime, time

from neighborcenter.booking.use import RoomUse
from neighborcenter.kit.i18n import _, behind
from neighborcenter.kit.times import days_between
from neighborcenter.reports.figures import number_words
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Beside, Block, Section, Text, Title
from neighborcenter.reports.paper.charts import Bars, ChartBlock, Donut, Ranked, Series
from neighborcenter.reports.paper.facts import Figure, Figures, Signatures
from neighborcenter.reports.papers.usage_record import Named, Usage, hours_words
from neighborcenter.reports.papers.usage_tables import heap_table, room_table
from neighborcenter.reports.report import Check

MOST_BARS = 10


def story(record: Usage) -> tuple[Block, ...]:
    """Figures and charts, then the tables behind them."""
    return (
        Title(_("How the rooms were used"), record.covers),
        Figures(figures(record), columns=3, box_height=58.0),
        ChartBlock(_("Hours used by day"), day_chart(record), 104),
        Beside(
            (
                ChartBlock(_("Rate of use by room (%)"), room_chart(record), 150),
                ChartBlock(_("Hours by kind of use"), kind_chart(record), 150),
            ),
            (1.3, 1.0),
        ),
        Section(_("By room"), _("Unit: hours")),
        room_table(record),
        Section(_("By kind of use"), _("Unit: hours")),
        heap_table(_("Kind of use"), record, record.kinds),
        Section(_("For a fee and free"), _("Unit: hours")),
        heap_table(_("Fee"), record, record.fees),
        Section(_("By group"), _("Unit: hours")),
        heap_table(_("Used by whom"), record, record.groups),
        Section(_("By purpose"), _("Unit: hours")),
        heap_table(_("Purpose"), record, record.purposes),
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
        Figure(_("Room bookings held"), number_words(total.times), behind(total.times, _("bookings"))),
        Figure(_("Nobody came"), number_words(total.missed), behind(total.missed, _("bookings"))),
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


def heap_chart(record: Usage, heaps: tuple[Named, ...]) -> Ranked:
    """Hours of the first heaps with their share of all hours."""
    whole = record.use.total.used
    shown = heaps[:MOST_BARS]
    return Ranked(
        tuple(one.name for one in shown),
        tuple(round(one.tally.minutes / 60, 1) for one in shown),
        tuple(number_words(one.tally.minutes / whole if whole else None, rate=True) for one in shown),
    )


def checks(record: Usage) -> tuple[Check, ...]:
    """What to look at before printing."""
    found = []
    if record.cutoff < datetime.combine(record.days.end, time()):
        upto = record.cutoff.strftime("%Y-%m-%d %H:%M")
        found.append(Check(_("These days are not over; the use counts up to {time}.").format(time=upto)))
    if record.use.total.missed:
        words = _("Nobody came to {count} bookings.").format(count=record.use.total.missed)
        found.append(Check(words, "missed"))
    idle = [use.room for use in record.use.rooms if use.open and not use.used]
    if idle and record.use.total.times:
        found.append(Check(_("Rooms that nobody used: {names}.").format(names=_(", ").join(idle))))
    return tuple(found)
