"""What staff do about residents: register, change, tag, archive."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.problems import Clash, Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people import finding, rules
from neighborcenter.people import texts as texts  # teaches the sentences of this room
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import IdKind, ResidentStatus, Sex
from neighborcenter.people.models import care_tag, household, resident, resident_tag
from neighborcenter.people.privacy import RESIDENT_FIELDS, shown_id, shown_phone
from neighborcenter.people.records import FIELDS, check_guardian, index, stored
from neighborcenter.people.rules import Likeness


def register(work: Work, draft: ResidentDraft, *, sure: bool = False) -> int:
    """Register a resident; a name and a phone are enough. Returns the new id.

    Raises Invalid, and Clash with the DuplicateRows in the way when somebody registered has the same name and
    phone, or the same name and birth date; `sure` says that they are two people. One ID number is registered
    once, whoever is sure (Invalid "people.id_taken").
    """
    work.require(Permission.PEOPLE_WRITE)
    clean, problems = rules.tidy(draft, work.clock.today())
    refuse(problems)
    check_guardian(work, clean.guardian_id, None)
    _refuse_duplicates(work, clean, without=None, sure=sure)
    values = {name: getattr(clean, name) for name in FIELDS}
    for name in RESIDENT_FIELDS:
        values[name] = values[name] or ""
    if clean.household_id is not None:
        _household(work, clean.household_id)
    ref = work.insert(resident, **values, name_sort=sort_key(clean.name))
    if clean.tags:
        _give_tags(work, ref, clean.tags)
    index(work, ref)
    work.record("people.register", "resident", ref, **_spoken(values, new=True))
    return ref


def update(
    work: Work, ref: int, draft: ResidentDraft, *, version: int | None = None, sure: bool = False
) -> None:
    """Change a resident. Fields that are None in the draft stay. Raises like `register`, NotFound, Stale."""
    work.require(Permission.PEOPLE_WRITE)
    before = stored(work, ref)
    clean, problems = rules.tidy(_completed(draft, before), work.clock.today())
    refuse(problems)
    check_guardian(work, clean.guardian_id, ref)
    if clean.household_id is not None and clean.household_id != before.household_id:
        _household(work, clean.household_id)
    _refuse_duplicates(work, clean, without=ref, sure=sure or not _identity_changed(clean, before))
    values = {name: getattr(clean, name) for name in FIELDS if getattr(clean, name) != getattr(before, name)}
    columns = dict(values)
    if "name" in values:
        columns["name_sort"] = sort_key(clean.name)
    if "household_id" in values:
        columns["household_head"] = False
    work.update(resident, ref, version=version, **columns)
    changed = _spoken({**values}, before)
    if draft.tags is not None:
        _change_tags(work, ref, draft.tags)
    index(work, ref)
    work.record("people.update", "resident", ref, **changed)


def set_status(work: Work, ref: int, status: ResidentStatus, *, version: int | None = None) -> None:
    """Archive a resident who moved away or died, or bring one back. Raises Invalid, NotFound, Stale."""
    work.require(Permission.PEOPLE_WRITE)
    before = stored(work, ref)
    if status in (ResidentStatus.MERGED, ResidentStatus.REMOVED) or not rules.can_move(before.status, status):
        raise Invalid(Problem("status", "people.status_move"))
    work.update(resident, ref, version=version, status=status)
    index(work, ref)
    work.record("people.status", "resident", ref, before=str(before.status), after=str(status))


def tag(work: Work, ref: int, tag_id: int) -> None:
    """Give a resident a care tag; giving it twice changes nothing. Raises NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    stored(work, ref)
    there = work.value(
        sa.select(resident_tag.c.tag_id).where(
            resident_tag.c.resident_id == ref, resident_tag.c.tag_id == tag_id
        )
    )
    if there is None:
        _give_tags(work, ref, (tag_id,))
        work.record("people.tag", "resident", ref, tag=_tag_names(work, (tag_id,)))


def untag(work: Work, ref: int, tag_id: int) -> None:
    """Take a care tag away. Raises NotFound when the resident does not exist."""
    work.require(Permission.PEOPLE_WRITE)
    stored(work, ref)
    gone = work.execute(
        resident_tag.delete().where(resident_tag.c.resident_id == ref, resident_tag.c.tag_id == tag_id)
    )
    if gone.rowcount:
        work.record("people.untag", "resident", ref, tag=_tag_names(work, (tag_id,)))


