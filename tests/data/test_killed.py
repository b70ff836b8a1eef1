"""A backup or a restore that is killed leaves the old data or the new, and the earlier backups as they were."""

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend, install_guards
from neighborcenter.data import archive, backup, restore
from neighborcenter.data.verify import verify
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.people.models import resident
from tests.support.builders import Builders

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]


def killed(paths: Paths, seconds: float, password: str, *words: str) -> bool:
    """Run a command and kill it after a moment; whether it was still running."""
    surroundings = {
        **os.environ,
        "NEIGHBORCENTER_NO_SETUP": "1",
        "NEIGHBORCENTER_USER": "lin",
        "NEIGHBORCENTER_PASSWORD": password,
    }
    line = [sys.executable, str(ROOT / "main.py"), "--data", str(paths.data), *words]
    process = subprocess.Popen(line, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def people_in(paths: Paths, clock: FixedClock, actor: Actor) -> int:
    """Open what is there, prove it, count its residents."""
    opened = Backend.open(paths, clock=clock)
    try:
        assert [found for found in verify(opened, actor) if found.code != "verify.keys_missing"] == []
        with opened.read(actor) as read:
            return int(read.value(sa.select(sa.func.count()).select_from(resident)))
    finally:
        opened.close()


@pytest.mark.parametrize("words", ["backup", "restore"])
def test_kill_at_any_moment_leaves_old_or_new(
    words: str, backend: Backend, actor: Actor, make: Builders, paths: Paths, clock: FixedClock, password: str
) -> None:
    make.resident("王堃")
    made = backup.back_up(backend, actor)
    make.resident("陈丽娟")
    backend.close()
    whole = made.path.read_bytes()
    line = [words] if words == "backup" else [words, made.path.name]
    began = time.monotonic()
    killed(paths, 60, password, *line)
    lasted = time.monotonic() - began
    chance = random.Random(5)
    for _ in range(6):
        killed(paths, lasted * chance.uniform(0.4, 1.0), password, *line)
        assert people_in(paths, clock, actor) in (1, 2)
        assert made.path.read_bytes() == whole
    for path in paths.backups.glob("*.zip"):
        archive.prove(path)


def test_backup_while_others_write_is_one_moment(backend: Backend, actor: Actor, paths: Paths) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with backend.work(actor) as work:
                ref = work.insert(resident, name="王堃")
                work.record("people.register", "resident", ref)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        made = [backup.back_up(backend, actor, paths.backups) for _ in range(3)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    for each in made:
        # Staging proves that the rows, the audit chain and its head belong to one moment.
        with restore.staged(each.path, paths.data, install_guards) as ready:
            assert ready.manifest.rows["resident"] >= 0
