"""What stands against a menu, a rule, an order, a payment: facts in, problems out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from neighborcenter.booking.rulebook.money import yuan
from neighborcenter.kit.problems import Problem
from neighborcenter.meals.drafts import (
    CanteenDraft,
    CarryDraft,
    MenuDraft,
    OrderDraft,
    PaymentDraft,
    RuleDraft,
    StandingDraft,
    TopUpDraft,
)
from neighborcenter.meals.kinds import OrderStatus, Payer, PayMethod, RuleKind

MOST_FEN = 1_000_000
"""10,000 yuan: more for one meal, one share or one top-up is a slip of the hand."""
BACK_DAYS = 366
"""How far back a rule may be set."""
AHEAD_DAYS = 92
"""How far ahead meals are ordered."""
DAY_MINUTES = 24 * 60

MOVES: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.ORDERED: frozenset({OrderStatus.SERVED, OrderStatus.NOT_FETCHED, OrderStatus.CANCELLED}),
    OrderStatus.SERVED: frozenset({OrderStatus.ORDERED, OrderStatus.NOT_FETCHED}),
    OrderStatus.NOT_FETCHED: frozenset({OrderStatus.ORDERED, OrderStatus.SERVED}),
    OrderStatus.CANCELLED: frozenset({OrderStatus.ORDERED}),
}
"""Which way an order may go, also back by an undo."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order is judged by.  `price_fen` None: nobody said what the meal costs."""

    now: datetime
    cutoff_minutes: int
    price_fen: int | None
    open_from: date | None
    """The first day of the first month not closed; None when none ever was."""
    taken: bool = False


def problems_in_menu(draft: MenuDraft) -> list[Problem]:
    """A set without dishes, a price that cannot be."""
    found = []
    if not draft.dishes.strip():
        found.append(Problem("dishes", "meals.dishes_missing"))
    if not 0 <= draft.price_fen <= MOST_FEN:
        found.append(Problem("price_fen", "meals.price_wrong"))
    return found


def problems_in_canteen(draft: CanteenDraft) -> list[Problem]:
    """A price that cannot be, an hour nobody named or that lies outside the two days before the meal ends."""
    found = []
    for meal, fen in draft.prices.items():
        if not 0 <= fen <= MOST_FEN:
            found.append(Problem(f"price_{meal}", "meals.price_wrong"))
    for meal, minutes in draft.cutoffs.items():
        if minutes is None or not -DAY_MINUTES <= minutes < DAY_MINUTES:
            found.append(Problem(f"cutoff_{meal}", "meals.cutoff_missing"))
    return found


def problems_in_rule(draft: RuleDraft, since: date, today: date) -> list[Problem]:
    """What is missing in a rule, and days that lie too far back."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "meals.name_missing"))
    if (today - since).days > BACK_DAYS:
        found.append(Problem("valid_from", "meals.too_far_back", {"days": BACK_DAYS}))
    if draft.valid_to is not None and draft.valid_to < since:
        found.append(Problem("valid_to", "meals.ends_before"))
    if draft.age_from is not None and draft.age_to is not None and draft.age_from > draft.age_to:
        found.append(Problem("age_to", "meals.ages_backwards"))
    return found + _numbers_of(draft)


def _numbers_of(draft: RuleDraft) -> list[Problem]:
    found = []
    if not 0 <= draft.amount_fen <= MOST_FEN:
        found.append(Problem("amount_fen", "meals.price_wrong"))
    if not 0 <= draft.percent <= 100:
        found.append(Problem("percent", "meals.percent_wrong"))
    if draft.kind is RuleKind.PERCENT and not draft.percent:
        found.append(Problem("percent", "meals.percent_missing"))
    if draft.kind is RuleKind.ALLOWANCE and not draft.amount_fen:
        found.append(Problem("amount_fen", "meals.allowance_missing"))
    if draft.kind is RuleKind.FREE_TIMES and draft.times < 1:
        found.append(Problem("times", "meals.times_missing"))
    if draft.kind is not RuleKind.SHARES and _burdens_person(draft):
        found.append(Problem("rest_by", "meals.person_bears"))
    if draft.kind is RuleKind.SHARES and not draft.shares:
        found.append(Problem("shares", "meals.shares_missing"))
    wrong = any(
        not 0 <= (share.percent or 0) <= 100
        or not 0 <= (share.fen or 0) <= MOST_FEN
        or (share.fen is None) == (share.percent is None)
        for share in draft.shares
    )
    if wrong or sum(share.percent or 0 for share in draft.shares) > 100:
        found.append(Problem("shares", "meals.shares_wrong"))
    return found


def _burdens_person(draft: RuleDraft) -> bool:
    """Whether a subsidy would be borne by the person whom it is for."""
    payers = {draft.rest_by, *(share.payer for share in draft.shares)}
    if draft.kind is RuleKind.ALLOWANCE:
        payers.add(draft.covered_by)
    return Payer.PERSON in payers


def cutoff(day: date, minutes: int) -> datetime:
    """Until when a meal of `day` is ordered; minutes below zero lie on the day before."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def problems_in_correction(since: date | None, reason: str, today: date) -> list[Problem]:
    """No day, a day too far back, no reason."""
    found = []
    if since is None:
        found.append(Problem("since", "meals.day_missing"))
    elif (today - since).days > BACK_DAYS:
        found.append(Problem("since", "meals.since_too_far", {"days": BACK_DAYS}))
    if not reason.strip():
        found.append(Problem("reason", "meals.reason_missing"))
    return found


