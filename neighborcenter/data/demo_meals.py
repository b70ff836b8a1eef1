"""The canteen of the demo center: sixty eaters, two months of meals, one settled, a menu, rules of price, cards.

The rules are those that canteens of the region put on their notices; which payer bears what is made up.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import sqlalchemy as sa

from neighborcenter.kit import settings
from neighborcenter.kit.times import Month, week_of
from neighborcenter.kit.work import Work
from neighborcenter.meals import (
    menu_service,
    money_queries,
    order_service,
    queries,
    rule_service,
    settle_service,
    standing_service,
)
from neighborcenter.meals.drafts import (
    EaterDraft,
    MenuDraft,
    OrderDraft,
    PaymentDraft,
    RuleDraft,
    ShareDraft,
    StandingDraft,
    TopUpDraft,
)
from neighborcenter.meals.kinds import Meal, OrderStatus, Payer, PayMethod, RuleKind
from neighborcenter.meals.settings import PRICES
from neighborcenter.people.models import care_tag, resident

EATERS = 60
_LUNCHES = (
    "卤面、炒空心菜、紫菜蛋汤", "红烧带鱼、麻婆豆腐、冬瓜排骨汤", "海蛎煎、蒜蓉油麦菜、萝卜牛腩汤",
    "五香卷、清炒包菜、丝瓜蛤蜊汤", "土笋冻拼盘、芹菜香干、番茄蛋汤", "咸饭、醋肉、花蛤豆腐汤",
)  # fmt: skip
_SUPPERS = ("地瓜粥、蒸蛋、凉拌海带", "面线糊、卤豆干", "小米粥、清蒸鲈鱼、炒青菜", "牡蛎粥、酱瓜")
_DIETS = ("低盐", "软食", "低糖", "素食")
_LINES = ("东线", "西线")


def fill(work: Work, rng: Random, ids: Sequence[int]) -> int:
    """Open the canteen; returns how many meals were ordered."""
    today = work.clock.today()
    first = Month.of(today).previous().first
    for meal, fen in ((Meal.LUNCH, 1200), (Meal.SUPPER, 900)):
        settings.put(work, PRICES[meal], fen)
    _menus(work, first, today)
    _rules(work, first)
    people = _eaters(work, rng, ids)
    meals = _eaten(work, rng, people, first, today)
    for person in people[:24]:
        standing_service.add_standing(work, StandingDraft(person, Meal.LUNCH, today))
    meals += standing_service.lay_out(work)
    _money(work, rng, people, Month.of(first))
    return meals


def _menus(work: Work, first: date, today: date) -> None:
    """Lunch and supper of every weekday, from the first week to the next."""
    day = week_of(first)[0]
    end = week_of(today)[1] + timedelta(days=5)
    at = 0
    while day < end:
        if day.weekday() < 5:
            at += 1
            menu_service.set_menu(work, MenuDraft(day, Meal.LUNCH, _LUNCHES[at % len(_LUNCHES)], 1200))
            menu_service.set_menu(work, MenuDraft(day, Meal.SUPPER, _SUPPERS[at % len(_SUPPERS)], 900))
        day += timedelta(days=1)


def _rules(work: Work, first: date) -> None:
    tag = work.value(
        sa.select(care_tag.c.id).where(
            care_tag.c.center_id == work.center_id, care_tag.c.name.contains("独居")
        )
    )
    village, government, charity = Payer.VILLAGE, Payer.GOVERNMENT, Payer.CHARITY
    rules = [
        RuleDraft("80 岁以上一元餐", RuleKind.FIXED, first, age_from=80, amount_fen=100,
                  shares=(ShareDraft(government, percent=60),), source="老年食堂收费公示"),
        RuleDraft("70 岁以上每月两次免费", RuleKind.FREE_TIMES, first, age_from=70, times=2, source="老人协会决定"),
        RuleDraft("60 岁以上每月补 50 元并九折", RuleKind.ALLOWANCE, first, age_from=60, amount_fen=5000, percent=10,
                  covered_by=village, rest_by=Payer.OPERATOR, source="社区居委会决定"),
    ]  # fmt: skip
    if tag is not None:
        rules.append(
            RuleDraft("独居老人午餐四方分担", RuleKind.SHARES, first, tag_id=tag, meals=(Meal.LUNCH,), rest_by=Payer.PERSON,
                      shares=(ShareDraft(government, fen=300), ShareDraft(village, percent=25), ShareDraft(charity, percent=20)),
                      source="慈善助餐项目")
        )  # fmt: skip
    for rule in rules:
        rule_service.add_rule(work, rule)


def _eaters(work: Work, rng: Random, ids: Sequence[int]) -> list[int]:
    """The old ones of the town, fewer when there are fewer."""
    latest = work.clock.today() - timedelta(days=round(62 * 365.25))
    rows = work.rows(
        sa.select(resident.c.id)
        .where(resident.c.center_id == work.center_id, resident.c.birth_date <= latest)
        .order_by(resident.c.id)
    )
    known = set(ids)
    old = [row.id for row in rows if row.id in known]
    people = rng.sample(old, min(EATERS, len(old)))
    for at, person in enumerate(people):
        if at % 5 == 0:
            draft = EaterDraft(person, deliver=True, line=_LINES[at % 2])
            order_service.set_eater(work, replace(draft, diet=_DIETS[at % 4] if at % 10 == 0 else ""))
        elif at % 7 == 0:
            order_service.set_eater(work, EaterDraft(person, diet=_DIETS[at % 4], fetched_by="女儿"))
    return people


def _eaten(work: Work, rng: Random, people: Sequence[int], first: date, today: date) -> int:
    """What was eaten up to yesterday, weekdays only; one meal in forty was not fetched."""
    drafts = []
    day = first
    while day < today:
        if day.weekday() < 5:
            for at, person in enumerate(people):
                if rng.random() < (0.9 if at < 24 else 0.4):
                    drafts.append(OrderDraft(person, day, Meal.LUNCH))
                if rng.random() < 0.12:
                    drafts.append(OrderDraft(person, day, Meal.SUPPER))
        day += timedelta(days=1)
    if not drafts:
        return 0
    made = order_service.note_eaten(work, drafts)
    missed = [ref for ref in made if rng.random() < 0.025]
    if missed:
        order_service.mark(work, missed, OrderStatus.NOT_FETCHED)
    return len(made)


def _money(work: Work, rng: Random, people: Sequence[int], month: Month) -> None:
    """The month before is settled, most have paid, a third from the card."""
    for person in people[::3]:
        settle_service.top_up(work, TopUpDraft(person, rng.choice((10000, 20000, 30000)), PayMethod.CASH))
    settlement = settle_service.settle(work, month)
    for one in money_queries.month_money(work, month).people:
        if one.open_fen > 0 and rng.random() < 0.8:
            by = (
                PayMethod.BALANCE
                if one.balance_fen >= one.open_fen
                else rng.choice((PayMethod.CASH, PayMethod.TRANSFER))
            )
            settle_service.pay(work, PaymentDraft(settlement, one.id, by))
    today = work.clock.today()
    waiting = [one.id for one in queries.orders(work, today, today) if one.status is OrderStatus.ORDERED]
    if len(waiting) > 6 and work.clock.local().hour >= 12:
        order_service.mark(work, waiting[: len(waiting) // 2], OrderStatus.SERVED)
