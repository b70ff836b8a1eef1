"""What staff do with bookings: book one day or a series, move a day, change the words.

Order of a save: the form's key (saved before?), the rules again with fresh facts, the rooms held, the check
that names who is in the way, the rows, the claims behind which the database itself stands guard, the audit
line.  Cancelling and restoring are in `cancel_service.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import claims, rules
from neighborcenter.booking.claims import Taken
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft
from neighborcenter.booking.events import OccurrenceBooked, OccurrenceMoved
from neighborcenter.booking.free import Alternative, FreeRoom, free_on_all, free_rooms, ways_out
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import Place, places
from neighborcenter.kit.problems import Clash, Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people import records
from neighborcenter.people.models import people_group, resident

MANY = 20
"""More clashes than this are counted, not listed one by one, in what is thrown."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One day that was booked."""

    occurrence_id: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """One day of a series that was left out: why, and which rooms are free then."""

    starts: datetime
    ends: datetime
    reason: Problem
    other_rooms: tuple[FreeRoom, ...] = ()


@dataclass(frozen=True, slots=True)
class Booked:
    """What `book` did.  `again`: this form had been saved before; nothing was added."""

    booking_id: int
    occurrences: tuple[Kept, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Problem, ...] = ()
    again: bool = False

    @property
    def occurrence_ids(self) -> tuple[int, ...]:
        """The ids of the days booked, in order of time."""
        return tuple(kept.occurrence_id for kept in self.occurrences)


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
class _Plan:
    ranges: list[TimeRange]
    skipped: list[Skipped]


