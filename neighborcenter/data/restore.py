"""Putting a backup in place of the present data: proved first, the present kept aside, swapped, never in place.

Order of events: prove every byte of the backup; lay its data out beside the present ones and let the database
check itself; keep the present installation as a backup of its own (or, when it is too damaged for that, as it
lies); make sure nobody else has it open; swap by renaming; open and check; put everything back when any of
that fails. A kill at any moment leaves either the old database or the new one.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from neighborcenter.data import archive, dump
from neighborcenter.data.archive import Manifest
from neighborcenter.data.backup import DATABASE, KEY, prove_file
from neighborcenter.kit import migrate
from neighborcenter.kit.audit import Chain, read_key
from neighborcenter.kit.db import open_engine, sqlite_url
from neighborcenter.kit.model import metadata
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Unavailable
from neighborcenter.kit.troubles import plain_troubles

MakeGuards = Callable[[sa.Connection], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A proved backup laid out in a folder of its own, ready to be swapped in."""

    paths: Paths
    manifest: Manifest
    file: Path


@contextmanager
def staged(file: Path, beside: Path, guards: MakeGuards) -> Iterator[Staged]:
    """Prove a backup and lay it out as an installation of its own inside `beside`; removed at the end.

    Raises Unavailable: not a backup, damaged, made by a newer program, disk full.
    """
    manifest = archive.prove(file)
    if manifest.schema not in migrate.revisions():
        raise Unavailable("data.backup_newer", file=file.name)
    with plain_troubles(str(beside)):
        beside.mkdir(parents=True, exist_ok=True)
        archive.sweep(beside)
        with tempfile.TemporaryDirectory(
            prefix=".restoring-", dir=beside, ignore_cleanup_errors=True
        ) as name:
            scratch = Path(name)
            archive.extract(file, list(manifest.files), scratch)
            ready = Staged(Paths(scratch), manifest, file)
            if manifest.engine != "sqlite":
                _file_from_rows(ready, guards)
            _check(ready)
            yield ready


def into_file(ready: Staged, paths: Paths, check: Callable[[], None]) -> None:
    """Swap a staged backup in for the SQLite file of `paths`. `check` opens the result and raises if it cannot.

    The caller has closed its own connections and kept the present data aside. Raises
    Unavailable("data.in_use") when another window has the database open; "data.restore_failed" after
    everything was put back.
    """
    with plain_troubles(str(paths.data)):
        _close_for_all(paths.database)
        old = paths.database.with_name(paths.database.name + ".before-restore")
        old_key = paths.audit_key.with_name(paths.audit_key.name + ".before-restore")
        old_files = paths.attachments.with_name("attachments.before-restore")
        _second_name(paths.database, old)
        _second_name(paths.audit_key, old_key)
        try:
            os.replace(ready.paths.audit_key, paths.audit_key)
            os.replace(ready.paths.database, paths.database)
            _swap_folder(ready.paths.attachments, paths.attachments, old_files)
            check()
        except BaseException as error:
            _remove_journals(paths.database)
            for kept, place in ((old, paths.database), (old_key, paths.audit_key)):
                if kept.exists():
                    os.replace(kept, place)
            if old_files.exists():
                shutil.rmtree(paths.attachments, ignore_errors=True)
                os.replace(old_files, paths.attachments)
            if isinstance(error, Exception):
                raise Unavailable("data.restore_failed", what=_short(error)) from error
            raise
        old.unlink(missing_ok=True)
        old_key.unlink(missing_ok=True)
        shutil.rmtree(old_files, ignore_errors=True)


def into_server(ready: Staged, paths: Paths, url: str, check: Callable[[], None]) -> None:
    """Put a staged backup's rows in place of those on a PostgreSQL server: one transaction, all or nothing.

    Only a backup of this program's version fits; the caller has kept the present rows aside.
    """
    if ready.manifest.schema != migrate.head():
        raise Unavailable("data.backup_older", file=ready.file.name)
    target, source = open_engine(url), _reader(ready.paths.database)
    key_aside = paths.audit_key.read_bytes() if paths.audit_key.exists() else None
    try:
        with plain_troubles(), source.connect() as reading, target.begin() as writing:
            dump.empty(writing)
            for table in dump.tables():
                dump.load(writing, table, dump.rows_of(reading, table))
            dump.restart_numbers(writing)
            if dump.count_rows(writing) != ready.manifest.rows:
                raise Unavailable("data.restore_failed", what="rows")
            os.replace(ready.paths.audit_key, paths.audit_key)
        check()
    except BaseException:
        if key_aside is not None:
            paths.audit_key.write_bytes(key_aside)
        raise
    finally:
        source.dispose()
        target.dispose()


