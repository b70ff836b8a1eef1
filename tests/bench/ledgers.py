"""Ledgers, inspection, a person's card and the search box in a center after four years, each beside its floor.

Processor time (on PostgreSQL also the server's); the best of several, because machines are shared. The clock's own
best is in the notes.
The floor of a page is the bare reading of as many rows by their place in an index; that of a figure, one pass over
the visits of its days; that of a search, the ranges of keys and the rows they name.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from neighborcenter.accounts import queries as trail
from neighborcenter.booking.use import reckon
from neighborcenter.forms import entry_queries
from neighborcenter.forms import queries as forms
from neighborcenter.forms.entry_queries import EntryFilter
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.people import finding, queries
from neighborcenter.reports.behind import rows_behind
from neighborcenter.reports.counting import visit_counts
from neighborcenter.reports.inspection import paper, questions
from neighborcenter.reports.ledgers import screen
from neighborcenter.reports.ledgers.ledger import Ask, Ledger
from neighborcenter.reports.ledgers.reading import EVERYTHING, Find
from neighborcenter.reports.ledgers.registry import LEDGERS
from neighborcenter.reports.params import Days
from tests.bench import Figure
from tests.bench._center import Grown, opened
from tests.bench._million import p50, p99
from tests.bench.people_search import _raw_find, _typed

PAGE, PART, AT_FIRST = 100, 400, 500
"""Rows drawn, ids read with them, rows behind a figure read at once: as the screens ask for them."""
EVER = (date(2020, 1, 1), date(2030, 1, 1))
LIMITS = {"page": 50.0, "figure": 300.0, "card": 30.0, "search": 16.0}


Spent = Callable[[], float]
"""Tells the processor seconds spent so far."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it is measured: the open view, plain statements on the same rows, and what counts as time."""

    read: Read
    bare: Any
    grown: Grown
    spent: Spent = time.thread_time

    def best(self, act: Callable[[], object], rounds: int = 3) -> tuple[float, float]:
        """The least processor time and the least time by the clock, in milliseconds."""
        took, waited = [], []
        for _round in range(rounds):
            began, clock = self.spent(), time.perf_counter()
            act()
            took.append((self.spent() - began) * 1000)
            waited.append((time.perf_counter() - clock) * 1000)
        return min(took), min(waited)


def measure(scale: float = 1.0) -> list[Figure]:
    """Every ledger, every figure of the inspection for a month and a year with its rows, card, search."""
    with opened(scale) as (backend, actor, grown), backend.read(actor) as read:
        bare = sqlite3.connect(grown.paths.database)
        for pragma in ("cache_size = -32768", "mmap_size = 268435456"):
            bare.execute(f"PRAGMA {pragma}")
        try:
            return figures(Stage(read, bare, grown))
        finally:
            bare.close()


def figures(stage: Stage) -> list[Figure]:
    """All of it on one database."""
    parts = (_ledgers, _entries, _inspection, _person, _search)
    return [figure for part in parts for figure in part(stage)]


def _ledgers(stage: Stage) -> list[Figure]:
    read, grown = stage.read, stage.grown
    floor, _clock = stage.best(
        lambda: stage.bare.execute(
            "SELECT * FROM visit WHERE center_id = 1 AND at >= ? ORDER BY at, id LIMIT ?",
            (f"{grown.today.year}-01-01", PAGE),
        ).fetchall()
    )
    month = Month.of(grown.today).previous()
    found = []
    for one in LEDGERS:
        spans = {"a month": (month.first, month.next_first)}
        if one.covers == "days":
            spans["all time"] = EVER
        for name, (first, end) in spans.items():
            ask = Ask(first, end)
            keys = screen.row_keys(read, one, ask)
            ways = {"first page": (EVERYTHING, None), "from the end": (Find(descending=True), None)}
            if keys:
                ways["far down"] = (EVERYTHING, keys[int(len(keys) * 0.8)])
            if name == "a month":
                ways["found by name"] = (Find("陈"), None)
                ways["found by words"] = (Find("量血压"), None)
            else:
                ways |= {f"by {sort}": (Find(sort=sort), None) for sort in getattr(one.rows, "sorts", ())}
            for way, (find, after) in ways.items():
                took, clock = stage.best(
                    lambda one=one, ask=ask, find=find, after=after: _page(read, one, ask, find, after)
                )
                note = f"{len(keys):,} rows, clock {clock:.1f}"
                limit = LIMITS["figure" if find.sort else "page"]
                found.append(Figure(f"{one.key}, {name}, {way}", took, "ms", floor, limit, note))
    return found


def _page(read: Read, one: Ledger, ask: Ask, find: Find, after: int | None) -> None:
    keys = screen.row_keys(read, one, ask, find, after=after, most=PART)
    screen.row_lines(read, one, ask, keys[:PAGE])


