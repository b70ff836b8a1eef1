"""Each rule as one sentence that reads aloud, in the chosen language.  Pure: names of rooms and groups are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from neighborcenter.booking.rulebook import terms as t
from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.kinds import (
    Basis,
    Effect,
    Measure,
    Party,
    Per,
    Period,
    Repetition,
    RuleKind,
    Streak,
    Unit,
)
from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.booking.texts import KINDS
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.recurrence_text import weekday_name

PARTIES: Mapping[Party, str] = {
    Party.RESIDENT: N_("registered residents"),
    Party.GROUP: N_("registered groups"),
    Party.CENTER: N_("the center itself"),
    Party.OUTSIDER: N_("people who are not registered"),
}
_EACH: Mapping[Per, str] = {
    Per.PERSON: N_("each person"),
    Per.HOUSEHOLD: N_("each household"),
    Per.GROUP: N_("each group"),
}
_TIMES: Mapping[Period, str] = {
    Period.DAY: N_("{who} at most {most} times a day"),
    Period.WEEK: N_("{who} at most {most} times a week"),
    Period.MONTH: N_("{who} at most {most} times a month"),
    Period.YEAR: N_("{who} at most {most} times a year"),
}
_HOURS: Mapping[Period, str] = {
    Period.DAY: N_("{who} at most {most} hours a day"),
    Period.WEEK: N_("{who} at most {most} hours a week"),
    Period.MONTH: N_("{who} at most {most} hours a month"),
    Period.YEAR: N_("{who} at most {most} hours a year"),
}
_ROWS: Mapping[Streak, str] = {
    Streak.USES: N_("{who} at most {most} uses in a row"),
    Streak.DAYS: N_("{who} at most {most} days in a row"),
    Streak.WEEKS: N_("{who} at most {most} weeks in a row"),
}
_FEES: Mapping[Basis, str] = {
    Basis.HOUR: N_("{amount} for each hour begun"),
    Basis.HALF_DAY: N_("{amount} for each half day"),
    Basis.TIME: N_("{amount} for each time"),
    Basis.EACH: N_("{amount} for each person"),
    Basis.BOOKING: N_("{amount} for each booking"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in rules are called."""

    rooms: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)


def sentence(rule: RuleDraft, names: Names = Names()) -> str:
    """What the rule says, with where and for whom it holds in front; the center's own words where it has some."""
    if rule.words.strip():
        return rule.words.strip()
    said = _who(rule.terms, names) if isinstance(rule.terms, t.Who) else _SAY[rule.kind](rule.terms)
    where = scope_words(rule.scope, names)
    whole = _("{scope}: {rule}").format(scope=where, rule=said) if where else said
    return whole[:1].upper() + whole[1:]


def scope_words(scope: t.Scope, names: Names = Names()) -> str:
    """Where, when and for whom, in a few words; empty for everywhere and everybody."""
    parts = []
    if scope.rooms:
        parts.append(listed(names.rooms.get(ref, str(ref)) for ref in scope.rooms))
    if scope.kinds:
        parts.append(listed(_(KINDS[kind]) for kind in scope.kinds))
    if scope.parties or scope.groups or scope.tags:
        parts.append(_people(scope.parties, scope.groups, scope.tags, names))
    if scope.repeat is not Repetition.ANY:
        parts.append(_("single bookings") if scope.repeat is Repetition.SINGLE else _("series"))
    if scope.season_from and scope.season_to:
        parts.append(_("{first} to {last}").format(first=scope.season_from, last=scope.season_to))
    if scope.weekdays:
        parts.append(listed(weekday_name(day) for day in scope.weekdays))
    if scope.opens or scope.closes:
        parts.append(f"{scope.opens or '00:00'}–{scope.closes or '24:00'}")
    return " · ".join(parts)


def validity_words(rule: RuleDraft) -> str:
    """From when to when it holds; empty when it always does."""
    first, last = rule.valid_from, rule.valid_to
    if first is not None and last is not None:
        return _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())
    if first is not None:
        return _("from {day}").format(day=first.isoformat())
    return _("until {day}").format(day=last.isoformat()) if last is not None else ""


def listed(names: Iterable[str]) -> str:
    """Names one after another."""
    return _(" / ").join(names)


