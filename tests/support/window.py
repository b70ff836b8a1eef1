"""The lanes of a window with somebody signed in, for the tests of screens; everything is put back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from ui.kit import jobs, messages, workstation
from ui.kit.jobs import Runner
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
