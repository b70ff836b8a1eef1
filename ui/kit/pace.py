"""How the interpreter runs under a window: imports, the garbage collector, and whose turn it is.

Measured on a small two-core machine:

- PySide6 puts a function of its own in the place of `__import__`, for a feature this program does not use; every
  module imported after Qt is then read a second time as source. Putting the original back saves a tenth of the
  time of our imports and some 30 MiB once all pages are open.
- The collector runs 20 to 60 ms over everything that was ever imported, several times while the window is
  built and again in the midst of typing. It rests during the start; then all that is there is taken
  out of its sight, and it looks through new things in small heaps.
- It runs in whichever thread happens to make one object too many. Parts of a window that hold each other (a button,
  what it calls, the sheet it stands on) would then die in a lane, which Qt does not survive, and a lane that sweeps
  keeps the interpreter for 10 ms. Here it runs on the main thread alone, between two events.
- A lane that computes keeps the interpreter for 5 ms each time the window wants it back, and painting wants it
  back often. One millisecond makes the window ten times smoother beside an import of 2,000 residents.
"""

from __future__ import annotations

import builtins
import gc
import sys

from PySide6.QtCore import QCoreApplication, QObject, QTimer  # puts its own `__import__` in place, once

TURN_SECONDS = 0.0005
LOOK_EVERY_MS = 100
STILL_LOOKS = 15
"""So many looks without a job in a lane, and nobody types: the older heaps, which take longer, may be looked through."""
HEAPS = (4_000, 25, 500)
"""New objects before the young are looked through (2 to 4 ms), and how often of these the older ones as well."""


def begin() -> None:
    """Before anything else of `ui` is imported: plain imports, no collecting, short turns."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)


class Collector(QTimer):
    """Python's collector, run by the event loop of the main thread instead of by whoever makes an object.

    It waits for the lanes: what a job heaps up is gone with the job, and would be looked through for nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._still = 0
        self.setInterval(LOOK_EVERY_MS)
        self.timeout.connect(self.look)

    def look(self) -> None:
        """Look through the oldest generation whose heap is full; most of the time none is."""
        from ui.kit.jobs import is_busy  # noqa: PLC0415 - the pace is set before anything is loaded

        self._still = 0 if is_busy() else self._still + 1
        if not self._still:
            return
        counts = gc.get_count()
        for generation in (2, 1, 0) if self._still >= STILL_LOOKS else (0,):
            if counts[generation] > HEAPS[generation]:
                gc.collect(generation)
                return


def keep() -> None:
    """What was loaded just now stays until the end and need not be looked through by the collector."""
    gc.freeze()


def settle() -> None:
    """Once a screen is on: all that is loaded stays, and the collector begins to look through what is new."""
    keep()
    app = QCoreApplication.instance()
    if app is not None and app.findChild(Collector) is None:
        Collector(app).start()
