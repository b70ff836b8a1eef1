"""Whole phones of sign-ups: only with a right and a reason, and with a line in the audit trail."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.models import enrollee, enrollment
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Work
from neighborcenter.people import privacy


def reveal_phone(work: Work, enrollment_id: int, reason: str) -> str:
    """The full phone of whoever is to be told: as left with the sign-up, else of the resident or group.

    Raises NotAllowed, NotFound, or Invalid without a reason.
    """
    work.require(Permission.PEOPLE_REVEAL)
    row = work.row(
        sa.select(enrollment.c.phone, enrollment.c.resident_id, enrollment.c.group_id).where(
            enrollment.c.id == enrollment_id, enrollment.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("enrollment", enrollment_id)
    if not row.phone and row.resident_id is not None:
        whole = privacy.reveal(work, row.resident_id, "phone", reason)
        return whole or privacy.reveal(work, row.resident_id, "guardian_phone", reason)
    if not row.phone and row.group_id is not None:
        return privacy.reveal_group_phone(work, row.group_id, reason)
    return privacy.reveal_field(work, enrollment, enrollment_id, "phone", reason, "activities.reveal")


def reveal_guardian(work: Work, enrollee_id: int, reason: str) -> str:
    """The full phone of a child's guardian; same conditions."""
    work.require(Permission.PEOPLE_REVEAL)
    row = work.row(
        sa.select(enrollee.c.guardian_phone, enrollee.c.guardian_id).where(
            enrollee.c.id == enrollee_id, enrollee.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("enrollment", enrollee_id)
    if not row.guardian_phone and row.guardian_id is not None:
        return privacy.reveal(work, row.guardian_id, "phone", reason)
    return privacy.reveal_field(
        work, enrollee, enrollee_id, "guardian_phone", reason, "activities.reveal_guardian"
    )
