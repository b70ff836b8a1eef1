"""forms: between which figures a measurement is usual, and what an answer counts as in the module's figures."""

import sqlalchemy as sa
from alembic import op

revision = "0028_forms_usual"
down_revision = "0027_reports_reading"
branch_labels = None
depends_on = None

COLUMNS = ("usual_low", "usual_high", "counts_as")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("form_field", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("form_field", name)
