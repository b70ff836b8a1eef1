"""What the center's own rules say to a booking that is about to be kept.

The one door between a save and the rulebook: `book` and `move_occurrence` ask here, under the lock, and keep
what they are told to keep.  The form asks the same function with a `Read` while one types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import Place, Places, places
from neighborcenter.booking.rulebook import facts, fees
from neighborcenter.booking.rulebook import judge as rulebook
from neighborcenter.booking.rulebook.book import Book, book_of, counting
from neighborcenter.booking.rulebook.cases import Case, means_booking
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.fees import Charge
from neighborcenter.booking.rulebook.keeping import keep_answer, keep_charges, keep_overrides
from neighborcenter.booking.rulebook.kinds import Aside, Level
from neighborcenter.booking.rulebook.wording import Wording, may_set_aside
from neighborcenter.center.drafts import DayKind
from neighborcenter.center.rules import day_kind
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read, Work


@dataclass(frozen=True, slots=True)
class Buffer:
    """Minutes to set up before a use and to clean up after it; they belong to what is claimed."""

    setup: int = 0
    cleanup: int = 0

    def around(self, during: TimeRange) -> TimeRange:
        """The time that is claimed for a use."""
        return TimeRange(
            during.start - timedelta(minutes=self.setup), during.end + timedelta(minutes=self.cleanup)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say to one draft: problems (errors refuse), and what is to be kept with it.

    `overridden` are the rules' problems that the draft's reason set aside.  A booking that needs an answer has
    the standing REQUESTED, wants so many `steps` and lapses at `expires_at`.  A problem's `params["override"]`
    says whether the acting person may set its rule aside, `params["rule"]` is the rule's sentence.
    """

    problems: tuple[Problem, ...] = ()
    overridden: tuple[Problem, ...] = ()
    standing: Standing = Standing.GRANTED
    expires_at: datetime | None = None
    buffer: Buffer = field(default_factory=Buffer)
    steps: int = 0
    charges: tuple[Charge, ...] = ()
    days_to_pay: int = 0

    @property
    def fen(self) -> int:
        """What is to be paid for all of it, deposits included, in fen."""
        return sum(line.fen for line in self.charges)


def judge(
    read: Read,
    draft: BookingDraft,
    place: Place,
    ranges: Sequence[TimeRange],
    *,
    but: int = 0,
    but_day: int = 0,
) -> Verdict:
    """Everything the center's rules have to say to a draft at these times.

    `but` is a booking that is changed as a whole, `but_day` the one day of it that is: what they hold already
    is not counted against them, and what stays as it was is not judged again.
    """
    book = book_of(read)
    uses = tuple(sorted(ranges))
    if not uses:
        return Verdict()
    rules = book.active(uses[0].day, uses[-1].days()[-1])
    known = places(read)
    who = facts.whom(read, draft, book)
    barred = facts.standing(read, draft, who)
    if not rules and not barred and not draft.ask:
        return Verdict()
    rooms = facts.with_wholes(known, (place.room_id, *draft.also_rooms))
    case = Case(
        now=read.clock.local(),
        whom=who,
        kind=draft.kind,
        title=draft.title,
        people=draft.people,
        seats=place.seats + sum(known[ref].seats for ref in draft.also_rooms if ref in known),
        rooms=rooms,
        uses=uses,
        series=bool(draft.repeat),
        kept=_kept(read, place, but, but_day) if but or but_day else (),
        free_days=_free_days(known, uses),
    )
    counted = [rule for rule in counting(rules) if means_booking(rule.scope, case)]
    if counted:
        past = facts.past(read, who, counted, uses, known, but=but, but_day=but_day)
        case = replace(case, past=past)
    return _verdict(read, draft, book, rules, case, barred)


def keep(
    work: Work, booking_id: int, draft: BookingDraft, verdict: Verdict, *, anew: Sequence[int] | None = None
) -> None:
    """Keep what the rules ask to be kept with a new booking: overrides, charges, and that it was asked for.

    Called when its days are kept, so that a charge can name its day.  Of a series that was changed, `anew` are the
    days that moved or came to it: only they are charged, instead of what they were asked for before.
    """
    keep_overrides(work, booking_id, verdict.overridden, draft.override)
    granted = verdict.standing is Standing.GRANTED
    keep_charges(work, booking_id, verdict.charges, verdict.days_to_pay, granted=granted, anew=anew)
    if not granted:
        keep_answer(work, booking_id, steps=max(1, verdict.steps), words=_why_asked(verdict))


