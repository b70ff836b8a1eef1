"""What the rules say about people on shifts, in words: for the grid while it is dragged, for candidates, for proof.

Written from the sentences of the rules, apart from the engine that makes proposals, so that the one can be held
against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from neighborcenter.people.kinds import Sex
from neighborcenter.volunteers import rules as law
from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.board import Board, Case, Finding, Said
from neighborcenter.volunteers.rostering.facts import PersonFact, Rule, ShiftFact
from neighborcenter.volunteers.rostering.place_checks import OF_PLACE


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody on one shift, before a rule about the shift as a whole."""

    board: Board
    rule: Rule
    shift: ShiftFact
    on_it: Sequence[PersonFact]


def about_place(board: Board, shift: ShiftFact, person: PersonFact) -> list[Finding]:
    """Everything against one person on one shift, whether they are on it already or only thought of."""
    others = [each for each in board.works[person.volunteer_id] if each.shift_id != shift.shift_id]
    row = sorted([*person.earlier, *others, shift], key=lambda each: each.starts)
    found = [*_law(shift, person), *_leave(shift, person)]
    for rule in board.facts.rules:
        check = OF_PLACE.get(rule.kind)
        if check is not None and rule.post_id in (None, shift.post_id):
            found += [
                Finding(
                    rule.level, code, shift.shift_id, person.volunteer_id, {"name": person.name, **params}
                )
                for code, params in check(Case(board, rule, shift, person, row))
            ]
    return found


def about_shift(board: Board, shift: ShiftFact) -> list[Finding]:
    """What is missing on a shift as a whole: people, skills, a lead, somebody experienced, a whole team."""
    on_it = [board.people[ref] for ref in board.on[shift.shift_id]]
    found = []
    if not on_it and board.runs_instead(shift) is not None:
        pass  # one of the two posts is enough
    elif len(on_it) < shift.minimum:
        params = {"missing": shift.minimum - len(on_it)}
        found.append(Finding(Level.WARN, "roster.below_minimum", shift.shift_id, None, params))
    elif len(on_it) < shift.wanted:
        params = {"missing": shift.wanted - len(on_it)}
        found.append(Finding(Level.NOTE, "roster.below_wanted", shift.shift_id, None, params))
    if len(on_it) > shift.maximum:
        found.append(
            Finding(Level.BLOCK, "roster.over_maximum", shift.shift_id, None, {"most": shift.maximum})
        )
    for rule in board.facts.rules:
        check = _OF_SHIFT.get(rule.kind)
        if check is not None and rule.post_id in (None, shift.post_id):
            found += [
                Finding(rule.level, code, shift.shift_id, None, params)
                for code, params in check(Crew(board, rule, shift, on_it))
            ]
    return found + _both_run(board, shift)


def _both_run(board: Board, shift: ShiftFact) -> list[Finding]:
    """Of two posts of which one is enough both have people."""
    other, rule = board.runs_instead(shift), board.rule(RuleKind.EITHER)
    if other is None or rule is None or not board.on[shift.shift_id]:
        return []
    return [Finding(rule.level, "roster.both_run", shift.shift_id, None, {"post": other.post})]


def about_person(board: Board, person: PersonFact) -> list[Finding]:
    """What is to say about somebody's whole range: too few shifts, or shifts beyond what they offered."""
    found = []
    for rule in board.facts.rules:
        if rule.kind is RuleKind.LEAST_SHIFTS and len(board.works[person.volunteer_id]) < rule.amount:
            params = {
                "name": person.name,
                "least": rule.amount,
                "count": len(board.works[person.volunteer_id]),
            }
            found.append(Finding(rule.level, "roster.too_few", None, person.volunteer_id, params))
        if rule.kind is RuleKind.LEAST_MINUTES:
            minutes = sum(each.minutes for each in board.works[person.volunteer_id])
            if minutes < rule.amount:
                hours = {
                    "name": person.name,
                    "least": f"{rule.amount / 60:g}",
                    "hours": f"{minutes / 60:.1f}",
                }
                found.append(Finding(rule.level, "roster.too_few_hours", None, person.volunteer_id, hours))
    return found


