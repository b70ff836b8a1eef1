"""A backup is proved when it is made, noticed when it is damaged, and restored whole or not at all."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import Backend, install_guards
from neighborcenter.data import archive, backup, restore
from neighborcenter.data.verify import verify
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.db import open_engine, sqlite_url
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import NotAllowed, Unavailable
from neighborcenter.people.models import resident
from tests.support.builders import Builders
from tests.support.postgres import Server


def names(backend: Backend, actor: Actor) -> set[str]:
    with backend.read(actor) as read:
        return {row[0] for row in read.rows(sa.select(resident.c.name))}


def put_in_place(backend: Backend, file: Path, url: str | None) -> Backend:
    """Restore as the command does: stage, let go, swap, open again."""
    paths, clock = backend.paths, backend.clock

    def check() -> None:
        Backend.open(paths, url, clock=clock).close()

    with restore.staged(file, paths.data, install_guards) as ready:
        backend.close()
        if url is None:
            restore.into_file(ready, paths, check)
        else:
            restore.into_server(ready, paths, url, check)
    return Backend.open(paths, url, clock=clock)


@pytest.mark.both_engines
def test_backup_says_what_is_in_it(backend: Backend, actor: Actor, make: Builders, paths: Paths) -> None:
    make.resident("王堃")
    made = backup.back_up(backend, actor)
    assert made.path.name == "neighborcenter-2026-11-23-101500.zip"
    manifest = archive.prove(made.path)
    assert manifest.rows["resident"] == 1
    assert manifest.centers == ["双沟社区邻里中心"]
    assert made.rows == manifest.total
    assert archive.sha256_of(made.path) == made.sha256
    assert [found.path for found in backup.backups(paths.backups)] == [made.path]
    assert not list(paths.backups.glob(".*"))


@pytest.mark.both_engines
def test_restoring_brings_back_what_was_and_removes_what_came_after(
    backend: Backend, actor: Actor, make: Builders, database: str | None
) -> None:
    room = make.room()
    parted = make.room(parent=room)
    make.resident("王堃", guardian_id=make.resident("陈丽娟"))
    make.booking(room=parted, times=4)
    made = backup.back_up(backend, actor)
    make.resident("黄志明")
    again = put_in_place(backend, made.path, database)
    try:
        assert names(again, actor) == {"王堃", "陈丽娟"}
        codes = {found.code for found in verify(again, actor)}
        assert codes <= {"verify.keys_missing"}
        with again.work(actor) as work:
            work.insert(resident, name="吴燊")
            work.record("people.register", "resident")
        assert "吴燊" in names(again, actor)
    finally:
        again.close()


def test_backup_of_postgresql_can_be_restored_into_a_file_and_back(
    backend: Backend, actor: Actor, make: Builders, postgres: Server, tmp_path: Path, clock: FixedClock
) -> None:
    make.resident("张䶮", birth_date=datetime(1950, 3, 8).date())
    made = backup.back_up(backend, actor)
    postgres.statement("CREATE DATABASE crossing TEMPLATE template")
    try:
        there = Paths(tmp_path / "there")
        shutil.copytree(postgres.home / "template", there.data)
        server = Backend.open(there, postgres.url("crossing"), clock=clock)
        server = put_in_place(server, made.path, postgres.url("crossing"))
        assert names(server, actor) == {"张䶮"}
        second = backup.back_up(server, actor)
        server.close()
        backend = put_in_place(backend, second.path, None)
        assert names(backend, actor) == {"张䶮"}
        assert not [f for f in verify(backend, actor) if f.code != "verify.keys_missing"]
        backend.close()
    finally:
        postgres.statement("DROP DATABASE crossing WITH (FORCE)")


def test_every_flipped_bit_is_noticed(backend: Backend, actor: Actor, make: Builders, tmp_path: Path) -> None:
    make.resident("王堃")
    made = backup.back_up(backend, actor)
    whole = made.path.read_bytes()
    chance = random.Random(7)
    missed = []
    for _ in range(300):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        damaged = tmp_path / "damaged.zip"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        if _is_proved(damaged):
            missed.append(place)
    assert missed == []


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_other_files_are_refused_as_backups(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "holiday.zip"
    other.write_bytes(content)
    with pytest.raises(Unavailable) as caught:
        archive.prove(other)
    assert caught.value.code == "data.not_a_backup"


def test_backup_that_would_write_outside_its_folder_is_refused(tmp_path: Path) -> None:
    import zipfile

    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as box:
        box.writestr("../outside.txt", "no")
    with pytest.raises(Unavailable):
        archive.extract(evil, ["../outside.txt"], tmp_path / "inside")
    assert not (tmp_path / "outside.txt").exists()


def test_restoring_that_fails_leaves_everything_as_it_was(
    backend: Backend, actor: Actor, make: Builders, paths: Paths, clock: FixedClock
) -> None:
    made = backup.back_up(backend, actor)
    make.resident("王堃")
    backend.close()
    key = paths.audit_key.read_bytes()

    def fails() -> None:
        raise Unavailable("db.damaged")

    with (
        restore.staged(made.path, paths.data, install_guards) as ready,
        pytest.raises(Unavailable) as caught,
    ):
        restore.into_file(ready, paths, fails)
    assert caught.value.code == "data.restore_failed"
    assert paths.audit_key.read_bytes() == key
    again = Backend.open(paths, clock=clock)
    assert names(again, actor) == {"王堃"}
    again.close()
    assert sorted(p.name for p in paths.data.iterdir() if "restor" in p.name) == []


def test_database_open_elsewhere_is_not_swapped_away(backend: Backend, actor: Actor, paths: Paths) -> None:
    made = backup.back_up(backend, actor)
    backend.close()
    with (
        closing(sqlite3.connect(paths.database)) as other,
        restore.staged(made.path, paths.data, install_guards) as ready,
        pytest.raises(Unavailable) as caught,
    ):
        other.execute("SELECT count(*) FROM resident").fetchone()
        restore.into_file(ready, paths, lambda: None)
    assert caught.value.code == "data.in_use"


def test_backup_of_a_newer_program_is_refused(backend: Backend, actor: Actor, paths: Paths) -> None:
    made = backup.back_up(backend, actor)
    manifest = archive.read_manifest(made.path)
    contents = {name: paths.data / name for name in ("audit.key", "neighborcenter.db")}
    newer = archive.Manifest(**{**_told(manifest), "schema": "2031_01_01_newer", "files": {}})
    archive.write(paths.backups / "newer.zip", contents, newer)
    with (
        pytest.raises(Unavailable) as caught,
        restore.staged(paths.backups / "newer.zip", paths.data, install_guards),
    ):
        pass
    assert caught.value.code == "data.backup_newer"


def test_backup_needs_its_permission(backend: Backend, make: Builders) -> None:
    with pytest.raises(NotAllowed):
        backup.back_up(backend, make.actor_as("administrator", without=(Permission.DATA_BACKUP,)))


def test_damaged_database_is_never_backed_up_as_good(
    backend: Backend, actor: Actor, make: Builders, paths: Paths, clock: FixedClock
) -> None:
    for _ in range(200):
        make.resident()
    backend.close()
    whole = paths.database.read_bytes()
    place = whole.index("双沟社区".encode()) // 4096 * 4096
    paths.database.write_bytes(whole[:place] + b"\xff" * 4096 + whole[place + 4096 :])
    again = Backend.open(paths, clock=clock)
    try:
        with pytest.raises(Unavailable) as caught:
            backup.back_up(again, actor)
        assert caught.value.code == "db.damaged"
        assert list(paths.backups.iterdir()) == []
        assert verify(again, actor)[0].code == "verify.integrity"
    finally:
        again.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs root")
def test_full_disk_leaves_old_backups_untouched(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    import subprocess

    stick = tmp_path / "stick"
    stick.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(stick)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("no mount here")
    try:
        (stick / "old.zip").write_bytes(b"old")
        with pytest.raises(Unavailable) as caught:
            backup.back_up(backend, actor, stick)
        assert caught.value.code == "db.full"
        assert [path.name for path in stick.iterdir()] == ["old.zip"]
    finally:
        subprocess.run(["umount", str(stick)], check=True)


def test_trail_that_was_changed_by_hand_is_noticed(
    backend: Backend, actor: Actor, make: Builders, paths: Paths
) -> None:
    make.account()
    engine = open_engine(sqlite_url(paths.database))
    with engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET actor = '别人' WHERE id = 1")
    engine.dispose()
    assert [found.code for found in verify(backend, actor)] == ["verify.audit"]


def test_planted_damage_of_bookings_is_found(backend: Backend, actor: Actor, make: Builders) -> None:
    make.booking(times=2)
    assert verify(backend, actor) == [] or {f.code for f in verify(backend, actor)} == {"verify.keys_missing"}
    with backend.work(actor) as work:
        work.execute(sa.text("DELETE FROM claim WHERE id = (SELECT min(id) FROM claim)"))
        work.execute(
            sa.text("UPDATE occurrence SET status = 'cancelled' WHERE id = (SELECT max(id) FROM occurrence)")
        )
        work.execute(sa.text("DROP TRIGGER claim_guard_insert"))
    codes = {found.code for found in verify(backend, actor)}
    assert {"verify.claims_missing", "verify.claims_left", "verify.guards"} <= codes


@pytest.mark.both_engines
def test_whole_database_has_no_findings(backend: Backend, actor: Actor) -> None:
    assert verify(backend, actor) == []


def _is_proved(file: Path) -> bool:
    try:
        archive.prove(file)
    except Unavailable as trouble:
        return not trouble.code.startswith("data.")
    return True


def _told(manifest: archive.Manifest) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(manifest)
