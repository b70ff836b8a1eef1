"""The longest time the window stands still in a scripted day: 20,000 residents, 100,000 visits.

The day runs in a process of its own on a copy of a grown demonstration center; see `_day_child`, which can also
print where the main thread was (`python -m tests.bench._day_child FOLDER 2000 traces`).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import Figure
from tests.bench._demo import demo_folder

LONGEST_MS = 50
ROOT = Path(__file__).resolve().parents[2]


def measure(scale: float = 1.0) -> list[Figure]:
    """The longest stop of the day and how many were above the promise."""
    day = run(scale)
    if day["errors"]:
        raise RuntimeError("\n".join(day["errors"]))
    if not all(day["done"].values()):
        raise RuntimeError(f"not everything of the day was done: {day['done']}")
    worst = sorted(day["steps"].items(), key=lambda step: step[1], reverse=True)[:4]
    note = ", ".join(f"{name} {stop:.0f}" for name, stop in worst)
    return [
        Figure("longest stop of the window", day["longest"], "ms", 0, LONGEST_MS, note),
        Figure("stops above 50 ms", day["above"], "", 0, 0, f"in a day of {day['seconds']:.0f} s"),
        Figure("longest stop by the clock", day["longest wall"], "ms", 0, 0, "with what other programs took"),
        Figure("resident memory after the day", day["memory"], "MiB", 0, 0, "every page and panel was open"),
    ]


def run(scale: float, *words: str) -> Any:
    """The day's figures; with the word "traces" also where the main thread was."""
    folder = demo_folder(int(20_000 * scale), int(100_000 * scale))
    with tempfile.TemporaryDirectory() as copy:
        own = Path(copy) / "data"
        shutil.copytree(folder, own)
        line = [
            sys.executable,
            "-m",
            "tests.bench._day_child",
            str(own),
            str(max(20, int(2000 * scale))),
            *words,
        ]
        done = subprocess.run(
            line, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True,
            timeout=1200, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the day ended with {done.returncode}: {done.stderr[-3000:]}")
    return json.loads(done.stdout)
