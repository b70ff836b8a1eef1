"""Words of the rulebook: names of its closed lists and the sentences of its problems."""

from collections.abc import Mapping
from enum import Enum

from neighborcenter.booking.rulebook.kinds import (
    AnswerStep,
    Aside,
    Basis,
    ChargeKind,
    ChargeState,
    Effect,
    Level,
    Measure,
    Party,
    PayMethod,
    Per,
    Period,
    Repetition,
    RuleKind,
    Streak,
    StrikeKind,
    Unit,
)
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import teach

RULE_KINDS: Mapping[RuleKind, str] = {
    RuleKind.WHO: N_("Who may book"),
    RuleKind.PURPOSE: N_("Purpose"),
    RuleKind.NOTICE: N_("Least notice"),
    RuleKind.HORIZON: N_("How far ahead"),
    RuleKind.LENGTH: N_("Length of one use"),
    RuleKind.QUOTA: N_("Quota"),
    RuleKind.ROW: N_("Uses in a row"),
    RuleKind.OPENING: N_("Hours of use"),
    RuleKind.CAPACITY: N_("Most people"),
    RuleKind.LISTENERS: N_("Fewest people"),
    RuleKind.BLOCKED: N_("Not to be booked"),
    RuleKind.BUFFER: N_("Time to set up and clean up"),
    RuleKind.APPROVAL: N_("Approval"),
    RuleKind.EXPIRY: N_("When requests lapse"),
    RuleKind.FEE: N_("Fee"),
    RuleKind.REDUCTION: N_("Reduced or free"),
    RuleKind.DEPOSIT: N_("Deposit"),
    RuleKind.PAY_BY: N_("When to pay"),
    RuleKind.CANCEL_BY: N_("When to cancel"),
    RuleKind.PENALTY: N_("Not having come"),
}
_WORDS: Mapping[type[Enum], Mapping[Enum, str]] = {
    Level: {
        Level.BLOCK: N_("Refuses"),
        Level.ASK: N_("Makes it a request"),
        Level.WARN: N_("Warns"),
    },
    Aside: {
        Aside.NOBODY: N_("Nobody"),
        Aside.OVERRIDE: N_("Who may book against a rule"),
        Aside.APPROVE: N_("Who answers requests"),
    },
    Party: {
        Party.RESIDENT: N_("Residents"),
        Party.GROUP: N_("Groups"),
        Party.CENTER: N_("The center itself"),
        Party.OUTSIDER: N_("Not registered"),
    },
    Repetition: {
        Repetition.ANY: N_("Both"),
        Repetition.SINGLE: N_("Single bookings"),
        Repetition.SERIES: N_("Series"),
    },
    Unit: {Unit.HOURS: N_("Hours"), Unit.DAYS: N_("Days")},
    Measure: {Measure.TIMES: N_("Times"), Measure.HOURS: N_("Hours")},
    Per: {Per.PERSON: N_("Person"), Per.HOUSEHOLD: N_("Household"), Per.GROUP: N_("Group")},
    Period: {
        Period.DAY: N_("Day"),
        Period.WEEK: N_("Week"),
        Period.MONTH: N_("Month"),
        Period.YEAR: N_("Year"),
    },
    Streak: {Streak.USES: N_("Uses on one day"), Streak.DAYS: N_("Days"), Streak.WEEKS: N_("Weeks")},
    Basis: {
        Basis.HOUR: N_("Hour begun"),
        Basis.HALF_DAY: N_("Half day"),
        Basis.TIME: N_("Time"),
        Basis.EACH: N_("Person"),
        Basis.BOOKING: N_("Booking"),
    },
    Effect: {
        Effect.WARNING: N_("A warning"),
        Effect.BAR: N_("Barred for a time"),
        Effect.FOR_GOOD: N_("Barred for good"),
    },
    ChargeKind: {
        ChargeKind.FEE: N_("Fee"),
        ChargeKind.REDUCTION: N_("Reduction"),
        ChargeKind.DEPOSIT: N_("Deposit"),
        ChargeKind.EXTRA: N_("Extra"),
        ChargeKind.REFUND: N_("Refund"),
    },
    ChargeState: {
        ChargeState.OPEN: N_("To pay"),
        ChargeState.PAID: N_("Paid"),
        ChargeState.RETURNED: N_("Returned"),
        ChargeState.KEPT: N_("Kept back"),
        ChargeState.DROPPED: N_("Dropped"),
    },
    PayMethod: {
        PayMethod.CASH: N_("Cash"),
        PayMethod.TRANSFER: N_("Bank transfer"),
        PayMethod.WECHAT: N_("WeChat Pay"),
        PayMethod.ALIPAY: N_("Alipay"),
    },
    AnswerStep: {
        AnswerStep.ASKED: N_("Asked for"),
        AnswerStep.CHECKED: N_("Checked"),
        AnswerStep.GRANTED: N_("Granted"),
        AnswerStep.DECLINED: N_("Declined"),
        AnswerStep.LAPSED: N_("Lapsed"),
    },
    StrikeKind: {
        StrikeKind.NO_SHOW: N_("Did not come"),
        StrikeKind.LATE: N_("Cancelled too late"),
    },
}

