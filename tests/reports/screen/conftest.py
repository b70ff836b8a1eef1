"""The Reports place over a filled month, with the lanes running and an administrator signed in."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from tests.support.builders import Builders
from tests.support.month import FilledMonth, fill_month
from ui.kit import messages
from ui.kit.changes import Changes
from ui.kit.jobs import Runner
from ui.reports.page import ReportsPage


@pytest.fixture
def filled(backend: Backend, actor: Actor) -> FilledMonth:
    """October 2026 with the months it is compared with."""
    with backend.work(actor) as work:
        return fill_month(Builders(backend, actor, work))


@pytest.fixture
def signed_in(lanes: Runner) -> Runner:
    """The lanes, with the administrator signed in."""
    return lanes


class Shown:
    """The page as its window shows it, with what it asks the window for."""

    def __init__(self, page: ReportsPage, settle: Callable[[], None]) -> None:
        self.page, self.settle = page, settle
        self.panel: QWidget | None = None
        self.went: list[tuple[str, object]] = []
        page.panel_wanted.connect(self._on_panel)
        page.go_to.connect(lambda key, target: self.went.append((key, target)))

    def _on_panel(self, widget: QWidget | None) -> None:
        if self.panel is not None:
            self.panel.deleteLater()
        self.panel = widget


@pytest.fixture
def shown(
    qtbot: object, filled: FilledMonth, signed_in: Runner, settle: Callable[[], None]
) -> Iterator[Shown]:
    """The page, open and at rest on the last full month."""
    page = ReportsPage()
    changes = Changes(signed_in, page)
    changes.changed.connect(page.on_changed)
    page.resize(1200, 800)
    page.show()
    made = Shown(page, settle)
    settle()
    yield made
    settle()
    messages.clear_toast()  # it would die with the page
    if made.panel is not None:
        made.panel.deleteLater()
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
