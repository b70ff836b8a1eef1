"""booking: equipment, staff, extra rooms, appointments, holds."""

revision = "0012_booking_resources"
down_revision = "0011_booking_standing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
