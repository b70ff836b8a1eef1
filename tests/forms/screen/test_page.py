"""The ledgers as staff use them: a module and a form made by hand, entries, what is due, files in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from neighborcenter.forms import entry_queries, entry_service, files, queries, service
from neighborcenter.forms.drafts import EntryDraft, FormDraft
from neighborcenter.forms.kinds import EntryStatus, FieldKind, Subject
from neighborcenter.modules import queries as modules
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.form_sheets import entries_sheet
from ui.forms import moving
from ui.forms.editors import picked
from ui.forms.entry_form import EntryForm
from ui.forms.entry_panel import EntryPanel
from ui.forms.field_panel import FieldPanel
from ui.forms.new_form import NewForm
from ui.forms.page import FormsPage
from ui.forms.settings_panel import SettingsPanel
from ui.forms.void_form import VoidForm
from ui.kit import messages
from ui.modules.editor import ModuleEditor
from ui.modules.page import ModulesPage

TODAY = date(2026, 11, 23)


@pytest.fixture
def visits(desk, make, definition) -> int:
    """The visits' form in a module."""
    with desk.backend.work(desk.actor) as work:
        module = modules.board(work)[1].id
        return service.create_form(
            work, FormDraft("走访记录表", module, definition, key="visits"), publish=True
        )


@pytest.fixture
def page(open_page) -> FormsPage:
    return open_page(FormsPage)


def fields_of(form) -> dict:
    return form.form.fields


def fill(form, **values) -> None:
    for name, value in values.items():
        fields_of(form)[name].set_value(value)
        fields_of(form)[name].changed.emit()
    form.refresh()


def add_field(page, settle, label: str, kind: FieldKind, **values) -> None:
    """One field of a design by hand."""
    panel = page.host.content()
    if not isinstance(panel, FieldPanel):
        page.view().add_field()
        panel = page.host.content()
    panel.form.set_values({"label": label, "kind": kind, "ledger": True, **values})
    panel.save()
    settle()


def test_a_new_module_gets_a_form_of_its_own_by_hand(qtbot, open_page, desk, settle, elder):
    board = open_page(ModulesPage)
    board.new_module()
    settle()
    editor = board.host.content()
    assert isinstance(editor, ModuleEditor)
    editor.form.fields["name"].set_value("骑手驿站")
    editor.save()
    settle()

    page = open_page(FormsPage)
    page.view("list").new_form()
    settle()
    new = page.host.content()
    assert isinstance(new, NewForm)
    module = next(ref for ref, name in new.form.fields["module_id"].editor._choices if name == "骑手驿站")
    new.form.set_values({"name": "骑手歇脚登记", "module_id": module, "subject": Subject.REQUIRED})
    new.save()
    settle()
    assert page.current == "design"
    qtbot.waitUntil(lambda: isinstance(page.host.content(), FieldPanel))
    add_field(page, settle, "平台", FieldKind.CHOICE, options="美团\n饿了么\n顺丰", required=True)
    add_field(page, settle, "接单数", FieldKind.NUMBER, unit="单", high="200")
    add_field(page, settle, "收入", FieldKind.MONEY)
    add_field(
        page, settle, "每单", FieldKind.COMPUTED, formula="round(收入 / 接单数, 2)", places=2, unit="元"
    )
    page.view().publish_it()
    settle()
    assert page.current == "ledger"

    page.view().enter(elder)
    settle()
    sheet = page.host.content()
    assert isinstance(sheet, EntryForm)
    assert "78 years" in sheet.facts.text(), "not asked again"
    fill(sheet, 平台="美团", 接单数=Decimal(30), 收入=24_000)
    assert fields_of(sheet)["每单"].editor.text() == "8.00 元"
    sheet.save()
    settle()
    with desk.backend.read(desk.actor) as read:
        form = queries.form_named(read, "骑手歇脚登记")
        card = queries.form_card(read, form)
        rows = entry_queries.entry_rows(
            read, entry_queries.entry_ids(read, entry_queries.EntryFilter(form), card.definition)
        )
    assert [row.cells["每单"] for row in rows] == ["8.00"]
    assert page.view().table.model.rowCount() == 1
    assert messages.undo_last()
    settle()
    assert page.view().table.model.row_at(0).status is EntryStatus.VOID


