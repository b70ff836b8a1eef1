"""The search in a process of its own, so that a window stays awake: progress comes by a pipe, a word stops it.

The process is spawned (never forked: a window has threads), tells every better roster as it finds it, and ends by
itself when the pipe closes, so that nobody is left behind when the program dies. A program that is frozen into one
file calls `multiprocessing.freeze_support()` first thing.
"""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from neighborcenter.volunteers.solver.checking import cost_parts
from neighborcenter.volunteers.solver.problem import Impossible, Plans, Problem
from neighborcenter.volunteers.solver.roster import Progress, Roster, Step, Stop, floor_of

if TYPE_CHECKING:
    from neighborcenter.volunteers.solver.engine import Search

FOREVER = 10**18
GRACE = 2.0  # seconds the process may take to come to an end by itself
LONGEST_START = 20.0  # seconds that starting the process may have taken
FIRST = 300.0  # seconds more it is given where it has no roster at all yet


class WorkerLost(RuntimeError):
    """The process ended without an answer, and without any roster: out of memory, or killed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the process is to do. `kind`: the name of a function in `engine` that takes these."""

    problem: Problem
    seconds: float
    steps: int | None = None
    gap: float = 0.0
    seed: int = 1
    start: Plans | None = None
    began: float = 0.0  # by the monotonic clock, which all processes of a machine share


def solve_in_process(
    problem: Problem,
    seconds: float,
    *,
    seed: int = 1,
    steps: int | None = None,
    gap: float = 0.0,
    start: Plans | None = None,
    on_progress: Progress | None = None,
    should_stop: Stop | None = None,
) -> Roster:
    """Like `engine.solve`, elsewhere. Stopped or out of time, it answers with the best roster told so far.

    Raises `Impossible` as `solve` does, `WorkerLost` when the process dies without any roster.
    """
    order = Order(problem, seconds, steps, gap, seed, start, time.monotonic())
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(order, theirs, hears), daemon=True, name="roster")
    process.start()
    theirs.close()
    hears.close()
    try:
        return _listen(order, ours, says, on_progress, should_stop)
    finally:
        says.close()
        ours.close()
        process.join(GRACE)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _listen(
    order: Order, ours: Connection, says: Connection, on_progress: Progress | None, should_stop: Stop | None
) -> Roster:
    began, told_to_stop = order.began, False
    best: tuple[Step, Plans] | None = None
    deadline = began + order.seconds + GRACE
    steps: list[Step] = []
    while True:
        try:
            while ours.poll(0.05):
                word, what = ours.recv()
                if word == "done":
                    return what  # type: ignore[no-any-return]
                if word == "impossible":
                    raise Impossible(what)
                step, plans = what
                best = (step, plans if plans is not None or best is None else best[1])
                steps.append(step)
                if on_progress is not None:
                    on_progress(step.best, step.bound, step.seconds)
        except (EOFError, OSError):
            break
        now = time.monotonic()
        if not told_to_stop and should_stop is not None and should_stop():
            told_to_stop, deadline = True, now + GRACE
            says.send("stop")
        if now > deadline and (best is not None or now > deadline + FIRST):
            break
    if best is None or best[1] is None:
        raise WorkerLost
    step, plans = best
    return Roster(
        plans,
        cost_parts(order.problem, plans),
        step.bound,
        time.monotonic() - began,
        order.seed,
        "stopped" if told_to_stop else "time",
        tuple(steps),
        floor_of(order.problem),
    )


def _work(order: Order, tells: Connection, hears: Connection) -> None:
    """The other process: search, tell, obey."""
    stop = threading.Event()
    threading.Thread(target=_obey, args=(hears, stop.set), daemon=True).start()
    from neighborcenter.volunteers.solver.engine import Effort, Search  # noqa: PLC0415 - numpy is needed only here

    try:
        search = Search(
            order.problem, Effort(order.seconds, order.steps, order.gap), order.seed, None, stop.is_set
        )
        search.began = min(search.began, max(order.began, search.began - LONGEST_START))
        search.on_progress = _Teller(search, tells)
        tells.send(("done", search.run(order.start or {})))
    except Impossible as impossible:
        tells.send(("impossible", impossible.people))
    except OSError:  # nobody listens any more
        os._exit(1)


class _Teller:
    """Sends every step, with the plans where they are better."""

    def __init__(self, search: "Search", tells: Connection) -> None:
        self._search, self._tells, self._best = search, tells, FOREVER

    def __call__(self, best: int, bound: int, seconds: float) -> None:
        plans = self._search.plans() if best < self._best else None
        self._best = min(self._best, best)
        self._tells.send(("better", (Step(best, bound, seconds), plans)))


def _obey(hears: Connection, stop: Callable[[], None]) -> None:
    """Stop when told to; end at once when nobody is there any more."""
    try:
        hears.recv()
        stop()
        hears.recv()
    except (EOFError, OSError):
        pass
    # The parent closed the pipe: it has its answer, or it is dead.
    os._exit(0)
