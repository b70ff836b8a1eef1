"""What a person hands in about the canteen.  Money in fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from neighborcenter.meals.kinds import Meal, Payer, PayMethod, RuleKind


@dataclass(frozen=True, slots=True)
class MenuDraft:
    """What is cooked for one meal of one day, and the price of the set."""

    day: date
    meal: Meal
    dishes: str = ""
    price_fen: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShareDraft:
    """A part that a payer gives: in fen, or in percent."""

    payer: Payer
    fen: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule of price.

    `shares` divide what the person does not pay (with SHARES: the full price) in their order; `rest_by` bears what
    they leave.  `covered_by` bears the sum of the month of an ALLOWANCE.  Empty `meals` means all.
    """

    name: str
    kind: RuleKind
    valid_from: date
    valid_to: date | None = None
    age_from: int | None = None
    age_to: int | None = None
    tag_id: int | None = None
    meals: tuple[Meal, ...] = ()
    amount_fen: int = 0
    percent: int = 0
    times: int = 0
    covered_by: Payer = Payer.VILLAGE
    rest_by: Payer = Payer.VILLAGE
    shares: tuple[ShareDraft, ...] = ()
    source: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class CanteenDraft:
    """What the center decides about its canteen.

    `cutoffs`: until when each meal is ordered, in minutes after midnight of its day, below zero on the day before;
    None: nobody said.  `prices`: what a meal costs that the menu gives no price, in fen; 0: it is not cooked.
    """

    cutoffs: Mapping[Meal, int | None]
    prices: Mapping[Meal, int]
    charge_not_fetched: bool = True


@dataclass(frozen=True, slots=True)
class EaterDraft:
    """What is usual for somebody: diet, delivery with address and line, who fetches it."""

    resident_id: int
    diet: str = ""
    deliver: bool = False
    address: str = ""
    line: str = ""
    fetched_by: str = ""


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """One person, one meal, one day.  None means what is usual for the person."""

    resident_id: int | None
    day: date
    meal: Meal = Meal.LUNCH
    deliver: bool | None = None
    fetched_by: str | None = None
    diet: str | None = None
    note: str = ""
    standing_id: int | None = None


@dataclass(frozen=True, slots=True)
class StandingDraft:
    """The same meal on the same weekdays (1 is Monday) until somebody ends it."""

    resident_id: int | None
    meal: Meal
    first_day: date
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class CarryDraft:
    """Who takes meals to their doors: a volunteer by id, or a name."""

    order_ids: tuple[int, ...]
    volunteer_id: int | None = None
    deliverer: str = ""


@dataclass(frozen=True, slots=True)
class TopUpDraft:
    """Money onto a prepaid card; a negative sum goes back to the person."""

    resident_id: int | None
    fen: int
    method: PayMethod = PayMethod.CASH
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """What somebody pays of a closed month; `fen` None pays all that is open."""

    settlement_id: int
    resident_id: int
    method: PayMethod
    fen: int | None = None
    note: str = ""
