"""What changed, told to every page: our own writes at once, other programs' writes within a second."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui.kit.jobs import EVERYTHING, Runner, Task

LOOK_EVERY_MS = 1000
"""How often the database file is asked whether another program wrote to it (0.02 ms on SQLite)."""


class Changes(QObject):
    """Announces touched tables. Pages connect to `changed`."""

    changed = Signal(object, object)
    """frozenset of table names, initiator (the owner of the Command, or None)."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._asking = False
        runner.touched.connect(self.changed)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_look)

    def watch_outside(self) -> None:
        """Begin to look for other programs' writes."""
        self._timer.start()

    def stop(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def _on_look(self) -> None:
        if self._asking or self._runner.backend is None:
            return
        self._asking = True
        look = Task(self, self._runner.moved_outside, lane="work").then(self._on_found)
        look.finally_(self._on_asked).broken(lambda _error: None).start()

    def _on_asked(self) -> None:
        self._asking = False

    def _on_found(self, found: bool) -> None:
        if found:
            self.changed.emit(frozenset({EVERYTHING}), None)


def touches(tables: frozenset[str], watches: frozenset[str] | set[str]) -> bool:
    """Return True when a page that watches `watches` has to read again."""
    return bool(watches) and (EVERYTHING in tables or EVERYTHING in watches or bool(tables & watches))
