"""One start of a window in a process of its own: the least Qt can do, the first screen, or the front desk.

`python -m tests.bench._start_child bare|sign_in|desk BEGAN [FOLDER]` prints one JSON object: milliseconds since BEGAN
(`time.monotonic()` of whoever started it), processor milliseconds, and resident memory in MiB.

`desk` takes the way of the program itself with two differences: nobody types a password (the actor is made
here, by the measure), and the database is opened behind the first paint instead of behind the sign-in screen.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

BEGAN = float(sys.argv[2])
marks: dict[str, float] = {}


def mark(name: str) -> None:
    """Note the moment and the processor time used until now."""
    marks[name] = (time.monotonic() - BEGAN) * 1000
    marks[f"{name} processor"] = time.process_time() * 1000


def memory() -> float:
    """Resident MiB of this process; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096 / 2**20
    except OSError:
        return 0.0


def bare() -> None:
    """The least: a main window of the same size, painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, done)

    def done() -> None:
        mark("painted")
        app.quit()

    app = QApplication([])
    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()


def sign_in() -> None:
    """The program as it starts, up to its first paint with the caret in the login."""
    from ui.kit import pace

    pace.begin()
    from PySide6.QtWidgets import QApplication

    from ui.app import start

    app = QApplication([])

    def done() -> None:
        mark("painted")
        marks["memory"] = memory()
        started.frame.close()
        app.quit()

    started = start(["--data", sys.argv[3], "--lang", "zh_CN"])
    started.frame.painted.disconnect()
    started.frame.painted.connect(done)
    app.exec()


class LateBackend:
    """The back office of a folder, loaded and opened by the lane when it is first read, not before the paint."""

    def __init__(self, folder: str) -> None:
        from neighborcenter.kit.clock import Clock
        from neighborcenter.kit.paths import Paths

        self.paths, self.clock = Paths(Path(folder)), Clock()
        self.may_open = threading.Event()
        self._lock = threading.Lock()
        self._real: Any = None

    def real(self) -> Any:
        """The open back office."""
        self.may_open.wait()
        with self._lock:
            if self._real is None:
                from neighborcenter.backend import Backend

                self._real = Backend.open(self.paths)
                mark("opened")
            return self._real

    def read(self, actor: Any) -> Any:
        """A consistent view."""
        return self.real().read(actor)

    def close(self) -> None:
        """Let go of the database."""
        if self._real is not None:
            self._real.close()


def signed_in(late: LateBackend) -> tuple[Any, Any]:
    """The frame with the main window in it, as after the sign-in, not shown yet."""
    from PySide6.QtWidgets import QApplication

    from neighborcenter.kit.actor import Actor
    from neighborcenter.kit.i18n import set_language
    from ui.app import Frame
    from ui.kit import workstation
    from ui.kit.errors import Errors
    from ui.kit.jobs import runner
    from ui.kit.theme import apply_theme
    from ui.window import MainWindow

    set_language("zh_CN")
    station = workstation.Workstation(late.paths.data)
    workstation.use(station)
    apply_theme(QApplication.instance())
    # Who works here is known to the measure alone: the program knows no way past the password.
    runner().backend, runner().actor = late, Actor(1, "林晓", 1, everything=True)
    frame = Frame(station)
    window = MainWindow(station, Errors(None))
    frame.swap(window)
    window.start("desk")
    return frame, window


def desk() -> None:
    """Up to the desk painted with the caret in its box, then up to the first answer painted."""
    from ui.kit import pace

    pace.begin()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.kit.jobs import close_runner

    late = LateBackend(sys.argv[3])
    app = QApplication([])
    frame, window = signed_in(late)
    box = window.current().what

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and box.list.items:
                QTimer.singleShot(0, answered)
            return False

    def painted() -> None:
        assert app.focusWidget() is box.box, app.focusWidget()
        mark("painted")
        pace.settle()
        late.may_open.set()
        box.box.setText("lxy")

    def answered() -> None:
        if "answered" not in marks:
            mark("answered")
            QTimer.singleShot(1500, leave)

    def leave() -> None:
        marks["memory"] = memory()
        frame.close()
        window.leave()
        close_runner()
        late.close()
        app.quit()

    watch = Watch()
    box.list.viewport().installEventFilter(watch)
    frame.painted.connect(painted)
    frame.show()
    app.exec()


if __name__ == "__main__":
    {"bare": bare, "sign_in": sign_in, "desk": desk}[sys.argv[1]]()
    marks.setdefault("memory", memory())
    print(json.dumps(marks))
