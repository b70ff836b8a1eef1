"""Short names of the kinds of rules and of their periods, for choosing."""

from collections.abc import Mapping

from neighborcenter.kit.i18n import N_, _
from neighborcenter.volunteers.roster_kinds import Period, RuleKind

KINDS: Mapping[RuleKind, str] = {
    RuleKind.OVERLAP: N_("Two shifts at once"),
    RuleKind.SKILL: N_("Skills of the post"),
    RuleKind.AVAILABILITY: N_("Only when they can come"),
    RuleKind.REST: N_("Rest between two shifts"),
    RuleKind.TRAVEL: N_("Way between places"),
    RuleKind.OVERNIGHT: N_("Rest overnight"),
    RuleKind.MOST_SHIFTS: N_("Most shifts"),
    RuleKind.MOST_MINUTES: N_("Most hours"),
    RuleKind.LEAST_SHIFTS: N_("Fewest shifts"),
    RuleKind.LEAST_MINUTES: N_("Fewest hours"),
    RuleKind.DAYS_IN_ROW: N_("Days in a row"),
    RuleKind.NIGHTS_IN_ROW: N_("Nights in a row"),
    RuleKind.DAYS_OFF: N_("Days off between"),
    RuleKind.WEEKENDS: N_("Weekends a month"),
    RuleKind.WEEKENDS_IN_ROW: N_("Weekends in a row"),
    RuleKind.BESIDE_LEAVE: N_("Days beside a leave"),
    RuleKind.NOT_AFTER: N_("Forbidden succession"),
    RuleKind.OWN_MOST: N_("Not more than offered"),
    RuleKind.APART: N_("Keep apart"),
    RuleKind.TOGETHER: N_("Serve together"),
    RuleKind.TEAM: N_("Teams as a whole"),
    RuleKind.LEAD: N_("A lead on the shift"),
    RuleKind.EXPERIENCED: N_("Beginners not alone"),
    RuleKind.MIXED: N_("Women and men together"),
    RuleKind.LANGUAGE: N_("Languages on the shift"),
    RuleKind.NEVER_AT: N_("Never at this post"),
    RuleKind.ONLY_TEAM: N_("Post of one team"),
    RuleKind.NOT_TWICE: N_("Not the same post twice running"),
    RuleKind.EITHER: N_("Either of two posts"),
    RuleKind.LEAST_IN_ROW: N_("Fewest days in a row"),
    RuleKind.WHOLE_WEEKENDS: N_("Whole weekends"),
    RuleKind.TAKE_FROM: N_("Open shifts taken from"),
    RuleKind.TAKE_MOST: N_("Open shifts one takes"),
    RuleKind.TAKE_BY: N_("Open shifts taken until"),
    RuleKind.GIVE_BACK_BY: N_("Taken places given back until"),
    RuleKind.WISHES: N_("Wishes of people"),
    RuleKind.FAIR: N_("Share fairly"),
    RuleKind.KEEP: N_("Keep what was published"),
}
_PERIODS: Mapping[Period, str] = {
    Period.DAY: N_("One day"),
    Period.WEEK: N_("One week"),
    Period.MONTH: N_("One month"),
    Period.ROLLING: N_("Any stretch of days"),
}


def kind_name(kind: RuleKind) -> str:
    """What a kind of rule is about."""
    return _(KINDS[kind])


def period_name(period: Period) -> str:
    """Over what a limit counts."""
    return _(_PERIODS[period])
