"""The register of certificates: what was issued, what was revoked, and what no longer holds as it was issued.

A certificate follows the record (《志愿服务条例》 art. 19): when hours it names are voided or put right afterwards,
it wants to be revoked and issued anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers.kinds import CertificateStatus, HoursStatus
from neighborcenter.volunteers.models.hours import certificate, certificate_line, service_hours
from neighborcenter.volunteers.models.people import volunteer

ENDED = (HoursStatus.VOIDED, HoursStatus.CORRECTED)


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One line of the register of certificates."""

    certificate_id: int
    number: str
    volunteer_number: str
    name: str
    first_day: date
    last_day: date
    minutes: int
    issued_on: date
    revoked_on: date | None
    revoke_reason: str
    volunteer_id: int
    purpose: str
    responsible: str
    handler: str
    gone: int
    """Minutes it certifies that do not count any more: their lines were voided or corrected after it was issued."""

    @property
    def doubtful(self) -> bool:
        """Valid still, and wrong: it wants to be revoked and issued anew."""
        return self.revoked_on is None and self.gone > 0

    @property
    def id(self) -> int:
        """The certificate's id, as lists want it."""
        return self.certificate_id


_GONE = (
    sa.select(sa.func.coalesce(sa.func.sum(certificate_line.c.minutes), 0))
    .join(service_hours, service_hours.c.id == certificate_line.c.hours_id)
    .where(
        certificate_line.c.certificate_id == certificate.c.id,
        service_hours.c.status.in_(ENDED),
    )
    .correlate(certificate)
    .scalar_subquery()
)


def certificates(read: Read, *, volunteer_id: int | None = None, gone: bool = False) -> list[CertificateRow]:
    """The register of certificates, newest first, revoked ones among them; with `gone` only those with such hours."""
    read.require(Permission.VOLUNTEERS_VIEW)
    question = (
        sa.select(
            certificate, volunteer.c.number.label("volunteer_number"), resident.c.name, _GONE.label("gone")
        )
        .join(volunteer, volunteer.c.id == certificate.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(certificate.c.center_id == read.center_id)
        .order_by(certificate.c.year.desc(), certificate.c.serial.desc())
    )
    if gone:
        ended = sa.select(service_hours.c.id).where(
            service_hours.c.center_id == read.center_id, service_hours.c.status.in_(ENDED)
        )
        named = sa.select(certificate_line.c.certificate_id).where(certificate_line.c.hours_id.in_(ended))
        question = question.where(
            certificate.c.id.in_(named), certificate.c.status == CertificateStatus.ISSUED
        )
    if volunteer_id is not None:
        question = question.where(certificate.c.volunteer_id == volunteer_id)
    return [
        CertificateRow(
            row.id,
            row.number,
            row.volunteer_number,
            row.name,
            row.first_day,
            row.last_day,
            row.minutes,
            row.issued_on,
            row.revoked_on,
            row.revoke_reason,
            row.volunteer_id,
            row.purpose,
            row.responsible,
            row.handler,
            int(row.gone),
        )
        for row in read.rows(question)
    ]


def doubtful(read: Read) -> list[CertificateRow]:
    """Certificates that hold still and name hours that do not, newest first."""
    return [row for row in certificates(read, gone=True) if row.doubtful]


def standing_on(read: Read, hours_id: int) -> tuple[str, ...]:
    """The numbers of the valid certificates that name a line of hours."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(certificate.c.number)
        .join(certificate_line, certificate_line.c.certificate_id == certificate.c.id)
        .where(
            certificate.c.center_id == read.center_id,
            certificate_line.c.hours_id == hours_id,
            certificate.c.status == CertificateStatus.ISSUED,
        )
        .order_by(certificate.c.id)
    )
    return tuple(row.number for row in rows)
