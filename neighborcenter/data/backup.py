"""Making backups, proving them, listing them, and letting old ones go.

Order of events: copy (SQLite's own backup of one consistent moment; PostgreSQL's rows of one snapshot), prove
the copy (opened, its own check, foreign keys, counted), pack and seal it, read every byte back, rename it into
place, write the audit line, thin out. A backup that cannot be proved is removed: it never counts.
"""

import re
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from neighborcenter import __version__
from neighborcenter.accounts.permissions import Permission
from neighborcenter.data import archive, dump, keeping
from neighborcenter.data.archive import Manifest
from neighborcenter.data.office import Office
from neighborcenter.kit import migrate
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import audit_head
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.db import sqlite_url
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Unavailable
from neighborcenter.kit.troubles import plain_troubles

DATABASE = "neighborcenter.db"
KEY = "audit.key"
_NAME = re.compile(r"neighborcenter-(\d{4}-\d{2}-\d{2}-\d{6})(?:-\d+)?\.zip")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file. `trouble` is "" for a file that says it is whole (only `archive.prove` knows)."""

    path: Path
    made: datetime
    size: int
    rows: int
    centers: tuple[str, ...]
    schema: str
    sha256: str = ""
    trouble: str = ""


def back_up(
    office: Office, actor: Actor, to: Path | None = None, *, prefix: str = "neighborcenter"
) -> Backup:
    """Make a proved backup in `to` (default: the installation's own folder, which is then thinned out).

    Raises NotAllowed; Unavailable when the disk is full, the folder cannot be written, or the database is
    damaged: then the folder is as it was.
    """
    actor.require(Permission.DATA_BACKUP)
    folder = to or office.paths.backups
    with plain_troubles(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        archive.sweep(folder)
        made = _write(office, folder, prefix)
    with office.work(actor) as work:
        work.record("data.backup", "backup", None, file=made.path.name, sha256=made.sha256, rows=made.rows)
    if to is None:
        thin_out(office.paths, office.clock.local())
    return made


def copy_before_upgrade(engine: sa.Engine, paths: Paths, clock: Clock) -> Path:
    """A backup of a server's rows in the tables of an older version, for the program of that version to restore.

    A file database needs none: it is copied whole (`kit/migrate.py`).
    """
    with plain_troubles(str(paths.backups)):
        paths.backups.mkdir(parents=True, exist_ok=True)
        target = _free_name(paths.backups, f"before-migrate-{clock.local():%Y-%m-%d-%H%M%S}")
        with (
            tempfile.TemporaryDirectory(prefix=".making-", dir=paths.backups) as scratch,
            engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
        ):
            found = sa.MetaData()
            found.reflect(connection)
            contents, counts = {}, {}
            for table in found.sorted_tables:
                if table.name != "alembic_version":
                    path = Path(scratch) / f"{table.name}.jsonl"
                    counts[table.name] = dump.write_table(connection, table, path)
                    contents[f"tables/{table.name}.jsonl"] = path
            contents[KEY] = paths.audit_key
            heads = connection.exec_driver_sql("SELECT center_id, count, hash FROM audit_head")
            manifest = Manifest(
                made_at=clock.now().isoformat(timespec="seconds"),
                program=__version__,
                engine=engine.dialect.name,
                schema=migrate.current(connection) or "",
                centers=[row[0] for row in connection.exec_driver_sql("SELECT name FROM center ORDER BY id")],
                rows=counts,
                audit={str(center): [count, last] for center, count, last in heads},
            )
            archive.write(target, contents, manifest)
        archive.prove(target)
    return target


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; a file that cannot be read says so in `trouble`."""
    found = []
    for path in folder.glob("*.zip"):
        try:
            manifest = archive.read_manifest(path)
        except Unavailable as trouble:
            stamp = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            found.append(Backup(path, stamp, path.stat().st_size, 0, (), "", trouble=trouble.code))
            continue
        found.append(_described(path, manifest))
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)


