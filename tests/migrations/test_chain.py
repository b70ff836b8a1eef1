"""Migrations agree with the tables, go up, down and up again, keep rows, and fail without a trace."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from neighborcenter.backend import GUARDS, Backend, install_guards, metadata
from neighborcenter.center.models import site
from neighborcenter.kit import guards, migrate
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.db import sqlite_url
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Unavailable


def address(backend: Backend, database: str | None) -> str:
    return database or sqlite_url(backend.paths.database)


@pytest.mark.both_engines
def test_the_schema_is_what_the_tables_say(backend: Backend) -> None:
    with backend.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert guards.missing(connection, GUARDS) == []


@pytest.mark.both_engines
def test_down_to_nothing_and_up_again(backend: Backend, database: str | None) -> None:
    url = address(backend, database)
    backend.engine.dispose()
    migrate.upgrade(url, to="base", after=install_guards)
    with backend.engine.connect() as connection:
        assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}
    backend.engine.dispose()
    migrate.upgrade(url, after=install_guards)
    with backend.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
        assert guards.missing(connection, GUARDS) == []


def test_every_table_on_sqlite_is_strict(backend: Backend) -> None:
    with backend.engine.connect() as connection:
        loose = connection.exec_driver_sql(
            "SELECT name FROM pragma_table_list WHERE schema='main' AND type='table' AND strict=0 "
            "AND name NOT LIKE 'sqlite%' AND name != 'alembic_version'"
        ).fetchall()
    assert loose == []


def test_every_connection_is_durable_and_checks_foreign_keys(backend: Backend) -> None:
    with backend.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "journal_mode", "busy_timeout")
        }
    assert pragmas == {"synchronous": 2, "foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 10_000}


def test_there_is_one_line_of_revisions(tmp_path: Path) -> None:
    known = migrate.revisions()
    assert len(set(known)) == len(known)
    files = sorted((Path(migrate.__file__).parents[2] / "migrations" / "versions").glob("*.py"))
    assert len(files) == len(known)


def test_a_newer_database_is_refused_kindly_and_left_alone(backend: Backend) -> None:
    with backend.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999_future'")
    backend.engine.dispose()
    with pytest.raises(Unavailable) as caught:
        Backend.open(backend.paths, clock=backend.clock)
    assert caught.value.code == "db.newer"


@pytest.mark.expects_log
def test_a_migration_that_fails_puts_the_database_back(
    backend: Backend, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with backend.work(actor) as work:
        work.insert(site, name="留得住")
    url = sqlite_url(backend.paths.database)
    backend.engine.dispose()

    def break_it(connection: sa.Connection) -> None:
        raise RuntimeError("half way")

    with pytest.raises(Unavailable) as caught:
        migrate.upgrade(url, to="0009_data", after=break_it)
    assert caught.value.code == "db.upgrade_failed"
    again = Backend.open(backend.paths, clock=backend.clock)
    with again.read(actor) as read:
        assert read.value(sa.select(sa.func.count()).where(site.c.name == "留得住")) == 1
    again.close()


def test_an_older_database_is_copied_then_brought_up_to_date(backend: Backend, tmp_path: Path) -> None:
    url = sqlite_url(backend.paths.database)
    backend.engine.dispose()
    migrate.upgrade(url, to="0009_data", after=install_guards)
    elsewhere = Paths(tmp_path / "older")
    shutil.copytree(backend.paths.data, elsewhere.data)
    opened = Backend.open(elsewhere, clock=backend.clock)
    with opened.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
    opened.close()
    assert list(elsewhere.backups.glob("before-upgrade-from-0009_data.db"))
