"""activities: its first tables."""

revision = "0015_activities"
down_revision = "0014_booking_series"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