def minutes_words(minutes: int) -> str:
    """A length as people say it: "2 hours", "90 minutes"."""
    if minutes == 60:
        return _("1 hour")
    if minutes and minutes % 60 == 0:
        return _("{count} hours").format(count=minutes // 60)
    return _("{count} minutes").format(count=minutes)


def _people(parties: Iterable[Party], groups: Iterable[int], tags: Iterable[int], names: Names) -> str:
    found = [_(PARTIES[party]) for party in parties]
    found += [names.groups.get(ref, str(ref)) for ref in groups]
    found += [names.tags.get(ref, str(ref)) for ref in tags]
    return listed(found)


def _who(terms: t.Who, names: Names) -> str:
    return _("only {who} may book").format(who=_people(terms.parties, terms.groups, terms.tags, names))


def _purpose(terms: t.Purpose) -> str:
    return _("the purpose must be said, in at least {count} letters").format(count=terms.letters)


def _notice(terms: t.Notice) -> str:
    if terms.unit is Unit.DAYS:
        return _("book at least {count} days before").format(count=terms.amount)
    return _("book at least {count} hours before").format(count=terms.amount)


def _horizon(terms: t.Horizon) -> str:
    return _("book at most {count} days ahead").format(count=terms.days)


def _length(terms: t.Length) -> str:
    least, most = minutes_words(terms.least), minutes_words(terms.most)
    if terms.least and terms.most:
        return _("one use lasts {least} to {most}").format(least=least, most=most)
    if terms.least:
        return _("one use lasts at least {least}").format(least=least)
    return _("one use lasts at most {most}").format(most=most)


def _quota(terms: t.Quota) -> str:
    pattern = (_TIMES if terms.measure is Measure.TIMES else _HOURS)[terms.period]
    said = _(pattern).format(who=_(_EACH[terms.per]), most=terms.most)
    return _("{rule}, cancelled ones counted too").format(rule=said) if terms.cancelled else said


def _row(terms: t.Row) -> str:
    return _(_ROWS[terms.of]).format(who=_(_EACH[terms.per]), most=terms.most)


def _opening(terms: t.Opening) -> str:
    return _("to be used only {opens}–{closes}").format(opens=terms.opens, closes=terms.closes)


def _capacity(terms: t.Capacity) -> str:
    if terms.most:
        return _("at most {count} people").format(count=terms.most)
    return _("no more people than the room seats")


def _listeners(terms: t.Listeners) -> str:
    return _("at least {count} people").format(count=terms.least)


def _buffer(terms: t.BufferTerms) -> str:
    if terms.setup and terms.cleanup:
        return _(
            "{setup} minutes to set up before and {cleanup} minutes to clean up after are kept free"
        ).format(setup=terms.setup, cleanup=terms.cleanup)
    if terms.setup:
        return _("{setup} minutes to set up before are kept free").format(setup=terms.setup)
    return _("{cleanup} minutes to clean up after are kept free").format(cleanup=terms.cleanup)


def _approval(terms: t.Approval) -> str:
    said = _("waits for approval") if terms.steps == 1 else _("is checked first, then approved")
    limits = []
    if terms.people:
        limits.append(_("{count} people or more").format(count=terms.people))
    if terms.minutes:
        limits.append(_("{length} or longer").format(length=minutes_words(terms.minutes)))
    return _("{limit}: {rule}").format(limit=listed(limits), rule=said) if limits else said


def _expiry(terms: t.Expiry) -> str:
    said = _("a request lapses {count} hours after it was made").format(count=terms.hours)
    if not terms.before:
        return said
    return _("{rule}, at the latest {count} hours before the start").format(rule=said, count=terms.before)


def _fee(terms: t.Fee) -> str:
    said = _(_FEES[terms.basis]).format(amount=yuan(terms.fen))
    if terms.weekend_fen:
        said = _("{rule}, on free days {amount}").format(rule=said, amount=yuan(terms.weekend_fen))
    if terms.overtime_fen:
        said = _("{rule}, overtime {amount} for each hour begun").format(
            rule=said, amount=yuan(terms.overtime_fen)
        )
    return said


def _reduction(terms: t.Reduction) -> str:
    if terms.percent >= 100:
        return _("free of charge, no deposit") if terms.deposit else _("free of charge")
    return _("{percent}% less to pay").format(percent=terms.percent)


def _deposit(terms: t.Deposit) -> str:
    return _("a deposit of {amount} for each booking").format(amount=yuan(terms.fen))


def _pay_by(terms: t.PayBy) -> str:
    return _("what is not paid within {count} days lapses").format(count=terms.days)


def _cancel_by(terms: t.CancelBy) -> str:
    said = _("cancel at least {count} hours before").format(count=terms.hours)
    return _("{rule}; later counts as not having come").format(rule=said) if terms.counts else said


def _penalty(terms: t.Penalty) -> str:
    when = (
        _("{times} times not come within {months} months").format(times=terms.times, months=terms.months)
        if terms.months
        else _("{times} times not come").format(times=terms.times)
    )
    if terms.effect is Effect.WARNING:
        return _("{when}: a warning").format(when=when)
    if terms.effect is Effect.FOR_GOOD:
        return _("{when}: barred for good").format(when=when)
    return _("{when}: barred for {days} days").format(when=when, days=terms.days)


_SAY: Mapping[RuleKind, Callable[[Any], str]] = {
    RuleKind.PURPOSE: _purpose,
    RuleKind.NOTICE: _notice,
    RuleKind.HORIZON: _horizon,
    RuleKind.LENGTH: _length,
    RuleKind.QUOTA: _quota,
    RuleKind.ROW: _row,
    RuleKind.OPENING: _opening,
    RuleKind.CAPACITY: _capacity,
    RuleKind.LISTENERS: _listeners,
    RuleKind.BLOCKED: lambda _terms: _("not to be booked"),
    RuleKind.BUFFER: _buffer,
    RuleKind.APPROVAL: _approval,
    RuleKind.EXPIRY: _expiry,
    RuleKind.FEE: _fee,
    RuleKind.REDUCTION: _reduction,
    RuleKind.DEPOSIT: _deposit,
    RuleKind.PAY_BY: _pay_by,
    RuleKind.CANCEL_BY: _cancel_by,
    RuleKind.PENALTY: _penalty,
}
