"""The whole phone of a volunteer's emergency contact: only with a right and a reason, and with a line in the trail."""

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.volunteers.records import stored


def reveal_contact(work: Work, volunteer_id: int, reason: str) -> str:
    """The full phone to ring in an emergency.  Raises NotAllowed, NotFound, Invalid without a reason."""
    work.require(Permission.PEOPLE_REVEAL)
    if len(fold(reason)) < 2:
        raise Invalid(Problem("reason", "people.reason_missing"))
    row = stored(work, volunteer_id)
    work.record(
        "volunteers.reveal_contact", "volunteer", volunteer_id, number=row.number, reason=fold(reason)
    )
    return str(row.contact_phone)
