"""Needs: who is wanted whenever something takes place; and the lines that patrols walk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.models import activity, activity_session
from neighborcenter.booking.models import booking
from neighborcenter.center.models import room
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules, serving
from neighborcenter.volunteers.drafts import NeedDraft, RouteDraft
from neighborcenter.volunteers.kinds import HOLDS_PLACE, AssignmentRole, Serves, ShiftStatus
from neighborcenter.volunteers.models.needs import need, need_skill, patrol_route
from neighborcenter.volunteers.models.people import skill
from neighborcenter.volunteers.models.shifts import assignment, shift
from neighborcenter.volunteers.records import free_shift, stored_need, stored_post, stored_route

_SERVED: dict[str, sa.Table] = {
    "activity_id": activity,
    "session_id": activity_session,
    "booking_id": booking,
    "room_id": room,
    "route_id": patrol_route,
}
_FIXED = ("serves", "kind", *_SERVED)
_OPEN = (
    "post_id", "before_minutes", "after_minutes", "weekdays", "opens", "closes", "on_holidays", "minimum",
    "wanted", "maximum", "lead_required", "dangerous", "age_from", "age_to", "open_to_take", "valid_from",
    "valid_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """A need with what it did to shifts: made, taken away, and kept although they fit no more (people on them)."""

    need_id: int
    made: int = 0
    dropped: int = 0
    kept: int = 0


def add_need(work: Work, draft: NeedDraft) -> Answered:
    """Say who is wanted for something; whatever of it is still to come gets its shifts at once.

    Shifts of a line that is walked are made with the weekly ones (`post_service.make_shifts`).  Raises Invalid,
    NotFound for what it names.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_need(draft))
    stored_post(work, draft.post_id)
    hangs_on = _hangs_on(work, draft)
    ref = work.insert(need, **hangs_on, **_values(draft))
    _put_skills(work, ref, draft)
    row = stored_need(work, ref)
    made = serving.make(work, row, serving.things_of(work, row, work.clock.local()))
    work.record(
        "volunteers.add_need", "need", ref, scope=draft.serves.value, people=draft.wanted, shifts=made
    )
    return Answered(ref, made)


def change_need(work: Work, ref: int, draft: NeedDraft, *, version: int | None = None) -> Answered:
    """Change a need, not what it hangs on; its coming shifts change with it.

    Nobody loses a place: a shift never takes fewer people than are on it, and one with people on it asks before
    it goes to another time.  Raises NotFound, Stale, Invalid.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_need(draft))
    row = stored_need(work, ref)
    if not row.active:
        raise Invalid(Problem("", "volunteers.need_ended"))
    if any(getattr(draft, name) != getattr(row, name) for name in _FIXED):
        raise Invalid(Problem("serves", "volunteers.need_fixed"))
    stored_post(work, draft.post_id)
    work.update(need, ref, version=version, **_values(draft))
    work.execute(need_skill.delete().where(need_skill.c.need_id == ref))
    _put_skills(work, ref, draft)
    row = stored_need(work, ref)
    dropped, kept = _change_shifts(work, row)
    made = serving.make(work, row, serving.things_of(work, row, work.clock.local()))
    work.record("volunteers.change_need", "need", ref, people=draft.wanted, shifts=made, removed=dropped)
    return Answered(ref, made, dropped, kept)


def end_need(work: Work, ref: int) -> Answered:
    """Want nobody any more: its coming shifts go, those with people on them stay.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    stored_need(work, ref)
    work.update(need, ref, active=False)
    dropped, kept = 0, 0
    for one, held in _coming(work, ref):
        if held:
            kept += 1
        else:
            free_shift(work, one.id, "")
            work.update(shift, one.id, freed=True)
            dropped += 1
    work.record("volunteers.end_need", "need", ref, removed=dropped, kept=kept)
    return Answered(ref, 0, dropped, kept)


