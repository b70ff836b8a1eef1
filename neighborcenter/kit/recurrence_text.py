"""Repetition in plain words: "Every 2 weeks on Monday and Wednesday, 10 times"."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_, _, language
from neighborcenter.kit.problems import teach
from neighborcenter.kit.recurrence import LAST, Frequency, OnHoliday, Rule

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
    -2: N_("the last {weekday} but one"),
    -3: N_("the last {weekday} but two"),
    -4: N_("the last {weekday} but three"),
    -5: N_("the last {weekday} but four"),
}
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_HOLIDAYS = {
    OnHoliday.SKIP: N_("{repetition}, not on public holidays"),
    OnHoliday.NEXT: N_("{repetition}, from a public holiday to the next working day"),
    OnHoliday.PREVIOUS: N_("{repetition}, from a public holiday to the working day before"),
}
_TENS = ("初", "十", "廿", "三")
_DIGITS = "一二三四五六七八九十"

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
    "recurrence.terms_end": N_("The chosen terms hold {found} such days only, not {count}."),
}
teach(SENTENCES)


def describe(rule: Rule) -> str:
    """One sentence a person at the desk can read aloud, in the chosen language."""
    sentence = _sentence(rule)
    if rule.only_worked:
        sentence = _("{repetition}, working days only").format(repetition=sentence)
    if rule.on_holiday is not OnHoliday.KEEP:
        sentence = _(_HOLIDAYS[rule.on_holiday]).format(repetition=sentence)
    if rule.within:
        sentence = _("{repetition}, in term time").format(repetition=sentence)
    if rule.count is not None:
        return _("{repetition}, {count} times").format(repetition=sentence, count=rule.count)
    if rule.until is not None:
        return _("{repetition}, until {day}").format(repetition=sentence, day=rule.until.isoformat())
    return sentence


def weekday_name(weekday: int) -> str:
    """The name of a weekday counted from Monday = 0."""
    return _(WEEKDAYS[weekday])


def lunar_day(day: int) -> str:
    """A day of a lunar month: 初一, or "lunar day 1"."""
    if day == LAST:
        return _("the last lunar day")
    return _("lunar day {day}").format(day=_lunar_word(day) if language() == "zh_CN" else str(day))


def _sentence(rule: Rule) -> str:
    if rule.frequency is Frequency.LISTED:
        return _("On {count} chosen days").format(count=len(rule.listed))
    days = _days(rule)
    if rule.lunar:
        return _lunar_sentence(rule, days)
    if rule.anchor is not None and rule.interval == 2:
        return _("Every other week from the week of {day}, on {days}").format(
            day=rule.anchor.isoformat(), days=days or _("the same weekday")
        )
    sentence = _stepped(rule, days)
    if rule.months and rule.frequency is not Frequency.YEARLY:
        months = _listed([_(MONTHS[month - 1]) for month in rule.months])
        return _("{repetition}, in {months} only").format(repetition=sentence, months=months)
    return sentence


def _stepped(rule: Rule, days: str) -> str:
    n, many = rule.interval, rule.interval > 1
    if rule.frequency is Frequency.DAILY:
        sentence = _("Every {n} days").format(n=n) if many else _("Every day")
        return _("{repetition}, if it is {days}").format(repetition=sentence, days=days) if days else sentence
    if rule.frequency is Frequency.WEEKLY:
        if not days:
            return _("Every {n} weeks").format(n=n) if many else _("Every week")
        if many:
            return _("Every {n} weeks on {days}").format(n=n, days=days)
        return _("Every week on {days}").format(days=days)
    if rule.frequency is Frequency.YEARLY:
        return _yearly(rule, days)
    if not days:
        return _("Every {n} months").format(n=n) if many else _("Every month")
    if many:
        return _("Every {n} months on {days}").format(n=n, days=days)
    return _("Every month on {days}").format(days=days)


def _yearly(rule: Rule, days: str) -> str:
    n, many = rule.interval, rule.interval > 1
    if not rule.months:
        return _("Every {n} years").format(n=n) if many else _("Every year")
    months = _listed([_(MONTHS[month - 1]) for month in rule.months])
    days = days or _("the same date")
    if many:
        return _("Every {n} years in {months} on {days}").format(n=n, months=months, days=days)
    return _("Every year in {months} on {days}").format(months=months, days=days)


def _lunar_sentence(rule: Rule, days: str) -> str:
    if rule.frequency is Frequency.YEARLY:
        chinese = language() == "zh_CN"
        months = _listed([_lunar_month(m) if chinese else str(m) for m in rule.months])
        return _("Every year in lunar month {months} on {days}").format(months=months, days=days)
    if rule.interval > 1:
        return _("Every {n} lunar months on {days}").format(n=rule.interval, days=days)
    return _("Every lunar month on {days}").format(days=days)


def _days(rule: Rule) -> str:
    """The days a rule names, in words; empty when it follows its first day."""
    names = [_nth_text(nth, day) for nth, day in rule.nth_weekdays]
    dates = [lunar_day(d) if rule.lunar else _date_text(d) for d in rule.month_days]
    weekdays = [weekday_name(day) for day in rule.weekdays]
    if dates and weekdays:
        return _("{dates} that is a {weekday}").format(
            dates=_listed(dates, either=True), weekday=_listed(weekdays, either=True)
        )
    found = [*names, *dates, *weekdays]
    return _listed(found) if found else ""


def _nth_text(nth: int, weekday: int) -> str:
    return _(_NTH[nth]).format(weekday=weekday_name(weekday))


def _date_text(day: int) -> str:
    if day == LAST:
        return _("the last day")
    if day < 0:
        return _("the last day but {days}").format(days=-day - 1)
    return _("day {day}").format(day=day)


def _lunar_word(day: int) -> str:
    """1 is 初一, 15 十五, 20 二十, 25 廿五, 30 三十."""
    if day in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return _TENS[day // 10] + _DIGITS[day % 10 - 1]


def _lunar_month(month: int) -> str:
    return {1: "正", 11: "冬", 12: "腊"}.get(month, _DIGITS[month - 1] if month <= 10 else "")


def _listed(names: list[str], *, either: bool = False) -> str:
    """ "Monday, Tuesday and Friday" """
    if len(names) == 1:
        return names[0]
    joined = _("{first} or {last}") if either else _("{first} and {last}")
    return joined.format(first=_(", ").join(names[:-1]), last=names[-1])