def keep_move(work: Work, booking_id: int, occurrence_id: int, verdict: Verdict, override: str = "") -> None:
    """Keep what the rules ask for when a day was moved: overrides, its unpaid charges anew, a new request."""
    keep_overrides(work, booking_id, verdict.overridden, override)
    keep_charges(
        work,
        booking_id,
        verdict.charges,
        verdict.days_to_pay,
        granted=verdict.standing is Standing.GRANTED,
        anew=(occurrence_id,),
    )
    if verdict.standing is Standing.GRANTED:
        return
    work.update(booking, booking_id, standing=verdict.standing, expires_at=verdict.expires_at)
    work.update(occurrence, occurrence_id, status=OccurrenceStatus.REQUESTED)
    keep_answer(work, booking_id, steps=max(1, verdict.steps), words=_why_asked(verdict))


def ask_again(work: Work, row: sa.Row[*tuple[Any, ...]], place: Place, ranges: Sequence[TimeRange]) -> None:
    """Ask anew for days of a kept booking that were answered without them, or not in time."""
    verdict = judge(work, replace(draft_of(row), ask=True), place, ranges, but=row.id)
    work.update(booking, row.id, standing=Standing.REQUESTED, expires_at=verdict.expires_at)
    keep_answer(work, row.id, steps=max(1, verdict.steps), words=_why_asked(verdict))


def draft_of(row: sa.Row[*tuple[object, ...]]) -> BookingDraft:
    """The draft that a kept booking would be asked for with, without its times."""
    kept = row._mapping
    return BookingDraft(
        room_id=kept["room_id"],
        title=kept["title"],
        who=kept["who"],
        phone=kept["phone"],
        resident_id=kept["resident_id"],
        group_id=kept["group_id"],
        for_center=kept["for_center"],
        people=kept["people"],
        kind=kept["kind"],
        repeat=kept["rule"],
        service_id=kept["service_id"],
    )


def _verdict(
    read: Read,
    draft: BookingDraft,
    book: Book,
    rules: Sequence[BookingRule],
    case: Case,
    barred: Sequence[facts.Standing],
) -> Verdict:
    wording = Wording(read)
    reason = bool(draft.override.strip())
    problems: list[Problem] = []
    overridden: list[Problem] = []

    def heard(problem: Problem, aside: Aside) -> bool:
        """Whether the problem counts; if the reason sets it aside it is kept apart."""
        if reason and problem.params.get("override") and may_set_aside(read, aside):
            overridden.append(replace(problem, level="warning"))
            return False
        problems.append(problem)
        return True

    for bar in barred:
        rule = book.rule(bar.rule_id) if bar.rule_id is not None else None
        heard(wording.barred(bar, rule), rule.aside if rule is not None else Aside.APPROVE)
    steps = 1 if draft.ask else 0
    for finding in rulebook.findings(rules, case):
        counts = heard(wording.broken(finding, case), finding.rule.aside)
        if counts and finding.rule.level is Level.ASK:
            steps = max(steps, 1)
            problems.append(wording.asks(finding.rule))
    for rule in rulebook.approvals(rules, case):
        if heard(wording.asks(rule), rule.aside):
            steps = max(steps, rulebook.steps(rule))
    lapses = rulebook.lapses_at(rules, case) if steps else None
    return Verdict(
        problems=tuple(problems),
        overridden=tuple(overridden),
        standing=Standing.REQUESTED if steps else Standing.GRANTED,
        expires_at=None if lapses is None else lapses.replace(tzinfo=read.clock.zone).astimezone(UTC),
        buffer=Buffer(*rulebook.buffer(rules, case)),
        steps=steps,
        charges=tuple(fees.charges(rules, case)),
        days_to_pay=fees.days_to_pay(rules, case),
    )


def _why_asked(verdict: Verdict) -> str:
    """The sentences of the rules that want an answer."""
    return "\n".join(str(p.params["rule"]) for p in verdict.problems if p.params.get("asks"))


def _kept(read: Read, place: Place, but: int, but_day: int) -> tuple[TimeRange, ...]:
    whose = occurrence.c.id == but_day if but_day else occurrence.c.booking_id == but
    rows = read.rows(
        sa.select(occurrence.c.starts, occurrence.c.ends).where(
            whose, occurrence.c.room_id == place.room_id, occurrence.c.status.in_(HOLDING)
        )
    )
    return tuple(TimeRange(row.starts, row.ends) for row in rows)


def _free_days(known: Places, uses: Sequence[TimeRange]) -> frozenset[date]:
    free = (DayKind.WEEKEND, DayKind.HOLIDAY)
    return frozenset(use.day for use in uses if day_kind(use.day, known.opening.calendar) in free)
