"""The closed lists of rostering."""

from enum import StrEnum


class Level(StrEnum):
    """How hard a rule is: a block is never broken, a warning asks for a look, a note is only said."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


class Period(StrEnum):
    """Over what a limit counts; ROLLING is every stretch of so many days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ROLLING = "rolling"


class RuleKind(StrEnum):
    """What a rule of the roster is about."""

    OVERLAP = "overlap"
    SKILL = "skill"
    AVAILABILITY = "availability"
    REST = "rest"
    TRAVEL = "travel"
    OVERNIGHT = "overnight"
    MOST_SHIFTS = "most_shifts"
    MOST_MINUTES = "most_minutes"
    LEAST_SHIFTS = "least_shifts"
    LEAST_MINUTES = "least_minutes"
    DAYS_IN_ROW = "days_in_row"
    NIGHTS_IN_ROW = "nights_in_row"
    DAYS_OFF = "days_off"
    WEEKENDS = "weekends"
    WEEKENDS_IN_ROW = "weekends_in_row"
    BESIDE_LEAVE = "beside_leave"
    NOT_AFTER = "not_after"
    OWN_MOST = "own_most"
    APART = "apart"
    TOGETHER = "together"
    TEAM = "team"
    LEAD = "lead"
    EXPERIENCED = "experienced"
    MIXED = "mixed"
    LANGUAGE = "language"
    NEVER_AT = "never_at"
    ONLY_TEAM = "only_team"
    NOT_TWICE = "not_twice"
    EITHER = "either"
    LEAST_IN_ROW = "least_in_row"
    WHOLE_WEEKENDS = "whole_weekends"
    TAKE_FROM = "take_from"
    TAKE_MOST = "take_most"
    TAKE_BY = "take_by"
    GIVE_BACK_BY = "give_back_by"
    WISHES = "wishes"
    FAIR = "fair"
    KEEP = "keep"


WEIGHED = frozenset({RuleKind.WISHES, RuleKind.FAIR, RuleKind.KEEP})
"""Kinds that are never broken or kept but weighed: their level is a note."""
SAID_ONLY = frozenset(
    {
        RuleKind.LEAST_SHIFTS, RuleKind.LEAST_MINUTES, RuleKind.WEEKENDS_IN_ROW, RuleKind.TEAM, RuleKind.LEAD,
        RuleKind.EXPERIENCED, RuleKind.MIXED, RuleKind.LANGUAGE, RuleKind.NOT_TWICE, RuleKind.EITHER,
        RuleKind.LEAST_IN_ROW, RuleKind.WHOLE_WEEKENDS,
    }
)  # fmt: skip
"""Kinds about several shifts or people at once: a proposal weighs them and cannot promise them, so they never block.
How many weekends in a row somebody serves is said when it happens; a proposal does not weigh it.

A block of "at least two days in a row" would refuse the first of the two days, whoever puts it down.
"""
OF_ONE_POST = frozenset(
    {
        RuleKind.MOST_SHIFTS,
        RuleKind.MOST_MINUTES,
        RuleKind.SKILL,
        RuleKind.AVAILABILITY,
        RuleKind.BESIDE_LEAVE,
        RuleKind.NEVER_AT,
        RuleKind.ONLY_TEAM,
    }
)
"""Kinds that may block for one post alone; the others block for all posts or for none."""
TAKEN = frozenset({RuleKind.TAKE_MOST, RuleKind.TAKE_FROM, RuleKind.TAKE_BY, RuleKind.GIVE_BACK_BY})
"""Kinds about places people take themselves (抢单); the grid does not know them."""
WITH_POST = frozenset({RuleKind.NEVER_AT, RuleKind.ONLY_TEAM, RuleKind.EITHER})
"""Kinds that say nothing without a post."""
