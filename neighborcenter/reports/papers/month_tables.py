"""The tables of the month, once for paper and once for the spreadsheet: same rows, same totals."""

from collections.abc import Sequence

from neighborcenter.booking.use import RoomUse
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import days_between
from neighborcenter.reports.counting import NONE
from neighborcenter.reports.figures import (
    FIGURES,
    VOLUNTEER_KEYS,
    MonthFigures,
    NamedTally,
    change_words,
    number_words,
)
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn

# On paper a year's catalog would run over five pages, most lines with a single visit.
MOST_MATTERS = 20


def hours_words(minutes: int) -> str:
    """Minutes as hours with one decimal."""
    return f"{minutes / 60:,.1f}"


def _sums(rows: Sequence[NamedTally]) -> tuple[int, int, int, int, int]:
    """Services, heads, heads without a name, services last month and in the month of last year."""
    return (
        sum(one.now.services for one in rows),
        sum(one.now.heads for one in rows),
        sum(one.now.unnamed for one in rows),
        sum(one.before.services for one in rows),
        sum(one.year_before.services for one in rows),
    )


def _compared(sums: tuple[int, int, int, int, int]) -> tuple[str, ...]:
    """Services, heads, and the comparisons of services, as the cells of a line."""
    services, heads, _unnamed, before, year = sums
    return (
        number_words(services),
        number_words(heads),
        number_words(before),
        change_words(services, before),
        number_words(year),
        change_words(services, year),
    )


def module_table(figures: MonthFigures) -> Table:
    """Services and heads of every module, compared."""
    total = figures.now.visits.total.services
    columns = (
        Column(_("Service module"), 2.4),
        Column(_("Services given"), 1, "right"),
        Column(_("Share"), 1, "right"),
        Column(_("Person-times"), 1, "right"),
        Column(_("Last month"), 1, "right"),
        Column(_("on last month"), 1.1, "right"),
        Column(_("Same month of last year"), 1, "right"),
        Column(_("on last year"), 1.1, "right"),
    )
    rows = [
        (
            one.name,
            number_words(one.now.services),
            number_words(one.now.services / total if total else None, rate=True),
            number_words(one.now.heads),
            number_words(one.before.services),
            change_words(one.now.services, one.before.services),
            number_words(one.year_before.services),
            change_words(one.now.services, one.year_before.services),
        )
        for one in figures.modules
    ]
    services, heads, _unnamed, before, year = _sums(figures.modules)
    totals = (
        _("Total"),
        number_words(services),
        number_words(1.0 if services else None, rate=True),
        number_words(heads),
        number_words(before),
        change_words(services, before),
        number_words(year),
        change_words(services, year),
    )
    return Table(columns, rows, totals, empty=_("There is no module yet."))


def service_table(figures: MonthFigures) -> Table:
    """The services most given in the month, compared; the rest in one line (the workbook has them all)."""
    columns = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Matter"), 2.7, wrap=True),
        Column(_("Service module"), 1.4),
        Column(_("Services given"), 1.1, "right"),
        Column(_("Person-times"), 0.8, "right"),
        Column(_("Last month"), 0.8, "right"),
        Column(_("on last month"), 1.1, "right"),
        Column(_("Same month of last year"), 1.1, "right"),
        Column(_("on last year"), 1.1, "right"),
    )
    shown, rest = figures.services[:MOST_MATTERS], figures.services[MOST_MATTERS:]
    rows = [
        (str(number), one.name, one.group, *_compared(_sums([one]))) for number, one in enumerate(shown, 1)
    ]
    if rest:
        rows.append(("", _("{count} other matters").format(count=len(rest)), "", *_compared(_sums(rest))))
    totals = ("", _("Total"), "", *_compared(_sums(figures.services)))
    return Table(columns, rows, totals, empty=_("No service was given."))


def room_table(figures: MonthFigures) -> Table:
    """Times, hours and use of every room, with the use of the two other months."""
    before = {use.room_id: use for use in figures.before.rooms}
    year = {use.room_id: use for use in figures.year_before.rooms}
    columns = (
        Column(_("Room"), 2.4),
        Column(_("Times used"), 0.8, "right"),
        Column(_("Hours used"), 1, "right"),
        Column(_("Hours open"), 1, "right"),
        Column(_("Rate of use"), 1, "right"),
        Column(_("Last month"), 1, "right"),
        Column(_("on last month"), 1.4, "right"),
        Column(_("Same month of last year"), 1, "right"),
    )

    def line(name: str, use: RoomUse, then: RoomUse | None, last_year: RoomUse | None) -> tuple[str, ...]:
        rate_before = then.rate if then else None
        return (
            name,
            number_words(use.times),
            hours_words(use.used),
            hours_words(use.open),
            number_words(use.rate, rate=True),
            number_words(rate_before, rate=True),
            change_words(use.rate, rate_before, rate=True),
            number_words(last_year.rate if last_year else None, rate=True),
        )

    rows = [line(use.room, use, before.get(use.room_id), year.get(use.room_id)) for use in figures.now.rooms]
    totals = line(
        _("Total"),
        figures.now.use.total,
        figures.before.use.total,
        figures.year_before.use.total,
    )
    return Table(columns, rows, totals, empty=_("There is no room yet."))


