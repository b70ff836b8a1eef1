"""The canteen for the tests of papers: eight people, a week of October, its settlement and two payments."""

from __future__ import annotations

from datetime import date
from typing import Any

from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Work
from neighborcenter.meals import (
    menu_service,
    order_service,
    rule_service,
    settle_service,
)
from neighborcenter.meals.drafts import (
    CarryDraft,
    EaterDraft,
    MenuDraft,
    OrderDraft,
    PaymentDraft,
    RuleDraft,
    ShareDraft,
    TopUpDraft,
)
from neighborcenter.meals.kinds import Meal, OrderStatus, Payer, PayMethod, RuleKind

FIRST = date(2026, 10, 1)
MONDAY = date(2026, 10, 19)
LUNCHES = ("卤面、炒空心菜、紫菜蛋汤", "红烧带鱼、麻婆豆腐、冬瓜排骨汤", "海蛎煎、蒜蓉油麦菜、萝卜牛腩汤",
           "五香卷、清炒包菜、丝瓜蛤蜊汤", "醋肉、凉拌海带、番茄蛋汤")  # fmt: skip
SUPPERS = (
    "地瓜粥、蒸蛋、卤豆干",
    "面线糊、卤豆干",
    "小米粥、清蒸鲈鱼、炒青菜",
    "咸饭、贡丸汤",
    "菜头酸、肉粽",
)
# Who of the month's people eats what on which days of the week (0 is Monday).
LUNCH_DAYS = {0: range(5), 1: range(4), 2: (2,), 3: (0, 2, 4), 5: range(5), 6: (1, 2, 3), 9: range(5)}
SUPPER_DAYS = {0: (2, 3), 5: (2,)}


def fill_canteen(filled: Any) -> None:
    """Menus, rules, meals of a week, marked and settled; 王桂兰 pays from her card, 蔡秀英 in cash."""
    people = filled.people
    with filled.make._work() as work:
        _menus(work)
        _rules(work, filled.tag)
        _habits(work, people)
        drafts = [
            OrderDraft(people[who], date(2026, 10, 19 + day), meal, note="晚十分钟到" if who == 6 else "")
            for meal, plan in ((Meal.LUNCH, LUNCH_DAYS), (Meal.SUPPER, SUPPER_DAYS))
            for who, days in plan.items()
            for day in days
        ]
        made = dict(
            zip(
                [(one.resident_id, one.day, one.meal) for one in drafts],
                order_service.note_eaten(work, drafts),
                strict=True,
            )
        )
        missed = made[people[1], date(2026, 10, 21), Meal.LUNCH]
        order_service.mark(work, [missed], OrderStatus.NOT_FETCHED)
        carried = tuple(ref for (who, _day, _meal), ref in made.items() if who in (people[5], people[9]))
        order_service.carry(work, CarryDraft(carried, deliverer="志愿者 林志强"))
        month = settle_service.settle(work, Month(2026, 10))
        settle_service.top_up(work, TopUpDraft(people[0], 10000))
        settle_service.pay(work, PaymentDraft(month, people[0], PayMethod.BALANCE))
        settle_service.pay(work, PaymentDraft(month, people[5], PayMethod.CASH))


def _menus(work: Work) -> None:
    for at in range(5):
        day = date(2026, 10, 19 + at)
        menu_service.set_menu(work, MenuDraft(day, Meal.LUNCH, LUNCHES[at], 1200))
        menu_service.set_menu(work, MenuDraft(day, Meal.SUPPER, SUPPERS[at], 900))


def _rules(work: Work, tag: int) -> None:
    government, village, charity = Payer.GOVERNMENT, Payer.VILLAGE, Payer.CHARITY
    for rule in (
        RuleDraft("80 岁以上一元餐", RuleKind.FIXED, FIRST, age_from=80, amount_fen=100,
                  shares=(ShareDraft(government, percent=60),)),
        RuleDraft("70 岁以上每月两次免费", RuleKind.FREE_TIMES, FIRST, age_from=70, times=2),
        RuleDraft("60 岁以上每月补 20 元并九折", RuleKind.ALLOWANCE, FIRST, age_from=60, amount_fen=2000, percent=10,
                  covered_by=village, rest_by=Payer.OPERATOR),
        RuleDraft("重点人群午餐四方分担", RuleKind.SHARES, FIRST, tag_id=tag, meals=(Meal.LUNCH,), rest_by=Payer.PERSON,
                  shares=(ShareDraft(government, fen=300), ShareDraft(village, percent=25), ShareDraft(charity, percent=20))),
    ):  # fmt: skip
        rule_service.add_rule(work, rule)


def _habits(work: Work, people: list[int]) -> None:
    order_service.set_eater(
        work, EaterDraft(people[9], "软食", deliver=True, address="文化路 18 弄 3 号", line="东线")
    )
    order_service.set_eater(work, EaterDraft(people[5], deliver=True, address="桂花里 11-302", line="西线"))
    order_service.set_eater(work, EaterDraft(people[0], "低糖"))
    order_service.set_eater(work, EaterDraft(people[3], fetched_by="女儿"))
