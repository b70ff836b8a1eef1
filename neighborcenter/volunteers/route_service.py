"""Lines that patrols walk: their spots in the order of the walk."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.volunteers.drafts import RouteDraft
from neighborcenter.volunteers.models.needs import need, patrol_route
from neighborcenter.volunteers.records import stored_route


def add_route(work: Work, draft: RouteDraft) -> int:
    """Add a line that patrols walk; gives its id.  Raises Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    name = _free_name(work, draft.name, None)
    last = work.value(
        sa.select(sa.func.max(patrol_route.c.position)).where(patrol_route.c.center_id == work.center_id)
    )
    ref = work.insert(
        patrol_route, name=name, spots=draft.spots.strip(), note=draft.note.strip(), position=(last or 0) + 1
    )
    work.record("volunteers.add_route", "patrol_route", ref, name=name)
    return ref


def change_route(work: Work, ref: int, draft: RouteDraft, *, version: int | None = None) -> None:
    """Change a line.  Raises NotFound, Stale, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    stored_route(work, ref)
    name = _free_name(work, draft.name, ref)
    work.update(
        patrol_route, ref, version=version, name=name, spots=draft.spots.strip(), note=draft.note.strip()
    )
    work.record("volunteers.change_route", "patrol_route", ref, name=name)


def retire_route(work: Work, ref: int, *, active: bool = False) -> None:
    """Take a line out of use, or with `active` back into it.  Raises NotFound, Invalid while a need walks it."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored_route(work, ref)
    walked = sa.select(need.c.id).where(need.c.route_id == ref, need.c.active.is_(True)).limit(1)
    if not active and work.value(walked) is not None:
        raise Invalid(Problem("", "volunteers.route_walked", {"name": row.name}))
    work.update(patrol_route, ref, active=active)
    work.record("volunteers.retire_route", "patrol_route", ref, name=row.name, active=active)


def _free_name(work: Work, typed: str, ref: int | None) -> str:
    name = typed.strip()
    if not name:
        raise Invalid(Problem("name", "volunteers.name_missing"))
    named = work.value(
        sa.select(patrol_route.c.id).where(
            patrol_route.c.center_id == work.center_id, patrol_route.c.name == name
        )
    )
    if named not in (None, ref):
        raise Invalid(Problem("name", "volunteers.name_taken", {"name": name}))
    return name
