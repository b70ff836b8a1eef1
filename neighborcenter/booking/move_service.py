"""Taking days of bookings to another time or room: one, many at once, or only a later end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import judging, rules, taking, whereabouts
from neighborcenter.booking.drafts import BookingDraft, MoveDraft
from neighborcenter.booking.events import OccurrenceMoved
from neighborcenter.booking.judging import Verdict
from neighborcenter.booking.kinds import HOLDING
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.plans import clash
from neighborcenter.booking.taking import Needs
from neighborcenter.kit.model import aside
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an occurrence was and is: enough to move it back."""

    occurrence_id: int
    booking_id: int
    room_before: int
    room_after: int
    before: TimeRange
    after: TimeRange
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One day on its way: what it is, where it goes, what it takes there."""

    row: Any
    place: Place
    moved: Moved
    needs: Needs
    verdict: Verdict
    agreed: bool
    override: str


_SOME = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.slot,
        occurrence.c.status,
        booking.c.title,
        booking.c.who,
        booking.c.phone,
        booking.c.resident_id,
        booking.c.group_id,
        booking.c.for_center,
        booking.c.people,
        booking.c.kind,
        booking.c.note,
        booking.c.service_id,
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(
        aside(occurrence.c.center_id) == sa.bindparam("center"),
        occurrence.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)


def move_occurrence(work: Work, draft: MoveDraft) -> Moved:
    """Take one day to another time or room, with all it takes; its series stays where it is.

    Raises NotFound, Invalid for a cancelled day or a rule, Clash when the new place is taken.
    """
    work.require(Permission.BOOKING_WRITE)
    return _move(work, [draft], "booking.move")[0]


def move_many(work: Work, drafts: Sequence[MoveDraft]) -> tuple[Moved, ...]:
    """Take many days to other times or rooms at once, all or none; they may change places with one another.

    Raises NotFound, Invalid, Clash as `move_occurrence` does, for the first day that cannot go.
    """
    work.require(Permission.BOOKING_WRITE)
    return tuple(_move(work, drafts, "booking.move"))


def extend(work: Work, occurrence_id: int, until: datetime, *, agreed: bool = False) -> Moved:
    """Let a day end later, also while it is running; `agreed` beyond the opening hours.

    Raises NotFound, Invalid when it would not become longer, Clash when somebody comes after it.
    """
    work.require(Permission.BOOKING_WRITE)
    row = work.row(_SOME, {"center": work.center_id, "ids": [occurrence_id]})
    if row is not None and until <= row.ends:
        raise Invalid(Problem("ends", "booking.not_longer", {"end": rules.said(row.ends)}))
    draft = MoveDraft(occurrence_id, ends=until, outside_hours=agreed)
    return _move(work, [draft], "booking.extend")[0]


def _move(work: Work, drafts: Sequence[MoveDraft], act: str) -> list[Moved]:
    known = places(work)
    ids = [draft.occurrence_id for draft in drafts]
    rows = {row.id: row for row in work.rows(_SOME, {"center": work.center_id, "ids": ids})}
    kept = taking.kept_needs(work, ids)
    steps = [_step(work, known, draft, rows.get(draft.occurrence_id), kept) for draft in drafts]
    going = [step for step in steps if _goes(step)]
    taking.lock(work, [*(step.needs for step in going), *(kept[step.row.id] for step in going)])
    if len(going) > 1:
        # Days that change places are not in each other's way.
        taking.give_back(work, [step.row.id for step in going])
    for step in going:
        _go(work, known, step, act, alone=len(going) == 1)
    for step in going:
        moved = step.moved
        work.publish(
            OccurrenceMoved(
                moved.occurrence_id, moved.booking_id, moved.room_before, moved.room_after, moved.before,
                moved.after,
            )
        )  # fmt: skip
    return [step.moved for step in steps]


def _goes(step: _Step) -> bool:
    moved = step.moved
    return (moved.room_before, moved.before) != (moved.room_after, moved.after)


def _step(work: Work, known: Places, draft: MoveDraft, row: Any, kept: dict[int, Needs]) -> _Step:
    """Judge one move.  Raises NotFound, Invalid."""
    if row is None:
        raise NotFound("occurrence", draft.occurrence_id)
    if row.status not in HOLDING:
        raise Invalid(Problem("", "booking.cancelled_moves_not"))
    before = TimeRange(row.starts, row.ends)
    starts = draft.starts or before.start
    ends = draft.ends or starts + (before.end - before.start)
    after, wrong = rules.range_of(starts, ends)
    refuse(wrong)
    needs = kept[row.id]
    facts = known.facts(work, draft.room_id or row.room_id, needs.room_ids[1:])
    if after is None or facts.room is None:
        raise NotFound("room", draft.room_id)
    problems = rules.problems_in_move(before, after, facts, agreed=draft.outside_hours)
    refuse(problems)
    place = known[facts.room.room_id]
    verdict = Verdict(buffer=needs.buffer)
    if (row.room_id, before) != (place.room_id, after):
        verdict = judging.judge(work, _as_draft(row, draft, place, after), place, [after], but_day=row.id)
        refuse(verdict.problems)
        needs = taking.rooms_needed(
            known, (place.room_id, *needs.room_ids[1:]), needs.resources, verdict.buffer
        )
        taking.refuse_length(needs, [after])
        problems += [*verdict.problems, *verdict.overridden]
        problems += whereabouts.double(work, row.resident_id, [after], but=row.booking_id)
    moved = Moved(row.id, row.booking_id, row.room_id, place.room_id, before, after, tuple(problems))
    return _Step(row, place, moved, needs, verdict, draft.outside_hours, draft.override)


def _go(work: Work, known: Places, step: _Step, act: str, *, alone: bool) -> None:
    row, moved, needs = step.row, step.moved, step.needs
    found = taking.obstacles(work, needs, moved.after, but=row.id, agreed=step.agreed)
    if found:
        raise clash(work, step.place, moved.after, found, row.people, needs, row.id)
    if alone:
        taking.give_back(work, [row.id])
    work.update(
        occurrence,
        row.id,
        room_id=step.place.room_id,
        starts=moved.after.start,
        ends=moved.after.end,
        setup_minutes=needs.buffer.setup,
        cleanup_minutes=needs.buffer.cleanup,
        # Where the rule of its series put it is remembered: a change of the series knows it was moved.
        slot=row.slot or row.starts,
    )
    taking.take(work, row.id, needs, moved.after)
    judging.keep_move(work, row.booking_id, row.id, step.verdict, step.override)
    work.record(
        act,
        "occurrence",
        row.id,
        booking=row.booking_id,
        title=row.title,
        before=[known[row.room_id].name, rules.said(moved.before.start), rules.said(moved.before.end)],
        after=[step.place.name, rules.said(moved.after.start), rules.said(moved.after.end)],
    )


def _as_draft(row: Any, draft: MoveDraft, place: Place, after: TimeRange) -> BookingDraft:
    """The booking as if it were made now for the new time: what the rules judge."""
    return BookingDraft(
        room_id=place.room_id,
        starts=after.start,
        ends=after.end,
        title=row.title,
        who=row.who,
        phone=row.phone,
        resident_id=row.resident_id,
        group_id=row.group_id,
        for_center=row.for_center,
        people=row.people,
        kind=row.kind,
        note=row.note,
        service_id=row.service_id,
        outside_hours=draft.outside_hours,
        override=draft.override,
    )
