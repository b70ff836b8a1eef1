"""What must be looked up before a booking is judged: who it is for, what they have booked, whether they are barred.

Every question goes by an index of the person, household or group and of the time asked about; none grows with
the bookings of the center.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import HOLDING, BookingKind
from neighborcenter.booking.places import Places
from neighborcenter.booking.rulebook.book import Book
from neighborcenter.booking.rulebook.cases import Past, Whom
from neighborcenter.booking.rulebook.counting import reach
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import Effect, Party, Per
from neighborcenter.booking.rulebook.terms import Quota, Row
from neighborcenter.kit.model import local_text
from neighborcenter.kit.times import DAY, TimeRange
from neighborcenter.kit.work import Read

_HOLDS = frozenset(status.value for status in HOLDING)
_COUNTED = "('booked', 'requested', 'cancelled')"
_USES = (
    "SELECT o.starts, o.ends, o.room_id, b.kind, o.status FROM booking b"
    " JOIN occurrence o ON o.booking_id = b.id"
    " WHERE {whose} AND b.id <> :but AND o.id <> :but_day AND o.starts >= :since AND o.starts < :until"
    f" AND o.status IN {_COUNTED}"
)
_PAST = {
    Per.PERSON: sa.text(_USES.format(whose="b.resident_id = :whose")),
    Per.GROUP: sa.text(_USES.format(whose="b.group_id = :whose")),
    Per.HOUSEHOLD: sa.text(
        _USES.format(whose="b.resident_id IN (SELECT id FROM resident WHERE household_id = :whose)")
    ),
}
_HOUSEHOLD = sa.text("SELECT household_id FROM resident WHERE id = :resident")
_GROUPS = sa.text("SELECT group_id FROM group_member WHERE resident_id = :resident")
_TAGS = sa.text("SELECT tag_id FROM resident_tag WHERE resident_id = :resident")
_BARS = (
    "SELECT id, who, effect, since, until, reason, rule_id FROM booking_bar"
    " WHERE {whose} AND lifted_at IS NULL AND (until IS NULL OR until >= :today)"
)
_BARS_OF = {
    Party.RESIDENT: sa.text(_BARS.format(whose="resident_id = :whose")),
    Party.GROUP: sa.text(_BARS.format(whose="group_id = :whose")),
    Party.OUTSIDER: sa.text(_BARS.format(whose="center_id = :center AND phone = :whose")),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A bar or warning in force: whom, until when (None: for good), and why."""

    bar_id: int
    who: str
    effect: Effect
    until: date | None
    reason: str
    rule_id: int | None


def whom(read: Read, draft: BookingDraft, book: Book) -> Whom:
    """For whom a draft is; household, groups and tags only where a rule asks for them."""
    if draft.group_id is not None:
        return Whom(Party.GROUP, group_id=draft.group_id, groups=frozenset({draft.group_id}))
    if draft.resident_id is None:
        return Whom(Party.CENTER if draft.for_center else Party.OUTSIDER)
    bind = {"resident": draft.resident_id}
    household = any(_per(rule) is Per.HOUSEHOLD for rule in book.rules if rule.active)
    return Whom(
        Party.RESIDENT,
        resident_id=draft.resident_id,
        household_id=read.value(_HOUSEHOLD, bind) if household else None,
        groups=frozenset(row[0] for row in read.rows(_GROUPS, bind)) if book.needs_groups else frozenset(),
        tags=frozenset(row[0] for row in read.rows(_TAGS, bind)) if book.needs_tags else frozenset(),
    )


def past(
    read: Read,
    who: Whom,
    rules: Iterable[BookingRule],
    uses: Sequence[TimeRange],
    known: Places,
    *,
    but: int = 0,
    but_day: int = 0,
) -> dict[Per, tuple[Past, ...]]:
    """The earlier uses that quotas and streaks count, one question for each of person, household and group.

    `but` leaves out one booking, `but_day` one day.
    """
    spans: dict[Per, tuple[date, date]] = {}
    for rule in rules:
        per = _per(rule)
        if per is None or _whose(who, per) is None:
            continue
        first, end = reach(rule, uses)
        before = spans.get(per, (first, end))
        spans[per] = min(first, before[0]), max(end, before[1])
    return {
        per: _past_of(read, who, per, span, known, {"but": but, "but_day": but_day})
        for per, span in spans.items()
    }


def standing(read: Read, draft: BookingDraft, who: Whom) -> list[Standing]:
    """The bars and warnings in force for whom the draft is for, today."""
    whose: Any = who.resident_id or who.group_id
    if who.party is Party.OUTSIDER:
        whose = draft.phone.strip()
    if not whose:
        return []
    today = read.clock.local().date()
    bind: dict[str, Any] = {"whose": whose, "today": today}
    if read.dialect == "sqlite":
        bind["today"] = today.isoformat()
    if who.party is Party.OUTSIDER:
        bind["center"] = read.center_id
    return [
        Standing(row[0], row[1], Effect(row[2]), _day(row[4]), row[5], row[6])
        for row in read.rows(_BARS_OF[who.party], bind)
        if (_day(row[3]) or today) <= today
    ]


def with_wholes(known: Places, room_ids: Iterable[int]) -> frozenset[int]:
    """These rooms and the wholes they are parts of."""
    found = set()
    for ref in room_ids:
        at: int | None = ref
        while at is not None and at in known and at not in found:
            found.add(at)
            at = known[at].parent_id
    return frozenset(found)


def _per(rule: BookingRule) -> Per | None:
    return rule.terms.per if isinstance(rule.terms, Quota | Row) else None


def _whose(who: Whom, per: Per) -> int | None:
    """Whose uses count; somebody without a household counts as a household of one."""
    if per is Per.GROUP:
        return who.group_id
    if per is Per.HOUSEHOLD and who.household_id is not None:
        return who.household_id
    return who.resident_id


def _past_of(
    read: Read, who: Whom, per: Per, span: tuple[date, date], known: Places, left_out: dict[str, int]
) -> tuple[Past, ...]:
    alone = per is Per.HOUSEHOLD and who.household_id is None
    statement = _PAST[Per.PERSON if alone else per]
    bounds: Mapping[str, datetime] = {
        # A use that began the evening before may reach into the first day.
        "since": datetime.combine(span[0] - DAY, time()),
        "until": datetime.combine(span[1], time()),
    }
    bind: dict[str, Any] = {"whose": _whose(who, per), **left_out, **bounds}
    if read.dialect == "sqlite":
        bind |= {name: local_text(value) for name, value in bounds.items()}
    return tuple(
        Past(
            TimeRange(_moment(row[0]), _moment(row[1])),
            with_wholes(known, (row[2],)),
            BookingKind(row[3]),
            row[4] in _HOLDS,
        )
        for row in read.rows(statement, bind)
    )


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
