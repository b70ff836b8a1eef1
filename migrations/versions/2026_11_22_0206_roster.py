"""volunteers: rosters and their rules."""

revision = "0017_roster"
down_revision = "0016_volunteers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
