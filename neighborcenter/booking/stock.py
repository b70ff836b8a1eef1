"""What is left of equipment and staff at a time, and the claims on it.

Read and written under the lock of a save.  The check names what is short and who has it; behind it stands the
schema, which knows no number above the quantity and no number given twice (`resource_models`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.kinds import ResourceKind, Use
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.numbering import Promise, busiest, free_numbers, number_anew
from neighborcenter.booking.resource_models import resource, resource_absence, resource_claim, working_hours
from neighborcenter.booking.rules import LONGEST, said
from neighborcenter.center.drafts import Span
from neighborcenter.center.rules import week_plan
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange, clock_text, minutes_of
from neighborcenter.kit.work import Read, Work

Wanted = Sequence[tuple[int, int]]
"""(resource id, how many)."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A thing or a person that cannot be had: how many are wanted and free, and why not more.

    `code` is the sentence that says it; `by` names the uses that have it then.
    """

    resource_id: int
    name: str
    code: str
    wanted: int
    free: int
    starts: datetime
    ends: datetime
    by: tuple[str, ...] = ()
    reason: str = ""

    @property
    def title(self) -> str:
        """The uses in the way, in one line."""
        return "、".join(self.by)

    def problem(self) -> Problem:
        """The sentence beside the list of equipment and staff."""
        params = {
            "name": self.name,
            "wanted": self.wanted,
            "free": self.free,
            "start": said(self.starts),
            "end": f"{self.ends:%H:%M}" if self.ends.date() == self.starts.date() else said(self.ends),
            "title": self.title,
            "reason": self.reason,
            "resource": self.resource_id,
        }
        return Problem("resources", self.code, params)


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource as a save sees it: how many there are, when it works, when it is away."""

    resource_id: int
    name: str
    kind: ResourceKind
    quantity: int
    retired: bool
    spans: tuple[Span, ...] = ()
    away: tuple[tuple[TimeRange, int, str], ...] = ()

    @property
    def staff(self) -> bool:
        """Whether it is a person."""
        return self.kind is ResourceKind.STAFF

    def works(self, during: TimeRange) -> bool:
        """Whether it works for the whole time; what has no hours of its own always does."""
        return not self.spans or all(self._works_on(part) for part in _by_day(during))

    def hours(self, during: TimeRange) -> str:
        """The hours of the first day, as they stand in a sentence."""
        return ", ".join(f"{clock_text(a)}–{clock_text(b)}" for a, b in self._hours(during))

    def _works_on(self, part: tuple[TimeRange, int, int]) -> bool:
        during, first, last = part
        reached = first
        for opens, closes in self._hours(during):
            if opens <= reached:
                reached = max(reached, closes)
        return reached >= last

    def _hours(self, during: TimeRange) -> list[tuple[int, int]]:
        plan = week_plan(self.spans, during.day, None)
        return sorted((s.opens, s.closes) for s in plan if s.weekday == during.day.weekday())


