"""The People page over a real back office, with the lanes running and an administrator signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neighborcenter.people import group_service, household_service, service
from neighborcenter.people.drafts import GroupDraft, ResidentDraft
from tests.support.builders import Builders
from ui.kit.changes import Changes
from ui.kit.jobs import Runner
from ui.kit.side_panel import PanelHost
from ui.people.page import PeoplePage


@pytest.fixture
def street(make: Builders) -> dict[str, int]:
    """Four people, one household, one club, the starting tags."""
    with make.backend.work(make.actor) as work:
        group_service.make_starting_tags(work)
        found = {
            name: service.register(
                work,
                ResidentDraft(name=name, phone=phone, birth_date=birth, building="5", door=door),
            )
            for name, phone, birth, door in (
                ("王桂兰", "13812345566", date(1950, 3, 7), "302"),
                ("曾志伟", "13900001111", date(1990, 5, 5), "101"),
                ("单田芳", "13700002222", date(1940, 1, 1), "201"),
                ("安明", "13600003333", None, "202"),
            )
        }
        found["household"] = household_service.household_for(work, found["王桂兰"])
        found["group"] = group_service.add_group(
            work, GroupDraft("夕阳红舞蹈队", leader_id=found["王桂兰"], size=28)
        )
    return found


@pytest.fixture
def desk(lanes: Runner) -> Runner:
    """The lanes, with the administrator signed in."""
    return lanes


@pytest.fixture
def page(qtbot, desk: Runner, street: dict[str, int], settle: Callable[[], None]) -> PeoplePage:
    """The page beside its right-hand panel, shown and read, listening to changes as in the window."""
    frame = QWidget()
    qtbot.addWidget(frame)
    made, host = PeoplePage(), PanelHost()
    box = QHBoxLayout(frame)
    box.addWidget(made, 1)
    box.addWidget(host)
    host.fit(1440)
    made.panel_wanted.connect(host.put)
    made.host = host
    made.frame = frame
    changes = Changes(desk, made)
    changes.changed.connect(made.on_changed)
    frame.resize(1268, 780)
    frame.show()
    frame.activateWindow()
    settle()
    return made
