"""Needs: who is wanted whenever something takes place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities.models import activity, activity_session
from neighborcenter.booking.models import booking
from neighborcenter.center.models import room
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import need_plan, rules, serving
from neighborcenter.volunteers.drafts import NeedDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.models.needs import need, need_skill, patrol_route
from neighborcenter.volunteers.models.people import skill
from neighborcenter.volunteers.need_plan import Fate, Turn
from neighborcenter.volunteers.records import stored_need, stored_post

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
    """A need with what it did to shifts: made, taken away, kept although they fit no more (people on them),
    gone to another time, and waiting to be asked whether they go along."""

    need_id: int
    made: int = 0
    dropped: int = 0
    kept: int = 0
    moved: int = 0
    asking: int = 0


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
    turns = need_plan.plan(work, row, _tidy(draft))
    work.update(need, ref, version=version, **_values(draft))
    work.execute(need_skill.delete().where(need_skill.c.need_id == ref))
    _put_skills(work, ref, draft)
    need_plan.carry_out(work, ref, turns)
    done = _answered(ref, turns)
    work.record(
        "volunteers.change_need", "need", ref, people=draft.wanted, shifts=done.made, removed=done.dropped
    )
    return done


def end_need(work: Work, ref: int) -> Answered:
    """Want nobody any more: its coming shifts go, those with people on them stay.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    turns = need_plan.plan(work, stored_need(work, ref), None)
    work.update(need, ref, active=False)
    need_plan.carry_out(work, ref, turns)
    done = _answered(ref, turns)
    work.record("volunteers.end_need", "need", ref, removed=done.dropped, kept=done.kept)
    return done


def resume_need(work: Work, ref: int) -> Answered:
    """Take the end of a need back; its coming shifts are there again.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    stored_need(work, ref)
    work.update(need, ref, active=True)
    row = stored_need(work, ref)
    turns = need_plan.plan(work, row, row)
    need_plan.carry_out(work, ref, turns)
    done = _answered(ref, turns)
    work.record("volunteers.resume_need", "need", ref, shifts=done.made)
    return done


def fill(work: Work) -> int:
    """Ask every need again, for what came in without news (an import); gives how many shifts were made."""
    work.require(Permission.VOLUNTEERS_WRITE)
    now = work.clock.local()
    made = 0
    for row in work.rows(sa.select(need).where(need.c.center_id == work.center_id, need.c.active.is_(True))):
        made += serving.make(work, row, serving.things_of(work, row, now))
    work.record("volunteers.fill_needs", "need", None, shifts=made)
    return made


def _answered(ref: int, turns: Sequence[Turn]) -> Answered:
    fates = [turn.fate for turn in turns]
    return Answered(
        ref,
        fates.count(Fate.NEW),
        fates.count(Fate.GOES),
        fates.count(Fate.STAYS),
        fates.count(Fate.MOVES),
        fates.count(Fate.ASKS),
    )


def _tidy(draft: NeedDraft) -> NeedDraft:
    return replace(draft, name=draft.name.strip(), note=draft.note.strip())


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
