"""Words of rostering: the rules as sentences, and what they say about somebody on a shift."""

from collections.abc import Mapping

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem, name_values, speak, teach
from neighborcenter.volunteers.roster_kinds import Level, Period, RuleKind
from neighborcenter.volunteers.rostering.board import Finding
from neighborcenter.volunteers.rostering.facts import Rule

LEVELS: Mapping[Level, str] = {
    Level.BLOCK: N_("Forbidden"),
    Level.WARN: N_("Warn"),
    Level.NOTE: N_("Hint"),
}
PERIODS: Mapping[Period, str] = {
    Period.DAY: N_("a day"),
    Period.WEEK: N_("a week"),
    Period.MONTH: N_("a month"),
    Period.ROLLING: N_("in any {days} days"),
}
RULES: Mapping[RuleKind, str] = {
    RuleKind.OVERLAP: N_("Nobody is on two shifts at once."),
    RuleKind.SKILL: N_("Who stands on a shift holds the skills it asks for."),
    RuleKind.AVAILABILITY: N_("People are asked only when they said they can come."),
    RuleKind.REST: N_("At least {hours} hours between two shifts of one day."),
    RuleKind.TRAVEL: N_("At least {amount} minutes between two shifts at different places."),
    RuleKind.OVERNIGHT: N_("At least {hours} hours of rest overnight."),
    RuleKind.MOST_SHIFTS: N_("At most {amount} shifts {period} for one person."),
    RuleKind.MOST_MINUTES: N_("At most {hours} hours {period} for one person."),
    RuleKind.LEAST_SHIFTS: N_("Everybody gets at least {amount} shifts."),
    RuleKind.LEAST_MINUTES: N_("Everybody gets at least {hours} hours."),
    RuleKind.DAYS_IN_ROW: N_("At most {amount} days in a row."),
    RuleKind.NIGHTS_IN_ROW: N_("At most {amount} nights in a row."),
    RuleKind.DAYS_OFF: N_("At least {amount} days off between days that are served."),
    RuleKind.WEEKENDS_IN_ROW: N_("At most {amount} weekends in a row."),
    RuleKind.BESIDE_LEAVE: N_("Nobody is asked on the day before or after a leave."),
    RuleKind.WEEKENDS: N_("At most {amount} weekends a month for one person."),
    RuleKind.NOT_AFTER: N_("“{then}” does not follow “{first}” the next day."),
    RuleKind.OWN_MOST: N_("Nobody gets more shifts a month than they offered."),
    RuleKind.APART: N_("Who does not wish to serve together is kept apart."),
    RuleKind.TOGETHER: N_("Families and friends who wish so serve together."),
    RuleKind.TEAM: N_("A fixed team serves as a whole."),
    RuleKind.LEAD: N_("A lead on every shift that asks for one."),
    RuleKind.EXPERIENCED: N_("Beginners stand beside somebody experienced."),
    RuleKind.MIXED: N_("Two and more on a shift are women and men."),
    RuleKind.LANGUAGE: N_("On every shift {amount} or more speak {first}."),
    RuleKind.NEVER_AT: N_("{who} never stands here."),
    RuleKind.ONLY_TEAM: N_("Only members of “{who}” stand here."),
    RuleKind.NOT_TWICE: N_("Nobody stands at the same post twice running."),
    RuleKind.EITHER: N_("This post or “{other}”: one of the two is enough, this one first."),
    RuleKind.LEAST_IN_ROW: N_("Who comes, comes at least {amount} days in a row."),
    RuleKind.WHOLE_WEEKENDS: N_("A weekend is served on both days or on none."),
    RuleKind.TAKE_FROM: N_("Open shifts can be taken from {amount} days before they begin."),
    RuleKind.GIVE_BACK_BY: N_("A place taken is given back {hours} hours before it begins at the latest."),
    RuleKind.TAKE_MOST: N_("One person takes at most {amount} open shifts {period}."),
    RuleKind.TAKE_BY: N_("Open shifts are taken {hours} hours before they begin at the latest."),
    RuleKind.WISHES: N_("Wishes count."),
    RuleKind.FAIR: N_("Shifts are shared fairly, by what each offered, over three months."),
    RuleKind.KEEP: N_("What was published changes as little as possible."),
}

