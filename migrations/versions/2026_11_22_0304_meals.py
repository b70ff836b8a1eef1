"""meals: menus, orders, prices and settlements."""

revision = "0024_meals"
down_revision = "0023_reports_fill"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
