"""Repetition in plain words: "Every 2 weeks on Monday and Wednesday, 10 times"."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach
from neighborcenter.kit.recurrence import LAST, Frequency, Rule

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_NTH = {
    1: N_("the first {weekday}"),
    2: N_("the second {weekday}"),
    3: N_("the third {weekday}"),
    4: N_("the fourth {weekday}"),
    5: N_("the fifth {weekday}"),
    LAST: N_("the last {weekday}"),
}

SENTENCES = {
    "recurrence.unreadable": N_(
        "This repetition is not understood: {text}. Choose it from the form instead."
    ),
    "recurrence.unsound": N_("These parts of the repetition do not go together."),
    "recurrence.endless": N_("Say how many times it repeats, or until which day."),
    "recurrence.ends_before": N_("The repetition ends on {until}, before the first day."),
    "recurrence.too_far": N_("A series may reach {years} years ahead at most, up to {horizon}."),
    "recurrence.too_many": N_("A series may have {limit} dates at most. Split it."),
    "recurrence.no_dates": N_("No day fits this repetition."),
}
teach(SENTENCES)


def describe(rule: Rule) -> str:
    """One sentence a person at the desk can read aloud, in the chosen language."""
    sentence = _sentence(rule)
    if rule.count is not None:
        return _("{repetition}, {count} times").format(repetition=sentence, count=rule.count)
    if rule.until is not None:
        return _("{repetition}, until {day}").format(repetition=sentence, day=rule.until.isoformat())
    return sentence


def weekday_name(weekday: int) -> str:
    """The name of a weekday counted from Monday = 0."""
    return _(WEEKDAYS[weekday])


def _sentence(rule: Rule) -> str:
    many = rule.interval > 1
    if rule.frequency is Frequency.DAILY:
        return _("Every {n} days").format(n=rule.interval) if many else _("Every day")
    if rule.frequency is Frequency.WEEKLY:
        if not rule.weekdays:
            return _("Every {n} weeks").format(n=rule.interval) if many else _("Every week")
        days = _listed([weekday_name(day) for day in rule.weekdays])
        if many:
            return _("Every {n} weeks on {days}").format(n=rule.interval, days=days)
        return _("Every week on {days}").format(days=days)
    which = [_nth_text(nth, day) for nth, day in rule.nth_weekdays] or [
        _date_text(d) for d in rule.month_days
    ]
    if not which:
        return _("Every {n} months").format(n=rule.interval) if many else _("Every month")
    if many:
        return _("Every {n} months on {days}").format(n=rule.interval, days=_listed(which))
    return _("Every month on {days}").format(days=_listed(which))


def _nth_text(nth: int, weekday: int) -> str:
    return _(_NTH[nth]).format(weekday=weekday_name(weekday))


def _date_text(day: int) -> str:
    return _("the last day") if day == LAST else _("day {day}").format(day=day)


def _listed(names: list[str]) -> str:
    """ "Monday, Tuesday and Friday" """
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}").format(first=_(", ").join(names[:-1]), last=names[-1])