def set_guardian(
    work: Work, ref: int, *, guardian_id: int | None = None, name: str = "", phone: str = ""
) -> None:
    """Say who decides for a child: a resident, or a name with a phone. Raises Invalid, NotFound."""
    work.require(Permission.PEOPLE_WRITE)
    before = stored(work, ref)
    check_guardian(work, guardian_id, ref)
    draft = ResidentDraft(
        name=before.name,
        birth_date=before.birth_date,
        guardian_id=guardian_id,
        guardian_name=name,
        guardian_phone=phone,
    )
    clean, problems = rules.tidy(draft, work.clock.today())
    refuse(problems)
    values: dict[str, Any] = {
        "guardian_id": guardian_id,
        "guardian_name": clean.guardian_name,
        "guardian_phone": clean.guardian_phone or "",
    }
    work.update(resident, ref, **values)
    work.record("people.update", "resident", ref, **_spoken(values, before))


def _household(work: Work, ref: int) -> None:
    there = sa.select(household.c.id).where(household.c.id == ref, household.c.center_id == work.center_id)
    if work.value(there) is None:
        raise NotFound("household", ref, "household_id")


def _completed(draft: ResidentDraft, before: Any) -> ResidentDraft:
    """The draft with the stored values in place of what was left alone."""
    values = {name: getattr(draft, name) for name in FIELDS}
    for name in RESIDENT_FIELDS:
        if values[name] is None:
            values[name] = getattr(before, name)
    return ResidentDraft(**values, tags=draft.tags)


def _identity_changed(clean: ResidentDraft, before: Any) -> bool:
    return any(
        getattr(clean, name) != getattr(before, name) for name in ("name", "phone", "birth_date", "id_number")
    )


def _refuse_duplicates(work: Work, clean: ResidentDraft, *, without: int | None, sure: bool) -> None:
    likely = finding.duplicates(work, clean, without=without, limit=10)
    for row in likely:
        if row.likeness is Likeness.SAME_ID:
            raise Clash(Problem("id_number", "people.id_taken", {"name": row.name}), in_the_way=(row,))
    strong = tuple(row for row in likely if row.likeness < Likeness.SIMILAR)
    if strong and not sure:
        raise Clash(Problem("name", "people.likely_same", {"name": strong[0].name}), in_the_way=strong)


def _give_tags(work: Work, ref: int, tags: Iterable[int]) -> None:
    wanted = sorted(set(tags))
    known = {
        row[0]
        for row in work.rows(
            sa.select(care_tag.c.id).where(care_tag.c.center_id == work.center_id, care_tag.c.id.in_(wanted))
        )
    }
    for tag_id in wanted:
        if tag_id not in known:
            raise NotFound("care_tag", tag_id, "tags")
    work.insert_many(resident_tag, [{"resident_id": ref, "tag_id": tag_id} for tag_id in wanted])


def _change_tags(work: Work, ref: int, wanted: Iterable[int]) -> None:
    """Make `wanted` the tags of a resident. Sensitive tags that the actor does not see stay."""
    statement = (
        sa.select(resident_tag.c.tag_id)
        .join(care_tag, care_tag.c.id == resident_tag.c.tag_id)
        .where(resident_tag.c.resident_id == ref)
    )
    if not work.may(Permission.PEOPLE_SENSITIVE):
        statement = statement.where(care_tag.c.sensitive.is_(False))
    before = {row[0] for row in work.rows(statement)}
    after = set(wanted)
    if gone := before - after:
        work.execute(
            resident_tag.delete().where(
                resident_tag.c.resident_id == ref, resident_tag.c.tag_id.in_(sorted(gone))
            )
        )
        work.record("people.untag", "resident", ref, tag=_tag_names(work, gone))
    if new := after - before:
        _give_tags(work, ref, new)
        work.record("people.tag", "resident", ref, tag=_tag_names(work, new))


def _tag_names(work: Work, tags: Iterable[int]) -> str:
    found = work.rows(
        sa.select(care_tag.c.name).where(care_tag.c.id.in_(sorted(tags))).order_by(care_tag.c.position)
    )
    return "、".join(row[0] for row in found)


def _spoken(values: dict[str, Any], before: Any = None, *, new: bool = False) -> dict[str, Any]:
    """What changed, for the audit trail: old and new, numbers masked."""
    masks = {
        "id_number": shown_id,
        "phone": shown_phone,
        "phone2": shown_phone,
        "guardian_phone": shown_phone,
    }
    said: dict[str, Any] = {}
    for name, value in values.items():
        mask = masks.get(name, lambda each: each)
        after = mask(value) if value is not None else None
        if new:
            if value not in (None, "") and value not in (Sex.UNKNOWN, IdKind.NONE):
                said[name] = str(after)
        else:
            old = getattr(before, name)
            said[name] = [None if old is None else str(mask(old)), None if after is None else str(after)]
    return said
