"""The tables of the use of rooms, once for paper and once for the spreadsheet: same lines, same totals."""

from neighborcenter.booking.use import RoomUse, Tally
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import days_between
from neighborcenter.reports.figures import number_words
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn
from neighborcenter.reports.papers.usage_record import Named, Usage, hours_words, total_of
from neighborcenter.reports.words import weekday

MOST_LINES = 20  # groups and purposes on paper; the sheet has them all


def room_table(record: Usage) -> Table:
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


def heap_table(head: str, record: Usage, heaps: tuple[Named, ...]) -> Table:
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
        rows.append(cells(_("{count} others").format(count=len(rest)), total_of(rest)))
    return Table(
        columns, rows, cells(_("Total"), total_of(heaps)) if rows else (), empty=_("No room was used.")
    )


def sheets(record: Usage) -> list[Sheet]:
    """Rooms, kinds, groups, purposes, days: all lines, numbers as numbers."""
    title = (f"{record.center} {_('How the rooms were used')}", record.covers)
    return [
        _room_sheet(title, record),
        _heap_sheet(title, _("By kind of use"), _("Kind of use"), record.kinds),
        _heap_sheet(title, _("For a fee and free"), _("Fee"), record.fees),
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
    return Sheet(name, _heap_columns(head), rows, title, _heap_cells(_("Total"), total_of(heaps)))


def _day_sheet(title: tuple[str, ...], record: Usage) -> Sheet:
    columns = (SheetColumn(_("Day"), "date"), SheetColumn(_("Weekday")), *_heap_columns("")[1:])
    rows = [
        (day, weekday(day), *_heap_cells("", record.by_day.get(day, Tally()))[1:])
        for day in days_between(record.days.first, record.days.end)
        if day <= record.cutoff.date()
    ]
    return Sheet(_("By day"), columns, rows, title)
