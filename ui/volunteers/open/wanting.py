"""What the tab of open shifts reads: the shifts of the coming weeks that want something, and one of them whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.volunteers import need_queries, queries
from neighborcenter.volunteers.assign_service import NOT_OFFERED
from neighborcenter.volunteers.kinds import AssignmentRole
from neighborcenter.volunteers.need_queries import AskingRow
from neighborcenter.volunteers.queries import PlaceRow, ShiftRow, VolunteerFilter
from neighborcenter.volunteers.roster_kinds import Level
from neighborcenter.volunteers.rostering.board import Board, Finding
from neighborcenter.volunteers.rostering.candidates import Candidate, candidates
from neighborcenter.volunteers.rostering.reading import roster_facts
from ui.kit.columns import Column, FilterChoice, Mark, Where

AHEAD = timedelta(days=35)
"""So far ahead open shifts are looked for."""
AROUND = timedelta(days=7)
ASKING, OPEN, SHORT, STANDBY = "asking", "open", "short", "standby"


@dataclass(frozen=True, slots=True)
class OpenShift:
    """One shift with everybody who is not on it, best first, and the numbers by which they are found."""

    row: ShiftRow
    asks: AskingRow | None
    candidates: tuple[Candidate, ...]
    numbers: dict[int, str]


def wanting(read: Read) -> list[ShiftRow]:
    """The coming shifts that want somebody or something, earliest first."""
    first = read.clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = [row for row in queries.shifts(read, first, first + AHEAD) if row.ends > read.clock.local()]
    return sorted((row for row in rows if states(row)), key=lambda row: (row.starts, row.post))


def states(row: ShiftRow) -> frozenset[str]:
    """What a shift wants."""
    found = {
        ASKING: bool(row.moved_note),
        OPEN: row.open_to_take and row.free > 0,
        SHORT: row.gap > 0,
        STANDBY: bool(standbys(row)),
    }
    return frozenset(state for state, holds in found.items() if holds)


def standbys(row: ShiftRow) -> tuple[PlaceRow, ...]:
    """Who stands by."""
    return tuple(one for one in row.people if one.role is AssignmentRole.STANDBY)


def there(row: ShiftRow) -> tuple[PlaceRow, ...]:
    """Who is on it, without standbys."""
    return tuple(one for one in row.people if one.role is not AssignmentRole.STANDBY)


def when(row: ShiftRow) -> str:
    """11月28日 周六 08:30–11:15."""
    return f"{say_date(row.starts.date())} {times(row.starts, row.ends)}"


def times(starts: datetime, ends: datetime) -> str:
    """08:30–11:15, and 22:00–06:00 the next day."""
    span = f"{starts:%H:%M}–{ends:%H:%M}"
    return _("{span} next day").format(span=span) if ends.date() > starts.date() else span


def names(people: tuple[PlaceRow, ...]) -> str:
    """Names in a row."""
    return _(", ").join(one.name for one in people)


def read_open(read: Read, row: ShiftRow) -> OpenShift | None:
    """A shift with who could come; None when it is gone."""
    day = row.starts.date()
    fresh = next(
        (
            one
            for one in queries.shifts(read, row.starts - timedelta(days=1), row.starts + timedelta(days=1))
            if one.shift_id == row.shift_id
        ),
        None,
    )
    if fresh is None:
        return None
    board = Board(roster_facts(read, day - AROUND, day + AROUND + timedelta(days=1), on=day))
    aside = {one.volunteer_id for one in fresh.people}
    found = tuple(
        one for one in candidates(board, board.shifts[row.shift_id]) if one.volunteer_id not in aside
    )
    asks = next((one for one in need_queries.asking(read, day) if one.shift_id == row.shift_id), None)
    numbers = {one.volunteer_id: one.number for one in queries.volunteers(read, VolunteerFilter())}
    return OpenShift(fresh, asks, tuple(sorted(found, key=lambda one: bool(against(one)))), numbers)


def against(one: Candidate) -> tuple[Finding, ...]:
    """The blocks that keep somebody from taking a place themselves: what they offered before does not."""
    return tuple(each for each in one.findings if each.level is Level.BLOCK and each.code not in NOT_OFFERED)


def state_mark(row: ShiftRow) -> Mark:
    """The chip of what a shift wants first."""
    found = states(row)
    if ASKING in found:
        return Mark(_("Was moved"), "party", "arrow-left-right")
    if OPEN in found:
        return Mark(_("Open to take"), "service", "hand-heart")
    if SHORT in found:
        return Mark(_("{count} missing").format(count=row.gap), "notice", "user-plus")
    return Mark(_("Standby"), "lending", "timer")


def _filled(row: ShiftRow) -> str:
    return f"{len(there(row))} / {row.wanted}"


OPEN_COLUMNS = (
    Column("starts", N_("Day"), 118, show=lambda row: say_date(row.starts.date()), strong=True),
    Column("time", N_("Time"), 106, show=lambda row: times(row.starts, row.ends), sort=None),
    Column("post", N_("Post"), 130),
    Column("serves", N_("Serves"), 190, show=lambda row: row.serves or row.name, stretch=True),
    Column("state", N_("State"), 140, show=state_mark, sort=None),
    Column("gap", N_("Filled"), 92, "right", show=_filled, sort=None),
    Column("people", N_("There"), 140, show=lambda row: names(there(row)), sort=None, stretch=True),
    Column("standby", N_("Standby"), 110, show=lambda row: names(standbys(row)), sort=None),
)


def open_filters() -> tuple[FilterChoice, ...]:
    """The question above the list."""
    return (
        FilterChoice(
            "state",
            N_("State"),
            [
                (ASKING, _("Was moved")),
                (OPEN, _("Open to take")),
                (SHORT, _("People missing")),
                (STANDBY, _("With standbys")),
            ],
        ),
    )


def fits(row: ShiftRow, where: Where) -> bool:
    """Whether a shift fits the answer above the list."""
    state = where.get("state")
    return state is None or state in states(row)


def text_of(row: ShiftRow) -> str:
    """What the search line looks at."""
    return f"{row.post} {row.name} {row.serves} {row.starts:%Y-%m-%d %m-%d} {names(row.people)}"
