"""Posts, their weekly shifts, and the shifts of real days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import days_between
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import patterns, rules, serving
from neighborcenter.volunteers.days_off import days_off, moved_days
from neighborcenter.volunteers.drafts import PatternDraft, PostDraft, ShiftDraft
from neighborcenter.volunteers.kinds import ShiftStatus
from neighborcenter.volunteers.models.people import skill
from neighborcenter.volunteers.models.shifts import post, post_skill, shift, shift_pattern
from neighborcenter.volunteers.records import free_shift, stored_post, stored_shift

_POST_FIELDS = (
    "kind", "room_id", "place", "route", "equipment", "dangerous", "lead_required", "counts", "age_from",
    "age_to", "minimum", "wanted", "maximum", "priority", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What filling a range with the weekly shifts did: the new shifts and the days left out, with why."""

    shift_ids: tuple[int, ...]
    left_out: tuple[tuple[date, str], ...]


def add_post(work: Work, draft: PostDraft) -> int:
    """Set up a post with what it needs; gives its id.  Raises Invalid, NotFound for an unknown skill."""
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_post(draft))
    _refuse_taken_name(work, draft.name.strip())
    last = work.value(sa.select(sa.func.max(post.c.position)).where(post.c.center_id == work.center_id))
    ref = work.insert(post, name=draft.name.strip(), position=(last or 0) + 1, **_post_values(draft))
    _need_skills(work, ref, draft)
    work.record("volunteers.add_post", "post", ref, name=draft.name.strip())
    return ref


def change_post(work: Work, ref: int, draft: PostDraft, *, version: int | None = None) -> None:
    """Change a post; shifts made before keep their counts.  Raises NotFound, Stale, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_post(draft))
    row = stored_post(work, ref)
    if draft.name.strip() != row.name:
        _refuse_taken_name(work, draft.name.strip())
    work.update(post, ref, version=version, name=draft.name.strip(), **_post_values(draft))
    work.execute(post_skill.delete().where(post_skill.c.post_id == ref))
    _need_skills(work, ref, draft)
    work.record("volunteers.change_post", "post", ref, name=draft.name.strip())


def retire_post(work: Work, ref: int, *, active: bool = False) -> None:
    """Take a post out of use, or with `active` back into it.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored_post(work, ref)
    work.update(post, ref, active=active)
    work.record("volunteers.retire_post", "post", ref, name=row.name, active=active)


def add_pattern(work: Work, draft: PatternDraft) -> int:
    """Add a weekly shift to a post; gives its id.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_pattern(draft))
    row = stored_post(work, draft.post_id)
    ref = work.insert(
        shift_pattern,
        post_id=draft.post_id,
        name=draft.name.strip(),
        weekday=draft.weekday,
        opens=draft.opens,
        closes=draft.closes,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        on_holidays=draft.on_holidays,
        rhythm=draft.rhythm,
        anchor=draft.anchor,
    )
    work.record("volunteers.add_pattern", "shift_pattern", ref, post=row.name, weekday=draft.weekday)
    return ref


def drop_pattern(work: Work, ref: int) -> None:
    """Take a weekly shift away; shifts already made stay.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    work.delete(shift_pattern, ref)
    work.record("volunteers.drop_pattern", "shift_pattern", ref)


def set_week(work: Work, post_id: int, week: Sequence[PatternDraft]) -> None:
    """Replace the weekly shifts of a post by these; shifts already made stay.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(problem for each in week for problem in rules.problems_in_pattern(each))
    row = stored_post(work, post_id)
    work.execute(shift_pattern.delete().where(shift_pattern.c.post_id == post_id))
    work.insert_many(
        shift_pattern,
        [
            {
                "post_id": post_id,
                "name": each.name.strip(),
                "weekday": each.weekday,
                "opens": each.opens,
                "closes": each.closes,
                "valid_from": each.valid_from,
                "valid_to": each.valid_to,
                "on_holidays": each.on_holidays,
                "rhythm": each.rhythm,
                "anchor": each.anchor,
            }
            for each in week
        ],
    )
    work.record("volunteers.set_week", "post", post_id, post=row.name, count=len(week))


def make_shifts(work: Work, first: date, end: date) -> Made:
    """Fill the days from `first` up to, not including, `end` with the shifts of the posts' plans and walks.

    What is there stays.  Days off and closed days are left out unless the shift is also for holidays, and said so.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    there = {
        (row.post_id, row.starts)
        for row in work.rows(
            sa.select(shift.c.post_id, shift.c.starts).where(
                shift.c.center_id == work.center_id,
                shift.c.starts >= _midnight(first),
                shift.c.starts < _midnight(end),
            )
        )
    }
    off, worked = days_off(work, first, end), moved_days(work)
    made: list[int] = []
    left_out: dict[date, str] = {}
    for row in work.rows(_PATTERNS, {"center": work.center_id}):
        pattern = PatternDraft(
            row.post_id, row.name, row.weekday, row.opens, row.closes, rhythm=row.rhythm, anchor=row.anchor
        )
        for day in patterns.days_of(pattern, first, end, worked):
            if not _valid(row, day):
                continue
            if not row.on_holidays and day in off:
                left_out[day] = off[day]
                continue
            starts, ends = rules.shift_on(pattern, day)
            if (row.post_id, starts) not in there:
                made.append(_insert_shift(work, row, ShiftDraft(row.post_id, starts, ends, row.name)))
    made += serving.walks(work, days_between(first, end), off, left_out)
    work.record(
        "volunteers.make_shifts", "shift", None, first=first.isoformat(), end=end.isoformat(),
        count=len(made), left_out=len(left_out),
    )  # fmt: skip
    return Made(tuple(made), tuple(sorted(left_out.items())))


