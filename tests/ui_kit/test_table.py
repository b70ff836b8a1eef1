"""The list: model, filter, sort, keyboard, copy, remembered columns, a million rows."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import widths
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where
from ui.kit.filter_bar import FilterBar
from ui.kit.rows import RowModel
from ui.kit.table import TableView

NAMES = ["王桂兰", "陈阿妹", "李秀英", "张建军", "林依妹"]


@dataclass(frozen=True, slots=True)
class Visit:
    id: int
    name: str
    minutes: int


def list_ids(read, where: Where, sort: Sort | None):
    refs = range(1, 501)
    if where.text:
        refs = [ref for ref in refs if where.text in NAMES[ref % 5]]
    if where.get("kind") == "long":
        refs = [ref for ref in refs if ref % 60 > 30]
    return sorted(refs, key=lambda r: r % 60, reverse=sort.descending) if sort else list(refs)


def list_rows(read, ids):
    return [Visit(ref, NAMES[ref % 5], ref % 60) for ref in ids]


COLUMNS = (
    Column("name", "Name", 160, strong=True),
    Column("minutes", "Minutes", 90, align="right"),
    Column("state", "State", 120, show=lambda row: Mark("已办结", "service", "check"), sort=None),
)


@pytest.fixture
def table(desk, qtbot, settle):
    made = TableView(
        "visits",
        COLUMNS,
        Source(list_ids, list_rows),
        filters=[FilterChoice("kind", "Length", [("long", "超过 30 分钟")])],
        empty=Empty("今天还没有来访", "登记第一位居民"),
    )
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.reload()
    settle()
    return made


def test_the_model_keeps_qts_rules(desk, settle):
    model = RowModel(COLUMNS, Source(list_ids, list_rows))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.load(Where(), None)
    settle()
    assert model.rowCount() == 500
    model.load(Where("王"), Sort("minutes", True))
    settle()
    assert model.rowCount() == 100
    assert model.data(model.index(0, 0)) == "王桂兰"
    assert tester is not None


def test_a_list_that_grows_with_the_years_is_shown_after_its_first_part(desk, qtbot, settle):
    asked = []

    def part(read, where, sort, after, count):
        if sort is not None:
            return None
        asked.append(after)
        first = 1 if after is None else after + 1
        return list(range(first, min(first + count, 1_001)))

    everything = lambda read, where, sort: list(range(1, 1_001))  # noqa: E731 - beside its only use
    made = TableView("years", COLUMNS, Source(everything, list_rows, part, lambda read, where: 1_000))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.reload()
    settle()
    assert (made.model.rowCount(), asked) == (400, [None])
    assert "1,000" in made.count_label.text(), "counted behind the rows that are looked at"
    gone: list[list[int]] = []
    made.print_rows = lambda ids, _columns: gone.append(list(ids))
    made.print_list()
    settle()
    assert gone == [list(range(1, 1_001))], "the paper has what was not read yet as well"
    made.grid.verticalScrollBar().setValue(made.grid.verticalScrollBar().maximum())
    settle()
    assert made.model.rowCount() == 800
    made.model.fetchMore()
    settle()
    assert list(made.model.ids) == list(range(1, 1_001))
    assert not made.model.canFetchMore()
    made.grid.header.sort_wanted.emit(Sort("minutes"))
    settle()
    assert made.model.rowCount() == 1_000, "an order that cannot be entered is read whole"


def test_rows_far_away_are_read_when_they_are_looked_at(table, settle):
    assert table.model.row_at(450) is None
    settle()
    assert table.model.row_at(450).id == 451


def test_typing_on_the_list_narrows_it(table, settle, qtbot):
    table.grid.setFocus()
    table.grid.typed.emit("陈")
    settle()
    assert table.model.rowCount() == 100
    assert table.bar.line.text() == "陈"
    assert table.bar.clear_button.isVisibleTo(table)


def test_letters_still_being_composed_count(table, settle):
    table.bar.line.setFocus()
    QApplication.sendEvent(table.bar.line, QInputMethodEvent("王'桂", []))
    settle()
    assert table.model.rowCount() == 100
    assert table.bar.line.text() == ""


def test_a_filter_answer_becomes_a_chip_that_can_be_taken_away(table, settle):
    chip = table.bar.chips[0]
    chip.set_value("long")
    settle()
    assert "超过 30 分钟" in chip.text()
    assert table.model.rowCount() < 500
    chip.click()
    settle()
    assert table.model.rowCount() == 500


def test_the_selection_follows_its_record_when_the_order_changes(table, settle):
    table.select(59)
    table.grid.header._on_clicked(1)
    table.grid.header._on_clicked(1)
    settle()
    assert table.selected_ids() == [59]
    assert table.model.line_of(59) < 10


def test_the_keyboard_reaches_everything(table, qtbot, settle):
    opened = []
    table.opened.connect(opened.append)
    table.grid.setFocus()
    qtbot.keyClick(table.grid, Qt.Key.Key_End)
    assert table.current_id() == 500
    qtbot.keyClick(table.grid, Qt.Key.Key_Home)
    qtbot.keyClick(table.grid, Qt.Key.Key_Down)
    qtbot.keyClick(table.grid, Qt.Key.Key_Return)
    assert opened == [2]
    table.bar.line.setFocus()
    qtbot.keyClick(table.bar.line, Qt.Key.Key_Down)
    qtbot.keyClick(table.bar.line, Qt.Key.Key_Return)
    assert opened == [2, 3]


def test_copied_rows_paste_into_excel_as_cells(table, settle):
    table.select(1)
    table.copy_rows()
    settle()
    assert QGuiApplication.clipboard().text() == "Name\tMinutes\tState\n陈阿妹\t1\t已办结"


def test_a_row_is_read_aloud_as_one_sentence(table):
    index = table.model.index(0, 1)
    assert (
        table.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Name 陈阿妹; Minutes 1; State 已办结"
    )


def test_an_empty_list_says_what_to_do(table, settle):
    table.bar.line.setText("没有这个人")
    settle()
    assert table.empty.isVisibleTo(table)
    table.empty._on_clicked()
    settle()
    assert not table.empty.isVisibleTo(table)


def test_widths_and_hidden_columns_are_remembered_on_this_pc(table, desk, station, qtbot, settle):
    table.grid.setColumnWidth(0, 222)
    table.show_column(1, shown=False)
    again = TableView("visits", COLUMNS, Source(list_ids, list_rows))
    qtbot.addWidget(again)
    again.resize(900, 500)
    again.show()
    settle()
    assert again.grid.columnWidth(0) == 222
    assert [c.key for c in again.shown_columns()] == ["name", "state"]


def test_numbers_in_the_last_column_stand_beside_the_others(desk, qtbot, settle):
    sums = [
        Column(key, key, 100, show=lambda row: "¥12.00", align="right") for key in ("whole", "paid", "open")
    ]
    made = TableView("sums", (Column("name", "Name", 100), *sums), Source(list_ids, list_rows))
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    settle()
    found = [made.grid.columnWidth(place) for place in range(4)]
    assert max(found) - min(found) <= 4
    assert sum(found) == made.grid.viewport().width()


def test_in_a_narrow_list_free_words_give_way_before_times(desk, qtbot, settle):
    columns = (
        Column("name", "Name", 200, strong=True, stretch=True),
        Column("minutes", "Minutes", 140, show=lambda row: "11月23日 14:00–16:00"),
        Column("state", "State", 140, show=lambda row: "已办结未反馈未归档", sort=None),
    )
    made = TableView("narrow", columns, Source(list_ids, list_rows))
    qtbot.addWidget(made)
    made.resize(460, 400)
    made.show()
    made.reload()
    settle()
    found = [made.grid.columnWidth(place) for place in range(2)]
    assert found[1] == 140
    assert 80 <= found[0] < 200


def test_a_long_cell_grows_into_spare_room_and_a_short_one_gives_its_own_away(desk, qtbot, settle):
    columns = (
        Column("name", "Name", 100),
        Column("money", "Money", 80, show=lambda row: "¥1,240.00 未缴"),
        Column("state", "State", 240, show=lambda row: "已办", sort=None),
        Column("note", "Note", 60, sort=None),
    )
    made = TableView("spare", columns, Source(list_ids, list_rows))
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.reload()
    settle()
    needs = widths.needed(columns, made.model.rows_read(40))
    assert made.grid.columnWidth(1) >= needs[1] > 80
    made.resize(430, 400)
    settle()
    assert made.grid.columnWidth(1) == 80
    assert needs[2] <= made.grid.columnWidth(2) < 240


def test_the_filter_line_folds_when_it_comes_into_sight_too_narrow(desk, qtbot):
    holder = QWidget()
    bar = FilterBar([FilterChoice(key, "Length", ()) for key in "abcd"], "姓名", holder)
    for _at in range(3):
        bar.add_right(Button("打印", "secondary"))
    qtbot.addWidget(holder)
    holder.resize(700, 90)
    bar.resize(700, 90)
    holder.show()
    qtbot.waitUntil(lambda: bar._right.geometry().top() > bar._left.geometry().top())


def test_a_million_rows_scroll_within_a_frame(desk, settle, qtbot):
    many = range(1, 1_000_001)
    big = TableView("big", COLUMNS, Source(lambda read, where, sort: many, list_rows))
    qtbot.addWidget(big)
    big.resize(1100, 800)
    big.show()
    big.reload()
    settle()
    bar, spent = big.grid.verticalScrollBar(), []
    for step in range(60):
        bar.setValue(bar.maximum() // 60 * step)
        begun = time.perf_counter()
        big.grid.viewport().repaint()
        spent.append(time.perf_counter() - begun)
        qtbot.waitUntil(desk.is_idle)
    big.grid.viewport().repaint()
    spent.sort()
    print(f"repaint: median {spent[30] * 1000:.1f} ms, worst {spent[-1] * 1000:.1f} ms")
    assert big.model.rowCount() == 1_000_000
    assert spent[30] < 0.05


def test_words_that_give_way_keep_half_of_their_column():
    wide = [220, 138, 206]
    widths.fit(wide, needs=[300, 138, 206], free=[0, 1, 2], words=[0], missing=120)
    assert wide[0] == 110
    assert sum(wide) == 220 + 138 + 206 - 120
