"""What each rule of the center says about one person on one shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from neighborcenter.volunteers.kinds import AvailabilityKind, Bond
from neighborcenter.volunteers.roster_kinds import Period, RuleKind
from neighborcenter.volunteers.rostering import post_checks, run_checks
from neighborcenter.volunteers.rostering.board import Board, Case, Said
from neighborcenter.volunteers.rostering.facts import PersonFact, Rule, ShiftFact, Stretch
from neighborcenter.volunteers.rostering.run_checks import run_around

_DAY = timedelta(days=1)
_Row = Sequence[ShiftFact]


def _overlap(case: Case) -> Said:
    return [
        ("roster.overlap", {"post": other.post, "start": f"{other.starts:%H:%M}"})
        for other in case.row
        if other.shift_id != case.shift.shift_id
        and other.starts < case.shift.ends
        and other.ends > case.shift.starts
    ]


def _skill(case: Case) -> Said:
    """A shift that asks everybody for a skill asks this person too; a partial need is judged on the shift."""
    return [
        ("roster.skill", {"skill": case.board.facts.skill_names.get(skill, "")})
        for skill, count in case.shift.skills.items()
        if count >= case.shift.maximum and not case.person.holds(skill, case.shift.day)
    ]


def _availability(case: Case) -> Said:
    said: Said = []
    offers = [
        each for each in case.person.stretches if each.kind in (AvailabilityKind.CAN, AvailabilityKind.WISH)
    ]
    for begins, ends, day in _parts(case.shift):
        mine = [each for each in case.person.stretches if _of_day(each, day)]
        if any(
            each.kind is AvailabilityKind.CANNOT and each.opens < ends and each.closes > begins
            for each in mine
        ):
            said.append(("roster.cannot", {"day": day.isoformat()}))
        elif offers and not _covered(
            begins, ends, [(o.opens, o.closes) for o in mine if o.kind is not AvailabilityKind.CANNOT]
        ):
            said.append(("roster.not_offered", {"day": day.isoformat()}))
    return said[:1]


def _rest(case: Case) -> Said:
    return _gaps(case.rule, case.shift, case.row, overnight=False)


def _overnight(case: Case) -> Said:
    return _gaps(case.rule, case.shift, case.row, overnight=True)


def _travel(case: Case) -> Said:
    """Between shifts at different places there is time for the way."""
    said: Said = []
    for earlier, later in pairwise(case.row):
        apart = earlier.place and later.place and earlier.place != later.place
        if not apart or case.shift.shift_id not in (earlier.shift_id, later.shift_id):
            continue
        gap = int((later.starts - earlier.ends).total_seconds() // 60)
        if 0 <= gap < case.rule.amount:
            said.append(("roster.travel", {"minutes": gap, "needed": case.rule.amount, "place": later.place}))
    return said


def _gaps(rule: Rule, shift: ShiftFact, row: _Row, *, overnight: bool) -> Said:
    said: Said = []
    for earlier, later in pairwise(row):
        if shift.shift_id not in (earlier.shift_id, later.shift_id):
            continue
        gap = int((later.starts - earlier.ends).total_seconds() // 60)
        if (later.day > earlier.day) is overnight and 0 <= gap < rule.amount:
            said.append(("roster.rest", {"hours": _hours(gap), "needed": _hours(rule.amount)}))
    return said


def _most_shifts(case: Case) -> Said:
    count = max(len(inside) for inside in _periods(case.rule, case.shift, case.row))
    return (
        [("roster.most_shifts", {"count": count, "most": case.rule.amount})]
        if count > case.rule.amount
        else []
    )


def _most_minutes(case: Case) -> Said:
    minutes = max(
        sum(each.minutes for each in inside) for inside in _periods(case.rule, case.shift, case.row)
    )
    if minutes <= case.rule.amount:
        return []
    return [("roster.most_minutes", {"hours": _hours(minutes), "most": _hours(case.rule.amount)})]


def _own_most(case: Case) -> Said:
    """Nobody gets more shifts in a month than they said at most."""
    count = sum(
        (each.day.year, each.day.month) == (case.shift.day.year, case.shift.day.month) for each in case.row
    )
    if not case.person.most or count <= case.person.most:
        return []
    return [("roster.own_most", {"count": count, "most": case.person.most})]


def _days_in_row(case: Case) -> Said:
    count = run_around(case.shift.day, {each.day for each in case.row})
    return (
        [("roster.days_in_row", {"count": count, "most": case.rule.amount})]
        if count > case.rule.amount
        else []
    )


def _nights_in_row(case: Case) -> Said:
    if not case.shift.night:
        return []
    count = run_around(case.shift.day, {each.day for each in case.row if each.night})
    return (
        [("roster.nights_in_row", {"count": count, "most": case.rule.amount})]
        if count > case.rule.amount
        else []
    )


def _days_off(case: Case) -> Said:
    """Between two stretches of days that are served lie so many days off."""
    days = {each.day for each in case.row}
    for step in (_DAY, -_DAY):
        at, free = case.shift.day, 0
        while at + step in days:
            at += step
        at += step
        while at not in days and free < case.rule.amount:
            at, free = at + step, free + 1
        if 0 < free < case.rule.amount:
            return [("roster.days_off", {"count": free, "least": case.rule.amount})]
    return []


def _weekends_in_row(case: Case) -> Said:
    if case.shift.day.weekday() < 5:
        return []
    saturdays = {_saturday(each.day) for each in case.row if each.day.weekday() >= 5}
    count, week = 1, timedelta(days=7)
    for step in (week, -week):
        at = _saturday(case.shift.day) + step
        while at in saturdays:
            count, at = count + 1, at + step
    if count <= case.rule.amount:
        return []
    return [("roster.weekends_in_row", {"count": count, "most": case.rule.amount})]


def _beside_leave(case: Case) -> Said:
    """Who is away is left alone on the day before and the day after as well."""
    around = {case.shift.day - _DAY, case.shift.day + _DAY}
    said: Said = [
        ("roster.beside_leave", {"first": first.isoformat(), "last": last.isoformat()})
        for first, last in case.person.away
        if not first <= case.shift.day <= last and any(first <= day <= last for day in around)
    ]
    return said[:1]


def _weekends(case: Case) -> Said:
    if case.shift.day.weekday() < 5:
        return []
    saturdays = {
        _saturday(each.day)
        for each in case.row
        if each.day.weekday() >= 5
        and (each.day.year, each.day.month) == (case.shift.day.year, case.shift.day.month)
    }
    if len(saturdays) <= case.rule.amount:
        return []
    return [("roster.weekends", {"count": len(saturdays), "most": case.rule.amount})]


def _not_after(case: Case) -> Said:
    return [
        ("roster.not_after", {"first": earlier.name, "then": later.name})
        for earlier in case.row
        for later in case.row
        if case.shift.shift_id in (earlier.shift_id, later.shift_id)
        and (earlier.name, later.name) == (case.rule.first_name, case.rule.then_name)
        and later.day - earlier.day == _DAY
    ]


def _apart(case: Case) -> Said:
    return [
        ("roster.apart", {"other": case.board.people[other].name})
        for other in _bound(case.board, case.person, (Bond.APART,))
        if other in case.board.on[case.shift.shift_id]
    ]


def _together(case: Case) -> Said:
    return [
        ("roster.together", {"other": case.board.people[other].name})
        for other in _bound(case.board, case.person, (Bond.TOGETHER, Bond.FAMILY))
        if other not in case.board.on[case.shift.shift_id]
    ]


OF_PLACE: dict[RuleKind, Callable[[Case], Said]] = {
    RuleKind.OVERLAP: _overlap,
    RuleKind.SKILL: _skill,
    RuleKind.AVAILABILITY: _availability,
    RuleKind.REST: _rest,
    RuleKind.OVERNIGHT: _overnight,
    RuleKind.TRAVEL: _travel,
    RuleKind.MOST_SHIFTS: _most_shifts,
    RuleKind.MOST_MINUTES: _most_minutes,
    RuleKind.OWN_MOST: _own_most,
    RuleKind.DAYS_IN_ROW: _days_in_row,
    RuleKind.NIGHTS_IN_ROW: _nights_in_row,
    RuleKind.DAYS_OFF: _days_off,
    RuleKind.WEEKENDS: _weekends,
    RuleKind.WEEKENDS_IN_ROW: _weekends_in_row,
    RuleKind.BESIDE_LEAVE: _beside_leave,
    RuleKind.NOT_AFTER: _not_after,
    RuleKind.APART: _apart,
    RuleKind.TOGETHER: _together,
    RuleKind.NEVER_AT: post_checks.never_at,
    RuleKind.ONLY_TEAM: post_checks.only_team,
    RuleKind.NOT_TWICE: post_checks.not_twice,
    RuleKind.LEAST_IN_ROW: run_checks.least_in_row,
    RuleKind.WHOLE_WEEKENDS: run_checks.whole_weekends,
}
"""The check of each kind that is about one person on one shift."""


def _saturday(day: date) -> date:
    """The Saturday of the weekend a day lies in."""
    return day - timedelta(days=day.weekday() - 5)


def _periods(rule: Rule, shift: ShiftFact, row: _Row) -> list[list[ShiftFact]]:
    """The shifts of each period the limit counts over that this shift lies in; one, or one a rolling window.

    A rule of one post counts the shifts of that post alone.
    """
    counted = [each for each in row if rule.post_id in (None, each.post_id)]
    spans = period_spans(rule, shift.day)
    return [[each for each in counted if first <= each.day <= last] for first, last in spans]


def period_spans(rule: Rule, day: date) -> list[tuple[date, date]]:
    """First and last day of each period of a rule that a day lies in; one, or one for every rolling window."""
    if rule.period is Period.DAY:
        return [(day, day)]
    if rule.period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return [(monday, monday + timedelta(days=6))]
    if rule.period is Period.MONTH:
        first = day.replace(day=1)
        return [(first, (first + timedelta(days=32)).replace(day=1) - _DAY)]
    length = max(1, rule.window)
    firsts = [day - timedelta(days=back) for back in range(length)]
    return [(first, first + timedelta(days=length - 1)) for first in firsts]


def _bound(board: Board, person: PersonFact, bonds: tuple[Bond, ...]) -> list[int]:
    return [
        other if one == person.volunteer_id else one
        for one, other, bond in board.facts.bonds
        if bond in bonds
        and person.volunteer_id in (one, other)
        and one in board.people
        and other in board.people
    ]


def _parts(shift: ShiftFact) -> list[tuple[int, int, date]]:
    """The shift cut at midnight: minutes from midnight of each day."""
    parts = []
    at = shift.starts
    while at < shift.ends:
        midnight = datetime.combine(at.date(), datetime.min.time()) + _DAY
        stop = min(midnight, shift.ends)
        begins = at.hour * 60 + at.minute
        parts.append((begins, begins + int((stop - at).total_seconds() // 60), at.date()))
        at = stop
    return parts


def _of_day(stretch: Stretch, day: date) -> bool:
    return stretch.day == day if stretch.day is not None else stretch.weekday == day.weekday()


def _covered(begins: int, ends: int, offers: list[tuple[int, int]]) -> bool:
    """Whether the offers together cover the stretch."""
    at = begins
    for opens, closes in sorted(offers):
        if opens > at:
            break
        at = max(at, closes)
    return at >= ends


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".rstrip("0").rstrip(".")
