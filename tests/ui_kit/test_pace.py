"""How the interpreter runs under a window."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ui.kit import pace
from ui.kit.jobs import Task


class Part(QObject):
    """Something of a window that holds itself, as a button does through what it calls."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = self.begin

    def begin(self) -> None: ...


@pytest.fixture
def settled(qapp) -> Iterator[None]:
    """The program as it runs once its window is on the screen."""
    gc.disable()
    pace.settle()
    yield
    for collector in qapp.findChildren(pace.Collector):
        collector.stop()
        collector.deleteLater()
    gc.unfreeze()
    gc.enable()


def test_what_nobody_holds_any_more_is_swept_on_the_main_thread_alone(settled, desk, settle, qtbot):
    threads: set[int] = set()
    gc.callbacks.append(swept := lambda _phase, _info: threads.add(threading.get_ident()))
    part = Part()
    gone = weakref.ref(part)
    del part

    def make_many() -> int:
        kept = [[number] for number in range(200_000)]
        return len(kept)

    try:
        Task(desk, make_many).start()
        settle()
        rows = [[number] for number in range(pace.HEAPS[0] + 1)]
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        gc.callbacks.remove(swept)
    assert threads == {threading.get_ident()}
    assert rows
