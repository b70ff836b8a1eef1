"""Whether everything that was begun has arrived on the screen: asked by the picture tour and by tests."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from ui.kit.jobs import runner

LONGEST_PAUSE = 250
"""Pauses of typing are shorter (ms); what waits longer, a toast or a lock, is nobody's answer."""


def is_at_rest() -> bool:
    """True when no pause of typing runs, the lanes are empty and nothing is on its way to the screen."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return runner().is_idle() and not pauses()


def pauses() -> list[QTimer]:
    """The pauses of typing that run in the windows that are seen."""
    return [
        timer
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for timer in window.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= LONGEST_PAUSE
    ]
