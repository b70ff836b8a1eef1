"""Work off the main thread: Command (write), Query (read) and Task (no database), in order, one lane each.

What happens to a Command, in order:

1. `start()` puts it into the lane. The window goes on at once. (A Query is handed over when the main thread is back
   in its event loop: two parts of a page that hear of the same write then ask once, and what is typed is painted
   before a lane takes the interpreter.)
2. The lane's thread opens `backend.work(actor)` and calls the act with the unit of work.
3. The unit of work commits. Its set of touched tables is kept.
4. The outcome travels to the main thread by a queued signal. If the owner is gone by then, it is dropped.
5. The tables are announced through `changes`, then the success or refusal callback runs. The readings these ask
   for begin when what they changed on the screen is painted.

There are two lanes. `work` does every write and every slow reading, strictly in order. `quick` only reads
(type-ahead, the palette, the once-a-second look for outside changes) and so never waits behind an import.

A callable handed to a lane often closes over a widget, and a widget must never die in the wrong thread. That is
why the lane only holds numbers while it is waiting, keeps no traceback, and leaves the last reference to the
main thread.
"""

from __future__ import annotations

import atexit
import itertools
import traceback
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol, Self

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from neighborcenter.kit.problems import Refused
from ui.kit.lanes import LaneThread, Readings

EVERYTHING = "*"
"""Stands for all tables, when another program wrote and nobody knows what."""


class Cancelled(Exception):
    """The person stopped a long job. Nothing was kept."""


class BackendLike(Protocol):
    """The two doors of the back office that the lanes use."""

    def work(self, actor: Any) -> AbstractContextManager[Any]: ...
    def read(self, actor: Any) -> AbstractContextManager[Any]: ...


Tell = Callable[..., None]
"""tell(done, total, words="") — reports progress, and raises Cancelled once the person has stopped the job."""


@dataclass(slots=True)
class Outcome:
    """What came out of the lane."""

    result: Any = None
    error: BaseException | None = None
    details: str = ""
    changes: frozenset[str] = frozenset()
    skipped: bool = False


class Job:
    """One piece of work and its callbacks. Use Command, Query or Task."""

    lane = "work"

    def __init__(self, owner: QObject, act: Callable[..., Any], *, lane: str | None = None) -> None:
        self.owner = owner
        self.act = act
        self.lane = lane or self.lane
        self.cancelled = False
        self._on_success: list[Callable[[Any], Any]] = []
        self._on_failed: list[Callable[[Any], Any]] = []
        self._on_refused: list[Callable[[Any], Any]] = []
        self._on_error: list[Callable[[BaseException], Any]] = []
        self._on_end: list[Callable[[], Any]] = []
        self._on_progress: list[Callable[[int, int, str], Any]] = []

    def then(self, callback: Callable[[Any], Any]) -> Self:
        """Call with the result, on the main thread."""
        self._on_success.append(callback)
        return self

    def failed(self, callback: Callable[[Any], Any]) -> Self:
        """Call with the problems when a rule said no. Without this the window shows the sentence itself."""
        self._on_failed.append(callback)
        return self

    def refused(self, callback: Callable[[Any], Any]) -> Self:
        """Call with the whole Refused exception, for those who offer a way out of a Clash."""
        self._on_refused.append(callback)
        return self

    def broken(self, callback: Callable[[BaseException], Any]) -> Self:
        """Call with any error that is not a refusal, instead of the window's own sentence."""
        self._on_error.append(callback)
        return self

    def finally_(self, callback: Callable[[], Any]) -> Self:
        """Call at the end, whatever came of it: the place to enable a form again."""
        self._on_end.append(callback)
        return self

    def progress(self, callback: Callable[[int, int, str], Any]) -> Self:
        """Report progress. The act is then called with a second argument `tell(done, total, words="")`."""
        self._on_progress.append(callback)
        return self

    @property
    def tells(self) -> bool:
        """True when the act takes the `tell` argument."""
        return bool(self._on_progress)

    def cancel(self) -> None:
        """Ask the job to stop: not begun → never begins; telling → stops at its next report."""
        self.cancelled = True

    def start(self) -> Self:
        """Put the job into its lane."""
        runner().put(self)
        return self

    def is_wanted(self) -> bool:
        """False when there is nobody left to hear the result. Asked by the lane before it begins."""
        return not self.cancelled

    def run(self, desk: Runner, arguments: tuple[Any, ...], outcome: Outcome) -> None:
        """Do the work, in the lane's thread."""
        raise NotImplementedError

    def deliver(self, outcome: Outcome) -> None:
        """Give the outcome to whoever asked, on the main thread."""
        if not shiboken6.isValid(self.owner):
            return
        try:
            self._hand_over(outcome)
        finally:
            for callback in self._on_end:
                callback()

    def _hand_over(self, outcome: Outcome) -> None:
        error = outcome.error
        if outcome.skipped or isinstance(error, Cancelled):
            return
        if error is None:
            for callback in self._on_success:
                callback(outcome.result)
        elif isinstance(error, Refused) and (self._on_refused or self._on_failed):
            for callback in self._on_refused:
                callback(error)
            for callback in self._on_failed:
                callback(error.problems)
        elif not isinstance(error, Refused) and self._on_error:
            for callback in self._on_error:
                callback(error)
        else:
            runner().trouble.emit(error, outcome.details, self.owner)

    def report(self, done: int, total: int, words: str) -> None:
        """Pass progress on, on the main thread."""
        if shiboken6.isValid(self.owner):
            for callback in self._on_progress:
                callback(done, total, words)


