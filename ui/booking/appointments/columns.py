"""The list of a day: its columns, its filters, and where its lines come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.texts import turnout_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from ui.booking.appointments import reading
from ui.booking.appointments.reading import Line
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Where, in_order
from ui.kit.jobs import runner

LATE_FROM = timedelta(minutes=5)
"""How long after the beginning somebody who is not here counts as late."""

LOOKS: dict[Turnout, tuple[str, str]] = {
    Turnout.EXPECTED: ("lending", "clock"),
    Turnout.ARRIVED: ("course", "user-round"),
    Turnout.STARTED: ("activity", "arrow-right"),
    Turnout.DONE: ("service", "check"),
    Turnout.NO_SHOW: ("closed", "x"),
}
HERE = (Turnout.ARRIVED, Turnout.STARTED)
STATES = ("expected", "here", "done", "missing", "free", "cancelled")


def state_of(line: Line) -> str:
    """Under which word of the filter a line stands."""
    if line.row is None:
        return "free"
    if line.row.cancelled:
        return "cancelled"
    if line.row.turnout in HERE:
        return "here"
    return {Turnout.DONE: "done", Turnout.NO_SHOW: "missing"}.get(line.row.turnout, "expected")


def state_word(state: str) -> str:
    """The word of a state, as filter and figure say it."""
    return {
        "expected": _("Expected"), "here": _("Here"), "done": _("Ended"), "missing": _("Did not come"),
        "free": _("Free"), "cancelled": _("Cancelled"),
    }[state]  # fmt: skip


def mark(line: Line) -> Mark:
    """How a line stands now."""
    row = line.row
    if row is None:
        return Mark(_("{count} free").format(count=line.free), "closed", "plus")
    if row.cancelled:
        return Mark(_("Cancelled"), "closed", "ban")
    late = runner().backend.clock.local() - line.starts
    if row.turnout is Turnout.EXPECTED and late >= LATE_FROM:
        return Mark(_("Not here yet"), "notice", "clock")
    return Mark(turnout_name(row.turnout), *LOOKS[row.turnout])


def since(line: Line) -> str:
    """Since when they are here, or when it ended."""
    row = line.row
    moment = (row.done_at or row.started_at or row.arrived_at) if row is not None else None
    return f"{runner().backend.clock.wall(moment):%H:%M}" if moment is not None else ""


def remarks(line: Line) -> str:
    """What to know: came without an appointment, the note, why it was cancelled."""
    if line.row is None:
        return ""
    walk_in = _("walk-in") if line.row.walk_in else ""
    return " · ".join(part for part in (walk_in, line.row.note, line.row.cancel_reason) if part)


COLUMNS = (
    Column("starts", N_("Time"), 80, show=lambda line: f"{line.starts:%H:%M}"),
    Column("ends", N_("Until"), 80, show=lambda line: f"{line.ends:%H:%M}", hidden=True),
    Column("who", N_("Who"), 120, show=lambda line: line.who or "—", strong=True),
    Column("state", N_("State"), 130, show=mark, sort=None),
    Column("plan", N_("Appointment"), 130),
    Column("staff", N_("With"), 110),
    Column("room", N_("Room"), 120),
    Column(
        "seat",
        N_("Seat number"),
        60,
        "right",
        show=lambda line: line.row.seat_no if line.row else "",
        hidden=True,
        sort=None,
    ),
    Column("phone", N_("Phone"), 120, show=lambda line: line.row.phone if line.row else "", sort=None),
    Column("since", N_("Since when"), 70, show=since, sort=None),
    Column("note", N_("Remarks"), 160, show=remarks, sort=None, stretch=True),
)


class DaySource:
    """The lines of one day.  The lines are kept from one reading of the list to the next."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.lines: tuple[Line, ...] = ()

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """Read the day and return the lines that fit; cancelled ones only when asked for."""
        self.lines = tuple(reading.day_lines(read, self.day))
        found = [line for line in self.lines if _fits(line, where)]
        return [line.id for line in in_order(found, COLUMNS, sort)]

    def rows(self, _read: Read, ids: Sequence[int]) -> Sequence[Line]:
        """The lines with these ids."""
        wanted = set(ids)
        return [line for line in self.lines if line.id in wanted]

    def count(self, state: str) -> int:
        """How many stand so; of free lines the places."""
        lines = [line for line in self.lines if state_of(line) == state]
        return sum(line.free for line in lines) if state == "free" else len(lines)

    def filters(self) -> list[FilterChoice]:
        """State, what for, with whom."""
        return [
            FilterChoice("state", N_("State"), [(state, state_word(state)) for state in STATES]),
            FilterChoice("plan", N_("Appointment"), load=lambda: self._words("plan")),
            FilterChoice("staff", N_("With"), load=lambda: self._words("staff")),
        ]

    def _words(self, name: str) -> list[tuple[str, str]]:
        words = dict.fromkeys(getattr(line, name) for line in self.lines)
        return [(word, word) for word in words if word]


def _fits(line: Line, where: Where) -> bool:
    state = where.get("state")
    if state_of(line) != state and (state is not None or state_of(line) == "cancelled"):
        return False
    if any(where.get(name) not in (None, getattr(line, name)) for name in ("plan", "staff")):
        return False
    text = where.text.strip()
    words = (line.who, line.plan, line.staff, line.room, remarks(line))
    return not text or any(matched(word, text) for word in words if word)


def nearest(lines: Sequence[Line], now: datetime) -> int | None:
    """The line of now: whoever is expected and comes next or is late, else the first that is not over."""
    waiting = [line for line in lines if state_of(line) == "expected"]
    open_lines = [line for line in lines if line.ends > now and state_of(line) != "cancelled"]
    return next((line.id for line in (*waiting, *open_lines)), None)
