"""Every price rule that canteens publish, lived through for a month and summed by hand.

The sums below were worked out on paper from the notices; nothing of the program takes part in them.  Every amount is
rounded once, at the meal: 10% off 11.75 is 1.18 a meal, and 22 such meals are 25.96, not 10% of 258.50.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from neighborcenter.kit import settings
from neighborcenter.kit.times import Month
from neighborcenter.meals import money_queries, month_queries, order_service, rule_service, settle_service
from neighborcenter.meals.drafts import OrderDraft, RuleDraft, ShareDraft
from neighborcenter.meals.kinds import Meal, Payer, RuleKind
from neighborcenter.meals.settings import PRICES
from neighborcenter.people.models import care_tag, resident_tag

FIRST = date(2026, 11, 1)
NOVEMBER = Month(2026, 11)
PERSON, GOVERNMENT, VILLAGE, CHARITY, OPERATOR = Payer
LUNCH, SUPPER, ALL_DAY = (Meal.LUNCH,), (Meal.LUNCH, Meal.SUPPER), tuple(Meal)


@dataclass(frozen=True)
class Who:
    """Somebody of an age on 1 November, what they eat on the first so many days, and what that costs whom (fen)."""

    age: int
    days: int
    meals: tuple[Meal, ...]
    costs: dict[Payer, int]
    tag: str = ""


@dataclass(frozen=True)
class Canteen:
    """Prices in fen, rules, people.  A rule's `tag_id` is 1 where it asks for the tag of its people."""

    prices: dict[Meal, int]
    rules: tuple[RuleDraft, ...]
    people: tuple[Who, ...]


