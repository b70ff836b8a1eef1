"""Setting the queue up: groups, windows, rules of priority, and the switch itself."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog.models import service
from neighborcenter.desk.queue import rules, settings
from neighborcenter.desk.queue.drafts import GroupDraft, PriorityDraft, WindowDraft
from neighborcenter.desk.queue.kinds import Basis
from neighborcenter.desk.queue.models import (
    desk_window,
    priority_rule,
    queue_group,
    queue_service,
    window_group,
)
from neighborcenter.kit import settings as kept
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work

# Who goes first in most halls of Fujian; every center changes them as it likes.
_USUAL: tuple[tuple[str, str, Basis, int | None, int], ...] = (
    (
        N_("Pregnant or with a baby"),
        N_("Pregnant women and people carrying a baby go first."),
        Basis.SAID,
        None,
        3,
    ),
    (N_("Disabled"), N_("People with a disability go first."), Basis.SAID, None, 3),
    (N_("Veteran or soldier"), N_("Soldiers, veterans and their families go first."), Basis.SAID, None, 2),
    (N_("70 and older"), N_("Whoever is 70 or older goes first."), Basis.AGE, 70, 2),
)


def switch(work: Work, *, on: bool) -> None:
    """Let people take numbers, or serve them as they come.

    The first time, a group A, a window 1 and the usual priorities are made, so that it works at once.
    """
    work.require(Permission.CENTER_WRITE)
    kept.put(work, settings.QUEUE_ON, on)
    if on and not _any(work, queue_group):
        add_group(work, GroupDraft("A", _("General matters")))
    if on and not _any(work, desk_window):
        add_window(work, WindowDraft(1))
    if on and not _any(work, priority_rule):
        for name, words, basis, age, rank in _USUAL:
            add_priority(work, PriorityDraft(_(name), _(words), basis, age, None, rank))
    work.record("queue.switch", "center", work.center_id, on=on)


def add_group(work: Work, draft: GroupDraft) -> int:
    """Add a group; returns its id.  Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_group(draft, _prefixes(work)))
    place = work.value(
        sa.select(sa.func.max(queue_group.c.position)).where(queue_group.c.center_id == work.center_id)
    )
    prefix = draft.prefix.strip().upper()
    ref = work.insert(
        queue_group, prefix=prefix, name=draft.name.strip(), active=draft.active, position=int(place or 0) + 1
    )
    _put_services(work, ref, draft.service_ids)
    work.record("queue.add_group", "queue_group", ref, prefix=prefix, name=draft.name.strip())
    return ref


def change_group(work: Work, group_id: int, draft: GroupDraft, *, version: int | None = None) -> None:
    """Change a group.  Numbers given already keep their letter.  Raises NotFound, Stale, Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_group(draft, _prefixes(work, but=group_id)))
    prefix = draft.prefix.strip().upper()
    work.update(
        queue_group, group_id, version=version, prefix=prefix, name=draft.name.strip(), active=draft.active
    )
    _put_services(work, group_id, draft.service_ids)
    work.record("queue.change_group", "queue_group", group_id, prefix=prefix, name=draft.name.strip())


def add_window(work: Work, draft: WindowDraft) -> int:
    """Add a window; returns its id.  Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_window(draft, _numbers(work)))
    ref = work.insert(desk_window, number=draft.number, name=draft.name.strip(), active=draft.active)
    _put_groups(work, ref, draft.group_ids)
    work.record("queue.add_window", "desk_window", ref, number=draft.number)
    return ref


def change_window(work: Work, window_id: int, draft: WindowDraft, *, version: int | None = None) -> None:
    """Change a window.  Raises NotFound, Stale, Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_window(draft, _numbers(work, but=window_id)))
    work.update(
        desk_window, window_id, version=version, number=draft.number, name=draft.name.strip(),
        active=draft.active,
    )  # fmt: skip
    _put_groups(work, window_id, draft.group_ids)
    work.record("queue.change_window", "desk_window", window_id, number=draft.number)


def add_priority(work: Work, draft: PriorityDraft) -> int:
    """Say who goes first; returns the id of the rule.  Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_priority(draft, _names(work)))
    ref = work.insert(priority_rule, **_values(draft))
    work.record("queue.add_priority", "priority_rule", ref, name=draft.name.strip(), rank=draft.rank)
    return ref


