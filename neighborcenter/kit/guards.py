"""Triggers that SQLite needs where PostgreSQL has constraints; put back after every migration run."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger: its name, its table, and its SQL after `CREATE TRIGGER name`."""

    name: str
    table: str
    body: str


def install(connection: sa.Connection, guards: Iterable[Guard]) -> None:
    """Drop and create every guard whose table exists. Does nothing on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return
    there = set(sa.inspect(connection).get_table_names())
    for guard in guards:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard.name}")
        if guard.table in there:
            connection.exec_driver_sql(f"CREATE TRIGGER {guard.name} {guard.body}")


def missing(connection: sa.Connection, guards: Iterable[Guard]) -> list[str]:
    """Names of guards that ought to stand and do not."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    names = {row[0] for row in found}
    return [guard.name for guard in guards if guard.name not in names]
