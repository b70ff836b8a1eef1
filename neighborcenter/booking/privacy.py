"""The whole phone of a booking: only with a right and a reason, and with a line in the audit trail."""

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.models import booking
from neighborcenter.kit.work import Work
from neighborcenter.people.privacy import reveal_field


def reveal_phone(work: Work, booking_id: int, reason: str) -> str:
    """The full phone left with a booking. Raises NotAllowed, NotFound, or Invalid without a reason."""
    work.require(Permission.PEOPLE_REVEAL)
    return reveal_field(work, booking, booking_id, "phone", reason, "booking.reveal")
