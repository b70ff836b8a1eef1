"""What must be looked up before a booking is judged: who it is for, what they have booked, whether they are barred.

Every question goes by an index of the person, household or group and of the time asked about; none grows with
the bookings of the center.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    "SELECT o.starts, o.ends, o.room_id, b.kind, o.status, b.resident_id FROM booking b"
    " JOIN occurrence o ON o.booking_id = b.id"
    " WHERE {whose} AND b.id <> :but AND o.id <> :but_day AND o.starts >= :since AND o.starts < :until"
    f" AND o.status IN {_COUNTED}"
)
_OF_PERSON = sa.text(_USES.format(whose="b.resident_id = :whose"))
_OF_GROUP = sa.text(_USES.format(whose="b.group_id = :whose"))
# Everybody of the person's household; somebody without one counts as a household of one.
_OF_HOUSEHOLD = sa.text(
    _USES.format(
        whose="b.resident_id IN (SELECT id FROM resident WHERE id = :whose UNION SELECT other.id FROM resident own"
        " JOIN resident other ON other.household_id = own.household_id WHERE own.id = :whose)"
    )
)
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
    return Whom(
        Party.RESIDENT,
        resident_id=draft.resident_id,
        groups=frozenset(row[0] for row in read.rows(_GROUPS, bind)) if book.needs_groups else frozenset(),
        tags=frozenset(row[0] for row in read.rows(_TAGS, bind)) if book.needs_tags else frozenset(),
    )


def past(
    read: Read,
    who: Whom,
    rules: Sequence[BookingRule],
    uses: Sequence[TimeRange],
    known: Places,
    *,
    but: int = 0,
    but_day: int = 0,
) -> dict[Per, tuple[Past, ...]]:
    """The earlier uses that these quotas and streaks count, in one question.

    `but` leaves out one booking, `but_day` one day.
    """
    wanted = [rule for rule in rules if (_per(rule) is Per.GROUP) == (who.group_id is not None)]
    if not wanted or who.party in (Party.CENTER, Party.OUTSIDER):
        return {}
    reaches = [reach(rule, uses) for rule in wanted]
    bounds = {
        # A use that began the evening before may reach into the first day.
        "since": datetime.combine(min(first for first, _end in reaches) - DAY, time()),
        "until": datetime.combine(max(end for _first, end in reaches), time()),
    }
    bind: dict[str, Any] = {
        "whose": who.group_id or who.resident_id,
        "but": but,
        "but_day": but_day,
        **bounds,
    }
    if read.dialect == "sqlite":
        bind |= {name: local_text(value) for name, value in bounds.items()}
    if who.group_id is not None:
        return {Per.GROUP: _past_of(known, read.rows(_OF_GROUP, bind))}
    household = any(_per(rule) is Per.HOUSEHOLD for rule in wanted)
    rows = read.rows(_OF_HOUSEHOLD if household else _OF_PERSON, bind)
    mine = [row for row in rows if row[5] == who.resident_id]
    return {Per.HOUSEHOLD: _past_of(known, rows), Per.PERSON: _past_of(known, mine)}


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


def _past_of(known: Places, rows: Sequence[Any]) -> tuple[Past, ...]:
    return tuple(
        Past(
            TimeRange(_moment(row[0]), _moment(row[1])),
            with_wholes(known, (row[2],)),
            BookingKind(row[3]),
            row[4] in _HOLDS,
        )
        for row in rows
    )


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
