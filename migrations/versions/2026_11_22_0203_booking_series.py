"""booking: terms, exceptions of series, closures."""

revision = "0014_booking_series"
down_revision = "0013_booking_rulebook"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
