"""meals: the menu, orders, marking, the settlement of a month, prepaid cards."""

import re
from datetime import timedelta
from typing import Any

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.cli import names
from neighborcenter.cli.arguments import Add, acts_of, day, month
from neighborcenter.cli.call import Answer, Call, plain
from neighborcenter.cli.meal_prices import add_price, fen_typed
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import week_of
from neighborcenter.meals import (
    canteen_queries,
    canteen_service,
    correction_service,
    menu_service,
    money_queries,
    order_service,
    queries,
    rules,
    settle_service,
    standing_service,
)
from neighborcenter.meals.drafts import CanteenDraft, MenuDraft, OrderDraft, PaymentDraft, TopUpDraft
from neighborcenter.meals.kinds import Meal, OrderStatus, PayMethod
from neighborcenter.meals.texts import day_words, until_words, word

STATES = {"eaten": OrderStatus.SERVED, "not-fetched": OrderStatus.NOT_FETCHED, "ordered": OrderStatus.ORDERED}


def add_commands(add: Add) -> None:
    """The commands of this file."""
    top = add("meals", "main.py meals list --day 2026-11-24", None)
    act = acts_of(top)
    one = act(
        "menu", _("The menu of a week; with --dishes it is set for a meal."),
        "main.py meals menu --day 2026-11-24 --meal lunch --dishes '卤面 青菜' --price 12", menu,
    )  # fmt: skip
    _add_meal(one)
    one.add_argument("--dishes", metavar="S", help=_("what is cooked"))
    one.add_argument("--price", type=str, default="0", metavar="YUAN", help=_("price of the set, like 9.90"))
    one = act(
        "order", _("Order a meal, or with --standing what standing orders still lack."),
        "main.py meals order --person 陈秀英 --day 2026-11-24 --meal lunch", order,
    )  # fmt: skip
    one.add_argument("--person", metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--standing", action="store_true", help=_("enter standing orders up to --day"))
    one.add_argument("--deliver", action="store_true", help=_("bring it to the door"))
    one.add_argument("--diet", metavar="S", help=_("diet, such as low salt"))
    one.add_argument("--note", default="", metavar="S", help=_("a note"))
    one.add_argument("--afterwards", action="store_true", help=_("it was eaten already"))
    _add_meal(one)
    _add_decisions(act)
    add_price(act)
    one = act("cancel", _("Cancel an order."), "main.py meals cancel 17", cancel)
    one.add_argument("order", type=int, metavar="ID", help=_("id of the order"))
    one = act("serve", _("Mark meals as eaten, not fetched or neither."), "main.py meals serve 17 18", serve)
    one.add_argument("orders", type=int, nargs="+", metavar="ID", help=_("ids of orders"))
    one.add_argument("--as", dest="state", choices=list(STATES), default="eaten", help=_("what became of it"))
    _add_money(act)


def _add_money(act: Any) -> None:
    one = act(
        "settle", _("Settle a month, once and for all."), "main.py meals settle --month 2026-11", settle
    )
    one.add_argument("--month", required=True, type=month, metavar="M", help=_("the month"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what it would come to"))
    one = act(
        "pay",
        _("Take somebody's part of a settled month."),
        "main.py meals pay --month 2026-10 --person 陈秀英",
        pay,
    )
    one.add_argument("--month", required=True, type=month, metavar="M", help=_("the month"))
    one.add_argument("--person", required=True, metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--sum", metavar="YUAN", help=_("how much; without it all that is open"))
    one.add_argument(
        "--by", choices=[str(way) for way in PayMethod], default="cash", help=_("how it is paid")
    )
    one = act(
        "topup", _("Put money onto a prepaid card."), "main.py meals topup --person 陈秀英 --sum 100", top_up
    )
    one.add_argument("--person", required=True, metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--sum", required=True, metavar="YUAN", help=_("how much; -20 is paid out"))
    one.add_argument("--by", choices=["cash", "transfer"], default="cash", help=_("how it is paid"))
    one = act(
        "list",
        _("The orders of a day, or what a month comes to."),
        "main.py meals list --month 2026-11",
        listed,
    )
    one.add_argument("--day", type=day, metavar="D", help=_("the day; today without it"))
    one.add_argument("--month", type=month, metavar="M", help=_("person by person, what the month comes to"))


def _add_decisions(act: Any) -> None:
    one = act(
        "hours", _("What meals cost and until when they are ordered; with options it is changed."),
        "main.py meals hours --price lunch=12 --until lunch=09:30 --until breakfast=-20:00", hours,
    )  # fmt: skip
    one.add_argument(
        "--price", action="append", default=[], metavar="MEAL=YUAN", help=_("usual price of a meal; 0: none")
    )
    one.add_argument(
        "--until", action="append", default=[], metavar="MEAL=TIME",
        help=_("until when it is ordered; -20:00 is the day before"),
    )  # fmt: skip
    one.add_argument(
        "--not-fetched", choices=["paid", "free"], help=_("whether a meal that nobody fetches is paid for")
    )
    one = act(
        "correct", _("Put the prices of a person right, after an age or a care tag was corrected."),
        "main.py meals correct --person 陈秀英 --since 2026-11-01 --reason 生日更正", correct,
    )  # fmt: skip
    one.add_argument("--person", required=True, metavar="P", help=_("resident, by name, phone or id"))
    one.add_argument("--since", required=True, type=day, metavar="D", help=_("for meals since this day"))
    one.add_argument("--reason", required=True, metavar="S", help=_("why"))


def _add_meal(one: Any) -> None:
    one.add_argument("--day", type=day, metavar="D", help=_("the day; today without it"))
    one.add_argument("--meal", choices=[str(meal) for meal in Meal], default="lunch", help=_("which meal"))


def menu(call: Call) -> Answer:
    """Show a week, or set a meal of it."""
    options = call.options
    if options.dishes is not None:
        with call.working() as work:
            draft = MenuDraft(
                options.day or work.clock.today(),
                Meal(options.meal),
                options.dishes,
                fen_typed(options.price, "price"),
            )
            ref = menu_service.set_menu(work, draft)
        return Answer({"menu": ref}, [_("On the menu: {what}").format(what=f"{draft.day} {draft.dishes}")])
    with call.reading() as read:
        rows = queries.menu_of_week(read, week_of(options.day or read.clock.today())[0])
    kept = [row for row in rows if row.menu_id is not None]
    data = [
        {"day": plain(row.day), "meal": str(row.meal), "dishes": row.dishes, "price_fen": row.price_fen}
        for row in kept
    ]
    lines = [f"{day_words(row.day)}  {word(row.meal)}  {row.dishes}  {yuan(row.price_fen)}" for row in kept]
    return Answer({"menu": data}, lines or [_("Nothing is on the menu")])


def order(call: Call) -> Answer:
    """Order a meal, enter one afterwards, or lay out the standing orders."""
    options = call.options
    with call.working() as work:
        on = options.day or work.clock.today()
        if options.standing:
            until = options.day or work.clock.today() + timedelta(days=standing_service.DAYS_AHEAD)
            count = standing_service.lay_out(work, until)
            return Answer(
                {"ordered": count}, [_("{count} meals of standing orders are entered").format(count=count)]
            )
        if not options.person:
            raise Invalid(Problem("person", "meals.person_missing"))
        person = names.person(work, options.person)
        draft = OrderDraft(
            person,
            on,
            Meal(options.meal),
            deliver=options.deliver or None,
            diet=options.diet,
            note=options.note,
        )
        verb = order_service.note_eaten if options.afterwards else order_service.order
        (ref,) = verb(work, [draft])
        row = next(one for one in queries.orders(work, on, on, person) if one.id == ref)
    words = _("{name}: {day} {meal}, {sum}").format(
        name=row.name, day=day_words(row.day), meal=word(row.meal), sum=yuan(row.person_fen)
    )
    return Answer(_told(row), [f"{words}  {row.rule}  ({ref})"])


def hours(call: Call) -> Answer:
    """Show or change what the center decided about its canteen."""
    options = call.options
    if not (options.price or options.until or options.not_fetched):
        with call.reading() as read:
            return _decided(canteen_queries.canteen(read))
    with call.working() as work:
        now = canteen_queries.canteen(work)
        prices = {meal: fen_typed(text, f"price_{meal}") for meal, text in _by_meal(options.price, "price")}
        cutoffs = {meal: _minutes(text, meal) for meal, text in _by_meal(options.until, "until")}
        charged = now.charge_not_fetched if options.not_fetched is None else options.not_fetched == "paid"
        draft = CanteenDraft({**now.cutoffs, **cutoffs}, {**now.prices, **prices}, charged)
        canteen_service.decide(work, draft)
    return _decided(draft)


def _by_meal(words: list[str], field: str) -> list[tuple[Meal, str]]:
    """ "lunch=12" as meal and text.  Raises Invalid."""
    found = [one.partition("=") for one in words]
    if any(name not in set(Meal) for name, _equals, _text in found):
        raise Invalid(Problem(field, "meals.meal_unknown"))
    return [(Meal(name), text) for name, _equals, text in found]


def _minutes(text: str, meal: Meal) -> int:
    """09:30 in minutes after midnight; with a minus on the day before.  Raises Invalid."""
    found = re.fullmatch(r"(-?)(\d{1,2}):(\d{2})", text)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise Invalid(Problem(f"cutoff_{meal}", "meals.cutoff_missing"))
    return int(found[2]) * 60 + int(found[3]) - (rules.DAY_MINUTES if found[1] else 0)


def _decided(draft: CanteenDraft) -> Answer:
    data = {
        "meals": [
            {"meal": str(meal), "price_fen": draft.prices[meal], "until_minutes": draft.cutoffs[meal]}
            for meal in Meal
        ],
        "not_fetched": "paid" if draft.charge_not_fetched else "free",
    }
    lines = [
        _("{meal} {price}, ordered until {until}").format(
            meal=word(meal), price=yuan(draft.prices[meal]), until=until_words(draft.cutoffs[meal] or 0)
        )
        for meal in Meal
    ]
    return Answer(data, lines)


def correct(call: Call) -> Answer:
    """Put the prices of a person right."""
    options = call.options
    with call.working() as work:
        person = names.person(work, options.person)
        done = correction_service.correct_person(work, person, options.since, options.reason).corrected
    data = {"person": person, "corrected": done.orders, "person_fen": done.person_fen}
    return Answer(data, [_("{count} meals are corrected").format(count=done.orders)])


def cancel(call: Call) -> Answer:
    """Cancel an order."""
    with call.working() as work:
        order_service.cancel(work, call.options.order)
    return Answer({"cancelled": call.options.order}, [_("The meal is canceled")])


def serve(call: Call) -> Answer:
    """Mark orders."""
    with call.working() as work:
        before = order_service.mark(work, call.options.orders, STATES[call.options.state])
    ids = [ref for ref, _was in before]
    return Answer({"marked": ids}, [_("{count} meals are marked").format(count=len(ids))])


def settle(call: Call) -> Answer:
    """Settle a month."""
    asked = call.options.month
    if not call.options.dry_run:
        with call.working() as work:
            settle_service.settle(work, asked)
    with call.reading() as read:
        money = money_queries.month_money(read, asked)
    return _month(money)


def pay(call: Call) -> Answer:
    """Take a payment."""
    options = call.options
    with call.working() as work:
        person = names.person(work, options.person)
        money = money_queries.month_money(work, options.month)
        if money.settlement_id is None:
            raise Invalid(Problem("month", "meals.not_settled"))
        fen = None if options.sum is None else fen_typed(options.sum, "sum")
        ref = settle_service.pay(work, PaymentDraft(money.settlement_id, person, PayMethod(options.by), fen))
        after = money_queries.month_money(work, options.month)
    left = next((one.open_fen for one in after.people if one.id == person), 0)
    return Answer({"payment": ref, "open_fen": left}, [_("Open {sum}").format(sum=yuan(left))])


def top_up(call: Call) -> Answer:
    """Put money onto a card."""
    options = call.options
    with call.working() as work:
        person = names.person(work, options.person)
        ref = settle_service.top_up(
            work, TopUpDraft(person, fen_typed(options.sum, "sum"), PayMethod(options.by))
        )
        balance = money_queries.balances_of(work).get(person, 0)
    return Answer({"entry": ref, "balance_fen": balance}, [_("On the card: {sum}").format(sum=yuan(balance))])


def listed(call: Call) -> Answer:
    """The orders of a day, or the money of a month."""
    options = call.options
    with call.reading() as read:
        if options.month is not None:
            return _month(money_queries.month_money(read, options.month))
        on = options.day or read.clock.today()
        rows = queries.orders(read, on, on)
    lines = [
        f"{word(row.meal)}  {row.name}  {word(row.status)}  {yuan(row.person_fen)}  {row.address}  ({row.id})"
        for row in rows
    ]
    return Answer({"orders": [_told(row) for row in rows]}, lines or [_("Nobody has ordered for this day")])


def _told(row: queries.OrderRow) -> dict[str, Any]:
    return {
        "order": row.id, "person": row.resident_id, "name": row.name, "day": plain(row.day),
        "meal": str(row.meal), "status": str(row.status), "full_fen": row.full_fen,
        "person_fen": row.person_fen, "rule": row.rule, "deliver": row.deliver, "address": row.address,
        "diet": row.diet,
    }  # fmt: skip


def _month(money: money_queries.MonthMoney) -> Answer:
    data = {
        "month": str(money.month),
        "settled": money.is_closed,
        "waiting": money.waiting,
        "meals": money.meals,
        "payers": {str(payer): fen for payer, fen in money.payers.items()},
        "people": [
            {
                "person": one.id, "name": one.name, "meals": one.meals, "full_fen": one.full_fen,
                "shares": {str(payer): fen for payer, fen in one.shares.items() if fen},
                "due_fen": one.due_fen, "paid_fen": one.paid_fen, "open_fen": one.open_fen,
            }
            for one in money.people
        ],
    }  # fmt: skip
    lines = [f"{word(payer)}  {yuan(fen)}" for payer, fen in money.payers.items() if fen]
    lines += [
        f"  {one.name}  {one.meals}  {yuan(one.due_fen)} / {yuan(one.full_fen)}  ({one.id})"
        for one in money.people
    ]
    return Answer(data, lines or [_("Nobody ate in this month")])
