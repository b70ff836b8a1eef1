"""交接班日志: the shifts of a day to be signed over, what is open, and room for what the next shift must know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Block, Section, Title
from neighborcenter.reports.paper.facts import Signatures, WritingLines
from neighborcenter.reports.paper.page import lay_out, type_area
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.volunteer_facts import Duty, by_day, duties
from neighborcenter.reports.words import day_words, listed, short_day, weekday
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.models.hours import notice, service_hours

BACK = timedelta(days=31)
"""Services not finished are looked for so far back."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The shifts of a day, and open matters in words."""

    day: date
    shifts: tuple[Duty, ...]
    open: tuple[str, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """The day."""
        return str(self.day)

    @property
    def totals(self) -> Mapping[str, float]:
        """Shifts and open matters."""
        return {"shifts": len(self.shifts), "open": len(self.open)}


def collect(read: Read, values: Values) -> Handover:
    """Read the day and what is open.  Raises NotAllowed."""
    day: date = values["day"]
    coming = by_day(duties(read, day, day + timedelta(days=2)))
    today = tuple(one for one in coming if one.day == day)
    return Handover(day, today, (*_gaps(coming), *_waiting(read, day)), read.clock.local())


def _gaps(coming: tuple[Duty, ...]) -> list[str]:
    """Places empty today and tomorrow."""
    words = _("{day} {time} {post}: {count} wanted")
    return [
        words.format(day=short_day(one.day), time=one.time, post=one.post, count=one.gap)
        for one in coming
        if one.gap
    ]


def _waiting(read: Read, day: date) -> list[str]:
    """Services not finished, hours nobody confirmed, notices to be taken down."""
    found = []
    unfinished = read.value(
        sa.select(sa.func.count()).where(
            visit.c.center_id == read.center_id, visit.c.day > day - BACK, visit.c.day <= day,
            visit.c.outcome == Outcome.OPEN, visit.c.status == VisitStatus.KEPT,
        )
    )  # fmt: skip
    if unfinished:
        found.append(_("Services not finished: {count}").format(count=unfinished))
    drafts = read.value(
        sa.select(sa.func.count()).where(
            service_hours.c.center_id == read.center_id,
            service_hours.c.status.in_((HoursStatus.DRAFT, HoursStatus.REVIEWED)),
        )
    )
    if drafts:
        found.append(_("Lines of hours to be confirmed: {count}").format(count=drafts))
    due = read.rows(
        sa.select(notice.c.number)
        .where(notice.c.center_id == read.center_id, notice.c.closed_at.is_(None), notice.c.last_day < day)
        .order_by(notice.c.last_day)
        .limit(20)
    )
    if due:
        found.append(_("Notices to be taken down: {numbers}").format(numbers=listed([row[0] for row in due])))
    return found


def _names(duty: Duty) -> str:
    return listed([one.name for one in (*duty.leads, *(one for one in duty.there if one not in duty.leads))])


def story(record: Handover) -> tuple[Block, ...]:
    """Shifts to sign, open matters to tick, as many lines to write on as one page leaves; else two pages."""
    for lines in (10, 8, 6, 5, 4):
        wider = _told(record, lines)
        if len(lay_out(wider, *type_area("A4"))) == 1:
            return wider
    return _told(record, 10)


def _told(record: Handover, lines: int) -> tuple[Block, ...]:
    shifts = Table(
        (
            Column(_("Time"), 92, wrap=True, fixed=True),
            Column(_("Post"), 1.2, wrap=True),
            Column(_("On duty"), 1.8, wrap=True),
            Column(_("Handed over by"), 84, fixed=True),
            Column(_("Taken over by"), 84, fixed=True),
        ),
        [(duty.time, duty.post, _names(duty), "", "") for duty in record.shifts],
        empty=_("No shift on this day."),
        row_height=23,
        blanks=2,
    )
    matters = Table(
        (
            Column(_("No."), 28, "center", fixed=True),
            Column(_("Open matter"), 2.6, wrap=True),
            Column(_("How it ended"), 2.0),
            Column(_("Done"), 40, "center", fixed=True),
        ),
        [(str(number), words, "", "□") for number, words in enumerate(record.open, 1)],
        row_height=22,
        blanks=3,
    )
    return (
        Title(_("Handover log"), f"{day_words(record.day)} {weekday(record.day)}"),
        Section(_("Shifts")),
        shifts,
        Section(_("Open matters")),
        matters,
        Section(_("What happened, what the next shift must know")),
        WritingLines(lines),
        Signatures((_("Lead of the day"), _("Date"))),
    )


def sheets(record: Handover) -> list[Sheet]:
    """Shifts and open matters."""
    shifts = (
        SheetColumn(_("Time"), width=18),
        SheetColumn(_("Post"), width=18),
        SheetColumn(_("On duty"), width=36),
    )
    title = (_("Handover log"), record.covers)
    return [
        Sheet(_("Shifts"), shifts, [(duty.time, duty.post, _names(duty)) for duty in record.shifts], title),
        Sheet(
            _("Open matters"),
            (SheetColumn(_("Open matter"), width=60),),
            [(one,) for one in record.open],
            title,
        ),
    ]
