"""What rules there are, whom they mean, and where charges, bars and answers stand: closed lists without tables."""

from enum import StrEnum


class RuleKind(StrEnum):
    """What a rule decides."""

    WHO = "who"
    PURPOSE = "purpose"
    NOTICE = "notice"
    HORIZON = "horizon"
    LENGTH = "length"
    QUOTA = "quota"
    ROW = "row"
    OPENING = "opening"
    CAPACITY = "capacity"
    LISTENERS = "listeners"
    BLOCKED = "blocked"
    BUFFER = "buffer"
    APPROVAL = "approval"
    EXPIRY = "expiry"
    FEE = "fee"
    REDUCTION = "reduction"
    DEPOSIT = "deposit"
    PAY_BY = "pay_by"
    CANCEL_BY = "cancel_by"
    PENALTY = "penalty"


JUDGED = frozenset(
    {
        RuleKind.WHO,
        RuleKind.PURPOSE,
        RuleKind.NOTICE,
        RuleKind.HORIZON,
        RuleKind.LENGTH,
        RuleKind.QUOTA,
        RuleKind.ROW,
        RuleKind.OPENING,
        RuleKind.CAPACITY,
        RuleKind.LISTENERS,
        RuleKind.BLOCKED,
    }
)
"""Kinds that a booking can break; the others say what happens with it."""


class Level(StrEnum):
    """What comes of a broken rule."""

    BLOCK = "block"
    ASK = "ask"
    """The booking becomes a request that waits for an answer."""
    WARN = "warn"


class Aside(StrEnum):
    """Who may set a rule aside, with a reason."""

    NOBODY = "nobody"
    OVERRIDE = "override"
    """Whoever holds the right to book against a rule."""
    APPROVE = "approve"
    """Only whoever answers requests."""


class Party(StrEnum):
    """For whom a booking is."""

    RESIDENT = "resident"
    GROUP = "group"
    CENTER = "center"
    OUTSIDER = "outsider"
    """Just words on the form: nobody who is registered."""


class Repetition(StrEnum):
    """Whether a rule means single bookings, series, or both."""

    ANY = "any"
    SINGLE = "single"
    SERIES = "series"


class Unit(StrEnum):
    """How notice is counted: days by the calendar, hours by the clock."""

    HOURS = "hours"
    DAYS = "days"


class Measure(StrEnum):
    """What a quota counts."""

    TIMES = "times"
    HOURS = "hours"


class Per(StrEnum):
    """Whose uses a quota counts together."""

    PERSON = "person"
    HOUSEHOLD = "household"
    GROUP = "group"


class Period(StrEnum):
    """In which stretch of the calendar a quota counts; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Streak(StrEnum):
    """What may not follow one another too often."""

    USES = "uses"
    """Uses of one day with less than an hour between them."""
    DAYS = "days"
    WEEKS = "weeks"


class Basis(StrEnum):
    """What a fee is reckoned by."""

    HOUR = "hour"
    HALF_DAY = "half_day"
    """Morning to 12:00, afternoon to 18:00, evening: each that is touched counts."""
    TIME = "time"
    EACH = "each"
    """Each person expected, each time."""
    BOOKING = "booking"
    """Once for the whole booking, however many days it has."""


class ChargeKind(StrEnum):
    """What a line of charges is for."""

    FEE = "fee"
    REDUCTION = "reduction"
    DEPOSIT = "deposit"
    EXTRA = "extra"
    REFUND = "refund"


class ChargeState(StrEnum):
    """Where a line of charges stands."""

    OPEN = "open"
    PAID = "paid"
    RETURNED = "returned"
    KEPT = "kept"
    """A deposit that was not given back."""
    DROPPED = "dropped"
    """No longer asked for: the day was cancelled, or somebody waived it."""


class PayMethod(StrEnum):
    """How money came in or went out."""

    CASH = "cash"
    TRANSFER = "transfer"
    WECHAT = "wechat"
    ALIPAY = "alipay"


class AnswerStep(StrEnum):
    """One step on the way of a request."""

    ASKED = "asked"
    CHECKED = "checked"
    GRANTED = "granted"
    DECLINED = "declined"
    LAPSED = "lapsed"


class Effect(StrEnum):
    """What follows on not coming."""

    WARNING = "warning"
    BAR = "bar"
    FOR_GOOD = "for_good"


class StrikeKind(StrEnum):
    """What is held against somebody who booked."""

    NO_SHOW = "no_show"
    LATE = "late"
    """Cancelled after the time by which the rules want to know."""
