"""From the start of the process to a desk one can work at, beside a bare window of the same size.

Starts of both kinds take turns, each in a process of its own, so that both meet the same machine. Two numbers
are kept of each: the least wall time, and the median of the processor time, which a busy machine blurs less.
The ratio is taken from processor time, target 2.5.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import Figure
from tests.bench._demo import demo_folder

RATIO = 2.5
MEMORY_MIB = 150
ANSWER_MS = 1500
ROOT = Path(__file__).resolve().parents[2]


def measure(scale: float = 1.0) -> list[Figure]:
    """First screen, usable desk, first answer, and memory; nine rounds, fewer on a small scale."""
    folder = demo_folder()
    rounds = 9 if scale >= 0.5 else 3 if scale >= 0.05 else 1
    found: dict[str, list[dict[str, float]]] = {"bare": [], "sign_in": [], "desk": []}
    if rounds > 1:
        for kind in found:  # once before, so that files are in the cache and compiled
            start(kind, folder)
    for _round in range(rounds):
        for kind, marks in found.items():
            marks.append(start(kind, folder))
    return [
        _painted("sign-in painted, caret in it", found["sign_in"], found["bare"]),
        _painted("front desk painted, caret in the box", found["desk"], found["bare"]),
        _answered(found["desk"], found["bare"]),
        _memory(found["desk"], found["bare"]),
    ]


def start(kind: str, folder: Path) -> dict[str, float]:
    """One start; see `_start_child`."""
    began = time.monotonic()
    line = [sys.executable, "-m", "tests.bench._start_child", kind, repr(began), str(folder)]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        line, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _painted(name: str, ours: list[dict[str, float]], bare: list[dict[str, float]]) -> Figure:
    value, least = _middle(ours, "painted processor"), _middle(bare, "painted processor")
    note = (
        f"{value / least:.2f} × the floor in processor time; "
        f"wall at best {_best(ours, 'painted'):.0f} beside {_best(bare, 'painted'):.0f} ms"
    )
    return Figure(name, value, "ms", least, round(RATIO * least, 1), note)


def _answered(ours: list[dict[str, float]], bare: list[dict[str, float]]) -> Figure:
    value = _best(ours, "answered")
    note = (
        f"wall at best, with the back office loaded and the database opened behind the first paint; "
        f"processor {_middle(ours, 'answered processor'):.0f} ms"
    )
    return Figure("first answer painted", value, "ms", _best(bare, "painted"), ANSWER_MS, note)


def _memory(ours: list[dict[str, float]], bare: list[dict[str, float]]) -> Figure:
    return Figure(
        "resident memory of the desk", _middle(ours, "memory"), "MiB", _middle(bare, "memory"), MEMORY_MIB
    )


def _best(marks: list[dict[str, float]], name: str) -> float:
    return min(one[name] for one in marks)


def _middle(marks: list[dict[str, float]], name: str) -> float:
    return statistics.median(one[name] for one in marks)
