"""reports: the forms of other offices."""

revision = "0023_reports_fill"
down_revision = "0022_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
