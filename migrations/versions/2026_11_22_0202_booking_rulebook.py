"""booking: the center's rules, charges, answers, bars."""

revision = "0013_booking_rulebook"
down_revision = "0012_booking_resources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
