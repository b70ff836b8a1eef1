"""The closed lists of the canteen: meals, rules of price, who pays, where an order stands."""

from enum import StrEnum


class Meal(StrEnum):
    """A meal of the day, in the order of the day."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    SUPPER = "supper"


class Payer(StrEnum):
    """Who bears a part of a meal ("政府补助一点、村级筹一点、个人出一点、慈善捐一点"), and the canteen itself."""

    PERSON = "person"
    GOVERNMENT = "government"
    VILLAGE = "village"
    CHARITY = "charity"
    OPERATOR = "operator"


class RuleKind(StrEnum):
    """How a rule finds what the person pays."""

    FIXED = "fixed"
    """A fixed price a meal."""
    PERCENT = "percent"
    """So many percent off."""
    ALLOWANCE = "allowance"
    """So many percent off, and of the rest a fixed sum a month is borne by somebody else."""
    FREE_TIMES = "free_times"
    """The first so many meals of a month are free."""
    FREE = "free"
    """Every meal is free."""
    SHARES = "shares"
    """Each payer gives a part of the full price; whoever is named bears what is left."""


class OrderStatus(StrEnum):
    """Where an order stands."""

    ORDERED = "ordered"
    SERVED = "served"
    NOT_FETCHED = "not_fetched"
    CANCELLED = "cancelled"


class EntryKind(StrEnum):
    """Why the balance of a prepaid card moved."""

    TOP_UP = "top_up"
    CHARGE = "charge"
    """A month was paid from the balance."""
    REFUND = "refund"
    """Money went back to the person."""
    BACK = "back"
    """A month's payment from the balance was taken back."""


class PayMethod(StrEnum):
    """How a month was paid."""

    CASH = "cash"
    TRANSFER = "transfer"
    BALANCE = "balance"
