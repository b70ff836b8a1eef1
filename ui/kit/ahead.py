"""Modules of places nobody has opened yet, loaded one small step at a time while the event loop is free.

A page with all it needs takes 100 to 200 ms to load; done at the first click the window would stand still so long.
A module that makes QObjects must be loaded by the main thread, so a lane cannot do it: here every step is one
module, a few milliseconds, the tools before the rooms.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from ui.kit import pace

FIRST_AFTER_MS = 2500
"""The first page is on and its first questions are answered by then."""
STEP_MS = 25


class Ahead(QObject):
    """Walks through the packages of these modules and loads what is missing."""

    def __init__(self, wanted: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._packages = list(dict.fromkeys(["ui.kit", *(name.rpartition(".")[0] for name in wanted)]))
        self._waiting: list[str] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Start after the first page had its time."""
        self._timer.start(FIRST_AFTER_MS)

    def stop(self) -> None:
        """Leave the rest for its first use."""
        self._timer.stop()

    def is_loading(self) -> bool:
        """True until everything is there."""
        return self._timer.isActive()

    def _step(self) -> None:
        while not self._waiting and self._packages:
            self._waiting = [name for name in modules_of(self._packages.pop(0)) if name not in sys.modules]
        if self._waiting:
            importlib.import_module(self._waiting.pop(0))
            pace.keep()
            self._timer.start(STEP_MS)


def modules_of(package: str) -> list[str]:
    """The modules of a package, its page last because that needs the others; none when there is no such package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        return []
    names = [found.name for found in pkgutil.iter_modules(spec.submodule_search_locations)]
    return [f"{package}.{name}" for name in sorted(names, key=lambda name: (name == "page", name))]
