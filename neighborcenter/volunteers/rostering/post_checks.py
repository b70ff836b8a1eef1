"""What rules about single posts say: who never stands there, whose post it is, who stood there last time."""

from __future__ import annotations

from neighborcenter.volunteers.rostering.board import Case, Said


def never_at(case: Case) -> Said:
    """A volunteer, or the members of a team, whom the rule keeps away from its post."""
    if _named(case):
        return [("roster.never_at", {"post": case.shift.post})]
    return []


def only_team(case: Case) -> Said:
    """The post is for the members of one team."""
    if case.rule.team_id in case.person.teams:
        return []
    return [("roster.only_team", {"post": case.shift.post, "team": case.rule.who})]


def not_twice(case: Case) -> Said:
    """Two of somebody's shifts that follow one another are not at the same post."""
    at = case.row.index(case.shift)
    beside = [*case.row[max(0, at - 1) : at], *case.row[at + 1 : at + 2]]
    said: Said = [
        ("roster.not_twice", {"post": case.shift.post, "day": other.day.isoformat()})
        for other in beside
        if other.post_id == case.shift.post_id
    ]
    return said[:1]


def _named(case: Case) -> bool:
    rule = case.rule
    if rule.volunteer_id is not None:
        return rule.volunteer_id == case.person.volunteer_id
    return rule.team_id in case.person.teams
