"""Who is next, how long it takes, and what may be done with a ticket: pure decisions.

Order: whoever has waited longer than the center's patience comes first, so that a stream of priorities cannot
keep anybody waiting for ever; then the higher rank; within a rank whoever stood in line first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from neighborcenter.desk.queue.drafts import GroupDraft, PriorityDraft, TicketDraft, WindowDraft
from neighborcenter.desk.queue.kinds import OPEN, Basis, TicketStatus
from neighborcenter.kit.problems import Problem

USUAL_SECONDS = 300
"""How long one person takes while nothing is known."""
MOST_HEADS = 99

Status = TicketStatus
MOVES: Mapping[str, frozenset[TicketStatus]] = {
    "call": frozenset({Status.WAITING, Status.HELD, Status.MISSED}),
    "recall": frozenset({Status.CALLED, Status.SERVING}),
    "start": frozenset({Status.CALLED}),
    "hold": frozenset({Status.CALLED, Status.SERVING}),
    "missed": frozenset({Status.CALLED}),
    "transfer": frozenset({Status.WAITING, Status.CALLED, Status.SERVING, Status.HELD}),
    "back": frozenset({Status.CALLED, Status.HELD, Status.MISSED, Status.LEFT}),
    "finish": frozenset({Status.CALLED, Status.SERVING, Status.HELD}),
    "leave": OPEN,
    "take_back": frozenset({Status.WAITING}),
    "unfinish": frozenset({Status.DONE}),
}
"""From where each act may be done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in line.  `window_id`: only that window may call (the ticket was passed to it)."""

    ticket_id: int
    group_id: int
    rank: int
    line_at: datetime
    window_id: int | None = None


@dataclass(frozen=True, slots=True)
class PriorityFact:
    """A rule of priority as it stands."""

    rule_id: int
    name: str
    basis: Basis
    rank: int
    from_age: int | None = None
    tag_id: int | None = None


def in_order(waiting: Iterable[Waiting], now: datetime, patience: int) -> list[Waiting]:
    """Everybody in line, whoever is next first; `patience` in minutes."""
    since = now - timedelta(minutes=patience)

    def key(one: Waiting) -> tuple[int, int, datetime, int]:
        long = one.line_at <= since
        return (0 if long else 1, 0 if long else -one.rank, one.line_at, one.ticket_id)

    return sorted(waiting, key=key)


def callable_at(waiting: Iterable[Waiting], window_id: int, group_ids: Iterable[int]) -> list[Waiting]:
    """Whom a window may call: its groups (none named: all), and those passed to itself."""
    groups = set(group_ids)
    return [
        one
        for one in waiting
        if one.window_id == window_id or (one.window_id is None and (not groups or one.group_id in groups))
    ]


def best_rule(
    rules: Iterable[PriorityFact], *, age: int | None, tag_ids: Iterable[int], said: int | None
) -> PriorityFact | None:
    """The rule that puts somebody furthest forward, or None."""
    tags = set(tag_ids)
    fitting = [
        rule
        for rule in rules
        if rule.rule_id == said
        or (
            rule.basis is Basis.AGE and age is not None and rule.from_age is not None and age >= rule.from_age
        )
        or (rule.basis is Basis.TAG and rule.tag_id in tags)
    ]
    return max(fitting, key=lambda rule: (rule.rank, -rule.rule_id), default=None)


def place_in_line(others: Sequence[Waiting], rank: int, ahead: int, now: datetime) -> datetime:
    """Since when somebody who comes back counts as standing in line, so that `ahead` of their rank go before."""
    same = [one.line_at for one in others if one.rank == rank]
    if ahead <= 0:
        return min(same, default=now) - timedelta(seconds=1)
    if len(same) < ahead:
        return now
    return min(now, sorted(same)[ahead - 1] + timedelta(seconds=1))


def usual_seconds(recent: Sequence[int]) -> int:
    """How long one person takes, from recent serving times: the middle one, so that one long talk changes nothing."""
    if not recent:
        return USUAL_SECONDS
    ordered = sorted(recent)
    return max(30, ordered[len(ordered) // 2])


def expected_minutes(ahead: int, seconds: int, windows: int) -> int:
    """How long somebody will wait, in whole minutes upwards; windows that are closed count as one."""
    return -(-ahead * seconds // (60 * max(1, windows)))


def code_of(prefix: str, number: int) -> str:
    """The number as it is called: A018."""
    return f"{prefix}{number:03d}"


def problem_in_move(act: str, code: str, status: TicketStatus, turn: int) -> Problem | None:
    """Why this cannot be done with number `code` in that state, called `turn` times so far."""
    if status in MOVES[act] and not (act == "take_back" and turn):
        return None
    return Problem("ticket", f"queue.cannot_{act}", {"code": code, "status": status})


def problems_in_ticket(draft: TicketDraft, *, named: bool) -> list[Problem]:
    """What stands against giving a number."""
    if named and draft.heads != 1:
        return [Problem("heads", "desk.named_is_one")]
    if not 1 <= draft.heads <= MOST_HEADS:
        return [Problem("heads", "desk.heads", {"most": MOST_HEADS})]
    return []


def problems_in_group(draft: GroupDraft, taken: Iterable[str]) -> list[Problem]:
    """What stands against keeping a group; `taken` are the letters of the others."""
    found = []
    prefix = draft.prefix.strip().upper()
    if len(prefix) != 1 or not "A" <= prefix <= "Z":
        found.append(Problem("prefix", "queue.prefix"))
    elif prefix in taken:
        found.append(Problem("prefix", "queue.prefix_taken", {"prefix": prefix}))
    if not draft.name.strip():
        found.append(Problem("name", "required"))
    return found


def problems_in_window(draft: WindowDraft, taken: Iterable[int]) -> list[Problem]:
    """What stands against keeping a window; `taken` are the numbers of the others."""
    if not 1 <= draft.number <= 99:
        return [Problem("number", "queue.window_number")]
    if draft.number in taken:
        return [Problem("number", "queue.window_taken", {"number": draft.number})]
    return []


def problems_in_priority(draft: PriorityDraft, taken: Iterable[str]) -> list[Problem]:
    """What stands against keeping a rule of priority."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "required"))
    elif draft.name.strip() in taken:
        found.append(Problem("name", "queue.priority_taken", {"name": draft.name.strip()}))
    if not 1 <= draft.rank <= 99:
        found.append(Problem("rank", "queue.between", {"low": 1, "high": 99}))
    if draft.basis is Basis.AGE and not 1 <= (draft.from_age or 0) <= 120:
        found.append(Problem("from_age", "queue.between", {"low": 1, "high": 120}))
    if draft.basis is Basis.TAG and draft.tag_id is None:
        found.append(Problem("tag_id", "required"))
    return found
