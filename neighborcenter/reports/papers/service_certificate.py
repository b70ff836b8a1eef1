"""志愿服务记录证明: the four blocks of 民发〔2015〕149号 — identity, service, issuer, other — with the lines behind it.

The ID number is masked (the volunteer number stands for it, MZ/T 061-2015); the seal goes over unit and date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.texts import ID_KIND_NAMES, SEX_NAMES
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, PageBreak, Section, Space, Text, Title
from neighborcenter.reports.paper.facts import KeyValues, Signatures
from neighborcenter.reports.paper.page import lay_out, type_area
from neighborcenter.reports.paper.styles import Style
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.papers.hours_ledger import hours_words
from neighborcenter.reports.report import Check, Values
from neighborcenter.reports.volunteer_facts import Helper, helpers
from neighborcenter.reports.words import day_words, listed
from neighborcenter.volunteers.kinds import CertificateStatus, HoursKind
from neighborcenter.volunteers.models.hours import certificate, certificate_line, notice, service_hours
from neighborcenter.volunteers.models.shifts import post
from neighborcenter.volunteers.texts import word

HEADLINE = Style(styles.ER_HAO, 32, styles.TITLE.face, align="center", after=2)
NUMBER = Style(styles.WU_HAO, 16, color="soft", align="right", after=4)
WORDS = Style(styles.SI_HAO, 25, styles.BODY.face, indent=2, after=4)
REVOKED = Style(styles.SI_HAO, 24, styles.SECTION.face, color="accent", align="center", after=6)
SIGNED = Style(styles.SI_HAO, 23, styles.BODY.face, align="right")
LABEL = 78.0
FEW = 4
"""So many kinds of service are named in the block of service; the table has all."""


@dataclass(frozen=True, slots=True)
class ServedLine:
    """One entered line the certificate holds."""

    day: date
    content: str
    place: str
    minutes: int
    kind: HoursKind


@dataclass(frozen=True, slots=True)
class ServiceCertificate:
    """A certificate as it stands in the register."""

    number: str
    helper: Helper
    first: date
    last: date
    minutes: int
    purpose: str
    note: str
    responsible: str
    handler: str
    issued_on: date
    revoked_on: date | None
    revoke_reason: str
    notice: str
    center: str
    phone: str
    address: str
    lines: tuple[ServedLine, ...]
    cutoff: datetime

    @property
    def headline(self) -> str:
        """志愿服务记录证明 · 王桂兰."""
        return _("Certificate of volunteer service · {name}").format(name=self.helper.name)

    @property
    def covers(self) -> str:
        """The days of service."""
        return f"{self.first} – {self.last}"

    @property
    def totals(self) -> Mapping[str, float]:
        """Lines and hours."""
        return {"lines": len(self.lines), "hours": round(self.minutes / 60, 1)}


def collect(read: Read, values: Values) -> ServiceCertificate:
    """Read the certificate.  Raises NotAllowed, NotFound."""
    read.require(Permission.VOLUNTEERS_VIEW)
    ref = values["certificate"]
    row = read.row(
        sa.select(certificate, notice.c.number.label("notice_number"))
        .join(notice, notice.c.id == certificate.c.notice_id, isouter=True)
        .where(certificate.c.id == ref, certificate.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("certificate", ref, "certificate")
    lines = read.rows(
        sa.select(
            service_hours.c.day, service_hours.c.content, service_hours.c.place, certificate_line.c.minutes,
            service_hours.c.kind, post.c.name.label("post"),
        )
        .join(service_hours, service_hours.c.id == certificate_line.c.hours_id)
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
        .where(certificate_line.c.certificate_id == ref)
        .order_by(service_hours.c.day, service_hours.c.id)
    )  # fmt: skip
    profile = center_profile(read)
    return ServiceCertificate(
        row.number, helpers(read, volunteer_id=row.volunteer_id)[0], row.first_day, row.last_day, row.minutes,
        row.purpose, row.note, row.responsible, row.handler, row.issued_on,
        row.revoked_on if row.status is CertificateStatus.REVOKED else None, row.revoke_reason,
        row.notice_number or "", profile.name, profile.phone, profile.address,
        tuple(
            ServedLine(one.day, one.content or one.post or "", one.place or one.post or "", one.minutes, one.kind)
            for one in lines
        ),
        read.clock.local(),
    )  # fmt: skip


def _body(record: ServiceCertificate) -> str:
    words = _(
        "This is to certify that {name}, volunteer {number}, gave {hours} hours of unpaid service at this center "
        "from {first} to {last} (times served: {count}). The record has been checked; this certificate follows it."
    )
    return words.format(
        name=record.helper.name,
        number=record.helper.number,
        hours=hours_words(record.minutes),
        first=day_words(record.first),
        last=day_words(record.last),
        count=len(record.lines),
    )


def _contents(record: ServiceCertificate) -> str:
    """What was done, most hours first."""
    heap: dict[str, int] = {}
    for one in record.lines:
        heap[one.content] = heap.get(one.content, 0) + one.minutes
    names = [name for name in sorted(heap, key=lambda name: -heap[name]) if name]
    words = listed(names[:FEW])
    return _("{names} and other service").format(names=words) if len(names) > FEW else words


def _blocks(record: ServiceCertificate) -> tuple[Block, ...]:
    who = record.helper
    content, notes, check = _("What was done"), _("To note"), _("To check it")
    how = _("Compare the number with the register of the center")
    if record.phone:
        how = _("Compare the number with the register of the center, phone {phone}").format(
            phone=record.phone
        )
    if record.notice:
        how += "; " + _("public notice {number}").format(number=record.notice)
    return (
        Section(_("1. Volunteer")),
        KeyValues(
            (
                (_("Full name"), who.name),
                (_("Sex"), _(SEX_NAMES[who.sex])),
                (_("Kind of ID"), _(ID_KIND_NAMES[who.id_kind])),
                (_("ID number"), who.id_number),
                (_("Volunteer no."), who.number),
                (_("Registered on"), str(who.registered_on)),
            ),
            label_width=LABEL,
        ),
        Section(_("2. Service")),
        KeyValues(
            (
                (_("Days of service"), record.covers),
                (_("Hours in all"), _("{hours} hours").format(hours=hours_words(record.minutes))),
                (content, _contents(record)),
            ),
            wide=frozenset({content}),
            label_width=LABEL,
        ),
        Section(_("3. Issued by")),
        KeyValues(
            (
                (_("Unit"), record.center),
                (_("Phone"), record.phone),
                (_("Responsible"), record.responsible),
                (_("Handled by"), record.handler),
            ),
            label_width=LABEL,
        ),
        Section(_("4. Other")),
        KeyValues(
            (
                (_("Certificate no."), record.number),
                (_("Issued on"), str(record.issued_on)),
                (_("Purpose"), record.purpose or _("not stated")),
                (notes, record.note or _("none")),
                (check, how),
            ),
            wide=frozenset({check}),
            label_width=LABEL,
        ),
    )


def _detail(record: ServiceCertificate) -> Table:
    columns = (
        Column(_("No."), 34, "center", fixed=True),
        Column(_("Day of service"), 74, "center", fixed=True),
        Column(_("What was done"), 2.2, wrap=True),
        Column(_("Place of service"), 1.6, wrap=True),
        Column(_("Kind"), 70, wrap=True, fixed=True),
        Column(_("Hours served"), 68, "right", fixed=True),
    )
    rows = [
        (str(number), str(one.day), one.content, one.place, word(one.kind), hours_words(one.minutes))
        for number, one in enumerate(record.lines, 1)
    ]
    return Table(
        columns, rows, ("", _("Total"), "", "", "", hours_words(record.minutes)), row_height=20, size=9.5
    )


def story(record: ServiceCertificate) -> tuple[Block, ...]:
    """Words, blocks, signatures and room for the seal; the lines behind it below, or on pages of their own."""
    face = _face(record)
    annex = (Section(_("Annex: the lines of service")), _detail(record))
    if len(lay_out((*face, *annex), *type_area("A4"))) == 1:
        return (*face, *annex)
    return (*face, PageBreak(), *annex)


def _face(record: ServiceCertificate) -> tuple[Block, ...]:
    revoked = []
    if record.revoked_on is not None:
        words = _("Revoked on {day}: {reason}. This certificate is void.")
        revoked = [Text(words.format(day=day_words(record.revoked_on), reason=record.revoke_reason), REVOKED)]
    return (
        Text(_("No. {number}").format(number=record.number), NUMBER),
        Title(_("Certificate of volunteer service"), style=HEADLINE),
        *revoked,
        Text(_body(record), WORDS),
        *_blocks(record),
        Signatures((_("Responsible (signed)"), _("Handled by (signed)")), room=46),
        Space(16),
        Text(_("{center} (seal)").format(center=record.center), SIGNED),
        Text(day_words(record.issued_on), SIGNED),
    )


def sheets(record: ServiceCertificate) -> list[Sheet]:
    """The lines behind it."""
    columns = (
        SheetColumn(_("Day of service"), "date"),
        SheetColumn(_("What was done"), width=28),
        SheetColumn(_("Place of service"), width=22),
        SheetColumn(_("Kind"), width=14),
        SheetColumn(_("Hours served"), "decimal", 10),
    )
    rows = [(one.day, one.content, one.place, word(one.kind), one.minutes / 60) for one in record.lines]
    totals = (_("Total"), "", "", "", record.totals["hours"])
    title = (f"{record.headline} {record.number}", record.covers)
    return [Sheet(_("Certificate of volunteer service"), columns, rows, title, totals)]


def checks(record: ServiceCertificate) -> tuple[Check, ...]:
    """A revoked certificate, and one that has not hung out yet."""
    found = []
    if record.revoked_on is not None:
        found.append(Check(_("This certificate was revoked.")))
    elif not record.notice:
        found.append(Check(_("This certificate has not been posted yet.")))
    return tuple(found)
