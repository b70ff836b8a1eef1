"""The center after four years on a PostgreSQL server: the rows of its file copied over as they lie there.

Built once per machine and kept between runs (a minute or two). What a question costs is the processor time of this
thread and of the one process of the server that answers it; the server may not spread it over others meanwhile.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import time as hour
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.data import dump
from neighborcenter.kit import migrate
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.work import Read
from tests.bench._center import Grown, built
from tests.support.postgres import SETTINGS, Server

NAME = "center"
_SETTINGS = {
    **SETTINGS,
    "shared_buffers": "128MB",
    "max_wal_size": "8GB",
    "max_parallel_workers_per_gather": "0",
}
_RAW = 200_000
"""So many rows of a table are held at once."""


@contextmanager
def opened(scale: float) -> Iterator[tuple[Backend, Grown]]:
    """The back office open on it, at noon of its last day."""
    grown = built(scale)
    home = grown.paths.data.parent / f"server-{scale:g}-{migrate.head()}"
    fresh = not (home / "complete").exists()
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(mode=0o755)
    server = Server(home, _SETTINGS)
    try:
        paths = Paths(home / "office")
        clock = FixedClock(datetime.combine(grown.today, hour(12)))
        if fresh:
            server.statement(f"CREATE DATABASE {NAME}")
            Backend.open(paths, server.url(NAME), clock=clock, create=True).close()
            shutil.copy2(grown.paths.audit_key, paths.audit_key)
            _copy(grown.paths.database, server.url(NAME))
            (home / "complete").touch()
        backend = Backend.open(paths, server.url(NAME), clock=clock)
        try:
            yield backend, grown
        finally:
            backend.close()
    finally:
        server.stop()


def _copy(file: Path, url: str) -> None:
    """Every row of the file into the empty tables of the server."""
    engine = sa.create_engine(url, connect_args={"options": "-c timezone=UTC"})
    lite = sqlite3.connect(file)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        raw = connection.connection.cursor()
        for table in dump.tables():
            raw.execute(f"DELETE FROM {table.name}")
        for table in dump.tables():
            columns = [f'"{one.name}"' for one in table.columns if one.computed is None]
            names = ", ".join(columns)
            # Named with their table: SQLite takes the quoted name of a column that is not there for a text.
            these = ", ".join(f"{table.name}.{one}" for one in columns)
            rows = lite.execute(f"SELECT {these} FROM {table.name}")
            while part := rows.fetchmany(_RAW):
                with raw.copy(f"COPY {table.name} ({names}) FROM STDIN") as into:
                    for row in part:
                        into.write_row(row)
        dump.restart_numbers(connection)
    lite.close()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def spending(read: Read) -> Callable[[], float]:
    """Tells the processor seconds spent so far: those of this thread and of the server's process for `read`.

    Where the system does not tell of other processes it is the clock.
    """
    pid = read.value(sa.text("SELECT pg_backend_pid()"))
    told = Path(f"/proc/{pid}/schedstat")
    if not told.exists():
        return time.perf_counter
    return lambda: time.thread_time() + int(told.read_text().split()[0]) / 1e9


class Bare:
    """Plain statements on the connection of `read`, with nothing of the program in between."""

    def __init__(self, read: Read) -> None:
        self._cursor = read.connection.connection.cursor()

    def execute(self, statement: str, values: tuple[Any, ...] | None = None) -> Any:
        """As of a connection of sqlite3."""
        return self._cursor.execute(statement.replace("?", "%s"), values)
