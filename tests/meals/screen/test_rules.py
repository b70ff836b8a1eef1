"""Rules of price on the screen: every payer of a rule is kept, and only what its kind asks for is shown."""

from __future__ import annotations

from datetime import date

import pytest

from neighborcenter.meals import queries, rule_service
from neighborcenter.meals.drafts import RuleDraft, ShareDraft
from neighborcenter.meals.kinds import Meal, Payer, RuleKind

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
