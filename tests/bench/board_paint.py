"""A full week on the board: 50 rooms, twelve bookings a day in each, 4,200 bars, painted.

Taken from `tests/ui_kit/timeline/bench_paint.py`, in a process of its own: the floor draws as many bodies, edges and
ready-made texts with bare Qt. What the rows cost to read is measured by `week_board`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench import Figure

ROOT = Path(__file__).resolve().parents[2]
PAINTED_MS, FRAME_MS, MONTH_MS = 100, 16, 150
LINE = (
    "import json, os; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
    "from PySide6.QtWidgets import QApplication; app = QApplication([]);"
    "from ui.kit.theme import apply_theme; apply_theme(app);"
    "from tests.ui_kit.timeline.bench_paint import measure; print(json.dumps([measure() for _round in range({rounds})]))"
)


def measure(scale: float = 1.0) -> list[Figure]:
    """The best of some rounds, each of which takes ours and the floor in turn."""
    rounds = 5 if scale >= 0.05 else 1
    done = subprocess.run(
        [sys.executable, "-c", LINE.format(rounds=rounds)],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: list[dict[str, float]] = json.loads(done.stdout)

    def best(name: str) -> float:
        return min(one[name] for one in found)

    least = best("floor")
    return [
        Figure("4,200 bars painted, warm", best("board warm"), "ms", least, PAINTED_MS,
               f"{best('board warm') / least:.1f} × the floor"),
        Figure("4,200 bars painted, first time", best("board cold"), "ms", least, 0, "texts are laid out"),
        Figure("one screenful painted", best("screenful"), "ms"),
        Figure("one frame while a booking is dragged", best("drag frame"), "ms", 0, FRAME_MS),
        Figure("a month of 50 rooms painted", best("month"), "ms", best("month floor"), MONTH_MS,
               f"{best('month') / best('month floor'):.1f} × the floor"),
    ]  # fmt: skip
