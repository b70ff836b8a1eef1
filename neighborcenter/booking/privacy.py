"""The whole phone of a booking: only with a right and a reason, and with a line in the audit trail."""

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import calls
from neighborcenter.booking.models import booking, call_entry
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Work
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.privacy import reveal, reveal_field, reveal_group_phone


def reveal_phone(work: Work, booking_id: int, reason: str) -> str:
    """The full phone left with a booking. Raises NotAllowed, NotFound, or Invalid without a reason."""
    work.require(Permission.PEOPLE_REVEAL)
    return reveal_field(work, booking, booking_id, "phone", reason, "booking.reveal")


def reveal_call_phone(work: Work, entry_id: int, reason: str) -> str:
    """The full phone of one call, wherever it is kept.  Raises NotAllowed, NotFound, Invalid without a reason."""
    work.require(Permission.PEOPLE_REVEAL)
    row = work.row(
        sa.select(
            call_entry.c.phone,
            call_entry.c.resident_id,
            call_entry.c.group_id,
            resident.c.phone.label("own"),
            resident.c.phone2.label("second"),
            resident.c.guardian_phone.label("guardian"),
            people_group.c.phone.label("group"),
        )
        .select_from(calls.WITH_PEOPLE)
        .where(call_entry.c.id == entry_id, call_entry.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("call_entry", entry_id)
    if not row.phone and row.resident_id is not None:
        kept = (("phone", row.own), ("phone2", row.second), ("guardian_phone", row.guardian))
        field = next((name for name, number in kept if number), "phone")
        return reveal(work, row.resident_id, field, reason)
    if not row.phone and row.group_id is not None:
        return reveal_group_phone(work, row.group_id, reason)
    return reveal_field(work, call_entry, entry_id, "phone", reason, "calls.reveal_phone")
