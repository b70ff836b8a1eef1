"""Tables of the rulebook: rules, overrides, charges and receipts, answers to requests, strikes and bars."""

import sqlalchemy as sa

from neighborcenter.booking.rulebook.kinds import (
    AnswerStep,
    Aside,
    ChargeKind,
    ChargeState,
    Effect,
    Level,
    PayMethod,
    RuleKind,
    StrikeKind,
)
from neighborcenter.kit.model import (
    IdType,
    Instant,
    LocalDate,
    center_column,
    choice_column,
    created_columns,
    flag_column,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)

booking_rule = table(
    "booking_rule",
    id_column(),
    center_column(),
    choice_column("kind", RuleKind),
    choice_column("level", Level, default=Level.BLOCK),
    choice_column("aside", Aside, default=Aside.OVERRIDE),
    text_column("terms", default="{}"),
    text_column("scope", default="{}"),
    text_column("words"),
    sa.Column("valid_from", LocalDate, nullable=True),
    sa.Column("valid_to", LocalDate, nullable=True),
    number_column("position"),
    flag_column("active", default=True),
    text_column("note"),
    text_column("source"),
    *created_columns(),
    *version_columns(),
    sa.Index(None, "center_id", "position"),
)

# A rule that was set aside for a booking: its sentence as it stood, so that a later change of the rule does
# not rewrite what was decided.
booking_override = table(
    "booking_override",
    id_column(),
    center_column(),
    foreign("booking_id", "booking.id", index=True),
    foreign("rule_id", "booking_rule.id", nullable=True, index=True),
    text_column("sentence"),
    text_column("reason"),
    *created_columns(),
    sa.Index(None, "center_id", "created_at"),
)

# Receipts are numbered without gaps within a year; a refund is a receipt with an amount below zero.
receipt = table(
    "receipt",
    id_column(),
    center_column(),
    number_column("year"),
    number_column("number"),
    foreign("booking_id", "booking.id", index=True),
    number_column("fen"),
    choice_column("method", PayMethod, default=PayMethod.CASH),
    text_column("payer"),
    *created_columns(),
    sa.UniqueConstraint("center_id", "year", "number"),
)

# Money in whole fen; reductions and refunds are below zero.  A line for one day names its occurrence, a line
# for the whole booking names none.
charge = table(
    "charge",
    id_column(),
    center_column(),
    foreign("booking_id", "booking.id", index=True),
    foreign("occurrence_id", "occurrence.id", nullable=True, index=True),
    foreign("rule_id", "booking_rule.id", nullable=True, index=True),
    choice_column("kind", ChargeKind),
    number_column("fen"),
    text_column("words"),
    choice_column("state", ChargeState, default=ChargeState.OPEN),
    sa.Column("due_on", LocalDate, nullable=True),
    flag_column("lapses"),
    sa.Column("settled_at", Instant, nullable=True),
    sa.Column("settled_by", IdType, nullable=True),
    foreign("receipt_id", "receipt.id", nullable=True, index=True),
    text_column("note"),
    *created_columns(),
    sa.Index(None, "center_id", "state", "due_on"),
)

booking_answer = table(
    "booking_answer",
    id_column(),
    center_column(),
    foreign("booking_id", "booking.id", index=True),
    choice_column("step", AnswerStep),
    number_column("steps", default=1),
    text_column("words"),
    # Only what was asked for and not answered yet is open: the queue of requests goes by it.
    flag_column("open"),
    *created_columns(),
    sa.Index(None, "center_id", "open"),
)

# What is held against somebody who booked and did not come, or cancelled too late; one line a day at most
# for each of them.
booking_strike = table(
    "booking_strike",
    id_column(),
    center_column(),
    foreign("occurrence_id", "occurrence.id"),
    foreign("resident_id", "resident.id", nullable=True),
    foreign("group_id", "people_group.id", nullable=True),
    text_column("phone"),
    choice_column("kind", StrikeKind, default=StrikeKind.NO_SHOW),
    sa.Column("day", LocalDate, nullable=False),
    *created_columns(),
    sa.UniqueConstraint("occurrence_id", "resident_id"),
    sa.Index(None, "resident_id", "day"),
    sa.Index(None, "group_id", "day"),
    sa.Index(None, "center_id", "phone", "day"),
)

booking_bar = table(
    "booking_bar",
    id_column(),
    center_column(),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    foreign("group_id", "people_group.id", nullable=True, index=True),
    text_column("who"),
    text_column("phone"),
    choice_column("effect", Effect, default=Effect.BAR),
    sa.Column("since", LocalDate, nullable=False),
    sa.Column("until", LocalDate, nullable=True),
    text_column("reason"),
    foreign("rule_id", "booking_rule.id", nullable=True, index=True),
    foreign("strike_id", "booking_strike.id", nullable=True, index=True),
    sa.Column("lifted_at", Instant, nullable=True),
    sa.Column("lifted_by", IdType, nullable=True),
    text_column("lifted_reason"),
    *created_columns(),
    sa.Index(None, "center_id", "phone"),
    sa.Index(None, "center_id", "lifted_at"),
)