def _entries(stage: Stage) -> list[Figure]:
    """The ledger of the form with the most entries, as its own place shows it."""
    read = stage.read
    busiest = max(forms.overview(read), key=lambda one: one.this_month)
    definition = forms.form_card(read, busiest.id).definition
    wanted = EntryFilter(busiest.id)
    keys = entry_queries.entry_ids(read, wanted, definition)

    def page(after: int | None) -> None:
        ids = entry_queries.entry_ids(read, wanted, definition, after=after, most=PART)
        entry_queries.entry_rows(read, ids[:PAGE], definition.columns)

    note = f"{len(keys):,} entries of one form"
    far = keys[int(len(keys) * 0.8)]
    return [
        Figure("entries, all time, first page", stage.best(lambda: page(None))[0], "ms", 0, LIMITS["page"], note),
        Figure("entries, all time, far down", stage.best(lambda: page(far))[0], "ms", 0, LIMITS["page"], note),
        Figure(
            "entries, all time, counted", stage.best(lambda: entry_queries.entry_count(read, wanted, definition))[0],
            "ms", 0, LIMITS["page"], "read late",
        ),
    ]  # fmt: skip


def _inspection(stage: Stage) -> list[Figure]:
    read, grown = stage.read, stage.grown
    month = Month.of(grown.today).previous()
    spans = {
        "month": (month.first, month.next_first),
        "year": (date(grown.today.year - 1, 1, 1), date(grown.today.year, 1, 1)),
    }
    found = []
    for name, (first, end) in spans.items():
        days = Days(first, end - timedelta(days=1))
        floor, _clock = stage.best(lambda first=first, end=end: _one_pass(stage.bare, first, end))
        asked: dict[str, Callable[[], object]] = {
            "visits and people": lambda first=first, end=end: visit_counts(read, first, end, days=False),
            "use of rooms": lambda first=first, end=end: reckon(read, first, end),
            "days open": lambda first=first, end=end: questions.open_days(read, first, end),
            "rota of each room": lambda first=first, end=end: questions.rotas(read, first, end),
            "use of machines": lambda first=first, end=end: questions.machines(read, first, end),
            "duty and hours": lambda first=first, end=end: questions.duty(read, first, end),
            "satisfaction": lambda first=first, end=end: questions.scores(read, first, end),
        }
        for what, ask in asked.items():
            took, clock = stage.best(ask)
            note = f"clock {clock:.0f}"
            found.append(Figure(f"inspection of a {name}: {what}", took, "ms", floor, LIMITS["figure"], note))
        took, clock = stage.best(lambda days=days: paper.collect(read, {"days": days}))
        note = f"clock {clock:.0f}"
        found.append(Figure(f"inspection of a {name}: all of it", took, "ms", floor, LIMITS["figure"], note))
        record = paper.collect(read, {"days": days})
        lines = [part.lines[0].key for part in record.parts if part.lines and part.lines[0].key]
        for key in dict.fromkeys([*(one.key for one in record.headlines), *lines]):
            took, clock = stage.best(lambda key=key, days=days: rows_behind(read, key, days, AT_FIRST), 2)
            note = f"clock {clock:.0f}"
            found.append(Figure(f"rows of a {name}: {key}", took, "ms", floor, LIMITS["figure"], note))
    return found


def _one_pass(bare: Any, first: date, end: date) -> Sequence[Any]:
    return bare.execute(
        "SELECT count(*), sum(heads), sum(CASE WHEN resident_id IS NULL THEN 1 END) FROM visit"
        " WHERE center_id = 1 AND status = 'kept' AND day >= ? AND day < ?",
        (first.isoformat(), end.isoformat()),
    ).fetchall()


def _person(stage: Stage) -> list[Figure]:
    read, bare, grown = stage.read, stage.bare, stage.grown

    def card() -> None:
        queries.resident_card(read, grown.busiest)
        queries.tags(read)
        trail.history(read, "resident", grown.busiest)
        entry_queries.entries_of(read, grown.busiest)

    floor, _clock = stage.best(
        lambda: bare.execute("SELECT * FROM resident WHERE id = ?", (grown.busiest,)).fetchall(), 9
    )
    visits = bare.execute("SELECT count(*) FROM visit WHERE resident_id = ?", (grown.busiest,)).fetchone()[0]
    entries = bare.execute("SELECT count(*) FROM entry WHERE resident_id = ?", (grown.busiest,)).fetchone()[0]
    took, clock = stage.best(card, 9)
    note = f"{visits:,} visits and {entries:,} entries, clock {clock:.1f}"
    return [Figure("card of the person with the most rows", took, "ms", floor, LIMITS["card"], note)]


def _search(stage: Stage) -> list[Figure]:
    read, bare = stage.read, stage.bare
    rows = bare.execute(
        "SELECT name, phone, id_number, building || '-' || door FROM resident"
        " WHERE phone <> '' AND id_number <> '' AND name NOT LIKE '%·%' ORDER BY id LIMIT 5000"
    ).fetchall()
    rows = [(name, phone, number[-6:], door) for name, phone, number, door in rows]
    found, every, floors = [], [], []
    for way, typed in _typed(rows).items():
        ours = [stage.best(lambda text=text: finding.find(read, text), 1)[0] for text in typed]
        raw = [stage.best(lambda text=text: _raw_find(bare, text), 1)[0] for text in typed]
        every += ours
        floors += raw
        note = f"p50 {p50(ours):.2f}"
        found.append(Figure(f"search box, {way}, p99", p99(ours), "ms", p99(raw), LIMITS["search"], note))
    note = f"{len(every):,} searches, p50 {p50(every):.2f}"
    return [Figure("search box, p99", p99(every), "ms", p99(floors), LIMITS["search"], note), *found]
