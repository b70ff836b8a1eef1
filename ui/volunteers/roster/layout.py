"""The roster as rows and cells: posts × days, or people × days with the shifts still open on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.speech import say_date
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.facts import PersonFact, ShiftFact
from neighborcenter.volunteers.rostering.texts import said
from ui.volunteers.roster.roster import Pair, Roster, hardest, shade_of

POSTS, PEOPLE = "posts", "people"
OPEN_SHIFTS = "open"

SHADES = {
    "leave": N_("on leave"),
    "cannot": N_("cannot come"),
    "avoid": N_("rather not"),
    "wish": N_("likes to come"),
    "not_offered": N_("not offered"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a cell: a name on a shift, a shift of a person, or with `volunteer_id` None a gap."""

    shift_id: int
    volunteer_id: int | None
    text: str
    lead: bool = False
    standby: bool = False
    pinned: bool = False
    published: bool = True
    level: Level | None = None
    below: bool = False

    @property
    def pair(self) -> Pair | None:
        """Ids of the place; None for a gap."""
        return None if self.volunteer_id is None else (self.shift_id, self.volunteer_id)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, the shifts that lie there, and how the day is shaded."""

    parts: tuple[Part, ...] = ()
    shift_ids: tuple[int, ...] = ()
    shade: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: "post" with its shifts by day, "person", or "open" for the shifts that want people."""

    kind: str
    ref: int
    title: str
    note: str
    shifts: tuple[tuple[date, tuple[int, ...]], ...] = ()


