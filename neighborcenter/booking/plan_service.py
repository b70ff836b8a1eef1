"""What staff do with what can be had by appointment: add, change, retire."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import stock
from neighborcenter.booking.appointment_models import appointment_plan, plan_resource
from neighborcenter.booking.kinds import Use
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_drafts import PlanDraft
from neighborcenter.booking.resource_rules import problems_in_plan
from neighborcenter.kit.problems import NotFound, Problem, refuse
from neighborcenter.kit.text import fold
from neighborcenter.kit.work import Work


def add_plan(work: Work, draft: PlanDraft) -> int:
    """Give something by appointment from now on; returns its id.  Raises Invalid, NotFound."""
    work.require(Permission.CENTER_WRITE)
    _check(work, draft)
    highest = work.value(
        sa.select(sa.func.max(appointment_plan.c.position)).where(
            appointment_plan.c.center_id == work.center_id
        )
    )
    ref = work.insert(appointment_plan, **_values(draft), position=int(highest or 0) + 1)
    _put_parts(work, ref, draft)
    work.record(
        "booking.add_plan", "appointment_plan", ref, name=fold(draft.name), minutes=draft.minutes,
        capacity=draft.capacity,
    )  # fmt: skip
    return ref


def change_plan(work: Work, plan_id: int, draft: PlanDraft, *, version: int | None = None) -> None:
    """Change it for slots nobody has yet; those given out stay as they are.  Raises NotFound, Stale, Invalid."""
    work.require(Permission.CENTER_WRITE)
    _check(work, draft, but=plan_id)
    work.update(appointment_plan, plan_id, version=version, **_values(draft))
    work.execute(plan_resource.delete().where(plan_resource.c.plan_id == plan_id))
    _put_parts(work, plan_id, draft)
    work.record(
        "booking.change_plan", "appointment_plan", plan_id, name=fold(draft.name), minutes=draft.minutes,
        capacity=draft.capacity,
    )  # fmt: skip


def retire_plan(work: Work, plan_id: int) -> None:
    """Give no more of it; appointments made stay.  Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    work.update(appointment_plan, plan_id, status=Use.RETIRED)
    work.record("booking.retire_plan", "appointment_plan", plan_id)


def reuse_plan(work: Work, plan_id: int) -> None:
    """Give it again.  Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    work.update(appointment_plan, plan_id, status=Use.OPEN)
    work.record("booking.reuse_plan", "appointment_plan", plan_id)


def _check(work: Work, draft: PlanDraft, but: int = 0) -> None:
    names = work.rows(
        sa.select(appointment_plan.c.name).where(
            appointment_plan.c.center_id == work.center_id, appointment_plan.c.id != but
        )
    )
    place = places(work).get(draft.room_id) if draft.room_id is not None else None
    if draft.room_id is not None and place is None:
        raise NotFound("room", draft.room_id, "room_id")
    refuse(problems_in_plan(draft, frozenset(row.name for row in names), place.seats if place else 0))
    now = work.clock.local()
    known = stock.things(work, (ref for ref, _ in draft.resources), now)
    for ref, count in draft.resources:
        thing = known.get(ref)
        if thing is None:
            raise NotFound("resource", ref, "resources")
        params = {"name": thing.name, "free": thing.quantity, "wanted": count}
        refuse([Problem("resources", "booking.resource_too_many", params)] if count > thing.quantity else [])


def _values(draft: PlanDraft) -> dict[str, Any]:
    return {
        "name": fold(draft.name),
        "room_id": draft.room_id,
        "service_id": draft.service_id,
        "minutes": draft.minutes,
        "pause_minutes": draft.pause_minutes,
        "capacity": draft.capacity,
        "notice_minutes": draft.notice_minutes,
        "horizon_days": draft.horizon_days,
        "note": draft.note.strip(),
    }


def _put_parts(work: Work, plan_id: int, draft: PlanDraft) -> None:
    work.insert_many(
        plan_resource,
        [
            {"plan_id": plan_id, "resource_id": ref, "quantity": count}
            for ref, count in dict(draft.resources).items()
        ],
    )
    stock.put_hours(work, draft.spans, plan_id=plan_id)
