"""值班表: the week day by day — who leads, who is on duty, how to reach them, room for the leading cadre and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.center.queries import center_profile, holiday_calendar
from neighborcenter.center.rules import is_working_day
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Duty, OnDuty, by_day, duties, phones_of, week_words
from neighborcenter.reports.words import listed, short_day, span_words, weekday
from neighborcenter.volunteers.kinds import AssignmentRole


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
    """On every line: a page may begin in the middle of a day."""
    words = f"{short_day(day)} {weekday(day)}"
    return _("{day} off").format(day=words) if day in record.off else words


def story(record: DutyTable) -> tuple[Block, ...]:
    """One line a shift; the leading cadre of the day signs beside it."""
    columns = (
        Column(_("Day"), 92, wrap=True, fixed=True),
        Column(_("Shift"), 88, wrap=True, fixed=True),
        Column(_("Post, route"), 1.5, wrap=True),
        Column(_("Leads the shift"), 1.3, wrap=True),
        Column(_("On duty and phones"), 2.2, wrap=True),
        Column(_("Leading cadre"), 72, fixed=True),
        Column(_("Remarks"), 1.6, wrap=True),
    )
    rows = []
    for duty in record.shifts:
        shift, post, lead, others, remarks = _cells(duty)
        rows.append((_day(record, duty.day), shift, post, lead, others, "", remarks))
    note = _(
        "Both shifts check and sign when they hand over; open matters go into the handover log. "
        "Nobody leaves before the next shift is there."
    )
    phone = _("Phone on duty: {phone}").format(phone=record.phone) if record.phone else ""
    covers = span_words(record.monday, record.monday + timedelta(days=6))
    below = "   ".join(part for part in (covers, phone) if part)
    return (
        Title(_("Duty table"), below),
        Table(columns, rows, empty=_("No shift in this week."), row_height=21),
        Text(note, NOTE),
        Signatures((_("Filled in by"), _("Approved by"), _("Date"))),
    )


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
