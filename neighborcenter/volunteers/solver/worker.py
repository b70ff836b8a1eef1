"""The search in processes of its own, so that a window stays awake: progress comes by pipes, a word stops them.

Where there is much to do and a second core, two work at it: one proves, one looks for better rosters (`partner`).

A process is spawned (never forked: a window has threads), tells every better roster as it finds it, and ends by
itself when the pipe closes, so that nobody is left behind when the program dies. A program that is frozen into one
file calls `multiprocessing.freeze_support()` first thing.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from typing import TYPE_CHECKING

from neighborcenter.volunteers.solver.checking import cost_parts
from neighborcenter.volunteers.solver.patience import Effort
from neighborcenter.volunteers.solver.problem import Impossible, Plans, Problem
from neighborcenter.volunteers.solver.roster import Progress, Roster, Step, Stop, ends_of

if TYPE_CHECKING:
    from neighborcenter.volunteers.solver.engine import Search

FOREVER = 10**18
GRACE = 2.0  # seconds the process may take to come to an end by itself
LONGEST_START = 20.0  # seconds that starting the process may have taken
LARGE = 3_000  # people times slots, from which on a second process pays
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
    helped: bool = False  # whether two work at it
    helps: bool = False  # whether this is the second of them, who looks for better rosters and proves nothing


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
    began: float | None = None,
) -> Roster:
    """Like `engine.solve`, elsewhere. Stopped or out of time, it answers with the best roster told so far.

    `began`: the moment of the monotonic clock from which the seconds count, when not now.

    Raises `Impossible` as `solve` does, `WorkerLost` when the process dies without any roster.
    """
    helped = worth_helping(problem)
    began = time.monotonic() if began is None else began
    order = Order(problem, seconds, steps, gap, seed, start, began, helped)
    context = get_context("spawn")
    one, other = context.Pipe()
    team = [_Hired(context, order, one)]
    if helped:
        team.append(_Hired(context, replace(order, helps=True), other))
    one.close()
    other.close()
    try:
        return _listen(order, team, on_progress, should_stop)
    finally:
        for hired in team:
            hired.let_go()


def worth_helping(problem: Problem) -> bool:
    """Whether a second process pays: there is a second core, and more to do than starting one takes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and len(problem.people) * len(problem.slots) >= LARGE


class _Hired:
    """One process at work, and the pipes to it."""

    def __init__(self, context: SpawnContext, order: Order, line: Connection) -> None:
        self.tells, theirs = context.Pipe(duplex=False)
        hears, self.says = context.Pipe(duplex=False)
        self.process = context.Process(
            target=_work, args=(order, theirs, hears, line), daemon=True, name="roster"
        )
        self.process.start()
        theirs.close()
        hears.close()

    def let_go(self) -> None:
        """End it, by itself if it can."""
        self.says.close()
        self.tells.close()
        self.process.join(GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


class _Heard:
    """The best roster and the highest bound that anybody of the team has told."""

    def __init__(self, on_progress: Progress | None) -> None:
        self._on_progress = on_progress
        self.plans: Plans | None = None
        self.best, self.bound = FOREVER, -FOREVER
        self.steps: list[Step] = []

    def take(self, step: Step, plans: Plans | None) -> None:
        """One message."""
        if plans is not None and step.best < self.best:
            self.best, self.plans = step.best, plans
        self.bound = min(self.best, max(self.bound, step.bound))
        last = self.steps[-1] if self.steps else None
        if last is None or (self.best, self.bound) != (last.best, last.bound):
            self.steps.append(Step(self.best, self.bound, step.seconds))
            if self._on_progress is not None:
                self._on_progress(self.best, self.bound, step.seconds)

    def roster(self, order: Order, ended: str) -> Roster:
        """What is known as an answer. Raises `WorkerLost` where nothing is."""
        if self.plans is None:
            raise WorkerLost
        parts = cost_parts(order.problem, self.plans)
        seconds = time.monotonic() - order.began
        ends = ends_of(order.problem)
        return Roster(self.plans, parts, self.bound, seconds, order.seed, ended, tuple(self.steps), *ends)


def _listen(
    order: Order, team: list[_Hired], on_progress: Progress | None, should_stop: Stop | None
) -> Roster:
    """Hear both until the first, who proves, is done. A lost helper is not missed."""
    lead, told_to_stop = team[0].tells, False
    heard = _Heard(on_progress)
    deadline = order.began + order.seconds + GRACE
    lines = [hired.tells for hired in team]
    while True:
        for line in wait(lines, 0.05):
            assert isinstance(line, Connection)
            try:
                word, what = line.recv()
            except (EOFError, OSError):
                lines.remove(line)
                continue
            if word == "better":
                heard.take(*what)
            elif line is lead and word == "done":
                # Where the clock ended it, the helper may know a better one.
                by_clock = what.ended in ("time", "stopped") and heard.best < what.objective
                return (
                    heard.roster(order, what.ended) if by_clock else replace(what, history=tuple(heard.steps))
                )
            elif line is lead:
                raise Impossible(what)
        now = time.monotonic()
        if not told_to_stop and should_stop is not None and should_stop():
            told_to_stop, deadline = True, now + GRACE
            for hired in team:
                with suppress(OSError):  # it is gone already
                    hired.says.send("stop")
        late = now > deadline and (heard.plans is not None or now > deadline + FIRST)
        if late or not lines:  # where only the lead is lost, the helper goes on alone
            return heard.roster(order, "stopped" if told_to_stop else "time")


def _work(order: Order, tells: Connection, hears: Connection, line: Connection) -> None:
    """The other process: search, tell, obey."""
    # Ctrl+C reaches every process of a terminal: the first of them decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = threading.Event()
    threading.Thread(target=_obey, args=(hears, stop.set), daemon=True).start()
    from neighborcenter.volunteers.solver.engine import Search  # noqa: PLC0415 - numpy is needed only here
    from neighborcenter.volunteers.solver.partner import Partner  # noqa: PLC0415 - the same

    try:
        effort = Effort(order.seconds, order.steps, order.gap)
        search = Search(order.problem, effort, order.seed, None, stop.is_set, helps=order.helps)
        clock = search.clock
        clock.began = min(clock.began, max(order.began, clock.began - LONGEST_START))
        search.told.on_progress = _Teller(search, tells)
        if order.helped:
            search.partner = Partner(line, search.made.meter)
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
