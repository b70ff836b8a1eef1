"""The stored resident as the services of this room handle it: the whole row, its columns, its search keys."""

from typing import Any

import sqlalchemy as sa

from neighborcenter.kit import search
from neighborcenter.kit.pinyin import search_keys_for_person
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read, Work
from neighborcenter.people import finding, rules
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident

# The columns that a draft fills.
FIELDS = (
    "name", "phone", "phone2", "sex", "birth_date", "id_kind", "id_number", "community", "building", "door",
    "alert", "note", "guardian_id", "guardian_name", "guardian_phone", "household_id",
)  # fmt: skip


def stored(work: Work, ref: int) -> Any:
    """The whole row of a resident, unmasked: for the services of this room only. Raises NotFound."""
    row = work.row(sa.select(resident).where(resident.c.id == ref, resident.c.center_id == work.center_id))
    if row is None:
        raise NotFound("resident", ref)
    return row


def kept_under(work: Read, ref: int | None) -> int | None:
    """The record a resident is kept under now: after a merge the one that stayed.

    Another desk may merge or remove somebody between the choice on a form and its saving. None stays None.
    Raises NotFound, also for somebody whose data were removed.
    """
    seen: set[int] = set()
    at = ref
    while at is not None and at not in seen:
        seen.add(at)
        row = work.row(_STATUS, {"ref": at, "center": work.center_id})
        if row is None or row.status is ResidentStatus.REMOVED:
            raise NotFound("resident", ref, "resident_id")
        if row.status is not ResidentStatus.MERGED:
            return at
        at = row.merged_into_id
    return None


_STATUS = sa.select(resident.c.status, resident.c.merged_into_id).where(
    resident.c.id == sa.bindparam("ref"), resident.c.center_id == sa.bindparam("center")
)


def index(work: Work, ref: int) -> None:
    """Write the search keys of a resident anew; people who moved away stay findable, the dead do not."""
    r = stored(work, ref)
    keys = keys_of(r) if r.status in (ResidentStatus.ACTIVE, ResidentStatus.MOVED) else set()
    search.put_keys(work, finding.RESIDENT, ref, keys)


def keys_of(row: Any) -> set[str]:
    """The search keys of a resident row (or anything with its fields)."""
    return search_keys_for_person(
        row.name,
        phones=tuple(each for each in (row.phone, row.phone2) if each),
        id_number=row.id_number or "",
        building=row.building,
        door=row.door,
    )


def check_guardian(work: Work, guardian_id: int | None, ref: int | None) -> None:
    """A guardian is somebody else and grown up. Raises Invalid, NotFound."""
    if guardian_id is None:
        return
    if guardian_id == ref:
        raise Invalid(Problem("guardian_id", "people.guardian_self"))
    guardian = stored(work, guardian_id)
    born = guardian.birth_date
    if born is not None and rules.age_on(born, work.clock.today()) < 18:
        raise Invalid(Problem("guardian_id", "people.guardian_minor"))
