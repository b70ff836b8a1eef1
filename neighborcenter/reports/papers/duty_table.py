"""值班表: the week day by day — who leads, who is on duty, how to reach them, room for the leading cadre and remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from neighborcenter.center.queries import center_profile, holiday_calendar
from neighborcenter.center.rules import is_working_day
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper import fonts
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.page import type_area
from neighborcenter.reports.paper.styles import NOTE, XIAO_WU
from neighborcenter.reports.paper.tables import PAD, Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Duty, OnDuty, by_day, duties, phones_of, week_words
from neighborcenter.reports.words import listed, short_day, span_words, weekday
from neighborcenter.volunteers.kinds import AssignmentRole

ROWS = (21.0, 19.0, 17.0, 15.0, 13.8, 13.0)
"""How tall a row is, in points: the letters stay 9 pt."""
SIGNATURE, WIDEST = 54.0, 200.0


@dataclass(frozen=True, slots=True)
class DutyTable:
    """The shifts of a week by time."""

    monday: date
    shifts: tuple[Duty, ...]
    off: frozenset[date]
    phone: str
    cutoff: datetime

    @property
    def covers(self) -> str:
        """First and last day."""
        return week_words(self.monday)

    @property
    def totals(self) -> Mapping[str, float]:
        """Shifts and filled places."""
        return {"shifts": len(self.shifts), "places": sum(len(one.there) for one in self.shifts)}


def collect(read: Read, values: Values) -> DutyTable:
    """Read the week.  Raises NotAllowed."""
    monday: date = values["week"]
    found = by_day(duties(read, monday, monday + timedelta(days=7), phones=phones_of(values)))
    calendar = holiday_calendar(read)
    off = frozenset(one.day for one in found if not is_working_day(one.day, calendar))
    return DutyTable(monday, found, off, center_profile(read).phone, read.clock.local())


def _reached(people: tuple[OnDuty, ...]) -> str:
    return listed([f"{one.name} {one.phone}".strip() for one in people])


def _cells(duty: Duty) -> tuple[str, str, str, str, str]:
    """Time, post, lead, on duty, remarks."""
    shift = f"{duty.time} {duty.name}".strip()
    post = " ".join(part for part in (duty.post, duty.route or duty.place) if part)
    others = tuple(one for one in duty.people if one.role is AssignmentRole.MEMBER)
    standby = tuple(one for one in duty.people if one.role is AssignmentRole.STANDBY)
    remarks = [duty.note] if duty.note else []
    if standby:
        remarks.append(_("Standby: {names}").format(names=_reached(standby)))
    if duty.gap:
        remarks.append(_("{count} wanted").format(count=duty.gap))
    return shift, post, _reached(duty.leads), _reached(others), _("; ").join(remarks)


def _day(record: DutyTable, day: date) -> str:
    """Said once for all shifts of a day; a page that begins in the middle of one says it again."""
    words = f"{short_day(day)} {weekday(day)}"
    return _("{day} off").format(day=words) if day in record.off else words


def _needed(title: str, cells: Sequence[str]) -> float:
    """How wide a column is beside the others: what it says on one line; room for a signature; nothing very long."""
    said = max((fonts.width(cell, Face.SANS, XIAO_WU) for cell in cells), default=0.0)
    return min(max(said, SIGNATURE, fonts.width(title, Face.SANS_BOLD, XIAO_WU)), WIDEST) + 2 * PAD


def story(record: DutyTable) -> tuple[Block, ...]:
    """One line a shift, one cell a day for the leading cadre; closed up until a week stands on one sheet."""
    rows = []
    for duty in record.shifts:
        shift, post, lead, others, remarks = _cells(duty)
        rows.append((_day(record, duty.day), "", shift, post, lead, others, remarks))
    titles = (
        _("Day"), _("Leading cadre"), _("Shift"), _("Post, route"), _("Leads the shift"), _("On duty and phones"),
        _("Remarks"),
    )  # fmt: skip
    columns = tuple(
        Column(title, _needed(title, [row[at] for row in rows]), wrap=True) for at, title in enumerate(titles)
    )
    note = _(
        "Both shifts check and sign when they hand over; open matters go into the handover log. "
        "Nobody leaves before the next shift is there."
    )
    phone = _("Phone on duty: {phone}").format(phone=record.phone) if record.phone else ""
    covers = span_words(record.monday, record.monday + timedelta(days=6))
    below = "   ".join(part for part in (covers, phone) if part)
    title, last = Title(_("Duty table"), below), Text(note, NOTE)
    signed = Signatures((_("Filled in by"), _("Approved by"), _("Date")))
    width, height = type_area("A4-landscape")
    room = height - sum(one.height(width) for one in (title, last, signed))
    table = Table(columns, rows, empty=_("No shift in this week."), row_height=ROWS[0], joined=(0, 1))
    closed_up = (replace(table, row_height=tall) for tall in ROWS)
    return title, next((one for one in closed_up if one.height(width) <= room), table), last, signed


def sheets(record: DutyTable) -> list[Sheet]:
    """The same lines, the day on each."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Weekday"), width=10),
        SheetColumn(_("Shift"), width=20),
        SheetColumn(_("Post, route"), width=28),
        SheetColumn(_("Leads the shift"), width=24),
        SheetColumn(_("On duty and phones"), width=40),
        SheetColumn(_("Remarks"), width=24),
    )
    rows = [(duty.day, weekday(duty.day), *_cells(duty)) for duty in record.shifts]
    return [Sheet(_("Duty table"), columns, rows, (_("Duty table"), record.covers))]
