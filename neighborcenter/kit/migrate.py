"""Bringing a database to the program's version: copy, upgrade, check, or put back.

At start only one short question is asked (which version is it?); Alembic, half a second of imports, is loaded
when the answer differs. Migrations run on a connection of their own with foreign keys off, because a table
that batch mode rebuilds would otherwise empty the tables that point to it.
"""

import logging
import os
import re
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.paths import root
from neighborcenter.kit.problems import Unavailable
from neighborcenter.kit.troubles import plain_troubles

log = logging.getLogger(__name__)

After = Callable[[sa.Connection], None]


@cache
def revisions() -> tuple[str, ...]:
    """Every revision of this program, oldest first (file names begin with their date)."""
    found = []
    for file in sorted((root() / "migrations" / "versions").glob("*.py")):
        match = re.search(r'^revision\b[^=]*= "([^"]+)"', file.read_text("utf-8"), re.MULTILINE)
        if match:
            found.append(match.group(1))
    return tuple(found)


def head() -> str:
    """The version this program works with."""
    return revisions()[-1]


def current(connection: sa.Connection) -> str | None:
    """The version of a database; None when it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def refuse_newer(found: str | None) -> None:
    """Raises Unavailable("db.newer") when `found` is a version this program does not know."""
    if found is not None and found not in revisions():
        raise Unavailable("db.newer", found=found)


def upgrade(url: str, *, to: str | None = None, after: After, copy_to: Path | None = None) -> None:
    """Bring the database at `url` to `to` (default: this program's version), forward or back.

    An SQLite file is copied first (to `copy_to`, or beside it) and put back as it was when the migration or
    the check of foreign keys fails. Raises Unavailable("db.upgrade_failed", reason).
    """
    parsed = sa.engine.make_url(url)
    file = Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
    copy = _copy(file, copy_to) if file is not None and file.exists() else None
    try:
        with plain_troubles(str(file or "")):
            _run(url, to, after)
    except Exception as error:
        if copy is not None and file is not None:
            _put_back(copy, file)
        if isinstance(error, Unavailable):
            raise
        log.exception("the migration failed")
        raise Unavailable("db.upgrade_failed", reason=str(error).splitlines()[0]) from error
    if copy is not None and copy_to is None:
        copy.unlink(missing_ok=True)


def _copy(file: Path, copy_to: Path | None) -> Path:
    target = copy_to or file.with_name(file.name + ".before-upgrade")
    target.unlink(missing_ok=True)
    with plain_troubles(str(target)):
        source = sqlite3.connect(file)
        try:
            source.execute("VACUUM INTO ?", (str(target),))
        finally:
            source.close()
    return target


def _put_back(copy: Path, file: Path) -> None:
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    os.replace(copy, file)


def _run(url: str, to: str | None, after: After) -> None:
    from alembic import command  # noqa: PLC0415 - heavy, needed only when the version differs
    from alembic.config import Config  # noqa: PLC0415 - heavy, needed only when the version differs

    engine = _own_engine(url)
    try:
        with engine.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(root() / "migrations"))
            config.attributes["connection"] = connection
            config.attributes["after"] = after
            target = to or head()
            found = current(connection)
            connection.rollback()
            known = revisions()
            back = found in known and target in known and known.index(target) < known.index(found)
            if target == "base" or back:
                command.downgrade(config, target)
            else:
                command.upgrade(config, target)
    finally:
        engine.dispose()


def _own_engine(url: str) -> sa.Engine:
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed.set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    engine = sa.create_engine(
        parsed, connect_args={"isolation_level": None, "timeout": 10}, poolclass=sa.NullPool
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=OFF")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
