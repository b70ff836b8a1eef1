"""Events of an iCalendar file as rows of a list, so that they come in like any other list of bookings.

Times with a zone become the center's own; a series with exceptions becomes the list of its dates; a changed date
is a row of its own; cancelled events are left out.  What the booking engine cannot take is refused row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from neighborcenter.kit.problems import Invalid, Problem, Refused
from neighborcenter.kit.recurrence import Rule

# The library types every value as one of thirty classes; what is really there is checked by reading it.
Event = Any

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = ("场地", "日期", "开始", "结束", "活动内容", "预约人", "人数", "类别", "备注", "重复")


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: a use of a room, once or repeated.  Without `start` and `end` it takes whole days."""

    room: str
    day: date
    start: time | None
    end: time | None
    title: str
    who: str
    people: str
    kind: str
    note: str
    repeat: str = ""

    def cells(self) -> list[Any]:
        """In the order of HEAD."""
        return [
            self.room, self.day, self.start, self.end, self.title, self.who, self.people, self.kind,
            self.note, self.repeat,
        ]  # fmt: skip


def grid(path: Path) -> list[list[Any]]:
    """The file as a table with a head.  Raises Invalid when it is no calendar."""
    return [list(HEAD), *(row.cells() for row in events(path.read_bytes(), path.name))]


def events(data: bytes, name: str = "") -> list[EventRow]:
    """The events of a file in its order.  Raises Invalid when it cannot be read."""
    from icalendar import Calendar  # noqa: PLC0415 - 0.2 s to load, wanted rarely

    try:
        if b"END:VCALENDAR" not in data.upper():
            raise ValueError("the file is cut off, or no calendar")
        calendars = Calendar.from_ical(data, multiple=True)
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        changed = _changed_dates(found)
        return [row for event in found for row in _rows(event, changed)]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise Invalid(Problem("file", "import.damaged", {"path": name})) from error


def _changed_dates(found: list[Event]) -> dict[str, set[date]]:
    """The dates of each series that stand in the file as events of their own."""
    changed: dict[str, set[date]] = {}
    for event in found:
        if "RECURRENCE-ID" in event:
            changed.setdefault(str(event.get("UID", "")), set()).add(_local(event["RECURRENCE-ID"].dt).date())
    return changed


def _rows(event: Event, changed: dict[str, set[date]]) -> Iterator[EventRow]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or "DTSTART" not in event:
        return
    row = _row(event)
    if "RECURRENCE-ID" in event or ("RRULE" not in event and "RDATE" not in event):
        yield row
        return
    gone = changed.get(str(event.get("UID", "")), set()) | set(_listed(event, "EXDATE"))
    more = set(_listed(event, "RDATE"))
    text = _rule_text(event)
    if not gone and not more:
        yield replace(row, repeat=text)
        return
    try:
        dates = set(Rule.parse(text).dates(row.day)) if text else {row.day}
    except Refused:
        # Not understood: the engine says so beside the row.
        yield replace(row, repeat=text)
        return
    kept = sorted((dates | more) - gone)
    if kept:
        yield replace(row, day=kept[0], repeat=str(Rule.of_dates(kept)))


def _row(event: Event) -> EventRow:
    begins = event["DTSTART"].dt
    start, end = _local(begins), _end(event)
    timed = isinstance(begins, datetime)
    who = str(event.get("X-NEIGHBORCENTER-WHO", "") or _organizer(event))
    note = str(event.get("DESCRIPTION", ""))
    return EventRow(
        room=str(event.get("LOCATION", "")).strip(),
        day=start.date(),
        start=start.time() if timed else None,
        end=end.time() if timed else None,
        title=str(event.get("SUMMARY", "")).strip(),
        who=who.strip(),
        people=str(event.get("X-NEIGHBORCENTER-PEOPLE", "")),
        kind=_category(event),
        note="" if note == who else note.strip(),
    )


def _end(event: Event) -> datetime:
    start = _local(event["DTSTART"].dt)
    if "DTEND" in event:
        return _local(event["DTEND"].dt)
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        return start + length
    return start


def _local(moment: date | datetime) -> datetime:
    """A time as the clocks of the center show it; one without a zone is the center's already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return moment if moment.tzinfo is None else moment.astimezone(ZONE).replace(tzinfo=None)


def _listed(event: Event, name: str) -> list[date]:
    if name not in event:
        return []
    found = event[name]
    return [
        _local(one.dt).date() for each in (found if isinstance(found, list) else [found]) for one in each.dts
    ]


def _rule_text(event: Event) -> str:
    """The rule as the program keeps it: UNTIL as the center's own day."""
    if "RRULE" not in event:
        return ""
    rule = event["RRULE"]
    if isinstance(rule, list):  # Two rules in one event: no program of our time writes this.
        return ";".join(part.to_ical().decode() for part in rule)
    text = str(rule.to_ical().decode())
    until = rule.get("UNTIL")
    if not until:
        return text
    kept = [part for part in text.split(";") if not part.startswith("UNTIL=")]
    return ";".join([*kept, f"UNTIL={_local(until[0]):%Y%m%d}"])


def _category(event: Event) -> str:
    found = event.get("CATEGORIES")
    if found is None:
        return ""
    first = found[0] if isinstance(found, list) else found
    names = getattr(first, "cats", [])
    return str(names[0]) if names else ""


def _organizer(event: Event) -> str:
    found = event.get("ORGANIZER")
    return "" if found is None else str(found.params.get("CN", ""))
