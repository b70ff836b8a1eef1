"""志愿者排班表: the week for the wall, posts down and days across, on A4 or A3; leads are marked, gaps are seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.center.queries import center_profile, holiday_calendar
from neighborcenter.center.rules import is_working_day
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.roster_grid import GridHead, GridRow, Piece, RosterGrid, Stack
from neighborcenter.reports.paper.styles import PaperSize
from neighborcenter.reports.paper.workbook import Sheet
from neighborcenter.reports.papers import roster_wall
from neighborcenter.reports.papers.roster_wall import footing, heading, largest, on_it, places_sheet, totals
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteer_facts import Duty, duties, phones_of, week_words
from neighborcenter.reports.words import short_day, span_words, weekday

# A wall is read from a step and a half away: 16 pt is 5.6 mm, 22 pt 7.8 mm.
SIZES: Mapping[PaperSize, tuple[float, ...]] = {
    "A4-landscape": (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0),
    "A3-landscape": (23.0, 22.0, 21.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0),
}
_GROWN: Mapping[PaperSize, float] = {"A4-landscape": 1.0, "A3-landscape": 1.4}


@dataclass(frozen=True, slots=True)
class WeekRoster:
    """Every shift of a week; `off` are the days on which the calendar has no work."""

    monday: date
    shifts: tuple[Duty, ...]
    off: frozenset[date]
    size: PaperSize
    phones: Phones
    phone: str
    cutoff: datetime

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + timedelta(days=at) for at in range(7))

    @property
    def covers(self) -> str:
        """First and last day."""
        return week_words(self.monday)

    @property
    def totals(self) -> Mapping[str, float]:
        """Shifts, places filled, people, places empty."""
        return totals(self.shifts)


def collect(read: Read, values: Values) -> WeekRoster:
    """Read the week.  Raises NotAllowed."""
    monday: date = values["week"]
    phones = phones_of(values) if values.get("phones") is not None else Phones.NONE
    found = duties(read, monday, monday + timedelta(days=7), phones=phones)
    calendar = holiday_calendar(read)
    off = frozenset(
        day for day in (monday + timedelta(days=at) for at in range(7)) if not is_working_day(day, calendar)
    )
    size: PaperSize = "A3-landscape" if values.get("paper") == 1 else "A4-landscape"
    return WeekRoster(monday, found, off, size, phones, center_profile(read).phone, read.clock.local())


def _stack(duty: Duty) -> Stack:
    pieces = [Piece(words, "time") for words in (duty.time, duty.name) if words]
    return (*pieces, *on_it(duty))


def _grid_rows(record: WeekRoster) -> tuple[GridRow, ...]:
    posts: dict[int, list[Duty]] = {}
    for duty in record.shifts:
        posts.setdefault(duty.post_id, []).append(duty)
    return tuple(
        GridRow(
            shifts[0].post,
            shifts[0].route or shifts[0].place,
            tuple(tuple(_stack(one) for one in shifts if one.day == day) for day in record.days),
        )
        for shifts in posts.values()
    )


def story(record: WeekRoster) -> tuple[Block, ...]:
    """As large as one sheet allows; only a very full week goes on to a second."""
    width, height = type_area(record.size)
    title, below = heading(_GROWN[record.size], span_words(record.days[0], record.days[-1]))
    foot = footing(_GROWN[record.size], record.phone)
    heads = tuple(GridHead(weekday(day), short_day(day), off=day in record.off) for day in record.days)
    rows = _grid_rows(record)
    grids = [
        RosterGrid(_("Post"), heads, rows, size, _("No shift in this week."), 2 * size)
        for size in SIZES[record.size]
    ]
    room = height - sum(one.height(width) for one in (title, below, foot))
    return title, below, largest(grids, width, room), foot


def sheets(record: WeekRoster) -> list[Sheet]:
    """One row a place, so that it can be sorted and counted."""
    return [places_sheet(record.shifts, record.covers)]


def checks(record: WeekRoster) -> tuple[Check, ...]:
    """Empty places and names nobody was told about, before it hangs on the wall."""
    return roster_wall.checks(record.shifts)
