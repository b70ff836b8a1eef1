"""A database of every release still opens, is brought up to date, and has lost nothing.

Each release adds one folder to `released/`, made once and never edited: a database with a little of everything
(packed with xz where it is large) and the key of its audit trail.
"""

import lzma
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from neighborcenter.backend import Backend
from neighborcenter.data.verify import verify
from neighborcenter.kit import migrate
from neighborcenter.kit.paths import Paths

RELEASED = Path(__file__).with_name("released")


def counts(file: Path) -> dict[str, int]:
    """How many rows every table of the file holds."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


@pytest.mark.parametrize("release", sorted(folder.name for folder in RELEASED.iterdir()))
def test_a_database_of_this_release_opens_whole(release: str, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    shutil.copytree(RELEASED / release, paths.data)
    packed = paths.data / "neighborcenter.db.xz"
    if packed.exists():
        paths.database.write_bytes(lzma.decompress(packed.read_bytes()))
        packed.unlink()
    before = counts(paths.database)
    backend = Backend.open(paths)
    center_id = backend.centers()[0][0]
    with backend.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
    assert verify(backend, backend.system(center_id)) == []
    backend.close()
    after = counts(paths.database)
    # New rooms bring new rights to the roles every center has.
    assert after.pop("role_permission") >= before.pop("role_permission")
    assert {name: after.get(name) for name in before} == before
    assert before["resident"]
    assert before["occurrence"]
    assert before["visit"]
