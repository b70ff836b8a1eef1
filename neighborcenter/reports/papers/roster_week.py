"""志愿者排班表: the week for the wall, posts down and days across, on A4 or A3; leads are marked, gaps are seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.center.queries import center_profile, holiday_calendar
from neighborcenter.center.rules import is_working_day
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.roster_grid import GridHead, GridRow, Piece, RosterGrid, Stack
from neighborcenter.reports.paper.styles import PaperSize, Style
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteer_facts import Duty, OnDuty, duties, phones_of, week_words
from neighborcenter.reports.words import short_day, span_words, weekday
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.texts import word

LEAD_SIGN = "★"
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
        places = [one for duty in self.shifts for one in duty.there]
        return {
            "shifts": len(self.shifts),
            "places": len(places),
            "people": len({one.volunteer_id for one in places}),
            "gaps": sum(duty.gap for duty in self.shifts),
        }


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


def _named(one: OnDuty) -> tuple[Piece, ...]:
    """★王桂兰, 陈丽娟, 蔡小雨（候补）; a phone is a word of its own."""
    lead = one.role is AssignmentRole.LEAD
    pieces = [Piece(f"{LEAD_SIGN}{one.name}", "lead") if lead else Piece(one.name)]
    if one.phone:
        pieces.append(Piece(one.phone, "aside"))
    if one.role is AssignmentRole.STANDBY:
        pieces.append(Piece(_("(standby)"), "aside"))
    return tuple(pieces)


def _stack(duty: Duty) -> Stack:
    pieces = [Piece(words, "time") for words in (duty.time, duty.name) if words]
    pieces += [piece for one in duty.people for piece in _named(one)]
    if duty.gap:
        pieces.append(Piece(_("{count} wanted").format(count=duty.gap), "gap"))
    return tuple(pieces)


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
    grown = _GROWN[record.size]
    title = Title(
        _("Volunteer roster"), style=Style(28 * grown, 36 * grown, styles.TITLE.face, align="center", after=2)
    )
    below = Text(
        span_words(record.days[0], record.days[-1]), Style(14 * grown, 20 * grown, align="center", after=6)
    )
    words = [_("{sign} leads the shift.").format(sign=LEAD_SIGN)]
    if record.phone:
        words.append(
            _("Who cannot come calls {phone} early, so that somebody can step in.").format(phone=record.phone)
        )
    foot = Text("   ".join(words), Style(12.5 * grown, 17 * grown, before=2))
    heads = tuple(GridHead(weekday(day), short_day(day), off=day in record.off) for day in record.days)
    rows = _grid_rows(record)
    room = height - sum(one.height(width) for one in (title, below, foot))
    return title, below, _largest(record.size, heads, rows, width, room), foot


def _largest(
    paper: PaperSize, heads: tuple[GridHead, ...], rows: tuple[GridRow, ...], width: float, room: float
) -> RosterGrid:
    """The grid in the largest letters that keep it on one sheet and no word torn, its rows drawn out to fill it."""
    empty = _("No shift in this week.")
    fitting = None
    for size in SIZES[paper]:
        grid = RosterGrid(_("Post"), heads, rows, size, empty, 2 * size)
        if grid.height(width) > room:
            continue
        fitting = fitting or grid
        if grid.is_whole(width):
            fitting = grid
            break
    if fitting is None:
        return RosterGrid(_("Post"), heads, rows, SIZES[paper][-1], empty, 26)
    return fitting.filling(width, room)


def sheets(record: WeekRoster) -> list[Sheet]:
    """One row a place, so that it can be sorted and counted."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Weekday"), width=10),
        SheetColumn(_("Post"), width=18),
        SheetColumn(_("Shift"), width=10),
        SheetColumn(_("Time"), width=18),
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Volunteer number"), width=14),
        SheetColumn(_("Role"), width=10),
        SheetColumn(_("Phone"), width=16),
    )
    rows = []
    for duty in record.shifts:
        head = (duty.day, weekday(duty.day), duty.post, duty.name, duty.time)
        rows += [(*head, one.name, one.number, word(one.role), one.phone) for one in duty.people]
        if duty.gap:
            rows.append((*head, _("{count} wanted").format(count=duty.gap), "", "", ""))
    return [Sheet(_("Roster"), columns, rows, (_("Volunteer roster"), record.covers))]


def checks(record: WeekRoster) -> tuple[Check, ...]:
    """Empty places and names nobody was told about, before it hangs on the wall."""
    found = []
    gaps = int(record.totals["gaps"])
    if gaps:
        found.append(Check(_("Places still empty: {count}.").format(count=gaps)))
    untold = sum(not one.published for duty in record.shifts for one in duty.people)
    if untold:
        found.append(Check(_("Places not made known yet: {count}.").format(count=untold)))
    return tuple(found)
