"""Many visits at once: what the demo center and a later import of an old day book write."""

from collections.abc import Mapping, Sequence
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.models import visit
from neighborcenter.kit.work import Work

_AT_ONCE = 5_000


def record_all(work: Work, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write past visits: each with `at` (local time), `service_id`, `module_id`, `resident_id` or None, `heads`
    and whether the service is a `refused` proof (then it was a referral). Returns how many.
    """
    work.require(Permission.DESK_SERVE)
    for start in range(0, len(rows), _AT_ONCE):
        work.insert_many(
            visit,
            [
                {
                    "day": row["at"].date(),
                    "at": row["at"],
                    "service_id": row["service_id"],
                    "module_id": row["module_id"],
                    "resident_id": row["resident_id"],
                    "heads": row["heads"],
                    "outcome": Outcome.REFERRED if row["refused"] else Outcome.DONE,
                    "status": VisitStatus.KEPT,
                }
                for row in rows[start : start + _AT_ONCE]
            ],
        )
    work.record("desk.record_all", "visit", None, visits=len(rows))
    return len(rows)
