"""Open shifts under the fingers: opened to be taken, taken at the desk, a standby who steps in, a moved session."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.activities import queries as activities
from neighborcenter.activities import service, session_service
from neighborcenter.activities.drafts import ActivityDraft, SessionMoveDraft, SessionsDraft
from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.volunteers import need_service, queries, time_service, volunteer_service
from neighborcenter.volunteers.drafts import NeedDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import AssignmentRole, VolunteerStatus
from tests.volunteers.screen.test_page import panel_of
from ui.kit import messages
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.open.panel import OpenPanel

SATURDAY = datetime(2026, 11, 28, 9)
Key = Qt.Key


@pytest.fixture
def clinic(helpers: dict[str, int], make: Any) -> int:
    """A free clinic that wants one person, a second volunteer and one who is away that day; gives the session."""
    residents = [make.resident(name) for name in ("陈丽娟", "吴建民")]
    with make.backend.work(make.actor) as work:
        for name, ref in zip(("陈丽娟", "吴建民"), residents, strict=True):
            helpers[name] = volunteer_service.register(
                work, VolunteerDraft(resident_id=ref), status=VolunteerStatus.ACTIVE
            )
        time_service.go_on_leave(work, helpers["吴建民"], date(2026, 11, 28), date(2026, 11, 28), "喝喜酒")
        need_service.add_need(work, NeedDraft(1, kind=ActivityKind.CLINIC.value, before_minutes=30))
        ref = service.create(work, ActivityDraft(title="周末义诊", kind=ActivityKind.CLINIC))
        session_service.add_sessions(work, SessionsDraft(ref, SATURDAY, SATURDAY + timedelta(hours=2)))
        return activities.sessions(work, ref)[0].id


def shift_of(make: Any) -> Any:
    with make.backend.read(make.actor) as read:
        (found,) = queries.shifts(read, datetime(2026, 11, 1), datetime(2026, 12, 31))
        return found


def on_it(make: Any) -> dict[str, AssignmentRole]:
    return {one.name: one.role for one in shift_of(make).people}


def test_from_an_open_shift_to_a_standby_who_steps_in(
    clinic: int, page: Any, helpers: dict[str, int], settle: Any, make: Any, qtbot: Any
) -> None:
    page.show_tab("open")
    settle()
    tab = page.tab("open")
    assert tab.table.model.rowCount() == 1
    tab.table.grid.go_to_line(0)
    tab.open_chosen()
    settle()
    assert shift_of(make).open_to_take
    tab.show_current()
    settle()
    panel = panel_of(page, OpenPanel)

    def type_and_enter(text: str) -> None:
        panel.box.clear()
        panel.box.setText(text)
        settle()
        QTest.keyClick(panel.box, Key.Key_Return)
        settle()

    # Whoever is away is refused, in words, and nothing happens.
    type_and_enter("吴建民")
    assert "吴建民" in panel.why.text()
    assert on_it(make) == {}
    type_and_enter("V2026-0001")
    assert on_it(make) == {"王桂兰": AssignmentRole.MEMBER}
    # What one took oneself one gives back at the desk; the toast takes that back.
    panel.give_back_wanted.emit(helpers["王桂兰"], "王桂兰")
    settle()
    assert on_it(make) == {}
    assert messages.undo_last()
    settle()
    assert on_it(make) == {"王桂兰": AssignmentRole.MEMBER}
    panel.box.clear()
    QTest.keyClicks(panel.box, "clj")
    settle()
    panel.choose_standby()
    settle()
    assert on_it(make)["陈丽娟"] is AssignmentRole.STANDBY
    who = next(one for one in shift_of(make).people if one.role is AssignmentRole.STANDBY)
    panel.call_in_wanted.emit(who.volunteer_id, who.name)
    settle()
    ask = panel_of(page, AskPanel)
    ask.submit()
    settle()
    assert ask.form.fields["reason"].problem is not None
    ask.form.fields["reason"].set_value("发烧")
    ask.submit()
    settle()
    assert on_it(make) == {"陈丽娟": AssignmentRole.MEMBER}


def test_a_moved_session_asks_and_goes_along(clinic: int, page: Any, settle: Any, make: Any) -> None:
    page.show_tab("open")
    settle()
    tab = page.tab("open")
    tab.table.grid.go_to_line(0)
    tab.show_current()
    settle()
    panel_of(page, OpenPanel).take_wanted.emit(1, "王桂兰")
    settle()
    assert tab.table.model.rowCount() == 0
    with make.backend.work(make.actor) as work:
        session_service.move_session(work, SessionMoveDraft(clinic, starts=SATURDAY + timedelta(days=1)))
    tab.reload()
    settle()
    tab.table.grid.go_to_line(0)
    tab.show_current()
    settle()
    panel_of(page, OpenPanel).follow_wanted.emit()
    settle()
    assert shift_of(make).starts == datetime(2026, 11, 29, 8, 30)
    assert on_it(make) == {"王桂兰": AssignmentRole.MEMBER}
