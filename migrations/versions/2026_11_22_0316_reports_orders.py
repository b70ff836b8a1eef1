"""reports: a year's residents and minutes from an index alone, ledgers by name entered at a name."""

from alembic import op

revision = "0030_reports_orders"
down_revision = "0029_roster_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_visit_resident_id_day", "visit")
    op.create_index("ix_visit_resident_id_day_status", "visit", ["resident_id", "day", "status"])
    op.drop_index("ix_service_hours_center_id_day", "service_hours")
    op.create_index(
        "ix_service_hours_center_id_day_status_minutes",
        "service_hours",
        ["center_id", "day", "status", "minutes"],
    )
    op.create_index("ix_resident_center_id_name_sort", "resident", ["center_id", "name_sort"])


def downgrade() -> None:
    op.drop_index("ix_resident_center_id_name_sort", "resident")
    op.drop_index("ix_service_hours_center_id_day_status_minutes", "service_hours")
    op.create_index("ix_service_hours_center_id_day", "service_hours", ["center_id", "day"])
    op.drop_index("ix_visit_resident_id_day_status", "visit")
    op.create_index("ix_visit_resident_id_day", "visit", ["resident_id", "day"])
