"""How the interpreter runs under a window: imports, the garbage collector, and whose turn it is.

Measured on a small two-core machine:

- PySide6 puts a function of its own in the place of `__import__`, for a feature this program does not use; every
  module imported after Qt is then read a second time as source. Putting the original back saves a tenth of the
  time of our imports and some 30 MiB once all pages are open.
- The collector runs 20 to 60 ms over everything that was ever imported, several times while the window is
  built and again in the midst of typing. It rests during the start; then all that is there is taken
  out of its sight, and it looks through new things less often.
- A lane that computes keeps the interpreter for 5 ms each time the window wants it back, and painting wants it
  back often. One millisecond makes the window ten times smoother beside an import of 2,000 residents.
"""

from __future__ import annotations

import builtins
import gc
import sys

import PySide6.QtCore  # noqa: F401 - puts its own `__import__` in place, once

TURN_SECONDS = 0.0005
_THRESHOLDS = (20_000, 25, 100)


def begin() -> None:
    """Before anything else of `ui` is imported: plain imports, no collecting, short turns."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)


def settle() -> None:
    """Once a screen is on: what is loaded now stays until the end and need not be looked through again."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()
