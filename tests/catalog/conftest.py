"""The catalog's screens: a seeded center, the lanes, and a page that hears of changes as in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from neighborcenter.kit.actor import system_actor
from tests.support.window import signed_in_at
from ui.kit.changes import Changes
from ui.kit.jobs import Runner
from ui.kit.side_panel import PanelHost


@pytest.fixture
def seeded(backend, center_id):
    """Hours, holidays, nine modules, example services and the example rooms."""
    from neighborcenter.data.seed import seed_center, seed_rooms

    with backend.work(system_actor(center_id)) as work:
        seed_center(work)
        seed_rooms(work)
    return backend


@pytest.fixture
def lanes(qapp: QApplication, seeded, actor, tmp_path) -> Iterator[Runner]:
    """The lanes on a center with its catalog, with the administrator signed in."""
    with signed_in_at(qapp, seeded, actor, tmp_path) as runner:
        yield runner


@pytest.fixture
def desk(lanes: Runner) -> Runner:
    """The lanes, as the tests of the catalog call them."""
    return lanes


@pytest.fixture
def open_page(qtbot, desk: Runner, settle) -> Callable[[type], object]:
    """Build a page, show it, give it a panel host (`page.host`) and the news of changes."""

    def build(kind: type):
        made = kind()
        host = PanelHost()
        for widget in (made, host):
            qtbot.addWidget(widget)
        made.resize(1100, 780)
        host.fit(1440)
        host.resize(336, 780)
        made.panel_wanted.connect(host.put)
        made.host = host
        made.listening = Changes(desk, made)
        made.listening.changed.connect(made.on_changed)
        made.show()
        settle()
        return made

    return build
