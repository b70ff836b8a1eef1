"""考勤表: names against sessions — who came, who was excused, who did not come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.kinds import Presence, SessionStatus
from neighborcenter.activities.models import activity_session, attendance
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.activity_facts import Heading, Meeting, Person, heading, meetings, people
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Cell, Sheet, SheetColumn
from neighborcenter.reports.report import Values

MOST_COLUMNS = 14
"""Sessions side by side on A4 across; more begin a table of their own."""
CAME, EXCUSED, MISSED = "√", "△", "×"


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """Everybody on the list and every time it met; `marks` by person and session."""

    activity: Heading
    sessions: tuple[Meeting, ...]
    people: tuple[Person, ...]
    marks: Mapping[tuple[int, int], Presence]
    walk_ins: Mapping[int, int]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """考勤表 · 书法班."""
        return _("Attendance · {title}").format(title=self.activity.title)

    @property
    def covers(self) -> str:
        """The days of the activity."""
        return self.activity.days

    @property
    def totals(self) -> Mapping[str, float]:
        """People on the list, and how often somebody came."""
        came = sum(one is Presence.PRESENT for one in self.marks.values())
        return {"people": len(self.people), "came": came, "walk_ins": sum(self.walk_ins.values())}

    def mark(self, one: Person, session: Meeting) -> str:
        """The sign in a cell; nothing for a session that is yet to come."""
        presence = self.marks.get((one.id, session.id))
        if presence is not None:
            return CAME if presence is Presence.PRESENT else EXCUSED
        return MISSED if session.status is SessionStatus.HELD else ""

    def came(self, one: Person) -> int:
        """How often somebody came."""
        return sum(self.mark(one, session) == CAME for session in self.sessions)


def collect(read: Read, values: Values) -> AttendanceSheet:
    """Read list, sessions and marks. Raises NotAllowed, NotFound."""
    read.require(Permission.ACTIVITIES_VIEW)
    found = heading(read, values["activity"])
    marks: dict[tuple[int, int], Presence] = {}
    walk_ins: dict[int, int] = {}
    for row in read.rows(
        sa.select(attendance)
        .join(activity_session, activity_session.c.id == attendance.c.session_id)
        .where(activity_session.c.activity_id == found.id)
    ):
        if row.enrollee_id is None:
            walk_ins[row.session_id] = walk_ins.get(row.session_id, 0) + row.heads
        else:
            marks[row.enrollee_id, row.session_id] = row.presence
    sessions = meetings(read, found.id)
    return AttendanceSheet(found, sessions, people(read, found.id), marks, walk_ins, read.clock.local())


def story(record: AttendanceSheet) -> tuple[Block, ...]:
    """As many tables as the sessions need; each line ends with how often somebody came in all."""
    blocks: list[Block] = [Title(record.headline, record.covers)]
    for start in range(0, max(1, len(record.sessions)), MOST_COLUMNS):
        part = record.sessions[start : start + MOST_COLUMNS]
        if start:
            last = start + len(part)
            blocks.append(Section(_("Sessions {first} to {last}").format(first=start + 1, last=last)))
        blocks.append(_table(record, part))
    legend = _("{came} came   {excused} excused   {missed} did not come")
    blocks.append(Text(legend.format(came=CAME, excused=EXCUSED, missed=MISSED), NOTE))
    blocks.append(Signatures((_("In charge"), _("Checked by"), _("Date"))))
    return tuple(blocks)


def _table(record: AttendanceSheet, part: tuple[Meeting, ...]) -> Table:
    columns = (
        Column(_("No."), 28, "center", fixed=True),
        Column(_("Full name"), 84, fixed=True),
        *(Column(f"{one.starts:%m-%d}", 1.0, "center") for one in part),
        Column(_("Times came"), 44, "center", fixed=True),
    )
    rows = [
        (str(number), one.name, *(record.mark(one, session) for session in part), str(record.came(one)))
        for number, one in enumerate(record.people, 1)
    ]
    counts = []
    for session in part:
        listed = sum(one.heads for one in record.people if record.mark(one, session) == CAME)
        counts.append(str(listed + record.walk_ins.get(session.id, 0)))
    totals = ("", _("Turned up"), *counts, "")
    empty = _("Nobody is on this list.")
    return Table(columns, rows, totals if rows else (), empty=empty, row_height=20)


def sheets(record: AttendanceSheet) -> list[Sheet]:
    """One row a person, one column a session."""
    columns = (
        SheetColumn(_("No."), "number", 6),
        SheetColumn(_("Full name"), width=14),
        *(SheetColumn(f"{one.starts:%Y-%m-%d %H:%M}", width=16) for one in record.sessions),
        SheetColumn(_("Times came"), "number", 10),
    )
    rows: list[tuple[Cell, ...]] = [
        (number, one.name, *(record.mark(one, session) for session in record.sessions), record.came(one))
        for number, one in enumerate(record.people, 1)
    ]
    return [Sheet(_("Attendance"), columns, rows, (record.headline, record.covers))]
