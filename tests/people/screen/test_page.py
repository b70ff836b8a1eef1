"""What staff do on the People page, through its widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.audit import audit_entry
from neighborcenter.people import queries, service
from neighborcenter.people.drafts import ResidentDraft
from ui.kit import messages
from ui.kit.columns import Where
from ui.people import actions, taking_away
from ui.people.group_panel import GroupEditor, GroupPanel
from ui.people.household_panel import HouseholdPanel
from ui.people.merge_dialog import ForgetDialog, MergeDialog
from ui.people.picker import PersonPicker, Picked
from ui.people.resident_editor import ResidentEditor
from ui.people.resident_panel import ResidentPanel
from ui.people.reveal import SecretFact, resident_secret


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def names_in(page) -> list[str]:
    table = page.residents
    return [table.model.row_at(line).name for line in range(table.model.rowCount())]


def compose(line: QWidget, text: str) -> None:
    QApplication.sendEvent(line, QInputMethodEvent(text, []))


def test_the_list_is_in_the_order_of_pinyin_and_masked(page) -> None:
    assert names_in(page) == ["安明", "单田芳", "王桂兰", "曾志伟"]
    assert page.residents.model.row_at(2).phone == "138****5566"
    assert page.note == "Residents 4 · 60 and over 2 · households 1"


def test_pinyin_narrows_the_list_while_the_ime_composes(page, settle) -> None:
    compose(page.residents.bar.line, "stf")
    settle()
    assert names_in(page) == ["单田芳"]


def test_filters_narrow_the_list(page, settle) -> None:
    page.narrow(age="over_80")
    settle()
    assert names_in(page) == ["单田芳"]
    page.residents.set_where(Where())
    settle()
    assert len(names_in(page)) == 4
    assert page.answers.buildings == [("5", "5")]
    assert ("独居") in [name for _ref, name in page.answers.tags]


def test_the_cursor_opens_the_card(page, settle, street) -> None:
    page.residents.select(street["王桂兰"])
    settle()
    assert isinstance(page.panel, ResidentPanel)
    words = words_in(page.panel)
    assert "王桂兰" in words
    assert "138****5566" in words
    assert "13812345566" not in words
    assert "夕阳红舞蹈队" in words


def test_a_newcomer_is_registered_with_name_and_phone(page, settle, backend, actor) -> None:
    page.new_resident()
    settle()
    editor: ResidentEditor = page.panel
    editor.field("name").editor.setText("陈丽娟")
    editor.field("phone").editor.setText("138 0000 1234")
    editor.submit()
    settle()
    assert isinstance(page.panel, ResidentPanel)
    assert page.panel.card.name == "陈丽娟"
    assert "陈丽娟" in names_in(page)


def test_problems_stand_beside_their_fields(page, settle) -> None:
    page.new_resident()
    settle()
    editor: ResidentEditor = page.panel
    editor.field("phone").editor.setText("1380000")
    assert editor.field("phone").text_below == "4 more digits."
    editor.submit()
    settle()
    assert editor.field("name").text_below == "Enter the name."
    assert editor.field("phone").text_below == "4 more digits."
    assert isinstance(page.panel, ResidentEditor)


def test_an_id_number_fills_birth_and_sex_on_leaving(page, settle, qtbot) -> None:
    from tests.people.conftest import id_of

    page.new_resident()
    settle()
    editor: ResidentEditor = page.panel
    field = editor.field("id_number")
    field.focus()
    field.editor.setText(id_of("19500307", "002"))
    assert field.text_below == "1950-03-07 · 76 years · Female"
    editor.field("name").focus()
    settle()
    assert editor.field("birth_date").editor.text() == "1950-03-07"
    assert editor.draft().sex == "female"
    field.focus()
    field.editor.setText("350582195002300012")
    editor.field("name").focus()
    settle()
    assert field.text_below == "Month 2 has no day 30. Check the birth date in the number."


def test_likely_doubles_appear_while_typing_and_open(page, settle, street) -> None:
    page.new_resident()
    settle()
    editor: ResidentEditor = page.panel
    editor.field("name").editor.setText("王贵兰")
    editor.field("phone").editor.setText("13812345566")
    settle()
    assert [row.id for row in editor.doubles.rows] == [street["王桂兰"]]
    assert editor.doubles.isVisible()
    editor.doubles.opened.emit(street["王桂兰"])
    settle()
    assert page.panel.card.name == "王桂兰"


def test_a_double_is_refused_and_may_be_insisted_on(page, settle) -> None:
    page.new_resident()
    settle()
    editor: ResidentEditor = page.panel
    editor.field("name").editor.setText("王桂兰")
    editor.field("phone").editor.setText("13812345566")
    editor.submit()
    settle()
    assert editor.doubles.button.isVisible()
    assert "may be “王桂兰”" in editor.field("name").text_below
    editor.doubles.button.click()
    settle()
    assert names_in(page).count("王桂兰") == 2


def test_under_14_the_guardian_is_asked_for(page, settle, street) -> None:
    page.new_resident()
    settle()
    editor: ResidentEditor = page.panel
    assert not editor.guardian.isVisible()
    editor.field("name").editor.setText("王小明")
    editor.field("birth_date").editor.setText("2018-06-01")
    assert editor.guardian.isVisible()
    editor.submit()
    settle()
    assert editor.field("guardian_name").text_below == "Under 14 a guardian is needed."
    editor.guardian_picker.take(Picked("王桂兰", "resident", street["王桂兰"]))
    editor.submit()
    settle()
    assert page.panel.card.guardian_name == "王桂兰"


def test_masked_numbers_stay_when_something_else_is_changed(page, settle, street, backend, actor) -> None:
    page.records.edit_resident(street["王桂兰"])
    settle()
    editor: ResidentEditor = page.panel
    assert editor.field("phone").editor.placeholderText() == "138****5566"
    assert editor.draft().phone is None
    editor.field("alert").editor.setText("右耳听力弱，面对面慢说")
    editor.submit()
    settle()
    card = page.panel.card
    assert (card.phone, card.alert) == ("138****5566", "右耳听力弱，面对面慢说")
    page.records.edit_resident(street["王桂兰"])
    settle()
    page.panel.field("phone").editor.setText("-")
    page.panel.submit()
    settle()
    assert page.panel.card.phone == ""


def test_who_saves_an_older_state_is_told(page, settle, street, backend, actor) -> None:
    page.records.edit_resident(street["安明"])
    settle()
    with backend.work(actor) as work:
        _draft, version = queries.resident_form(work, street["安明"])
        service.update(
            work, street["安明"], ResidentDraft(name="安明", phone=None, note="x"), version=version
        )
    page.panel.field("alert").editor.setText("低血糖")
    page.panel.submit()
    settle()
    assert "Someone else changed this meanwhile" in page.panel.message.text()


def test_the_full_phone_needs_a_reason_and_is_logged(page, qtbot, settle, street, backend, actor) -> None:
    asked = []

    def ask(_owner: QWidget, what: str) -> str:
        asked.append(what)
        return "联系本人"

    fact = resident_secret("Phone", "138****5566", street["王桂兰"], "phone")
    fact._ask = ask
    qtbot.addWidget(fact)
    fact.show()
    fact.eye.click()
    settle()
    assert fact.value.text() == "13812345566"
    assert fact.shown
    fact.eye.click()
    assert fact.value.text() == "138****5566"
    fact.close()
    assert asked == ["Phone"]
    with backend.read(actor) as read:
        lines = read.rows(sa.select(audit_entry.c.detail).where(audit_entry.c.act == "people.reveal"))
    assert ["联系本人" in line.detail for line in lines] == [True]


def test_without_the_right_the_eye_is_off_and_says_why(page, desk, make, settle, street) -> None:
    desk.actor = make.actor_as("front_desk", without=(Permission.PEOPLE_REVEAL,))
    page.records.open_resident(street["王桂兰"])
    settle()
    fact = page.panel.findChildren(SecretFact)[0]
    assert not fact.eye.isEnabled()
    assert "may not see full numbers" in fact.eye.toolTip()


def test_tags_are_given_from_the_menu_and_taken_back_by_undo(page, settle, street) -> None:
    page.records.open_resident(street["安明"])
    settle()
    action = next(each for each in page.panel.tag_menu().actions() if each.text() == "独居")
    action.trigger()
    settle()
    assert [tag.name for tag in page.panel.card.tags] == ["独居"]
    assert messages.undo_last()
    settle()
    assert page.panel.card.tags == ()


def test_a_resident_moves_away_and_comes_back(page, settle, street) -> None:
    page.records.open_resident(street["安明"])
    settle()
    menu = page.panel.more_menu()
    next(each for each in menu.actions() if each.text() == "Has moved away").trigger()
    settle()
    assert "安明" not in names_in(page)
    assert messages.undo_last()
    settle()
    assert "安明" in names_in(page)


def test_a_household_takes_in_members_and_moves(page, settle, street) -> None:
    page.show_tab("households")
    page.records.open_household(street["household"])
    settle()
    panel: HouseholdPanel = page.panel
    panel.picker.take(Picked("安明", "resident", street["安明"]))
    settle()
    assert [member.name for member in panel.card.members] == ["王桂兰", "安明"]
    panel._on_move()
    panel.form.fields["building"].editor.setText("8")
    panel.form.fields["door"].editor.setText("1101")
    panel.submit()
    settle()
    assert panel.card.address == "8-1101"
    assert page.households.model.row_at(0).address == "8-1101"
    leave = panel.menu_for(panel.card.members[1]).actions()[-1]
    leave.trigger()
    settle()
    assert len(panel.card.members) == 1


def test_a_household_is_founded(page, settle) -> None:
    page.show_tab("households")
    page.records.new_household()
    settle()
    page.panel.submit()
    settle()
    assert page.panel.form.fields["building"].text_below == "Enter the building or the community."
    page.panel.form.fields["building"].editor.setText("9")
    page.panel.form.fields["door"].editor.setText("1")
    page.panel.submit()
    settle()
    assert page.panel.card.address == "9-1"


def test_groups_are_added_changed_and_closed(page, settle, street) -> None:
    page.show_tab("groups")
    page.records.new_group()
    settle()
    editor: GroupEditor = page.panel
    editor.form.fields["name"].editor.setText("象棋社")
    editor.leader.take(Picked("曾志伟", "resident", street["曾志伟"]))
    editor.form.fields["size"].editor.setText("12")
    editor.submit()
    settle()
    panel: GroupPanel = page.panel
    assert (panel.card.name, panel.card.leader, panel.card.phone, panel.card.size) == (
        "象棋社", "曾志伟", "139****1111", 12,
    )  # fmt: skip
    panel.picker.take(Picked("安明", "resident", street["安明"]))
    settle()
    assert [member.name for member in panel.card.members] == ["安明"]
    panel._on_close()
    settle()
    assert page.groups.model.rowCount() == 1
    assert messages.undo_last()
    settle()
    assert page.groups.model.rowCount() == 2


def test_two_records_are_merged_by_choice(page, qtbot, settle, street, backend, actor) -> None:
    with backend.work(actor) as work:
        double = service.register(work, ResidentDraft(name="王贵兰", phone="13999998888", note="住儿子家"))
    with backend.read(actor) as read:
        keep = queries.resident_card(read, street["王桂兰"])
    dialog = MergeDialog(page, keep)
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.yes.isEnabled()
    dialog.picker.take(Picked("王桂兰", "resident", keep.id))
    assert dialog.message.text() == "These are one and the same record."
    dialog.picker.take(Picked("王贵兰", "resident", double))
    settle()
    dialog.choose("phone", from_double=True)
    assert dialog.choice().take == frozenset({"phone"})
    dialog.yes.click()
    settle()
    assert not dialog.isVisible()
    with backend.read(actor) as read:
        card = queries.resident_card(read, keep.id)
    assert (card.name, card.phone, card.phone2, card.note) == (
        "王桂兰",
        "139****8888",
        "138****5566",
        "住儿子家",
    )
    assert "王贵兰" not in names_in(page)


def test_personal_data_are_removed_with_a_reason(page, qtbot, settle, street) -> None:
    dialog = ForgetDialog(page, street["安明"], "安明")
    qtbot.addWidget(dialog)
    dialog.open()
    assert not dialog.yes.isEnabled()
    dialog.reason.setText("本人要求删除")
    dialog.yes.click()
    settle()
    assert "安明" not in names_in(page)


def test_the_list_leaves_masked_and_counted(page, settle, backend, actor, tmp_path: Path) -> None:
    file = tmp_path / "居民.csv"
    ids = list(page.residents.model.ids)
    taking_away.export(
        page, "居民", page.residents.model.source, "csv", ids, page.residents.shown_columns(), file
    )
    settle()
    text = file.read_text("utf-8-sig")
    assert text.splitlines()[0].startswith("Full name,Sex,Age,Phone")
    assert "138****5566" in text
    assert "13812345566" not in text
    book = tmp_path / "居民.xlsx"
    taking_away.export(
        page, "居民", page.residents.model.source, "xlsx", ids, page.residents.shown_columns(), book
    )
    settle()
    assert book.stat().st_size > 1000
    with backend.read(actor) as read:
        lines = read.rows(sa.select(audit_entry.c.detail).where(audit_entry.c.act == "people.hand_out"))
    assert ['"count":4' in line.detail for line in lines] == [True, True]


def test_without_the_right_nothing_leaves(page, desk, make, settle, tmp_path: Path) -> None:
    desk.actor = make.actor_as("front_desk")
    assert not desk.actor.may(Permission.EXPORT)
    file = tmp_path / "x.csv"
    taking_away.export(
        page, "居民", page.residents.model.source, "csv", [1], page.residents.shown_columns(), file
    )
    settle()
    assert not file.exists()


def test_the_picker_finds_while_composing_and_takes_with_enter(qtbot, desk, street, settle) -> None:
    picker = PersonPicker(kinds=("resident", "group"))
    qtbot.addWidget(picker)
    picker.resize(300, 40)
    picker.show()
    picker.activateWindow()
    picker.box.setFocus()
    compose(picker.box, "wang'gl")
    settle()
    assert [item.title for item in picker.list.items] == ["王桂兰"]
    compose(picker.box, "")
    picker.box.setText("xyh")
    settle()
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert picker.value().group_id == street["group"]
    assert picker.value().size == 28
    picker.box.setText("谁也不是")
    settle()
    assert picker.value() is None
    assert picker.trouble() != ""


def test_the_picker_registers_a_newcomer_on_the_spot(qtbot, desk, street, settle) -> None:
    picker = PersonPicker(register=True)
    qtbot.addWidget(picker)
    picker.resize(320, 120)
    picker.show()
    picker.box.setFocus()
    picker.box.setText("陈丽娟")
    settle()
    picker._on_new("陈丽娟")
    picker._newcomer.phone.setText("13800001234")
    qtbot.keyClick(picker._newcomer.phone, Qt.Key.Key_Return)
    settle()
    assert picker.value().name == "陈丽娟"
    assert picker.value().resident_id is not None
    picker._on_new("王桂兰")
    picker._newcomer.phone.setText("13812345566")
    picker._newcomer.register()
    settle()
    assert picker._newcomer.doubles.count() == 2
    picker._newcomer.doubles.itemAt(0).widget().click()
    settle()
    assert picker.value().resident_id == street["王桂兰"]


def test_a_free_picker_keeps_a_typed_name(qtbot, desk, street, settle) -> None:
    picker = PersonPicker(free=True)
    qtbot.addWidget(picker)
    picker.show()
    picker.box.setText("过路人")
    settle()
    assert picker.value() == Picked("过路人")
    picker.set_value(Picked("王桂兰", "resident", street["王桂兰"]))
    assert picker.value().resident_id == street["王桂兰"]


def test_actions_have_their_own_names_and_keys(page) -> None:
    from ui.kit.actions import clashes

    assert clashes(page.action_specs()) == []
    assert all(spec.id.startswith("people.") for spec in page.action_specs())
    assert actions.specs


def test_the_place_remembers_its_tab(page, settle, street) -> None:
    page.show_tab("groups")
    assert page.remember() == {"tab": "groups"}
    page.recall({"tab": "households"})
    settle()
    assert page.tabs.current == "households"
    page.open(street["王桂兰"])
    settle()
    assert page.panel.card.name == "王桂兰"
    page.open(("groups", street["group"]))
    settle()
    assert page.panel.card.name == "夕阳红舞蹈队"
    page.open(ResidentDraft(name="新来的"))
    settle()
    assert page.panel.field("name").value() == "新来的"


@pytest.mark.parametrize("which", ["residents", "households", "groups"])
def test_every_button_has_a_name(page, settle, street, which: str) -> None:
    page.show_tab(which)
    page.records.open(
        which,
        {"residents": street["王桂兰"], "households": street["household"], "groups": street["group"]}[which],
    )
    settle()
    from PySide6.QtWidgets import QAbstractButton

    for button in page.panel.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text(), button


def test_the_center_keeps_its_own_tags(page, settle) -> None:
    page.records.open_tags()
    settle()
    panel = page.panel
    panel.form.fields["name"].editor.setText("独居")
    panel.submit()
    settle()
    assert panel.form.fields["name"].text_below == "There is already a tag “独居”."
    panel.form.fields["name"].editor.setText("外卖骑手")
    panel.submit()
    settle()
    assert panel.rows[-1].name == "外卖骑手"
    panel.change(panel.rows[-1])
    panel.form.fields["name"].editor.setText("快递小哥")
    panel.submit()
    settle()
    assert panel.rows[-1].name == "快递小哥"
    panel._use(panel.rows[-1], False)
    settle()
    assert not panel.rows[-1].active
    assert "快递小哥" not in [name for _ref, name in page.answers.tags]
