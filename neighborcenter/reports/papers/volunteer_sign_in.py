"""志愿者签到表: a shift, or every shift of a day, with room to sign; numbered as it is typed in afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, PageBreak, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE, PLAIN
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Duty, by_day, duties
from neighborcenter.reports.words import full_day
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.texts import word

BLANKS = 5


@dataclass(frozen=True, slots=True)
class DaySheets:
    """The shifts to sign in for."""

    day: date
    shifts: tuple[Duty, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return str(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """Sheets and names on them."""
        return {"sheets": len(self.shifts), "names": sum(len(one.people) for one in self.shifts)}


def collect(read: Read, values: Values) -> DaySheets:
    """Read the shift, or every shift that begins on the day.  Raises NotAllowed, NotFound."""
    day: date = values["day"]
    found = by_day(duties(read, day, day + timedelta(days=1), shift_id=values.get("shift")))
    return DaySheets(found[0].day if found else day, found, read.clock.local())


def story(record: DaySheets) -> tuple[Block, ...]:
    """A page a shift."""
    if not record.shifts:
        return Title(_("Volunteer sign-in"), record.covers), Text(_("No shift on this day."), PLAIN)
    blocks: list[Block] = []
    for duty in record.shifts:
        blocks += [*([PageBreak()] if blocks else []), *_sheet(duty)]
    return tuple(blocks)


def _sheet(duty: Duty) -> tuple[Block, ...]:
    columns = (
        Column(_("No."), 28, "center", fixed=True),
        Column(_("Volunteer number"), 74, "center", fixed=True),
        Column(_("Full name"), 1.5),
        Column(_("Time in"), 50, fixed=True),
        Column(_("Time out"), 50, fixed=True),
        Column(_("Time in again"), 50, fixed=True),
        Column(_("Time out again"), 50, fixed=True),
        Column(_("Signature"), 1.7),
    )
    rows = []
    for number, one in enumerate(duty.people, 1):
        name = one.name
        if one.role is not AssignmentRole.MEMBER:
            name = _("{name} ({role})").format(name=name, role=word(one.role))
        rows.append((str(number), one.number, name, "", "", "", "", ""))
    where = duty.route or duty.place
    when = f"{full_day(duty.day)} {duty.time}"
    below = " · ".join(part for part in (when, duty.name, where) if part)
    return (
        Title(_("Volunteer sign-in · {post}").format(post=duty.post), below),
        Table(columns, rows, row_height=26, blanks=BLANKS),
        Text(
            _("Sign when you come and when you leave, each for themselves; a break is a new pair of times."),
            NOTE,
        ),
        Signatures((_("Lead confirms"), _("Typed in by"), _("Date"))),
    )


def sheets(record: DaySheets) -> list[Sheet]:
    """The same names, a row each, to be filled in and typed."""
    columns = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Time"), width=18),
        SheetColumn(_("Post"), width=18),
        SheetColumn(_("Volunteer number"), width=14),
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("Role"), width=10),
        SheetColumn(_("Time in"), width=10),
        SheetColumn(_("Time out"), width=10),
    )
    rows = [
        (duty.day, duty.time, duty.post, one.number, one.name, word(one.role), "", "")
        for duty in record.shifts
        for one in duty.people
    ]
    return [Sheet(_("Volunteer sign-in"), columns, rows, (_("Volunteer sign-in"), record.covers))]
