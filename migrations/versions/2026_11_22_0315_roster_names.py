"""volunteers: roster rules that name a volunteer, a team or another post; shifts that do not come every week."""

import sqlalchemy as sa
from alembic import op

revision = "0029_roster_names"
down_revision = "0028_forms_usual"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LOCAL_DATE = sa.Text().with_variant(sa.Date(), "postgresql")
STRICT = {"sqlite_strict": True}
NAMED = (("volunteer_id", "volunteer"), ("team_id", "team"), ("other_post_id", "post"))


def upgrade() -> None:
    with op.batch_alter_table("roster_rule", table_kwargs=STRICT) as batch:
        for column, table in NAMED:
            batch.add_column(sa.Column(column, ID, nullable=True))
            batch.create_foreign_key(f"fk_roster_rule_{column}_{table}", table, [column], ["id"])
    for column, _table in NAMED:
        op.create_index(f"ix_roster_rule_{column}", "roster_rule", [column])
    op.add_column("shift_pattern", sa.Column("rhythm", sa.Text(), nullable=False, server_default="weekly"))
    op.add_column("shift_pattern", sa.Column("anchor", LOCAL_DATE, nullable=True))


def downgrade() -> None:
    op.drop_column("shift_pattern", "anchor")
    op.drop_column("shift_pattern", "rhythm")
    for column, _table in NAMED:
        op.drop_index(f"ix_roster_rule_{column}", "roster_rule")
    with op.batch_alter_table("roster_rule", table_kwargs=STRICT) as batch:
        for column, table in NAMED:
            batch.drop_constraint(f"fk_roster_rule_{column}_{table}", type_="foreignkey")
            batch.drop_column(column)
