"""Killing the program at any moment loses nothing that was acknowledged and leaves nothing half done.

Twelve kills in the gate; `KILLS=200 pytest tests/reliability/test_kill.py` for the long run.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.data.founding import FoundingDraft, found_center
from neighborcenter.data.seed import seed_rooms
from neighborcenter.data.verify import verify
from neighborcenter.desk.models import visit
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.paths import Paths
from neighborcenter.people.models import resident

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("KILLS", "12"))
DESK = Path(__file__).with_name("scripted_desk.py")


@pytest.fixture
def installation(tmp_path: Path) -> Paths:
    paths = Paths(tmp_path / "data")
    backend = Backend.open(paths, create=True)
    with backend.work(Actor(None, "system", 0, everything=True)) as work:
        found = found_center(work, FoundingDraft("桂花里社区邻里中心", "zhoumin", "neighbor-2026", "周敏"))
    with backend.work(backend.system(found.center_id)) as work:
        seed_rooms(work)
    backend.close()
    return paths


def run_and_kill(paths: Paths, seed: int, rng: Random) -> list[list[object]]:
    """Let a desk work for some acts, kill it between two system calls of its own, return what it promised."""
    process = subprocess.Popen(
        [sys.executable, str(DESK), str(paths.data), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    acts = rng.randrange(1, 60)
    said = b""
    while said.count(b"\n") < acts:
        part = os.read(process.stdout.fileno(), 4096)
        assert part, "the desk ended by itself"
        said += part
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read()
    process.wait()
    process.stdout.close()
    return [json.loads(line) for line in said.split(b"\n")[:-1]]


def missing(backend: Backend, promised: list[list[object]]) -> list[object]:
    """Promises that the database does not keep."""
    broken: list[object] = []
    cancelled = {line[1] for line in promised if line[0] == "cancel"}
    with backend.engine.connect() as connection:

        def there(table: sa.Table, ref: object) -> bool:
            return connection.execute(sa.select(table.c.id).where(table.c.id == ref)).first() is not None

        for line in promised:
            kind, refs = line[0], line[1:]
            if kind in ("visit", "newcomer") and not there(visit, refs[0]):
                broken.append(line)
            if kind == "newcomer" and not there(resident, refs[1]):
                broken.append(line)
            for ref in refs[1:] if kind == "booking" else refs if kind == "cancel" else ():
                status = connection.execute(
                    sa.select(occurrence.c.status).where(occurrence.c.id == ref)
                ).scalar_one_or_none()
                held = connection.execute(
                    sa.select(sa.func.count()).where(claim.c.occurrence_id == ref)
                ).scalar_one()
                if (
                    (status is None)
                    or (str(status) == "cancelled") != (ref in cancelled)
                    or (held > 0) == (ref in cancelled)
                ):
                    broken.append([*line, ref])
    return broken


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(installation: Paths) -> None:
    rng = Random(20261123)
    promised: list[list[object]] = []
    for turn in range(KILLS):
        promised += run_and_kill(installation, turn + 1, rng)
        backend = Backend.open(installation)
        center_id = backend.centers()[0][0]
        findings = verify(backend, backend.system(center_id))
        assert findings == [], f"kill {turn}: {[f.sentence() for f in findings]}"
        broken = missing(backend, promised)
        assert all(_cancelled_unsaid(backend, line) for line in broken), f"kill {turn}: {broken}"
        backend.close()
    assert len(promised) > KILLS


def _cancelled_unsaid(backend: Backend, line: object) -> bool:
    """A booking may be found cancelled, whole, when the kill came between the commit and the acknowledgement."""
    assert isinstance(line, list)
    with backend.engine.connect() as connection:
        status = connection.execute(
            sa.select(occurrence.c.status).where(occurrence.c.id == line[-1])
        ).scalar_one_or_none()
        held = connection.execute(sa.select(claim.c.id).where(claim.c.occurrence_id == line[-1])).first()
    return line[0] == "booking" and str(status) == "cancelled" and held is None
