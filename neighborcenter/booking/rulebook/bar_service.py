"""Who may not book for a time: by hand, or because the rules say so after somebody did not come.

What is held against somebody is a strike of one day; the rule with the most strikes that are reached decides
what follows.  Taking a strike back takes back what followed from it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook import book
from neighborcenter.booking.rulebook.cases import means_time
from neighborcenter.booking.rulebook.drafts import BarDraft, BookingRule
from neighborcenter.booking.rulebook.facts import with_wholes
from neighborcenter.booking.rulebook.kinds import Effect, RuleKind, StrikeKind
from neighborcenter.booking.rulebook.models import booking_bar, booking_strike
from neighborcenter.booking.rulebook.sentences import sentence
from neighborcenter.booking.rulebook.terms import CancelBy, Penalty
from neighborcenter.booking.rulebook.wording import RIGHTS
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.times import Month, TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people import records
from neighborcenter.people.models import people_group, resident

_DAY = (
    sa.select(
        occurrence.c.id,
        occurrence.c.starts,
        occurrence.c.ends,
        occurrence.c.room_id,
        occurrence.c.status,
        booking.c.id.label("booking_id"),
        booking.c.kind,
        booking.c.resident_id,
        booking.c.group_id,
        booking.c.for_center,
        booking.c.who,
        booking.c.phone,
    )
    .join(booking, booking.c.id == occurrence.c.booking_id)
    .where(occurrence.c.center_id == sa.bindparam("center"), occurrence.c.id == sa.bindparam("id"))
)


def add_bar(work: Work, draft: BarDraft) -> int:
    """Bar somebody from booking until a day, or for good.  Returns the bar's id.  Raises Invalid, NotFound."""
    work.require(Permission.BOOKING_APPROVE)
    today = work.clock.today()
    problems = []
    if not (draft.resident_id or draft.group_id or (draft.who.strip() and draft.phone.strip())):
        problems.append(Problem("who", "booking.bar_who"))
    if not draft.reason.strip():
        problems.append(Problem("reason", "booking.bar_why"))
    if draft.until is not None and draft.until < today:
        problems.append(Problem("until", "booking.bar_past"))
    refuse(problems)
    ref = work.insert(
        booking_bar,
        resident_id=records.kept_under(work, draft.resident_id),
        group_id=draft.group_id,
        who=_name(work, draft),
        phone=draft.phone.strip(),
        effect=Effect.BAR if draft.until is not None else Effect.FOR_GOOD,
        since=today,
        until=draft.until,
        reason=draft.reason.strip(),
    )
    work.record("booking.bar", "booking_bar", ref, until=draft.until, reason=draft.reason.strip())
    return ref


