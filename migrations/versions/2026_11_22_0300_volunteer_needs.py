"""volunteers: needs that hang on what the center does."""

revision = "0020_volunteer_needs"
down_revision = "0019_roster"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
