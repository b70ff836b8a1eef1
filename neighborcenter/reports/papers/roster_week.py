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
from neighborcenter.reports.paper.styles import NOTE, PaperSize, Style
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteer_facts import Duty, OnDuty, duties, phones_of, week_words
from neighborcenter.reports.words import weekday
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.texts import word

LEAD_SIGN = "★"
HEADLINE = Style(26, 34, styles.TITLE.face, align="center", after=2)
SIZES: Mapping[PaperSize, tuple[float, ...]] = {
    "A4-landscape": (11.0, 10.0, 9.0, 8.0),
    "A3-landscape": (15.0, 14.0, 13.0, 12.0, 11.0, 10.0),
}


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


def named(one: OnDuty) -> Piece:
    """★王桂兰, 陈丽娟, 蔡小雨（备勤）."""
    words = f"{one.name} {one.phone}".strip()
    if one.role is AssignmentRole.LEAD:
        return Piece(f"{LEAD_SIGN}{words}", "lead")
    if one.role is AssignmentRole.STANDBY:
        return Piece(_("{name} (standby)").format(name=words))
    return Piece(words)


def _stack(duty: Duty) -> Stack:
    pieces = [Piece(" ".join(part for part in (duty.time, duty.name) if part), "time")]
    pieces += [named(one) for one in duty.people]
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
    title = Title(_("Volunteer roster"), record.covers, HEADLINE)
    words = [_("{sign} leads the shift.").format(sign=LEAD_SIGN)]
    if record.phone:
        words.append(
            _("Who cannot come calls {phone} early, so that somebody can step in.").format(phone=record.phone)
        )
    foot = Text("   ".join(words), NOTE)
    heads = tuple(GridHead(weekday(day), f"{day:%m-%d}", off=day in record.off) for day in record.days)
    rows = _grid_rows(record)
    room = height - title.height(width) - foot.height(width)
    empty = _("No shift in this week.")
    for size in SIZES[record.size]:
        tallest = min(6.5 * size, (room - 4 * size) / max(1, len(rows)) - 2)
        for least_row in (tallest, 3 * size):
            grid = RosterGrid(_("Post"), heads, rows, size, empty, max(least_row, 3 * size))
            if grid.height(width) <= room:
                return title, grid, foot
    return title, RosterGrid(_("Post"), heads, rows, SIZES[record.size][-1], empty, 26), foot


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
