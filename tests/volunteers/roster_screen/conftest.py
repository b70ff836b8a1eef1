"""The window over a center with six posts, twelve people and a full week behind it; five are away in the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.volunteers import post_service, time_service, volunteer_service
from neighborcenter.volunteers.drafts import PatternDraft, PostDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import VolunteerStatus
from neighborcenter.volunteers.rostering import change_service, rule_service
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.facts import Facts
from neighborcenter.volunteers.rostering.reading import roster_facts
from tests.support.builders import Builders
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Runner
from ui.pages import PAGES
from ui.volunteers.roster.tab import RosterTab
from ui.window import MainWindow

MONDAY = date(2026, 11, 23)
NEXT = MONDAY + timedelta(days=7)
POSTS = ("大厅引导", "助餐送餐", "四点半辅导", "义诊协助", "图书角", "社区巡防")
NAMES = (
    "王桂兰", "陈丽娟", "林国强", "黄秀英", "吴建民", "郑美玲",
    "张志远", "李春梅", "蔡文斌", "许惠珍", "周海燕", "何永福",
)  # fmt: skip
AWAY = ("王桂兰", "林国强", "吴建民", "张志远", "许惠珍")


@dataclass
class Corner:
    """Ids by name."""

    backend: Backend
    actor: Actor
    people: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)

    def facts(self, monday: date = MONDAY) -> Facts:
        """The week as it is stored."""
        with self.backend.read(self.actor) as read:
            return roster_facts(read, monday, monday + timedelta(days=7))

    def names(self, monday: date = MONDAY) -> dict[tuple[str, int], list[str]]:
        """Who stands where: (post, weekday) -> names."""
        facts = self.facts(monday)
        shifts = {one.shift_id: (one.post, one.day.weekday()) for one in facts.shifts}
        people = {one.volunteer_id: one.name for one in facts.people}
        found: dict[tuple[str, int], list[str]] = {}
        for place in facts.places:
            found.setdefault(shifts[place.shift_id], []).append(people[place.volunteer_id])
        return found

    def empty(self, monday: date) -> int:
        """How many shifts nobody is on."""
        facts = self.facts(monday)
        return len({one.shift_id for one in facts.shifts} - {one.shift_id for one in facts.places})


@pytest.fixture
def corner(backend: Backend, actor: Actor, make: Builders) -> Corner:
    """24 shifts a week (six posts, Monday to Thursday), each with one person; everybody serves twice."""
    made = Corner(backend, actor)
    residents = {name: make.resident(name, birth_date=date(1965, 5, 1)) for name in NAMES}
    with backend.work(actor) as work:
        for name in NAMES:
            draft = VolunteerDraft(resident_id=residents[name], wanted_shifts=8)
            made.people[name] = volunteer_service.register(work, draft, status=VolunteerStatus.ACTIVE)
        for post in POSTS:
            ref = made.posts[post] = post_service.add_post(work, PostDraft(post, maximum=2))
            for weekday in range(4):
                post_service.add_pattern(work, PatternDraft(ref, "早班", weekday, "08:30", "11:30"))
        rule_service.begin_with_defaults(work, date(2026, 1, 1))
        post_service.make_shifts(work, MONDAY, NEXT)
        facts = roster_facts(work, MONDAY, NEXT)
        ordered = sorted(facts.shifts, key=lambda one: (one.starts, one.post_id))
        people = [made.people[name] for name in NAMES]
        change_service.change_places(
            work, [Placing(one.shift_id, people[at % 12]) for at, one in enumerate(ordered)]
        )
        # Each of the five is away on one of their two days.
        for at, name in enumerate(AWAY):
            day = NEXT if at < 3 else NEXT + timedelta(days=1)
            time_service.go_on_leave(work, made.people[name], day, day, "探亲")
    return made


@pytest.fixture
def window(qtbot: Any, lanes: Runner, corner: Corner, settle: Callable[[], None]) -> Iterator[MainWindow]:
    """The main window with the first places of the rail, at the residents."""
    station = workstation.workstation()
    assert station is not None
    shown = MainWindow(station, Errors(None), list(PAGES[:9]))
    shown.resize(1440, 900)
    shown.show()
    shown.start("people")
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    settle()
    yield shown
    settle()
    shown.leave()
    shown.close()
    shown.deleteLater()


@pytest.fixture
def tab(window: MainWindow, settle: Callable[[], None]) -> RosterTab:
    """The roster of the week of 23 November."""
    window.open_page("volunteers")
    settle()
    page: Any = window.pages["volunteers"]
    page.show_tab("roster")
    settle()
    found = page.findChild(RosterTab)
    assert isinstance(found, RosterTab)
    return found


class Hand:
    """Presses keys where the caret is and counts them."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot
        self.chords = 0

    def press(
        self, key: Qt.Key, mod: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """One chord, or several."""
        for _time in range(times):
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the caret"
            QTest.keyClick(target, key, mod)
            self._qtbot.wait(1)
            self.chords += 1


@pytest.fixture
def hand(qtbot: Any) -> Hand:
    """A hand at the keyboard."""
    return Hand(qtbot)
