"""desk: tickets, matters taken in, things lent, found and handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0021_desk_queue"
down_revision = "0020_volunteer_needs"
branch_labels = None
depends_on = None

FLAG = sa.Integer().with_variant(sa.Boolean(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
LOCAL_TIME = sa.Text().with_variant(sa.DateTime(), "postgresql")


def _kept() -> list[sa.Column[object]]:
    """Who made a row and when, and the state that a second desk is told about."""
    return [
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", INSTANT, nullable=True),
        sa.Column("updated_by", ID, nullable=True),
    ]


def upgrade() -> None:
    op.create_table(
        "counter_notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("first", LOCAL_DATE, nullable=False),
        sa.Column("last", LOCAL_DATE, nullable=False),
        sa.Column("on_display", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_counter_notice"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_counter_notice_center_id_center"),
        sa.CheckConstraint("first <= last", name=op.f("ck_counter_notice_days")),
        sqlite_strict=True,
    )
    op.create_index("ix_counter_notice_center_id_last", "counter_notice", ["center_id", "last"])
    op.create_table(
        "found_thing",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, server_default="found"),
        sa.Column("what", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", LOCAL_TIME, nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False, server_default=""),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="kept"),
        sa.Column("ended_at", LOCAL_TIME, nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("proof", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_found_thing"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_found_thing_center_id_center"),
        sqlite_strict=True,
    )
    op.create_index("ix_found_thing_center_id_status_at", "found_thing", ["center_id", "status", "at"])
    op.create_table(
        "queue_group",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_queue_group"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_queue_group_center_id_center"),
        sa.UniqueConstraint("center_id", "prefix", name="uq_queue_group_center_id_prefix"),
        sqlite_strict=True,
    )
    op.create_table(
        "desk_window",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("state", sa.Text(), nullable=False, server_default="closed"),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_desk_window"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_desk_window_account_id_account"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_desk_window_center_id_center"),
        sa.UniqueConstraint("center_id", "number", name="uq_desk_window_center_id_number"),
        sa.CheckConstraint("number > 0", name=op.f("ck_desk_window_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_desk_window_account_id", "desk_window", ["account_id"])
    op.create_table(
        "priority_rule",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("basis", sa.Text(), nullable=False, server_default="said"),
        sa.Column("from_age", sa.Integer(), nullable=True),
        sa.Column("tag_id", ID, nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("active", FLAG, nullable=False, server_default=sa.text("true")),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_priority_rule"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_priority_rule_center_id_center"),
        sa.ForeignKeyConstraint(["tag_id"], ["care_tag.id"], name="fk_priority_rule_tag_id_care_tag"),
        sa.UniqueConstraint("center_id", "name", name="uq_priority_rule_center_id_name"),
        sa.CheckConstraint("basis <> 'age' OR from_age IS NOT NULL", name=op.f("ck_priority_rule_age")),
        sa.CheckConstraint("rank BETWEEN 1 AND 99", name=op.f("ck_priority_rule_rank")),
        sa.CheckConstraint("basis <> 'tag' OR tag_id IS NOT NULL", name=op.f("ck_priority_rule_tag")),
        sqlite_strict=True,
    )
    op.create_index("ix_priority_rule_tag_id", "priority_rule", ["tag_id"])
    op.create_table(
        "shift_handover",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("at", LOCAL_TIME, nullable=False),
        sa.Column("from_id", ID, nullable=True),
        sa.Column("giver", sa.Text(), nullable=False, server_default=""),
        sa.Column("to_id", ID, nullable=True),
        sa.Column("taker", sa.Text(), nullable=False, server_default=""),
        sa.Column("signed_at", INSTANT, nullable=True),
        sa.Column("signed_by", ID, nullable=True),
        sa.Column("cash_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("cash_note", sa.Text(), nullable=False, server_default=""),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("content", sa.Text(), nullable=False, server_default=""),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_shift_handover"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_shift_handover_center_id_center"),
        sa.ForeignKeyConstraint(["from_id"], ["account.id"], name="fk_shift_handover_from_id_account"),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name="fk_shift_handover_to_id_account"),
        sa.CheckConstraint("cash_fen >= 0", name=op.f("ck_shift_handover_cash")),
        sqlite_strict=True,
    )
    op.create_index("ix_shift_handover_center_id_at", "shift_handover", ["center_id", "at"])
    op.create_table(
        "window_group",
        sa.Column("window_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("window_id", "group_id", name="pk_window_group"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["queue_group.id"], name="fk_window_group_group_id_queue_group"
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["desk_window.id"], name="fk_window_group_window_id_desk_window"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_window_group_group_id", "window_group", ["group_id"])
    op.create_table(
        "loan",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("lent_at", LOCAL_TIME, nullable=False),
        sa.Column("due_at", LOCAL_TIME, nullable=False),
        sa.Column("returned_at", LOCAL_TIME, nullable=True),
        sa.Column("deposit_fen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("deposit_back", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("condition", sa.Text(), nullable=False, server_default=""),
        sa.Column("absence_id", ID, nullable=True),
        sa.Column("client_key", sa.Text(), nullable=True),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_loan"),
        sa.ForeignKeyConstraint(
            ["absence_id"], ["resource_absence.id"], name="fk_loan_absence_id_resource_absence"
        ),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_loan_center_id_center"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_loan_resident_id_resident"),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name="fk_loan_resource_id_resource"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_loan_center_id_client_key"),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_loan_quantity")),
        sa.CheckConstraint("lent_at < due_at", name=op.f("ck_loan_span")),
        sa.CheckConstraint("deposit_fen >= 0", name=op.f("ck_loan_deposit")),
        sqlite_strict=True,
    )
    op.create_index("ix_loan_absence_id", "loan", ["absence_id"])
    op.create_index("ix_loan_center_id_returned_at_due_at", "loan", ["center_id", "returned_at", "due_at"])
    op.create_index("ix_loan_resident_id", "loan", ["resident_id"])
    op.create_index("ix_loan_resource_id", "loan", ["resource_id"])
    op.create_table(
        "queue_service",
        sa.Column("service_id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("service_id", name="pk_queue_service"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["queue_group.id"], name="fk_queue_service_group_id_queue_group"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_queue_service_service_id_service"),
        sqlite_strict=True,
    )
    op.create_index("ix_queue_service_group_id", "queue_service", ["group_id"])
    op.create_table(
        "matter",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("service_id", ID, nullable=False),
        sa.Column("module_id", ID, nullable=False),
        sa.Column("handling", sa.Text(), nullable=False, server_default="direct"),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("who", sa.Text(), nullable=False, server_default=""),
        sa.Column("phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("agent", sa.Text(), nullable=False, server_default=""),
        sa.Column("agent_phone", sa.Text(), nullable=False, server_default=""),
        sa.Column("agent_relation", sa.Text(), nullable=False, server_default=""),
        sa.Column("status", sa.Text(), nullable=False, server_default="received"),
        sa.Column("delivery", sa.Text(), nullable=False, server_default="pick_up"),
        sa.Column("department", sa.Text(), nullable=False, server_default=""),
        sa.Column("received_at", LOCAL_TIME, nullable=False),
        sa.Column("accepted_on", LOCAL_DATE, nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("days_left", sa.Integer(), nullable=True),
        sa.Column("due", LOCAL_DATE, nullable=True),
        sa.Column("asked_on", LOCAL_DATE, nullable=True),
        sa.Column("supply_by", LOCAL_DATE, nullable=True),
        sa.Column("ended_at", LOCAL_TIME, nullable=True),
        sa.Column("away", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("result", sa.Text(), nullable=False, server_default=""),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.Column("handler_id", ID, nullable=True),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_matter"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_matter_center_id_center"),
        sa.ForeignKeyConstraint(["handler_id"], ["account.id"], name="fk_matter_handler_id_account"),
        sa.ForeignKeyConstraint(
            ["module_id"], ["service_module.id"], name="fk_matter_module_id_service_module"
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_matter_resident_id_resident"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_matter_service_id_service"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_matter_visit_id_visit"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_matter_center_id_client_key"),
        sa.UniqueConstraint("center_id", "year", "serial", name="uq_matter_center_id_year_serial"),
        sa.CheckConstraint("serial > 0", name=op.f("ck_matter_serial")),
        sqlite_strict=True,
    )
    op.create_index("ix_matter_center_id_received_at", "matter", ["center_id", "received_at"])
    op.create_index("ix_matter_center_id_status_due", "matter", ["center_id", "status", "due"])
    op.create_index("ix_matter_resident_id", "matter", ["resident_id"])
    op.create_index("ix_matter_visit_id", "matter", ["visit_id"])
    op.create_table(
        "ticket",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("day", LOCAL_DATE, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, server_default=""),
        sa.Column("service_id", ID, nullable=True),
        sa.Column("resident_id", ID, nullable=True),
        sa.Column("visitor", sa.Text(), nullable=False, server_default=""),
        sa.Column("heads", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("rule_id", ID, nullable=True),
        sa.Column("priority", sa.Text(), nullable=False, server_default=""),
        sa.Column("rank", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("status", sa.Text(), nullable=False, server_default="waiting"),
        sa.Column("window_id", ID, nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("taken_at", LOCAL_TIME, nullable=False),
        sa.Column("line_at", LOCAL_TIME, nullable=False),
        sa.Column("called_at", LOCAL_TIME, nullable=True),
        sa.Column("started_at", LOCAL_TIME, nullable=True),
        sa.Column("ended_at", LOCAL_TIME, nullable=True),
        sa.Column("waited", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("served", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("client_key", sa.Text(), nullable=True),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name="pk_ticket"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_ticket_center_id_center"),
        sa.ForeignKeyConstraint(["group_id"], ["queue_group.id"], name="fk_ticket_group_id_queue_group"),
        sa.ForeignKeyConstraint(["line_id"], ["queue_group.id"], name="fk_ticket_line_id_queue_group"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_ticket_resident_id_resident"),
        sa.ForeignKeyConstraint(["rule_id"], ["priority_rule.id"], name="fk_ticket_rule_id_priority_rule"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_ticket_service_id_service"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_ticket_visit_id_visit"),
        sa.ForeignKeyConstraint(["window_id"], ["desk_window.id"], name="fk_ticket_window_id_desk_window"),
        sa.UniqueConstraint("center_id", "client_key", name="uq_ticket_center_id_client_key"),
        sa.UniqueConstraint(
            "center_id", "day", "group_id", "number", name="uq_ticket_center_id_day_group_id_number"
        ),
        sa.CheckConstraint("heads > 0", name=op.f("ck_ticket_heads")),
        sa.CheckConstraint("number > 0", name=op.f("ck_ticket_number")),
        sa.CheckConstraint("waited >= 0 AND served >= 0", name=op.f("ck_ticket_seconds")),
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_center_id_day_status", "ticket", ["center_id", "day", "status"])
    op.create_index("ix_ticket_line_id_ended_at", "ticket", ["line_id", "ended_at"])
    op.create_index("ix_ticket_resident_id", "ticket", ["resident_id"])
    op.create_index("ix_ticket_visit_id", "ticket", ["visit_id"])
    op.create_index("ix_ticket_window_id", "ticket", ["window_id"])
    op.create_table(
        "matter_paper",
        sa.Column("id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("name", sa.Text(), nullable=False, server_default=""),
        sa.Column("need", sa.Text(), nullable=False, server_default="unknown"),
        sa.Column("copies", sa.Text(), nullable=False, server_default=""),
        sa.Column("there", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("asked", FLAG, nullable=False, server_default=sa.text("false")),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_matter_paper"),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name="fk_matter_paper_matter_id_matter"),
        sqlite_strict=True,
    )
    op.create_index("ix_matter_paper_matter_id", "matter_paper", ["matter_id"])
    op.create_table(
        "matter_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("at", LOCAL_TIME, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("giver", sa.Text(), nullable=False, server_default=""),
        sa.Column("taker", sa.Text(), nullable=False, server_default=""),
        sa.Column("papers", sa.Text(), nullable=False, server_default=""),
        sa.Column("due", LOCAL_DATE, nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_matter_step"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_matter_step_account_id_account"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_matter_step_center_id_center"),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name="fk_matter_step_matter_id_matter"),
        sqlite_strict=True,
    )
    op.create_index("ix_matter_step_matter_id", "matter_step", ["matter_id"])
    op.create_table(
        "ticket_call",
        sa.Column("id", ID, nullable=False),
        sa.Column("center_id", ID, nullable=False),
        sa.Column("ticket_id", ID, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("window_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("called_at", LOCAL_TIME, nullable=False),
        sa.Column("spoken_at", LOCAL_TIME, nullable=False),
        sa.Column("started_at", LOCAL_TIME, nullable=True),
        sa.Column("ended_at", LOCAL_TIME, nullable=True),
        sa.Column("result", sa.Text(), nullable=False, server_default="open"),
        sa.Column("open_window_id", ID, nullable=True),
        sa.Column("open_ticket_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_call"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_ticket_call_account_id_account"),
        sa.ForeignKeyConstraint(["center_id"], ["center.id"], name="fk_ticket_call_center_id_center"),
        sa.ForeignKeyConstraint(
            ["open_ticket_id"], ["ticket.id"], name="fk_ticket_call_open_ticket_id_ticket"
        ),
        sa.ForeignKeyConstraint(
            ["open_window_id"], ["desk_window.id"], name="fk_ticket_call_open_window_id_desk_window"
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_ticket_call_ticket_id_ticket"),
        sa.ForeignKeyConstraint(
            ["window_id"], ["desk_window.id"], name="fk_ticket_call_window_id_desk_window"
        ),
        sa.UniqueConstraint("open_ticket_id", name="uq_ticket_call_open_ticket_id"),
        sa.UniqueConstraint("ticket_id", "turn", name="uq_ticket_call_ticket_id_turn"),
        sa.UniqueConstraint("open_window_id", name="uq_ticket_call_open_window_id"),
        sa.CheckConstraint(
            "(result = 'open') = (open_ticket_id IS NOT NULL)", name=op.f("ck_ticket_call_open")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_ticket_call_center_id_spoken_at", "ticket_call", ["center_id", "spoken_at"])
    op.create_index("ix_ticket_call_window_id", "ticket_call", ["window_id"])


def downgrade() -> None:
    tables = "ticket_call matter_step matter_paper ticket matter queue_service loan window_group shift_handover priority_rule desk_window queue_group found_thing counter_notice"
    for name in tables.split():
        op.drop_table(name)
