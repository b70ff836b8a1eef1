"""Questions about households."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import household, resident
from neighborcenter.people.queries import RelatedRow, address_text, members


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household in a list: its door, its head and how many live there."""

    id: int
    community: str
    building: str
    door: str
    head: str
    people: int

    @property
    def address(self) -> str:
        return address_text(self.community, self.building, self.door)


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """One household with everybody in it, heads first."""

    id: int
    version: int
    community: str
    building: str
    door: str
    note: str
    members: tuple[RelatedRow, ...]

    @property
    def address(self) -> str:
        return address_text(self.community, self.building, self.door)


def household_card(read: Read, ref: int) -> HouseholdCard:
    """One household. Raises NotFound."""
    read.require(Permission.PEOPLE_VIEW)
    row = read.row(sa.select(household).where(household.c.id == ref, household.c.center_id == read.center_id))
    if row is None:
        raise NotFound("household", ref)
    return HouseholdCard(
        row.id, row.version, row.community, row.building, row.door, row.note, members(read, ref)
    )


def household_at(read: Read, building: str, door: str, community: str | None = None) -> int | None:
    """The household at a door; None when there is none."""
    read.require(Permission.PEOPLE_VIEW)
    statement = sa.select(household.c.id).where(
        household.c.center_id == read.center_id, household.c.building == building, household.c.door == door
    )
    if community is not None:
        statement = statement.where(household.c.community == community)
    found = read.value(statement)
    return None if found is None else int(found)


def household_ids(read: Read, *, text: str = "", descending: bool = False) -> list[int]:
    """Ids of the households in order of their doors; `text` is 5-302 or the beginning of it, after a community or without."""
    read.require(Permission.PEOPLE_VIEW)
    columns = (household.c.community, household.c.building, household.c.door)
    statement = sa.select(household.c.id).where(household.c.center_id == read.center_id, *door_matches(text))
    order = [column.desc() if descending else column.asc() for column in columns]
    return [row[0] for row in read.rows(statement.order_by(*order, household.c.id))]


def door_matches(text: str) -> list[sa.ColumnElement[bool]]:
    """The conditions that a door meets: 5-302 or the beginning of it, after a community or without."""
    before, _, last = text.strip().rpartition(" ")
    building, _, door = last.partition("-")
    found: list[sa.ColumnElement[bool]] = []
    if before:
        found.append(household.c.community == before.strip())
    if building and (door or before):
        found.append(household.c.building == building)
    elif building:
        named = household.c.community.startswith(building, autoescape=True)
        found.append((household.c.building == building) | named)
    if door:
        found.append(household.c.door.startswith(door, autoescape=True))
    return found


def household_rows(read: Read, ids: Sequence[int]) -> list[HouseholdRow]:
    """The households with these ids, in their order."""
    read.require(Permission.PEOPLE_VIEW)
    found = {}
    for start in range(0, len(ids), 1_000):
        part = list(ids[start : start + 1_000])
        for row in read.rows(sa.select(household).where(household.c.id.in_(part))):
            found[row.id] = row
    people: dict[int, int] = {}
    heads: dict[int, str] = {}
    for row in read.rows(
        sa.select(resident.c.household_id, resident.c.name, resident.c.household_head).where(
            resident.c.household_id.in_(list(found)), resident.c.status == ResidentStatus.ACTIVE
        )
    ):
        people[row.household_id] = people.get(row.household_id, 0) + 1
        if row.household_head:
            heads[row.household_id] = row.name
    return [
        HouseholdRow(r.id, r.community, r.building, r.door, heads.get(r.id, ""), people.get(r.id, 0))
        for r in (found[ref] for ref in ids if ref in found)
    ]
