"""The calendar page over a real back office, with the lanes running and an administrator signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from neighborcenter.backend import Backend
from neighborcenter.booking.rulebook import service as rulebook
from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.kinds import Basis, RuleKind
from neighborcenter.booking.rulebook.terms import Fee, Length
from neighborcenter.kit.actor import Actor
from neighborcenter.people import group_service
from neighborcenter.people.drafts import GroupDraft
from tests.support.builders import Builders
from ui.booking.page import CalendarPage
from ui.kit.changes import Changes
from ui.kit.jobs import Runner

MONDAY = date(2026, 11, 23)
NEXT_WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def rooms(make: Builders) -> dict[str, int]:
    """Three rooms, open from 8 to 22, and the choir with its 28 people."""
    made = {
        "议事厅": make.room("议事厅", 16, equipment="屏"),
        "舞蹈室": make.room("舞蹈室", 30, equipment="镜墙、音响"),
        "多功能厅": make.room("多功能厅", 80, equipment="投影"),
    }
    make.open_hours()
    with make.backend.work(make.actor) as work:
        group_service.add_group(
            work, GroupDraft("合唱队", leader_name="王桂兰", phone="13805770427", size=28)
        )
    return made


@pytest.fixture
def desk(lanes: Runner) -> Runner:
    """The lanes, with the administrator signed in."""
    return lanes


@pytest.fixture
def page(qtbot, desk: Runner, rooms: dict[str, int], settle: Callable[[], None]) -> CalendarPage:
    """The calendar of this week, shown and read, listening to changes as in the window."""
    made = CalendarPage()
    qtbot.addWidget(made)
    made.resize(1268, 780)
    changes = Changes(desk, made)
    changes.changed.connect(made.on_changed)
    made.outside = changes
    made.show()
    made.activateWindow()
    settle()
    return made


@pytest.fixture
def at() -> Callable[..., datetime]:
    """A moment of this week: day of November, hour, minute."""

    def moment(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 11, day, hour, minute)

    return moment


@pytest.fixture
def limit(backend: Backend, actor: Actor) -> int:
    """The center's rule: no use is longer than an hour."""
    with backend.work(actor) as work:
        return rulebook.add_rule(work, RuleDraft(RuleKind.LENGTH, Length(most=60)))


@pytest.fixture
def fee(backend: Backend, actor: Actor) -> int:
    """The center's rule: twenty yuan an hour."""
    with backend.work(actor) as work:
        return rulebook.add_rule(work, RuleDraft(RuleKind.FEE, Fee(fen=2000, basis=Basis.HOUR)))