def lift_bar(work: Work, bar_id: int, reason: str) -> None:
    """Lift a bar before its end, and say why.  Raises NotFound, Invalid, NotAllowed by the rule behind it."""
    work.require(Permission.BOOKING_OVERRIDE)
    row = work.row(
        sa.select(booking_bar).where(booking_bar.c.id == bar_id, booking_bar.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("booking_bar", bar_id)
    rule = book.book_of(work).rule(row.rule_id) if row.rule_id is not None else None
    right = Permission.BOOKING_APPROVE if rule is None else RIGHTS.get(rule.aside, Permission.BOOKING_RULES)
    work.require(right)
    if row.lifted_at is not None:
        raise Invalid(Problem("", "booking.bar_lifted"))
    if not reason.strip():
        raise Invalid(Problem("reason", "booking.bar_why"))
    work.update(
        booking_bar, bar_id, lifted_at=work.clock.now(), lifted_by=work.actor.account_id,
        lifted_reason=reason.strip(),
    )  # fmt: skip
    work.record("booking.bar_lift", "booking_bar", bar_id, reason=reason.strip())


def after_no_show(
    work: Work, occurrence_id: int, *, resident_id: int | None = None, group_id: int | None = None
) -> int | None:
    """Hold it against who booked a day, or against the resident or group named, that nobody came.

    Returns the id of the bar or warning that follows by the rules, None when nothing does.
    """
    work.require(Permission.BOOKING_WRITE)
    return _strike(work, occurrence_id, StrikeKind.NO_SHOW, resident_id, group_id)


def after_late_cancel(work: Work, occurrence_id: int) -> int | None:
    """The same for a day that was cancelled after the time the rules set, where they count it so."""
    work.require(Permission.BOOKING_CANCEL)
    day = _day(work, occurrence_id)
    # A request that was declined or lapsed was not cancelled by those who asked for it.
    cancelled = day is not None and day.status is OccurrenceStatus.CANCELLED
    if not cancelled or work.clock.local() >= day.starts or not _is_late(work, day):
        return None
    return _strike(work, occurrence_id, StrikeKind.LATE, None, None)


def take_back(work: Work, occurrence_id: int, *, resident_id: int | None = None) -> None:
    """Take back what was held against somebody for a day, and what followed from it."""
    work.require(Permission.BOOKING_WRITE)
    whose = [booking_strike.c.occurrence_id == occurrence_id]
    if resident_id is not None:
        whose.append(booking_strike.c.resident_id == resident_id)
    ids = [row.id for row in work.rows(sa.select(booking_strike.c.id).where(*whose))]
    if not ids:
        return
    work.execute(
        booking_bar.update()
        .where(booking_bar.c.strike_id.in_(ids), booking_bar.c.lifted_at.is_(None))
        .values(lifted_at=work.clock.now(), lifted_by=work.actor.account_id, lifted_reason=_("Taken back"))
    )
    work.execute(booking_bar.update().where(booking_bar.c.strike_id.in_(ids)).values(strike_id=None))
    work.execute(booking_strike.delete().where(booking_strike.c.id.in_(ids)))
    work.record("booking.strike_back", "occurrence", occurrence_id)


def _strike(
    work: Work, occurrence_id: int, kind: StrikeKind, resident_id: int | None, group_id: int | None
) -> int | None:
    day = _day(work, occurrence_id)
    if day is None or day.for_center:
        return None
    named = resident_id is not None or group_id is not None
    resident_id, group_id = (resident_id, group_id) if named else (day.resident_id, day.group_id)
    phone = "" if resident_id or group_id else day.phone
    if not (resident_id or group_id or phone):
        return None
    whose = _whose(work.center_id, resident_id, group_id, phone)
    earlier = sa.select(booking_strike.c.id).where(booking_strike.c.occurrence_id == occurrence_id, *whose)
    if work.value(earlier) is not None:
        return None
    strike = work.insert(
        booking_strike, occurrence_id=occurrence_id, resident_id=resident_id, group_id=group_id, phone=phone,
        kind=kind, day=day.starts.date(),
    )  # fmt: skip
    work.record("booking.strike", "occurrence", occurrence_id, kind=kind.value, booking=day.booking_id)
    rule = _penalty(work, day, whose)
    if rule is None:
        return None
    return _bar_by(work, rule, strike, day, resident_id, group_id, phone)


def _bar_by(
    work: Work,
    rule: BookingRule,
    strike: int,
    day: Any,
    resident_id: int | None,
    group_id: int | None,
    phone: str,
) -> int:
    terms = rule.terms
    assert isinstance(terms, Penalty)
    today = work.clock.today()
    until = None if terms.effect is Effect.FOR_GOOD else today + timedelta(days=terms.days)
    reason = sentence(rule, book.names(work, rule))
    ref = work.insert(
        booking_bar, resident_id=resident_id, group_id=group_id, phone=phone, effect=terms.effect, since=today,
        who=_name(work, BarDraft(resident_id, group_id, day.who)), until=until, reason=reason,
        rule_id=rule.rule_id, strike_id=strike,
    )  # fmt: skip
    work.record("booking.bar", "booking_bar", ref, until=until, reason=reason)
    return ref


def _penalty(work: Work, day: Any, whose: list[sa.ColumnElement[bool]]) -> BookingRule | None:
    """The rule that is reached: of several the one that takes the most strikes."""
    reached: list[tuple[int, BookingRule]] = []
    for rule in book.book_of(work).of_kind(RuleKind.PENALTY):
        terms = rule.terms
        assert isinstance(terms, Penalty)
        if not _holds(work, rule, day):
            continue
        since = _months_before(day.starts.date(), terms.months) if terms.months else date(1900, 1, 1)
        count = work.value(
            sa.select(sa.func.count()).select_from(booking_strike).where(*whose, booking_strike.c.day > since)
        )
        if count >= terms.times:
            reached.append((terms.times, rule))
    return max(reached, key=lambda pair: pair[0])[1] if reached else None


def _is_late(work: Work, day: Any) -> bool:
    for rule in book.book_of(work).of_kind(RuleKind.CANCEL_BY):
        terms = rule.terms
        assert isinstance(terms, CancelBy)
        late = work.clock.local() > day.starts - timedelta(hours=terms.hours)
        if terms.counts and late and _holds(work, rule, day):
            return True
    return False


def _holds(work: Work, rule: BookingRule, day: Any) -> bool:
    """Whether a rule means the day that was missed: its room and kind, its hours."""
    use = TimeRange(day.starts, day.ends)
    scope = rule.scope
    return (
        rule.holds_on(use.day)
        and (not scope.rooms or not with_wholes(places(work), (day.room_id,)).isdisjoint(scope.rooms))
        and (not scope.kinds or day.kind in scope.kinds)
        and means_time(scope, use)
    )


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of a shorter month."""
    month = Month.of(day).plus(-months)
    return date(month.year, month.month, min(day.day, (month.next_first - month.first).days))


def _whose(
    center_id: int, resident_id: int | None, group_id: int | None, phone: str
) -> list[sa.ColumnElement[bool]]:
    if resident_id is not None:
        return [booking_strike.c.resident_id == resident_id]
    if group_id is not None:
        return [booking_strike.c.group_id == group_id]
    return [booking_strike.c.center_id == center_id, booking_strike.c.phone == phone]


def _day(work: Work, occurrence_id: int) -> Any:
    return work.row(_DAY, {"center": work.center_id, "id": occurrence_id})


def _name(work: Work, draft: BarDraft) -> str:
    for table, ref in ((resident, draft.resident_id), (people_group, draft.group_id)):
        if ref is not None:
            name = work.value(
                sa.select(table.c.name).where(table.c.id == ref, table.c.center_id == work.center_id)
            )
            if name is None:
                raise NotFound(table.name, ref, "who")
            return str(name)
    return draft.who.strip()
