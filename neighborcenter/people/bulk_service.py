"""Many residents at once: what an import writes, fills in, and takes back.

The checks are those of the form (`rules.tidy`), made by the caller row by row; here rows go in by the
thousand (measured: one by one, 20,000 residents with their search keys take a minute).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.model import metadata
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.search_key import search_key
from neighborcenter.kit.work import Work
from neighborcenter.people import finding, records
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.models import care_tag, group_member, household, resident, resident_tag

_FIELDS = (
    "name", "phone", "phone2", "sex", "birth_date", "id_kind", "id_number", "community", "building", "door",
    "alert", "note", "guardian_name", "guardian_phone",
)  # fmt: skip
_AT_ONCE = 2_000


def register_all(
    work: Work, drafts: Sequence[ResidentDraft], *, batch_id: int | None, tags: Sequence[Sequence[str]] = ()
) -> list[int]:
    """Register checked drafts as one batch. `tags` names the care tags of each; unknown ones are made.

    Returns the new ids in the order of `drafts`. One audit line stands for all.
    """
    work.require(Permission.PEOPLE_IMPORT)
    ids: list[int] = []
    for start in range(0, len(drafts), _AT_ONCE):
        ids += _insert(work, drafts[start : start + _AT_ONCE], batch_id)
    work.touched(resident.name)
    keys = ((ref, records.keys_of(draft)) for ref, draft in zip(ids, drafts, strict=True))
    search.put_new_keys(work, finding.RESIDENT, keys)
    _tag_all(work, ids, tags)
    work.record("people.register_many", "import_batch", batch_id, people=len(ids))
    return ids


def house_all(work: Work, ids: Sequence[int]) -> int:
    """Found a household at every door where one of these residents lives and none is yet, and let them join.

    The first of `ids` at a door becomes its head. Who has no door, or a household, is left alone. Returns how many
    households were founded; one audit line stands for all.
    """
    work.require(Permission.PEOPLE_IMPORT)
    doors: dict[tuple[str, str, str], list[int]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        statement = sa.select(
            resident.c.id, resident.c.community, resident.c.building, resident.c.door
        ).where(
            resident.c.id.in_(ids[start : start + _AT_ONCE]),
            resident.c.household_id.is_(None),
            resident.c.building != "",
            resident.c.door != "",
        )
        for row in work.rows(statement.order_by(resident.c.id)):
            doors.setdefault((row.community, row.building, row.door), []).append(row.id)
    taken = {
        (row.community, row.building, row.door)
        for row in work.rows(sa.select(household).where(household.c.center_id == work.center_id))
    }
    wanted = {door: people for door, people in doors.items() if door not in taken}
    if not wanted:
        return 0
    made = {"center_id": work.center_id, "created_at": work.clock.now(), "created_by": work.actor.account_id}
    rows = [{"community": c, "building": b, "door": d, "note": "", **made} for c, b, d in wanted]
    statement_in = household.insert().returning(household.c.id, sort_by_parameter_order=True)
    homes = list(work.connection.scalars(statement_in, rows))
    work.connection.execute(
        resident.update()
        .where(resident.c.id == sa.bindparam("ref"))
        .values(household_id=sa.bindparam("home"), household_head=sa.bindparam("head")),
        [
            {"ref": ref, "home": home, "head": at == 0}
            for home, people in zip(homes, wanted.values(), strict=True)
            for at, ref in enumerate(people)
        ],
    )
    work.touched(household.name)
    work.touched(resident.name)
    work.record("people.house_many", "household", None, households=len(homes))
    return len(homes)


def enroll_all(work: Work, members: Mapping[int, Sequence[int]]) -> int:
    """Put residents on the lists of groups: group id to resident ids, none of them a member yet.

    Returns how many there were; one audit line stands for all.
    """
    work.require(Permission.PEOPLE_IMPORT)
    rows = [{"group_id": group, "resident_id": ref} for group, refs in members.items() for ref in refs]
    work.insert_many(group_member, rows)
    work.record("people.enroll_many", "people_group", None, people=len(rows))
    return len(rows)


def fill_in(work: Work, ref: int, draft: ResidentDraft) -> dict[str, Any]:
    """Give a known resident what a file knows besides. Returns the fields as they were, for taking back."""
    work.require(Permission.PEOPLE_IMPORT)
    row: Any = work.row(sa.select(resident).where(resident.c.id == ref))
    changed = {name: getattr(draft, name) for name in _FIELDS if getattr(draft, name) != getattr(row, name)}
    before: dict[str, Any] = {name: getattr(row, name) for name in changed}
    work.update(resident, ref, version=row.version, **changed)
    records.index(work, ref)
    work.record("people.fill_in", "resident", ref, fields=sorted(changed))
    return {**before, "version": row.version + 1}


def take_back(work: Work, added: Sequence[int], updated: dict[int, dict[str, Any]]) -> int:
    """Remove residents that an import added and restore those it changed. Returns how many in all.

    Raises Invalid ("import.in_use") naming some of them when any was changed, booked, served, grouped or
    housed since: then nothing goes.
    """
    work.require(Permission.PEOPLE_IMPORT)
    _refuse_used(work, added, updated)
    for start in range(0, len(added), _AT_ONCE):
        part = list(added[start : start + _AT_ONCE])
        work.execute(resident_tag.delete().where(resident_tag.c.resident_id.in_(part)))
        keys = search_key
        work.execute(
            keys.delete().where(
                keys.c.center_id == work.center_id, keys.c.kind == finding.RESIDENT, keys.c.ref_id.in_(part)
            )
        )
        work.execute(resident.delete().where(resident.c.id.in_(part)))
    for ref, before in updated.items():
        values = {name: value for name, value in before.items() if name != "version"}
        if values.get("birth_date"):
            values["birth_date"] = date.fromisoformat(values["birth_date"])
        work.update(resident, ref, **values)
        records.index(work, ref)
    work.record("people.take_back", "resident", None, removed=len(added), restored=len(updated))
    return len(added) + len(updated)


def _insert(work: Work, drafts: Sequence[ResidentDraft], batch_id: int | None) -> list[int]:
    now = work.clock.now()
    rows = [
        {name: getattr(draft, name) or "" if name != "birth_date" else draft.birth_date for name in _FIELDS}
        | {
            "name_sort": sort_key(draft.name),
            "center_id": work.center_id,
            "batch_id": batch_id,
            "created_at": now,
            "created_by": work.actor.account_id,
        }
        for draft in drafts
    ]
    statement = resident.insert().returning(resident.c.id, sort_by_parameter_order=True)
    return list(work.connection.scalars(statement, rows))


def _tag_all(work: Work, ids: Sequence[int], tags: Sequence[Sequence[str]]) -> None:
    wanted = sorted({name for names in tags for name in names})
    if not wanted:
        return
    known = {
        row.name: row.id
        for row in work.rows(
            sa.select(care_tag.c.name, care_tag.c.id).where(care_tag.c.center_id == work.center_id)
        )
    }
    for name in wanted:
        if name not in known:
            known[name] = work.insert(care_tag, name=name, position=len(known))
    work.insert_many(
        resident_tag,
        [
            {"resident_id": ref, "tag_id": known[name]}
            for ref, names in zip(ids, tags, strict=True)
            for name in dict.fromkeys(names)
        ],
    )


def _refuse_used(work: Work, added: Sequence[int], updated: dict[int, dict[str, Any]]) -> None:
    used: dict[int, str] = {}
    for start in range(0, len(added), _AT_ONCE):
        part = list(added[start : start + _AT_ONCE])
        condition = (resident.c.version > 1) | sa.or_(*(_referred(column) for column in _referring()))
        found = work.rows(sa.select(resident.c.id, resident.c.name).where(resident.c.id.in_(part), condition))
        used |= {row.id: row.name for row in found}
    for ref, before in updated.items():
        row: Any = work.row(sa.select(resident.c.name, resident.c.version).where(resident.c.id == ref))
        if row is not None and row.version != before.get("version"):
            used[ref] = row.name
    if used:
        names = "、".join(list(used.values())[:5])
        raise Invalid(Problem("batch", "import.in_use", {"count": len(used), "names": names}))


def _referring() -> list[sa.Column[Any]]:
    """Every column of any room that points to a resident, but the tags that go with the person."""
    return [
        column
        for table in metadata.sorted_tables
        if table.name not in ("resident_tag",)
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == "resident.id"
    ]


def _referred(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    target = column.table.alias() if column.table is resident else column.table
    return sa.exists(sa.select(1).select_from(target).where(target.c[column.name] == resident.c.id))