def findings(board: Board) -> list[Finding]:
    """Everything the rules have to say about the whole roster, hardest first."""
    found = [
        finding
        for shift_id, refs in board.on.items()
        for ref in refs
        for finding in about_place(board, board.shifts[shift_id], board.people[ref])
    ]
    for shift in board.facts.shifts:
        found += about_shift(board, shift)
    for person in board.facts.people:
        found += about_person(board, person)
    return sorted(found, key=lambda each: list(Level).index(each.level))


def blocked(found: Iterable[Finding]) -> bool:
    """Whether a block is among the findings."""
    return any(each.level is Level.BLOCK for each in found)


def _law(shift: ShiftFact, person: PersonFact) -> list[Finding]:
    """Age, guardian, insurance: a block whatever the center's own rules say."""
    insured = all(
        any(first <= day <= last for first, last in person.insured)
        for day in (shift.day, law.last_day_of(shift.ends))
    )
    candidate = law.Candidate(person.name, person.born, person.guardian_agreed, person.status, insured)
    task = law.Task(shift.post, shift.day, shift.dangerous, shift.age_from, shift.age_to)
    return [
        Finding(
            Level.BLOCK if problem.level == "error" else Level.WARN,
            problem.code,
            shift.shift_id,
            person.volunteer_id,
            dict(problem.params),
        )
        for problem in law.problems_with(candidate, task)
    ]


def _leave(shift: ShiftFact, person: PersonFact) -> list[Finding]:
    last = law.last_day_of(shift.ends)
    return [
        Finding(
            Level.BLOCK,
            "volunteers.on_leave",
            shift.shift_id,
            person.volunteer_id,
            {"name": person.name, "until": until.isoformat()},
        )
        for first, until in person.away
        if first <= last and shift.day <= until
    ]


def _skills_of_shift(case: Crew) -> Said:
    """A shift that asks for so many with a skill keeps as many of its places for them."""
    said: Said = []
    for skill, count in case.shift.skills.items():
        without = sum(not person.holds(skill, case.shift.day) for person in case.on_it)
        if without > max(0, case.shift.maximum - count):
            name = case.board.facts.skill_names.get(skill, "")
            said.append(("roster.skill_missing", {"skill": name, "count": count}))
    return said


def _lead(case: Crew) -> Said:
    if not case.shift.lead_required or not case.on_it or any(person.may_lead for person in case.on_it):
        return []
    return [("roster.no_lead", {})]


def _experienced(case: Crew) -> Said:
    beginners = [person.name for person in case.on_it if person.beginner]
    if not beginners or any(person.experienced for person in case.on_it):
        return []
    return [("roster.beginner_alone", {"name": "、".join(beginners)})]


def _team(case: Crew) -> Said:
    refs = {person.volunteer_id for person in case.on_it}
    said: Said = []
    for team in case.board.facts.whole_teams:
        members = {person.volunteer_id for person in case.board.facts.people if team in person.teams}
        if refs & members and not members <= refs:
            away = [case.board.people[ref].name for ref in sorted(members - refs)]
            said.append(("roster.team_torn", {"name": "、".join(away)}))
    return said


def _language(case: Crew) -> Said:
    """So many on a shift speak a language; an empty shift says it lacks people, not words."""
    speak = sum(person.speaks(case.rule.first_name) for person in case.on_it)
    if not case.on_it or speak >= max(1, case.rule.amount):
        return []
    return [("roster.language_missing", {"language": case.rule.first_name, "count": case.rule.amount})]


def _mixed(case: Crew) -> Said:
    """Two and more on a shift are women and men; whose sex is not known says nothing."""
    known = {person.sex for person in case.on_it if person.sex is not Sex.UNKNOWN}
    return [("roster.not_mixed", {})] if len(case.on_it) > 1 and len(known) == 1 else []


_OF_SHIFT: dict[RuleKind, Callable[[Crew], Said]] = {
    RuleKind.SKILL: _skills_of_shift,
    RuleKind.LEAD: _lead,
    RuleKind.EXPERIENCED: _experienced,
    RuleKind.TEAM: _team,
    RuleKind.MIXED: _mixed,
    RuleKind.LANGUAGE: _language,
}
