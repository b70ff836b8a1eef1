"""The same way through the window: first start, lists, rooms and visits by keys, the month, lock and leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from neighborcenter.booking import queries as bookings
from neighborcenter.desk import queries as visits
from neighborcenter.people.queries import ResidentFilter, resident_ids
from tests.journeys import lists
from tests.journeys.screens import Key, Mod, Screen
from ui import app
from ui.data.first_run import FirstRunPage
from ui.kit import messages, workstation
from ui.kit.jobs import runner
from ui.kit.printing import PrintPreview
from ui.kit.theme import set_reduced_motion
from ui.reports.behind_panel import BehindPanel

CENTER, LOGIN, PASSWORD = "桂花里社区邻里中心", "lin", "Spring-2026"
PEOPLE = 300


@pytest.fixture
def screen(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Screen]:
    """The program, started in an empty folder."""
    set_reduced_motion(True)
    program = app.start(["--data", str(tmp_path / "center"), "--lang", "zh_CN"])
    made = Screen(program, qtbot, monkeypatch)
    made.activate()
    made.until(lambda: isinstance(program.frame.currentWidget(), FirstRunPage))
    yield made
    messages.clear_toast()
    messages.forget_undo()
    program.frame.close()
    program.frame.deleteLater()
    workstation.use(None)


def read(ask: Any) -> Any:
    """Look into the database past the window."""
    with runner().backend.read(runner().actor) as opened:
        return ask(opened)


def bring_in_the_lists(screen: Screen, folder: Path) -> None:
    path, bad = lists.messy_residents(folder / "居民.xlsx", PEOPLE)
    said = screen.bring_in("residents", path, skip_bad=True)
    assert str(PEOPLE) in said
    assert str(len(bad)) in said
    assert len(read(lambda r: resident_ids(r, ResidentFilter()))) == PEOPLE
    screen.bring_in("residents", lists.old_residents(folder / "旧名册.csv"))
    assert len(read(lambda r: resident_ids(r, ResidentFilter()))) == PEOPLE + 10
    screen.bring_in("services", lists.services(folder / "事项.csv"))
    screen.bring_in("rooms", lists.rooms(folder / "场地.xlsx"))
    table = screen.page.sections["settings.imports"].table
    assert table.model.rowCount() == 4


def book_by_keys(screen: Screen) -> None:
    """F3 on the counter leads to the form; who, when, Enter — and the same hour again is refused."""
    screen.go(1)
    screen.press(Key.Key_F3)
    assert screen.page.key == "calendar"
    screen.type(lists.phone(3))
    screen.settle()
    screen.press(Key.Key_Return)
    screen.type("x3 14+2")
    screen.type([Key.Key_Return])
    screen.press(Key.Key_Return)
    screen.settle()
    (row,) = read(lambda r: bookings.booking_rows(r, bookings.booking_ids(r, bookings.BookingFilter())))
    assert (row.starts, row.ends) == (datetime(2026, 12, 2, 14), datetime(2026, 12, 2, 16))
    assert row.who == lists.name(3)
    assert row.room in {room[0] for room in lists.ROOMS}
    assert screen.page.board().cursor_place().bar == row.occurrence_id
    screen.press(Key.Key_F3)
    panel = screen.page.panel
    panel.room.search.setText(row.room) if panel.room.search else panel.room.set_value(row.room_id)
    panel.room.changed.emit()
    screen.type("zx")
    screen.settle()
    screen.press(Key.Key_Return)
    screen.type("x3 15+1")
    screen.settle()
    assert row.title in panel.ways.title.text()
    panel.book()
    screen.settle()
    assert len(read(lambda r: bookings.booking_ids(r, bookings.BookingFilter()))) == 1
    screen.press(Key.Key_Escape)


def serve_by_keys(screen: Screen) -> int:
    """Known people by number, unnamed heads by the service alone; Ctrl+Z takes one back."""
    screen.go(1)
    for number in range(4):
        screen.type([*lists.phone(10 + number), Key.Key_Return])
        screen.type([*"jdyx", Key.Key_Return])
        screen.settle()
        screen.press(Key.Key_Return, Mod.ControlModifier)
    for _head in range(3):
        screen.type([*"slhgz", Key.Key_Return])
        screen.settle()
        screen.press(Key.Key_Return, Mod.ControlModifier)
    screen.press(Key.Key_Z, Mod.ControlModifier)
    kept = read(lambda r: visits.visit_rows(r, visits.visit_ids(r, visits.VisitFilter())))
    assert len(kept) == 6
    assert sum(row.resident_id is not None for row in kept) == 4
    assert {row.service for row in kept} == {"家电义修预约", "适老化改造咨询"}
    return len(kept)


def print_the_month(screen: Screen, served: int, folder: Path) -> None:
    """This month's figures open their rows; the sheet is previewed and saved, with the same figures."""
    page = screen.go(int(screen.window.places.digit("reports")))
    page.form.fields["month"].steps.forth.click()
    screen.settle()
    assert page.made.pressed.totals["services"] == served
    opened = 0
    for tile in page.board.tiles:
        if tile.figure is None:
            continue
        tile.click()
        screen.settle()
        panel = screen.window.panel.content()
        assert isinstance(panel, BehindPanel)
        assert panel.behind.total == pytest.approx(tile.figure.now)
        opened += 1
    assert opened >= 6
    screen.press(Key.Key_P, Mod.ControlModifier)
    preview = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PrintPreview))
    assert preview.paper is not None
    assert preview.pages.count() == page.made.pages
    preview.close()
    screen.settle()
    screen.choose_file(folder / "小结.pdf")
    screen.activate()
    screen.press(Key.Key_S, Mod.ControlModifier)
    text = "".join("".join(one.extract_text().split()) for one in pypdf.PdfReader(folder / "小结.pdf").pages)
    assert CENTER in text
    assert "家电义修预约" in text


def test_first_start_to_printed_month_by_hand(screen: Screen, tmp_path: Path) -> None:
    screen.found(CENTER, "林晓", LOGIN, PASSWORD)
    assert screen.program.sign_in.place.text() == CENTER
    screen.sign_in(LOGIN, PASSWORD)
    bring_in_the_lists(screen, tmp_path)
    book_by_keys(screen)
    served = serve_by_keys(screen)
    print_the_month(screen, served, tmp_path)
    screen.lock_and_unlock(PASSWORD)
    assert screen.page.key == "reports"
    screen.program.sign_out()
    screen.settle()
    assert screen.shows(screen.program.sign_in)
    assert runner().actor is None


def test_what_was_typed_into_the_first_screen_is_checked_before_anything_is_made(
    screen: Screen, tmp_path: Path
) -> None:
    page: Any = screen.program.frame.currentWidget()
    page.form.set_values(
        {"name": CENTER, "person": "林晓", "login": LOGIN, "password": "abc", "again": "abd"}
    )
    page.button.click()
    screen.settle()
    assert page.form.fields["password"].problem is not None
    assert page.form.fields["again"].problem is not None
    assert not list((tmp_path / "center").glob("*.db"))
    assert page.button.focusPolicy() != Qt.FocusPolicy.NoFocus
