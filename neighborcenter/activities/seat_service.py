"""More or fewer places: of a whole activity, of one session, or the pattern for new sessions."""

from __future__ import annotations

from collections.abc import Mapping

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import places, records, rules, waiting
from neighborcenter.activities.kinds import SeatKind
from neighborcenter.activities.waiting import Promoted
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.work import Work


def set_places(
    work: Work, activity_id: int, wanted: Mapping[SeatKind, int], *, session_id: int | None = None
) -> tuple[Promoted, ...]:
    """Set how many places of each kind there are; a kind not named stays as it is.

    Where each session has its own list, `session_id` names one and without it the number for sessions to come
    is set.  More places go to those who wait.  Raises NotFound, Invalid below what is given already.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    records.hold(work, activity_id)
    row = records.stored(work, activity_id)
    refuse(
        Problem(f"places.{kind}", "activities.places", {"most": rules.MOST_PLACES})
        for kind, count in wanted.items()
        if not 0 <= count <= rules.MOST_PLACES
    )
    if session_id is not None:
        if not records.by_session(row):
            raise Invalid(Problem("session_id", "activities.session_wrong"))
        records.stored_session(work, session_id)
    scope = records.Scope(activity_id, session_id)
    places.resize(work, scope, wanted)
    work.record(
        "activities.places", "activity", activity_id, session=session_id, title=row.title,
        **{str(kind): count for kind, count in wanted.items()},
    )  # fmt: skip
    return waiting.settle(work, row, scope)
