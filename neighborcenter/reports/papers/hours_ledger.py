"""志愿服务时长台账: every line of hours of a month — who, what, when, how long, how it was recorded, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import Month, days_between
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.reports.paper.blocks import Block, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.styles import NOTE
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.words import month_words
from neighborcenter.volunteers.earned import is_brought_in
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, SignMethod
from neighborcenter.volunteers.models.hours import notice, service_hours, sign_in
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import post
from neighborcenter.volunteers.texts import word

ENDED = frozenset({HoursStatus.CORRECTED, HoursStatus.VOIDED})
"""Lines that stay in the ledger and count no more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of hours; `spans` are the times of coming and going."""

    day: date
    number: str
    name: str
    content: str
    where: str
    spans: str
    minutes: int
    kind: HoursKind
    method: SignMethod
    status: HoursStatus
    notice: str
    remark: str
    brought_in: bool

    @property
    def state(self) -> str:
        """Where it stands, in a word."""
        return _("Brought in") if self.brought_in else word(self.status)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a month by day."""

    month: Month
    lines: tuple[Line, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """志愿服务时长台账 · 2026年11月."""
        return _("Ledger of hours · {month}").format(month=month_words(self.month.year, self.month.month))

    @property
    def covers(self) -> str:
        """First and last day."""
        days = days_between(self.month.first, self.month.next_first)
        return f"{days[0]} – {days[-1]}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Lines and people that count, their hours, and the hours entered so far."""
        counted = [one for one in self.lines if one.status not in ENDED and not one.brought_in]
        entered = sum(one.minutes for one in counted if one.status is HoursStatus.ENTERED)
        return {
            "lines": len(counted),
            "people": len({one.number for one in counted}),
            "hours": round(sum(one.minutes for one in counted) / 60, 1),
            "entered": round(entered / 60, 1),
        }


def collect(read: Read, values: Values) -> Ledger:
    """Read the month.  Raises NotAllowed."""
    read.require(Permission.VOLUNTEERS_VIEW)
    month: Month = values["month"]
    within = (
        service_hours.c.center_id == read.center_id,
        service_hours.c.day >= month.first,
        service_hours.c.day < month.next_first,
    )
    rows = read.rows(
        sa.select(
            service_hours, volunteer.c.number, resident.c.name, post.c.name.label("post"),
            notice.c.number.label("notice_number"),
        )
        .join(volunteer, volunteer.c.id == service_hours.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
        .join(notice, notice.c.id == service_hours.c.notice_id, isouter=True)
        .where(*within)
        .order_by(service_hours.c.day, service_hours.c.id)
    )  # fmt: skip
    spans: dict[int, list[str]] = {}
    for row in read.rows(
        sa.select(sign_in.c.hours_id, sign_in.c.came, sign_in.c.went)
        .join(service_hours, service_hours.c.id == sign_in.c.hours_id)
        .where(*within)
        .order_by(sign_in.c.came)
    ):
        if row.went is not None:
            spans.setdefault(row.hours_id, []).append(f"{row.came:%H:%M}–{row.went:%H:%M}")
    lines = tuple(
        Line(
            row.day, row.number, row.name, row.content or row.post or "", row.place or row.post or "",
            " ".join(spans.get(row.id, ())), row.minutes, row.kind, row.method, row.status,
            row.notice_number or "", row.end_reason or row.reason, is_brought_in(row),
        )
        for row in rows
    )  # fmt: skip
    return Ledger(month, lines, read.clock.local())


def hours_words(minutes: int) -> str:
    """Hours with one decimal, as they are printed everywhere."""
    return f"{minutes / 60:.1f}"


def story(record: Ledger) -> tuple[Block, ...]:
    """One table; lines that count no more are named so and not summed."""
    columns = (
        Column(_("No."), 28, "center", fixed=True),
        Column(_("Day of service"), 62, "center", fixed=True),
        Column(_("Volunteer number"), 66, "center", fixed=True),
        Column(_("Full name"), 62, fixed=True),
        Column(_("What was done"), 2.0, wrap=True),
        Column(_("Place of service"), 1.2, wrap=True),
        Column(_("In and out"), 70, "center", wrap=True, fixed=True),
        Column(_("Hours served"), 56, "right", fixed=True),
        Column(_("Kind"), 1.75, wrap=True),
        Column(_("Recorded"), 56, wrap=True, fixed=True),
        Column(_("State"), 1.1, wrap=True),
        Column(_("Notice"), 60, "center", fixed=True),
        Column(_("Remarks"), 1.05, wrap=True),
    )
    rows = [
        (
            str(number), str(one.day), one.number, one.name, one.content, one.where, one.spans,
            hours_words(one.minutes), word(one.kind), word(one.method), one.state, one.notice, one.remark,
        )
        for number, one in enumerate(record.lines, 1)
    ]  # fmt: skip
    totals = record.totals
    people = _("{count} people").format(count=int(totals["people"]))
    foot = ("", _("Total"), "", people, "", "", "", f"{totals['hours']:.1f}", "", "", "", "", "")
    note = _("Entered so far: {hours} hours. Corrected and void lines stay in the ledger and are not summed.")
    return (
        Title(record.headline, record.covers),
        Table(columns, rows, foot if rows else (), empty=_("No hours in this month."), size=8.5),
        Text(note.format(hours=f"{totals['entered']:.1f}"), NOTE),
        Signatures((_("Head of the unit"), _("Filled in by"), _("Checked by"), _("Date"))),
    )


def sheets(record: Ledger) -> list[Sheet]:
    """The same lines with minutes as numbers of hours."""
    columns = (
        SheetColumn(_("No."), "number", 6),
        SheetColumn(_("Day of service"), "date"),
        SheetColumn(_("Volunteer number"), width=14),
        SheetColumn(_("Full name"), width=14),
        SheetColumn(_("What was done"), width=28),
        SheetColumn(_("Place of service"), width=20),
        SheetColumn(_("In and out"), width=20),
        SheetColumn(_("Hours served"), "decimal", 10),
        SheetColumn(_("Kind"), width=14),
        SheetColumn(_("Recorded"), width=14),
        SheetColumn(_("State"), width=18),
        SheetColumn(_("Notice"), width=14),
        SheetColumn(_("Remarks"), width=30),
    )
    rows = [
        (
            number, one.day, one.number, one.name, one.content, one.where, one.spans, one.minutes / 60,
            word(one.kind), word(one.method), one.state, one.notice, one.remark,
        )
        for number, one in enumerate(record.lines, 1)
    ]  # fmt: skip
    totals = ("", _("Total"), "", "", "", "", "", record.totals["hours"], "", "", "", "", "")
    return [Sheet(_("Ledger of hours"), columns, rows, (record.headline, record.covers), totals)]


def checks(record: Ledger) -> tuple[Check, ...]:
    """Lines that wait for somebody."""
    waiting = sum(one.status in (HoursStatus.DRAFT, HoursStatus.REVIEWED) for one in record.lines)
    if not waiting:
        return ()
    return (Check(_("Lines of hours to be confirmed: {count}").format(count=waiting)),)
