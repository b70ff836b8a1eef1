"""Rules of price on the screen: every payer of a rule is kept, and only what its kind asks for is shown."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.meals import canteen_queries, queries, rule_service
from neighborcenter.meals.drafts import RuleDraft, ShareDraft
from neighborcenter.meals.kinds import Meal, Payer, RuleKind
from ui.kit import messages
from ui.meals.shares_field import amount_of

FIRST = date(2026, 11, 23)
FOUR = (
    ShareDraft(Payer.GOVERNMENT, fen=200),
    ShareDraft(Payer.VILLAGE, percent=25),
    ShareDraft(Payer.CHARITY, percent=10),
    ShareDraft(Payer.OPERATOR, fen=150),
)


@pytest.fixture
def shared(make, canteen) -> int:
    """A rule with four payers."""
    with make.backend.work(make.actor) as work:
        return rule_service.add_rule(
            work, RuleDraft("四个一点", RuleKind.SHARES, FIRST, age_from=65, meals=(Meal.LUNCH,),
                            rest_by=Payer.PERSON, shares=FOUR),
        )  # fmt: skip


def rule(make, name: str) -> RuleDraft:
    with make.backend.read(make.actor) as read:
        return next(one.draft for one in queries.price_rules(read) if one.name == name)


def form_of(page, settle, ref: int | None = None):
    page.show_tab("rules")
    settle()
    tab = page.tab("rules")
    if ref is None:
        tab.new()
    else:
        tab.table.select(ref)
        tab.edit()
    settle()
    return page.window().panel.content()


def test_a_rule_that_is_saved_keeps_all_its_payers(page, make, settle, shared) -> None:
    panel = form_of(page, settle, shared)
    panel.form.fields["name"].set_value("五方分担")
    panel.submit()
    settle()
    kept = rule(make, "五方分担")
    assert kept.shares == FOUR
    assert (kept.meals, kept.rest_by, kept.age_from) == ((Meal.LUNCH,), Payer.PERSON, 65)


def test_a_saved_rule_is_taken_back(page, make, settle, shared) -> None:
    panel = form_of(page, settle, shared)
    panel.form.fields["name"].set_value("五方分担")
    panel.submit()
    settle()
    assert messages.undo_last()
    settle()
    assert rule(make, "四个一点").shares == FOUR


def test_a_payer_is_added_and_taken_away_by_keys(page, make, settle, shared) -> None:
    panel = form_of(page, settle, shared)
    field = panel.form.fields["shares"].editor
    field.more.setFocus()
    QTest.keyClick(field.more, Qt.Key.Key_Space)
    line = field.lines[-1]
    line.payer.set_value(Payer.VILLAGE)
    QTest.keyClicks(line.amount, "1.5")
    field.lines[2].removed.emit()
    panel.submit()
    settle()
    expected = (*FOUR[:2], FOUR[3], ShareDraft(Payer.VILLAGE, fen=150))
    assert rule(make, "四个一点").shares == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2", (200, None)), ("2.5", (250, None)), ("¥3.33", (333, None)), ("60%", (None, 60)), ("25％", (None, 25)),
     ("a bit", (None, None)), ("2.505", (None, None)), ("-1", (None, None))],
)  # fmt: skip
def test_an_amount_is_yuan_or_percent(typed: str, kept: tuple[int | None, int | None]) -> None:
    assert amount_of(typed) == kept


def test_what_cannot_be_understood_stands_below_the_payers(page, make, settle, shared) -> None:
    panel = form_of(page, settle, shared)
    field = panel.form.fields["shares"]
    field.editor.lines[0].amount.set_value("一点点")
    panel.submit()
    settle()
    assert "2.50" in field.text_below
    assert rule(make, "四个一点").shares == FOUR


def test_only_what_a_kind_asks_for_is_there_and_kept(page, make, settle) -> None:
    panel = form_of(page, settle)
    fields = panel.form.fields
    assert fields["amount_fen"].isVisible()
    panel.form.set_values({"name": "一日三餐免费", "amount_fen": 800, "age_from": 60})
    fields["kind"].editor.set_value(RuleKind.FREE)
    fields["kind"].changed.emit()
    assert not any(fields[key].isVisible() for key in ("amount_fen", "percent", "times", "covered_by"))
    panel.submit()
    settle()
    kept = rule(make, "一日三餐免费")
    assert (kept.kind, kept.amount_fen, kept.age_from) == (RuleKind.FREE, 0, 60)


def test_prices_and_hours_are_set_said_and_taken_back(page, make, settle) -> None:
    page.show_tab("rules")
    settle()
    tab = page.tab("rules")
    assert "¥12.00" in tab.decided.text()
    tab.decide()
    settle()
    panel = page.window().panel.content()
    panel.form.set_values(
        {"price_supper": 950, "cutoff_lunch": time(10, 15), "cutoff_supper": time(20), "before_supper": True}
    )
    panel.submit()
    settle()
    with make.backend.read(make.actor) as read:
        kept = canteen_queries.canteen(read)
    assert (kept.prices[Meal.SUPPER], kept.cutoffs[Meal.LUNCH], kept.cutoffs[Meal.SUPPER]) == (950, 615, -240)
    assert kept.cutoffs[Meal.BREAKFAST] == -240, "what was not touched stays"
    assert "¥9.50" in tab.decided.text()
    assert messages.undo_last()
    settle()
    assert "¥9.50" not in tab.decided.text()
    with make.backend.read(make.actor) as read:
        assert canteen_queries.canteen(read).cutoffs[Meal.LUNCH] == 570


def test_a_meal_without_an_hour_is_refused_beside_the_field(page, make, settle) -> None:
    page.show_tab("rules")
    settle()
    page.tab("rules").decide()
    settle()
    panel = page.window().panel.content()
    panel.form.fields["cutoff_supper"].set_value(None)
    panel.submit()
    settle()
    assert panel.form.fields["cutoff_supper"].problem.code == "meals.cutoff_missing"
