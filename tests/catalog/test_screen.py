"""The Services place, as staff use it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QInputMethodEvent

from neighborcenter.catalog import queries
from neighborcenter.catalog.drafts import PaperDraft
from neighborcenter.kit import i18n
from ui.catalog import acts, output
from ui.catalog.columns import COLUMNS
from ui.catalog.editor import ServiceEditor
from ui.catalog.guide_panel import GuidePanel
from ui.catalog.page import CatalogPage
from ui.catalog.papers import guide_pdf, list_pdf
from ui.catalog.withdraw import WithdrawPanel
from ui.kit import messages
from ui.kit.labels import Label


@pytest.fixture
def page(open_page) -> CatalogPage:
    return open_page(CatalogPage)


def ref_of(page: CatalogPage, desk, name: str) -> int:
    with desk.backend.read(desk.actor) as read:
        return next(r.id for r in queries.services(read) if r.name == name)


def row_of(desk, ref: int) -> queries.ServiceRow:
    with desk.backend.read(desk.actor) as read:
        return queries.service_row(read, ref)


def words_in(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if not label.isHidden())


def test_all_services_are_listed_and_the_note_says_what_waits(page):
    assert page.table.model.rowCount() == 277
    assert page.note == "277 to confirm locally"


def test_initials_typed_with_an_input_method_narrow_the_list(page, settle):
    page.table.bar.line.inputMethodEvent(QInputMethodEvent("lxy", []))
    settle()
    assert page.table.model.rowCount() >= 1
    first = page.table.model.row_at(0)
    assert first.name == "量血压"


def test_a_module_narrows_the_list(page, settle):
    veterans = next(b for b in page.modules._buttons.values() if b.text().startswith("Veterans"))
    veterans.click()
    settle()
    assert page.table.model.rowCount() == veterans.count == 13


def test_filters_and_sorting_work_together(page, settle):
    chip = next(c for c in page.table.bar.chips if c.choice.key == "status")
    chip.set_value("draft")
    settle()
    assert page.table.model.rowCount() == 62
    for column in COLUMNS:
        page.table.grid.header.sort_wanted.emit(page.table._sort or _sort(column.key))
        settle()
    assert page.table.model.rowCount() == 62


def _sort(key: str):
    from ui.kit.columns import Sort

    return Sort(key, descending=True)


def test_the_cursor_opens_the_guide_with_papers_and_history(page, desk, settle):
    page.open(ref_of(page, desk, "高龄津贴"))
    settle()
    panel = page.host.content()
    assert isinstance(panel, GuidePanel)
    shown = words_in(panel)
    assert "Papers to bring" in shown
    assert "户口本" in shown
    assert "Taken from the examples" in shown


def test_a_refused_proof_says_what_to_say_and_where_to_go(page, desk, settle):
    page.open(ref_of(page, desk, "无犯罪记录证明"))
    settle()
    shown = words_in(page.host.content())
    assert "Only the police can look up criminal records" in shown
    assert "police station" in shown
    assert "Papers to bring" not in shown


def test_a_new_service_is_written_and_shown(page, settle, desk):
    page.new_service()
    settle()
    editor = page.host.content()
    assert isinstance(editor, ServiceEditor)
    editor.save()
    assert editor.form.fields["name"].problem.code == "required"
    assert editor.form.fields["module_id"].problem.code == "catalog.no_module"
    fields = editor.form.fields
    fields["name"].set_value("修伞")
    fields["module_id"].set_value(next(iter(editor._facts.modules)))
    fields["papers"].set_value((PaperDraft("旧伞", "necessary"),))
    editor.save()
    settle()
    panel = page.host.content()
    assert isinstance(panel, GuidePanel)
    assert panel.card.row.name == "修伞"
    assert [p.name for p in panel.card.papers] == ["旧伞"]
    assert page.table.model.rowCount() == 278


def test_editing_keeps_what_the_form_does_not_show(page, desk, settle):
    ref = ref_of(page, desk, "残疾人证上门办理")
    with desk.backend.read(desk.actor) as read:
        before = queries.service_draft(read, ref)
    page.edit_service(ref)
    settle()
    editor = page.host.content()
    assert editor.draft() == before
    editor.form.fields["fee"].set_value("免费")
    editor.save()
    settle()
    assert page.host.content().card.row.fee == "免费"
    assert page.host.content().card.history[0].spoken() == "Revised · Fee"


def test_words_of_refusal_appear_only_for_a_referral(page, desk, settle):
    page.edit_service(ref_of(page, desk, "量血压"))
    settle()
    fields = page.host.content().form.fields
    assert fields["refer_to"].isHidden()
    fields["handling"].set_value("referral")
    page.host.content()._on_changed()
    assert not fields["refer_to"].isHidden()
    assert fields["refer_to"].problem.code == "catalog.refer_where"
    assert fields["on_the_spot"].isHidden()


def test_publishing_is_taken_back_by_the_toast(page, desk, settle):
    ref = ref_of(page, desk, "高龄津贴")
    page.open(ref)
    settle()
    page.host.content().publish_wanted.emit(page.host.content().card.row)
    settle()
    assert row_of(desk, ref).status == "published"
    assert messages.undo_last()
    settle()
    assert row_of(desk, ref).status == "draft"


def test_withdrawing_asks_why_and_can_be_undone(page, desk, settle):
    ref = ref_of(page, desk, "量血压")
    page.open(ref)
    settle()
    page.host.content().withdraw_wanted.emit(page.host.content().card.row)
    panel = page.host.content()
    assert isinstance(panel, WithdrawPanel)
    panel.agree.click()
    assert panel.reason.problem.code == "catalog.reason_missing"
    panel.reason.set_value("血压计送检")
    panel.agree.click()
    settle()
    assert row_of(desk, ref).status == "withdrawn"
    assert messages.undo_last()
    settle()
    assert row_of(desk, ref).status == "published"


def test_confirming_takes_the_mark_away(page, desk, settle):
    ref = ref_of(page, desk, "量血压")
    acts.confirm(page, row_of(desk, ref))
    settle()
    assert not row_of(desk, ref).to_confirm
    assert page.note == "276 to confirm locally"


def test_without_the_right_nothing_can_be_changed(desk, make, open_page, settle):
    desk.actor = make.actor_as("front_desk")
    page = open_page(CatalogPage)
    page.new_service()
    settle()
    assert page.host.content() is None
    page.open(ref_of(page, desk, "量血压"))
    settle()
    from ui.kit.widgets import Button

    assert [b.text() for b in page.host.content().findChildren(Button) if b.text()] == []


def test_the_list_is_written_to_a_workbook_and_to_csv(page, desk, settle, tmp_path):
    from openpyxl import load_workbook

    ids = list(page.table.model.ids)[:20]
    for kind in ("xlsx", "csv"):
        output.export_to(page, kind, ids, page.table.shown_columns(), tmp_path / f"list.{kind}")
        settle()
    book = load_workbook(tmp_path / "list.xlsx")
    cells = [str(c.value) for row in book.active.iter_rows() for c in row]
    assert "Transfer of Party membership" in cells
    assert len((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()) >= 21


def test_the_guide_on_paper_holds_its_papers(page, desk):
    import io

    from pypdf import PdfReader

    i18n.set_language("zh_CN")
    ref = ref_of(page, desk, "高龄津贴")
    with desk.backend.read(desk.actor) as read:
        pdf = PdfReader(io.BytesIO(guide_pdf(read, ref)))
        whole = PdfReader(io.BytesIO(list_pdf(read, list(page.table.model.ids), page.table.shown_columns())))
    text = pdf.pages[0].extract_text()
    assert "高龄津贴" in text
    assert "户口本" in text
    assert len(whole.pages) > 5


def test_several_services_are_confirmed_at_once(page, desk, settle):
    ids = list(page.table.model.ids)[:5]
    page.table._select_ids(ids)
    acts.confirm_many(page, page.table.selected_ids())
    settle()
    assert page.note == "272 to confirm locally"


def test_a_service_moves_within_its_module_only_when_the_whole_module_is_shown(page, desk, settle):
    page.table.grid.go_to_line(0)
    acts.move(page, page.table, None, 1)
    settle()
    before = list(page.table.model.ids)
    party = next(b for b in page.modules._buttons.values() if b.text() == "Party Leadership")
    party.click()
    settle()
    shown = list(page.table.model.ids)
    assert shown == before[: len(shown)]
    page.table.grid.go_to_line(0)
    acts.move(page, page.table, page.modules.value(), 1)
    settle()
    assert list(page.table.model.ids)[:2] == [shown[1], shown[0]]
    assert page.table.current_id() == shown[0]


def test_a_narrow_place_asks_for_the_module_above_the_list(page, settle):
    page.resize(760, 780)
    settle()
    chip = next(c for c in page.table.bar.chips if c.choice.key == "module")
    assert chip.isVisible()
    assert not page.modules.isVisible()
    meals = next(ref for ref, words in chip.choice.answers() if words == "Meals")
    chip.set_value(meals)
    settle()
    assert page.table.model.rowCount() == 16
    page.resize(1100, 780)
    settle()
    assert page.modules.isVisible()
