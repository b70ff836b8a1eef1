"""Which of several interchangeable things goes where: pure arithmetic over promises and times.

Things that are alike are numbered from 1.  A promise holds its numbers from beginning to end, so it can happen
that enough things are free at every moment and yet no single one for the whole time; then the promises are
numbered anew.  Going by their beginning and giving each the lowest free numbers never needs more numbers than
are in use at the busiest moment (greedy coloring of an interval graph).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from neighborcenter.kit.times import TimeRange


@dataclass(frozen=True, slots=True)
class Promise:
    """So many things promised to somebody (`key`) for a time; `numbers` is which of them."""

    key: int
    during: TimeRange
    count: int
    numbers: tuple[int, ...] = ()


def busiest(promises: Iterable[Promise], during: TimeRange) -> int:
    """How many are in use at the busiest moment of that time."""
    steps: list[tuple[object, int]] = []
    for promise in promises:
        part = promise.during.clipped(during)
        if part is not None:
            steps += [(part.start, promise.count), (part.end, -promise.count)]
    # At one moment what ends is given back before what begins is taken.
    steps.sort(key=lambda step: (step[0], step[1]))
    most = used = 0
    for _, change in steps:
        used += change
        most = max(most, used)
    return most


def free_numbers(promises: Iterable[Promise], during: TimeRange, quantity: int) -> list[int]:
    """The numbers that nobody has at any moment of that time, lowest first."""
    used = {n for promise in promises if promise.during.overlaps(during) for n in promise.numbers}
    return [n for n in range(1, quantity + 1) if n not in used]


def number_anew(promises: Sequence[Promise], quantity: int) -> Mapping[int, tuple[int, ...]]:
    """Numbers for all of the promises, by key.  Raises ValueError when more are wanted at once than there are."""
    given: dict[int, tuple[int, ...]] = {}
    running: list[tuple[Promise, tuple[int, ...]]] = []
    for promise in sorted(promises, key=lambda p: (p.during, p.key)):
        running = [(p, numbers) for p, numbers in running if p.during.end > promise.during.start]
        used = {n for _, numbers in running for n in numbers}
        free = [n for n in range(1, quantity + 1) if n not in used][: promise.count]
        if len(free) < promise.count:
            raise ValueError("more are promised at once than there are")
        given[promise.key] = tuple(free)
        running.append((promise, given[promise.key]))
    return given
