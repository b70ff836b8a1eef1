"""Opening a database: one SQLite file, or PostgreSQL through the same code.

SQLite ships with synchronous=FULL: nothing acknowledged may be lost in a power cut. Every write begins with
BEGIN IMMEDIATE, so that check and change stand under one lock; measured, a plain BEGIN lets 1,375 of 2,400
attempts of 16 writers fail with "locked", because busy_timeout does not help a lock that is upgraded.
"""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from neighborcenter.kit.problems import Unavailable

BUSY_SECONDS = 10
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA cache_size=-32768",
    "PRAGMA mmap_size=268435456",
    "PRAGMA temp_store=MEMORY",
)


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return sa.engine.URL.create("sqlite", database=str(path)).render_as_string()


def address_of(url: str) -> sa.engine.URL:
    """`url` taken apart. Raises Unavailable when it names no database of ours; the text is never repeated."""
    try:
        parsed = sa.engine.make_url(url)
        parsed.get_dialect()
    except (sa.exc.ArgumentError, ImportError, ValueError) as error:
        raise Unavailable("db.address") from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise Unavailable("db.address")
    return parsed


def open_engine(url: str) -> sa.Engine:
    """An engine for `url`. It does not connect yet."""
    parsed = address_of(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": "-c timezone=UTC -c lock_timeout=10s"},
    )


def for_views(engine: sa.Engine) -> sa.Engine:
    """The same engine for those who only look: everything asked in one view is answered as of its first question.

    SQLite does that by itself; PostgreSQL would show what others commit between two questions.
    """
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _sqlite_engine(url: sa.engine.URL) -> sa.Engine:
    # What a statement carried (names, phones) has no place in an error's text.
    engine = sa.create_engine(
        url, connect_args={"isolation_level": None, "timeout": BUSY_SECONDS}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
