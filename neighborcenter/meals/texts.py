"""Words of the canteen, for screen and paper alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import name_values, teach
from neighborcenter.kit.speech import say_date
from neighborcenter.meals.kinds import EntryKind, Meal, OrderStatus, Payer, PayMethod, RuleKind
from neighborcenter.meals.pricing import Rule, Share

WORDS: Mapping[StrEnum, str] = {
    Meal.BREAKFAST: N_("Breakfast"),
    Meal.LUNCH: N_("Lunch"),
    Meal.SUPPER: N_("Supper"),
    Payer.PERSON: N_("The person"),
    Payer.GOVERNMENT: N_("Government"),
    Payer.VILLAGE: N_("Village"),
    Payer.CHARITY: N_("Charity"),
    Payer.OPERATOR: N_("Canteen"),
    RuleKind.FIXED: N_("Fixed price"),
    RuleKind.PERCENT: N_("Percent off"),
    RuleKind.ALLOWANCE: N_("Sum a month"),
    RuleKind.FREE_TIMES: N_("Free a few times a month"),
    RuleKind.FREE: N_("Free meals"),
    RuleKind.SHARES: N_("Shared by payers"),
    OrderStatus.ORDERED: N_("Ordered"),
    OrderStatus.SERVED: N_("Eaten"),
    OrderStatus.NOT_FETCHED: N_("Not fetched"),
    OrderStatus.CANCELLED: N_("Canceled"),
    EntryKind.TOP_UP: N_("Top-up"),
    EntryKind.CHARGE: N_("Month paid"),
    EntryKind.REFUND: N_("Paid out"),
    EntryKind.BACK: N_("Payment taken back"),
    PayMethod.CASH: N_("Cash"),
    PayMethod.TRANSFER: N_("Transfer"),
    PayMethod.BALANCE: N_("Prepaid card"),
}
PAYERS = {str(one): WORDS[one] for one in Payer}
METHODS = {str(one): WORDS[one] for one in PayMethod}
KINDS = {str(one): WORDS[one] for kind in (Meal, RuleKind, OrderStatus) for one in kind}

SENTENCES = {
    "meals.dishes_missing": N_("Say what is cooked."),
    "meals.price_wrong": N_("This price cannot be right."),
    "meals.cutoff_missing": N_("Say until when this meal is ordered."),
    "meals.since_too_far": N_("Prices are put right up to {days} days back."),
    "meals.meal_unknown": N_("A meal is breakfast, lunch or supper."),
    "meals.reason_missing": N_("Say why."),
    "meals.name_missing": N_("Give the rule a name."),
    "meals.too_far_back": N_("A rule may begin {days} days ago at most."),
    "meals.ends_before": N_("It would end before it begins."),
    "meals.ages_backwards": N_("The lowest age lies above the highest."),
    "meals.percent_wrong": N_("Between 0 and 100 percent."),
    "meals.percent_missing": N_("Say how many percent."),
    "meals.allowance_missing": N_("Say how much a month."),
    "meals.times_missing": N_("Say how many times a month."),
    "meals.person_bears": N_("A subsidy cannot be borne by the person it is for."),
    "meals.share_unread": N_("Write a share like village=2.50 or village=25%."),
    "meals.shares_missing": N_("Name at least one payer and the share."),
    "meals.shares_wrong": N_("Each share is a sum or a percentage; percentages add up to 100 at most."),
    "meals.person_missing": N_("Choose who eats."),
    "meals.month_closed": N_("The meals of {month} are settled; nothing in it changes any more."),
    "meals.not_yet": N_("This meal has not come yet."),
    "meals.day_missing": N_("Say for which day."),
    "meals.day_past": N_("This day is over."),
    "meals.too_far_ahead": N_("Meals are ordered {days} days ahead at most."),
    "meals.too_late": N_("This meal could be ordered until {until}."),
    "meals.no_price": N_(
        "Nobody has said what this meal costs: put it on the menu or give it a usual price."
    ),
    "meals.ordered_already": N_("This meal is ordered for this person already."),
    "meals.cancel_late": N_("This meal could be canceled until {until}."),
    "meals.wrong_move": N_("The order cannot go there from where it stands."),
    "meals.weekdays_missing": N_("Choose the weekdays."),
    "meals.standing_twice": N_("This person orders this meal by a standing order already."),
    "meals.standing_over": N_("This standing order has ended."),
    "meals.nothing_chosen": N_("Choose the orders first."),
    "meals.not_delivered": N_("This meal is eaten at the canteen; set it to delivery first."),
    "meals.sum_wrong": N_("This sum cannot be right."),
    "meals.method_wrong": N_("A card is filled with cash or by transfer."),
    "meals.balance_short": N_("The card holds {balance} only."),
    "meals.paid_already": N_("Nothing is open."),
    "meals.month_runs": N_("This month is not over yet."),
    "meals.close_earlier": N_("Settle {month} first."),
    "meals.still_ordered": N_("{count} meals are neither eaten nor marked as not fetched."),
    "meals.not_settled": N_("The month is settled first, then paid."),
    "meals.settled_already": N_("This month is settled already."),
    "meals.taken_back_already": N_("This payment was taken back already."),
    "meals.rule_ended": N_("This rule has ended; make a new one."),
}
teach(SENTENCES)
name_values(
    {
        "meal_order": N_("meal order"),
        "meal_rule": N_("rule of price"),
        "meal_menu": N_("menu"),
        "meal_standing": N_("standing order"),
        "meal_settlement": N_("settlement of meals"),
        "meal_payment": N_("payment"),
    }
)


def word(value: StrEnum) -> str:
    """The word for a value of one of the closed lists."""
    return _(WORDS[value])


def sentence_of(rule: Rule, tag: str = "") -> str:
    """What a rule says, in one sentence."""
    who = _(", ").join(part for part in (_ages(rule), tag, _meals(rule)) if part) or _("Everybody")
    return _("{who}: {what}").format(who=who, what=_what(rule))


def _ages(rule: Rule) -> str:
    if rule.age_from is None and rule.age_to is None:
        return ""
    if rule.age_to is None:
        return _("{age} and older").format(age=rule.age_from)
    if rule.age_from is None:
        return _("up to {age} years").format(age=rule.age_to)
    return _("{first} to {last} years").format(first=rule.age_from, last=rule.age_to)


def _meals(rule: Rule) -> str:
    return _(", ").join(word(meal) for meal in Meal if meal in rule.meals)


def _what(rule: Rule) -> str:
    borne = _(", ").join([*(share_words(one) for one in rule.shares), _rest(rule)])
    if rule.kind is RuleKind.ALLOWANCE:
        sum_ = _("{sum} a month from {payer}").format(sum=yuan(rule.amount_fen), payer=word(rule.covered_by))
        off = _("{percent}% off").format(percent=rule.percent)
        return (
            _("{off} ({payers}), and {sum}").format(off=off, payers=borne, sum=sum_) if rule.percent else sum_
        )
    if rule.kind is RuleKind.FIXED:
        what = _("{price} a meal").format(price=yuan(rule.amount_fen))
    elif rule.kind is RuleKind.PERCENT:
        what = _("{percent}% off").format(percent=rule.percent)
    elif rule.kind is RuleKind.FREE_TIMES:
        what = _("{count} meals a month are free").format(count=rule.times)
    elif rule.kind is RuleKind.FREE:
        what = _("free")
    else:
        what = _("shared")
    return _("{what}; {payers}").format(what=what, payers=borne)


def share_words(share: Share) -> str:
    """A payer and the part."""
    part = yuan(share.fen) if share.fen is not None else f"{share.percent}%"
    return _("{payer} bears {part}").format(payer=word(share.payer), part=part)


def _rest(rule: Rule) -> str:
    words = _("{payer} the rest") if rule.shares else _("borne by {payer}")
    return words.format(payer=word(rule.rest_by))


def until_words(minutes: int) -> str:
    """Until when a meal is ordered: "09:30", or "20:00 the day before"."""
    hours, rest = divmod(minutes % (24 * 60), 60)
    clock = f"{hours:02d}:{rest:02d}"
    return clock if minutes >= 0 else _("{time} the day before").format(time=clock)


def weekdays_words(weekdays: tuple[int, ...]) -> str:
    """Mon–Fri, or the days one by one."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) > 2 and list(weekdays) == list(range(first, last + 1)):
        return f"{names[first - 1]}–{names[last - 1]}"
    return _(", ").join(names[day - 1] for day in weekdays)


def day_words(day: date) -> str:
    """11月23日 周一, Mon 23 Nov."""
    return say_date(day)