class Command(Job):
    """A write: `Command(self, lambda work: service.book(work, draft)).then(self._on_booked).start()`."""

    def run(self, desk: Runner, arguments: tuple[Any, ...], outcome: Outcome) -> None:
        """Run the act inside one unit of work and keep the set of touched tables."""
        # Asked just before and just after, so that our own commit is not taken for another program's, and
        # another program's write shortly before ours is not lost.
        moved = desk.moved_outside()
        with desk.backend.work(desk.actor) as work:
            outcome.result = self.act(work, *arguments)
        desk.moved_outside()
        outcome.changes = frozenset(work.changes) | ({EVERYTHING} if moved else set())


class Query(Job):
    """A reading. A newer Query of the same owner and the same place in the code makes the older one stale.

    `key` names the question when one place in the code asks several different ones.
    """

    def __init__(
        self, owner: QObject, act: Callable[..., Any], *, key: object = None, lane: str | None = None
    ) -> None:
        super().__init__(owner, act, lane=lane)
        question = key if key is not None else getattr(act, "__code__", None) or getattr(act, "func", act)
        self.question = (id(owner), question)
        self.sequence = 0

    def start(self) -> Self:
        """Put the reading into its lane and make older answers to the same question stale."""
        self.sequence = runner().next_sequence(self.question)
        return super().start()

    def is_wanted(self) -> bool:
        """True as long as nobody asked the same question again."""
        return not self.cancelled and runner().is_newest(self.question, self.sequence)

    def run(self, desk: Runner, arguments: tuple[Any, ...], outcome: Outcome) -> None:
        """Run the act with a consistent read."""
        with desk.backend.read(desk.actor) as read:
            outcome.result = self.act(read, *arguments)

    def deliver(self, outcome: Outcome) -> None:
        """Drop the answer if the question was asked again meanwhile."""
        if not self.is_wanted():
            outcome.skipped = True
        super().deliver(outcome)


class Task(Job):
    """Something slow without a database: rendering a page, the lunar day. The act takes no argument."""

    lane = "quick"

    def run(self, desk: Runner, arguments: tuple[Any, ...], outcome: Outcome) -> None:
        """Run the act."""
        outcome.result = self.act(*arguments)


