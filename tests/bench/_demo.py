"""The demonstration center in a folder of its own, plain or grown large; kept between runs."""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.data import demo, founding
from neighborcenter.kit import migrate
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.paths import Paths
from tests.bench.people_search import _fill

_VISITS = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1),
s AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id, module_id FROM service)
INSERT INTO visit (center_id, day, at, service_id, module_id, resident_id, heads, outcome, status, created_at)
SELECT 1, date(:today, '-' || (i * 7919 % 360) || ' days'),
 date(:today, '-' || (i * 7919 % 360) || ' days') || printf(' %02d:%02d:00.000000', 8 + i % 9, i % 60),
 s.id, s.module_id, CASE WHEN i % 5 = 0 THEN NULL ELSE (i * 7919 % :residents) + 1 END, 1,
 CASE i % 9 WHEN 0 THEN 'passed_on' ELSE 'done' END, 'kept', :now
FROM n JOIN s ON s.place = i * 31 % (SELECT count(*) FROM service)
"""


def demo_folder(residents: int = 0, visits: int = 0) -> Path:
    """The demo center with so many residents and visits more than it has by itself."""
    home = Path(tempfile.gettempdir()) / f"neighborcenter-bench-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder = home / f"demo-{residents}-{visits}-{migrate.head()}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _found(Paths(folder))
        if residents or visits:
            _grow(Paths(folder), residents, visits)
        (folder / "complete").touch()
    return folder


def _found(paths: Paths) -> None:
    backend = Backend.open(paths, create=True)
    with backend.work(system_actor(0)) as work:
        draft = founding.FoundingDraft(
            demo.CENTER_NAME, demo.LOGIN, demo.PASSWORD, demo.PERSON, town_code=demo.TOWN_CODE
        )
        founded = founding.found_center(work, draft)
    with backend.work(system_actor(founded.center_id)) as work:
        demo.fill_demo(work, demo.DemoOrder(800, 3, 1))
    backend.close()


def _grow(paths: Paths, residents: int, visits: int) -> None:
    connection = sqlite3.connect(paths.database)
    after = connection.execute("SELECT max(id) FROM resident").fetchone()[0]
    today = connection.execute("SELECT max(day) FROM visit").fetchone()[0]
    connection.close()
    if residents:
        _fill(paths.database, residents, after)
    connection = sqlite3.connect(paths.database)
    facts = {
        "count": visits,
        "today": today,
        "residents": after + residents,
        "now": f"{today} 02:15:00.000000",
    }
    connection.execute(_VISITS, facts)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
