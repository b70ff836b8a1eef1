"""Pairs of coming and going: nobody twice at the same time, no more of them a day than the platforms take."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.models.hours import service_hours, sign_in

_ENDED = (HoursStatus.VOIDED, HoursStatus.CORRECTED)


def refuse_many(work: Work, volunteer_id: int, came: datetime, went: datetime) -> None:
    """Raises Invalid for a time signed already and beyond the sign-ins a day may have.

    Pairs of hours that do not count any more stand in nobody's way.  For this room's verbs.
    """
    midnight = datetime.combine(came.date(), datetime.min.time())
    pairs = work.rows(
        sa.select(sign_in.c.came, sign_in.c.went)
        .outerjoin(service_hours, service_hours.c.id == sign_in.c.hours_id)
        .where(
            sign_in.c.volunteer_id == volunteer_id,
            sign_in.c.came > midnight - rules.LONGEST_SHIFT,
            sign_in.c.came < max(went, midnight + timedelta(days=1)),
            sa.or_(service_hours.c.id.is_(None), service_hours.c.status.not_in(_ENDED)),
        )
    )
    until = max(went, came + timedelta(minutes=1))
    if any(pair.came < until and (pair.went is None or pair.went > came) for pair in pairs):
        raise Invalid(Problem("came", "volunteers.pairs_overlap"))
    of_day = sum(midnight <= pair.came < midnight + timedelta(days=1) for pair in pairs)
    if of_day >= rules.MOST_PAIRS:
        raise Invalid(Problem("came", "volunteers.many_pairs", {"most": rules.MOST_PAIRS}))