SENTENCES = {
    "roster.not_monday": N_("A week begins on Monday."),
    "roster.not_on_it": N_("This volunteer is not on the shift."),
    "roster.overlap": N_("{name} is at “{post}” from {start} at the same time."),
    "roster.skill": N_("{name} does not hold “{skill}”."),
    "roster.cannot": N_("{name} cannot come on {day}."),
    "roster.not_offered": N_("{name} did not offer {day} at this time."),
    "roster.rest": N_("{name} would rest {hours} hours; {needed} are needed."),
    "roster.travel": N_("{name} would have {minutes} minutes for the way to “{place}”; {needed} are needed."),
    "roster.days_off": N_("{name} would have {count} days off between; {least} are needed."),
    "roster.weekends_in_row": N_("{name} would serve {count} weekends in a row; {most} are allowed."),
    "roster.beside_leave": N_("{name} is away from {first} to {last}, the day beside it."),
    "roster.too_few_hours": N_("{name} has {hours} hours; at least {least} were meant."),
    "roster.not_mixed": N_("Only women or only men on this shift."),
    "roster.take_most": N_("{name} took {count} open shifts already; {most} are allowed."),
    "roster.take_by": N_("Open shifts are taken {hours} hours before they begin at the latest."),
    "roster.never_at": N_("{name} is not put on “{post}”."),
    "roster.only_team": N_("{name} is not of “{team}”, whose post “{post}” is."),
    "roster.not_twice": N_("{name} is at “{post}” on {day} too, twice running."),
    "roster.both_run": N_("“{post}” is staffed already; one of the two is enough."),
    "roster.least_in_row": N_("{name} would serve {count} days in a row; at least {least} are meant."),
    "roster.half_weekend": N_("{name} is not asked on {day}, the other day of the weekend."),
    "roster.language_missing": N_("{count} on this shift should speak {language}."),
    "roster.take_from": N_("Open shifts can be taken from {day} on."),
    "roster.give_back_by": N_(
        "A place taken is given back {hours} hours before it begins at the latest: the coordinator takes people off."
    ),
    "roster.not_taken": N_("This volunteer did not take the place themselves."),
    "roster.post_missing": N_("Choose the post the rule is about."),
    "roster.who_missing": N_("Choose whom the rule names."),
    "roster.two_at_least": N_("At least 2."),
    "roster.never_blocks": N_("This rule is weighed and cannot be promised: choose warn or hint."),
    "roster.block_for_all": N_(
        "This rule forbids for all posts or for none: leave the post out, or choose warn."
    ),
    "roster.most_shifts": N_("{name} would have {count} shifts; {most} are allowed."),
    "roster.most_minutes": N_("{name} would have {hours} hours; {most} are allowed."),
    "roster.own_most": N_("{name} would have {count} shifts this month and offered {most}."),
    "roster.days_in_row": N_("{name} would serve {count} days in a row; {most} are allowed."),
    "roster.nights_in_row": N_("{name} would serve {count} nights in a row; {most} are allowed."),
    "roster.weekends": N_("{name} would serve {count} weekends this month; {most} are allowed."),
    "roster.not_after": N_("{name}: “{then}” right after “{first}”."),
    "roster.apart": N_("{name} does not serve together with {other}."),
    "roster.together": N_("{name} would like to serve with {other}."),
    "roster.below_minimum": N_("At least {missing} more needed."),
    "roster.below_wanted": N_("{missing} more people are wanted."),
    "roster.over_maximum": N_("More than {most} people."),
    "roster.skill_missing": N_("{count} places are for people with “{skill}”."),
    "roster.no_lead": N_("Nobody on this shift leads."),
    "roster.beginner_alone": N_("Beginners without somebody experienced: {name}."),
    "roster.team_torn": N_("The team is not whole; missing: {name}."),
    "roster.too_few": N_("{name} has {count} shifts; at least {least} were meant."),
}
teach(SENTENCES)
name_values({"roster_rule": N_("roster rule")})


def rule_sentence(rule: Rule) -> str:
    """A rule as it reads aloud."""
    period = _(PERIODS[rule.period]).format(days=rule.window)
    hours = f"{rule.amount / 60:.1f}".rstrip("0").rstrip(".")
    return _(RULES[rule.kind]).format(
        amount=rule.amount, hours=hours, period=period, first=rule.first_name, then=rule.then_name,
        who=rule.who, other=rule.other_post,
    )  # fmt: skip


def said(finding: Finding) -> str:
    """What a rule says, as a sentence."""
    return speak(Problem("", finding.code, finding.params))


def level_name(level: Level) -> str:
    """The word for how hard a rule is."""
    return _(LEVELS[level])


def quality_said(*, proved: bool, better: float) -> str:
    """How good a roster is: the one sentence that the bound allows.  `better` 0.02 is two in a hundred."""
    if proved:
        return _("No better roster exists.")
    return _("At most {share} % better is possible.").format(share=f"{better * 100:.2g}")