def add_shift(work: Work, draft: ShiftDraft) -> int:
    """Add one shift; gives its id.  Raises NotFound, Invalid for times or counts out of order."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored_post(work, draft.post_id)
    if draft.starts is None or draft.ends is None:
        raise Invalid(Problem("starts", "volunteers.period_missing"))
    if draft.ends <= draft.starts:
        raise Invalid(Problem("ends", "volunteers.ends_first"))
    if draft.ends - draft.starts > rules.LONGEST_SHIFT:
        raise Invalid(Problem("ends", "volunteers.too_long"))
    ref = _insert_shift(work, row, draft)
    work.record("volunteers.add_shift", "shift", ref, post=row.name, starts=f"{draft.starts:%Y-%m-%d %H:%M}")
    return ref


def cancel_shift(work: Work, ref: int, reason: str = "") -> tuple[int, ...]:
    """Cancel a shift; its people are free again.  Gives the volunteers who must be told.

    Raises NotFound, Invalid when it is cancelled already.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored_shift(work, ref)
    if row.status is ShiftStatus.CANCELLED:
        raise Invalid(Problem("", "volunteers.shift_cancelled"))
    told = free_shift(work, ref, reason)
    work.record("volunteers.cancel_shift", "shift", ref, reason=reason.strip(), told=len(told))
    return told


_PATTERNS = (
    sa.select(
        shift_pattern,
        post.c.minimum,
        post.c.wanted,
        post.c.maximum,
        post.c.lead_required,
        post.c.name.label("post"),
    )
    .join(post, post.c.id == shift_pattern.c.post_id)
    .where(shift_pattern.c.center_id == sa.bindparam("center"), post.c.active.is_(True))
    .order_by(post.c.position, shift_pattern.c.weekday, shift_pattern.c.opens)
)


def _insert_shift(work: Work, row: Any, draft: ShiftDraft) -> int:
    counts = {
        name: getattr(row, name) if getattr(draft, name) is None else getattr(draft, name)
        for name in ("minimum", "wanted", "maximum", "lead_required")
    }
    if not 0 <= counts["minimum"] <= counts["wanted"] <= counts["maximum"]:
        raise Invalid(Problem("wanted", "volunteers.counts_order"))
    return work.insert(
        shift,
        post_id=draft.post_id,
        name=draft.name.strip(),
        starts=draft.starts,
        ends=draft.ends,
        open_to_take=draft.open_to_take,
        occurrence_id=draft.occurrence_id,
        session_id=draft.session_id,
        note=draft.note.strip(),
        **counts,
    )


def _post_values(draft: PostDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _POST_FIELDS}
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}


def _need_skills(work: Work, ref: int, draft: PostDraft) -> None:
    known = {row[0] for row in work.rows(sa.select(skill.c.id).where(skill.c.center_id == work.center_id))}
    for skill_id, _ in draft.skills:
        if skill_id not in known:
            raise NotFound("skill", skill_id, "skills")
    work.insert_many(
        post_skill,
        [{"post_id": ref, "skill_id": skill_id, "count": count} for skill_id, count in draft.skills],
    )


def _refuse_taken_name(work: Work, name: str) -> None:
    named = sa.select(post.c.id).where(post.c.center_id == work.center_id, post.c.name == name)
    if work.value(named) is not None:
        raise Invalid(Problem("name", "volunteers.name_taken", {"name": name}))


def _valid(row: Any, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
