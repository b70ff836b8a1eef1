"""Ledgers of where people live: the grids with their counts, the homes."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.model import aside
from neighborcenter.kit.work import Read
from neighborcenter.people import rules
from neighborcenter.people.kinds import ResidentStatus, Sex
from neighborcenter.people.models import household, resident, resident_tag
from neighborcenter.people.queries import rows_of
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import NOTE, PHONE, by_hand, living, tag_ids
from neighborcenter.reports.ledgers.reading import Reading, Seek, has_words, seek_person


def _grids(read: Read, _ask: Ask) -> Iterable[Line]:
    """Residents of every grid, counted now; a grid is the community a resident's address names."""
    earliest, latest = rules.born_between(60, None, read.clock.today())
    assert latest is not None
    assert earliest is None
    counted: dict[str, list[int]] = {}
    for row in read.rows(
        sa.select(
            resident.c.community,
            sa.func.count(),
            _many(resident.c.sex == Sex.MALE),
            _many(resident.c.sex == Sex.FEMALE),
            _many(resident.c.birth_date <= latest),
        )
        .where(*living(read))
        .group_by(resident.c.community)
    ):
        counted[row[0]] = [*(int(number) for number in row[1:]), *(0 for _name in _TAGGED)]
    for (grid, at), who in _tagged(read).items():
        counted[grid][at] = len(who)
    for at, (grid, numbers) in enumerate(sorted(counted.items()), 1):
        yield Line("grid", at, (grid, *numbers, None), grid, at)


def _tagged(read: Read) -> dict[tuple[str, int], set[int]]:
    """Who has a tag of each kind, by grid and column; from the few who have one to where they live."""
    columns: dict[int, list[int]] = {}
    for at, name in enumerate(_TAGGED, 4):
        for tag in tag_ids(read, (name,)):
            columns.setdefault(tag, []).append(at)
    found: dict[tuple[str, int], set[int]] = {}
    for grid, ref, tag in read.rows(
        sa.select(resident.c.community, resident.c.id, resident_tag.c.tag_id)
        .join(resident_tag, resident_tag.c.resident_id == resident.c.id)
        .where(
            aside(resident.c.center_id) == read.center_id,
            resident.c.status == ResidentStatus.ACTIVE,
            resident_tag.c.tag_id.in_(list(columns)),
        )
    ):
        for at in columns[tag]:
            found.setdefault((grid, at), set()).add(ref)
    return found


_TAGGED = ("独居", "残疾", "低保", "留守", "重点")


def _many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def _inhabited(_read: Read, _ask: Ask) -> list[sa.ColumnElement[bool]]:
    somebody = sa.exists().where(
        resident.c.household_id == household.c.id, resident.c.status == ResidentStatus.ACTIVE
    )
    return [somebody]


def _house_lines(read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
    """Each household with its head and how many live there."""
    living_there = (
        sa.select(
            resident.c.id,
            resident.c.household_id,
            resident.c.household_head,
            resident.c.name,
            resident.c.phone,
        )
        .where(resident.c.status == ResidentStatus.ACTIVE)
        .order_by(resident.c.household_head.desc(), resident.c.id)
    )
    heads: dict[int, list[Any]] = {}
    for one in rows_of(read, living_there, resident.c.household_id, [row.id for row in rows]):
        heads.setdefault(one.household_id, []).append(one)
    for row in rows:
        people = heads.get(row.id)
        if not people or (ask.people is not None and not any(one.id in ask.people for one in people)):
            continue
        head = people[0]
        cells = (
            row.community, row.building, row.door, head.name, ask.phone(head.phone), len(people), None, row.note,
        )  # fmt: skip
        yield Line("resident", head.id, cells, head.name, row.id)


def _typed(read: Read, typed: str) -> sa.ColumnElement[bool]:
    """Where it is, or who lives there."""
    found = [
        has_words(read, one, typed) for one in (household.c.community, household.c.building, household.c.note)
    ]
    person = seek_person(resident.c.id).condition(read, typed)
    if person is not None:
        found.append(household.c.id.in_(sa.select(resident.c.household_id).where(person)))
    return sa.or_(*found)


def _count(key: str, zh: str, en: str, *also: str) -> Column:
    return Column(key, zh, en, 9, "number", also, totals=True)


HOME_LEDGERS: tuple[Ledger, ...] = (
    Ledger(
        "grids", "网格人员统计表", "Residents by grid", Permission.PEOPLE_VIEW,
        (
            Column("grid", "网格名称", "Grid", 18, also=("网格", "社区", "小区")),
            _count("all", "居民总数", "Residents", "总人数", "人口数"), _count("male", "男性", "Men", "男"),
            _count("female", "女性", "Women", "女"), _count("old", "60岁以上", "Aged 60 or more", "60周岁以上"),
            _count("alone", "独居老人", "Elders living alone"), _count("disabled", "残疾人", "Disabled"),
            _count("low", "低保户", "On minimum income"), _count("left", "留守儿童", "Children left behind"),
            _count("watched", "重点人群", "In special care"), by_hand("note", "备注", "Remarks", 16),
        ),
        _grids, words="wgry wangge",
    ),
    Ledger(
        "houses", "房屋信息登记表", "Register of homes", Permission.PEOPLE_VIEW,
        (
            Column("grid", "所属网格", "Grid", 16, also=("网格", "小区")), Column("building", "楼栋", "Building", 10),
            Column("room", "房号", "Door", 10, also=("门牌号", "室号")),
            Column("name", "户主姓名", "Head of the household", 12, also=("户主", "业主姓名")), PHONE,
            Column("heads", "居住人数", "People living there", 9, "number", ("家庭人口", "人数"), totals=True),
            by_hand("use", "房屋性质", "Use of the home"), NOTE,
        ),
        Reading(
            lambda _read: sa.select(household), household.c.center_id, _inhabited,
            (household.c.community, household.c.building, household.c.door, household.c.id), _house_lines,
            (Seek(_typed),), "grid", {"building": household.c.building, "room": household.c.door},
        ),
        of_people=True, words="fwxx fangwu",
    ),
)  # fmt: skip
