"""Whether everything that was begun has arrived on the screen: asked by the picture tour and by tests."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent

from ui.kit import pause
from ui.kit.jobs import runner


def is_at_rest() -> bool:
    """True when no pause of typing runs, the lanes are empty and nothing is on its way to the screen."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return runner().is_idle() and not pause.running()


def end_pauses() -> None:
    """Let every pause of typing end now: whoever only waits types no further letter."""
    for one in pause.running():
        one.stop()
        one.timeout.emit()