class Runner(QObject):
    """The lanes of one running program: who is signed in, what waits, what is being done."""

    _done = Signal(int)
    _told = Signal(int, int, int, str)
    trouble = Signal(object, str, object)
    """error, details for the crash report, owner — when nobody asked to hear of it."""
    touched = Signal(object, object)
    """tables, owner — after every write."""
    busy = Signal(bool)
    """True while a write waits or runs."""

    def __init__(self, backend: Any = None, actor: Any = None) -> None:
        super().__init__()
        self.backend: Any = backend
        self.actor: Any = actor
        self._jobs: dict[int, Job] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._numbers = itertools.count(1)
        self._sequences: dict[object, int] = {}
        self._lanes: dict[str, LaneThread] = {}
        self._writes = 0
        self._readings = Readings(self, self._hand_in)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def put(self, job: Job) -> None:
        """Take a job into its lane; the lane's thread starts with the first job."""
        lane = self._lanes.get(job.lane)
        if lane is None:
            lane = self._lanes[job.lane] = LaneThread(self, job.lane, self.do)
            lane.start()
        number = next(self._numbers)
        self._jobs[number] = job
        if isinstance(job, Command):
            self._writes += 1
            if self._writes == 1:
                self.busy.emit(True)  # noqa: FBT003 - a Qt signal takes no names
        if isinstance(job, Query):
            self._readings.hold(number)
        else:
            lane.waiting.put(number)

    def _hand_in(self, numbers: Iterable[int]) -> None:
        """Give readings to their lanes; those asked again meanwhile end there."""
        for number in numbers:
            if job := self._jobs.get(number):  # none: the lanes were closed meanwhile
                self._lanes[job.lane].waiting.put(number)

    def at_end(self, lane: str, tidy: Callable[[], object]) -> None:
        """Call `tidy` in the lane's thread before it ends. Only from inside that lane."""
        self._lanes[lane].last.append(tidy)

    def next_sequence(self, question: object) -> int:
        """Count the askings of one question."""
        self._sequences[question] = self._sequences.get(question, 0) + 1
        return self._sequences[question]

    def is_newest(self, question: object, sequence: int) -> bool:
        """True when no newer asking exists. Read by the lane too: one dictionary look-up is atomic."""
        return self._sequences.get(question) == sequence

    def do(self, number: int) -> None:
        """Do one job, in the lane's thread, and send its number back."""
        outcome = Outcome()
        self._outcomes[number] = outcome
        try:
            self._run(number, outcome)
        except BaseException as error:  # the lane must outlive whatever a job does
            outcome.details = "" if isinstance(error, (Refused, Cancelled)) else traceback.format_exc()
            error.__context__ = error.__cause__ = None
            outcome.error = error.with_traceback(None)
        del outcome
        self._done.emit(number)

    def _run(self, number: int, outcome: Outcome) -> None:
        job = self._jobs[number]
        if not job.is_wanted():
            outcome.skipped = True
            return
        arguments: tuple[Any, ...] = ()
        if job.tells:

            def tell(done: int, total: int = 0, words: str = "") -> None:
                if self._jobs[number].cancelled:
                    raise Cancelled
                self._told.emit(number, done, total, words)

            arguments = (tell,)
        job.run(self, arguments, outcome)

    @Slot(int)
    def _on_done(self, number: int) -> None:
        outcome, job = self._outcomes.pop(number, None), self._jobs.pop(number, None)
        if outcome is None or job is None:  # the lanes were closed while this was on its way
            return
        if isinstance(job, Command):
            self._writes -= 1
            if not self._writes:
                self.busy.emit(False)  # noqa: FBT003 - a Qt signal takes no names
        with nullcontext() if isinstance(job, Query) else self._readings.after_painting():
            if outcome.changes:
                self.touched.emit(outcome.changes, job.owner if shiboken6.isValid(job.owner) else None)
            job.deliver(outcome)

    @Slot(int, int, int, str)
    def _on_told(self, number: int, done: int, total: int, words: str) -> None:
        if number in self._jobs:
            self._jobs[number].report(done, total, words)

    def moved_outside(self) -> bool:
        """Return True when another program has written since the last look. Only asked in the work lane."""
        look = getattr(self.backend, "outside_changes", None)
        return bool(look is not None and look())

    def is_idle(self) -> bool:
        """True when nothing waits, runs or is on its way back."""
        return not self._jobs

    def close(self) -> None:
        """Finish what was begun, drop what waits, stop the threads."""
        for job in self._jobs.values():
            job.cancel()
        for lane in self._lanes.values():
            lane.waiting.put(None)
        for lane in self._lanes.values():
            lane.wait()
        self._lanes.clear()
        self._jobs.clear()
        self._outcomes.clear()


_runner: list[Runner] = []


def runner() -> Runner:
    """Return the runner of this program; one without a back office is made for Tasks before sign-in."""
    if not _runner:
        _runner.append(Runner())
    return _runner[0]


def is_busy() -> bool:
    """Return True while any lane has something to do."""
    return bool(_runner) and not _runner[0].is_idle()


@atexit.register  # a job put after the end would else leave a thread that Qt refuses to destroy
def close_runner() -> None:
    """Stop the lanes. Called once at the end."""
    if _runner:
        _runner.pop().close()


def actor() -> Any:
    """Return who is signed in, or None."""
    return _runner[0].actor if _runner else None


def may(permission: str) -> bool:
    """Return True when the signed-in person may do this. The service asks again; this only greys a button."""
    who = actor()
    return bool(who is not None and (not permission or who.may(permission)))