def test_the_sheet_says_what_is_wrong_beside_the_field(page, settle, visits, elder):
    page.open(visits)
    settle()
    page.view().enter()
    settle()
    sheet = page.host.content()
    fill(sheet, 风险="高", 身高=Decimal("300"), words="聊天")
    assert fields_of(sheet)["help"].isVisibleTo(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    found = {name: field.problem.code for name, field in fields_of(sheet).items() if field.problem}
    assert found == {"resident_id": "forms.person_missing", "身高": "forms.above", "help": "required"}
    fill(sheet, 风险="低", 身高=None, resident_id=picked(elder, "王桂兰"))
    assert not fields_of(sheet)["help"].isVisibleTo(sheet)
    assert sheet.due.text() == "Next due on 23 Dec"
    sheet.save()
    settle()
    assert page.view().table.model.rowCount() == 1


def test_an_entry_is_changed_with_a_trace_and_voided_with_a_reason(
    page, settle, visits, elder, desk, answers
):
    with desk.backend.work(desk.actor) as work:
        ref = entry_service.add_entry(work, EntryDraft(visits, answers(), TODAY, elder)).entry_id
    page.open(("entry", visits, ref))
    settle()
    panel = page.host.content()
    assert isinstance(panel, EntryPanel)
    panel.wanted.emit("change")
    sheet = page.host.content()
    assert sheet.values()["words"] == "聊天，量血压"
    fill(sheet, 风险="低")
    sheet.save()
    settle()
    page.view().show_entry(ref)
    settle()
    panel = page.host.content()
    assert panel.card.traces[0].before == (("风险等级", "中"),)
    panel.wanted.emit("void")
    reason = page.host.content()
    assert isinstance(reason, VoidForm)
    reason.save()
    settle()
    assert reason.form.fields["reason"].problem.code == "forms.reason"
    reason.form.fields["reason"].set_value("登记到别人名下")
    reason.save()
    settle()
    assert page.view().table.model.row_at(0).status is EntryStatus.VOID
    assert messages.undo_last()
    settle()
    assert page.view().table.model.row_at(0).status is EntryStatus.KEPT


def test_the_work_list_leads_to_the_sheet_of_the_person(page, settle, visits, elder, desk, answers):
    with desk.backend.work(desk.actor) as work:
        entry_service.add_entry(
            work, EntryDraft(visits, answers(风险="高", help="送药"), date(2026, 11, 2), elder)
        )
    page.show_view("due")
    settle()
    due = page.view()
    assert [(row.name, row.late) for row in due.rows] == [("王桂兰", 14)]
    due.table.grid.go_to_line(0)
    assert page.person_at_hand() == elder
    due.table.opened.emit(due.table.current_id())
    settle()
    sheet = page.host.content()
    assert isinstance(sheet, EntryForm)
    assert fields_of(sheet)["resident_id"].value().id == elder


def test_fields_are_moved_taken_out_and_published_as_a_new_version(page, settle, visits, desk):
    page.show_view("design", visits)
    settle()
    design = page.view()
    design.table.grid.go_to_line(11)
    design.shift(-1)
    settle()
    assert design.definition.fields[10].key == "help"
    assert design.table.current_id() == 11
    assert design.table.model.row_at(10).wrong == "", "its condition still stands above it"
    design.remove_field()
    settle()
    assert design.definition.field_of("help") is None
    messages.undo_last()
    settle()
    assert design.definition.field_of("help") is not None
    design.show_settings()
    settle()
    panel = page.host.content()
    assert isinstance(panel, SettingsPanel)
    panel.form.fields["steps"].set_value("高 7\n中 很久")
    panel.form.fields["by"].set_value("风险")
    panel.save()
    settle()
    assert dict(design.definition.due.steps) == {"高": 7}
    design.publish_it()
    settle()
    with desk.backend.read(desk.actor) as read:
        assert [one.number for one in queries.history(read, visits)] == [2, 1]
    messages.undo_last()
    settle()
    with desk.backend.read(desk.actor) as read:
        assert queries.form_card(read, visits).current.number == 1


def test_a_broken_formula_is_told_beside_it(page, settle, visits):
    page.show_view("design", visits)
    settle()
    page.view().show_field(8)
    panel = page.host.content()
    panel.form.fields["formula"].set_value("体重 / 腰围")
    panel.save()
    assert panel.form.fields["formula"].problem.code == "forms.formula_names"
    assert not panel.form.fields["options"].isVisibleTo(panel)


def test_entries_go_out_and_come_back_in(page, settle, visits, elder, desk, answers, tmp_path: Path):
    with desk.backend.work(desk.actor) as work:
        for day in (1, 2, 3):
            entry_service.add_entry(work, EntryDraft(visits, answers(), TODAY - timedelta(day), elder))
    with desk.backend.read(desk.actor) as read:
        save_sheet(entries_sheet(read, entry_queries.EntryFilter(visits)), tmp_path / "走访.xlsx")
    with desk.backend.work(desk.actor) as work:
        entry_service.take_back(work, [1, 2])
    page.open(visits)
    settle()
    assert page.view().table.model.rowCount() == 1
    moving.read_file(page.view(), page.view().card, tmp_path / "走访.xlsx")
    settle()
    assert page.view().table.model.rowCount() == 3
    messages.undo_last()
    settle()
    assert page.view().table.model.rowCount() == 1


def test_the_shipped_forms_are_taken_once_and_found_by_module(page, settle, desk):
    page.view("list").take_shipped()
    settle()
    assert page.view("list").table.model.rowCount() == len(files.shipped())
    with desk.backend.read(desk.actor) as read:
        module = next(one.module_id for one in queries.overview(read) if one.key == "health-station")
    page.open(("module", module))
    settle()
    model = page.view().table.model
    assert [model.row_at(at).key for at in range(model.rowCount())] == ["health-station"]


def test_newer_shipped_forms_are_looked_at_taken_and_given_back(page, settle, desk):
    shipped = next(one for one in files.shipped() if one.key == "requests")
    older = replace(shipped.definition, fields=shipped.definition.fields[:-1])
    with desk.backend.work(desk.actor) as work:
        module = next(one.id for one in modules.board(work) if one.key == "affairs")
        ref = service.create_form(work, replace(shipped.draft(module), definition=older), publish=True)
    tab = page.view("list")
    tab.reload()
    settle()
    assert tab.newer_line.isVisibleTo(tab)
    tab.newer_line.acted.emit()
    page.host.content().take_all.click()
    settle()
    assert not tab.newer_line.isVisibleTo(tab)
    with desk.backend.read(desk.actor) as read:
        assert queries.form_card(read, ref).definition == shipped.definition
    assert messages.undo_last()
    settle()
    assert tab.newer_line.isVisibleTo(tab)


def test_every_kind_of_field_has_an_editor(page, settle, desk):
    page.view("list").take_shipped()
    settle()
    with desk.backend.read(desk.actor) as read:
        keys = {one.key: one.id for one in queries.overview(read)}
    for key in ("after-school", "service-day", "health-station"):
        page.open(keys[key])
        settle()
        page.view().enter()
        settle()
        sheet = page.host.content()
        assert isinstance(sheet, EntryForm)
        if key == "after-school":
            assert sheet.values()["came"] == time(10, 15)
            fill(sheet, left=time(17, 40))
            pad = fields_of(sheet)["signed"].editor
            QTest.mousePress(pad.pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
            QTest.mouseMove(pad.pad, QPoint(60, 30))
            QTest.mouseRelease(pad.pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 30))
            assert (pad.value() or "").startswith("|")
        page.close_panel()
