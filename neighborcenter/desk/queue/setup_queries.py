"""How the queue is set up: groups with their services, rules of priority."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.desk.queue.kinds import Basis
from neighborcenter.desk.queue.models import priority_rule, queue_group, queue_service
from neighborcenter.kit.work import Read
from neighborcenter.people.models import care_tag


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of services and the letter of its numbers."""

    id: int
    prefix: str
    name: str
    active: bool
    services: tuple[tuple[int, str], ...]
    version: int


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """Who goes first, the highest rank on top."""

    id: int
    name: str
    words: str
    basis: Basis
    from_age: int | None
    tag_id: int | None
    tag: str
    rank: int
    active: bool
    version: int


def groups(read: Read, *, retired: bool = False) -> list[GroupRow]:
    """The groups in their order."""
    read.require(Permission.DESK_VIEW)
    services: dict[int, list[tuple[int, str]]] = {}
    for row in read.rows(
        sa.select(queue_service.c.group_id, service.c.id, service.c.name)
        .join(service, service.c.id == queue_service.c.service_id)
        .where(service.c.center_id == read.center_id)
        .order_by(service.c.position, service.c.id)
    ):
        services.setdefault(row.group_id, []).append((row.id, row.name))
    rows = read.rows(
        sa.select(queue_group)
        .where(queue_group.c.center_id == read.center_id)
        .order_by(queue_group.c.position, queue_group.c.id)
    )
    return [
        GroupRow(row.id, row.prefix, row.name, row.active, tuple(services.get(row.id, ())), row.version)
        for row in rows
        if row.active or retired
    ]


def priorities(read: Read, *, retired: bool = False) -> list[PriorityRow]:
    """The rules of priority, the highest rank first."""
    read.require(Permission.DESK_VIEW)
    rows = read.rows(
        sa.select(priority_rule, sa.func.coalesce(care_tag.c.name, "").label("tag"))
        .outerjoin(care_tag, care_tag.c.id == priority_rule.c.tag_id)
        .where(priority_rule.c.center_id == read.center_id)
        .order_by(priority_rule.c.rank.desc(), priority_rule.c.id)
    )
    return [
        PriorityRow(
            row.id, row.name, row.words, row.basis, row.from_age, row.tag_id, row.tag, row.rank, row.active,
            row.version,
        )
        for row in rows
        if row.active or retired
    ]  # fmt: skip