CANTEENS = {
    # 坑园村: a set meal of 9.90, lunch and supper, open to everyone; the village's elders eat free.
    "9.90 for everyone, elders free": Canteen(
        {Meal.LUNCH: 990, Meal.SUPPER: 990},
        (RuleDraft("长者免费", RuleKind.FREE, FIRST, age_from=60),),
        (
            Who(45, 10, SUPPER, {PERSON: 19_800}),  # 20 × 9.90
            Who(59, 10, LUNCH, {PERSON: 9_900}),
            Who(60, 30, SUPPER, {VILLAGE: 59_400}),  # 60 × 9.90
        ),
    ),
    # The same village's subsidy in grades; the grades are the center's own figures.
    "graded by age": Canteen(
        {Meal.LUNCH: 990},
        (
            RuleDraft("60 至 69 岁", RuleKind.FIXED, FIRST, age_from=60, age_to=69, amount_fen=500),
            RuleDraft("70 至 79 岁", RuleKind.FIXED, FIRST, age_from=70, age_to=79, amount_fen=250),
            RuleDraft("80 岁以上", RuleKind.FREE, FIRST, age_from=80),
        ),
        (
            Who(69, 20, LUNCH, {PERSON: 10_000, VILLAGE: 9_800}),  # 20 × 5.00, 20 × 4.90
            Who(70, 20, LUNCH, {PERSON: 5_000, VILLAGE: 14_800}),  # 20 × 2.50, 20 × 7.40
            Who(80, 20, LUNCH, {VILLAGE: 19_800}),
        ),
    ),
    # 锦美: two meat, two vegetable dishes for 8.00, at first for people of 60 and more.
    "8.00 from 60": Canteen(
        {Meal.LUNCH: 1200},
        (RuleDraft("两荤两素 8 元", RuleKind.FIXED, FIRST, age_from=60, amount_fen=800,
                   shares=(ShareDraft(GOVERNMENT, percent=60),)),),
        (
            Who(60, 21, LUNCH, {PERSON: 16_800, GOVERNMENT: 5_040, VILLAGE: 3_360}),  # 21 × (8.00, 2.40, 1.60)
            Who(59, 21, LUNCH, {PERSON: 25_200}),
        ),
    ),
    # 福州: 10.00 with the card for elders of 60 and more.
    "10.00 with the card": Canteen(
        {Meal.LUNCH: 1333},
        (RuleDraft("银龄福卡 10 元餐", RuleKind.FIXED, FIRST, age_from=60, tag_id=1, amount_fen=1000,
                   rest_by=GOVERNMENT),),
        (
            Who(72, 22, LUNCH, {PERSON: 22_000, GOVERNMENT: 7_326}, "银龄福卡"),  # 22 × 3.33
            Who(72, 22, LUNCH, {PERSON: 29_326}),  # without the card 22 × 13.33
            Who(59, 1, LUNCH, {PERSON: 1_333}, "银龄福卡"),
        ),
    ),
    # 郑厝村: three free meals a day for elders.
    "three free meals a day": Canteen(
        {Meal.BREAKFAST: 400, Meal.LUNCH: 1200, Meal.SUPPER: 900},
        (RuleDraft("一日三餐免费", RuleKind.FREE, FIRST, age_from=60),),
        (
            Who(81, 30, ALL_DAY, {VILLAGE: 75_000}),  # 30 × 25.00
            Who(30, 2, ALL_DAY, {PERSON: 5_000}),
        ),
    ),
    # A village of 石狮: free twice a month from 70.
    "free twice a month from 70": Canteen(
        {Meal.LUNCH: 1150, Meal.SUPPER: 900},
        (RuleDraft("每月两次免费", RuleKind.FREE_TIMES, FIRST, age_from=70, times=2),),
        (
            Who(70, 10, LUNCH, {PERSON: 9_200, VILLAGE: 2_300}),  # 8 × 11.50, 2 × 11.50
            Who(75, 1, SUPPER, {VILLAGE: 2_050}),
            Who(69, 10, LUNCH, {PERSON: 11_500}),
        ),
    ),
    # 下黄: from 60 50.00 a month from the community and 10% off, which the canteen bears.
    "50.00 a month and 10% off": Canteen(
        {Meal.LUNCH: 1175},
        (RuleDraft("每月 50 元加九折", RuleKind.ALLOWANCE, FIRST, age_from=60, amount_fen=5000, percent=10,
                   covered_by=VILLAGE, rest_by=OPERATOR),),
        (
            # 22 × 1.18 off; 22 × 10.57 = 232.54 less 50.00
            Who(66, 22, LUNCH, {PERSON: 18_254, VILLAGE: 5_000, OPERATOR: 2_596}),
            Who(66, 4, LUNCH, {VILLAGE: 4_228, OPERATOR: 472}),  # 4 × 10.57 is less than 50.00
            Who(59, 4, LUNCH, {PERSON: 4_700}),
        ),
    ),
    # 程家洞: 1.00 a meal for elders of the one-child rule.
    "1.00 for 计生 elders": Canteen(
        {Meal.LUNCH: 1000},
        (RuleDraft("计生老人 1 元", RuleKind.FIXED, FIRST, age_from=60, tag_id=1, amount_fen=100,
                   rest_by=GOVERNMENT),),
        (
            Who(63, 20, LUNCH, {PERSON: 2_000, GOVERNMENT: 18_000}, "计生"),
            Who(45, 20, LUNCH, {PERSON: 20_000}, "计生"),
            Who(63, 20, LUNCH, {PERSON: 20_000}),
        ),
    ),
    # An older village canteen: for people of 65 and more; children fetch for those who cannot walk.
    "from 65, fetched by the children": Canteen(
        {Meal.LUNCH: 800},
        (RuleDraft("65 岁以上", RuleKind.FREE, FIRST, age_from=65),),
        (
            Who(65, 5, LUNCH, {VILLAGE: 4_000}),
            Who(64, 5, LUNCH, {PERSON: 4_000}),
        ),
    ),
    # 政府补助一点、村级筹一点、慈善捐一点、个人出一点: 2.00, 25%, 10%, the person the rest.
    "four give a little": Canteen(
        {Meal.LUNCH: 1150},
        (RuleDraft("四个一点", RuleKind.SHARES, FIRST, age_from=60, rest_by=PERSON,
                   shares=(ShareDraft(GOVERNMENT, fen=200), ShareDraft(VILLAGE, percent=25),
                           ShareDraft(CHARITY, percent=10))),),
        # 25% of 11.50 is 2.875, so 2.88; the person 11.50 − 2.00 − 2.88 − 1.15 = 5.47
        (Who(70, 10, LUNCH, {PERSON: 5_470, GOVERNMENT: 2_000, VILLAGE: 2_880, CHARITY: 1_150}),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CANTEENS)
def test_a_month_comes_to_the_hand_sum(work, make, clock, name) -> None:
    canteen = CANTEENS[name]
    for meal, fen in canteen.prices.items():
        settings.put(work, PRICES[meal], fen)
    tags = {tag: work.insert(care_tag, name=tag, color="service", position=99)
            for tag in {who.tag for who in canteen.people} - {""}}  # fmt: skip
    for rule in canteen.rules:
        rule_service.add_rule(work, replace(rule, tag_id=rule.tag_id and next(iter(tags.values()))))
    clock.set(datetime(2026, 12, 2, 9))
    ids = [eat(work, make, who, tags) for who in canteen.people]
    settle_service.settle(work, NOVEMBER)

    money = money_queries.month_money(work, NOVEMBER)
    found = {one.id: {payer: fen for payer, fen in one.shares.items() if fen} for one in money.people}
    assert found == {ref: who.costs for ref, who in zip(ids, canteen.people, strict=True)}
    whole = sum(sum(who.costs.values()) for who in canteen.people)
    assert whole == sum(
        who.days * sum(canteen.prices[meal] for meal in who.meals) for who in canteen.people
    ), "the hand sums come to the prices of the meals"
    days = month_queries.days_of(work, NOVEMBER)
    assert whole == sum(money.payers.values()) == sum(day.full_fen for day in days)


def eat(work, make, who: Who, tags: dict[str, int]) -> int:
    ref = make.resident("陈秀英", birth_date=date(2026 - who.age, 11, 1))
    if who.tag:
        work.execute(resident_tag.insert().values(resident_id=ref, tag_id=tags[who.tag]))
    drafts = [
        OrderDraft(ref, date(2026, 11, day), meal) for day in range(1, who.days + 1) for meal in who.meals
    ]
    order_service.note_eaten(work, drafts)
    return int(ref)
