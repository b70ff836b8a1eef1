"""Two searches for one problem, each in its own process, that tell each other their best rosters.

They meet at moments counted in work, not in seconds: after so much work each hears what the other had when it had
done a little less, and waits for it where it is behind. So the same problem and seed give the same roster, whichever
of the two the machine favours; on an even machine nobody waits.
"""

import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue

from neighborcenter.volunteers.solver.meter import SECOND, Meter
from neighborcenter.volunteers.solver.pricing import Plan

EVERY = SECOND / 4  # between two messages
BEHIND = 8  # messages that one may be ahead of the other
NEVER = 10**12

Whole = Mapping[int, Plan]  # everybody's plan


class Partner:
    """The other search."""

    def __init__(self, line: Connection, meter: Meter) -> None:
        self._line, self._meter = line, meter
        self._told = self._heard = 0
        self._news: Whole | None = None
        self._kept: list[tuple[int, Whole]] = []
        self._inbox: SimpleQueue[tuple[int, Whole | None]] = SimpleQueue()
        meter.every(EVERY, self._say)
        threading.Thread(target=self._listen, daemon=True).start()

    def better(self, plans: Whole) -> None:
        """A better roster: the other hears of it with the next message."""
        self._news = dict(plans)

    def _say(self) -> None:
        self._told += 1
        self._send(self._told)

    def _send(self, number: int) -> None:
        try:
            self._line.send((number, self._news))
        except OSError:
            return  # nobody there any more: go on alone
        self._news = None

    def finish(self) -> None:
        """Nothing more comes from here; the other need not wait."""
        self._say()
        self._send(NEVER)

    def _listen(self) -> None:
        try:
            while True:
                self._inbox.put(self._line.recv())
        except (EOFError, OSError):
            self._inbox.put((NEVER, None))

    def meet(self, halt: Callable[[], bool]) -> Whole | None:
        """The newest roster the other had found by now, if it found one since the last time."""
        due = self._told - BEHIND
        while self._heard < due and not halt():
            try:
                number, plans = self._inbox.get(timeout=0.05)
            except Empty:
                continue
            self._heard = max(self._heard, number)
            if plans is not None:
                self._kept.append((number, plans))
        found = [plans for number, plans in self._kept if number <= due]
        self._kept = [one for one in self._kept if one[0] > due]
        return found[-1] if found else None
