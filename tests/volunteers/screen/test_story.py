"""One story through the window: recruited, on the roster by proposal, standing in after a sick call, certified."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.volunteers import ledgers, post_service, queries
from neighborcenter.volunteers.drafts import PatternDraft
from neighborcenter.volunteers.kinds import AvailabilityKind, HoursStatus
from neighborcenter.volunteers.rostering import rule_service
from tests.volunteers.screen.test_page import fill, lines_of, panel_of, recruit, sign
from ui.kit.printing import PrintPreview
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.notice_panel import NoticePanel
from ui.volunteers.panel import VolunteerPanel
from ui.volunteers.sheet_panel import SheetPanel
from ui.volunteers.week_panel import WeekPanel

Key, Mod = Qt.Key, Qt.KeyboardModifier
TUESDAY = datetime(2026, 11, 24)


@pytest.fixture
def weekly(helpers: dict[str, int], make: Any) -> None:
    """The desk post is staffed on Tuesdays from 8 to 11; the usual rules hold."""
    with make.backend.work(make.actor) as work:
        post_service.add_pattern(work, PatternDraft(1, "早班", 1, "08:00", "11:00"))
        rule_service.begin_with_defaults(work, date(2026, 1, 1))


def paint_tuesday(page: Any, settle: Any, ref: int, brush: AvailabilityKind) -> None:
    """Somebody's Tuesday from 8 to 11, painted with the keyboard."""
    page.open(ref)
    settle()
    panel_of(page, VolunteerPanel).wanted.emit("week", None)
    settle()
    panel = panel_of(page, WeekPanel)
    panel.take_brush(brush)
    QTest.keyClick(panel.week, Key.Key_Down)
    QTest.keyClick(panel.week, Key.Key_Space)
    for _hour in range(2):
        QTest.keyClick(panel.week, Key.Key_Right, Mod.ShiftModifier)
    panel.submit()
    settle()


def on_tuesday(make: Any) -> list[str]:
    with make.backend.read(make.actor) as read:
        (shift,) = queries.shifts(read, TUESDAY, TUESDAY.replace(day=25))
        return [one.name for one in shift.people]


def proposed(tab: Any, settle: Any, qtbot: Any) -> None:
    """Wait for the proposal beside the grid and take it over."""
    panel = tab.panel()
    qtbot.waitUntil(lambda: panel.proposal is not None, timeout=60_000)
    panel.adopt.click()
    settle()


def told(tab: Any, settle: Any) -> dict[str, str]:
    """Publish; gives who must be told, and what."""
    tab.publish()
    settle()
    return dict(tab.panel().rows)


def rostered(page: Any, settle: Any, qtbot: Any, make: Any) -> None:
    """Proposed by one key, published; 王桂兰 calls in sick, 郑建国 stands in, both are told."""
    page.show_tab("roster")
    settle()
    tab = page.tab("roster")
    tab.openings.make_shifts()
    settle()
    tab.openings.proposal()
    proposed(tab, settle, qtbot)
    assert on_tuesday(make) == ["王桂兰"]
    assert list(told(tab, settle)) == ["王桂兰"]
    with make.backend.read(make.actor) as read:
        (shift,) = queries.shifts(read, TUESDAY, TUESDAY.replace(day=25))
    tab.grid.go_to_shift(shift.shift_id)
    tab.open_cell()
    tab.panel().absent.emit("发烧")
    proposed(tab, settle, qtbot)
    assert on_tuesday(make) == ["郑建国"]
    assert set(told(tab, settle)) == {"王桂兰", "郑建国"}


def confirmed(page: Any, settle: Any, clock: Any, qtbot: Any) -> None:
    """Signed in and out at the desk, turned into hours, confirmed."""
    page.show_tab("hours")
    settle()
    hours = page.tab("hours")
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    for hour in (8, 11):
        clock.set(TUESDAY.replace(hour=hour))
        page.begin()
        sign(hours, settle)
    hours.desk.gather.click()
    settle()
    hours.table.grid.go_to_line(0)
    hours.confirm_chosen()
    settle()


