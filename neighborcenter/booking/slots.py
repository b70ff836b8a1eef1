"""The slots of an appointment service on a day: pure reckoning from its hours, without looking who has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from neighborcenter.booking.kinds import Use
from neighborcenter.center.drafts import Span
from neighborcenter.center.rules import week_plan
from neighborcenter.kit.times import TimeRange


@dataclass(frozen=True, slots=True)
class Plan:
    """An appointment service as slots are reckoned from it."""

    id: int
    name: str
    room_id: int
    service_id: int | None
    minutes: int
    pause_minutes: int
    capacity: int
    notice_minutes: int
    horizon_days: int
    status: Use = Use.OPEN
    resources: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()


def slots_on(plan: Plan, day: date, open_spans: Sequence[TimeRange]) -> list[TimeRange]:
    """The slots of a day: as many as fit into each stretch of its hours while the room is open.

    A service without hours of its own is given whenever the room is open.
    """
    midnight = datetime.combine(day, time())
    stretches = [
        TimeRange(midnight + timedelta(minutes=s.opens), midnight + timedelta(minutes=s.closes))
        for s in sorted(week_plan(plan.spans, day, None), key=lambda s: s.opens)
        if s.weekday == day.weekday()
    ]
    if not plan.spans:
        stretches = list(open_spans)
    length, step = timedelta(minutes=plan.minutes), timedelta(minutes=plan.minutes + plan.pause_minutes)
    found = []
    for stretch in stretches:
        begins = stretch.start
        while begins + length <= stretch.end:
            slot = TimeRange(begins, begins + length)
            if any(span.contains(slot) for span in open_spans):
                found.append(slot)
            begins += step
    return found


def bookable(plan: Plan, slot: TimeRange, now: datetime) -> bool:
    """Whether a slot can be booked ahead at this moment: not too late, not too far ahead."""
    earliest = now + timedelta(minutes=plan.notice_minutes)
    last = now.date() + timedelta(days=plan.horizon_days)
    return earliest <= slot.start and slot.day <= last
