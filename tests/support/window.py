"""The lanes of a window with somebody signed in, for the tests of screens; everything is put back afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from ui.kit import jobs, messages, workstation
from ui.kit.jobs import Runner
from ui.kit.rest import is_at_rest
from ui.kit.theme import apply_theme, set_mode, set_palette


@contextmanager
def signed_in_at(qapp: QApplication, backend: Backend, actor: Actor, folder: Path) -> Iterator[Runner]:
    """The lanes on `backend` with `actor` signed in; the choices of the workstation lie in `folder`."""
    apply_theme(qapp)
    workstation.use(workstation.Workstation(folder))
    runner = jobs.runner()
    runner.backend, runner.actor = backend, actor
    yield runner
    messages.clear_toast()
    messages.forget_undo()
    jobs.close_runner()
    workstation.use(None)
    set_palette("light")
    set_mode("standard")
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def rest(qtbot: Any, longest: int = 60_000) -> None:
    """Wait until everything that was begun has arrived on the screen; what arrives may begin something itself."""
    for _round in range(2):
        qtbot.waitUntil(is_at_rest, timeout=longest)


@pytest.fixture
def lanes(qapp: QApplication, backend: Backend, actor: Actor, tmp_path: Path) -> Iterator[Runner]:
    """The lanes, with the administrator signed in."""
    with signed_in_at(qapp, backend, actor, tmp_path) as runner:
        yield runner


@pytest.fixture
def settle(qtbot: Any, lanes: Runner) -> Callable[[], None]:
    """Wait until pauses of typing are over, the lanes are empty and every answer has arrived."""
    return lambda: rest(qtbot)
