"""Rows of every table as lines of JSON: how PostgreSQL is backed up, and how one engine's rows reach the other."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.model import Instant, LocalDate, LocalTime, metadata

BATCH = 2000


def tables() -> list[sa.Table]:
    """Every table, those pointed to before those that point."""
    return list(metadata.sorted_tables)


def count_rows(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for table in tables()
    }


def write_table(connection: sa.Connection, table: sa.Table, path: Path) -> int:
    """Write all rows of a table, one JSON list per line after a line of column names; returns their number."""
    written = 0
    ordered = sa.select(table).order_by(*table.primary_key.columns)
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(table.columns.keys()) + "\n")
        for row in connection.execution_options(yield_per=BATCH).execute(ordered):
            file.write(json.dumps([_plain(value) for value in row], ensure_ascii=False) + "\n")
            written += 1
    return written


def lines(path: Path, table: sa.Table) -> Iterator[dict[str, Any]]:
    """The rows that `write_table` wrote."""
    with path.open(encoding="utf-8") as file:
        columns = [table.columns[name] for name in json.loads(file.readline())]
        for line in file:
            values = json.loads(line)
            yield {c.name: _typed(c, value) for c, value in zip(columns, values, strict=True)}


def rows_of(connection: sa.Connection, table: sa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table in another database."""
    ordered = sa.select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=BATCH).execute(ordered):
        yield dict(row._mapping)


def empty(connection: sa.Connection) -> None:
    """Remove every row of every table, in this transaction."""
    for table in reversed(tables()):
        selves = _own_references(table)
        if selves:
            connection.execute(table.update().values(dict.fromkeys(selves, sa.null())))
        connection.execute(table.delete())


def load(connection: sa.Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> int:
    """Put rows into an empty table; references to its own rows follow once all are there."""
    selves = _own_references(table)
    later: list[dict[str, Any]] = []
    batch: list[dict[str, Any]] = []
    total = 0
    for row in rows:
        pointing = {name: row[name] for name in selves if row[name] is not None}
        if pointing:
            later.append({"row_id": row["id"], **{f"to_{name}": row[name] for name in selves}})
            row = {**row, **dict.fromkeys(selves)}
        batch.append(row)
        total += 1
        if len(batch) >= BATCH:
            connection.execute(table.insert(), batch)
            batch = []
    if batch:
        connection.execute(table.insert(), batch)
    if later:
        values: dict[str, Any] = {name: sa.bindparam(f"to_{name}") for name in selves}
        connection.execute(table.update().where(table.c.id == sa.bindparam("row_id")).values(values), later)
    return total


def restart_numbers(connection: sa.Connection) -> None:
    """Let PostgreSQL go on numbering after the highest id that was loaded."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables():
        if "id" not in table.c:
            continue
        sequence = connection.exec_driver_sql(
            "SELECT pg_get_serial_sequence(%s, 'id')", (table.name,)
        ).scalar()
        if sequence:
            connection.exec_driver_sql(
                f"SELECT setval(%s, coalesce((SELECT max(id) FROM {table.name}), 0) + 1, false)", (sequence,)
            )


def _own_references(table: sa.Table) -> Sequence[str]:
    """Columns that point to other rows of the same table."""
    return [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _typed(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Instant | LocalTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LocalDate):
        return date.fromisoformat(value)
    return value
