"""Questions about the rulebook: rules as sentences, requests, overrides, bars.  Frozen rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.rulebook import book
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import AnswerStep, Effect
from neighborcenter.booking.rulebook.models import (
    booking_answer,
    booking_bar,
    booking_override,
)
from neighborcenter.booking.rulebook.sentences import Names, sentence, validity_words
from neighborcenter.center.models import room
from neighborcenter.kit.phone import mask_phone
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in a list: its sentence, when it holds, and whether it does today."""

    rule: BookingRule
    sentence: str
    validity: str
    today: bool
    ended: bool

    @property
    def id(self) -> int:
        """The rule's id."""
        return self.rule.rule_id


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A booking that waits for an answer: its first day asked for, how many there are, and until when it holds."""

    id: int
    occurrence_id: int
    title: str
    who: str
    phone: str
    people: int
    kind: BookingKind
    standing: Standing
    steps: int
    room: str
    starts: datetime
    ends: datetime
    days: int
    expires_at: datetime | None
    asked_at: datetime
    asked_by: str
    why: str
    note: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One step on the way of a request."""

    step: AnswerStep
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A rule that was set aside: as it stood, why, by whom, for which booking."""

    id: int
    booking_id: int
    title: str
    who: str
    room: str
    starts: datetime
    sentence: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """Somebody who may not book, or was warned; `until` None is for good."""

    id: int
    who: str
    phone: str
    resident_id: int | None
    group_id: int | None
    effect: Effect
    since: date
    until: date | None
    reason: str
    by_rule: bool
    lifted_at: datetime | None
    lifted_by: str
    lifted_reason: str
    today: bool


_FINAL = (AnswerStep.GRANTED, AnswerStep.DECLINED, AnswerStep.LAPSED)

# The first day of a booking, by which lists name it.
_FIRST = (
    sa.select(sa.func.min(occurrence.c.starts))
    .where(occurrence.c.booking_id == booking.c.id)
    .scalar_subquery()
    .label("first")
)


def rules(read: Read, *, all_of_them: bool = False) -> list[RuleRow]:
    """The rules in their order; those that have ended or are switched off only when all are wanted."""
    read.require(Permission.BOOKING_VIEW)
    called = book.names(read)
    today = read.clock.today()
    rows = []
    for rule in book.book_of(read).rules:
        ended = rule.valid_to is not None and rule.valid_to < today
        if all_of_them or (rule.active and not ended):
            rows.append(
                RuleRow(rule, sentence(rule, called), validity_words(rule), rule.holds_on(today), ended)
            )
    return rows


def rule_row(read: Read, rule_id: int) -> RuleRow:
    """One rule, in force or not.  Raises NotFound."""
    found = next((row for row in rules(read, all_of_them=True) if row.id == rule_id), None)
    if found is None:
        raise NotFound("booking_rule", rule_id)
    return found


def names(read: Read) -> Names:
    """What rooms, groups and tags in rules are called."""
    read.require(Permission.BOOKING_VIEW)
    return book.names(read)


def requests(read: Read) -> list[RequestRow]:
    """What waits for an answer, what lapses first on top."""
    read.require(Permission.BOOKING_VIEW)
    days = occurrence.c.status == OccurrenceStatus.REQUESTED
    order = (booking.c.expires_at.is_(None), booking.c.expires_at, booking.c.id)
    return _request_rows(read, [booking_answer.c.open.is_(True)], days, order)


def answered(read: Read, since: date) -> list[RequestRow]:
    """What was answered or lapsed since that day, the newest first; `why` holds the words of the answer."""
    read.require(Permission.BOOKING_VIEW)
    where = [booking_answer.c.step.in_(_FINAL), *between(read, booking_answer.c.created_at, since, None)]
    return _request_rows(read, where, sa.true(), (booking_answer.c.id.desc(),))


def _request_rows(
    read: Read,
    where: Sequence[sa.ColumnElement[bool]],
    which_days: sa.ColumnElement[bool],
    order: Sequence[sa.ColumnElement[Any]],
) -> list[RequestRow]:
    where = [booking_answer.c.center_id == read.center_id, *where]
    days = (
        sa.select(
            occurrence.c.booking_id,
            sa.func.min(occurrence.c.id).label("occurrence_id"),
            sa.func.min(occurrence.c.starts).label("starts"),
            sa.func.min(occurrence.c.ends).label("ends"),
            sa.func.count(occurrence.c.id.distinct()).label("days"),
        )
        .join(booking_answer, booking_answer.c.booking_id == occurrence.c.booking_id)
        .where(*where, which_days)
        .group_by(occurrence.c.booking_id)
        .subquery()
    )
    rows = read.rows(
        sa.select(booking, room.c.name.label("room"), days.c.occurrence_id, days.c.starts, days.c.ends,
                  days.c.days, booking_answer.c.steps, booking_answer.c.words,
                  booking_answer.c.created_at.label("asked_at"), account.c.name.label("asked_by"))
        .select_from(
            booking_answer.join(booking, booking.c.id == booking_answer.c.booking_id)
            .join(room, room.c.id == booking.c.room_id)
            .join(days, days.c.booking_id == booking.c.id)
            .outerjoin(account, account.c.id == booking_answer.c.created_by)
        )
        .where(*where)
        .order_by(*order)
    )  # fmt: skip
    found: dict[int, RequestRow] = {}
    for r in rows:
        found.setdefault(
            r.id,
            RequestRow(
                r.id, r.occurrence_id, r.title, r.who, mask_phone(r.phone), r.people, r.kind, r.standing, r.steps,
                r.room, r.starts, r.ends, r.days, r.expires_at, r.asked_at, r.asked_by or "", r.words, r.note,
            ),
        )  # fmt: skip
    return list(found.values())


def requests_waiting(read: Read) -> int:
    """How many requests wait: cheap enough for the bell."""
    return int(
        read.value(
            sa.select(sa.func.count()).where(
                booking_answer.c.center_id == read.center_id, booking_answer.c.open.is_(True)
            )
        )
    )


def answers(read: Read, booking_id: int) -> list[AnswerRow]:
    """Every step of a request, oldest first."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(
        sa.select(booking_answer, account.c.name)
        .outerjoin(account, account.c.id == booking_answer.c.created_by)
        .where(booking_answer.c.center_id == read.center_id, booking_answer.c.booking_id == booking_id)
        .order_by(booking_answer.c.id)
    )
    return [AnswerRow(r.step, r.words, r.created_at, r.name or "") for r in rows]


