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
    OVERNIGHT = "overnight"
    MOST_SHIFTS = "most_shifts"
    MOST_MINUTES = "most_minutes"
    LEAST_SHIFTS = "least_shifts"
    DAYS_IN_ROW = "days_in_row"
    NIGHTS_IN_ROW = "nights_in_row"
    WEEKENDS = "weekends"
    NOT_AFTER = "not_after"
    OWN_MOST = "own_most"
    APART = "apart"
    TOGETHER = "together"
    TEAM = "team"
    LEAD = "lead"
    EXPERIENCED = "experienced"
    WISHES = "wishes"
    FAIR = "fair"
    KEEP = "keep"


WEIGHED = frozenset({RuleKind.WISHES, RuleKind.FAIR, RuleKind.KEEP})
"""Kinds that are never broken or kept but weighed: their level is a note."""
