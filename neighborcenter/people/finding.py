"""Finding people as one types, and noticing that somebody is registered already."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.fold import fold
from neighborcenter.kit.idnumber import upgrade
from neighborcenter.kit.pinyin import sort_key, sound_of
from neighborcenter.kit.work import Read
from neighborcenter.people import rules
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import GroupKind, ResidentStatus, Sex
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.privacy import shown_id, shown_phone
from neighborcenter.people.rules import Likeness

RESIDENT = "resident"
GROUP = "group"

# Tails of four or six places stand in the open on lists; a key with more digits is a whole number.
MOST_DIGITS = 6
_WHOLE_ID = re.compile(r"\d{17}[\dX]|\d{15}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a suggestion list: a resident or a group; the phone is masked.

    `matched` is the key that fit; of a number it holds no more places than were typed.
    """

    kind: str
    id: int
    name: str
    sex: Sex
    age: int | None
    phone: str
    address: str
    alert: str
    size: int
    matched: str
    group_kind: GroupKind | None = None


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Somebody registered who may be the one being typed in."""

    id: int
    name: str
    likeness: Likeness
    sex: Sex
    age: int | None
    phone: str
    id_number: str
    address: str


def hits(read: Read, typed: str, *, kinds: Sequence[str] = (RESIDENT,), limit: int = 8) -> list[search.Hit]:
    """What the search keys say about the typed text; a whole ID number is looked up in its own column."""
    read.require(Permission.PEOPLE_VIEW)
    plain = re.sub(r"\s", "", fold(typed)).upper()
    if _WHOLE_ID.fullmatch(plain) and RESIDENT in kinds:
        found = read.rows(_BY_ID, {"center": read.center_id, "number": plain})
        return [search.Hit(RESIDENT, row[0], plain.lower(), 0) for row in found]
    return search.lookup(read, typed, kinds, limit)


def find(read: Read, typed: str, *, kinds: Sequence[str] = (RESIDENT,), limit: int = 8) -> list[Found]:
    """The people and groups that fit what was typed, best first: characters, full pinyin, initials, the head or
    the last four digits of a phone, the last four or six places of an ID number, building and door (5-302).
    """
    best = hits(read, typed, kinds=kinds, limit=limit)
    if not best:
        return []
    people = _rows(read, _RESIDENTS, [hit.ref_id for hit in best if hit.kind == RESIDENT])
    groups = _rows(read, _GROUPS, [hit.ref_id for hit in best if hit.kind == GROUP])
    today = read.clock.today()
    plain = re.sub(r"\s", "", fold(typed))
    found = []
    for hit in best:
        row = (people if hit.kind == RESIDENT else groups).get(hit.ref_id)
        if row is None:
            continue
        if hit.kind == RESIDENT:
            age = None if row.birth_date is None else rules.age_on(row.birth_date, today)
            flat = "-".join(part for part in (row.building, row.door) if part)
            found.append(
                Found(
                    RESIDENT, row.id, row.name, row.sex, age, shown_phone(row.phone), flat or row.community,
                    row.alert, 1, _without_number(hit.key, plain),
                )
            )  # fmt: skip
        else:
            found.append(
                Found(
                    GROUP, row.id, row.name, Sex.UNKNOWN, None, shown_phone(row.phone), "", "", row.size,
                    _without_number(hit.key, plain), row.kind,
                )
            )  # fmt: skip
    return found


def _without_number(key: str, typed: str) -> str:
    """The key that fit, unless it is the rest of a phone or ID number: then what was typed of it."""
    return typed if sum(each.isdecimal() for each in key) > MOST_DIGITS else key


def _rows(read: Read, statement: sa.Select[Any], ids: list[int]) -> dict[int, Any]:
    return {row.id: row for row in read.rows(statement, {"refs": ids})} if ids else {}


def duplicates(
    read: Read, draft: ResidentDraft, *, without: int | None = None, limit: int = 5
) -> list[DuplicateRow]:
    """Who is registered and may be the person of this draft, surest first. For asking while typing (≤ 5 ms)."""
    read.require(Permission.PEOPLE_VIEW)
    clean, _problems = rules.tidy(draft, read.clock.today())
    phones = tuple(each for each in (clean.phone, clean.phone2) if each)
    person = rules.Person(
        0, clean.name, phones, clean.birth_date, clean.id_number or "", clean.building, clean.door
    )
    rows = {row.id: row for row in _candidates(read, clean) if row.id != without}
    others = [
        rules.Person(
            r.id,
            r.name,
            tuple(p for p in (r.phone, r.phone2) if p),
            r.birth_date,
            r.id_number,
            r.building,
            r.door,
        )
        for r in rows.values()
    ]
    today = read.clock.today()
    listed = []
    for other, how in rules.likely_same(person, others)[:limit]:
        r = rows[other.id]
        listed.append(
            DuplicateRow(
                id=r.id,
                name=r.name,
                likeness=how,
                sex=r.sex,
                age=None if r.birth_date is None else rules.age_on(r.birth_date, today),
                phone=shown_phone(r.phone),
                id_number=shown_id(r.id_number),
                address="-".join(part for part in (r.building, r.door) if part) or r.community,
            )
        )
    return listed


def _candidates(read: Read, clean: ResidentDraft) -> list[Any]:
    """Everybody who shares an ID number, a phone, the name or its sound with the draft."""
    found: dict[int, Any] = {}
    if clean.id_number:
        for row in read.rows(_SAME_ID, {"center": read.center_id, "numbers": _writings(clean.id_number)}):
            found[row.id] = row
    if clean.birth_date is not None:
        values = {"center": read.center_id, "sort": sort_key(clean.name), "birth": clean.birth_date}
        for row in read.rows(_SAME_NAME_BIRTH, values):
            found[row.id] = row
    alike: set[int] = set()
    for typed in (clean.phone, clean.phone2):
        if typed:
            alike |= {hit.ref_id for hit in search.lookup(read, typed, (RESIDENT,), 20)}
    if len(clean.name) > 1:
        for key in (clean.name, sound_of(clean.name)):
            alike |= {hit.ref_id for hit in search.lookup(read, key, (RESIDENT,), 30)}
    if alike:
        for row in read.rows(_THESE, {"refs": sorted(alike)}):
            found[row.id] = row
    return list(found.values())


def _writings(number: str) -> list[str]:
    """A card's number and its 15-place forerunner: either may have been stored."""
    if len(number) == 15 and number.isdecimal():
        return [number, upgrade(number)]
    if len(number) == 18 and number[6:8] == "19":
        return [number, number[:6] + number[8:17]]
    return [number]


