"""roster solve-instance: a public staff-scheduling instance through the roster engine, without a database."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, current_thread, main_thread

from neighborcenter.cli.arguments import Add, count
from neighborcenter.cli.call import Answer, Call, must_end
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem, Unavailable
from neighborcenter.reports.paper.safe_file import replacing
from neighborcenter.volunteers.rostering.texts import quality_said
from neighborcenter.volunteers.solver.instances import Unreadable, as_csv, as_ros, read_instance
from neighborcenter.volunteers.solver.problem import Impossible
from neighborcenter.volunteers.solver.problem import Problem as Asked
from neighborcenter.volunteers.solver.roster import Roster
from neighborcenter.volunteers.solver.worker import WorkerLost, solve_in_process

ENDINGS = (".csv", ".ros")


def add_commands(add: Add) -> None:
    """What `roster` lists of this file."""
    example = "main.py roster solve-instance Instance5.txt --seconds 60 --out roster.csv"
    one = add("solve-instance", example, solve_instance)
    one.add_argument("file", metavar="FILE", type=Path, help=_("instance in the public text format"))
    one.add_argument("--seconds", type=count, default=60, metavar="N", help=_("how long to try at most"))
    one.add_argument(
        "--seed", type=count, default=1, metavar="N", help=_("the same seed gives the same roster")
    )
    one.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("file to write: .csv or .ros"))


def solve_instance(call: Call) -> Answer:
    """Solve one instance and write its roster."""
    options = call.options
    out: Path = options.out
    must_end(out, *ENDINGS)
    asked = _read(options.file)
    try:
        with told_to_stop() as stopped:
            found = solve_in_process(
                asked,
                float(options.seconds),
                seed=options.seed,
                on_progress=progress_of(call),
                should_stop=stopped.is_set,
                began=call.began,
            )
    except Impossible as impossible:
        names = ", ".join(impossible.people) or "-"
        raise Invalid(Problem("file", "cli.roster_impossible", {"people": names})) from impossible
    except WorkerLost as lost:
        raise Unavailable("cli.roster_lost") from lost
    text = as_ros(asked, found.plans) if out.suffix.lower() == ".ros" else as_csv(asked, found.plans)
    with replacing(out) as part:
        part.write_text(text, encoding="utf-8")
    return _told(found, out)


def progress_of(call: Call) -> Callable[[int, int, float], None]:
    """What tells the best roster so far and its bound while one waits."""

    def tell(best: int, bound: int, seconds: float) -> None:
        call.progress(
            _("{seconds} s: {best}, at least {bound}").format(
                seconds=f"{seconds:.1f}", best=best, bound=bound
            )
        )

    return tell


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """Set when the program is told to end meanwhile (Ctrl+C, terminate), instead of ending at once."""
    stopped = Event()
    signals = (signal.SIGINT, signal.SIGTERM) if current_thread() is main_thread() else ()
    before = {number: signal.signal(number, lambda _number, _frame: stopped.set()) for number in signals}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read(file: Path) -> Asked:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(Problem("file", "cli.instance_missing", {"file": str(file)})) from error
    try:
        return read_instance(text)
    except Unreadable as error:
        raise Invalid(
            Problem("file", "cli.instance_unreadable", {"file": file.name, "line": str(error)})
        ) from error


def _told(found: Roster, out: Path) -> Answer:
    data = {
        "file": out.absolute(),
        "objective": found.objective,
        "bound": found.bound,
        "proved": found.proved,
        "gap": round(found.gap, 6),
        "seconds": round(found.seconds, 2),
        "seed": found.seed,
        "ended": found.ended,
        "parts": found.parts,
        "first": round(found.history[0].seconds, 2) if found.history else None,
    }
    quality = quality_said(proved=found.proved, better=found.gap)
    lines = [
        _("Written: {file}").format(file=out),
        _("Cost {objective}, bound {bound}, {seconds} s.").format(
            objective=found.objective, bound=found.bound, seconds=f"{found.seconds:.1f}"
        ),
        quality,
    ]
    return Answer(data, lines)
