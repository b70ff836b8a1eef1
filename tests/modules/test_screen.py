"""The Modules place, as staff use it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from neighborcenter.modules import queries
from ui.kit import messages
from ui.kit.widgets import Button, LinkLabel
from ui.modules.editor import ModuleEditor
from ui.modules.hand_over import HandOverPanel
from ui.modules.page import ModulesPage
from ui.modules.panel import ModulePanel


@pytest.fixture
def page(open_page) -> ModulesPage:
    return open_page(ModulesPage)


def card_of(page: ModulesPage, name: str):
    return next(c for c in page.board.cards if c.module.name == name)


def kept(desk, name: str) -> queries.ModuleRow:
    with desk.backend.read(desk.actor) as read:
        return next(m for m in queries.board(read, closed=True) if m.name == name)


def test_the_board_shows_nine_cards_in_the_order_of_the_model(page):
    assert [c.module.number for c in page.board.cards] == ["1", *["6"] * 6, "X", "X"]
    assert page.summary.text().startswith("1 + 6 + 2 modules")
    assert card_of(page, "食有所安").lines()[1] == "老年食堂"


def test_cards_stand_side_by_side_and_under_one_another_when_it_gets_narrow(page, settle):
    tops = {c.y() for c in page.board.cards if c.module.number == "6"}
    assert len(tops) == 2
    page.resize(400, 780)
    settle()
    assert len({c.y() for c in page.board.cards if c.module.number == "6"}) > len(tops)


def test_a_card_opens_the_module_and_leads_to_its_services(page, qtbot):
    card_of(page, "食有所安").click()
    panel = page.host.content()
    assert isinstance(panel, ModulePanel)
    assert "Close it down" not in [b.text() for b in panel.findChildren(Button)]
    with qtbot.waitSignal(page.go_to) as went:
        panel.services_wanted.emit(panel.module)
    assert went.args == ["catalog", ("module", panel.module.id)]


def test_a_new_module_is_made_from_a_template_with_its_rooms(page, settle, desk):
    page.new_module()
    settle()
    editor = page.host.content()
    assert isinstance(editor, ModuleEditor)
    editor.template.editor.set_value("riders-station")
    editor.template.changed.emit()
    assert editor.form.fields["name"].value() == "骑手驿站"
    next(iter(editor.form.fields["places"].editor._rooms.values())).setChecked(True)
    editor.form.fields["operator"].set_value("鼓东街道")
    editor.save()
    settle()
    row = kept(desk, "骑手驿站")
    assert (row.number, row.rooms, row.operator) == ("X", ("多功能厅",), "鼓东街道")
    assert row.key == "riders-station"
    assert "骑手驿站" in [c.module.name for c in page.board.cards]


def test_a_name_that_is_taken_is_said_beside_the_name(page, settle):
    page.new_module()
    settle()
    editor = page.host.content()
    editor.form.fields["name"].set_value("丝路驿站")
    editor.save()
    settle()
    assert page.host.content() is editor
    assert editor.form.fields["name"].problem.code == "modules.name_taken"


def test_renaming_keeps_number_and_rooms(page, settle, desk):
    card_of(page, "居有所乐").click()
    page.host.content().edit_wanted.emit(page.host.content().module)
    settle()
    editor = page.host.content()
    editor.form.fields["name"].set_value("住有所居")
    editor.save()
    settle()
    row = kept(desk, "住有所居")
    assert row.number == "6"
    assert len(row.rooms) == 3


def test_suspending_is_undone_by_the_toast(page, settle, desk):
    card_of(page, "丝路驿站").click()
    page.host.content().suspend_wanted.emit(page.host.content().module)
    settle()
    assert kept(desk, "丝路驿站").status == "suspended"
    assert messages.undo_last()
    settle()
    assert kept(desk, "丝路驿站").status == "open"


def test_closing_down_takes_the_card_away_until_closed_ones_are_shown(page, settle, desk):
    card_of(page, "丝路驿站").click()
    page.host.content().close_wanted.emit(page.host.content().module)
    settle()
    assert "丝路驿站" not in [c.module.name for c in page.board.cards]
    page.closed_too.click()
    settle()
    assert card_of(page, "丝路驿站").module.status == "closed"


def test_handing_over_names_the_operator_and_the_day(page, settle, desk):
    card_of(page, "食有所安").click()
    page.host.content().hand_over_wanted.emit(page.host.content().module)
    panel = page.host.content()
    assert isinstance(panel, HandOverPanel)
    panel.save()
    settle()
    assert panel.form.fields["operator"].problem.code == "required"
    panel.form.fields["operator"].set_value("石狮国投")
    panel.form.fields["since"].set_value(date(2026, 12, 1))
    panel.save()
    settle()
    row = kept(desk, "食有所安")
    assert (row.operator, row.operator_since) == ("石狮国投", date(2026, 12, 1))


def test_without_the_right_there_are_no_buttons(desk, make, open_page):
    desk.actor = make.actor_as("front_desk")
    page = open_page(ModulesPage)
    card_of(page, "食有所安").click()
    assert [b.text() for b in page.host.content().findChildren(Button) if b.text()] == []
    page.new_module()
    assert isinstance(page.host.content(), ModulePanel)


def test_the_card_shows_how_the_module_stands_and_when_its_contract_ends(page, settle, desk):
    card_of(page, "食有所安").click()
    panel = page.host.content()
    panel.hand_over_wanted.emit(panel.module)
    settle()
    form = page.host.content()
    form.form.fields["operator"].set_value("惠民餐饮公司")
    form.form.fields["until"].set_value(form._today + timedelta(days=30))
    form.save()
    settle()
    page.show_module(kept(desk, "食有所安").id)
    settle()
    figures = page.host.content().figures
    assert figures.now.contract_ends == form._today + timedelta(days=30)
    assert figures.now.this_month.visits == 0
    words = [label.text() for label in figures.findChildren(QLabel)]
    assert any("惠民餐饮公司" in text and "ends on" in text for text in words)
    went = []
    page.host.content().opened.connect(lambda key, target: went.append((key, target)))
    next(link for link in figures.findChildren(LinkLabel) if "inspection" in link.text()).clicked.emit()
    assert went == [("reports", "inspection")]
