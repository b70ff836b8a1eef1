"""A real back office, its lanes, and a look for what outlives a test."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from ui.kit import jobs, workstation
from ui.kit.jobs import Runner
from ui.kit.theme import apply_theme

LIN = Actor(account_id=None, name="林晓", center_id=1, everything=True)
MONDAY = datetime(2026, 11, 23, 10, 15)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty, migrated database, copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    Backend.open(Paths(folder), create=True).close()
    return folder


@pytest.fixture
def backend(template: Path, tmp_path: Path) -> Iterator[Backend]:
    """An open back office of its own."""
    shutil.copytree(template, tmp_path / "data")
    opened = Backend.open(Paths(tmp_path / "data"), clock=FixedClock(MONDAY))
    yield opened
    opened.close()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[workstation.Workstation]:
    """The settings of a PC of its own."""
    made = workstation.Workstation(tmp_path)
    workstation.use(made)
    yield made
    workstation.use(None)


@pytest.fixture
def desk(qapp: QApplication, backend: Backend, station: workstation.Workstation) -> Iterator[Runner]:
    """The lanes, with Lin signed in."""
    apply_theme(qapp)
    runner = jobs.runner()
    runner.backend, runner.actor = backend, LIN
    yield runner
    jobs.close_runner()


@pytest.fixture
def settle(qtbot: object, desk: Runner) -> Callable[[], None]:
    """Wait until the lanes are empty and everything has arrived."""

    def wait() -> None:
        qtbot.waitUntil(desk.is_idle, timeout=10_000)  # type: ignore[attr-defined]

    return wait


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication) -> Iterator[None]:
    """No window, thread or running timer may outlive a test."""
    before = set(threading.enumerate())
    yield
    jobs.close_runner()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    windows = [window for window in qapp.topLevelWidgets() if window.isVisible()]
    assert not [thread for thread in left if not thread.daemon], left
    assert not windows, windows
    assert not [t for t in qapp.findChildren(QThread) if t.isRunning()]