_BY_KEY = sa.select(booking.c.id, booking.c.room_id, booking.c.title).where(
    booking.c.center_id == sa.bindparam("center"), booking.c.client_key == sa.bindparam("key")
)
_DAYS_OF = (
    sa.select(occurrence.c.id, occurrence.c.starts, occurrence.c.ends)
    .where(occurrence.c.booking_id == sa.bindparam("booking"))
    .order_by(occurrence.c.starts)
)
_ONE = (
    sa.select(
        occurrence.c.id,
        occurrence.c.booking_id,
        occurrence.c.room_id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.status,
        booking.c.title,
        booking.c.people,
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(occurrence.c.center_id == sa.bindparam("center"), occurrence.c.id == sa.bindparam("id"))
)


def book(work: Work, draft: BookingDraft) -> Booked:
    """Book one day or a series; the same `client_key` again changes nothing and gives the first result.

    Raises Invalid when a rule stands against it, and Clash when a day is taken (`in_the_way`: Taken;
    `alternatives`: Alternative) unless `skip_clashes` leaves such days out and at least one is free.
    """
    work.require(Permission.BOOKING_WRITE)
    known = places(work)
    facts = known.facts(work, draft.room_id)
    problems = rules.problems_in(draft, facts)
    place = known.get(draft.room_id) if draft.room_id is not None else None
    if place is not None:
        claims.hold(work, place.units)
    earlier = _saved_before(work, draft)
    if earlier is not None:
        return earlier
    refuse(problems)
    if place is None:
        raise NotFound("room", draft.room_id)
    plan = _plan(work, draft, place, facts)
    booking_id = work.insert(
        booking,
        room_id=place.room_id,
        title=draft.title.strip(),
        kind=draft.kind,
        resident_id=records.kept_under(work, draft.resident_id),
        group_id=draft.group_id,
        for_center=draft.for_center,
        who=_who(work, draft),
        phone=draft.phone.strip(),
        people=draft.people,
        rule=str(rules.rule_of(draft)[0] or ""),
        note=draft.note.strip(),
        client_key=draft.client_key or None,
    )
    kept = _keep(work, booking_id, place, plan.ranges)
    work.record(
        "booking.book",
        "booking",
        booking_id,
        room=place.name,
        starts=rules.said(kept[0].starts),
        ends=rules.said(kept[0].ends),
        title=draft.title.strip(),
        days=len(kept),
        skipped=len(plan.skipped),
    )
    for day in kept:
        work.publish(
            OccurrenceBooked(day.occurrence_id, booking_id, place.room_id, TimeRange(day.starts, day.ends))
        )
    return Booked(booking_id, tuple(kept), tuple(plan.skipped), tuple(problems))


def move_occurrence(work: Work, draft: MoveDraft) -> Moved:
    """Take one day to another time or room; its series stays where it is.

    Raises NotFound, Invalid for a cancelled day or a rule, Clash when the new place is taken.
    """
    work.require(Permission.BOOKING_WRITE)
    row = work.row(_ONE, {"center": work.center_id, "id": draft.occurrence_id})
    if row is None:
        raise NotFound("occurrence", draft.occurrence_id)
    if row.status is OccurrenceStatus.CANCELLED:
        raise Invalid(Problem("", "booking.cancelled_moves_not"))
    before = TimeRange(row.starts, row.ends)
    starts = draft.starts or before.start
    ends = draft.ends or starts + (before.end - before.start)
    after, wrong = rules.range_of(starts, ends)
    refuse(wrong)
    known = places(work)
    facts = known.facts(work, draft.room_id or row.room_id)
    if after is None or facts.room is None:
        raise NotFound("room", draft.room_id)
    problems = rules.problems_in_move(before, after, facts, agreed=draft.outside_hours)
    refuse(problems)
    place = known[facts.room.room_id]
    moved = Moved(row.id, row.booking_id, row.room_id, place.room_id, before, after, tuple(problems))
    if (row.room_id, before) == (place.room_id, after):
        return moved
    claims.hold(work, sorted({*place.units, *known[row.room_id].units}))
    taken = claims.in_the_way(work, place.units, after, but=row.id)
    if taken:
        raise _clash(work, place, after, taken, row.people)
    claims.drop(work, [row.id])
    work.update(occurrence, row.id, room_id=place.room_id, starts=after.start, ends=after.end)
    claims.claim_one(work, row.id, place.units, after)
    work.record(
        "booking.move",
        "occurrence",
        row.id,
        booking=row.booking_id,
        title=row.title,
        before=[known[row.room_id].name, rules.said(before.start), rules.said(before.end)],
        after=[place.name, rules.said(after.start), rules.said(after.end)],
    )
    work.publish(OccurrenceMoved(row.id, row.booking_id, row.room_id, place.room_id, before, after))
    return moved


def change_details(work: Work, draft: DetailsDraft) -> None:
    """Change title, person, number of people, kind or note of a whole booking.

    Raises NotFound, Stale when another desk changed it since `draft.version`, Invalid for an empty title.
    """
    work.require(Permission.BOOKING_WRITE)
    names = ("title", "who", "phone", "resident_id", "group_id", "people", "kind", "note")
    changes = {name: value for name in names if (value := getattr(draft, name)) is not None}
    changes |= {name: value.strip() for name, value in changes.items() if type(value) is str}
    if changes.get("title") == "":
        raise Invalid(Problem("title", "booking.title_missing"))
    fields = sorted(changes)
    changes |= _someone_else(work, draft)
    if changes.get("people", 0) < 0:
        raise Invalid(Problem("people", "booking.people_below_zero"))
    if not changes:
        return
    work.update(booking, draft.booking_id, version=draft.version, **changes)
    # Names and phones do not belong into a trail that is kept for years; which fields changed does.
    shown = {name: changes[name] for name in ("title", "people", "kind") if name in changes}
    work.record("booking.change", "booking", draft.booking_id, fields=fields, **shown)


def _someone_else(work: Work, draft: DetailsDraft) -> dict[str, Any]:
    """What follows when a booking is for somebody else now: the links and the phone of the one before go.

    Raises NotFound for an unknown resident or group, Invalid when nobody is left.
    """
    if draft.who is None and draft.resident_id is None and draft.group_id is None:
        return {}
    row = work.row(
        sa.select(
            booking.c.who, booking.c.phone, booking.c.resident_id, booking.c.group_id, booking.c.for_center
        ).where(booking.c.id == draft.booking_id, booking.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("booking", draft.booking_id)
    linked = draft.resident_id is not None or draft.group_id is not None
    same_words = draft.who is None or draft.who.strip() == row.who
    if same_words and (not linked or (draft.resident_id, draft.group_id) == (row.resident_id, row.group_id)):
        return {}
    who = _who(
        work, BookingDraft(who=draft.who or "", resident_id=draft.resident_id, group_id=draft.group_id)
    )
    for_center = row.for_center and not linked and not who
    if not who and not for_center:
        raise Invalid(Problem("who", "booking.who_missing"))
    return {
        "who": who,
        "resident_id": records.kept_under(work, draft.resident_id),
        "group_id": draft.group_id,
        "for_center": for_center,
        "phone": (draft.phone or "").strip(),
    }


def _saved_before(work: Work, draft: BookingDraft) -> Booked | None:
    if not draft.client_key:
        return None
    work.one_at_a_time(draft.client_key)
    row = work.row(_BY_KEY, {"center": work.center_id, "key": draft.client_key})
    if row is None:
        return None
    days = [Kept(*tuple(day)) for day in work.rows(_DAYS_OF, {"booking": row.id})]
    if (row.room_id, row.title) != (draft.room_id, draft.title.strip()):
        raise Invalid(Problem("", "booking.key_reused"))
    return Booked(row.id, tuple(days), again=True)


def _plan(work: Work, draft: BookingDraft, place: Place, facts: rules.Facts) -> _Plan:
    """Which days to keep and which to leave out.  Raises Invalid or Clash."""
    ranges = rules.ranges_of(draft)
    if len(ranges) == 1 and not draft.repeat:
        taken = claims.in_the_way(work, place.units, ranges[0])
        if taken:
            raise _clash(work, place, ranges[0], taken, draft.people)
        return _Plan(ranges, [])
    free: list[TimeRange] = []
    shut: list[tuple[TimeRange, Problem]] = []
    clashing: list[tuple[TimeRange, list[Taken]]] = []
    for during in ranges:
        problems = rules.problems_on_day(during, facts, agreed=draft.outside_hours)
        error = next((problem for problem in problems if problem.level == "error"), None)
        if error is not None:
            shut.append((during, error))
            continue
        taken = claims.in_the_way(work, place.units, during)
        if taken:
            clashing.append((during, taken))
        else:
            free.append(during)
    if not draft.skip_clashes:
        if clashing:
            raise _series_clash(work, place, draft, ranges, [t for _, found in clashing for t in found])
        refuse([problem for _, problem in shut])
    if not free:
        raise Invalid(Problem("starts", "booking.nothing_left", {"count": len(ranges)}))
    return _Plan(free, _skipped(work, draft, place, shut, clashing))


def _skipped(
    work: Work,
    draft: BookingDraft,
    place: Place,
    shut: Sequence[tuple[TimeRange, Problem]],
    clashing: Sequence[tuple[TimeRange, list[Taken]]],
) -> list[Skipped]:
    skipped = [Skipped(during.start, during.end, problem) for during, problem in shut]
    for during, taken in clashing:
        rooms = free_rooms(work, during, draft.people, but=place.room_id)
        skipped.append(Skipped(during.start, during.end, taken[0].problem(), tuple(rooms[:3])))
    return sorted(skipped, key=lambda day: day.starts)


def _keep(work: Work, booking_id: int, place: Place, ranges: Sequence[TimeRange]) -> list[Kept]:
    if len(ranges) == 1:
        during = ranges[0]
        ref = work.insert(
            occurrence,
            booking_id=booking_id,
            room_id=place.room_id,
            starts=during.start,
            ends=during.end,
            status=OccurrenceStatus.BOOKED,
        )
        claims.claim_one(work, ref, place.units, during)
        return [Kept(ref, during.start, during.end)]
    work.insert_many(
        occurrence,
        [
            {
                "booking_id": booking_id,
                "room_id": place.room_id,
                "starts": during.start,
                "ends": during.end,
                "status": OccurrenceStatus.BOOKED,
            }
            for during in ranges
        ],
    )
    claims.claim_booking(work, booking_id, place.units)
    return [Kept(*tuple(day)) for day in work.rows(_DAYS_OF, {"booking": booking_id})]


def _clash(work: Work, place: Place, during: TimeRange, taken: Sequence[Taken], people: int) -> Clash:
    return Clash(
        *(found.problem() for found in taken[:MANY]),
        in_the_way=tuple(taken),
        alternatives=ways_out(work, place.room_id, during, people),
    )


def _series_clash(
    work: Work, place: Place, draft: BookingDraft, ranges: Sequence[TimeRange], taken: Sequence[Taken]
) -> Clash:
    """For a series the ways out are rooms that are free on every one of its days."""
    first = ranges[0]
    rooms = free_on_all(work, ranges, draft.people, but=place.room_id)[:3]
    return Clash(
        *(found.problem() for found in taken[:MANY]),
        in_the_way=tuple(taken),
        alternatives=tuple(Alternative(r.room_id, r.name, first.start, first.end) for r in rooms),
    )


def _who(work: Work, draft: BookingDraft) -> str:
    """The words that stand on the board: as typed, else the name of the resident or group."""
    if draft.who.strip():
        return draft.who.strip()
    for table, ref, field in (
        (resident, draft.resident_id, "resident_id"),
        (people_group, draft.group_id, "group_id"),
    ):
        if ref is not None:
            name = work.value(
                sa.select(table.c.name).where(table.c.id == ref, table.c.center_id == work.center_id)
            )
            if name is None:
                raise NotFound(table.name, ref, field)
            return str(name)
    return ""
