"""Tables of the queue: groups of services, windows, rules of priority, tickets and their calls."""

import sqlalchemy as sa

from neighborcenter.desk.queue.kinds import Basis, CallEnd, TicketStatus, WindowState
from neighborcenter.kit.model import (
    LocalDate,
    LocalTime,
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

queue_group = table(
    "queue_group",
    id_column(),
    center_column(),
    text_column("prefix"),
    text_column("name"),
    flag_column("active", default=True),
    number_column("position"),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "prefix"),
)

# A service belongs to one group; what belongs to none goes to the first.
queue_service = table(
    "queue_service",
    foreign("service_id", "service.id"),
    foreign("group_id", "queue_group.id", index=True),
    sa.PrimaryKeyConstraint("service_id"),
)

desk_window = table(
    "desk_window",
    id_column(),
    center_column(),
    number_column("number", default=None),
    text_column("name"),
    choice_column("state", WindowState, default=WindowState.CLOSED),
    foreign("account_id", "account.id", nullable=True, index=True),
    text_column("words"),
    flag_column("active", default=True),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("number > 0", name="number"),
    sa.UniqueConstraint("center_id", "number"),
)

# The groups a window calls; a window without any calls everybody.
window_group = table(
    "window_group",
    foreign("window_id", "desk_window.id"),
    foreign("group_id", "queue_group.id", index=True),
    sa.PrimaryKeyConstraint("window_id", "group_id"),
)

priority_rule = table(
    "priority_rule",
    id_column(),
    center_column(),
    text_column("name"),
    text_column("words"),
    choice_column("basis", Basis, default=Basis.SAID),
    number_column("from_age", default=None, nullable=True),
    foreign("tag_id", "care_tag.id", nullable=True, index=True),
    number_column("rank", default=1),
    flag_column("active", default=True),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("rank BETWEEN 1 AND 99", name="rank"),
    sa.CheckConstraint("basis <> 'age' OR from_age IS NOT NULL", name="age"),
    sa.CheckConstraint("basis <> 'tag' OR tag_id IS NOT NULL", name="tag"),
    sa.UniqueConstraint("center_id", "name"),
)

# `group_id` gave the number and never changes; `line_id` is the group with which it waits now.
ticket = table(
    "ticket",
    id_column(),
    center_column(),
    sa.Column("day", LocalDate, nullable=False),
    foreign("group_id", "queue_group.id"),
    foreign("line_id", "queue_group.id"),
    number_column("number", default=None),
    text_column("code"),
    foreign("service_id", "service.id", nullable=True),
    foreign("resident_id", "resident.id", nullable=True, index=True),
    text_column("visitor"),
    number_column("heads", default=1),
    foreign("rule_id", "priority_rule.id", nullable=True),
    text_column("priority"),
    number_column("rank"),
    choice_column("status", TicketStatus, default=TicketStatus.WAITING),
    foreign("window_id", "desk_window.id", nullable=True, index=True),
    number_column("turn"),
    sa.Column("taken_at", LocalTime, nullable=False),
    sa.Column("line_at", LocalTime, nullable=False),
    sa.Column("called_at", LocalTime, nullable=True),
    sa.Column("started_at", LocalTime, nullable=True),
    sa.Column("ended_at", LocalTime, nullable=True),
    number_column("waited"),
    number_column("served"),
    foreign("visit_id", "visit.id", nullable=True, index=True),
    text_column("note"),
    text_column("client_key", nullable=True, default=None),
    *created_columns(),
    *version_columns(),
    sa.CheckConstraint("number > 0", name="number"),
    sa.CheckConstraint("heads > 0", name="heads"),
    sa.CheckConstraint("waited >= 0 AND served >= 0", name="seconds"),
    sa.UniqueConstraint("center_id", "day", "group_id", "number"),
    sa.UniqueConstraint("center_id", "client_key"),
    sa.Index(None, "center_id", "day", "status"),
    sa.Index(None, "line_id", "ended_at"),
)

# `open_window_id` and `open_ticket_id` repeat the two while the call is open and are NULL after: a ticket is
# at one window at a time and a window has one ticket at a time, whatever two programs do at one moment.
ticket_call = table(
    "ticket_call",
    id_column(),
    center_column(),
    foreign("ticket_id", "ticket.id"),
    number_column("turn", default=None),
    foreign("window_id", "desk_window.id", index=True),
    foreign("account_id", "account.id", nullable=True),
    number_column("times", default=1),
    sa.Column("called_at", LocalTime, nullable=False),
    sa.Column("spoken_at", LocalTime, nullable=False),
    sa.Column("started_at", LocalTime, nullable=True),
    sa.Column("ended_at", LocalTime, nullable=True),
    choice_column("result", CallEnd, default=CallEnd.OPEN),
    foreign("open_window_id", "desk_window.id", nullable=True),
    foreign("open_ticket_id", "ticket.id", nullable=True),
    sa.CheckConstraint("(result = 'open') = (open_ticket_id IS NOT NULL)", name="open"),
    sa.UniqueConstraint("ticket_id", "turn"),
    sa.UniqueConstraint("open_window_id"),
    sa.UniqueConstraint("open_ticket_id"),
    sa.Index(None, "center_id", "spoken_at"),
)
