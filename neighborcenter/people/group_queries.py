"""Questions about groups: clubs, partner units, units."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people.drafts import GroupDraft
from neighborcenter.people.kinds import GroupKind
from neighborcenter.people.models import group_member, people_group, resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.people.queries import RelatedRow, related


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group in a list; the phone is masked. `size` is what it says of itself, `members` who is on the list."""

    id: int
    name: str
    kind: GroupKind
    leader: str
    phone: str
    size: int
    members: int
    active: bool


@dataclass(frozen=True, slots=True)
class GroupCard:
    """Everything about one group."""

    id: int
    version: int
    name: str
    kind: GroupKind
    leader_id: int | None
    leader: str
    phone: str
    size: int
    note: str
    active: bool
    members: tuple[RelatedRow, ...]


def group_ids(
    read: Read,
    *,
    text: str = "",
    kind: GroupKind | None = None,
    closed: bool = False,
    order: str = "name",
    descending: bool = False,
) -> list[int]:
    """Ids of the groups in use (or, with `closed`, all), in order "name", "kind" or "size"."""
    read.require(Permission.PEOPLE_VIEW)
    conditions: list[sa.ColumnElement[bool]] = [people_group.c.center_id == read.center_id]
    if not closed:
        conditions.append(people_group.c.active.is_(True))
    if kind is not None:
        conditions.append(people_group.c.kind == kind)
    if text.strip():
        found = [hit.ref_id for hit in search.lookup(read, text, (finding.GROUP,), 500)]
        conditions.append(people_group.c.id.in_(found))
    if order == "name":
        # A center has some dozens of groups: by pinyin in memory, without a column of its own.
        named = read.rows(sa.select(people_group.c.id, people_group.c.name).where(*conditions))
        return [r.id for r in sorted(named, key=lambda r: (sort_key(r.name), r.id), reverse=descending)]
    column = people_group.c[order]
    by = column.desc() if descending else column.asc()
    statement = sa.select(people_group.c.id).where(*conditions).order_by(by, people_group.c.id)
    return [row[0] for row in read.rows(statement)]


def group_rows(read: Read, ids: Sequence[int]) -> list[GroupRow]:
    """The groups with these ids, in their order."""
    read.require(Permission.PEOPLE_VIEW)
    wanted = list(ids)
    counts = {
        row.group_id: row.people
        for row in read.rows(
            sa.select(group_member.c.group_id, sa.func.count().label("people"))
            .where(group_member.c.group_id.in_(wanted))
            .group_by(group_member.c.group_id)
        )
    }
    found = {row.id: row for row in read.rows(sa.select(people_group).where(people_group.c.id.in_(wanted)))}
    return [
        GroupRow(
            r.id, r.name, r.kind, r.leader_name, shown_phone(r.phone), r.size, counts.get(r.id, 0), r.active
        )
        for r in (found[ref] for ref in ids if ref in found)
    ]


def group_card(read: Read, ref: int) -> GroupCard:
    """Everything about one group, masked. Raises NotFound."""
    read.require(Permission.PEOPLE_VIEW)
    r = read.row(
        sa.select(people_group).where(people_group.c.id == ref, people_group.c.center_id == read.center_id)
    )
    if r is None:
        raise NotFound("people_group", ref)
    listed = sa.select(group_member.c.resident_id).where(group_member.c.group_id == ref)
    return GroupCard(
        id=r.id,
        version=r.version,
        name=r.name,
        kind=r.kind,
        leader_id=r.leader_id,
        leader=r.leader_name,
        phone=shown_phone(r.phone),
        size=r.size,
        note=r.note,
        active=r.active,
        members=related(read, resident.c.id.in_(listed)),
    )


def group_form(read: Read, ref: int) -> tuple[GroupDraft, int]:
    """A group as the editor opens it, and the version that was read; the phone is None: left alone."""
    card = group_card(read, ref)
    draft = GroupDraft(
        name=card.name,
        kind=card.kind,
        leader_id=card.leader_id,
        leader_name=card.leader,
        phone=None if card.phone else "",
        size=card.size,
        note=card.note,
    )
    return draft, card.version


def group_names(read: Read) -> list[tuple[int, str]]:
    """(id, name) of every group in use, by name."""
    read.require(Permission.PEOPLE_VIEW)
    found = read.rows(
        sa.select(people_group.c.id, people_group.c.name).where(
            people_group.c.center_id == read.center_id, people_group.c.active.is_(True)
        )
    )
    return [(row.id, row.name) for row in sorted(found, key=lambda row: sort_key(row.name))]