def volunteer_table(figures: MonthFigures) -> Table:
    """The figures of volunteers, compared."""
    columns = (
        Column(_("Figure"), 2.2),
        Column(_("Unit"), 1.2),
        Column(_("This month"), 1, "right"),
        Column(_("Last month"), 1, "right"),
        Column(_("on last month"), 1.1, "right"),
        Column(_("Same month of last year"), 1, "right"),
        Column(_("on last year"), 1.1, "right"),
    )
    rows = []
    for key in VOLUNTEER_KEYS:
        one = figures.compared(key)
        before, year = (
            f"{value or 0:,.1f}" if one.decimals else number_words(value)
            for value in (one.before, one.year_before)
        )
        rows.append(
            (one.label, one.unit, one.shown, before, one.change("before"), year, one.change("year_before"))
        )
    return Table(columns, rows)


def sheets(title: tuple[str, ...], figures: MonthFigures) -> list[Sheet]:
    """The workbook: figures, modules, services, rooms, days, hours."""
    return [
        _figures_sheet(title, figures),
        _named_sheet(_("By module"), _("Service module"), title, figures.modules),
        _named_sheet(_("By matter"), _("Matter"), title, figures.services, with_group=True),
        _room_sheet(title, figures),
        _day_sheet(title, figures),
        _hour_sheet(title, figures),
    ]


def _figures_sheet(title: tuple[str, ...], figures: MonthFigures) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for key in FIGURES:
        one = figures.compared(key)
        rate = key == "rate"
        values = (one.now, one.before, one.year_before)
        numbers = tuple(
            number_words(value, rate=True) if rate else round(value or 0, 1) if one.decimals else value
            for value in values
        )
        rows.append((one.label, one.unit, *numbers, one.change("before"), one.change("year_before")))
    columns = (
        SheetColumn(_("Figure"), width=24),
        SheetColumn(_("Unit")),
        SheetColumn(_("This month"), "number"),
        SheetColumn(_("Last month"), "number"),
        SheetColumn(_("Same month of last year"), "number", 20),
        SheetColumn(_("on last month")),
        SheetColumn(_("on last year")),
    )
    return Sheet(_("Overview of figures"), columns, rows, title)


def _named_sheet(
    name: str, label: str, title: tuple[str, ...], found: Sequence[NamedTally], *, with_group: bool = False
) -> Sheet:
    columns = [SheetColumn(label, width=32)]
    if with_group:
        columns.append(SheetColumn(_("Service module"), width=20))
    columns += [
        SheetColumn(_("Services given"), "number"),
        SheetColumn(_("Person-times"), "number"),
        SheetColumn(_("Without a name"), "number"),
        SheetColumn(_("Last month"), "number"),
        SheetColumn(_("Same month of last year"), "number"),
    ]
    rows = [
        (
            one.name,
            *((one.group,) if with_group else ()),
            one.now.services,
            one.now.heads,
            one.now.unnamed,
            one.before.services,
            one.year_before.services,
        )
        for one in found
    ]
    totals = (_("Total"), *(("",) if with_group else ()), *_sums(found))
    return Sheet(name, tuple(columns), rows, title, totals)


def _room_sheet(title: tuple[str, ...], figures: MonthFigures) -> Sheet:
    columns = (
        SheetColumn(_("Room"), width=28),
        SheetColumn(_("Times used"), "number"),
        SheetColumn(_("Hours used"), "decimal"),
        SheetColumn(_("Hours open"), "decimal"),
        SheetColumn(_("Rate of use"), "percent"),
    )

    def line(name: str, use: RoomUse) -> tuple[Cell, ...]:
        return name, use.times, use.used / 60, use.open / 60, use.rate

    rows = [line(use.room, use) for use in figures.now.rooms]
    return Sheet(_("Use of rooms"), columns, rows, title, line(_("Total"), figures.now.use.total))


def _day_sheet(title: tuple[str, ...], figures: MonthFigures) -> Sheet:
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Services given"), "number"),
        SheetColumn(_("Person-times"), "number"),
        SheetColumn(_("Without a name"), "number"),
    )
    rows = []
    for day in days_between(figures.month.first, figures.month.next_first):
        tally = figures.now.visits.by_day.get(day, NONE)
        rows.append((day, tally.services, tally.heads, tally.unnamed))
    total = figures.now.visits.total
    return Sheet(_("By day"), columns, rows, title, (_("Total"), total.services, total.heads, total.unnamed))


def _hour_sheet(title: tuple[str, ...], figures: MonthFigures) -> Sheet:
    columns = (SheetColumn(_("Hour")), SheetColumn(_("Person-times"), "number"))
    hours = figures.shape.by_hour
    rows = [(f"{hour:02d}:00–{hour + 1:02d}:00", hours[hour]) for hour in sorted(hours)]
    return Sheet(_("By hour"), columns, rows, title, (_("Total"), sum(hours.values())))
