"""Rules set with a live sentence and tried; requests answered, money taken, bars set and lifted, on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtWidgets import QWidget

from neighborcenter.booking import service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook import charge_queries, queries
from neighborcenter.booking.rulebook import service as rule_service
from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.kinds import Basis, RuleKind
from neighborcenter.booking.rulebook.terms import Approval, Fee, Length
from ui.booking.requests.bar_editor import BarEditor, BarPanel
from ui.booking.requests.charge_panel import ChargePanel
from ui.booking.requests.page import RequestsPage
from ui.booking.requests.request_panel import RequestPanel
from ui.booking.rulebook.bench import TrialBench
from ui.booking.rulebook.editor import RuleEditor
from ui.booking.rulebook.section import RulesSection
from ui.booking.who_field import Who
from ui.kit.changes import Changes
from ui.kit.labels import Label


def shown(made, qtbot, desk, settle):
    """A page on the screen, with the panels it asks for kept and shown."""
    qtbot.addWidget(made)
    made.resize(1200, 760)
    changes = Changes(desk, made)
    changes.changed.connect(made.on_changed)
    made.panels = []

    def keep(panel: QWidget | None) -> None:
        if panel is not None:
            qtbot.addWidget(panel)
            panel.show()
        made.panels.append(panel)

    made.panel_wanted.connect(keep)
    made.show()
    settle()
    return made


@pytest.fixture
def section(qtbot, desk, rooms, settle) -> RulesSection:
    return shown(RulesSection(), qtbot, desk, settle)


@pytest.fixture
def page(qtbot, desk, rooms, settle, draft, backend, actor) -> RequestsPage:
    """One booking with a fee waits for an answer."""
    with backend.work(actor) as work:
        rule_service.add_rule(work, RuleDraft(RuleKind.APPROVAL, Approval()))
        rule_service.add_rule(work, RuleDraft(RuleKind.FEE, Fee(5000, Basis.HOUR)))
        service.book(work, draft)
    return shown(RequestsPage(), qtbot, desk, settle)


@pytest.fixture
def draft(rooms) -> BookingDraft:
    return BookingDraft(
        rooms["舞蹈室"], datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 11), "瑜伽体验课", "悦动瑜伽馆",
        phone="13959871234", people=12,
    )  # fmt: skip


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label))


def rules(backend, actor):
    with backend.read(actor) as read:
        return [row.sentence for row in queries.rules(read)]


def test_a_rule_is_set_while_its_sentence_reads_along(section, settle, backend, actor, rooms) -> None:
    section.new()
    editor = section.panels[-1]
    assert isinstance(editor, RuleEditor)
    assert editor.said.text() == "Each household at most 2 times a month"
    editor.kind.editor.set_value(RuleKind.LENGTH)
    editor.kind.editor.changed.emit()
    editor.terms.fields["most"].set_value(120)
    editor.scope.fields["rooms"].set_value((rooms["舞蹈室"],))
    editor.scope.changed.emit()
    assert editor.said.text() == "舞蹈室: one use lasts at most 2 hours"
    editor.save.click()
    settle()
    assert rules(backend, actor) == ["舞蹈室: one use lasts at most 2 hours"]
    assert section.panels[-1] is None


def test_nonsense_is_said_beside_its_field_and_nothing_is_kept(section, settle, backend, actor) -> None:
    section.new()
    editor = section.panels[-1]
    editor.terms.fields["most"].set_value(0)
    editor.terms.changed.emit()
    assert editor.said.text() == "“At most” lies between 1 and 10000."
    editor.scope.fields["opens"].set_value("9")
    editor.save.click()
    settle()
    assert rules(backend, actor) == []


def test_changing_a_rule_leaves_the_old_one_to_the_past(section, settle, backend, actor) -> None:
    with backend.work(actor) as work:
        ref = rule_service.add_rule(work, RuleDraft(RuleKind.LENGTH, Length(0, 240)))
    section.open(ref)
    settle()
    editor = section.panels[-1]
    editor.terms.fields["most"].set_value(60)
    editor.save.click()
    settle()
    with backend.read(actor) as read:
        old, new = queries.rules(read, all_of_them=True)
    assert (old.ended, new.today) == (True, True)
    assert rules(backend, actor) == ["One use lasts at most 1 hour"]


def test_switching_off_and_ending_can_be_undone(section, settle, backend, actor) -> None:
    from ui.kit.messages import undo_last

    with backend.work(actor) as work:
        rule_service.add_rule(work, RuleDraft(RuleKind.LENGTH, Length(0, 240)))
    section.reload()
    settle()
    section.table.grid.setCurrentIndex(section.table.model.index(0, 0))
    for act in (section.switch, section.end):
        act()
        settle()
        assert rules(backend, actor) == []
        assert undo_last()
        settle()
        assert rules(backend, actor) == ["One use lasts at most 4 hours"]


def test_the_trial_says_what_the_rules_would_and_keeps_nothing(
    section, settle, backend, actor, rooms
) -> None:
    with backend.work(actor) as work:
        rule_service.add_rule(work, RuleDraft(RuleKind.LENGTH, Length(0, 60)))
        rule_service.add_rule(work, RuleDraft(RuleKind.FEE, Fee(5000, Basis.HOUR)))
    section.try_rules()
    bench = section.panels[-1]
    assert isinstance(bench, TrialBench)
    bench.form.set_values(
        {
            "room_id": rooms["舞蹈室"],
            "when": (datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 11)),
            "who": Who("悦动瑜伽馆"),
            "title": "瑜伽体验课",
            "kind": BookingKind.HIRE,
        }
    )
    bench.judge()
    settle()
    said = words(bench.answer)
    assert "One use lasts at most 1 hour" in said
    assert "To pay: ¥100.00" in said
    with backend.read(actor) as read:
        assert not charge_queries.charges(read)


def test_a_request_is_granted_and_its_answer_can_be_printed(page, settle, backend, actor) -> None:
    notes = []
    page.badge_changed.connect(notes.append)
    page.reload()
    settle()
    assert notes[-1] == 1
    page._open_first("requests")
    settle()
    panel = page.panels[-1]
    assert isinstance(panel, RequestPanel)
    assert "舞蹈室 · Thu 26 Nov 09:00–11:00" in words(panel)
    panel.form.fields["words"].set_value("请爱护地板")
    panel.grant.click()
    settle()
    with backend.read(actor) as read:
        assert not queries.requests(read)
        (answered,) = queries.answered(read, read.clock.today())
    assert answered.why == "请爱护地板"
    assert page.panels[-1].row.standing.value == "granted"
    assert page.panels[-1].print.text() == "Print the answer"


def test_declining_without_words_is_said_beside_the_field(page, settle, backend, actor) -> None:
    page._open_first("requests")
    settle()
    panel = page.panels[-1]
    panel.decline.click()
    settle()
    assert panel.form.fields["words"].text_below == "Say why; it stands in the answer."
    panel.form.fields["words"].set_value("当天检修")
    panel.decline.click()
    settle()
    with backend.read(actor) as read:
        assert queries.requests_waiting(read) == 0


def test_money_is_taken_and_given_back(page, settle, backend, actor) -> None:
    page._open_first("charges")
    settle()
    panel = page.panels[-1]
    assert isinstance(panel, ChargePanel)
    assert panel.total.text() == "To pay: ¥100.00"
    panel.pay.click()
    settle()
    assert panel.total.text() == "To pay: ¥0.00"
    assert panel.receipt.isVisible()
    panel.form.fields["fen"].set_value(2050)
    panel.refund.click()
    settle()
    assert panel.form.fields["words"].text_below == "Say what it is for."
    panel.form.fields["words"].set_value("停电")
    panel.refund.click()
    settle()
    with backend.read(actor) as read:
        assert [row.fen for row in charge_queries.charges(read)] == [10000, -2050]


def test_somebody_is_barred_and_may_book_again(page, settle, backend, actor, make) -> None:
    page.new_bar()
    editor = page.panels[-1]
    assert isinstance(editor, BarEditor)
    editor.save.click()
    settle()
    assert editor.form.fields["who"].text_below
    editor.form.set_values({"who": Who("悦动瑜伽馆", phone="13959871234"), "reason": "商业推销"})
    editor.save.click()
    settle()
    page._open_first("bars")
    settle()
    panel = page.panels[-1]
    assert isinstance(panel, BarPanel)
    panel.form.fields["reason"].set_value("已经改正")
    panel.lift.click()
    settle()
    with backend.read(actor) as read:
        assert not queries.bars(read)


def test_opening_the_page_lets_go_what_is_late(page, settle, backend, actor, clock) -> None:
    clock.set(datetime(2026, 11, 27, 8))
    page.begin()
    settle()
    with backend.read(actor) as read:
        assert queries.requests_waiting(read) == 0


def test_every_list_is_shown_and_searched(page, settle, backend, actor, draft) -> None:
    with backend.work(actor) as work:
        rule_service.add_rule(work, RuleDraft(RuleKind.LENGTH, Length(0, 60)))
        later = replace(draft, starts=datetime(2026, 11, 27, 9), ends=datetime(2026, 11, 27, 11))
        service.book(work, replace(later, override="区里借用"))
    for key in ("charges", "overrides", "bars", "requests"):
        page.open(key)
        settle()
        assert page.tables[key].isVisible()
    page.open("overrides")
    settle()
    assert page.tables["overrides"].model.rowCount() == 2
    assert page.remember() == {"tab": "overrides"}
