"""公示: what hangs out before it counts — masked names and volunteer numbers only, the period, where to object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import public_name
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Space, Text, Title
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers.hours_ledger import hours_words
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import day_words
from neighborcenter.volunteers.kinds import CertificateStatus, HoursStatus, NoticeKind
from neighborcenter.volunteers.models.hours import certificate, notice, service_hours, star_award
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import post

TITLES = {
    NoticeKind.HOURS: N_("Public notice of volunteer hours"),
    NoticeKind.CERTIFICATE: N_("Public notice of certificates of service"),
    NoticeKind.STARS: N_("Public notice of volunteers’ stars"),
}
SIGNED = Style(styles.SI_HAO, 22, styles.BODY.face, align="right")


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A line on the wall: number, masked name, what it is about, and the hours."""

    number: str
    name: str
    what: str
    when: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A notice with its lines; without a phone objections go to the desk."""

    number: str
    kind: NoticeKind
    place: str
    first: date
    last: date
    center: str
    phone: str
    address: str
    lines: tuple[PublicLine, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """志愿服务时长公示."""
        return _(TITLES[self.kind])

    @property
    def covers(self) -> str:
        """First and last day it hangs."""
        return f"{self.first} – {self.last}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Lines and hours."""
        return {"lines": len(self.lines), "hours": round(sum(one.minutes for one in self.lines) / 60, 1)}


def collect(read: Read, values: Values) -> PublicNotice:
    """Read the notice.  Raises NotAllowed, NotFound."""
    read.require(Permission.VOLUNTEERS_VIEW)
    ref = values["notice"]
    row = read.row(sa.select(notice).where(notice.c.id == ref, notice.c.center_id == read.center_id))
    if row is None:
        raise NotFound("notice", ref, "notice")
    profile = center_profile(read)
    lines = {NoticeKind.HOURS: _hours, NoticeKind.CERTIFICATE: _certificates, NoticeKind.STARS: _stars}
    return PublicNotice(
        row.number, row.kind, row.place, row.first_day, row.last_day, profile.name, profile.phone,
        profile.address, tuple(lines[row.kind](read, ref)), read.clock.local(),
    )  # fmt: skip


def _of(read: Read, table: sa.Table, ref: int, *more: Any) -> sa.Select[Any]:
    return (
        sa.select(table, volunteer.c.number.label("volunteer_number"), resident.c.name, *more)
        .join(volunteer, volunteer.c.id == table.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(table.c.center_id == read.center_id, table.c.notice_id == ref)
        .order_by(volunteer.c.number, table.c.id)
    )


def _hours(read: Read, ref: int) -> Sequence[PublicLine]:
    hung = (HoursStatus.NOTICE, HoursStatus.DISPUTED, HoursStatus.ENTERED, HoursStatus.CORRECTED)
    question = (
        _of(read, service_hours, ref, post.c.name.label("post"))
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
        .where(service_hours.c.status.in_(hung))
    )
    return [
        PublicLine(
            row.volunteer_number,
            public_name(row.name),
            row.content or row.post or "",
            str(row.day),
            row.minutes,
        )
        for row in read.rows(question)
    ]


def _certificates(read: Read, ref: int) -> Sequence[PublicLine]:
    question = _of(read, certificate, ref).where(certificate.c.status == CertificateStatus.ISSUED)
    words = _("Certificate {number}")
    return [
        PublicLine(
            row.volunteer_number, public_name(row.name), words.format(number=row.number),
            f"{row.first_day} – {row.last_day}", row.minutes,
        )
        for row in read.rows(question)
    ]  # fmt: skip


def _stars(read: Read, ref: int) -> Sequence[PublicLine]:
    words = _("{count} stars applied for")
    return [
        PublicLine(
            row.volunteer_number, public_name(row.name), words.format(count=row.stars), str(row.applied_on),
            row.minutes,
        )
        for row in read.rows(_of(read, star_award, ref))
    ]  # fmt: skip


def _titles(kind: NoticeKind) -> tuple[str, ...]:
    if kind is NoticeKind.HOURS:
        return (
            _("Volunteer number"),
            _("Full name"),
            _("What was done"),
            _("Day of service"),
            _("Hours served"),
        )
    when = _("Applied for on") if kind is NoticeKind.STARS else _("Days of service")
    return _("Volunteer number"), _("Full name"), _("What it is about"), when, _("Hours in all")


def _intro(record: PublicNotice) -> str:
    words = _(
        "The records below are posted from {first} to {last}{place}. Whoever does not agree with one tells the "
        "center within these days{contact}, with their name and the reason; every objection is checked and answered."
    )
    contact = _(", phone {phone}").format(phone=record.phone) if record.phone else ""
    place = _(" at {place}").format(place=record.place) if record.place else ""
    return words.format(
        first=day_words(record.first), last=day_words(record.last), place=place, contact=contact
    )


def story(record: PublicNotice) -> tuple[Block, ...]:
    """Words, table, who hangs it out."""
    titles = _titles(record.kind)
    wide = 132.0 if record.kind is NoticeKind.CERTIFICATE else 76.0
    columns = (
        Column(_("No."), 34, "center", fixed=True),
        Column(titles[0], 80, "center", fixed=True),
        Column(titles[1], 1.2, "center"),
        Column(titles[2], 2.6, wrap=True),
        Column(titles[3], wide, "center", fixed=True),
        Column(titles[4], 70, "right", fixed=True),
    )
    rows = [
        (str(number), one.number, one.name, one.what, one.when, hours_words(one.minutes))
        for number, one in enumerate(record.lines, 1)
    ]
    totals = ("", _("Total"), "", "", "", f"{record.totals['hours']:.1f}")
    address = [Text(_("Objections in writing: {address}").format(address=record.address), styles.PLAIN)]
    return (
        Title(record.headline, _("No. {number}").format(number=record.number)),
        Text(_intro(record)),
        Table(
            columns,
            rows,
            totals if rows else (),
            empty=_("Nothing stands on this notice."),
            row_height=21,
            size=10,
        ),
        Space(8),
        *(address if record.address else []),
        Space(16),
        Text(record.center, SIGNED),
        Text(day_words(record.first), SIGNED),
    )


def sheets(record: PublicNotice) -> list[Sheet]:
    """The same lines."""
    titles = _titles(record.kind)
    columns = (
        SheetColumn(titles[0], width=16),
        SheetColumn(titles[1], width=14),
        SheetColumn(titles[2], width=30),
        SheetColumn(titles[3], width=24),
        SheetColumn(titles[4], "decimal", 10),
    )
    rows = [(one.number, one.name, one.what, one.when, one.minutes / 60) for one in record.lines]
    totals = (_("Total"), "", "", "", record.totals["hours"])
    title = (f"{record.headline} {record.number}", record.covers)
    return [Sheet(_("Public notice"), columns, rows, title, totals)]