def resume_need(work: Work, ref: int) -> Answered:
    """Take the end of a need back; its coming shifts are there again.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    stored_need(work, ref)
    work.update(need, ref, active=True)
    back = work.rows(
        sa.select(shift.c.id).where(
            shift.c.need_id == ref,
            shift.c.status == ShiftStatus.CANCELLED,
            shift.c.freed.is_(True),
            shift.c.ends > work.clock.local(),
        )
    )
    row = stored_need(work, ref)
    going = {(thing.session, thing.ref) for thing in serving.things_of(work, row, work.clock.local())}
    made = 0
    for one in work.rows(sa.select(shift).where(shift.c.id.in_([each.id for each in back]))):
        named = (one.session_id is not None, one.session_id or one.occurrence_id)
        if row.serves is Serves.ROUTE or named in going:
            serving.give_back(work, one.id)
            made += 1
    made += serving.make(work, row, serving.things_of(work, row, work.clock.local()))
    work.record("volunteers.resume_need", "need", ref, shifts=made)
    return Answered(ref, made)


def fill(work: Work) -> int:
    """Ask every need again, for what came in without news (an import); gives how many shifts were made."""
    work.require(Permission.VOLUNTEERS_WRITE)
    now = work.clock.local()
    made = 0
    for row in work.rows(sa.select(need).where(need.c.center_id == work.center_id, need.c.active.is_(True))):
        made += serving.make(work, row, serving.things_of(work, row, now))
    work.record("volunteers.fill_needs", "need", None, shifts=made)
    return made


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


def _change_shifts(work: Work, row: Any) -> tuple[int, int]:
    """Let the coming shifts of a need follow it; gives how many went and how many stay though they fit no more."""
    things = {(one.session, one.ref): one for one in serving.things_of(work, row, work.clock.local())}
    dropped, kept = 0, 0
    for one, held in _coming(work, row.id):
        span = _span(row, one, things)
        if span is None:
            if held:
                kept += 1
            else:
                free_shift(work, one.id, "")
                dropped += 1
            continue
        counts = {"minimum": row.minimum, "wanted": row.wanted, "maximum": max(row.maximum, held)}
        work.update(
            shift, one.id, post_id=row.post_id, name=row.name, open_to_take=row.open_to_take,
            lead_required=row.lead_required or stored_post(work, row.post_id).lead_required, **counts,
        )  # fmt: skip
        serving.take_along(work, one, span, f"{one.starts:%Y-%m-%d %H:%M} → {span.start:%Y-%m-%d %H:%M}")
    return dropped, kept


def _span(row: Any, one: Any, things: dict[tuple[bool, int], serving.Thing]) -> TimeRange | None:
    """When a shift of a need belongs now; None when the need does not want it any more."""
    day: date = one.starts.date()
    if row.serves is Serves.ROUTE:
        fits = str(day.isoweekday()) in row.weekdays
        span = serving.walk_on(row, day) if fits else None
    else:
        thing = things.get((one.session_id is not None, one.session_id or one.occurrence_id or 0))
        span = serving.span_of(row, thing.during) if thing is not None else None
    inside = (row.valid_from is None or row.valid_from <= day) and (
        row.valid_to is None or day <= row.valid_to
    )
    return span if inside else None


def _coming(work: Work, ref: int) -> list[tuple[Any, int]]:
    """The open shifts of a need that are not over, each with how many stand on it."""
    rows = work.rows(
        sa.select(shift).where(
            shift.c.need_id == ref, shift.c.status == ShiftStatus.OPEN, shift.c.ends > work.clock.local()
        )
    )
    held = {
        each.shift_id: each.held
        for each in work.rows(
            sa.select(assignment.c.shift_id, sa.func.count().label("held"))
            .where(
                assignment.c.shift_id.in_([row.id for row in rows]),
                assignment.c.status.in_(sorted(HOLDS_PLACE)),
                assignment.c.role != AssignmentRole.STANDBY,
            )
            .group_by(assignment.c.shift_id)
        )
    }
    return [(row, held.get(row.id, 0)) for row in rows]


def _hangs_on(work: Work, draft: NeedDraft) -> dict[str, Any]:
    """What the need hangs on, nothing else filled in.  Raises NotFound."""
    values: dict[str, Any] = {"serves": draft.serves, "kind": "", **dict.fromkeys(_SERVED)}
    if draft.serves in (Serves.ACTIVITY_KIND, Serves.BOOKING_KIND):
        return values | {"kind": draft.kind}
    field = f"{draft.serves.value}_id"
    table, ref = _SERVED[field], getattr(draft, field)
    known = sa.select(table.c.id).where(table.c.id == ref)
    if "center_id" in table.c:
        known = known.where(table.c.center_id == work.center_id)
    if work.value(known) is None:
        raise NotFound(table.name, ref, field)
    return values | {field: ref}


def _values(draft: NeedDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in _OPEN} | {
        "name": draft.name.strip(),
        "note": draft.note.strip(),
    }


def _put_skills(work: Work, ref: int, draft: NeedDraft) -> None:
    known = {row[0] for row in work.rows(sa.select(skill.c.id).where(skill.c.center_id == work.center_id))}
    for skill_id, _ in draft.skills:
        if skill_id not in known:
            raise NotFound("skill", skill_id, "skills")
    work.insert_many(
        need_skill, [{"need_id": ref, "skill_id": each, "count": count} for each, count in draft.skills]
    )


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
