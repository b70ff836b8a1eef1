"""One window of the counter on a scripted morning: the real program, keys under its fingers, a heartbeat.

`python -m tests.bench._morning_child FOLDER URL ACCOUNT WINDOW SHARE [traces]` says "ready" on standard output, waits
for a line on standard input, works through its share of the visitors and prints one JSON object; with "traces" also
where it stood still, which lengthens what it looks at. URL is "-" for the database file in the folder. What counts as
a stop is said in `_day_child`; as three windows and their database share a processor here, every stop is also told as
it would have been at the full speed that the same run has seen.
"""

# ruff: noqa: E402 - the pace is set before anything of the window is imported, as in main.py
from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ui.kit import pace

pace.begin()

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.desk.queue import calling_service, queries
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.paths import Paths
from tests.bench._day_child import LONG_MS, Pulse
from ui.app import Frame, warm_up
from ui.desk.queue.sheets import NumberSheet
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Task, close_runner, runner
from ui.kit.theme import apply_theme
from ui.window import MainWindow

PATIENCE = 30.0
PAUSE = 40  # ms between two keys of a good typist
PLAIN, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
NAMES = ("wgl", "lxm", "cmh", "")


class SteadyPulse(Pulse):
    """A heartbeat that asks after every stop how fast the processor is just now."""

    def __init__(self, *, traces: bool) -> None:
        super().__init__(traces=traces)
        self.loops: list[float] = []

    def beat(self) -> None:
        """As ever; after a stop a fixed piece of work is timed."""
        known = len(self.stops)
        super().beat()
        if len(self.stops) > known:
            began = time.thread_time()
            sum(range(20_000))
            self.loops.append(time.thread_time() - began)

    def steady(self) -> list[tuple[float, float, str]]:
        """Every stop at full speed, as it was, and what was done; the longest first."""
        full = min(self.loops, default=0.0)
        made = [
            (stop[0] * full / max(loop, 1e-9), stop[0], stop[2])
            for stop, loop in zip(self.stops, self.loops, strict=True)
        ]
        return sorted(made, reverse=True)


