"""The window over a real back office: a front desk, the activities, people to sign up, a clock that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.activities import enroll_service, service, session_service
from neighborcenter.activities.drafts import ActivityDraft, EnrollDraft, PersonDraft, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind, Consent, SeatKind
from neighborcenter.people import group_service, household_service
from neighborcenter.people import service as people
from neighborcenter.people.drafts import GroupDraft, ResidentDraft
from tests.support.builders import Builders
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import Runner
from ui.pages import PAGES
from ui.window import MainWindow

Key, Mod = Qt.Key, Qt.KeyboardModifier
WEDNESDAY = datetime(2026, 11, 25, 9, 0)


@dataclass
class Town:
    """Ids by name: rooms, residents, activities."""

    make: Builders
    rooms: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)

    def activity(
        self, title: str, seats: int = 20, starts: datetime = WEDNESDAY, hours: int = 2, **values: Any
    ) -> int:
        """A published activity with one session, unless `repeat` says more."""
        repeat, room = values.pop("repeat", ""), values.pop("room", None)
        draft = ActivityDraft(
            title=title,
            places={SeatKind.SEAT: seats} if seats else {},
            **{"kind": ActivityKind.COURSE, **values},
        )
        with self.make.backend.work(self.make.actor) as work:
            ref = service.create(work, draft)
            session_service.add_sessions(
                work, SessionsDraft(ref, starts, starts + timedelta(hours=hours), room, repeat=repeat)
            )
            service.publish(work, ref)
        self.activities[title] = ref
        return ref

    def sign_up(self, title: str, *names: str, **values: Any) -> list[int]:
        """Sign these people up, each by themselves; whoever is not known is registered."""
        found = []
        for name in names:
            with self.make.backend.work(self.make.actor) as work:
                ref = self.people.get(name)
                if ref is None:
                    ref = people.register(work, ResidentDraft(name=name, phone=""), sure=True)
                    self.people[name] = ref
                draft = EnrollDraft(
                    self.activities[title], people=(PersonDraft(resident_id=ref),), sure=True, **values
                )
                found.append(enroll_service.enroll(work, draft).enrollment_id)
        return found

    def child(self, title: str, name: str, guardian: str) -> int:
        """Sign a child up with the guardian's consent."""
        with self.make.backend.work(self.make.actor) as work:
            person = PersonDraft(
                name=name, birth_date=date(2017, 3, 9), guardian_id=self.people[guardian],
                guardian_name=guardian, consent=Consent.PAPER,
            )  # fmt: skip
            return enroll_service.enroll(
                work, EnrollDraft(self.activities[title], people=(person,), sure=True)
            ).enrollment_id


@pytest.fixture
def town(make: Builders) -> Town:
    """Two rooms open from 8 to 22; 王桂兰 with her grandson in one household; the choir; 八段锦 on Wednesday."""
    made = Town(make)
    made.rooms = {"舞蹈室": make.room("舞蹈室", 30), "多功能厅": make.room("多功能厅", 120)}
    make.open_hours()
    with make.backend.work(make.actor) as work:
        for name, phone, birth in (
            ("王桂兰", "13805070427", date(1950, 3, 7)),
            ("吴国立", "13900001111", date(1961, 5, 5)),
            ("王小明", "", date(2017, 3, 9)),
        ):
            # The law asks for the guardian of a child under 14.
            guardian = made.people["王桂兰"] if not phone else None
            draft = ResidentDraft(
                name=name, phone=phone, birth_date=birth, building="5", door="302", guardian_id=guardian
            )
            made.people[name] = people.register(work, draft, sure=True)
        household = household_service.household_for(work, made.people["王桂兰"])
        household_service.join(work, made.people["王小明"], household)
        group_service.add_group(
            work, GroupDraft("合唱队", leader_name="林老师", phone="13805770427", size=18)
        )
    made.activity("八段锦", room=made.rooms["舞蹈室"])
    return made


@pytest.fixture
def window(qtbot: Any, lanes: Runner, town: Town, settle: Callable[[], None]) -> Iterator[MainWindow]:
    """The main window at the front desk, with its keys, palette and panel."""
    station = workstation.workstation()
    assert station is not None
    shown = MainWindow(
        station, Errors(None), [one for one in PAGES if one.key in ("desk", "activities", "people")]
    )
    shown.resize(1440, 900)
    shown.show()
    shown.start("desk")
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    settle()
    yield shown
    settle()
    shown.leave()
    shown.close()
    shown.deleteLater()


class Hand:
    """Types where the caret is, as fast as a person, without waiting for the program; counts the keys."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.count = window, 0

    def type(self, keys: str) -> Hand:
        """⏎ is Enter, everything else is itself."""
        for key in keys:
            self.press({"⏎": Key.Key_Return, " ": Key.Key_Space}.get(key, key))
        return self

    def press(self, key: Any, modifier: Mod = Mod.NoModifier) -> Hand:
        """One key."""
        self.count += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        return self


@pytest.fixture
def hand(window: MainWindow) -> Hand:
    """The keyboard of the window."""
    return Hand(window)
