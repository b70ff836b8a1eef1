"""volunteers: people, posts and hours."""

revision = "0016_volunteers"
down_revision = "0015_activities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
