"""Changing a series: this day, this and the following, or all; undoing it; bringing left-out days back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import details_service, judging, rules, series_taking, taking
from neighborcenter.booking.coming_back import Returning, closed_at, statuses_of
from neighborcenter.booking.drafts import SeriesChange
from neighborcenter.booking.events import OccurrenceBooked, OccurrenceCancelled, OccurrenceMoved
from neighborcenter.booking.judging import Buffer
from neighborcenter.booking.kinds import Fate, OccurrenceStatus, Scope, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.plans import clash, reason_in
from neighborcenter.booking.resource_models import occurrence_resource, occurrence_room
from neighborcenter.booking.rulebook import keeping
from neighborcenter.booking.rulebook.models import charge
from neighborcenter.booking.series import draft_of, preview
from neighborcenter.booking.series_days import SeriesDay, SeriesPreview
from neighborcenter.booking.series_rows import (
    BELONG_WHERE_THEY_ARE,
    PLACE,
    Series,
    SeriesRow,
    rows,
    series,
    series_of_day,
)
from neighborcenter.booking.taking import Needs
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Clash, Invalid, NotFound, Problem, Stale, refuse
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work

MANY = 20
MOVES = (Fate.CHANGES, Fate.COMES_BACK)


@dataclass(frozen=True, slots=True)
class SeriesChanged:
    """What a change did, and enough to take it back: hand it to `undo_change`.

    `changed_id` is the booking that holds the days now: a new one when the series was split.
    """

    booking_id: int
    changed_id: int
    preview: SeriesPreview
    before: Series
    added: tuple[int, ...]
    versions: tuple[tuple[int, int], ...]
    after: tuple[SeriesRow, ...]
    charges: tuple[keeping.KeptCharge, ...] = ()

    @property
    def moved(self) -> int:
        """How many days changed their time or room."""
        return self.preview.count(*MOVES)


def change_series(work: Work, change: SeriesChange) -> SeriesChanged:
    """Change a day, the days from one on, or all that are not over.

    Raises NotFound; Invalid for a rule or when nothing is to change; Clash when days cannot follow and
    `skip_clashes` does not let them stay.
    """
    work.require(Permission.BOOKING_WRITE)
    before = series_of_day(work, change.occurrence_id)
    kept = taking.kept_needs(work, [row.occurrence_id for row in before.rows])
    taking.lock(work, kept.values())
    found = preview(work, change)
    refuse(found.problems)
    if not change.touches_days and change.details is None:
        raise Invalid(Problem("", "series.nothing_meant"))
    if found.clashing and not change.skip_clashes:
        raise _clash(found)
    charges = keeping.unpaid_of(work, [row.occurrence_id for row in before.rows])
    if not before.rule_text:
        work.execute(BELONG_WHERE_THEY_ARE, {"booking": before.booking_id})
    target = _target_booking(work, before, change, found)
    _write_rules(work, before, change, found, target)
    added = _write_days(work, before, found, target, kept[change.occurrence_id])
    if change.details is not None:
        details_service.change_details(work, replace(change.details, booking_id=target, version=None))
    moved = [day.occurrence_id or 0 for day in found.days if day.fate in MOVES and day.occurrence_id]
    judging.keep(work, target, draft_of(before, change), found.verdict, anew=(*moved, *added))
    work.record(
        "booking.series",
        "booking",
        before.booking_id,
        title=before.title,
        scope=str(change.scope),
        into=target if target != before.booking_id else None,
        moved=found.count(*MOVES),
        added=found.count(Fate.ADDED),
        dropped=found.count(Fate.DROPPED),
        left_out=found.count(Fate.LEFT_OUT, Fate.STAYS),
        before=found.rule_before,
        after=found.rule_after,
    )
    left = [series(work, ref) for ref in dict.fromkeys((before.booking_id, target))]
    versions = tuple((one.booking_id, one.version) for one in left)
    after = tuple(row for one in left for row in one.rows)
    return SeriesChanged(before.booking_id, target, found, before, tuple(added), versions, after, charges)


def undo_change(work: Work, done: SeriesChanged) -> None:
    """Put every day and the series itself back as they were before a change.

    Raises Stale when somebody changed the series since, Clash when a room has been given to others.
    """
    work.require(Permission.BOOKING_WRITE)
    was = done.before
    now = {row.occurrence_id: row for ref, _ in done.versions for row in series(work, ref).rows}
    if now != {row.occurrence_id: row for row in done.after}:
        raise Stale("booking", was.booking_id)
    for ref, version in done.versions:
        values = {"rule": was.rule_text, "room_id": was.room_id, "title": was.title, "who": was.who}
        if ref == was.booking_id:
            values |= {"phone": was.phone, "resident_id": was.resident_id, "group_id": was.group_id}
            values |= {"people": was.people, "kind": was.kind, "note": was.note, "for_center": was.for_center}
        else:
            values = {"rule": ""}
        work.update(booking, ref, version=version, **values)
    touched = [row for row in was.rows if now.get(row.occurrence_id) != row]
    taking.give_back(work, [row.occurrence_id for row in touched] + list(done.added))
    for ref in done.added:
        _forget(work, ref)
    back = [row for row in touched if row.holds]
    for row in touched:
        _put_back(work, row)
    taking.take_again(work, {row.occurrence_id: row.during for row in back})
    for row in back:
        _tell_back(work, now.get(row.occurrence_id), row)
    keeping.put_back(work, [row.occurrence_id for row in was.rows], done.charges)
    work.record("booking.series_undo", "booking", was.booking_id, title=was.title, days=len(touched))


def readd(
    work: Work, occurrence_id: int, *, room_id: int | None = None, outside_hours: bool = False
) -> OccurrenceBooked:
    """Book a day that was left out or is suspended, in its own room or another one.

    Raises NotFound, Invalid when it is not such a day or the room is shut, Clash when the room is taken.
    """
    work.require(Permission.BOOKING_WRITE)
    kept = series_of_day(work, occurrence_id)
    row = kept.row(occurrence_id)
    if row.status not in (OccurrenceStatus.SKIPPED, OccurrenceStatus.SUSPENDED):
        raise Invalid(Problem("", "series.not_left_out"))
    known = places(work)
    facts = known.facts(work, room_id or row.room_id)
    refuse(rules.problems_with_room(facts))
    refuse(rules.problems_on_day(row.during, facts, agreed=outside_hours))
    if facts.room is None:
        raise NotFound("room", room_id)
    place = known[facts.room.room_id]
    had = taking.kept_needs(work, [occurrence_id])[occurrence_id]
    needs = series_taking.elsewhere(known, had, place.room_id, had.buffer)
    taking.lock(work, [needs])
    found = taking.obstacles(work, needs, row.during, but=occurrence_id, agreed=outside_hours)
    if found:
        raise clash(work, place, row.during, found, kept.people, needs, occurrence_id)
    left_at = closed_at(work, row.suspended_by_id)
    back = Returning(occurrence_id, place.room_id, row.during, left_at)
    work.update(
        occurrence,
        occurrence_id,
        room_id=place.room_id,
        status=statuses_of(work, kept.booking_id, [back])[occurrence_id],
        cancel_reason="",
        cancelled_at=None,
        suspended_by_id=None,
    )
    taking.take(work, occurrence_id, needs, row.during)
    work.record(
        "booking.readd",
        "occurrence",
        occurrence_id,
        booking=kept.booking_id,
        title=kept.title,
        room=place.name,
        starts=rules.said(row.during.start),
    )
    news = OccurrenceBooked(occurrence_id, kept.booking_id, place.room_id, row.during)
    work.publish(news)
    return news


def _clash(found: SeriesPreview) -> Clash:
    days = found.clashing
    problems = [problem for day in days for problem in day.why]
    in_the_way = tuple(one for day in days for one in day.taken)
    return Clash(*problems[:MANY], in_the_way=in_the_way)


def _target_booking(work: Work, before: Series, change: SeriesChange, found: SeriesPreview) -> int:
    """The booking that holds the days meant: the same, or a new one with the same words."""
    if not found.splits:
        return before.booking_id
    target = work.insert(
        booking,
        room_id=found.room_after,
        title=before.title,
        kind=before.kind,
        resident_id=before.resident_id,
        group_id=before.group_id,
        for_center=before.for_center,
        who=before.who,
        phone=before.phone,
        people=before.people,
        rule=found.rule_after,
        note=before.note,
        standing=before.standing,
        split_from_id=before.booking_id,
        service_id=before.service_id,
    )
    ids = [day.occurrence_id for day in found.days if day.occurrence_id is not None]
    if change.scope is not Scope.ONE:
        asked = before.row(change.occurrence_id)
        ids = [row.occurrence_id for row in before.rows if row.slot >= asked.slot]
    work.execute(occurrence.update().where(occurrence.c.id.in_(ids)).values(booking_id=target))
    keeping.follow(work, ids, target)
    return target


def _write_rules(work: Work, before: Series, change: SeriesChange, found: SeriesPreview, target: int) -> None:
    """What the bookings themselves say afterwards; their versions move, so that another desk is told."""
    if target != before.booking_id:
        work.update(booking, before.booking_id, rule=found.rest_rule)
    elif change.scope is Scope.ONE and len(before.rows) > 1:
        work.update(booking, target, rule=before.rule_text)
    else:
        work.update(booking, target, rule=found.rule_after, room_id=found.room_after)


def _write_days(work: Work, before: Series, found: SeriesPreview, target: int, needs: Needs) -> list[int]:
    """Move, add, drop and note the days; returns the ids of the new ones, which take what `needs` says."""
    known = places(work)
    buffer = found.verdict.buffer
    kept = {row.occurrence_id: row for row in before.rows}
    moving = [day for day in found.days if day.fate in MOVES and day.occurrence_id]
    dropped = [day for day in found.days if day.fate is Fate.DROPPED and day.occurrence_id]
    taking.give_back(work, [day.occurrence_id or 0 for day in (*moving, *dropped)])
    if moving:
        granted = _status(before)
        work.execute(PLACE, [_placed(kept[day.occurrence_id or 0], day, buffer, granted) for day in moving])
    for day in found.days:
        row_ = kept.get(day.occurrence_id or 0)
        if row_ is not None and day.fate not in MOVES and day.slot != row_.slot:
            work.update(occurrence, row_.occurrence_id, slot=day.slot)
    added = [
        _add(work, target, day, buffer, _status(before)) for day in found.days if day.occurrence_id is None
    ]
    had = taking.kept_needs(work, [day.occurrence_id or 0 for day in moving])
    series_taking.take_all(
        work,
        {
            ref: (series_taking.elsewhere(known, had[ref], day.room_after or 0, buffer), _there(day))
            for ref, day in ((day.occurrence_id or 0, day) for day in moving)
        },
    )
    for day, ref in zip((d for d in found.days if d.occurrence_id is None), added, strict=True):
        wanted = series_taking.elsewhere(known, needs, day.room_after or 0, buffer)
        taking.note(work, [ref], wanted)
        if day.fate is Fate.ADDED:
            taking.take(work, ref, wanted, _there(day))
            work.publish(OccurrenceBooked(ref, target, day.room_after or 0, _there(day)))
    _drop(work, dropped, target)
    for day in moving:
        _tell_moved(work, kept[day.occurrence_id or 0], day, target)
    return added


def _placed(row: SeriesRow, day: SeriesDay, buffer: Buffer, status: OccurrenceStatus) -> dict[str, Any]:
    """Where a day goes, for `PLACE`; a request stays one."""
    after = _there(day)
    return {
        "ref": row.occurrence_id,
        "room": day.room_after,
        "begins": after.start,
        "until": after.end,
        "put": day.slot,
        "before": buffer.setup,
        "after": buffer.cleanup,
        "standing": row.status if row.holds else status,
    }


def _add(work: Work, target: int, day: SeriesDay, buffer: Buffer, status: OccurrenceStatus) -> int:
    after = _there(day)
    left_out = day.fate is Fate.LEFT_OUT
    return work.insert(
        occurrence,
        booking_id=target,
        room_id=day.room_after,
        starts=after.start,
        ends=after.end,
        slot=day.slot,
        setup_minutes=buffer.setup,
        cleanup_minutes=buffer.cleanup,
        status=OccurrenceStatus.SKIPPED if left_out else status,
        cancel_reason=reason_in(day.why[0]) if day.why else "",
    )


def _drop(work: Work, days: Sequence[SeriesDay], target: int) -> None:
    """Days the repetition does not name any more; what was booked is cancelled, with the reason."""
    reason = _("No longer part of the series")
    for day in days:
        work.update(
            occurrence,
            day.occurrence_id or 0,
            status=OccurrenceStatus.CANCELLED,
            cancel_reason=reason,
            cancelled_at=work.clock.now(),
            suspended_by_id=None,
        )
        if day.before is not None:
            work.publish(
                OccurrenceCancelled(day.occurrence_id or 0, target, day.room_before or 0, day.before, reason)
            )


def _tell_moved(work: Work, row: SeriesRow, day: SeriesDay, target: int) -> None:
    after, room = _there(day), day.room_after or 0
    if row.holds:
        work.publish(OccurrenceMoved(row.occurrence_id, target, row.room_id, room, row.during, after))
    else:
        work.publish(OccurrenceBooked(row.occurrence_id, target, room, after))


def _put_back(work: Work, row: SeriesRow) -> None:
    still_cancelled = {} if row.status is OccurrenceStatus.CANCELLED else {"cancelled_at": None}
    work.update(
        occurrence,
        row.occurrence_id,
        **still_cancelled,
        booking_id=row.booking_id,
        room_id=row.room_id,
        starts=row.during.start,
        ends=row.during.end,
        slot=row.slot,
        status=row.status,
        cancel_reason=row.reason,
        setup_minutes=row.setup_minutes,
        cleanup_minutes=row.cleanup_minutes,
        suspended_by_id=row.suspended_by_id,
    )


def _tell_back(work: Work, now: SeriesRow | None, was: SeriesRow) -> None:
    if now is not None and now.holds:
        work.publish(
            OccurrenceMoved(
                was.occurrence_id, was.booking_id, now.room_id, was.room_id, now.during, was.during
            )
        )
    else:
        work.publish(OccurrenceBooked(was.occurrence_id, was.booking_id, was.room_id, was.during))


def _forget(work: Work, occurrence_id: int) -> None:
    """Take a day out of the world that a change has just added and that nobody has seen used."""
    row = next(iter(rows(work, [occurrence_id])), None)
    if row is None:
        return
    if row.holds:
        work.publish(OccurrenceCancelled(row.occurrence_id, row.booking_id, row.room_id, row.during, ""))
    for table in (occurrence_room, occurrence_resource, charge):
        work.execute(table.delete().where(table.c.occurrence_id == occurrence_id))
    work.delete(occurrence, occurrence_id)


def _there(day: SeriesDay) -> TimeRange:
    if day.after is None:
        raise LookupError("a day that goes nowhere has no place")
    return day.after


def _status(kept: Series) -> OccurrenceStatus:
    """What a new day of this booking is: granted like the rest of it, or asked for like the rest of it."""
    waiting = kept.standing in (Standing.REQUESTED, Standing.CHECKED)
    return OccurrenceStatus.REQUESTED if waiting else OccurrenceStatus.BOOKED