class Counter:
    """Whoever sits here: gives numbers, calls, is done, now and then puts one aside; by keys alone."""

    def __init__(self, window: MainWindow, pulse: SteadyPulse, share: int, place: int) -> None:
        self.window, self.pulse, self.left, self.place = window, pulse, share, place
        self.served, self.aside = 0, 0
        self.acts: list[float] = []

    @property
    def page(self) -> Any:
        """The front desk."""
        return self.window.current()

    def key(self, key: Any, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """One key to wherever the caret is.  Raises RuntimeError when it is nowhere."""
        caret = QApplication.focusWidget()
        if caret is None:
            raise RuntimeError(f"window {self.place + 1}: {self.pulse.step}: the caret is gone")
        QTest.keyClick(caret, key, modifier)

    def type(self, text: str) -> None:
        """Letters one after the other, as fast as a good typist."""
        for char in text:
            self.key(Qt.Key.Key_Return if char == "⏎" else char)
            QTest.qWait(PAUSE)

    def until(self, holds: Callable[[], bool]) -> bool:
        """Let the event loop go on until something holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if runner().is_idle() and holds():
                return True
            QTest.qWait(5)
        return False

    def act(self, step: str, do: Callable[[], None], holds: Callable[[], bool]) -> None:
        """Do something and wait until the screen shows it; how long that took is kept.  Raises RuntimeError."""
        self.pulse.step = step
        began = time.perf_counter()
        do()
        if not self.until(holds):
            raise RuntimeError(f"window {self.place + 1}: {step} never came to an end")
        self.acts.append((time.perf_counter() - began) * 1000)

    def run(self) -> None:
        """Until everybody is served and nobody waits any more."""
        while self.left or self.page.queue.ticket is not None or self.page.queue.view.callable:
            if self.left:
                self.give()
            self.serve()

    def give(self) -> None:
        """Ctrl+T: a number for the next visitor, with a name or without."""
        self.pulse.step = "give a number"
        self.key("T", CTRL)
        QTest.qWait(PAUSE)
        self.type("lxy⏎")
        self.until(lambda: True)
        if name := NAMES[self.left % len(NAMES)]:
            self.type(f"{name}⏎")
            self.until(lambda: True)
        self.left -= 1
        self.act(
            "number given",
            lambda: self.key(Qt.Key.Key_Return),
            lambda: not any(sheet.isVisible() for sheet in self.page.window().findChildren(NumberSheet)),
        )

    def serve(self) -> None:
        """F2 when nobody stands here, Ctrl+Enter when the matter is done; every ninth is put aside and comes back."""
        queue = self.page.queue
        if queue.ticket is None:
            asked = queue.view
            self.act(
                "call",
                lambda: self.key(Qt.Key.Key_F2),
                lambda: queue.ticket is not None or queue.view is not asked or not queue.view.callable,
            )
        if queue.ticket is None:
            return
        line = queue.ticket
        self.served += 1
        if self.served % 9 == 0:
            self.aside += 1
            self.act("put aside", lambda: self.key("G", ALT), lambda: queue.ticket is None)
            self.act("call again", lambda: queue.call_line(line), lambda: queue.ticket is not None)
        self.act(
            "finish, call next",
            lambda: self.key(Qt.Key.Key_Return, CTRL),
            lambda: queue.ticket is None or queue.ticket.id != line.id,
        )  # fmt: skip


def main(
    folder: Path, url: str | None, account: int, place: int, share: int, *, traces: bool = False
) -> dict[str, Any]:
    """Work through the share."""
    app = QApplication([])
    set_language("zh_CN")
    apply_theme(app)
    station = workstation.Workstation(folder / f"pc{place}")
    workstation.use(station)
    backend = Backend.open(Paths(folder), url)
    actor = Actor(account, "林晓", 1, everything=True)
    runner().backend, runner().actor = backend, actor
    with backend.work(actor) as work:
        calling_service.sit_down(work, queries.windows(work)[place].id)
    frame = Frame(station)
    window = MainWindow(station, Errors(None))
    errors: list[str] = []
    runner().trouble.connect(lambda error, details, _owner: errors.append(f"{error!r} {details}"))
    frame.swap(window)
    frame.show()
    Task(window, warm_up).start()
    window.start("desk")
    window.activateWindow()
    while window.ahead.is_loading() or not runner().is_idle():
        QTest.qWait(50)
    pace.settle()
    print("ready", flush=True)
    sys.stdin.readline()
    pulse = SteadyPulse(traces=traces)
    counter = Counter(window, pulse, share, place)
    try:
        counter.run()
    except RuntimeError as error:
        errors.append(str(error))
    pulse.end()
    found = pulse.steady()
    acts = sorted(counter.acts) or [0.0]
    answer = {
        "served": counter.served,
        "aside": counter.aside,
        "errors": errors,
        "longest": found[0][0] if found else 0.0,
        "step": found[0][2] if found else "",
        "above": sum(stop[0] > LONG_MS for stop in found),
        "longest as it was": max((stop[1] for stop in found), default=0.0),
        "above as it was": sum(stop[1] > LONG_MS for stop in found),
        "longest by the clock": max((stop[1] for stop in pulse.stops), default=0.0),
        "seen": [stop for stop in pulse.stops if stop[0] > LONG_MS][:20],
        "act half": acts[len(acts) // 2],
        "act 95": acts[len(acts) * 95 // 100],
        "act most": acts[-1],
    }
    window.leave()
    frame.close()
    close_runner()
    backend.close()
    return answer


if __name__ == "__main__":
    _program, data, address, *rest = sys.argv
    numbers = (int(each) for each in rest[:3])
    print(
        json.dumps(
            main(Path(data), None if address == "-" else address, *numbers, traces="traces" in rest),
            ensure_ascii=False,
        )
    )
