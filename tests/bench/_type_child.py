"""The desk in a process of its own: types, waits until the rows are painted, and prints how long each took.

`python -m tests.bench._type_child FOLDER ROUNDS`
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.pinyin import sound_of
from ui.app import Frame
from ui.kit import pace, workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Query, close_runner, runner
from ui.kit.theme import apply_theme
from ui.window import MainWindow


class Painted(QObject):
    """Says when the list has painted an answer that came after the question."""

    def __init__(self, box: Any) -> None:
        super().__init__()
        self.box, self.answered, self.done = box, False, False
        box.list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint event of the answer; its painting is made here, so that its end is known."""
        if event.type() == QEvent.Type.Paint and self.answered and not self.done:
            self.box.list.paintEvent(event)
            self.done = True
            return True
        return False


def typed_ways(folder: Path) -> dict[str, list[str]]:
    """What the desk types, by way of typing, from people in the table."""
    connection = sqlite3.connect(Paths(folder).database)
    last = connection.execute("SELECT max(id) FROM resident").fetchone()[0]
    chance = random.Random(5)
    ids = [chance.randrange(1, last) for _one in range(200)]
    marks = ",".join("?" * len(ids))
    people = connection.execute(
        f"SELECT name, phone, building, door FROM resident WHERE id IN ({marks}) AND phone <> ''", ids
    ).fetchall()
    connection.close()
    names = [str(one[0]) for one in people]
    initials = ["".join(sound_of(char)[:1] for char in name) for name in names]
    return {
        "a surname": [name[0] for name in names],
        "a whole name": names,
        "inside a name": [name[1:] for name in names],
        "one letter": [each[0] for each in initials],
        "initials": initials,
        "pinyin": [sound_of(name) for name in names],
        "phone tail": [str(one[1])[-4:] for one in people],
        "phone head": [str(one[1])[:7] for one in people],
        "door": [f"{one[2]}-{one[3]}" for one in people],
        "nothing fits": [f"{name}zq" for name in names],
    }


class Desk:
    """The window with the desk, and one question after the other."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self.app, self.page = app, window.current()
        self.box: Any = self.page.what  # type: ignore[union-attr]
        self.painted = Painted(self.box)
        self.really: Callable[..., None] = self.box.show_found
        self.box.show_found = self._on_found
        self.same: tuple[Any, ...] = ()
        self.box.asked.disconnect()
        self.box.asked.connect(lambda typed: self.ask(typed))
        self.ask: Callable[[str], None] = self.page._on_asked  # type: ignore[union-attr]

    def _on_found(self, typed: str, found: Any) -> None:
        self.same = found or self.same
        self.really(typed, found)
        self.painted.answered = True

    def instant(self, typed: str) -> None:
        """The floor: into the lane and back with the rows of the last answer."""
        Query(self.page, lambda _read: self.same, key="find", lane="quick").then(  # type: ignore[arg-type]
            partial(self.box.show_found, typed)
        ).start()

    def time(self, typed: str) -> tuple[float, float]:
        """Type it at once; (processor, clock) milliseconds until the rows are painted."""
        self.box.box.clear()
        QTest.qWait(3)
        self.painted.answered = self.painted.done = False
        began, used = time.perf_counter(), time.process_time()
        self.box.box.setText(typed)
        while not self.painted.done:
            self.app.processEvents(self.app_flag, 5)
            if self.painted.answered and not self.painted.done and not self.box.list.isVisible():
                break
        wall, ours = (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000
        return min(wall, ours), wall

    @property
    def app_flag(self) -> Any:
        """Wait for events instead of turning round and round."""
        from PySide6.QtCore import QEventLoop

        return QEventLoop.ProcessEventsFlag.WaitForMoreEvents


def main(folder: Path, rounds: int) -> dict[str, Any]:
    """Every way, `rounds` times, ours and the floor in turn."""
    app = QApplication([])
    set_language("zh_CN")
    apply_theme(app)
    station = workstation.Workstation(folder)
    workstation.use(station)
    backend = Backend.open(Paths(folder))
    runner().backend, runner().actor = backend, Actor(1, "林晓", 1, everything=True)
    frame = Frame(station)
    window = MainWindow(station, Errors(None))
    frame.swap(window)
    frame.show()
    window.start("desk")
    QTest.qWait(800)
    window.ahead.stop()
    pace.settle()
    desk = Desk(app, window)
    ask = desk.ask
    found: dict[str, Any] = {}
    for warm in ("wgl", "林", "138"):
        desk.time(warm)
    for way, typed in typed_ways(folder).items():
        rows = found[way] = {"ours": [], "floor": [], "wall": []}
        for text in typed[:rounds]:
            desk.ask = ask
            ours, wall = desk.time(text)
            rows["ours"].append(ours)
            rows["wall"].append(wall)
            desk.ask = desk.instant
            rows["floor"].append(desk.time(text)[0])
    window.leave()
    frame.close()
    close_runner()
    backend.close()
    return found


if __name__ == "__main__":
    pace.begin()
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
