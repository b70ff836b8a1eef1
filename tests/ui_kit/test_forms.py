"""Forms: complaints land beside their field, editors return plain values."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from neighborcenter.kit.problems import Problem
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, FlagField, LongTextField, NumberField, TextField
from ui.kit.form import Field, Form, beside_fields
from ui.kit.labels import Label
from ui.kit.lines import Lines
from ui.kit.moments import DateField, DateTimeField, LengthField, TimeRangeField
from ui.kit.theme import apply_theme

TODAY = date(2026, 11, 23)


def today():
    return TODAY


@pytest.fixture
def form(qtbot, qapp):
    apply_theme(qapp)
    made = Form()
    made.add("name", Field("姓名", TextField()))
    made.add("heads", Field("人数", NumberField("人", maximum=80), "16 座"))
    made.add("time", Field("时间", DateTimeField(today)))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_problem_lands_beside_its_field_and_takes_the_caret(form):
    homeless = form.set_problems(
        [Problem("heads", "required", level="warning"), Problem("time", "required"), Problem("", "required")]
    )
    assert [problem.field for problem in homeless] == [""]
    assert form.fields["time"].text_below == "Fill this in."
    assert form.fields["time"].editor.hasFocus()
    assert form.fields["time"].editor.accessibleDescription() == "Fill this in."
    assert form.fields["heads"].editor.property("state") == "warning"
    assert form.fields["name"].problem is None


def test_a_problem_inside_a_list_lands_at_the_list(form):
    assert form.set_problems([Problem("name.2.phone", "required")]) == []
    assert form.fields["name"].problem is not None


def test_typing_takes_the_complaint_away_and_keeps_the_text(form, qtbot):
    form.set_problems([Problem("heads", "required")])
    qtbot.keyClicks(form.fields["heads"].editor, "28")
    assert form.fields["heads"].problem is None
    assert form.fields["heads"].text_below == "16 座"
    assert form.values()["heads"] == 28


def test_what_cannot_be_understood_is_said_on_leaving(form, qtbot):
    form.fields["heads"].focus()
    qtbot.keyClicks(form.fields["heads"].editor, "many")
    assert form.fields["heads"].text_below == "16 座"
    form.fields["time"].focus()
    assert "number" in form.fields["heads"].text_below
    assert form.fields["heads"].editor.text() == "many"
    assert not form.check()


def test_what_was_understood_is_shown_while_typing(form, qtbot):
    qtbot.keyClicks(form.fields["time"].editor, "x3 14+2")
    assert form.fields["time"].text_below == "Wed 2 Dec 14:00–16:00 · 2 h"
    assert form.values()["time"] == (datetime(2026, 12, 2, 14), datetime(2026, 12, 2, 16))


def test_the_form_knows_whether_it_was_touched(form, qtbot):
    form.set_values({"name": "王桂兰", "heads": 3, "nobody": 1})
    assert not form.dirty
    qtbot.keyClicks(form.fields["heads"].editor, "0")
    assert form.dirty
    assert form.values()["name"] == "王桂兰"


def test_a_label_names_its_editor(form):
    assert form.fields["name"].editor.accessibleName() == "姓名"
    assert form.fields["name"].label.buddy() is form.fields["name"].editor


@pytest.mark.parametrize(
    ("make", "typed", "value"),
    [
        (lambda: NumberField(), "１，２００", 1200),
        (lambda: NumberField(places=2), "3.50", Decimal("3.50")),
        (lambda: NumberField(), "3.5", None),
        (lambda: NumberField(minimum=1), "0", None),
        (lambda: DateField(today), "周三", date(2026, 11, 25)),
        (lambda: DateField(today, "past"), "20日", date(2026, 11, 20)),
        (lambda: TimeRangeField(), "14+2", (840, 960)),
        (lambda: LengthField(), "半天", 240),
        (lambda: TextField(), "  王桂兰 ", "王桂兰"),
    ],
)
def test_editors_return_plain_values(qtbot, make, typed, value):
    editor = make()
    qtbot.addWidget(editor)
    editor.setText(typed)
    assert editor.value() == value
    assert (editor.trouble() == "") == (value is not None)


def test_a_value_set_comes_back(qtbot):
    moment = (datetime(2026, 12, 2, 22), datetime(2026, 12, 3, 0))
    for editor, value in (
        (DateField(today), TODAY), (DateTimeField(today), moment), (TimeRangeField(), (540, 660)), (LengthField(), 90),
        (NumberField(), 7), (LongTextField(), "两行\n字"), (FlagField("同意"), True), (ChoiceField([("a", "甲"), ("b", "乙")]), "b"),
    ):  # fmt: skip
        qtbot.addWidget(editor)
        editor.set_value(value)
        assert editor.value() == value


def test_many_choices_are_searched_by_pinyin(qtbot):
    rooms = ["多功能厅", "书画室", "舞蹈室", "健康小站", "亲子屋", "议事厅", "老年食堂", "图书角", "门厅"]
    field = ChoiceField(list(enumerate(rooms)))
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.search.setFocus()
    qtbot.keyClicks(field.search, "yst")
    qtbot.keyClick(field.search, Qt.Key.Key_Return)
    assert field.value() == 5
    assert field.search.text() == "议事厅"


def test_a_choice_that_is_not_there_is_said(qtbot):
    field = ChoiceField([(n, f"{n} 号房") for n in range(10)])
    qtbot.addWidget(field)
    field.search.setText("天文台")
    assert field.value() is None
    assert "天文台" in field.trouble()


def test_every_box_of_a_form_has_a_name(form):
    assert all(box.accessibleName() for box in form.findChildren(QLineEdit))


def test_lines_share_one_wide_column_and_end_at_one_edge(qtbot, qapp):
    apply_theme(qapp)
    page = QWidget()
    lines = Lines(wide=1, right={2})
    page.setLayout(lines)
    rows = [("蔡洁", "四点半辅导", "2 小时"), ("陈子轩", "入户探访独居老人和残疾人", "12 小时 15 分")]
    made = [(Label(name), Label(what, elide=True), Label(length)) for name, what, length in rows]
    for line in made:
        lines.add(*line)
    qtbot.addWidget(page)
    page.resize(420, 120)
    page.show()
    qtbot.waitExposed(page)
    (_, short, first), (_, long, second) = made
    assert short.width() == long.width() > long.fontMetrics().horizontalAdvance(rows[1][1])
    assert first.geometry().right() == second.geometry().right()


def test_a_button_beside_fields_is_level_with_their_boxes(qtbot, qapp):
    apply_theme(qapp)
    page, row, field, button = (
        QWidget(),
        QHBoxLayout(),
        Field("日期", TextField(), "不填：全天"),
        Button("添加"),
    )
    row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(beside_fields(button), 0, Qt.AlignmentFlag.AlignTop)
    page.setLayout(row)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    boxes = [part.mapTo(page, part.rect().topLeft()).y() for part in (field.editor, button)]
    assert boxes[0] == boxes[1]
    assert field.editor.height() == button.height()
