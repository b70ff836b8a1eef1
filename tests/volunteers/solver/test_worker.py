"""The search in its own process: progress, stop, the time limit, and nobody left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from neighborcenter.volunteers.solver import worker
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.problem import Impossible, Limit, Measure, Person, Problem, Slot
from neighborcenter.volunteers.solver.worker import solve_in_process
from tests.volunteers.solver.centers import center
from tests.volunteers.solver.lookalike import instance
from tests.volunteers.solver.sentences import offences

ROOT = Path(__file__).resolve().parents[3]


def test_it_answers_like_the_search_at_home_and_tells_on_the_way() -> None:
    problem = center(3, people=6, posts=2, days=7)
    told: list[tuple[int, int]] = []
    roster = solve_in_process(problem, 60.0, on_progress=lambda best, bound, s: told.append((best, bound)))
    assert offences(problem, roster.plans) == []
    assert roster.proved
    assert told[-1] == (roster.objective, roster.bound)
    assert not multiprocessing.active_children()


def test_a_word_stops_it_and_the_best_so_far_is_the_answer() -> None:
    problem = read_instance(instance(28, 30, 4))
    told: list[int] = []
    roster = solve_in_process(
        problem, 300.0, on_progress=lambda best, bound, s: told.append(best), should_stop=lambda: bool(told)
    )
    assert roster.ended == "stopped"
    assert roster.objective <= told[0]
    assert offences(problem, roster.plans) == []
    assert not multiprocessing.active_children()


def test_what_is_impossible_comes_back_as_such() -> None:
    slot = Slot("0:早班", 0, "早班", wanted=1, under=100)
    person = Person("林秀英", limits=(Limit(Measure.SHIFTS, "least", least=2),))
    with pytest.raises(Impossible) as impossible:
        solve_in_process(Problem(1, (slot,), (person,)), 20.0)
    assert impossible.value.people == ("林秀英",)


def test_two_that_tell_each_other_give_the_same_roster_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "worth_helping", lambda problem: True)
    problem = read_instance(instance(14, 12, 3))
    first, again = (solve_in_process(problem, 120.0, steps=6, seed=2) for _time in range(2))
    assert first.ended in ("proved", "steps")
    assert offences(problem, first.plans) == []
    assert (first.plans, first.bound) == (again.plans, again.bound)


CHILD = """
import sys
from neighborcenter.volunteers.solver.instances import read_instance
from neighborcenter.volunteers.solver.worker import solve_in_process
from tests.volunteers.solver.lookalike import instance
import multiprocessing
def told(best, bound, seconds):
    print(multiprocessing.active_children()[0].pid, flush=True)
if __name__ == "__main__":
    solve_in_process(read_instance(instance(28, 30, 4)), 300.0, on_progress=told)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process the POSIX way")
def test_it_ends_when_the_program_dies(tmp_path: Path) -> None:
    script = tmp_path / "desk.py"
    script.write_text(CHILD, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as desk:
        assert desk.stdout is not None
        child = int(desk.stdout.readline())
        desk.send_signal(signal.SIGKILL)
        desk.wait(10)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and Path(f"/proc/{child}").exists():
        if Path(f"/proc/{child}/stat").read_text(encoding="utf-8").split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{child}").exists()