def overrides(
    read: Read, first: date | None = None, last: date | None = None, booking_id: int | None = None
) -> list[OverrideRow]:
    """The rules that were set aside, newest first: made on the days from `first` to `last`, both included."""
    read.require(Permission.BOOKING_VIEW)
    made = booking_override.c.created_at
    where = [booking_override.c.center_id == read.center_id, *between(read, made, first, last)]
    if booking_id is not None:
        where.append(booking_override.c.booking_id == booking_id)
    rows = read.rows(
        sa.select(booking_override, booking.c.title, booking.c.who, room.c.name.label("room"), _FIRST,
                  account.c.name.label("by"))
        .select_from(
            booking_override.join(booking, booking.c.id == booking_override.c.booking_id)
            .join(room, room.c.id == booking.c.room_id)
            .outerjoin(account, account.c.id == booking_override.c.created_by)
        )
        .where(*where)
        .order_by(booking_override.c.id.desc())
    )  # fmt: skip
    return [
        OverrideRow(
            r.id, r.booking_id, r.title, r.who, r.room, r.first, r.sentence, r.reason, r.created_at, r.by or ""
        )
        for r in rows
    ]  # fmt: skip


def bars(read: Read, *, all_of_them: bool = False) -> list[BarRow]:
    """Who may not book, the newest first; lifted and ended ones only when all are wanted."""
    read.require(Permission.BOOKING_VIEW)
    today = read.clock.today()
    where = [booking_bar.c.center_id == read.center_id]
    if not all_of_them:
        where.append(booking_bar.c.lifted_at.is_(None))
        where.append(sa.or_(booking_bar.c.until.is_(None), booking_bar.c.until >= today))
    rows = read.rows(
        sa.select(booking_bar, account.c.name.label("lifter"))
        .outerjoin(account, account.c.id == booking_bar.c.lifted_by)
        .where(*where)
        .order_by(booking_bar.c.id.desc())
    )
    return [
        BarRow(
            r.id, r.who, mask_phone(r.phone), r.resident_id, r.group_id, r.effect, r.since, r.until, r.reason,
            r.rule_id is not None, r.lifted_at, r.lifter or "", r.lifted_reason,
            r.lifted_at is None and (r.until is None or r.until >= today),
        )
        for r in rows
    ]  # fmt: skip


def between(
    read: Read, column: sa.ColumnElement[Any], first: date | None, last: date | None
) -> list[sa.ColumnElement[bool]]:
    """Moments on the center's days from `first` to `last`, both included."""
    zone = read.clock.zone
    found: list[sa.ColumnElement[bool]] = []
    if first is not None:
        found.append(column >= datetime.combine(first, time(), zone))
    if last is not None:
        found.append(column <= datetime.combine(last, time.max, zone))
    return found
