"""How migrations run: on the connection they are handed, foreign keys off, guards put back, then checked."""

from alembic import context

from neighborcenter.backend import metadata

config = context.config
connection = config.attributes["connection"]

context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=True,
    compare_type=True,
)
context.run_migrations()
if connection.in_transaction():
    connection.commit()
with connection.begin():
    config.attributes["after"](connection)
if connection.dialect.name == "sqlite":
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    connection.rollback()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise RuntimeError(f"rows that point nowhere after the migration, in: {tables}")
