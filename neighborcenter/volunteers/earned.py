"""Which lines of hours were earned here, and which were brought in from a record kept elsewhere.

What was earned here hung out on a public notice, or corrects a line that did.  A line that counts without either is
the opening line of somebody who served elsewhere before: it is shown and counts towards stars (a record goes with
the volunteer), but it brings no points and no certificate of this center (who organises records, who records
certifies), and no month of this center contains it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.models.hours import service_hours

_HUNG = sa.or_(service_hours.c.notice_id.is_not(None), service_hours.c.corrects_id.is_not(None))
EARNED = sa.and_(service_hours.c.status == HoursStatus.ENTERED, _HUNG)
"""The condition of entered hours that were served here."""
BROUGHT = sa.and_(service_hours.c.status == HoursStatus.ENTERED, sa.not_(_HUNG))
"""The condition of hours brought in."""


def is_brought_in(row: Any) -> bool:
    """Whether a stored line of hours was brought in from elsewhere."""
    return row.status is HoursStatus.ENTERED and row.notice_id is None and row.corrects_id is None
