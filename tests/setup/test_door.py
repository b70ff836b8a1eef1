"""main.py understands what was asked for, and costs nothing once the environment stands."""

import importlib.util
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def door() -> ModuleType:
    spec = importlib.util.spec_from_file_location("door", ROOT / "main.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("", ""),
        ("--data /srv/center", ""),
        ("--data=/srv/center --lang en", ""),
        ("test tests/booking -q", "test"),
        ("--data test backup", "backup"),
        ("backup --data test", "backup"),
        ("--json --center 001 book --room 大厅", "book"),
        ("--help", "--help"),
    ],
)
def test_first_word_is_the_command(door: ModuleType, line: str, word: str) -> None:
    assert door.first_word(line.split()) == word


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may lack a screen")
@pytest.mark.parametrize(
    ("surroundings", "seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, False),
        ({"QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_screen_is_looked_for_before_qt_can_abort(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], seen: bool
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert door.has_screen() is seen


def test_looking_at_the_stamp_takes_a_few_milliseconds() -> None:
    """What stands between typing and the program, apart from Python's own start."""
    program = (
        "import os, sys, time; began = time.process_time()\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from neighborcenter.kit.setup import stamp\n"
        f"stamp.ready({str(ROOT)!r}, False)\n"
        "print(time.process_time() - began)"
    )
    costs = []
    for _ in range(5):
        answer = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True)
        costs.append(float(answer.stdout))
        time.sleep(0)
    assert min(costs) < 0.02, costs
