"""Where the environment is and whether it is complete: read at every start, so it imports nothing heavy.

Two files in `.venv` tell its state. `neighborcenter.busy` is there while packages are being changed; if it
is found by anybody who holds the turn, the work was cut off and is begun afresh. `neighborcenter.app` and
`neighborcenter.test` are written last and hold the very text of the lock they were made from and the real
path of the Python they stand on: after a new lock, or a new Python under the same name, neither fits.
"""

import os
import sys

FOLDER = ".venv"
BUSY = "neighborcenter.busy"
LOCKS = {False: "requirements.lock", True: "requirements-test.lock"}
STAMPS = {False: "neighborcenter.app", True: "neighborcenter.test"}


def folder(root: str) -> str:
    """The environment's folder."""
    return os.path.join(root, FOLDER)


def python(root: str) -> str:
    """The environment's Python."""
    if os.name == "nt":
        return os.path.join(root, FOLDER, "Scripts", "python.exe")
    return os.path.join(root, FOLDER, "bin", "python")


def lock_file(root: str, tests: bool) -> str:
    """The list of exact packages with their hashes."""
    return os.path.join(root, "resources", "setup", LOCKS[tests])


def expected(root: str, tests: bool) -> str:
    """What the stamp says when the environment fits this tree."""
    with open(lock_file(root, tests), encoding="utf-8") as lock:
        return os.path.realpath(python(root)) + "\n" + lock.read()


def ready(root: str, tests: bool) -> str | None:
    """The environment's Python, if it is complete; else None. The test packages include the program's."""
    place = folder(root)
    if os.path.exists(os.path.join(place, BUSY)) or not os.path.exists(python(root)):
        return None
    for kind in (True,) if tests else (False, True):
        try:
            with open(os.path.join(place, STAMPS[kind]), encoding="utf-8") as stamp:
                if stamp.read() == expected(root, kind):
                    return python(root)
        except OSError:
            continue
    return None


def write(root: str, tests: bool) -> None:
    """Say that the environment is complete: whole or not at all, and on the disk before `busy` goes."""
    target = os.path.join(folder(root), STAMPS[tests])
    with open(target + ".new", "w", encoding="utf-8") as new:
        new.write(expected(root, tests))
        new.flush()
        os.fsync(new.fileno())
    os.replace(target + ".new", target)


def surroundings() -> dict[str, str]:
    """The environment for tools started from here: nothing of the typed Python leaks into them."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}
    kept.pop("__PYVENV_LAUNCHER__", None)
    kept["PYTHONUTF8"] = "1"
    kept["PATH"] = kept.get("PATH") or os.defpath
    if sys.platform != "win32":
        kept["PATH"] += os.pathsep + "/usr/local/sbin:/usr/sbin:/sbin"
    return kept
