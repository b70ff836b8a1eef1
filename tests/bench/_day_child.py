"""A scripted day in the real window, and every moment at which it stood still.

`python -m tests.bench._day_child FOLDER ROWS [traces]` prints one JSON object. A timer beats every 5 ms; a stop
is the time between two beats. On a busy machine a process is put aside for longer than any stop of its own, so a
stop counts as the lesser of the time by the clock and the processor time that all threads of this process used in
it: what others took is not ours, what a lane took while the window waited for the interpreter is.
"""

# ruff: noqa: E402 - the pace is set before anything of the window is imported, as in main.py
from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ui.kit import pace

pace.begin()

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.paths import Paths
from ui.app import Frame, warm_up
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Task, close_runner, runner
from ui.kit.theme import apply_theme
from ui.window import MainWindow

BEAT_MS = 5
LONG_MS = 50.0
LETTERS = "wglcxmzhlyj"


class Pulse(QObject):
    """The heartbeat, and a watchdog that looks where the main thread is; only when traces are wanted."""

    def __init__(self, *, traces: bool) -> None:
        super().__init__()
        self.step = ""
        self.stops: list[tuple[float, float, str, list[str]]] = []
        self.steps: dict[str, float] = {}
        self._main = threading.get_ident()
        self._seen: list[str] = []
        self._over = threading.Event()
        self._last = (time.perf_counter(), time.process_time())
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self.beat)
        self._timer.start()
        self._dog = threading.Thread(target=self._watch, daemon=True)
        if traces:
            self._dog.start()

    def beat(self) -> None:
        """Note how long it took since the last time."""
        now, used = time.perf_counter(), time.process_time()
        wall, ours = (now - self._last[0]) * 1000, (used - self._last[1]) * 1000
        stop = max(0.0, min(wall, ours))
        self.steps[self.step] = max(self.steps.get(self.step, 0.0), stop)
        if stop > 16:
            self.stops.append((stop, wall, self.step, self._seen))
        self._seen = []
        self._last = (now, used)

    def end(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._over.set()
        if self._dog.is_alive():
            self._dog.join()

    def _watch(self) -> None:
        while not self._over.wait(0.012):
            if (time.perf_counter() - self._last[0]) * 1000 > 30 and len(self._seen) < 12:
                self._seen.append(_where(self._main))


def _where(thread: int) -> str:
    """Where a thread is. Its frames are let go of at once: a painter in one of them must end with its function."""
    places = []
    frame = sys._current_frames().get(thread)
    while frame is not None and len(places) < 8:
        places.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    del frame
    return " < ".join(
        f"{'/'.join(Path(code.co_filename).parts[-2:])}:{line} {code.co_name}" for code, line in places
    )


def memory() -> float:
    """Resident MiB of this process; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096 / 2**20
    except OSError:
        return 0.0


class Day:
    """What is done, step by step; every step leaves when nothing more runs."""

    def __init__(self, window: MainWindow, pulse: Pulse, folder: Path, rows: int) -> None:
        self.window, self.pulse, self.folder, self.rows = window, pulse, folder, rows

    def settle(self, most: float = 60.0) -> None:
        """Let the event loop go on until the lanes are empty and the window is quiet."""
        end, quiet = time.monotonic() + most, 0
        while quiet < 3 and time.monotonic() < end:
            self.wait(30)
            quiet = quiet + 1 if runner().is_idle() else 0

    def wait(self, milliseconds: int) -> None:
        """Let the event loop go on."""
        QTest.qWait(milliseconds)

    def do(self, name: str, act: Callable[[], object]) -> None:
        """One step under its name."""
        self.pulse.step = name
        QTimer.singleShot(0, act)
        self.wait(20)
        self.settle()

    def type(self, box: Any, text: str) -> None:
        """Key by key, as fast as a good typist; characters come from an input method."""
        for char in text:
            if char.isascii():
                QTest.keyClicks(box, char)
            else:
                event = QInputMethodEvent()
                event.setCommitString(char)
                QCoreApplication.sendEvent(box, event)
            self.wait(60)

    def run(self) -> None:
        """The whole day."""
        for name, act in self.script():
            self.do(name, act)
        self.pulse.step = "type-ahead"
        self.window.open_page("desk")
        self.settle()
        box = self.window.current().what.box  # type: ignore[union-attr]
        chance = random.Random(3)
        for typed in ("wgl", "lxy", "陈", "林志", "138", "0427", "8-301", "cx", "dyfy", "zzz"):
            self.type(box, typed)
            box.clear()
            self.wait(30)
        self.settle()
        self.pulse.step = "register visits"
        for _visit in range(12):
            self.type(box, chance.choice(LETTERS))
            self.wait(80)
            self.window.current().what.list.take(0)  # type: ignore[union-attr]
            self.wait(80)
            self.window.current().what.end("done")  # type: ignore[union-attr]
            self.settle()
        self.background()

    def script(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Every page twice, panels, a booking, the board, a month on paper."""
        window = self.window
        for round_name in ("first", "again"):
            for key in window.specs:
                yield f"{round_name}: page {key}", lambda key=key: window.open_page(key)  # type: ignore[misc]
        from ui.kit.places import SETTINGS

        for spec in SETTINGS:
            yield f"settings {spec.key}", lambda key=spec.key: window.open_page("settings", key)  # type: ignore[misc]
        yield "resident panel", lambda: window.open_page("people", 5)
        yield "new resident", lambda: window.current().new_resident()  # type: ignore[union-attr]
        yield "calendar week", lambda: window.open_page("calendar")
        yield "new booking", lambda: window.open_page("calendar", "new")
        yield "who is it for", self._who
        yield "when", self._when
        yield "booked", lambda: self._panel().book()
        for _week in range(3):
            yield "next week", lambda: window.current().step(1)  # type: ignore[union-attr]
        month = date.today().replace(day=1) - timedelta(days=1)
        yield "month summary", lambda: self._month(month)
        yield "palette", lambda: window.palette_box.open("cx")
        yield "palette closed", window.palette_box.close_palette
        yield "keys", window.show_keys
        yield "keys closed", window.sheet.hide
        yield "notices", window.show_notices

    def _month(self, day: date) -> None:
        from neighborcenter.kit.times import Month

        self.window.open_page("reports", ("month-summary", {"month": Month.of(day)}))

    def _panel(self) -> Any:
        from ui.booking.panel import BookingPanel

        return next((one for one in self.window.findChildren(BookingPanel) if one.isVisible()), None)

    def _who(self) -> None:
        if (panel := self._panel()) is not None:
            panel.who.box.setText("周小明")

    def _when(self) -> None:
        if (panel := self._panel()) is not None:
            panel.who.list.take(len(panel.who.list.items) - 1)
            panel.who.phone.setText("13900001111")
            wednesday = date.today() + timedelta(days=9 - date.today().weekday())
            panel.when.setText(f"{wednesday} 14:00-15:30")

    def background(self) -> None:
        """An import and an export, with typing at the desk meanwhile."""
        from ui.data.import_panel import ImportPanel
        from ui.reports.list_out import write_list

        file = self.folder / "居民.csv"
        lines = ["姓名,性别,联系电话,楼栋,门牌"]
        lines += [
            f"陈小{chr(0x4E00 + i % 3000)},女,137{i:08d},{i % 90} 幢,{i % 30}01" for i in range(self.rows)
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
        self.pulse.step = "import, trial"
        panel = ImportPanel()
        panel.choose(file)
        self._type_until_idle()
        self.pulse.step = "import"
        panel._on_go()
        self._type_until_idle()
        self.pulse.step = "people"
        self.window.open_page("people")
        self.settle()
        self.pulse.step = "export"
        table: Any = self.window.current().current_table()  # type: ignore[union-attr]
        ids = list(table.model.ids)[: self.rows * 5]
        write_list(table, "居民", self.folder / "居民.xlsx", ids, table.shown_columns())
        self._type_until_idle()
        panel.deleteLater()

    def _type_until_idle(self) -> None:
        self.window.open_page("desk")
        box = self.window.current().what.box  # type: ignore[union-attr]
        end = time.monotonic() + 120
        while not runner().is_idle() and time.monotonic() < end:
            self.type(box, "cx")
            box.clear()
        self.settle()


def rows_of(backend: Any) -> dict[str, int]:
    """How many visits, residents and bookings there are."""
    tables = ("visit", "resident", "booking")
    with backend.engine.connect() as connection:
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in tables}


def done_since(backend: Any, before: dict[str, int]) -> dict[str, int]:
    """How many more there are now: a day in which nothing was done would be a quick one."""
    return {name: count - before[name] for name, count in rows_of(backend).items()}


def main(folder: Path, rows: int, *, traces: bool) -> dict[str, Any]:
    """Run the day."""
    from neighborcenter.backend import Backend

    app = QApplication([])
    set_language("zh_CN")
    apply_theme(app)
    station = workstation.Workstation(folder)
    workstation.use(station)
    backend = Backend.open(Paths(folder))
    runner().backend = backend
    runner().actor = Actor(1, "林晓", 1, everything=True)
    frame = Frame(station)
    window = MainWindow(station, Errors(None))
    errors: list[str] = []
    runner().trouble.connect(lambda error, details, _owner: errors.append(f"{error!r} {details}"))
    frame.swap(window)
    frame.show()
    Task(window, warm_up).start()
    window.start("desk")
    QTest.qWait(300)
    pace.settle()
    before = rows_of(backend)
    pulse = Pulse(traces=traces)
    pulse.step = "start"
    began = time.monotonic()
    day = Day(window, pulse, folder, rows)
    pulse.step = "loading ahead"
    while window.ahead.is_loading():
        QTest.qWait(100)
    pace.settle()
    day.run()
    pulse.end()
    found = sorted(pulse.stops, key=lambda stop: stop[0], reverse=True)
    answer: dict[str, Any] = {
        "seconds": time.monotonic() - began,
        "longest": found[0][0] if found else 0.0,
        "longest wall": max((wall for _stop, wall, _step, _seen in found), default=0.0),
        "above": sum(stop[0] > LONG_MS for stop in found),
        "step": found[0][2] if found else "",
        "steps": pulse.steps,
        "errors": errors,
        "memory": memory(),
        "done": done_since(backend, before) | {"export": (folder / "居民.xlsx").exists()},
    }
    if traces:
        answer["stops"] = [stop for stop in found if stop[0] > LONG_MS][:40]
    window.leave()
    frame.close()
    close_runner()
    backend.close()
    return answer


if __name__ == "__main__":
    print(
        json.dumps(
            main(Path(sys.argv[1]), int(sys.argv[2]), traces="traces" in sys.argv),
            ensure_ascii=False,
            indent=1,
        )
    )
