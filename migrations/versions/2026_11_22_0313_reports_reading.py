"""reports: ledgers enter an index at a page, at a service, at words, at a sign-up, at a grid and a home."""

import sqlalchemy as sa
from alembic import op

revision = "0027_reports_reading"
down_revision = "0024_meals"
branch_labels = None
depends_on = None

WORDS = sa.text("visitor <> '' OR passed_to <> '' OR note <> ''")


def upgrade() -> None:
    op.create_index("ix_visit_service_id_day", "visit", ["service_id", "day"])
    op.create_index(
        "ix_visit_words",
        "visit",
        ["center_id", "status", "day", "at", "visitor", "passed_to", "note"],
        sqlite_where=WORDS,
        postgresql_where=WORDS,
    )
    op.create_index("ix_enrollment_center_id_created_at", "enrollment", ["center_id", "created_at"])
    op.create_index(
        "ix_household_center_id_community_building_door",
        "household",
        ["center_id", "community", "building", "door"],
    )
    op.create_index("ix_resident_grid", "resident", ["center_id", "status", "community", "sex", "birth_date"])


def downgrade() -> None:
    op.drop_index("ix_resident_grid", "resident")
    op.drop_index("ix_household_center_id_community_building_door", "household")
    op.drop_index("ix_enrollment_center_id_created_at", "enrollment")
    op.drop_index("ix_visit_words", "visit")
    op.drop_index("ix_visit_service_id_day", "visit")
