"""A list of people as it is typed: a care tag, a group, or names."""

import re

import sqlalchemy as sa

from neighborcenter.kit.problems import Invalid, NotAllowed, Problem
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import care_tag, group_member, people_group, resident, resident_tag
from neighborcenter.people.privacy import sees_sensitive


def people_choices(read: Read) -> tuple[tuple[str, str], ...]:
    """Care tags and groups that can be chosen: what is typed, and how many stand behind it in words."""
    read.require("people.view")
    tags = read.rows(
        sa.select(care_tag.c.name, sa.func.count(resident_tag.c.resident_id).label("people"))
        .join(resident_tag, resident_tag.c.tag_id == care_tag.c.id)
        .where(care_tag.c.center_id == read.center_id)
        .where(sa.true() if sees_sensitive(read) else care_tag.c.sensitive.is_(False))
        .group_by(care_tag.c.id, care_tag.c.name, care_tag.c.position)
        .order_by(care_tag.c.position, care_tag.c.id)
    )
    groups = read.rows(
        sa.select(people_group.c.name, sa.func.count(group_member.c.resident_id).label("people"))
        .join(group_member, group_member.c.group_id == people_group.c.id)
        .where(people_group.c.center_id == read.center_id, people_group.c.active.is_(True))
        .group_by(people_group.c.id, people_group.c.name)
        .order_by(people_group.c.name)
    )
    return tuple((row.name, f"{row.name} ({row.people})") for row in (*tags, *groups))


def people_in(read: Read, typed: str) -> tuple[int, ...]:
    """The residents that a care tag, a group, or names with commas between them mean.

    Raises Invalid naming what is unknown, and NotAllowed for a tag this actor may not see.
    """
    read.require("people.view")
    text = typed.strip()
    tag = read.row(
        sa.select(care_tag.c.id, care_tag.c.sensitive).where(
            care_tag.c.center_id == read.center_id, care_tag.c.name == text
        )
    )
    here = (resident.c.center_id == read.center_id, resident.c.status == ResidentStatus.ACTIVE)
    wanted = sa.select(resident.c.id).where(*here).order_by(resident.c.name_sort, resident.c.id)
    if tag is not None:
        if tag.sensitive and not sees_sensitive(read):
            raise NotAllowed("people.sensitive")
        tagged = sa.select(resident_tag.c.resident_id).where(resident_tag.c.tag_id == tag.id)
        return tuple(row.id for row in read.rows(wanted.where(resident.c.id.in_(tagged))))
    group = read.value(
        sa.select(people_group.c.id).where(
            people_group.c.center_id == read.center_id, people_group.c.name == text
        )
    )
    if group is not None:
        members = sa.select(group_member.c.resident_id).where(group_member.c.group_id == group)
        return tuple(row.id for row in read.rows(wanted.where(resident.c.id.in_(members))))
    names = [name for name in re.split(r"[,，、;；\n]+", text) if name.strip()]
    return tuple(dict.fromkeys(ref for name in names for ref in _named(read, wanted, name.strip())))


def _named(read: Read, wanted: sa.Select[tuple[int]], name: str) -> list[int]:
    """Residents of exactly this name or number; two of one name are both meant."""
    found = [row.id for row in read.rows(wanted.where(resident.c.name == name))]
    if not found and name.isdecimal() and len(name) < 10:
        found = [row.id for row in read.rows(wanted.where(resident.c.id == int(name)))]
    if not found:
        raise Invalid(Problem("people", "reports.people_unknown", {"typed": name}))
    return found