class Layout:
    """Rows and cells of one roster in one view. Cells are made when they come into sight."""

    def __init__(self, roster: Roster, view: str, typed: str = "") -> None:
        self.roster, self.view = roster, view
        self._of_day: dict[tuple[int, date], list[int]] = defaultdict(list)
        every = self._people_rows() if view == PEOPLE else self._post_rows()
        self.rows = [
            row for row in every if not typed or row.kind == OPEN_SHIFTS or matched(row.title, typed)
        ]
        self._cells: dict[tuple[int, date], Cell] = {}

    def refresh(self) -> None:
        """Something changed in the roster: cells are made anew."""
        self._cells.clear()
        if self.view == PEOPLE:
            self._index_people()

    def cell(self, row: int, day: date) -> Cell:
        """The cell of a row on a day."""
        found = self._cells.get((row, day))
        if found is None:
            found = self._cells[row, day] = self._made(self.rows[row], day)
        return found

    def lines(self, row: int) -> int:
        """How many lines the fullest cell of a row has."""
        at = self.rows[row]
        if at.kind == "person":
            return max((len(self._of_day.get((at.ref, day), ())) for day in self.roster.days), default=0) or 1
        if at.kind == OPEN_SHIFTS:
            by_day: dict[date, int] = defaultdict(int)
            for shift in self.roster.gaps():
                by_day[shift.day] += 1
            return min(3, max(by_day.values(), default=1))
        return max((self._lines_of(ids) for _day, ids in at.shifts), default=1)

    def total(self, row: int) -> tuple[str, str]:
        """The sums of a row: the figure, and what it is measured against."""
        at, roster = self.rows[row], self.roster
        if at.kind == OPEN_SHIFTS:
            missing = sum(roster.missing(each.shift_id) for each in roster.facts.shifts)
            return _("{count} missing").format(count=missing), ""
        if at.kind == "person":
            works = roster.board.works[at.ref]
            hours = f"{sum(each.minutes for each in works) / 60:.1f}".removesuffix(".0")
            offered = roster.board.people[at.ref].wanted
            against = _("offers {count} a month").format(count=offered) if offered else ""
            return _("{count} · {hours} h").format(count=len(works), hours=hours), against
        ids = [ref for _day, found in at.shifts for ref in found]
        taken = sum(len(roster.board.on[ref]) for ref in ids)
        wanted = sum(roster.board.shifts[ref].wanted for ref in ids)
        return f"{taken} / {wanted}", ""

    def sentence(self, row: int, day: date) -> str:
        """A cell as it is read aloud."""
        at, cell = self.rows[row], self.cell(row, day)
        parts = [at.title, at.note, say_date(day), *(_part_words(part) for part in cell.parts)]
        if cell.shade:
            parts.append(_(SHADES[cell.shade]))
        parts += self.why(cell)
        return ", ".join(part for part in parts if part)

    def why(self, cell: Cell) -> list[str]:
        """Everything the rules say about a cell, as sentences."""
        roster = self.roster
        found = [each for part in cell.parts if part.pair for each in roster.of_place.get(part.pair, ())]
        if self.view == POSTS:
            found += [each for ref in cell.shift_ids for each in roster.of_shift.get(ref, ())]
        return list(dict.fromkeys(said(each) for each in found))

    def place_of(self, shift_id: int, volunteer_id: int | None = None) -> tuple[int, date] | None:
        """Row and day where a shift, or somebody's shift, is shown."""
        shift = self.roster.board.shifts.get(shift_id)
        if shift is None:
            return None
        for at, row in enumerate(self.rows):
            if row.kind == "post" and any(shift_id in ids for _day, ids in row.shifts):
                return at, shift.day
            if row.kind == "person" and volunteer_id is not None and row.ref == volunteer_id:
                return at, shift.day
            if row.kind == OPEN_SHIFTS and volunteer_id is None:
                return at, shift.day
        return None

    # -- rows -------------------------------------------------------------------------------------------------

    def _post_rows(self) -> list[Row]:
        found: dict[tuple[int, str, str], dict[date, list[int]]] = {}
        for shift in self.roster.facts.shifts:
            key = (shift.post_id, shift.name, _times(shift))
            found.setdefault(key, {}).setdefault(shift.day, []).append(shift.shift_id)
        names = {shift.post_id: shift.post for shift in self.roster.facts.shifts}
        order = {post: at for at, post in enumerate(names)}
        return [
            Row(
                "post", key[0], names[key[0]], " ".join(part for part in (key[1], key[2]) if part),
                tuple((day, tuple(ids)) for day, ids in sorted(days.items())),
            )
            for key, days in sorted(found.items(), key=lambda one: (order[one[0][0]], one[0][2], one[0][1]))
        ]  # fmt: skip

    def _people_rows(self) -> list[Row]:
        self._index_people()
        return [Row(OPEN_SHIFTS, 0, _("Open shifts"), ""), *map(_person_row, self.roster.facts.people)]

    def _index_people(self) -> None:
        self._of_day.clear()
        for shift_id, who in self.roster.seats:
            shift = self.roster.board.shifts.get(shift_id)
            if shift is not None:
                self._of_day[who, shift.day].append(shift_id)

    def _lines_of(self, shift_ids: tuple[int, ...]) -> int:
        roster = self.roster
        return sum(len(roster.on(ref)) + (1 if roster.missing(ref) else 0) for ref in shift_ids)

    # -- cells ------------------------------------------------------------------------------------------------

    def _made(self, row: Row, day: date) -> Cell:
        roster = self.roster
        if row.kind == "post":
            ids = dict(row.shifts).get(day, ())
            parts = tuple(part for ref in ids for part in self._post_parts(ref))
            level = hardest(each for ref in ids for each in roster.of_shift.get(ref, ()))
            return Cell(parts, ids, "", level)
        if row.kind == OPEN_SHIFTS:
            open_here = [each for each in roster.gaps() if each.day == day]
            parts = tuple(
                self._gap(each.shift_id, f"{each.starts:%H:%M} {each.post} −{roster.missing(each.shift_id)}")
                for each in open_here
            )
            return Cell(parts, tuple(each.shift_id for each in open_here))
        ids = tuple(
            sorted(self._of_day.get((row.ref, day), ()), key=lambda ref: roster.board.shifts[ref].starts)
        )
        parts = tuple(self._part(ref, row.ref, _shift_words(roster.board.shifts[ref])) for ref in ids)
        return Cell(parts, ids, shade_of(roster.board.people[row.ref], day))

    def _post_parts(self, shift_id: int) -> Iterator[Part]:
        for who in self.roster.on(shift_id):
            yield self._part(shift_id, who, self.roster.name(who))
        missing = self.roster.missing(shift_id)
        if missing:
            yield self._gap(shift_id, _("{count} missing").format(count=missing))

    def _part(self, shift_id: int, who: int, text: str) -> Part:
        seat = self.roster.seats[shift_id, who]
        return Part(
            shift_id, who, text, seat.role is AssignmentRole.LEAD, seat.role is AssignmentRole.STANDBY,
            seat.pinned, seat.published, self.roster.level((shift_id, who)),
        )  # fmt: skip

    def _gap(self, shift_id: int, text: str) -> Part:
        return Part(shift_id, None, text, below=self.roster.below_minimum(shift_id))


def shift_words(shift: ShiftFact) -> str:
    """A shift in a sentence: 11月25日 周三 08:00–12:00 大厅引导 早班."""
    name = f" {shift.name}" if shift.name else ""
    return f"{say_date(shift.day)} {_times(shift)} {shift.post}{name}"


def _person_row(person: PersonFact) -> Row:
    return Row("person", person.volunteer_id, person.name, "")


def _times(shift: ShiftFact) -> str:
    return f"{shift.starts:%H:%M}–{shift.ends:%H:%M}"


def _shift_words(shift: ShiftFact) -> str:
    return f"{shift.starts:%H:%M} {shift.post}"


def _part_words(part: Part) -> str:
    said_too = (
        (part.lead, _("leads")),
        (part.standby, _("standby")),
        (part.pinned, _("pinned")),
        (not part.published, _("not published")),
    )
    return " ".join([part.text, *(words for on, words in said_too if on)])
