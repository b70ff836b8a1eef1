"""One set-up at a time: the second waits for the first and then finds the work done.

The operating system drops the hold by itself when a process dies, so a killed set-up blocks nobody.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from neighborcenter.kit.setup.words import say


def _try_hold(handle: IO[bytes]) -> bool:
    """Take the hold if nobody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - exists elsewhere only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def my_turn(root: str) -> Iterator[None]:
    """Hold `.venv.lock` beside the environment. Raises OSError where the folder cannot be written."""
    with open(os.path.join(root, ".venv.lock"), "a+b") as handle:
        told = False
        while not _try_hold(handle):
            if not told:
                say("另一个窗口正在准备运行环境，等它完成…", "another set-up is running, waiting for it")
                told = True
            time.sleep(0.2)
        yield