SENTENCES = {
    "booking.rule_who": N_("Rule: {rule}. This booking is for {party}. {may}"),
    "booking.rule_purpose": N_("Rule: {rule}. {may}"),
    "booking.rule_notice": N_("Rule: {rule}. For {day} that was possible until {latest}. {may}"),
    "booking.rule_horizon": N_("Rule: {rule}. At present up to {last}; {day} is later. {may}"),
    "booking.rule_length": N_("Rule: {rule}. This use lasts {length}. {may}"),
    "booking.rule_quota": N_(
        "Rule: {rule}. In the time from {first} to {last} there are {had} already. {may}"
    ),
    "booking.rule_row": N_("Rule: {rule}. {had} stand next to {day} already. {may}"),
    "booking.rule_opening": N_("Rule: {rule}. {may}"),
    "booking.rule_capacity": N_("Rule: {rule}. {people} are expected where {most} fit. {may}"),
    "booking.rule_listeners": N_("Rule: {rule}. {people} are expected. {may}"),
    "booking.rule_blocked": N_("Rule: {rule}. {may}"),
    "booking.asks_first": N_("Rule: {rule}. It is kept as a request and waits for an answer."),
    "booking.barred": N_("{who} may not book until {until}: {reason}. {may}"),
    "booking.barred_for_good": N_("{who} may not book any more: {reason}. {may}"),
    "booking.warned": N_("{who} has been warned: {reason}"),
    "booking.override_reason": N_("Say why the rule is set aside."),
    "booking.rule_number": N_("“{label}” lies between {least} and {most}."),
    "booking.rule_clock": N_("“{value}” is not a time of day like 18:30."),
    "booking.rule_season": N_("“{value}” is not a day of the year; write it as 07-01."),
    "booking.rule_half": N_("Both the beginning and the end are needed."),
    "booking.rule_backwards": N_("The end lies before the beginning."),
    "booking.rule_empty": N_("Choose at least one."),
    "booking.rule_nothing": N_("With these figures the rule says nothing."),
    "booking.rule_word": N_("“{value}” is not one of: {known}."),
    "booking.rule_over": N_("This rule has ended already."),
    "booking.request_answered": N_("This booking is not waiting for an answer: {standing}."),
    "booking.request_first": N_("This request is to be checked before it is granted."),
    "booking.request_checked": N_("This request is checked already; it can be granted."),
    "booking.request_late": N_("The request lapsed on {when}; its rooms are free again."),
    "booking.request_same_hand": N_("Who checked a request does not grant it as well."),
    "booking.decline_why": N_("Say why; it stands in the answer."),
    "booking.bar_who": N_("Say who is barred: a resident, a group, or a name with a phone."),
    "booking.bar_why": N_("Say why."),
    "booking.bar_past": N_("The last day lies in the past."),
    "booking.bar_lifted": N_("This bar is lifted already."),
    "booking.charge_none": N_("Nothing is open to pay."),
    "booking.charge_state": N_("This line cannot be changed any more: {state}."),
    "booking.charge_amount": N_("Enter an amount above 0."),
    "booking.charge_too_much": N_("At most {most} can be given back."),
    "booking.charge_why": N_("Say what it is for."),
}
teach(SENTENCES)


def kind_name(kind: RuleKind) -> str:
    """The name of a kind of rule."""
    return _(RULE_KINDS[kind])


def word(value: Enum) -> str:
    """The word for a value of any closed list of the rulebook."""
    return _(RULE_KINDS[value]) if isinstance(value, RuleKind) else _(_WORDS[type(value)][value])
