"""Certificates of service: from entered hours only, numbered once, kept in a register.

Fields and steps follow 民政部令第67号 and 民发〔2015〕149号: identity, service, issuer, other; sealed and signed by
the one responsible and the one who handles it; hung out for at least seven days; free of charge.
"""

from __future__ import annotations

import re

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.drafts import USUAL_CODE
from neighborcenter.center.models import center
from neighborcenter.kit.pinyin import initials
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people.models import resident
from neighborcenter.volunteers.drafts import CertificateDraft
from neighborcenter.volunteers.earned import EARNED
from neighborcenter.volunteers.kinds import CertificateStatus
from neighborcenter.volunteers.models.hours import certificate, certificate_line, service_hours
from neighborcenter.volunteers.records import stored, stored_certificate


def issue(work: Work, draft: CertificateDraft) -> int:
    """Issue a certificate for the entered hours of a period; gives its id.

    Raises NotFound, Invalid without a period, signers, an ID number of the person, or any entered hours.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    person = stored(work, draft.volunteer_id)
    first, last = draft.first_day, draft.last_day
    if first is None or last is None or last < first:
        raise Invalid(Problem("first_day", "volunteers.period_missing"))
    missing = [
        Problem(field, "volunteers.signer_missing")
        for field in ("responsible", "handler")
        if not getattr(draft, field).strip()
    ]
    if missing:
        raise Invalid(*missing)
    if not work.value(sa.select(resident.c.id_number).where(resident.c.id == person.resident_id)):
        raise Invalid(Problem("volunteer_id", "volunteers.id_missing"))
    lines = work.rows(
        sa.select(service_hours.c.id, service_hours.c.minutes)
        .where(
            service_hours.c.center_id == work.center_id,
            service_hours.c.volunteer_id == draft.volunteer_id,
            EARNED,
            service_hours.c.day >= first,
            service_hours.c.day <= last,
        )
        .order_by(service_hours.c.day, service_hours.c.id)
    )
    if not lines:
        raise Invalid(Problem("first_day", "volunteers.no_entered_hours"))
    year, serial, number = _next(work)
    ref = work.insert(
        certificate,
        volunteer_id=draft.volunteer_id,
        number=number,
        year=year,
        serial=serial,
        first_day=first,
        last_day=last,
        minutes=sum(line.minutes for line in lines),
        purpose=draft.purpose.strip(),
        responsible=draft.responsible.strip(),
        handler=draft.handler.strip(),
        note=draft.note.strip(),
        issued_on=work.clock.today(),
        replaces_id=draft.replaces_id,
    )
    work.insert_many(
        certificate_line,
        [{"certificate_id": ref, "hours_id": line.id, "minutes": line.minutes} for line in lines],
    )
    work.record(
        "volunteers.certify", "certificate", ref, number=number, volunteer=person.number, lines=len(lines)
    )
    return ref


def revoke(work: Work, certificate_id: int, reason: str) -> None:
    """Revoke a certificate; it stays in the register and its number is never given again.

    Raises NotFound, Invalid without a reason or when it was revoked.
    """
    work.require(Permission.VOLUNTEERS_REVIEW)
    row = stored_certificate(work, certificate_id)
    if row.status is CertificateStatus.REVOKED:
        raise Invalid(Problem("", "volunteers.revoked"))
    if not reason.strip():
        raise Invalid(Problem("reason", "volunteers.reason_missing"))
    work.execute(
        certificate.update()
        .where(certificate.c.id == certificate_id)
        .values(status=CertificateStatus.REVOKED, revoked_on=work.clock.today(), revoke_reason=reason.strip())
    )
    work.record("volunteers.revoke", "certificate", certificate_id, number=row.number, reason=reason.strip())


def _next(work: Work) -> tuple[int, int, str]:
    """Year, serial and number of the next certificate: unit, year, serial, as the register wants it."""
    work.one_at_a_time("certificate")
    year = work.clock.today().year
    last = work.value(
        sa.select(sa.func.max(certificate.c.serial)).where(
            certificate.c.center_id == work.center_id, certificate.c.year == year
        )
    )
    serial = (last or 0) + 1
    return year, serial, f"{_unit(work)}-{year}-{serial:04d}"


def _unit(work: Work) -> str:
    """How the register names this center: its code, or the initials of its place where it was given none."""
    row = work.row(sa.select(center.c.code, center.c.name).where(center.c.id == work.center_id))
    assert row is not None
    if row.code != USUAL_CODE:
        return str(row.code)
    place, _rest = re.split("党建|党群|邻里|$", row.name, maxsplit=1)
    return initials(place) or initials(row.name) or USUAL_CODE
