"""Who gets the places that became free: pure arithmetic over the waiting list.

The policy, which every waiting list states to its people: the higher priority first, within it whoever came
first.  Nobody gets fewer places than wanted, so a family of three waits for three; and whoever waits for a
kind of place is not passed by others who want the same kind, unless the activity `lets_pass`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neighborcenter.activities.kinds import SeatKind

Wants = Mapping[SeatKind, int]


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who waits: the id of the sign-up (0: not kept yet) and the places wanted."""

    ref: int
    wants: Wants


def fits(wants: Wants, free: Wants) -> bool:
    """Whether all places wanted are free."""
    return all(free.get(kind, 0) >= count for kind, count in wants.items())


def who_gets(line: Sequence[InLine], free: Wants, *, lets_pass: bool) -> list[int]:
    """The ids that get their places now, in order; never more places than are free."""
    left = dict(free)
    blocked: set[SeatKind] = set()
    winners = []
    for one in line:
        if fits(one.wants, left) and not blocked.intersection(one.wants):
            winners.append(one.ref)
            for kind, count in one.wants.items():
                left[kind] = left.get(kind, 0) - count
        elif not lets_pass:
            blocked.update(one.wants)
    return winners


def moved_to(ids: Sequence[int], ref: int, place: int) -> list[int]:
    """The order after `ref` was taken to `place` (1 is the first)."""
    rest = [one for one in ids if one != ref]
    at = max(0, min(len(rest), place - 1))
    return [*rest[:at], ref, *rest[at:]]
