"""What staff do about households: found one, move it, join, leave, dissolve."""

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people import rules
from neighborcenter.people.drafts import HouseholdDraft
from neighborcenter.people.models import household, resident
from neighborcenter.people.records import index, stored


def add_household(work: Work, draft: HouseholdDraft) -> int:
    """Found a household at a door. Returns its id. Raises Invalid when the door has one already."""
    work.require(Permission.PEOPLE_WRITE)
    clean = _tidy(draft)
    refuse(_problems(work, clean, None))
    ref = work.insert(household, **_values(clean))
    work.record("people.household", "household", ref, **_values(clean))
    return ref


def household_for(work: Work, ref: int) -> int:
    """The household of a resident; one is founded at the resident's door when there is none. Returns its id."""
    work.require(Permission.PEOPLE_WRITE)
    person = stored(work, ref)
    if person.household_id is not None:
        return int(person.household_id)
    draft = HouseholdDraft(person.community, person.building, person.door)
    there = _at(work, draft)
    home = there if there is not None else add_household(work, draft)
    join(work, ref, home, head=there is None)
    return home


def change_household(work: Work, ref: int, draft: HouseholdDraft, *, version: int | None = None) -> None:
    """Change the note or the door of a household without moving its people. Raises Invalid, NotFound, Stale."""
    work.require(Permission.PEOPLE_WRITE)
    clean = _tidy(draft)
    refuse(_problems(work, clean, ref))
    work.update(household, ref, version=version, **_values(clean))
    work.record("people.household_change", "household", ref, **_values(clean))


def move_household(work: Work, ref: int, draft: HouseholdDraft, *, version: int | None = None) -> int:
    """Move a household and everybody in it to another door. Returns how many people moved.

    Raises Invalid when somebody else's household is there, NotFound, Stale.
    """
    work.require(Permission.PEOPLE_WRITE)
    clean = _tidy(draft)
    before = _household(work, ref)
    refuse(_problems(work, clean, ref))
    work.update(household, ref, version=version, **_values(clean))
    people = [row[0] for row in work.rows(sa.select(resident.c.id).where(resident.c.household_id == ref))]
    for person in people:
        work.update(resident, person, community=clean.community, building=clean.building, door=clean.door)
        index(work, person)
    work.record(
        "people.move",
        "household",
        ref,
        before="-".join((before.building, before.door)),
        after="-".join((clean.building, clean.door)),
        people=len(people),
    )
    return len(people)


def join(work: Work, ref: int, household_id: int, *, head: bool = False, keep_address: bool = False) -> None:
    """Make a resident a member of a household; the address follows unless `keep_address`. Raises NotFound.

    A household has one head: naming a new one relieves the old.
    """
    work.require(Permission.PEOPLE_WRITE)
    stored(work, ref)
    home = _household(work, household_id)
    if head:
        work.execute(
            resident.update()
            .where(resident.c.household_id == household_id, resident.c.household_head.is_(True))
            .values(household_head=False)
        )
    values: dict[str, Any] = {"household_id": household_id, "household_head": head}
    if not keep_address:
        values.update(community=home.community, building=home.building, door=home.door)
    work.update(resident, ref, **values)
    index(work, ref)
    work.record("people.join", "resident", ref, household=household_id, head=head)


def leave(work: Work, ref: int) -> None:
    """Take a resident out of the household; the address stays. Raises NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    before = stored(work, ref)
    if before.household_id is None:
        return
    work.update(resident, ref, household_id=None, household_head=False)
    work.record("people.leave", "resident", ref, household=before.household_id)


def remove_household(work: Work, ref: int) -> None:
    """Remove a household that nobody belongs to. Raises Invalid while somebody does, NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    _household(work, ref)
    count = work.value(sa.select(sa.func.count()).select_from(resident).where(resident.c.household_id == ref))
    if count:
        raise Invalid(Problem("", "people.household_in_use", {"count": count}))
    work.delete(household, ref)
    work.record("people.household_remove", "household", ref)


def _tidy(draft: HouseholdDraft) -> HouseholdDraft:
    return HouseholdDraft(
        fold(draft.community), fold(draft.building), fold(draft.door).replace(" ", ""), draft.note.strip()
    )


def _values(draft: HouseholdDraft) -> dict[str, str]:
    return {
        "community": draft.community, "building": draft.building, "door": draft.door, "note": draft.note,
    }  # fmt: skip


def _problems(work: Work, clean: HouseholdDraft, ref: int | None) -> list[Problem]:
    problems = rules.problems_in_household(clean)
    there = _at(work, clean)
    if there is not None and there != ref:
        problems.append(Problem("door", "people.household_taken"))
    return problems


def _at(work: Work, draft: HouseholdDraft) -> int | None:
    """The household at a door; None when there is none, or no door is named."""
    if not (draft.building and draft.door):
        return None
    found = work.value(
        sa.select(household.c.id).where(
            household.c.center_id == work.center_id,
            household.c.community == draft.community,
            household.c.building == draft.building,
            household.c.door == draft.door,
        )
    )
    return None if found is None else int(found)


def _household(work: Work, ref: int) -> Any:
    row = work.row(sa.select(household).where(household.c.id == ref, household.c.center_id == work.center_id))
    if row is None:
        raise NotFound("household", ref)
    return row
