"""What a paper may ask for: months, weeks, ranges of days, rooms, services — with sensible defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from neighborcenter.kit.clock import Clock
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import DAY, Month, day_of, week_of
from neighborcenter.kit.work import Read
from neighborcenter.reports import texts
from neighborcenter.reports.choices import options
from neighborcenter.reports.report import Param, Report, Values
from neighborcenter.reports.volunteer_choices import Phones

assert texts  # The sentences for the problems below are taught there.
MOST_DAYS = 366
BY_NUMBER = (
    "occurrence", "visit", "activity", "session", "enrollment", "shift", "volunteer", "notice", "certificate",
    "policy", "appointment", "entry", "measured", "ticket", "matter", "loan", "handover",
)  # fmt: skip
FIRST_OF_FEW = ("paper", "phones")


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, both ends included."""

    first: date
    last: date

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.last + timedelta(days=1)

    def words(self) -> str:
        """2026-11-01 – 2026-11-30, or the one day."""
        return str(self.first) if self.first == self.last else f"{self.first} – {self.last}"


def default_of(param: Param, clock: Clock) -> Any:
    """What a form starts with: the last full month, this week, today; nothing where one must choose."""
    today = clock.today()
    if param.kind == "month":
        return Month.of(today) if param.usual == "this month" else Month.of(today).previous()
    if param.kind == "week":
        return week_of(today)[0]
    if param.kind == "day":
        return today
    if param.kind == "days":
        month = Month.of(today).previous()
        return Days(today, today) if param.usual == "today" else Days(month.first, month.next_first - DAY)
    if param.kind in FIRST_OF_FEW:
        return Phones.NONE.value if param.usual == "no phones" else 0
    return None


def defaults(report: Report, clock: Clock) -> dict[str, Any]:
    """The form of a report before anything was typed."""
    return {param.key: default_of(param, clock) for param in report.params}


def problems_in(report: Report, values: Values) -> list[Problem]:
    """What is missing or the wrong way round."""
    found = []
    for param in report.params:
        value = values.get(param.key)
        if value is None:
            if not param.optional and param.kind not in FIRST_OF_FEW:
                found.append(Problem(param.key, "reports.choice_missing"))
        elif isinstance(value, Days):
            if value.first > value.last:
                found.append(Problem(param.key, "reports.days_backwards"))
            elif (value.last - value.first).days >= MOST_DAYS:
                found.append(Problem(param.key, "reports.days_too_many", {"most": MOST_DAYS}))
    return found


def values_from_words(read: Read, report: Report, words: Mapping[str, str]) -> dict[str, Any]:
    """Values from what was typed on a command line; keys are the parameters' own, or "from" and "to".

    What is not named keeps its default. Raises Invalid with one problem per parameter.
    """
    values = defaults(report, read.clock)
    problems = [
        Problem(key, "reports.param_unknown", {"typed": key})
        for key in words
        if key not in values and not (key in ("from", "to") and _days_key(report))
    ]
    for param in report.params:
        try:
            values[param.key] = _typed(read, param, words, values[param.key])
        except Invalid as refused:
            problems += refused.problems
    if problems:
        raise Invalid(*problems)
    return values


def _days_key(report: Report) -> str:
    return next((param.key for param in report.params if param.kind == "days"), "")


def _typed(read: Read, param: Param, words: Mapping[str, str], default: Any) -> Any:
    if param.kind == "days" and ("from" in words or "to" in words):
        first = _day(param, words.get("from") or words["to"])
        return Days(first, _day(param, words["to"]) if words.get("to") else first)
    text = words.get(param.key, "").strip()
    if not text:
        return default
    if param.kind == "month":
        try:
            return Month.parse(text)
        except ValueError:
            raise Invalid(Problem(param.key, "reports.month_unreadable", {"typed": text})) from None
    if param.kind == "week":
        return week_of(_day(param, text))[0]
    if param.kind == "day":
        return _day(param, text)
    if param.kind == "days":
        start, _dots, stop = text.partition("..")
        return Days(_day(param, start), _day(param, stop or start))
    return _chosen(read, param, text)


def _day(param: Param, text: str) -> date:
    try:
        return day_of(text)
    except ValueError:
        raise Invalid(Problem(param.key, "reports.day_unreadable", {"typed": text})) from None


def _chosen(read: Read, param: Param, text: str) -> int:
    """An option by its number, its whole name, or a part of its name that only one has."""
    if param.kind in BY_NUMBER and text.isdecimal() and len(text) < 10:
        return int(text)
    known = options(read, param)
    exact = [one for one in known if one.name == text] or [one for one in known if str(one.ref) == text]
    found = exact or [one for one in known if text in one.name]
    if not found:
        raise Invalid(Problem(param.key, "reports.choice_unknown", {"typed": text}))
    if len(found) > 1:
        names = _("{first} and {count} more").format(first=found[0].name, count=len(found) - 1)
        raise Invalid(Problem(param.key, "reports.choice_several", {"typed": text, "names": names}))
    return found[0].ref
