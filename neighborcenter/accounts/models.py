"""Tables of people who work here and what they may do."""

import sqlalchemy as sa

from neighborcenter.kit.model import (
    Instant,
    center_column,
    created_columns,
    flag_column,
    foreign,
    id_column,
    number_column,
    table,
    text_column,
    version_columns,
)

account = table(
    "account",
    id_column(),
    center_column(),
    text_column("login"),
    text_column("name"),
    text_column("password_hash"),
    flag_column("active", default=True),
    flag_column("must_change"),
    number_column("failures"),
    sa.Column("locked_until", Instant, nullable=True),
    sa.Column("last_sign_in", Instant, nullable=True),
    sa.Column("password_changed_at", Instant, nullable=True),
    *created_columns(),
    *version_columns(),
    sa.UniqueConstraint("center_id", "login"),
)

role = table(
    "role",
    id_column(),
    center_column(),
    text_column("key"),
    text_column("name"),
    flag_column("builtin"),
    number_column("position"),
    sa.UniqueConstraint("center_id", "key"),
)

role_permission = table(
    "role_permission",
    foreign("role_id", "role.id"),
    text_column("permission"),
    sa.PrimaryKeyConstraint("role_id", "permission"),
)

account_role = table(
    "account_role",
    foreign("account_id", "account.id"),
    foreign("role_id", "role.id", index=True),
    sa.PrimaryKeyConstraint("account_id", "role_id"),
)
