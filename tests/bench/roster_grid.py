"""The roster grid: 500 people by 31 days painted, one drag judged, one change shown; the floor paints bare boxes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench import Figure

ROOT = Path(__file__).resolve().parents[2]
PAINTED_MS, DRAG_MS = 100, 16
LINE = (
    "import json; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
    "from ui.kit.theme import apply_theme; apply_theme(app);"
    "from tests.bench._roster_child import measured;"
    "print(json.dumps([measured({people}) for _round in range({rounds})]))"
)


def measure(scale: float = 1.0) -> list[Figure]:
    """The best of some rounds, in a process of its own."""
    people, rounds = (500, 3) if scale >= 0.05 else (60, 1)
    done = subprocess.run(
        [sys.executable, "-c", LINE.format(people=people, rounds=rounds)],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: list[dict[str, float]] = json.loads(done.stdout)

    def best(name: str) -> float:
        return min(one[name] for one in found)

    note = f"{people} people × 31 days"
    return [
        Figure("roster painted, by people", best("people"), "ms", best("floor"), PAINTED_MS, note),
        Figure("roster painted, by posts", best("posts"), "ms", best("floor"), PAINTED_MS, "30 rows"),
        Figure("one drag judged", best("drag"), "ms", 0, DRAG_MS),
        Figure("one change shown", best("change"), "ms", 0, PAINTED_MS),
    ]
