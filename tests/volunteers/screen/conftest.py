"""The window over a real back office: a desk post, 王桂兰 who helps, 郑建国 who will, a clock that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from neighborcenter.volunteers import post_service, volunteer_service
from neighborcenter.volunteers.drafts import PostDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import VolunteerStatus
from tests.support.builders import Builders
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Runner
from ui.pages import PAGES
from ui.window import MainWindow


@pytest.fixture
def helpers(make: Builders) -> dict[str, int]:
    """Ids of volunteers by name, and of residents who are none yet under "resident"."""
    ready = make.resident("王桂兰", birth_date=date(1961, 3, 8), id_number="35058219610308002X")
    newcomer = make.resident("郑建国", birth_date=date(1970, 5, 5), id_number="350582197005050011")
    with make.backend.work(make.actor) as work:
        post_service.add_post(work, PostDraft("大厅引导"))
        wang = volunteer_service.register(
            work, VolunteerDraft(resident_id=ready), status=VolunteerStatus.ACTIVE
        )
    return {"王桂兰": wang, "resident": newcomer}


@pytest.fixture
def page(qtbot: Any, lanes: Runner, helpers: dict[str, int], settle: Callable[[], None]) -> Iterator[Any]:
    """The volunteers' page in its window."""
    station = workstation.workstation()
    assert station is not None
    shown = MainWindow(station, Errors(None), [one for one in PAGES if one.key in ("volunteers", "people")])
    shown.resize(1440, 900)
    shown.show()
    shown.start("volunteers")
    shown.pages["volunteers"].show_tab("people")  # type: ignore[attr-defined]
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    settle()
    yield shown.pages["volunteers"]
    settle()
    shown.leave()
    shown.close()
    shown.deleteLater()
