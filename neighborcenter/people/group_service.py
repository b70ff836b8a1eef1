"""What staff do about groups (clubs, partner units, units) and about the list of care tags."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.fold import fold, neat
from neighborcenter.kit.pinyin import number_keys, pinyin_keys
from neighborcenter.kit.problems import NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people import finding, rules
from neighborcenter.people.drafts import GroupDraft, TagDraft
from neighborcenter.people.models import care_tag, group_member, people_group
from neighborcenter.people.records import stored


def add_group(work: Work, draft: GroupDraft) -> int:
    """Add a club, a partner unit or a unit. Returns its id. Raises Invalid."""
    work.require(Permission.PEOPLE_WRITE)
    clean = _checked(work, draft, None)
    ref = work.insert(people_group, **_values(clean))
    _index(work, ref, clean.name, clean.phone or "")
    work.record("people.group", "people_group", ref, name=clean.name, kind=str(clean.kind))
    return ref


def change_group(work: Work, ref: int, draft: GroupDraft, *, version: int | None = None) -> None:
    """Change a group; a phone of None stays. Raises Invalid, NotFound, Stale."""
    work.require(Permission.PEOPLE_WRITE)
    before = _group(work, ref)
    if draft.phone is None:
        draft = replace(draft, phone=before.phone)
    clean = _checked(work, draft, ref)
    work.update(people_group, ref, version=version, **_values(clean))
    _index(work, ref, clean.name, clean.phone or "")
    work.record("people.group_change", "people_group", ref, name=clean.name, size=clean.size)


def close_group(work: Work, ref: int, *, version: int | None = None) -> None:
    """Close a group: it stays in the books and leaves the search. Raises NotFound, Stale."""
    work.require(Permission.PEOPLE_WRITE)
    before = _group(work, ref)
    work.update(people_group, ref, version=version, active=False)
    search.put_keys(work, finding.GROUP, ref, ())
    work.record("people.group_close", "people_group", ref, name=before.name)


def reopen_group(work: Work, ref: int) -> None:
    """Take a closed group up again. Raises NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    before = _group(work, ref)
    work.update(people_group, ref, active=True)
    _index(work, ref, before.name, before.phone)
    work.record("people.group_change", "people_group", ref, name=before.name, active=True)


def join_group(work: Work, group_id: int, resident_id: int) -> None:
    """Make a resident a member; joining twice changes nothing. Raises NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    _group(work, group_id)
    stored(work, resident_id)
    pair = (group_member.c.group_id == group_id, group_member.c.resident_id == resident_id)
    if work.row(sa.select(group_member.c.group_id).where(*pair)) is None:
        work.insert_many(group_member, [{"group_id": group_id, "resident_id": resident_id}])
        work.record("people.group_join", "people_group", group_id, resident=resident_id)


def leave_group(work: Work, group_id: int, resident_id: int) -> None:
    """Take a resident out of a group. Raises NotFound when the group does not exist."""
    work.require(Permission.PEOPLE_WRITE)
    _group(work, group_id)
    gone = work.execute(
        group_member.delete().where(
            group_member.c.group_id == group_id, group_member.c.resident_id == resident_id
        )
    )
    if gone.rowcount:
        work.record("people.group_leave", "people_group", group_id, resident=resident_id)


def add_tag(work: Work, draft: TagDraft) -> int:
    """Add a care tag at the end of the list. Returns its id. Raises Invalid."""
    work.require(Permission.PEOPLE_WRITE)
    clean = replace(draft, name=fold(draft.name))
    refuse(_tag_problems(work, clean, None))
    last = work.value(
        sa.select(sa.func.max(care_tag.c.position)).where(care_tag.c.center_id == work.center_id)
    )
    ref = work.insert(
        care_tag,
        name=clean.name,
        color=clean.color,
        sensitive=clean.sensitive,
        active=clean.active,
        position=(last or 0) + 1,
    )
    work.record("people.tag_add", "care_tag", ref, name=clean.name)
    return ref


def change_tag(work: Work, ref: int, draft: TagDraft) -> None:
    """Rename a care tag, give it another color, or take it out of use. Raises Invalid, NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    clean = replace(draft, name=fold(draft.name))
    refuse(_tag_problems(work, clean, ref))
    work.update(
        care_tag, ref, name=clean.name, color=clean.color, sensitive=clean.sensitive, active=clean.active
    )
    work.record("people.tag_change", "care_tag", ref, name=clean.name, active=clean.active)


def make_starting_tags(work: Work) -> None:
    """Write the care tags that a new center starts with; those that exist stay as they are."""
    work.require(Permission.PEOPLE_WRITE)
    known = {
        row[0] for row in work.rows(sa.select(care_tag.c.name).where(care_tag.c.center_id == work.center_id))
    }
    rows = [
        {"name": name, "color": color, "sensitive": sensitive, "active": True, "position": position}
        for position, (name, color, sensitive) in enumerate(rules.STARTING_TAGS, 1)
        if name not in known
    ]
    work.insert_many(care_tag, rows)
    if rows:
        work.record("people.tag_add", "care_tag", None, count=len(rows))


def _checked(work: Work, draft: GroupDraft, ref: int | None) -> GroupDraft:
    """The draft in its one form. Raises Invalid, NotFound (the leader)."""
    phone, problems = rules.tidy_phone(draft.phone, "phone")
    clean = replace(
        draft,
        name=neat(draft.name),
        leader_name=fold(draft.leader_name),
        phone=phone or "",
        note=draft.note.strip(),
    )
    problems += rules.problems_in_group(clean)
    taken = work.value(
        sa.select(people_group.c.id).where(
            people_group.c.center_id == work.center_id,
            people_group.c.name == clean.name,
            people_group.c.active.is_(True),
        )
    )
    if taken is not None and taken != ref:
        problems.append(Problem("name", "people.group_taken", {"name": clean.name}))
    refuse(problems)
    if clean.leader_id is not None:
        leader = stored(work, clean.leader_id)
        clean = replace(clean, leader_name=leader.name, phone=clean.phone or leader.phone)
    return clean


def _values(clean: GroupDraft) -> dict[str, Any]:
    return {
        "name": clean.name,
        "kind": clean.kind,
        "leader_id": clean.leader_id,
        "leader_name": clean.leader_name,
        "phone": clean.phone,
        "size": clean.size,
        "note": clean.note,
    }


def _index(work: Work, ref: int, name: str, phone: str) -> None:
    keys = pinyin_keys(name, person=False)
    if phone:
        keys |= number_keys(phone)
    search.put_keys(work, finding.GROUP, ref, keys)


def _group(work: Work, ref: int) -> Any:
    row = work.row(
        sa.select(people_group).where(people_group.c.id == ref, people_group.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("people_group", ref)
    return row


def _tag_problems(work: Work, clean: TagDraft, ref: int | None) -> list[Problem]:
    problems = rules.problems_in_tag(clean)
    taken = work.value(
        sa.select(care_tag.c.id).where(care_tag.c.center_id == work.center_id, care_tag.c.name == clean.name)
    )
    if taken is not None and taken != ref:
        problems.append(Problem("name", "people.tag_taken", {"name": clean.name}))
    return problems
