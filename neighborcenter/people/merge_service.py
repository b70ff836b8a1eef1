"""Making two records one, and removing a person's data: the acts that cannot be undone."""

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.model import metadata
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import finding, rules, texts
from neighborcenter.people.drafts import MergeChoice
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged
from neighborcenter.people.kinds import IdKind, ResidentStatus, Sex
from neighborcenter.people.models import group_member, people_group, resident, resident_tag
from neighborcenter.people.records import FIELDS, index, stored
from neighborcenter.people.rules import Likeness

# What a merge may take over from the record that goes; several columns move together.
MERGE_FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "name_sort"),
    "sex": ("sex",),
    "birth_date": ("birth_date",),
    "id_number": ("id_number", "id_kind"),
    "phone": ("phone",),
    "phone2": ("phone2",),
    "address": ("community", "building", "door"),
    "household": ("household_id", "household_head"),
    "guardian": ("guardian_id", "guardian_name", "guardian_phone"),
    "alert": ("alert",),
    "note": ("note",),
}


def merge(work: Work, choice: MergeChoice) -> None:
    """Make two records one. Everything that points at `drop` points at `keep` afterwards; `drop` stays as a mark.

    The fields named in `take` (see MERGE_FIELDS) come from `drop`, and so does every field that `keep` lacks.
    It cannot be undone. Raises Invalid, NotFound.
    """
    work.require(Permission.PEOPLE_MERGE)
    if choice.keep == choice.drop:
        raise Invalid(Problem("drop", "people.merge_self"))
    keep, drop = stored(work, choice.keep), stored(work, choice.drop)
    gone = (ResidentStatus.MERGED, ResidentStatus.REMOVED)
    if keep.status in gone or drop.status in gone:
        raise Invalid(Problem("drop", "people.merged_already"))
    one, other = (rules.Person(r.id, r.name, id_number=r.id_number) for r in (keep, drop))
    if keep.id_number and drop.id_number and rules.likeness(one, other) is not Likeness.SAME_ID:
        raise Invalid(Problem("id_number", "people.merge_ids"))
    values: dict[str, Any] = {}
    for name, columns in MERGE_FIELDS.items():
        lacking = getattr(keep, columns[0]) in (None, "", Sex.UNKNOWN)
        if name == "guardian":
            lacking = keep.guardian_id is None and not keep.guardian_name
        if name in choice.take or lacking:
            values.update({column: getattr(drop, column) for column in columns})
    # A second number is not lost: it becomes the second phone.
    spare = drop.phone if "phone" not in choice.take else keep.phone
    if spare and spare != values.get("phone", keep.phone) and not values.get("phone2", keep.phone2):
        values["phone2"] = spare
    moved = _follow(work, choice.keep, choice.drop)
    if values.get("guardian_id", keep.guardian_id) in (choice.keep, choice.drop):
        values["guardian_id"] = None
    work.update(resident, choice.keep, **values)
    work.update(
        resident,
        choice.drop,
        status=ResidentStatus.MERGED,
        merged_into_id=choice.keep,
        household_id=None,
        household_head=False,
        guardian_id=None,
    )
    index(work, choice.keep)
    search.put_keys(work, finding.RESIDENT, choice.drop, ())
    work.record("people.merge", "resident", choice.keep, dropped=choice.drop, name=drop.name, moved=moved)
    work.publish(ResidentsMerged(choice.keep, choice.drop))


def forget(work: Work, ref: int, reason: str) -> None:
    """Remove the personal data of a resident (PIPL article 47). The bare record stays, so that figures hold.

    Name, phones, ID number, birth date, address, notes, guardian, household, tags and groups go; it cannot be
    undone. Raises Invalid without a reason, NotFound.
    """
    work.require(Permission.PEOPLE_MERGE)
    before = stored(work, ref)
    if len(reason.strip()) < 2:
        raise Invalid(Problem("reason", "people.reason_missing"))
    if not rules.can_move(before.status, ResidentStatus.REMOVED):
        raise Invalid(Problem("status", "people.merged_already"))
    empty: dict[str, Any] = dict.fromkeys(FIELDS, "")
    empty.update(
        name=texts.REMOVED_NAME, sex=Sex.UNKNOWN, birth_date=None, id_kind=IdKind.NONE, guardian_id=None,
        household_id=None,
    )  # fmt: skip
    work.update(resident, ref, **empty, name_sort="~", household_head=False, status=ResidentStatus.REMOVED)
    work.execute(resident_tag.delete().where(resident_tag.c.resident_id == ref))
    work.execute(group_member.delete().where(group_member.c.resident_id == ref))
    work.execute(resident.update().where(resident.c.guardian_id == ref).values(guardian_id=None))
    work.execute(people_group.update().where(people_group.c.leader_id == ref).values(leader_id=None))
    search.put_keys(work, finding.RESIDENT, ref, ())
    work.record("people.forget", "resident", ref, reason=reason.strip())
    work.publish(ResidentForgotten(ref))


def _follow(work: Work, keep: int, drop: int) -> dict[str, int]:
    """Point every reference to `drop`, in whatever table of the house, at `keep`. Returns rows moved by table."""
    moved: dict[str, int] = {}
    for table in metadata.sorted_tables:
        for column in table.c:
            if not any(key.column is resident.c.id for key in column.foreign_keys):
                continue
            if table is resident and column.name == "merged_into_id":
                continue
            if column.primary_key:
                # The pair may exist with both people already: the double goes.
                others = [c for c in table.primary_key if c is not column]
                double = table.alias()
                work.execute(
                    table.delete().where(
                        column == drop,
                        sa.exists().where(
                            double.c[column.name] == keep, *(double.c[c.name] == c for c in others)
                        ),
                    )
                )
            done = work.execute(table.update().where(column == drop).values({column.name: keep}))
            if done.rowcount:
                moved[table.name] = moved.get(table.name, 0) + done.rowcount
    return moved
