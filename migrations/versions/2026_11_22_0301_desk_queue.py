"""desk: tickets, matters taken in, things lent."""

revision = "0021_desk_queue"
down_revision = "0020_volunteer_needs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