def problems_in_order(draft: OrderDraft, facts: OrderFacts, *, afterwards: bool = False) -> list[Problem]:
    """What stands against an order; `afterwards`: it was eaten already, today or before."""
    if draft.resident_id is None:
        return [Problem("resident_id", "meals.person_missing")]
    found = []
    if facts.open_from is not None and draft.day < facts.open_from:
        found.append(Problem("day", "meals.month_closed", {"month": f"{draft.day:%Y-%m}"}))
    today = facts.now.date()
    if afterwards:
        if draft.day > today:
            found.append(Problem("day", "meals.not_yet"))
    elif draft.day < today:
        found.append(Problem("day", "meals.day_past"))
    elif (draft.day - today).days > AHEAD_DAYS:
        found.append(Problem("day", "meals.too_far_ahead", {"days": AHEAD_DAYS}))
    elif facts.now > cutoff(draft.day, facts.cutoff_minutes):
        until = cutoff(draft.day, facts.cutoff_minutes)
        found.append(Problem("day", "meals.too_late", {"until": f"{until:%m-%d %H:%M}"}))
    if facts.price_fen is None:
        found.append(Problem("meal", "meals.no_price"))
    if facts.taken:
        found.append(Problem("resident_id", "meals.ordered_already"))
    return found


def problems_in_cancel(day: date, minutes: int, now: datetime) -> list[Problem]:
    """Too late to cancel: the kitchen cooks it."""
    until = cutoff(day, minutes)
    return [Problem("", "meals.cancel_late", {"until": f"{until:%m-%d %H:%M}"})] if now > until else []


def problems_in_move(before: OrderStatus, after: OrderStatus, day: date, today: date) -> list[Problem]:
    """A move that makes no sense; nobody eats tomorrow's meal today."""
    if after not in MOVES[before]:
        return [Problem("", "meals.wrong_move")]
    if after in (OrderStatus.SERVED, OrderStatus.NOT_FETCHED) and day > today:
        return [Problem("", "meals.not_yet")]
    return []


def problems_in_standing(draft: StandingDraft, today: date) -> list[Problem]:
    """Whom, on which weekdays, from when to when."""
    found = []
    if draft.resident_id is None:
        found.append(Problem("resident_id", "meals.person_missing"))
    if not draft.weekdays or not set(draft.weekdays) <= set(range(1, 8)):
        found.append(Problem("weekdays", "meals.weekdays_missing"))
    if draft.first_day < today:
        found.append(Problem("first_day", "meals.day_past"))
    if draft.last_day is not None and draft.last_day < draft.first_day:
        found.append(Problem("last_day", "meals.ends_before"))
    return found


def problems_in_carry(draft: CarryDraft) -> list[Problem]:
    """Orders, and somebody who goes."""
    found = []
    if not draft.order_ids:
        found.append(Problem("", "meals.nothing_chosen"))
    return found


def problems_in_top_up(draft: TopUpDraft, balance_fen: int) -> list[Problem]:
    """Nothing, too much, or more than there is."""
    if draft.resident_id is None:
        return [Problem("resident_id", "meals.person_missing")]
    if not draft.fen or abs(draft.fen) > MOST_FEN:
        return [Problem("fen", "meals.sum_wrong")]
    if draft.method is PayMethod.BALANCE:
        return [Problem("method", "meals.method_wrong")]
    if draft.fen < 0 and -draft.fen > balance_fen:
        return [Problem("fen", "meals.balance_short", {"balance": yuan(balance_fen)})]
    return []


def problems_in_payment(draft: PaymentDraft, open_fen: int, balance_fen: int) -> list[Problem]:
    """Paid already, more than is open, more than the card holds."""
    if not open_fen:
        return [Problem("", "meals.paid_already")]
    fen = open_fen if draft.fen is None else draft.fen
    if not fen or (fen > 0) != (open_fen > 0) or abs(fen) > abs(open_fen):
        return [Problem("fen", "meals.sum_wrong")]
    if draft.method is PayMethod.BALANCE and fen > balance_fen:
        return [Problem("method", "meals.balance_short", {"balance": yuan(balance_fen)})]
    return []


def problems_in_closing(month_ends: date, today: date, waiting: int, earlier: str) -> list[Problem]:
    """A month that runs, meals nobody marked, a month before that is open.  `month_ends`: the first day after it."""
    if today < month_ends:
        return [Problem("", "meals.month_runs")]
    if earlier:
        return [Problem("", "meals.close_earlier", {"month": earlier})]
    return [Problem("", "meals.still_ordered", {"count": waiting})] if waiting else []
