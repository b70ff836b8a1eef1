"""When a matter is promised for, what may be done with it, and what its clock says: pure decisions.

The promise counts working days from the day after acceptance (Civil Code 201). While the resident is asked for
papers it stands still: the working days that were left that day are what is left when the papers are there.
A promise that had run out before the question is not mended by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from neighborcenter.center.drafts import HolidayCalendar
from neighborcenter.center.rules import DueDay, add_working_days, working_days_between
from neighborcenter.desk.matters.drafts import AskDraft, HandDraft, MatterDraft
from neighborcenter.desk.matters.kinds import ENDED, OPEN, Act, MatterStatus
from neighborcenter.kit.problems import Problem

SOON = 1
"""Working days before the promised day from which a matter is pressing."""

Status = MatterStatus
MOVES: Mapping[Act, frozenset[MatterStatus]] = {
    Act.ACCEPT: frozenset({Status.RECEIVED}),
    Act.ASK: frozenset({Status.RECEIVED, Status.ACCEPTED, Status.SUPPLEMENT}),
    Act.SUPPLY: frozenset({Status.SUPPLEMENT, Status.RECEIVED}),
    Act.HAND_OUT: OPEN,
    Act.HAND_BACK: OPEN,
    Act.FINISH: frozenset({Status.RECEIVED, Status.ACCEPTED}),
    Act.RETURN: OPEN,
    Act.WITHDRAW: OPEN,
    Act.REOPEN: ENDED,
    Act.RATE: frozenset({Status.DONE, Status.RETURNED}),
    Act.NOTE: frozenset(MatterStatus),
}
"""From where each act may be done."""


class Clock(StrEnum):
    """What the due clock of a matter says."""

    NONE = "none"
    RUNNING = "running"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"
    PAUSED = "paused"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class DueClock:
    """The clock and how many working days it is to the promised day (negative: past it)."""

    clock: Clock
    days: int = 0

    @property
    def pressing(self) -> bool:
        """Whether somebody must look at it today."""
        return self.clock in (Clock.TODAY, Clock.OVERDUE, Clock.SOON)


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A paper of a matter."""

    name: str
    necessary: bool
    there: bool


def promised(accepted_on: date, days: int | None, calendar: HolidayCalendar) -> DueDay | None:
    """The day promised at acceptance; None for a service that promises none."""
    return None if days is None else add_working_days(accepted_on, days, calendar)


def paused(due: date | None, asked_on: date, calendar: HolidayCalendar) -> int | None:
    """How many working days are left when the clock is stopped; None when there is none or it has run out."""
    if due is None or asked_on > due:
        return None
    return working_days_between(asked_on, due, calendar).count


def resumed(due: date | None, days_left: int | None, on: date, calendar: HolidayCalendar) -> DueDay | None:
    """The promised day after the papers came; a promise that had run out stays where it was."""
    if days_left is None:
        return None if due is None else DueDay(due)
    return add_working_days(on, days_left, calendar)


def due_clock(
    status: MatterStatus, due: date | None, ended_on: date | None, today: date, calendar: HolidayCalendar
) -> DueClock:
    """What the clock of a matter says today."""
    if due is None:
        return DueClock(Clock.NONE)
    if status in ENDED:
        end = ended_on or today
        return DueClock(
            Clock.LATE if end > due else Clock.IN_TIME, working_days_between(end, due, calendar).count
        )
    if status is Status.SUPPLEMENT and today <= due:
        return DueClock(Clock.PAUSED)
    days = working_days_between(today, due, calendar).count
    if today > due:
        return DueClock(Clock.OVERDUE, min(days, 0))
    if today == due:
        return DueClock(Clock.TODAY)
    return DueClock(Clock.SOON if days <= SOON else Clock.RUNNING, days)


def missing(papers: Iterable[PaperFact]) -> tuple[str, ...]:
    """The necessary papers that are not there."""
    return tuple(paper.name for paper in papers if paper.necessary and not paper.there)


def problem_in_act(act: Act, status: MatterStatus) -> Problem | None:
    """Why this cannot be done where the matter stands."""
    return (
        None if status in MOVES[act] else Problem("matter", f"matters.cannot_{act.value}", {"status": status})
    )


def problems_in_matter(
    draft: MatterDraft, *, known: bool, published: bool, refused: bool, service: str = ""
) -> list[Problem]:
    """What stands against taking a matter in."""
    found = []
    if draft.service_id is None:
        found.append(Problem("service_id", "matters.service_missing"))
    elif not known:
        found.append(Problem("service_id", "desk.service_unknown"))
    elif not published:
        found.append(Problem("service_id", "desk.service_not_offered", {"service": service}))
    elif refused:
        found.append(Problem("service_id", "matters.refused", {"service": service}))
    if draft.resident_id is None and not draft.who.strip():
        found.append(Problem("who", "matters.who_missing"))
    if draft.agent_phone.strip() and not draft.agent.strip():
        found.append(Problem("agent", "required"))
    return found


def problems_in_ask(draft: AskDraft, today: date) -> list[Problem]:
    """What stands against asking for papers."""
    found = []
    if not draft.papers and not draft.words.strip():
        found.append(Problem("words", "matters.ask_what"))
    if draft.by is not None and draft.by < today:
        found.append(Problem("by", "matters.day_past"))
    return found


def problems_in_hand(draft: HandDraft) -> list[Problem]:
    """What stands against a hand-over: both who gives and who takes are named."""
    return [
        Problem(name, "required")
        for name, value in (("giver", draft.giver), ("taker", draft.taker))
        if not value.strip()
    ]


def problem_in_reason(words: str) -> Problem | None:
    """A return and a withdrawal say why."""
    return None if len(words.strip()) >= 2 else Problem("words", "matters.reason_missing")


def number_of(year: int, serial: int) -> str:
    """The number as it is said and printed: 2026-0018."""
    return f"{year}-{serial:04d}"