_BY_ID = sa.select(resident.c.id).where(
    resident.c.center_id == sa.bindparam("center"),
    resident.c.id_number == sa.bindparam("number"),
    resident.c.status.not_in([ResidentStatus.MERGED, ResidentStatus.REMOVED]),
)
_RESIDENTS = sa.select(
    resident.c.id, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.phone,
    resident.c.community, resident.c.building, resident.c.door, resident.c.alert,
).where(resident.c.id.in_(sa.bindparam("refs", expanding=True)))  # fmt: skip
_GROUPS = sa.select(
    people_group.c.id, people_group.c.name, people_group.c.phone, people_group.c.size, people_group.c.kind
).where(people_group.c.id.in_(sa.bindparam("refs", expanding=True)))
_CANDIDATE = sa.select(
    resident.c.id, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.phone, resident.c.phone2,
    resident.c.id_number, resident.c.community, resident.c.building, resident.c.door,
).where(resident.c.status.not_in([ResidentStatus.MERGED, ResidentStatus.REMOVED]))  # fmt: skip
_HERE = resident.c.center_id == sa.bindparam("center")
_SAME_ID = _CANDIDATE.where(_HERE, resident.c.id_number.in_(sa.bindparam("numbers", expanding=True))).limit(
    20
)
_SAME_NAME_BIRTH = _CANDIDATE.where(
    _HERE,
    resident.c.status.in_([ResidentStatus.ACTIVE, ResidentStatus.MOVED]),
    resident.c.name_sort == sa.bindparam("sort"),
    resident.c.birth_date == sa.bindparam("birth"),
).limit(20)
_THESE = _CANDIDATE.where(resident.c.id.in_(sa.bindparam("refs", expanding=True)))
