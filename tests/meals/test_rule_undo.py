"""A rule of price that is taken back: what it changed is corrected, by lines that can be followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from neighborcenter.kit import settings
from neighborcenter.kit.problems import Stale
from neighborcenter.meals import order_service, queries, rule_service
from neighborcenter.meals.drafts import OrderDraft, RuleDraft
from neighborcenter.meals.kinds import Meal, RuleKind
from neighborcenter.meals.settings import PRICES

FIRST, TODAY, NEXT = date(2026, 11, 1), date(2026, 11, 23), date(2026, 11, 25)
OLD = RuleDraft("长者优惠", RuleKind.FIXED, FIRST, age_from=65, amount_fen=600)


@pytest.fixture
def ordered(work, make) -> int:
    """陈秀英 has ordered a lunch of 12.00 for Wednesday."""
    settings.put(work, PRICES[Meal.LUNCH], 1200)
    person = make.resident("陈秀英", birth_date=date(1950, 1, 1))
    (ref,) = order_service.order(work, [OrderDraft(person, NEXT, Meal.LUNCH)])
    return ref


def due(work) -> int:
    return queries.orders(work, NEXT, NEXT)[0].person_fen


def rules(work) -> list[tuple[RuleKind, date, date | None]]:
    return [(one.kind, one.valid_from, one.valid_to) for one in queries.price_rules(work, ended=True)]


@pytest.mark.both_engines
def test_a_new_rule_goes_as_if_it_had_never_been(work, ordered) -> None:
    ref = rule_service.add_rule(work, OLD)
    assert due(work) == 600
    assert rule_service.remove_rule(work, ref) == "长者优惠"
    assert (due(work), rules(work)) == (1200, [])


@pytest.mark.both_engines
@pytest.mark.parametrize("since", [FIRST, TODAY])
def test_a_changed_rule_reads_as_before(work, ordered, since: date) -> None:
    ref = rule_service.add_rule(work, OLD)
    changed = replace(OLD, kind=RuleKind.FREE, amount_fen=0, valid_from=since, valid_to=date(2026, 12, 31))
    now = rule_service.change_rule(work, ref, changed)
    assert due(work) == 0
    rule_service.restore_rule(work, ref, now, OLD)
    assert due(work) == 600
    assert rules(work) == [(RuleKind.FIXED, FIRST, None)]


def test_who_changed_it_since_is_not_overruled(work, ordered) -> None:
    ref = rule_service.add_rule(work, OLD)
    now = rule_service.change_rule(work, ref, replace(OLD, amount_fen=500, valid_from=TODAY))
    rule_service.change_rule(work, now, replace(OLD, amount_fen=400, valid_from=NEXT))
    for undo in (
        lambda: rule_service.restore_rule(work, ref, now, OLD),
        lambda: rule_service.remove_rule(work, ref),
    ):
        with pytest.raises(Stale):
            undo()
    assert due(work) == 400
