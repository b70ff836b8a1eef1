"""From a hand's move to changes of places: drops, names typed, blocks pasted, cells filled down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.speech import say_date
from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus
from neighborcenter.volunteers.rostering.board import Finding
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.facts import ShiftFact
from ui.volunteers.roster.layout import OPEN_SHIFTS, PEOPLE, Layout, Part
from ui.volunteers.roster.roster import Pair, Roster

_BETWEEN = re.compile(r"[、,，;；/\s]+")


def off(pair: Pair) -> Placing:
    """The place given up."""
    return Placing(*pair, AssignmentStatus.REMOVED)


def drop(layout: Layout, part: Part, row: int, day: date, *, copy: bool = False) -> tuple[Placing, ...]:
    """What a line of a cell dropped on another cell means; empty when it means nothing.

    Posts: the person goes to the shift there. People: the shift goes to the person of that row, on another day
    the same shift of that day. On the open shifts: the place is given up. With `copy` the old place stays.
    """
    target = layout.rows[row]
    if target.kind == OPEN_SHIFTS:
        return (off(part.pair),) if part.pair else ()
    if target.kind == "person":
        shift = _same_shift(layout.roster, part.shift_id, day)
        goal = (shift.shift_id, target.ref) if shift is not None else None
    else:
        ids = [ref for ref in layout.cell(row, day).shift_ids if ref != part.shift_id]
        goal = (ids[0], part.volunteer_id) if ids and part.volunteer_id is not None else None
    if goal is None or goal in layout.roster.seats or goal == part.pair:
        return ()
    comes = _role(Placing(*goal), part)
    return (comes,) if copy or part.pair is None else (off(part.pair), comes)


def would_say(roster: Roster, changes: Sequence[Placing]) -> list[Finding]:
    """What would stand against those who newly come, after those who go have gone."""
    gone = [
        (each.shift_id, each.volunteer_id)
        for each in changes
        if not each.holds and each.volunteer_id in roster.board.on.get(each.shift_id, ())
    ]
    for pair in gone:
        roster.board.take_off(*pair)
    found = [
        finding
        for each in changes
        if each.holds
        for finding in roster.against(each.shift_id, each.volunteer_id)
    ]
    for pair in gone:
        roster.board.put(*pair)
    return found


def overfull(roster: Roster, changes: Sequence[Placing]) -> bool:
    """Whether a shift would have more people than it takes."""
    for shift_id in {each.shift_id for each in changes}:
        counted = [
            each for each in changes if each.shift_id == shift_id and each.role is not AssignmentRole.STANDBY
        ]
        held = set(roster.board.on.get(shift_id, ()))
        held |= {each.volunteer_id for each in counted if each.holds}
        held -= {each.volunteer_id for each in counted if not each.holds}
        if len(held) > roster.board.shifts[shift_id].maximum:
            return True
    return False


def fill_down(layout: Layout, rows: Iterable[int], days: Sequence[date]) -> tuple[Placing, ...]:
    """People of each day's first chosen cell to the cells below it that want more; nobody is put against a block."""
    chosen = sorted(rows)
    roster, changes = layout.roster, list[Placing]()
    for day in days:
        source = layout.cell(chosen[0], day)
        for row in chosen[1:]:
            for part in source.parts:
                for each in drop(layout, part, row, day, copy=True) if part.pair else ():
                    planned = [*changes, each]
                    blocked = any(finding.level == "block" for finding in would_say(roster, [each]))
                    if not blocked and not overfull(roster, planned) and _not_twice(changes, each, roster):
                        changes.append(each)
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted block means, and in words what of it was not understood or is not possible."""

    changes: tuple[Placing, ...]
    left_out: tuple[str, ...]


def paste(layout: Layout, text: str, row: int, column: int) -> Pasted:
    """A block of tab-separated cells, its first cell at `row` and `column`; rows named in it find themselves.

    Posts: names of people. People: names of posts. Who stands there already stays.
    """
    changes: list[Placing] = []
    left_out: list[str] = []
    lines = [line.split("\t") for line in text.rstrip("\n").replace("\r", "").split("\n")]
    titles = {each.title: at for at, each in reversed(list(enumerate(layout.rows)))}
    named = sum(line[0].strip() in titles for line in lines) * 2 >= len(lines) and len(lines[0]) > 1
    for down, line in enumerate(lines):
        head = line[0].strip()
        at = titles.get(head) if named else row + down
        cells = line[1:] if named else line
        if at is None or at >= len(layout.rows):
            if any(cell.strip() for cell in cells):
                left_out.append(_("No row for “{text}”").format(text=head or line[-1]))
            continue
        for right, cell in enumerate(cells):
            _paste_cell(layout, cell, at, column + right, changes, left_out)
    return Pasted(tuple(changes), tuple(left_out))


def _paste_cell(
    layout: Layout, cell: str, row: int, column: int, changes: list[Placing], left_out: list[str]
) -> None:
    for word in (part for part in _BETWEEN.split(cell.strip().strip('"')) if part):
        if column >= len(layout.roster.days):
            left_out.append(_("No day for “{text}”").format(text=word))
            continue
        day = layout.roster.days[column]
        pair = _named(layout, row, day, word)
        if pair is None:
            left_out.append(_("“{text}” on {day} was not understood").format(text=word, day=say_date(day)))
        elif pair not in layout.roster.seats:
            each = Placing(*pair)
            blocks = [found for found in would_say(layout.roster, [each]) if found.level == "block"]
            if blocks or overfull(layout.roster, [*changes, each]):
                reason = "" if blocks else _("the shift is full")
                left_out.append(
                    _("{name} on {day}: {why}").format(
                        name=word, day=say_date(day), why=reason or _("a rule forbids it")
                    )
                )
            elif _not_twice(changes, each, layout.roster):
                changes.append(each)
            else:
                left_out.append(
                    _("{name} on {day}: twice at the same time").format(name=word, day=say_date(day))
                )


def _named(layout: Layout, row: int, day: date, word: str) -> Pair | None:
    """The place that a written name means: a person of that name, or the first open shift of that post."""
    roster, target = layout.roster, layout.rows[row]
    if layout.view == PEOPLE:
        posts = [each for each in roster.facts.shifts if each.day == day and word in (each.post, each.name)]
        wanting = [each for each in posts if roster.missing(each.shift_id)] or posts
        return (wanting[0].shift_id, target.ref) if wanting and target.kind == "person" else None
    who = [each.volunteer_id for each in roster.facts.people if each.name == word]
    ids = layout.cell(row, day).shift_ids
    return (ids[0], who[0]) if len(who) == 1 and ids else None


def offered(layout: Layout, row: int, day: date, typed: str) -> list[tuple[Placing, str, str]]:
    """What letters typed into a cell may mean: the place, its name, a note; names first that are possible."""
    roster, target = layout.roster, layout.rows[row]
    found: list[tuple[bool, int, tuple[Placing, str, str]]] = []
    if target.kind == "person":
        for shift in roster.facts.shifts:
            if shift.day == day and matched(f"{shift.post}{shift.name}", typed):
                place = Placing(shift.shift_id, target.ref)
                note = f"{shift.starts:%H:%M}–{shift.ends:%H:%M} {shift.name}".strip()
                found.append((*_worth(roster, place), (place, shift.post, note)))
    else:
        ids = layout.cell(row, day).shift_ids
        for person in roster.facts.people if ids else ():
            if matched(person.name, typed):
                place = Placing(ids[0], person.volunteer_id)
                found.append((*_worth(roster, place), (place, person.name, "")))
    found = [one for one in found if (one[2][0].shift_id, one[2][0].volunteer_id) not in roster.seats]
    return [one[2] for one in sorted(found, key=lambda one: one[:2])]


def _worth(roster: Roster, place: Placing) -> tuple[bool, int]:
    blocked = any(each.level == "block" for each in roster.against(place.shift_id, place.volunteer_id))
    works = roster.board.works.get(place.volunteer_id, ())
    return blocked, len(works)


def _role(place: Placing, part: Part) -> Placing:
    role = (
        AssignmentRole.LEAD
        if part.lead
        else AssignmentRole.STANDBY
        if part.standby
        else AssignmentRole.MEMBER
    )
    return replace(place, role=role)


def _same_shift(roster: Roster, shift_id: int, day: date) -> ShiftFact | None:
    """The shift itself, or on another day the one of the same post at the same time."""
    shift = roster.board.shifts[shift_id]
    if shift.day == day:
        return shift
    begins = shift.starts + (day - shift.day)
    return next(
        (one for one in roster.facts.shifts if one.post_id == shift.post_id and one.starts == begins), None
    )


def _not_twice(changes: Sequence[Placing], each: Placing, roster: Roster) -> bool:
    """Whether nobody would be put on two shifts at once by the same block."""
    new = roster.board.shifts[each.shift_id]
    for other in changes:
        old = roster.board.shifts[other.shift_id]
        if other.volunteer_id == each.volunteer_id and old.starts < new.ends and new.starts < old.ends:
            return False
    return True


def week_of_range(first: date, *, month: bool) -> date:
    """The day after the range that begins on `first`."""
    if not month:
        return first + timedelta(days=7)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
