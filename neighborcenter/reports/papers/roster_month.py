"""志愿者月排班表: a month for the wall, a line a day and the posts across, on A3 lying or A4 upright."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.center.queries import center_profile, holiday_calendar
from neighborcenter.center.rules import is_working_day
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_weekday
from neighborcenter.kit.times import Month, days_between
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.roster_grid import GridHead, GridRow, Piece, RosterGrid, Stack
from neighborcenter.reports.paper.styles import PaperSize
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers import roster_wall
from neighborcenter.reports.papers.roster_wall import footing, heading, largest, on_it, places_sheet, totals
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteer_facts import Duty, duties
from neighborcenter.reports.words import month_words

# Thirty-one lines on one sheet: nine points is what can be read standing before it.
SIZES: Mapping[PaperSize, tuple[float, ...]] = {
    "A4": (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0),
    "A3-landscape": (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.5, 9.0),
}
AIR = 2.5
NAMES = 0.7
MOST_CELLS, NARROWEST, WIDEST = 0.9, 0.85, 1.3
"""A column is as wide as all but the longest tenth of its cells need: those go on to a second line."""
_GROWN: Mapping[PaperSize, float] = {"A4": 0.8, "A3-landscape": 1.05}


@dataclass(frozen=True, slots=True)
class MonthRoster:
    """Every shift of a month; `off` are the days on which the calendar has no work."""

    month: Month
    shifts: tuple[Duty, ...]
    off: frozenset[date]
    size: PaperSize
    phone: str
    cutoff: datetime

    @property
    def days(self) -> list[date]:
        """The first to the last."""
        return days_between(self.month.first, self.month.next_first)

    @property
    def covers(self) -> str:
        """The month."""
        return str(self.month)

    @property
    def totals(self) -> Mapping[str, float]:
        """Shifts, places filled, people, places empty."""
        return totals(self.shifts)


def collect(read: Read, values: Values) -> MonthRoster:
    """Read the month; a wall shows no phones.  Raises NotAllowed."""
    month: Month = values["month"]
    found = duties(read, month.first, month.next_first, phones=Phones.NONE)
    calendar = holiday_calendar(read)
    days = days_between(month.first, month.next_first)
    off = frozenset(day for day in days if not is_working_day(day, calendar))
    size: PaperSize = "A3-landscape" if values.get("paper") == 1 else "A4"
    return MonthRoster(month, found, off, size, center_profile(read).phone, read.clock.local())


def _usual_times(shifts: tuple[Duty, ...]) -> dict[int, str]:
    """When a post is served mostly: said once above its column."""
    times: dict[int, Counter[str]] = {}
    for duty in shifts:
        times.setdefault(duty.post_id, Counter())[duty.time] += 1
    return {post: found.most_common(1)[0][0] for post, found in times.items()}


def _stack(duty: Duty, usual: str) -> Stack:
    aside = [words for words in (duty.time if duty.time != usual else "", duty.name) if words]
    return (*(Piece(words, "aside") for words in aside), *on_it(duty))


def _grid(record: MonthRoster) -> tuple[tuple[GridHead, ...], tuple[GridRow, ...]]:
    usual = _usual_times(record.shifts)
    posts = {duty.post_id: duty.post for duty in record.shifts}
    cells: dict[tuple[int, date], list[Stack]] = {}
    for duty in record.shifts:
        cells.setdefault((duty.post_id, duty.day), []).append(_stack(duty, usual[duty.post_id]))
    heads = tuple(GridHead(name, usual[post]) for post, name in posts.items())
    rows = tuple(
        GridRow(
            f"{day.day} {say_weekday(day)}",
            "",
            tuple(tuple(cells.get((post, day), ())) for post in posts),
            off=day in record.off,
        )
        for day in record.days
    )
    return heads, rows if posts else ()


def _shares(grid: RosterGrid) -> tuple[float, ...]:
    """How wide the columns are beside one another: by what stands in them, yet none far from an even share."""
    needed = []
    for at, head in enumerate(grid.heads):
        wide = sorted(grid.line_of(row.cells[at]) for row in grid.rows if row.cells[at])
        title = grid.line_of(((Piece(head.name, "lead"),),))
        needed.append(max(title, wide[int((len(wide) - 1) * MOST_CELLS)]))
    even = sum(needed) / max(1, len(needed))
    return tuple(min(max(NARROWEST * even, each), WIDEST * even) for each in needed)


def story(record: MonthRoster) -> tuple[Block, ...]:
    """As large as one sheet allows; only a very full month goes on to a second."""
    width, height = type_area(record.size)
    title, below = heading(_GROWN[record.size], month_words(record.month.year, record.month.month))
    foot = footing(_GROWN[record.size], record.phone)
    heads, rows = _grid(record)
    empty = _("No shift in this month.")
    shares = _shares(RosterGrid(_("Day"), heads, rows))
    grids = [
        RosterGrid(
            _("Day"), heads, rows, size, empty, size if rows else 26, NAMES, AIR, shares, centered=True
        )
        for size in SIZES[record.size]
    ]
    room = height - sum(one.height(width) for one in (title, below, foot))
    return title, below, largest(grids, width, room), foot


def sheets(record: MonthRoster) -> list[Sheet]:
    """One row a place; and who serves how often, so that the turns can be compared."""
    turns: dict[int, tuple[str, str, int, float]] = {}
    for duty in record.shifts:
        for one in duty.there:
            _name, _number, count, hours = turns.get(one.volunteer_id, ("", "", 0, 0.0))
            turns[one.volunteer_id] = (one.name, one.number, count + 1, hours + duty.hours)
    columns = (
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Volunteer number"), width=14),
        SheetColumn(_("Shifts"), "number"),
        SheetColumn(_("Hours"), "number"),
    )
    rows = sorted(turns.values(), key=lambda turn: (-turn[2], turn[1]))
    people = Sheet(_("By person"), columns, rows, (_("Volunteer roster"), record.covers))
    return [places_sheet(record.shifts, record.covers), people]


def checks(record: MonthRoster) -> tuple[Check, ...]:
    """Empty places and names nobody was told about, before it hangs on the wall."""
    return roster_wall.checks(record.shifts)
