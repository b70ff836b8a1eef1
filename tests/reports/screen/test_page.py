"""What a manager does in the Reports place."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.times import Month
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.params import Days
from neighborcenter.reports.queries import notes
from neighborcenter.reports.report import GROUPS
from neighborcenter.reports.volunteer_choices import Phones
from tests.reports.screen.conftest import Shown
from tests.support.builders import Builders
from tests.support.month import FilledMonth
from ui.kit.jobs import Runner
from ui.kit.printing import PrintPreview
from ui.reports.behind_panel import BehindPanel
from ui.reports.notes_panel import NotesPanel
from ui.reports.page import ReportsPage
from ui.reports.report_list import ICONS


def texts(shown: Shown) -> list[str]:
    return [row.text() for row in shown.page.list.shown()]


def test_it_opens_on_the_last_full_month(shown: Shown) -> None:
    page = shown.page
    assert page.form.values() == {"month": Month(2026, 10)}
    assert page.made is not None
    assert page.made.pages == 3
    assert [tile.figure.shown for tile in page.board.tiles if tile.figure][:3] == ["384", "10", "263"]
    assert page.stack.currentWidget() is page.board
    assert len(page.checks.lines) == 2


def test_stepping_back_makes_the_month_before(shown: Shown) -> None:
    shown.page.form.fields["month"].steps.back.click()
    shown.settle()
    assert shown.page.made is not None
    assert shown.page.made.pressed.record.month == Month(2026, 9)


@pytest.mark.parametrize("at", range(9))
def test_every_figure_opens_the_rows_it_counts(shown: Shown, at: int) -> None:
    tile = shown.page.board.tiles[at]
    tile.click()
    shown.settle()
    assert isinstance(shown.panel, BehindPanel)
    assert tile.figure is not None
    assert shown.panel.behind.total == pytest.approx(tile.figure.now)


def test_a_bar_of_a_chart_opens_its_day(shown: Shown, qtbot) -> None:
    chart = shown.page.board.daily
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=(QPointF(chart.width() - 20, 60)).toPoint())
    shown.settle()
    assert isinstance(shown.panel, BehindPanel)
    assert shown.panel.behind.title == "2026-10-31"
    chart = shown.page.board.modules
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=(QPointF(200, 10)).toPoint())
    shown.settle()
    assert shown.panel.behind.title == "政务便民"


def test_charts_are_walked_with_the_keys(shown: Shown, qtbot) -> None:
    chart = shown.page.board.hourly
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    shown.settle()
    assert isinstance(shown.panel, BehindPanel)
    assert shown.panel.behind.title == "8:00–9:00"


def test_a_row_behind_opens_where_it_belongs(shown: Shown) -> None:
    shown.page.show_behind("people")
    shown.settle()
    assert isinstance(shown.panel, BehindPanel)
    shown.panel.list.activated.emit(shown.panel.list.model().index(0, 0))
    assert shown.went[0][0] == "people"


def test_the_check_shows_what_is_not_finished(shown: Shown) -> None:
    shown.page.checks.asked.emit("open")
    shown.settle()
    assert isinstance(shown.panel, BehindPanel)
    assert len(shown.panel.behind.rows) == 1


def test_notes_are_kept_and_printed(shown: Shown, backend: Backend, actor: Actor) -> None:
    shown.page.edit_notes()
    assert isinstance(shown.panel, NotesPanel)
    shown.panel.fields["problems"].editor.setPlainText("舞蹈排练厅排期紧张。")
    shown.panel.save()
    shown.settle()
    with backend.read(actor) as read:
        assert notes(read, "month_summary", "2026-10")["problems"].body == "舞蹈排练厅排期紧张。"
    assert shown.page.made is not None
    assert "problems" in shown.page.made.pressed.record.notes


def test_typing_initials_finds_a_paper_and_enter_opens_it(shown: Shown, qtbot) -> None:
    search = shown.page.list.search
    search.setText("daybook")
    assert texts(shown) == ["Visitors' book"]
    qtbot.keyClick(search, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.made is not None
    assert shown.page.made.pressed.report.key == "day_book"
    search.setText("qqqq")
    assert texts(shown) == []
    assert not shown.page.list.nothing.isHidden()


@pytest.mark.parametrize(
    "key", ["day_book", "resident_list", "room_week", "service_guide", "booking_sheet", "visit_slip"]
)
def test_every_paper_is_shown_as_soon_as_it_is_chosen(shown: Shown, key: str) -> None:
    shown.page.choose(key)
    shown.settle()
    assert shown.page.made is not None
    assert shown.page.made.pressed.report.key == key
    assert shown.page.stack.currentWidget() is shown.page.area


def test_days_the_wrong_way_round_are_told_and_not_printed(shown: Shown) -> None:
    shown.page.choose("day_book")
    shown.settle()
    field = shown.page.form.fields["days"]
    field.first.set_value(date(2026, 11, 22))
    field.last.set_value(date(2026, 11, 1))
    field.changed.emit()
    shown.settle()
    assert shown.page.made is None
    assert not shown.page.print_button.isEnabled()
    assert shown.page.form.trouble.text()


def test_a_new_visit_makes_the_paper_anew(shown: Shown, backend: Backend, actor: Actor) -> None:
    from ui.kit.jobs import Command

    shown.page.choose("day_book")
    shown.settle()
    assert shown.page.made is not None
    before = shown.page.made.pressed.totals["services"]
    Command(shown.page, lambda work: Builders(backend, actor, work).visit()).start()
    shown.settle()
    assert shown.page.made.pressed.totals["services"] == before + 1


def test_saving_writes_the_file_and_a_line_in_the_trail(shown: Shown, tmp_path: Path) -> None:
    shown.page.save_to(tmp_path / "m.pdf")
    shown.page.save_to(tmp_path / "m.xlsx")
    shown.settle()
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")
    assert "By module" in load_workbook(tmp_path / "m.xlsx").sheetnames


@pytest.mark.parametrize(("phones", "lines"), [(Phones.MASKED, 0), (Phones.WHOLE, 1)])
def test_whole_phones_are_not_looked_at_without_a_line_in_the_trail(
    shown: Shown, backend: Backend, actor: Actor, phones: Phones, lines: int
) -> None:
    shown.page.open(("duty_table", {"week": date(2026, 10, 19), "phones": phones.value}))
    shown.settle()
    assert shown.page.made is not None
    with backend.read(actor) as read:
        wanted = sa.select(audit_entry.c.detail).where(audit_entry.c.act == "reports.see_whole")
        seen = [row.detail for row in read.rows(wanted)]
    assert len(seen) == lines
    assert all("duty_table" in one and "2026-10-19" in one for one in seen)


def test_printing_opens_the_preview(shown: Shown) -> None:
    shown.page.print_sheet()
    shown.settle()
    preview = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview))
    assert preview.isVisible()
    preview.close()
    shown.settle()


def test_another_page_can_open_a_paper(shown: Shown, filled: FilledMonth) -> None:
    shown.page.open(("room_week", {"room": filled.rooms[1], "week": date(2026, 10, 19)}))
    shown.settle()
    assert shown.page.made is not None
    assert [week.room for week in shown.page.made.pressed.record.weeks] == ["书法室"]


def test_who_may_not_export_sees_no_such_buttons(
    qtbot, filled: FilledMonth, signed_in: Runner, settle, make: Builders
) -> None:
    signed_in.actor = make.actor_as("auditor")
    page = ReportsPage()
    page.show()
    settle()
    assert page.pdf_button.isHidden()
    assert page.notes_button.isHidden()
    assert [row.report.key for row in page.list.rows] == [
        "month_summary",
        "inspection",
        "usage",
        "activity_statistics",
        "day_book",
        "ledger_rooms",
    ]
    page.close()
    page.deleteLater()
    settle()


def test_the_use_of_rooms_opens_its_days(shown: Shown) -> None:
    shown.page.choose("usage")
    shown.settle()
    page = shown.page
    assert page.stack.currentWidget() is page.usage
    assert page.form.values()["days"] == Days(date(2026, 10, 1), date(2026, 10, 31))
    for tile in page.usage.tiles:
        tile.click()
        shown.settle()
        assert isinstance(shown.panel, BehindPanel)
        assert tile.figure is not None
        assert shown.panel.behind.total == pytest.approx(tile.figure.now), tile.figure.key
    page.usage.groups.pressed.emit(0)
    shown.settle()
    assert isinstance(shown.panel, BehindPanel)
    assert shown.panel.behind.measure == "hours"


def test_the_terms_of_agreements_are_written_once_and_stay(
    shown: Shown, backend: Backend, actor: Actor
) -> None:
    shown.page.choose("hire_agreement")
    shown.settle()
    shown.page.edit_notes()
    assert isinstance(shown.panel, NotesPanel)
    field = shown.panel.fields["terms"]
    assert "场地只按" in field.value() or "only for the purpose" in field.value(), "the standard terms"
    field.set_value("爱护设施。\n不得转借。")
    shown.panel.save()
    shown.settle()
    with backend.read(actor) as read:
        assert notes(read, "hire_agreement", "")["terms"].body == "爱护设施。\n不得转借。"
    assert shown.page.made is not None
    assert "2. 不得转借。" in outline(shown.page.made.pressed.paper)


def test_every_group_of_papers_has_its_picture() -> None:
    assert set(ICONS) == set(GROUPS)