def _by_day(during: TimeRange) -> list[tuple[TimeRange, int, int]]:
    """The parts of a time on each of its days, with their minutes after midnight."""
    found = []
    for day in during.days():
        midnight = datetime.combine(day, datetime.min.time())
        first = max(0, int((during.start - midnight).total_seconds() // 60))
        last = min(1440, int((during.end - midnight).total_seconds() // 60))
        found.append((TimeRange(midnight, midnight + timedelta(days=1)), first, last))
    return found


_THINGS = sa.select(
    resource.c.id, resource.c.name, resource.c.kind, resource.c.quantity, resource.c.status
).where(
    resource.c.center_id == sa.bindparam("center"),
    resource.c.id.in_(sa.bindparam("ids", expanding=True)),
)
_EQUIPMENT = sa.select(resource.c.id, resource.c.name).where(
    resource.c.center_id == sa.bindparam("center"),
    resource.c.kind == ResourceKind.EQUIPMENT,
    resource.c.status == Use.OPEN,
)
_HOURS = sa.select(working_hours).where(working_hours.c.resource_id.in_(sa.bindparam("ids", expanding=True)))
_AWAY = sa.select(
    resource_absence.c.resource_id,
    resource_absence.c.starts,
    resource_absence.c.ends,
    resource_absence.c.quantity,
    resource_absence.c.reason,
).where(
    resource_absence.c.resource_id.in_(sa.bindparam("ids", expanding=True)),
    resource_absence.c.ends > sa.bindparam("since", type_=resource_absence.c.ends.type),
)
_CLAIMS = (
    sa.select(
        resource_claim.c.occurrence_id,
        resource_claim.c.starts,
        resource_claim.c.ends,
        resource_claim.c.unit_no,
    )
    .where(
        resource_claim.c.resource_id == sa.bindparam("resource"),
        resource_claim.c.starts < sa.bindparam("ends", type_=resource_claim.c.ends.type),
        resource_claim.c.starts > sa.bindparam("since", type_=resource_claim.c.starts.type),
        resource_claim.c.ends > sa.bindparam("starts", type_=resource_claim.c.starts.type),
        resource_claim.c.occurrence_id != sa.bindparam("but"),
    )
    .order_by(resource_claim.c.starts, resource_claim.c.occurrence_id, resource_claim.c.unit_no)
)
_TITLES = (
    sa.select(booking.c.title, occurrence.c.starts, occurrence.c.ends)
    .join(occurrence, occurrence.c.booking_id == booking.c.id)
    .where(occurrence.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(occurrence.c.starts)
)
_LOCK = (
    sa.select(resource.c.id)
    .where(resource.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(resource.c.id)
    .with_for_update(key_share=True)
)
_RENUMBER = resource_claim.delete().where(
    resource_claim.c.resource_id == sa.bindparam("resource"),
    resource_claim.c.occurrence_id.in_(sa.bindparam("ids", expanding=True)),
)


def spans_of(row: Any) -> Span:
    """A row of working hours as the rules read it."""
    return Span(
        weekday=row.weekday,
        opens=minutes_of(row.opens),
        closes=minutes_of(row.closes),
        season_from=row.season_from,
        season_to=row.season_to,
        valid_from=row.valid_from,
    )


def things(read: Read, resource_ids: Iterable[int], since: datetime) -> dict[int, Thing]:
    """The resources with their hours, and their absences that end after `since`."""
    ids = sorted(set(resource_ids))
    if not ids:
        return {}
    hours: dict[int, list[Span]] = {}
    for row in read.rows(_HOURS, {"ids": ids}):
        hours.setdefault(row.resource_id, []).append(spans_of(row))
    away: dict[int, list[tuple[TimeRange, int, str]]] = {}
    for row in read.rows(_AWAY, {"ids": ids, "since": since}):
        absent = (TimeRange(row.starts, row.ends), row.quantity, row.reason)
        away.setdefault(row.resource_id, []).append(absent)
    return {
        row.id: Thing(
            row.id,
            row.name,
            row.kind,
            row.quantity,
            row.status is Use.RETIRED,
            tuple(hours.get(row.id, ())),
            tuple(away.get(row.id, ())),
        )
        for row in read.rows(_THINGS, {"center": read.center_id, "ids": ids})
    }


def promises(read: Read, resource_id: int, during: TimeRange, but: int = 0) -> list[Promise]:
    """Who has how many of a resource during that time, by beginning; `but` one occurrence."""
    bounds = {"starts": during.start, "ends": during.end, "since": during.start - LONGEST}
    found: dict[int, Promise] = {}
    for key, starts, ends, number in read.rows(_CLAIMS, {"resource": resource_id, "but": but, **bounds}):
        before = found.get(key)
        numbers = (*before.numbers, number) if before is not None else (number,)
        found[key] = Promise(key, TimeRange(starts, ends), len(numbers), numbers)
    return list(found.values())


def lacking(
    read: Read,
    wanted: Wanted,
    during: TimeRange,
    but: int = 0,
    *,
    known: Mapping[int, Thing] | None = None,
    agreed: bool = False,
) -> list[Lacking]:
    """What of the wanted cannot be had for the whole time.

    `known` are the `things` when several times are asked for; `agreed` says that somebody agreed to work
    outside their hours.
    """
    if not wanted:
        return []
    if known is None:
        known = things(read, (ref for ref, _ in wanted), during.start)
    found = (_lack(read, known.get(ref), ref, count, during, but, agreed=agreed) for ref, count in wanted)
    return [one for one in found if one is not None]


def _lack(
    read: Read, thing: Thing | None, ref: int, count: int, during: TimeRange, but: int, *, agreed: bool
) -> Lacking | None:
    if thing is None:
        return Lacking(ref, str(ref), "booking.resource_unknown", count, 0, during.start, during.end)

    def no(code: str, free: int = 0, by: tuple[str, ...] = (), reason: str = "") -> Lacking:
        return Lacking(ref, thing.name, code, count, free, during.start, during.end, by, reason)

    if thing.retired:
        return no("booking.resource_retired")
    if count > thing.quantity:
        return no("booking.resource_too_many", thing.quantity)
    if not agreed and not thing.works(during):
        return no("booking.resource_hours", reason=thing.hours(during))
    if thing.staff and any(span.overlaps(during) for span, _, _ in thing.away):
        reason = next(reason for span, _, reason in thing.away if span.overlaps(during))
        return no("booking.resource_away", reason=reason)
    used = promises(read, ref, during, but)
    free = left(thing, used, during)
    if free >= count:
        return None
    rows = read.rows(_TITLES, {"ids": [promise.key for promise in used]}) if used else []
    by = tuple(f"{row.title} {row.starts:%H:%M}–{row.ends:%H:%M}" for row in rows)
    code = (
        "booking.staff_busy" if thing.staff else "booking.resource_short" if by else "booking.resource_repair"
    )
    return no(code, free, by)


def left(thing: Thing, used: Iterable[Promise], during: TimeRange) -> int:
    """How many can be had for the whole of that time, when these are promised; not below 0."""
    away = [Promise(0, span, count) for span, count, _ in thing.away if span.overlaps(during)]
    return max(0, thing.quantity - busiest([*used, *away], during))


def named(read: Read, name: str) -> list[int]:
    """Equipment in use whose name begins so."""
    wanted = name.strip().casefold()
    rows = read.rows(_EQUIPMENT, {"center": read.center_id})
    return [row.id for row in rows if wanted and row.name.casefold().startswith(wanted)]


def lock(work: Work, resource_ids: Iterable[int]) -> None:
    """Let no other desk take these until this act is kept; as `claims.hold` does for rooms, and after it."""
    ids = sorted(set(resource_ids))
    if ids and work.dialect == "postgresql":
        work.rows(_LOCK, {"ids": ids})


def claim(work: Work, occurrence_id: int, wanted: Wanted, during: TimeRange) -> None:
    """Promise the wanted to an occurrence.  The caller has asked `lacking` under the lock."""
    for ref, count in wanted:
        quantity = work.value(sa.select(resource.c.quantity).where(resource.c.id == ref))
        used = promises(work, ref, during)
        numbers = free_numbers(used, during, quantity)[:count]
        if len(numbers) < count:
            numbers = _make_room(work, ref, quantity, Promise(occurrence_id, during, count))
        put(work, ref, quantity, [Promise(occurrence_id, during, count, tuple(numbers))])


def _make_room(work: Work, resource_id: int, quantity: int, new: Promise) -> list[int]:
    """Number everything anew that touches the new promise, itself or through others; the new one's numbers.

    When more are wanted than there are (only without the check before it), the numbers go on above the
    quantity, which the schema refuses.
    """
    window = new.during
    while True:
        found = promises(work, resource_id, window)
        reach = [window, *(promise.during for promise in found)]
        wider = TimeRange(min(r.start for r in reach), max(r.end for r in reach))
        if wider == window:
            break
        window = wider
    try:
        given = number_anew([*found, new], quantity)
    except ValueError:
        return (
            list(range(quantity + 1 - new.count, quantity + 1)) if new.count <= quantity else [quantity + 1]
        )
    moved = [p for p in found if set(given[p.key]) != set(p.numbers)]
    if moved:
        work.execute(_RENUMBER, {"resource": resource_id, "ids": [p.key for p in moved]})
        put(work, resource_id, quantity, [Promise(p.key, p.during, p.count, given[p.key]) for p in moved])
    return list(given[new.key])


def put(work: Work, resource_id: int, quantity: int, given: Sequence[Promise]) -> None:
    """Write promises as claims, one row for each thing."""
    work.insert_many(
        resource_claim,
        [
            {
                "resource_id": resource_id,
                "unit_no": number,
                "quantity": quantity,
                "starts": promise.during.start,
                "ends": promise.during.end,
                "occurrence_id": promise.key,
            }
            for promise in given
            for number in promise.numbers
        ],
    )


def put_hours(
    work: Work, spans: tuple[Span, ...], *, resource_id: int | None = None, plan_id: int | None = None
) -> None:
    """Replace the hours of a resource or of an appointment service."""
    column = working_hours.c.plan_id if resource_id is None else working_hours.c.resource_id
    work.execute(working_hours.delete().where(column == (plan_id if resource_id is None else resource_id)))
    work.insert_many(
        working_hours,
        [
            {
                "resource_id": resource_id,
                "plan_id": plan_id,
                "weekday": span.weekday,
                "opens": clock_text(span.opens),
                "closes": clock_text(span.closes),
                "season_from": span.season_from,
                "season_to": span.season_to,
                "valid_from": span.valid_from,
            }
            for span in spans
        ],
    )
