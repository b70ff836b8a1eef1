"""Random months, settled to the cent by every rule seen in a canteen, and corrected when a rule begins earlier."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neighborcenter.kit import settings as house_settings
from neighborcenter.kit.times import Month
from neighborcenter.meals import (
    money_queries,
    month_queries,
    order_service,
    queries,
    rule_service,
    settle_service,
)
from neighborcenter.meals.drafts import OrderDraft, RuleDraft, ShareDraft
from neighborcenter.meals.kinds import Meal, OrderStatus, Payer, RuleKind
from neighborcenter.meals.settings import PRICES
from neighborcenter.people.models import care_tag, resident_tag
from tests.meals import oracle

FIRST = date(2026, 11, 1)
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
AGES = (None, 45, 60, 69, 70, 88)
TAG = "计生"


def drafts(tag: int) -> dict[str, tuple[RuleDraft, oracle.Sentence]]:
    """Every rule as staff would enter it, beside its sentence."""
    village, operator = Payer.VILLAGE, Payer.OPERATOR
    return {
        "kengyuan": (RuleDraft("长者免费", RuleKind.FREE, FIRST, age_from=60), oracle.kengyuan),
        "jinmei": (
            RuleDraft("两荤两素 8 元", RuleKind.FIXED, FIRST, age_from=60, amount_fen=800,
                      shares=(ShareDraft(Payer.GOVERNMENT, percent=60),)),
            oracle.jinmei,
        ),
        "fuka": (
            RuleDraft("福卡 10 元餐", RuleKind.FIXED, FIRST, age_from=60, amount_fen=1000, rest_by=operator,
                      shares=(ShareDraft(Payer.GOVERNMENT, fen=333),)),
            oracle.fuka,
        ),
        "zhengcuo": (
            RuleDraft("一日三餐免费", RuleKind.FREE, FIRST, age_from=60, shares=(ShareDraft(Payer.CHARITY, percent=33),)),
            oracle.zhengcuo,
        ),
        "twice": (RuleDraft("每月两次免费", RuleKind.FREE_TIMES, FIRST, age_from=70, times=2), oracle.twice_free),
        "xiahuang": (
            RuleDraft("每月 50 元加九折", RuleKind.ALLOWANCE, FIRST, age_from=60, amount_fen=5000, percent=10,
                      covered_by=village, rest_by=operator),
            oracle.xiahuang,
        ),
        "chengjia": (
            RuleDraft("计生老人 1 元", RuleKind.FIXED, FIRST, tag_id=tag, amount_fen=100, rest_by=Payer.GOVERNMENT),
            oracle.chengjia,
        ),
        "four_parts": (
            RuleDraft("四个一点", RuleKind.SHARES, FIRST, age_from=65, meals=(Meal.LUNCH,), rest_by=Payer.PERSON,
                      shares=(ShareDraft(Payer.GOVERNMENT, fen=200), ShareDraft(village, percent=25),
                              ShareDraft(Payer.CHARITY, percent=10))),
            oracle.four_parts,
        ),
    }  # fmt: skip


SETS = [("kengyuan",), ("jinmei",), ("fuka",), ("zhengcuo",), ("twice",), ("xiahuang",), ("chengjia",),
        ("four_parts",), ("twice", "xiahuang", "chengjia"), ("four_parts", "jinmei", "twice")]  # fmt: skip

# Who (index of the age and whether tagged), which day, which meal; and what happens to it.
ACTS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(1, 30), st.sampled_from(list(Meal)),
        st.sampled_from(["eaten", "eaten", "eaten", "left", "cancelled", "again"]),
    ),
    min_size=3,
    max_size=12,
    unique_by=lambda one: one[:3],
)  # fmt: skip
PEOPLE = st.tuples(*[st.tuples(st.sampled_from(AGES), st.booleans())] * 3)
PRICE = st.integers(1, 2600)


@pytest.mark.both_engines
@pytest.mark.parametrize("names", SETS, ids="+".join)
def test_a_random_month_settles_to_the_cent(work, make, clock, names) -> None:
    tag = work.insert(care_tag, name=TAG, color="service", position=99)
    known = drafts(tag)
    ours = [known[name] for name in names]
    for draft, _sentence in ours:
        rule_service.add_rule(work, draft)
    start = clock.local()

    @settings(max_examples=2, suppress_health_check=list(HealthCheck))
    @given(PEOPLE, PRICE, ACTS)
    def months(people, price, acts) -> None:
        inside = work.connection.begin_nested()
        clock.set(start)
        try:
            meals, persons = live(work, make, tag, people, price, acts)
            clock.set(datetime(2026, 12, 2, 9))
            settle_service.settle(work, NOVEMBER)
            agree(work, meals, persons, [sentence for _draft, sentence in ours], NOVEMBER)
        finally:
            inside.rollback()

    months()


@pytest.mark.both_engines
def test_a_rule_that_begins_in_a_settled_month_is_put_right_in_the_next(work, make, clock) -> None:
    tag = work.insert(care_tag, name=TAG, color="service", position=99)
    known = drafts(tag)
    rule_service.add_rule(work, known["xiahuang"][0])
    people, price = ((70, False), (88, True), (45, False)), 1175
    acts = [(who, day, Meal.LUNCH, "eaten") for day in range(2, 12) for who in range(3)]
    meals, persons = live(work, make, tag, people, price, acts)
    clock.set(datetime(2026, 12, 2, 9))
    settle_service.settle(work, NOVEMBER)
    before = money_queries.month_money(work, NOVEMBER)
    rule_service.add_rule(work, known["twice"][0])
    rule_service.add_rule(work, known["chengjia"][0])
    assert money_queries.month_money(work, NOVEMBER) == before, "a settled month never changes"
    clock.set(datetime(2027, 1, 4, 9))
    settle_service.settle(work, DECEMBER)
    sentences = [known[name][1] for name in ("xiahuang", "twice", "chengjia")]
    agree(work, meals, persons, sentences, NOVEMBER, DECEMBER)
    december = money_queries.month_money(work, DECEMBER)
    assert december.meals == 0
    assert all(one.corrected_fen == one.full_fen == 0 for one in december.people), (
        "payers shift, the meal costs the same"
    )
    assert {one.due_fen for one in december.people} != {0}


def live(work, make, tag, people, price, acts):
    """Order, eat, leave and cancel as `acts` say; gives the meals that count by person, and the persons' ids."""
    for one in PRICES.values():
        house_settings.put(work, one, price)
    persons = []
    for at, (age, tagged) in enumerate(people):
        # The birthday is long past in November.
        born = None if age is None else date(2026 - age, 2, 11)
        ref = make.resident(f"{'陈林黄'[at]}阿婆", birth_date=born)
        if tagged:
            work.insert(resident_tag, resident_id=ref, tag_id=tag)
        persons.append(ref)
    meals: list[list[oracle.Meal]] = [[], [], []]
    for who, day, meal, fate in acts:
        age, tagged = people[who]
        then = FIRST + timedelta(days=day - 1)
        draft = OrderDraft(persons[who], then, meal)
        ahead = then > work.clock.today()
        (ref,) = (order_service.order if ahead else order_service.note_eaten)(work, [draft])
        if fate == "cancelled" and ahead:
            order_service.cancel(work, ref)
            continue
        if fate == "again" and ahead:
            order_service.cancel(work, ref)
            order_service.restore(work, ref)
        tags = frozenset([TAG] if tagged else [])
        meals[who].append(oracle.Meal(age, tags, Decimal(price) / 100, str(meal)))
        if fate == "left" and not ahead:
            order_service.mark(work, [ref], OrderStatus.NOT_FETCHED)
    late = work.clock
    late.set(datetime(2026, 12, 1, 8))
    waiting = [row.id for row in _ordered(work)]
    if waiting:
        order_service.mark(work, waiting, OrderStatus.SERVED)
    return meals, persons


def _ordered(work):
    return [
        row for row in queries.orders(work, FIRST, date(2026, 11, 30)) if row.status is OrderStatus.ORDERED
    ]


def agree(work, meals, persons, sentences, *months) -> None:
    """Every person and payer, to the cent, over the months together."""
    settled: dict[int, Counter] = {ref: Counter() for ref in persons}
    for month in months:
        money = money_queries.month_money(work, month)
        assert money.is_closed
        for person in money.people:
            settled[person.id].update(person.shares)
        assert sum(money.payers.values()) == sum(one.full_fen for one in money.people)
        by_day: Counter = Counter()
        days = month_queries.days_of(work, month)
        for day in days:
            by_day.update(day.shares)
        assert {payer: by_day[payer] for payer in Payer} == money.payers, "by day as by payer"
        assert sum(day.meals for day in days) == money.meals
        for person in money.people:
            lines = month_queries.lines_of(work, month, person.id)
            assert sum(line.fen for line in lines) == person.due_fen, "by meal as by person"
    for ref, eaten in zip(persons, meals, strict=True):
        found = {payer: fen for payer, fen in settled[ref].items() if fen}
        assert found == oracle.month_of(eaten, sentences)
