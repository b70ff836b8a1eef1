"""The arithmetic alone, on many months: every part to the cent as the sentences say, nothing rounded twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighborcenter.meals.drafts import RuleDraft
from neighborcenter.meals.kinds import Meal
from neighborcenter.meals.pricing import Eaten, Rule, Share, price_month
from tests.meals import oracle
from tests.meals.test_settling import AGES, FIRST, SETS, TAG, drafts

TAG_ID = 7
MEALS = st.lists(
    st.tuples(st.integers(0, 29), st.sampled_from(list(Meal)), st.integers(1, 2600)), max_size=70
)


def rule_of(ref: int, draft: RuleDraft) -> Rule:
    return Rule(
        ref, ref, draft.kind, draft.valid_from, draft.valid_to, draft.age_from, draft.age_to, draft.tag_id,
        frozenset(draft.meals), draft.amount_fen, draft.percent, draft.times, draft.covered_by, draft.rest_by,
        tuple(Share(one.payer, one.fen, one.percent) for one in draft.shares),
    )  # fmt: skip


@pytest.mark.parametrize("names", SETS, ids="+".join)
@settings(max_examples=40)
@given(st.sampled_from(AGES), st.booleans(), MEALS)
def test_a_month_costs_what_the_sentences_say(names, age, tagged, meals) -> None:
    known = drafts(TAG_ID)
    rules = [rule_of(at, known[name][0]) for at, name in enumerate(names, 1)]
    tags = frozenset([TAG_ID] if tagged else [])
    eaten = [
        Eaten(at, FIRST + timedelta(days=day), meal, full, age, tags)
        for at, (day, meal, full) in enumerate(meals)
    ]
    priced = price_month(eaten, rules)
    assert [sum(one.shares.values()) for one in priced] == [one.full_fen for one in eaten]
    assert all(fen > 0 for one in priced for fen in one.shares.values())
    found: dict = {}
    for one in priced:
        for payer, fen in one.shares.items():
            found[payer] = found.get(payer, 0) + fen
    said = [
        oracle.Meal(age, frozenset([TAG] if tagged else []), Decimal(full) / 100, str(meal))
        for _day, meal, full in meals
    ]
    assert found == oracle.month_of(said, [known[name][1] for name in names])


@settings(max_examples=60)
@given(st.sampled_from(AGES), MEALS, st.integers(0, 20))
def test_a_new_order_never_changes_the_price_of_an_earlier_one(age, meals, more) -> None:
    known = drafts(TAG_ID)
    rules = [rule_of(at, draft) for at, (draft, _sentence) in enumerate(known.values(), 1)]
    eaten = [
        Eaten(at, FIRST + timedelta(days=day), meal, full, age) for at, (day, meal, full) in enumerate(meals)
    ]
    early = price_month(eaten[: max(0, len(eaten) - more)], rules)
    assert price_month(eaten, rules)[: len(early)] == early
