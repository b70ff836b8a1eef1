"""forms: record forms of the center and their entries."""

revision = "0022_forms"
down_revision = "0021_desk_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