def change_priority(work: Work, rule_id: int, draft: PriorityDraft, *, version: int | None = None) -> None:
    """Change who goes first; numbers given already keep theirs.  Raises NotFound, Stale, Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(rules.problems_in_priority(draft, _names(work, but=rule_id)))
    work.update(priority_rule, rule_id, version=version, **_values(draft))
    work.record("queue.change_priority", "priority_rule", rule_id, name=draft.name.strip(), rank=draft.rank)


def decide(work: Work, *, patience: int, back_after: int, speak: bool) -> None:
    """Keep what the center decides about its queue.  Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    kept.put(work, settings.PATIENCE, patience)
    kept.put(work, settings.BACK_AFTER, back_after)
    kept.put(work, settings.SPEAK, speak)
    work.record("queue.decide", "center", work.center_id, patience=patience, back_after=back_after)


def _values(draft: PriorityDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "words": draft.words.strip(),
        "basis": draft.basis,
        "from_age": draft.from_age if draft.basis is Basis.AGE else None,
        "tag_id": draft.tag_id if draft.basis is Basis.TAG else None,
        "rank": draft.rank,
        "active": draft.active,
    }


def _any(work: Work, table: sa.Table) -> bool:
    return work.value(sa.select(table.c.id).where(table.c.center_id == work.center_id).limit(1)) is not None


def _prefixes(work: Work, but: int = 0) -> frozenset[str]:
    rows = work.rows(
        sa.select(queue_group.c.prefix).where(
            queue_group.c.center_id == work.center_id, queue_group.c.id != but
        )
    )
    return frozenset(row.prefix for row in rows)


def _numbers(work: Work, but: int = 0) -> frozenset[int]:
    rows = work.rows(
        sa.select(desk_window.c.number).where(
            desk_window.c.center_id == work.center_id, desk_window.c.id != but
        )
    )
    return frozenset(row.number for row in rows)


def _names(work: Work, but: int = 0) -> frozenset[str]:
    rows = work.rows(
        sa.select(priority_rule.c.name).where(
            priority_rule.c.center_id == work.center_id, priority_rule.c.id != but
        )
    )
    return frozenset(row.name for row in rows)


def _put_services(work: Work, group_id: int, service_ids: tuple[int, ...]) -> None:
    """Give the group exactly these services.  Raises NotFound, Invalid when one belongs to another group."""
    wanted = tuple(dict.fromkeys(service_ids))
    known = work.rows(
        sa.select(service.c.id, service.c.name, queue_service.c.group_id, queue_group.c.prefix)
        .outerjoin(queue_service, queue_service.c.service_id == service.c.id)
        .outerjoin(queue_group, queue_group.c.id == queue_service.c.group_id)
        .where(service.c.center_id == work.center_id, service.c.id.in_(wanted))
    )
    for ref in set(wanted) - {row.id for row in known}:
        raise NotFound("service", ref, "service_ids")
    for row in known:
        if row.group_id not in (None, group_id):
            words = {"service": row.name, "prefix": row.prefix}
            raise Invalid(Problem("service_ids", "queue.service_twice", words))
    work.execute(queue_service.delete().where(queue_service.c.group_id == group_id))
    work.insert_many(queue_service, [{"group_id": group_id, "service_id": ref} for ref in wanted])


def _put_groups(work: Work, window_id: int, group_ids: tuple[int, ...]) -> None:
    work.execute(window_group.delete().where(window_group.c.window_id == window_id))
    rows = [{"window_id": window_id, "group_id": ref} for ref in dict.fromkeys(group_ids)]
    work.insert_many(window_group, rows)
