"""reports: what the papers of this release keep."""

revision = "0018_reports_usage"
down_revision = "0017_volunteer_hours"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
