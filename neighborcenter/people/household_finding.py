"""Finding a household by what people say of it: its door, its address, or who lives there."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Ambiguous, NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people.household_queries import door_matches
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import household, resident
from neighborcenter.people.queries import address_text


@dataclass(frozen=True, slots=True)
class FoundHousehold:
    """One household: where, and everybody who lives there, heads first."""

    id: int
    address: str
    people: tuple[str, ...]


def find_households(read: Read, typed: str, limit: int = 8) -> list[FoundHousehold]:
    """By the door (5-302, or the beginning of it), the community, or a member's name, pinyin or phone."""
    read.require(Permission.PEOPLE_VIEW)
    words = typed.strip()
    if not words:
        return []
    doors = read.rows(
        sa.select(household.c.id)
        .where(household.c.center_id == read.center_id, *door_matches(words))
        .order_by(household.c.community, household.c.building, household.c.door, household.c.id)
        .limit(limit)
    )
    people = [hit.ref_id for hit in finding.hits(read, words, limit=limit * 2)]
    homes = read.rows(
        sa.select(resident.c.id, resident.c.household_id).where(
            resident.c.id.in_(people),
            resident.c.household_id.is_not(None),
            resident.c.status == ResidentStatus.ACTIVE,
        )
    )
    home_of = {row.id: row.household_id for row in homes}
    ids = dict.fromkeys([*(row.id for row in doors), *(home_of[ref] for ref in people if ref in home_of)])
    return _found(read, list(ids)[:limit])


def household_named(read: Read, typed: str, field: str = "") -> int:
    """The household that is meant: its number, its whole address, or words that fit one only.

    Raises NotFound, Ambiguous.
    """
    words = typed.strip()
    if words.isdecimal() and _found(read, [int(words)]):
        return int(words)
    found = find_households(read, words)
    exact = [one for one in found if one.address == words or words in one.people]
    fitting = exact or found
    if not fitting:
        raise NotFound("household", typed, field)
    if len(fitting) > 1:
        raise Ambiguous(typed, [f"{one.address} ({one.id})" for one in fitting], field)
    return fitting[0].id


def _found(read: Read, ids: Sequence[int]) -> list[FoundHousehold]:
    if not ids:
        return []
    places = {
        row.id: address_text(row.community, row.building, row.door)
        for row in read.rows(
            sa.select(household).where(household.c.id.in_(ids), household.c.center_id == read.center_id)
        )
    }
    living: dict[int, list[str]] = {}
    for row in read.rows(
        sa.select(resident.c.household_id, resident.c.name)
        .where(resident.c.household_id.in_(ids), resident.c.status == ResidentStatus.ACTIVE)
        .order_by(resident.c.household_head.desc(), resident.c.id)
    ):
        living.setdefault(row.household_id, []).append(row.name)
    return [FoundHousehold(ref, places[ref], tuple(living.get(ref, ()))) for ref in ids if ref in places]
