"""Which shifts, volunteers, notices, certificates and policies a paper may be made of; on which sheet, with which phones."""

from datetime import timedelta
from enum import IntEnum

import sqlalchemy as sa

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_moment
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.reports.activity_choices import MOST, Found
from neighborcenter.volunteers.kinds import ShiftStatus, VolunteerStatus
from neighborcenter.volunteers.models.hours import certificate, notice
from neighborcenter.volunteers.models.people import policy, volunteer
from neighborcenter.volunteers.models.shifts import post, shift
from neighborcenter.volunteers.texts import word


class Phones(IntEnum):
    """How a paper shows phones.  What hangs on a wall shows none; whole ones need the right to see them."""

    MASKED = 0
    NONE = 1
    WHOLE = 2


WALLS: tuple[Found, ...] = ((0, "A4", ""), (1, "A3", ""))
"""The sheets a wall takes."""


def papers(_read: Read) -> tuple[Found, ...]:
    """The sheets a wall takes."""
    return WALLS


def phones(_read: Read) -> tuple[Found, ...]:
    """Masked, left out, or whole."""
    return (
        (Phones.MASKED.value, _("Phones masked"), ""),
        (Phones.NONE.value, _("Without phones"), ""),
        (Phones.WHOLE.value, _("Whole phones"), ""),
    )


def shifts(read: Read) -> tuple[Found, ...]:
    """Shifts from a week ago on."""
    since = read.clock.local() - timedelta(days=7)
    rows = read.rows(
        sa.select(shift.c.id, shift.c.starts, shift.c.name, post.c.name.label("post"))
        .join(post, post.c.id == shift.c.post_id)
        .where(
            shift.c.center_id == read.center_id, shift.c.starts >= since, shift.c.status == ShiftStatus.OPEN
        )
        .order_by(shift.c.starts, post.c.position, shift.c.id)
        .limit(MOST)
    )
    return tuple(
        (row.id, f"{say_moment(row.starts)} {row.post} {row.name}".strip(), f"{row.starts:%Y-%m-%d}")
        for row in rows
    )


def volunteers(read: Read) -> tuple[Found, ...]:
    """Everybody who has not left, by name."""
    rows = read.rows(
        sa.select(volunteer.c.id, volunteer.c.number, resident.c.name)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer.c.center_id == read.center_id, volunteer.c.status != VolunteerStatus.LEFT)
        .order_by(resident.c.name_sort, volunteer.c.id)
        .limit(MOST * 5)
    )
    return tuple((row.id, f"{row.name} {row.number}", "") for row in rows)


def notices(read: Read) -> tuple[Found, ...]:
    """The latest notices."""
    rows = read.rows(
        sa.select(notice.c.id, notice.c.number, notice.c.kind, notice.c.first_day)
        .where(notice.c.center_id == read.center_id)
        .order_by(notice.c.first_day.desc(), notice.c.id.desc())
        .limit(MOST)
    )
    return tuple((row.id, f"{row.number} {word(row.kind)}", f"{row.first_day:%Y-%m}") for row in rows)


def certificates(read: Read) -> tuple[Found, ...]:
    """The latest certificates."""
    rows = read.rows(
        sa.select(certificate.c.id, certificate.c.number, certificate.c.year, resident.c.name)
        .join(volunteer, volunteer.c.id == certificate.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(certificate.c.center_id == read.center_id)
        .order_by(certificate.c.year.desc(), certificate.c.serial.desc())
        .limit(MOST)
    )
    return tuple((row.id, f"{row.number} {row.name}", str(row.year)) for row in rows)


def policies(read: Read) -> tuple[Found, ...]:
    """The policies, the latest first."""
    rows = read.rows(
        sa.select(policy.c.id, policy.c.number, policy.c.insurer)
        .where(policy.c.center_id == read.center_id)
        .order_by(policy.c.valid_to.desc(), policy.c.id.desc())
        .limit(MOST)
    )
    return tuple((row.id, f"{row.number} {row.insurer}".strip(), "") for row in rows)
