"""How long a ledger takes among half a million entries; the floor is the bare reading of one page's rows."""

import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.forms import due_queries, entry_queries, files, queries, service
from neighborcenter.forms.entry_queries import EntryFilter
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.times import Month
from tests.bench import Figure
from tests.bench._million import p50, times
from tests.support.builders import Builders, found_center

ENTRIES, PEOPLE, PAGE = 500_000, 20_000, 100
_MADE = "'2026-11-23 02:15:00.000000'"
_COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1) "
_RESIDENTS = (
    "INSERT INTO resident (center_id, name, name_sort, phone, building, door, birth_date, created_at)"
    " SELECT ?, '居民 ' || i, 'jumin ' || i, '138' || printf('%08d', i), i % 200, '301',"
    f" date('1940-01-01', (i % 9000) || ' days'), {_MADE} FROM n"
)
_ENTRIES = (
    "INSERT INTO entry (center_id, form_id, version_id, module_id, day, resident_id, answers, next_due, open_due,"
    " created_at) SELECT ?, f.id, v.id, f.module_id, date('2024-12-01', (i * 7919 % 720) || ' days'),"
    " (i * 31 % ?) + 1, json_object('health', '良好', 'by', '周敏', 'level', '二级', 'talked', '聊天 ' || (i % 997)),"
    " date('2024-12-16', (i * 7919 % 720) || ' days'),"
    f" CASE WHEN i % 50 = 0 THEN date('2024-12-16', (i * 7919 % 720) || ' days') END, {_MADE}"
    " FROM n JOIN form f ON f.id = i % (SELECT count(*) FROM form) + 1 JOIN form_version v ON v.form_id = f.id"
)
_BARE = "SELECT * FROM entry WHERE form_id = ? AND day >= ? AND day < ? ORDER BY day DESC, id DESC LIMIT ?"


def measure(scale: float = 1.0) -> list[Figure]:
    """A page of a month and of all time, a search, the overview, the work list."""
    with tempfile.TemporaryDirectory() as folder:
        backend = Backend.open(
            Paths(Path(folder)), clock=FixedClock(datetime(2026, 11, 23, 10, 15)), create=True
        )
        try:
            return _measured(backend, found_center(backend), scale)
        finally:
            backend.close()


def _fill(backend: Backend, center: int, scale: float) -> None:
    make = Builders(backend, system_actor(center), None)
    module = make.module("老有所养")
    with backend.work(system_actor(center)) as work:
        for one in files.shipped():
            service.create_form(work, one.draft(module), publish=True)
    bare = sqlite3.connect(backend.paths.database)
    bare.execute(_COUNT + _RESIDENTS, (PEOPLE, center))
    bare.execute(_COUNT + _ENTRIES, (round(ENTRIES * scale), center, PEOPLE))
    bare.commit()
    bare.close()


def _measured(backend: Backend, center: int, scale: float) -> list[Figure]:
    _fill(backend, center, scale)
    first = Month(2025, 1)
    with backend.read(system_actor(center)) as read:
        form = queries.form_named(read, "lonely-elders")
        definition = queries.form_card(read, form).definition
        bare = sqlite3.connect(backend.paths.database)

        def least(number: int) -> None:
            month = first.plus(number % 20)
            wanted = (form, month.first.isoformat(), month.next_first.isoformat(), PAGE)
            bare.execute(_BARE, wanted).fetchall()

        def page(number: int, **wanted: object) -> None:
            month = first.plus(number % 20)
            chosen = EntryFilter(form, month.first, month.next_first, **wanted)  # type: ignore[arg-type]
            ids = entry_queries.entry_ids(read, chosen, definition)
            entry_queries.entry_rows(read, ids[:PAGE], definition.columns)

        def whole(_number: int) -> None:
            ids = entry_queries.entry_ids(read, EntryFilter(form), definition)
            entry_queries.entry_rows(read, ids[:PAGE], definition.columns)

        floor = p50(times(least, 20))
        bare.close()
        month = times(page, 20)
        sorted_page = times(lambda n: page(n, order="talked"), 20)
        searched = times(lambda n: page(n, text=f"聊天 {n}"), 20)
        ever = times(whole, 10)
        board = times(lambda _n: queries.overview(read), 10)
        due = times(lambda _n: due_queries.due_list(read, form_id=form), 10)
        person = times(lambda n: entry_queries.entries_of(read, n * 61 + 1), 40)
    return [
        Figure("a ledger's page of a month, p50", p50(month), "ms", floor, 50, f"{PAGE} rows of {ENTRIES:,}"),
        Figure("the same sorted by a field, p50", p50(sorted_page), "ms", floor, 50),
        Figure("the same searched for words, p50", p50(searched), "ms", floor, 50),
        Figure("a page of all time, p50", p50(ever), "ms", floor, 150, "33,334 ids of one form"),
        Figure("all forms with their figures, p50", p50(board), "ms", 0, 50),
        Figure("who is due on one form, p50", p50(due), "ms", 0, 100),
        Figure("a person's entries, p50", p50(person), "ms", 0, 5),
    ]
