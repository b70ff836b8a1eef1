"""The public staff-scheduling format, read into the same `Problem`, and the rosters written for its readers."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from neighborcenter.volunteers.solver.problem import (
    DAY,
    Limit,
    Measure,
    Person,
    Plans,
    Problem,
    Rest,
    Slot,
    Span,
)


class Unreadable(ValueError):
    """The file is not of this format: line number and what stands there."""


@dataclass(slots=True)
class _Draft:
    days: int = 0
    minutes: dict[str, int] = field(default_factory=dict)
    not_after: dict[str, frozenset[str]] = field(default_factory=dict)
    staff: dict[str, list[str]] = field(default_factory=dict)
    off: dict[str, list[int]] = field(default_factory=dict)
    costs: dict[str, dict[str, int]] = field(default_factory=dict)
    cover: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    base: int = 0

    def wish(self, person: str, day: int, kind: str, cost: int) -> None:
        slot = self.slot(day, kind)
        own = self.costs.setdefault(self.known(person), {})
        own[slot] = own.get(slot, 0) + cost

    def known(self, person: str) -> str:
        if person not in self.staff:
            raise KeyError(person)
        return person

    def slot(self, day: int, kind: str) -> str:
        if kind not in self.minutes or not 0 <= day < self.days:
            raise KeyError(kind)
        return f"{day}:{kind}"


def read_instance(text: str) -> Problem:
    """The problem a file of the public format asks; raises `Unreadable`."""
    draft, section = _Draft(), ""
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            section = line
            continue
        try:
            _SECTIONS[section](draft, [cell.strip() for cell in line.split(",")])
        except (KeyError, ValueError, IndexError) as error:
            raise Unreadable(f"{number}: {line[:80]}") from error
    if not (draft.days and draft.minutes and draft.staff and draft.cover):
        raise Unreadable(section or "SECTION_HORIZON")
    return _problem(draft)


def _horizon(draft: _Draft, cells: list[str]) -> None:
    draft.days = int(cells[0])


def _shift(draft: _Draft, cells: list[str]) -> None:
    draft.minutes[cells[0]] = int(cells[1])
    banned = cells[2] if len(cells) > 2 else ""
    draft.not_after[cells[0]] = frozenset(kind for kind in banned.split("|") if kind)


def _staff(draft: _Draft, cells: list[str]) -> None:
    draft.staff[cells[0]] = [cells[1], *(str(int(cell)) for cell in cells[2:8])]
    if len(cells) < 8:
        raise ValueError(cells)


def _days_off(draft: _Draft, cells: list[str]) -> None:
    draft.off.setdefault(draft.known(cells[0]), []).extend(int(cell) for cell in cells[1:] if cell)


def _on(draft: _Draft, cells: list[str]) -> None:
    weight = int(cells[3])
    draft.base += weight
    draft.wish(cells[0], int(cells[1]), cells[2], -weight)


def _off(draft: _Draft, cells: list[str]) -> None:
    draft.wish(cells[0], int(cells[1]), cells[2], int(cells[3]))


def _cover(draft: _Draft, cells: list[str]) -> None:
    wanted, under, over = (int(cell) for cell in cells[2:5])
    draft.cover[draft.slot(int(cells[0]), cells[1])] = (wanted, under, over)


_SECTIONS: dict[str, Callable[[_Draft, list[str]], None]] = {
    "SECTION_HORIZON": _horizon,
    "SECTION_SHIFTS": _shift,
    "SECTION_STAFF": _staff,
    "SECTION_DAYS_OFF": _days_off,
    "SECTION_SHIFT_ON_REQUESTS": _on,
    "SECTION_SHIFT_OFF_REQUESTS": _off,
    "SECTION_COVER": _cover,
}


def _problem(draft: _Draft) -> Problem:
    slots = []
    for day in range(draft.days):
        for kind, minutes in draft.minutes.items():
            wanted, under, over = draft.cover.get(f"{day}:{kind}", (0, 0, 0))
            slots.append(
                Slot(f"{day}:{kind}", day, kind, minutes=minutes, wanted=wanted, under=under, over=over)
            )
    people = tuple(_person(draft, name) for name in draft.staff)
    # The format knows no times of day, only which kinds may not follow one another.
    return Problem(draft.days, tuple(slots), people, Rest(not_after=draft.not_after), base=draft.base)


def _person(draft: _Draft, name: str) -> Person:
    most, *figures = draft.staff[name]
    max_minutes, min_minutes, max_run, min_run, min_rest_run, weekends = (int(cell) for cell in figures)
    limits = [
        Limit(Measure.MINUTES, "minutes", least=min_minutes, most=max_minutes),
        Limit(Measure.WEEKENDS, "weekends", most=weekends),
    ]
    for part in most.split("|"):
        if part:
            kind, _, number = part.partition("=")
            limits.append(Limit(Measure.SHIFTS, f"most_{kind}", most=int(number), kinds=frozenset({kind})))
    away = tuple(Span(day * DAY, (day + 1) * DAY, "day_off") for day in sorted(set(draft.off.get(name, ()))))
    return Person(
        name,
        away=away,
        costs=draft.costs.get(name, {}),
        limits=tuple(limits),
        max_run=max_run,
        min_run=min_run,
        min_rest_run=min_rest_run,
    )


def rows_of(problem: Problem, plans: Plans) -> list[list[str]]:
    """One row a person: id, then one cell a day with the kind worked or nothing."""
    slots = {slot.id: slot for slot in problem.slots}
    rows = []
    for person in problem.people:
        cells = [""] * problem.days
        for slot in plans.get(person.id, frozenset()):
            cells[slots[slot].day] = slots[slot].kind
        rows.append([person.id, *cells])
    return rows


def as_csv(problem: Problem, plans: Plans) -> str:
    """The roster as a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows_of(problem, plans))
    return out.getvalue()


def as_ros(problem: Problem, plans: Plans) -> str:
    """The roster as the public `.ros` file."""
    lines = ["<?xml version='1.0' encoding='utf-8'?>", "<Roster>"]
    for person, *cells in rows_of(problem, plans):
        lines.append(f"  <Employee ID={quoteattr(person)}>")
        lines += [
            f"    <Assign><Day>{day}</Day><Shift>{kind}</Shift></Assign>"
            for day, kind in enumerate(cells)
            if kind
        ]
        lines.append("  </Employee>")
    return "\n".join([*lines, "</Roster>", ""])