def hung_out(page: Any, settle: Any, clock: Any) -> None:
    """Hung out on Tuesday; on Friday it still hangs, on the working day after it may go."""
    page.show_tab("notices")
    settle()
    page.tab("notices").hang()
    settle()
    fill(panel_of(page, AskPanel), place="大厅公示栏")
    settle()
    page.tab("notices").table.grid.go_to_line(0)
    settle()
    notice = panel_of(page, NoticePanel)
    clock.set(datetime(2026, 11, 27, 16))
    page.reload()
    settle()
    assert not notice.down.isEnabled()
    clock.set(datetime(2026, 11, 30, 9))
    page.reload()
    settle()
    notice.down.click()
    settle()


def printed(page: Any, settle: Any, qtbot: Any, ref: int) -> str:
    """The certificate issued and printed; gives the words on the paper."""
    page.open(("certificates", ("issue", ref)))
    settle()
    fill(panel_of(page, AskPanel), responsible="林书记", handler="周敏", purpose="升学")
    settle()
    tab = page.tab("certificates")
    tab.table.grid.go_to_line(0)
    settle()
    tab.print_certificate(tab.table.current_row())
    preview = next(one for one in page.window().findChildren(PrintPreview) if one.isVisible())
    qtbot.waitUntil(lambda: preview.paper is not None, timeout=30_000)
    words = "".join(
        "".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(preview.paper.data)).pages
    )
    preview.close()
    settle()
    return words


def test_from_the_first_day_to_the_certificate_on_paper(
    weekly: None, page: Any, helpers: dict[str, int], settle: Any, clock: Any, make: Any, qtbot: Any
) -> None:
    ref = recruit(page, helpers["resident"], settle)
    paint_tuesday(page, settle, ref, AvailabilityKind.CAN)
    paint_tuesday(page, settle, helpers["王桂兰"], AvailabilityKind.WISH)
    rostered(page, settle, qtbot, make)
    confirmed(page, settle, clock, qtbot)
    (line,) = lines_of(make.backend, make.actor)
    assert (line.name, line.minutes, line.status) == ("郑建国", 180, HoursStatus.CONFIRMED)
    hung_out(page, settle, clock)
    assert [one.status for one in lines_of(make.backend, make.actor)] == [HoursStatus.ENTERED]
    words = printed(page, settle, qtbot, ref)
    for part in ("郑建国", "V2026-0002", "大厅引导", "2026-11-24", "林书记", "周敏", "350582001-2026-0001"):
        assert part in words


def test_a_returned_sheet_is_typed_in_one_pass(
    weekly: None, page: Any, helpers: dict[str, int], settle: Any, clock: Any, make: Any
) -> None:
    with make.backend.work(make.actor) as work:
        post_service.make_shifts(work, date(2026, 11, 23), date(2026, 11, 30))
    clock.set(datetime(2026, 11, 24, 17))
    page.show_tab("hours")
    settle()
    page.tab("hours").type_sheet()
    settle()
    panel = panel_of(page, SheetPanel)

    def enter(*typed: str) -> None:
        for box, text in zip((panel.number, panel.came, panel.went), typed, strict=True):
            box.setText(text)
            QTest.keyClick(box, Key.Key_Return)

    # Somebody written in by hand below the printed names; then a break: a second pair in the same line.
    enter("V2026-0001", "", "930")
    assert panel.went.text() == ""
    enter("1", "1000", "11:05")

    panel.submit()
    settle()
    with make.backend.read(make.actor) as read:
        assert ledgers.loose_pairs(read) == 2
    page.tab("hours").desk.take_over()
    settle()
    assert [(one.name, one.minutes) for one in lines_of(make.backend, make.actor)] == [("王桂兰", 90 + 65)]