def keep_as_it_lies(paths: Paths, stamp: str) -> Path:
    """Copy a database too damaged to be backed up, with its journals and key, as it lies. Returns the folder."""
    folder = paths.backups / f"before-restore-{stamp}-as-found"
    with plain_troubles(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        names = [paths.database.name + suffix for suffix in ("", "-wal", "-shm", "-journal")]
        for name in (*names, paths.audit_key.name):
            if (paths.data / name).exists():
                shutil.copy2(paths.data / name, folder / name)
    return folder


def _check(ready: Staged) -> None:
    """The laid-out database is whole, holds the rows the manifest names, and its audit trail holds."""
    try:
        counts = prove_file(ready.paths.database)
    except Unavailable as trouble:
        raise Unavailable("data.backup_damaged", file=ready.file.name, what=DATABASE) from trouble
    if counts != ready.manifest.rows:
        raise Unavailable("data.backup_damaged", file=ready.file.name, what="rows")
    if ready.manifest.schema != migrate.head():
        return  # Brought up to date when it is opened; its trail can be read then.
    chain = Chain(read_key(ready.paths.audit_key))
    engine = _reader(ready.paths.database)
    try:
        with engine.connect() as connection:
            for center, head in ready.manifest.audit.items():
                found = chain.findings(connection, int(center))
                told = connection.exec_driver_sql(
                    "SELECT count, hash FROM audit_head WHERE center_id = ?", (int(center),)
                ).one_or_none()
                if found or told is None or list(told) != head:
                    raise Unavailable(
                        "data.backup_damaged", file=ready.file.name, what=found[0] if found else "audit"
                    )
    finally:
        engine.dispose()


def _file_from_rows(ready: Staged, guards: MakeGuards) -> None:
    """Make an SQLite file of a backup that holds rows."""
    if ready.manifest.schema != migrate.head():
        raise Unavailable("data.backup_older", file=ready.file.name)
    url = sqlite_url(ready.paths.database)
    migrate.upgrade(url, after=guards)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for table in dump.tables():
            path = ready.paths.data / "tables" / f"{table.name}.jsonl"
            dump.load(connection, table, dump.lines(path, table))
    engine.dispose()
    with closing(sqlite3.connect(ready.paths.database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _reader(file: Path) -> sa.Engine:
    assert metadata.tables, "the schema is known once the back end is imported"
    return sa.create_engine(sqlite_url(file), poolclass=sa.NullPool)


def _close_for_all(database: Path) -> None:
    """Bring the write-ahead log into the file and make sure nobody else has it open.

    Leaving WAL mode succeeds only for the last connection: that is the proof.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Unavailable("data.in_use") from error
        mode = ""  # Too damaged to be opened: it was kept as it lay.
    except sqlite3.DatabaseError:
        mode = ""
    if mode == "wal":
        raise Unavailable("data.in_use")
    _remove_journals(database)


def _remove_journals(database: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _second_name(path: Path, name: Path) -> None:
    """Give a file a second name, so that renaming another over it destroys nothing."""
    name.unlink(missing_ok=True)
    if not path.exists():
        return
    try:
        os.link(path, name)
    except OSError:
        shutil.copy2(path, name)


def _swap_folder(new: Path, place: Path, aside: Path) -> None:
    shutil.rmtree(aside, ignore_errors=True)
    if place.exists():
        os.replace(place, aside)
    if new.exists():
        os.replace(new, place)
    else:
        place.mkdir(exist_ok=True)


def _short(error: BaseException) -> str:
    if isinstance(error, Unavailable):
        return error.code
    with suppress(IndexError):
        return str(error).splitlines()[0]
    return type(error).__name__


__all__ = ["KEY", "Staged", "into_file", "into_server", "keep_as_it_lies", "staged"]
