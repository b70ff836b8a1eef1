"""What a paper may ask for: months, weeks, ranges of days, rooms, services — with sensible defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.models import booking, occurrence
from neighborcenter.catalog.models import service
from neighborcenter.center.queries import rooms
from neighborcenter.desk.models import visit
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import Month, day_of, week_of
from neighborcenter.kit.work import Read
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import care_tag
from neighborcenter.people.privacy import sees_sensitive
from neighborcenter.reports import texts
from neighborcenter.reports.report import Param, Report, Values

assert texts  # The sentences for the problems below are taught there.
MOST_DAYS = 366


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


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `group` is the heading it stands under."""

    ref: int
    name: str
    group: str = ""


def default_of(param: Param, clock: Clock) -> Any:
    """What a form starts with: the last full month, this week, today; nothing where one must choose."""
    today = clock.today()
    if param.kind == "month":
        return Month.of(today).previous()
    if param.kind == "week":
        return week_of(today)[0]
    if param.kind == "days":
        return Days(today, today)
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
            if not param.optional:
                found.append(Problem(param.key, "reports.choice_missing"))
        elif isinstance(value, Days):
            if value.first > value.last:
                found.append(Problem(param.key, "reports.days_backwards"))
            elif (value.last - value.first).days >= MOST_DAYS:
                found.append(Problem(param.key, "reports.days_too_many", {"most": MOST_DAYS}))
    return found


def options(read: Read, param: Param) -> tuple[Option, ...]:
    """What can be chosen for a parameter of kind room, service, tag, occurrence or visit; () for days."""
    if param.kind == "room":
        return tuple(
            Option(one.id, one.name, one.site) for whole in rooms(read) for one in (whole, *whole.parts)
        )
    if param.kind == "service":
        return _services(read)
    if param.kind == "tag":
        rows = read.rows(
            sa.select(care_tag.c.id, care_tag.c.name)
            .where(care_tag.c.center_id == read.center_id, care_tag.c.active.is_(True))
            .where(sa.true() if sees_sensitive(read) else care_tag.c.sensitive.is_(False))
            .order_by(care_tag.c.position, care_tag.c.id)
        )
        return tuple(Option(row.id, row.name) for row in rows)
    if param.kind == "occurrence":
        return _occurrences(read)
    if param.kind == "visit":
        return _visits(read)
    return ()


def _services(read: Read) -> tuple[Option, ...]:
    rows = read.rows(
        sa.select(service.c.id, service.c.name, service_module.c.name.label("module"))
        .join(service_module, service_module.c.id == service.c.module_id)
        .where(service.c.center_id == read.center_id)
        .order_by(service_module.c.position, service.c.position, service.c.id)
    )
    return tuple(Option(row.id, row.name, row.module) for row in rows)


def _occurrences(read: Read) -> tuple[Option, ...]:
    """Bookings from a week ago on, the next two hundred of them; where there are none, the latest."""
    since = read.clock.local() - timedelta(days=7)
    every = (
        sa.select(occurrence.c.id, occurrence.c.starts, booking.c.title)
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(occurrence.c.center_id == read.center_id)
        .limit(200)
    )
    rows = read.rows(every.where(occurrence.c.starts >= since).order_by(occurrence.c.starts, occurrence.c.id))
    rows = rows or read.rows(every.order_by(occurrence.c.starts.desc(), occurrence.c.id))
    return tuple(
        Option(row.id, f"{row.starts:%m-%d %H:%M} {row.title}", f"{row.starts:%Y-%m-%d}") for row in rows
    )


def _visits(read: Read) -> tuple[Option, ...]:
    """The two hundred latest visits."""
    rows = read.rows(
        sa.select(visit.c.id, visit.c.at, visit.c.visitor, service.c.name)
        .join(service, service.c.id == visit.c.service_id)
        .where(visit.c.center_id == read.center_id)
        .order_by(visit.c.at.desc(), visit.c.id.desc())
        .limit(200)
    )
    return tuple(
        Option(row.id, f"{row.at:%m-%d %H:%M} {row.name} {row.visitor}".strip(), f"{row.at:%Y-%m-%d}")
        for row in rows
    )


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
    if param.kind in ("occurrence", "visit") and text.isdecimal() and len(text) < 10:
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