def thin_out(paths: Paths, now: datetime) -> list[Path]:
    """Remove the backups that `keeping` calls superfluous; only files this program named are touched."""
    named = {}
    for path in paths.backups.glob("*.zip"):
        match = _NAME.fullmatch(path.name)
        if match:
            named[path] = datetime.strptime(match[1], "%Y-%m-%d-%H%M%S")  # noqa: DTZ007 - the center's wall time
    gone = set(keeping.superfluous(named.values(), now))
    removed = [path for path, moment in named.items() if moment in gone]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def prove_file(path: Path) -> dict[str, int]:
    """Open a copied SQLite file, let it check itself, count its rows. Raises Unavailable("db.damaged")."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
            names = [
                row[0]
                for row in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                )
            ]
            counts = {n: int(connection.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]) for n in names}
        except sqlite3.DatabaseError as error:
            raise Unavailable("db.damaged") from error
    if said != ["ok"] or dangling is not None:
        raise Unavailable("db.damaged")
    counts.pop("alembic_version", None)
    return counts


def _write(office: Office, folder: Path, prefix: str) -> Backup:
    target = _free_name(folder, f"{prefix}-{office.clock.local():%Y-%m-%d-%H%M%S}")
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder, ignore_cleanup_errors=True) as scratch:
        contents, manifest = _copy(office, Path(scratch))
        contents[KEY] = office.paths.audit_key
        if office.paths.attachments.is_dir():
            contents |= {
                f"attachments/{path.relative_to(office.paths.attachments).as_posix()}": path
                for path in sorted(office.paths.attachments.rglob("*"))
                if path.is_file()
            }
        sha256 = archive.write(target, contents, manifest)
    try:
        archive.prove(target)
    except Unavailable as trouble:
        target.unlink(missing_ok=True)
        raise Unavailable("data.backup_unproved", what=trouble.params.get("what", "")) from trouble
    return _described(target, manifest, sha256)


def _copy(office: Office, scratch: Path) -> tuple[dict[str, Path], Manifest]:
    """The database's content as files of one consistent moment, and what the manifest says of it."""
    if office.engine.dialect.name == "sqlite":
        copy = scratch / DATABASE
        copy_file(Path(office.engine.url.database or ""), copy)
        counts = prove_file(copy)
        engine = sa.create_engine(sqlite_url(copy), poolclass=sa.NullPool)
        with engine.connect() as connection:
            return {DATABASE: copy}, _manifest(office, connection, counts)
    options = {"isolation_level": "REPEATABLE READ"}
    with office.engine.connect().execution_options(**options) as connection:
        contents = {}
        counts = {}
        for table in dump.tables():
            path = scratch / f"{table.name}.jsonl"
            counts[table.name] = dump.write_table(connection, table, path)
            contents[f"tables/{table.name}.jsonl"] = path
        return contents, _manifest(office, connection, counts)


def copy_file(source: Path, target: Path) -> None:
    """A consistent copy of an SQLite database in use, as one plain file."""
    with closing(sqlite3.connect(source, timeout=10)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _manifest(office: Office, connection: sa.Connection, counts: dict[str, int]) -> Manifest:
    heads = connection.execute(sa.select(audit_head.c.center_id, audit_head.c.count, audit_head.c.hash))
    return Manifest(
        made_at=office.clock.now().isoformat(timespec="seconds"),
        program=__version__,
        engine=office.engine.dialect.name,
        schema=migrate.current(connection) or "",
        centers=[name for _, _, name in office.centers()],
        rows=counts,
        audit={str(center): [count, last] for center, count, last in heads},
    )


def _described(path: Path, manifest: Manifest, sha256: str = "") -> Backup:
    return Backup(
        path,
        manifest.moment,
        path.stat().st_size,
        manifest.total,
        tuple(manifest.centers),
        manifest.schema,
        sha256,
    )


def _free_name(folder: Path, stem: str) -> Path:
    """A name not yet taken: two backups of one second stand side by side."""
    target, number = folder / f"{stem}.zip", 2
    while target.exists():
        target, number = folder / f"{stem}-{number}.zip", number + 1
    return target
