"""From a key at the desk to the painted rows, among 200,000 residents: ten ways of typing.

Everything is in it: the signal of the box, the way into the lane, the search of services, residents and rooms, the way
back, and the painting of the list. The floor is the same way with an answer that needs no search. Both take turns.
A stop by other programs is not ours: of each answer the lesser of the clock and of the processor time of all
threads is taken; the note has the clock.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench import Figure
from tests.bench._demo import demo_folder

PAINTED_MS = 16
ROOT = Path(__file__).resolve().parents[2]


def measure(scale: float = 1.0) -> list[Figure]:
    """All ways together first, then each."""
    folder = demo_folder(max(1000, int(200_000 * scale)), 0)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench._type_child", str(folder), str(20 if scale >= 0.05 else 2)],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True,
        timeout=1200, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    ways: dict[str, Any] = json.loads(done.stdout)
    floor = [one for way in ways.values() for one in way["floor"]]
    ours = [one for way in ways.values() for one in way["ours"]]
    wall = [one for way in ways.values() for one in way["wall"]]
    note = f"p50 {_part(ours, 0.5):.1f} beside {_part(floor, 0.5):.1f}; by the clock p50 {_part(wall, 0.5):.1f}, p99 {_part(wall, 0.99):.1f}"
    figures = [
        Figure("rows painted after a key, p99", _part(ours, 0.99), "ms", _part(floor, 0.99), PAINTED_MS, note)
    ]
    for name, way in ways.items():
        note = f"p50 {_part(way['ours'], 0.5):.1f}; by the clock {_part(way['wall'], 0.5):.1f}"
        figures.append(
            Figure(
                f"painted, {name}, p99", _part(way["ours"], 0.99), "ms", _part(way["floor"], 0.99), 0, note
            )
        )
    return figures


def _part(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
