"""How many people there are, and where they live: counted for lists, pages and papers."""

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.work import Read
from neighborcenter.people import rules
from neighborcenter.people.kinds import ResidentStatus, Sex
from neighborcenter.people.models import household, people_group, resident, resident_tag
from neighborcenter.people.queries import TagRow, tags


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people: all, by sex, the old, the children, by tag; and households and groups."""

    residents: int
    male: int
    female: int
    over_60: int
    over_80: int
    under_14: int
    households: int
    groups: int
    tags: tuple[tuple[TagRow, int], ...]


def buildings(read: Read) -> list[str]:
    """The buildings that somebody lives in, 2 before 10."""
    read.require(Permission.PEOPLE_VIEW)
    found = read.rows(
        sa.select(resident.c.building)
        .distinct()
        .where(resident.c.center_id == read.center_id, resident.c.building != "")
    )
    return sorted((row[0] for row in found), key=_natural)


def _natural(text: str) -> tuple[int, str]:
    digits = "".join(each for each in text if each.isdecimal())
    return (int(digits[:9]) if digits else 1_000_000, text)


def figures(read: Read) -> Figures:
    """How many people live here, counted now."""
    read.require(Permission.PEOPLE_VIEW)
    here = sa.and_(resident.c.center_id == read.center_id, resident.c.status == ResidentStatus.ACTIVE)
    today = read.clock.today()

    def many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    def born(least: int | None, most: int | None) -> sa.ColumnElement[bool]:
        earliest, latest = rules.born_between(least, most, today)
        parts = []
        if earliest is not None:
            parts.append(resident.c.birth_date >= earliest)
        if latest is not None:
            parts.append(resident.c.birth_date <= latest)
        return sa.and_(*parts)

    counted = read.rows(
        sa.select(
            sa.func.count().label("residents"),
            many(resident.c.sex == Sex.MALE).label("male"),
            many(resident.c.sex == Sex.FEMALE).label("female"),
            many(born(60, None)).label("over_60"),
            many(born(80, None)).label("over_80"),
            many(born(None, rules.GUARDIAN_AGE - 1)).label("under_14"),
        ).where(here)
    )[0]
    per_tag = {
        row.tag_id: row.people
        for row in read.rows(
            sa.select(resident_tag.c.tag_id, sa.func.count().label("people"))
            .join(resident, resident.c.id == resident_tag.c.resident_id)
            .where(here)
            .group_by(resident_tag.c.tag_id)
        )
    }
    households = read.value(
        sa.select(sa.func.count()).select_from(household).where(household.c.center_id == read.center_id)
    )
    groups = read.value(
        sa.select(sa.func.count())
        .select_from(people_group)
        .where(people_group.c.center_id == read.center_id, people_group.c.active.is_(True))
    )
    listed = tuple((tag, per_tag.get(tag.id, 0)) for tag in tags(read))
    return Figures(
        residents=counted.residents,
        male=counted.male,
        female=counted.female,
        over_60=counted.over_60,
        over_80=counted.over_80,
        under_14=counted.under_14,
        households=households,
        groups=groups,
        tags=listed,
    )
