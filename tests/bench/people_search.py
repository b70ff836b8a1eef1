"""Speed of finding people: 1,000,000 residents, the ways the desk types, beside raw sqlite3 on the same file.

Thread CPU time is measured, so that a busy machine does not blur the figures; wall time is in the notes.
"""

import random
import sqlite3
import tempfile
import time
from pathlib import Path

from neighborcenter.backend import Backend
from neighborcenter.center.models import center
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.pinyin import search_keys_for_person, sort_key
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people.drafts import ResidentDraft
from tests.bench import Figure

SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪庄苏曾施颜何叶周徐赖曹江卢邱方余潘戴傅尤柯肖魏罗董单仇吕欧"
GIVEN = "志明丽华建国秀英美玲文彬桂兰小燕春梅伟强子涵雨欣浩然梓萱宇轩佳怡晓东永福金凤玉珍乐行长晟堃喆娟敏"
TARGET_MS = 2.0


def measure(scale: float = 1.0) -> list[Figure]:
    """Figures for `scale` million residents."""
    count = max(1_000, int(1_000_000 * scale))
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder) / "data")
        backend = Backend.open(paths, create=True)
        with backend.engine.execution_options(write=True).begin() as connection:
            connection.execute(
                center.insert().values(code="350582001", name="双沟", created_at=backend.clock.now())
            )
        people, built = _fill(paths.database, count)
        with backend.read(system_actor(1)) as read:
            figures = _search(read, paths.database, people)
            figures.append(_duplicates(read, people))
        figures.append(
            Figure(
                "search keys written", built[1], "keys/s", 0, 0, f"{built[0]:,} keys, sorted, one transaction"
            )
        )
        backend.close()
    return figures


def _fill(
    file: Path, count: int, after: int = 0
) -> tuple[list[tuple[str, str, str, str]], tuple[int, float]]:
    """Write residents and keys with plain sqlite3, ids from `after` on. Returns the people and (keys, keys per second)."""
    chance = random.Random(20261123)
    people: list[tuple[str, str, str, str]] = []
    rows: list[tuple[object, ...]] = []
    keys: list[tuple[str, int]] = []
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA cache_size = -200000")
    connection.execute("PRAGMA temp_store = file")
    connection.execute("CREATE TEMP TABLE unsorted (k TEXT, ref_id INTEGER)")
    for ref in range(after + 1, after + count + 1):
        name = chance.choice(SURNAMES) + "".join(
            chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2, 2)))
        )
        phone = f"13{chance.randrange(10)}{chance.randrange(10**8):08d}"
        tail = f"{chance.randrange(10**4):04d}{chance.randrange(10):d}{chance.choice('0123456789X')}"
        building, door = str(chance.randrange(1, 200)), f"{chance.randrange(1, 34)}0{chance.randrange(1, 9)}"
        people.append((name, phone, tail, f"{building}-{door}"))
        number = "350582195003" + tail
        rows.append((ref, 1, name, sort_key(name), phone, number, building, door))
        found = search_keys_for_person(name, phones=(phone,), id_number=number, building=building, door=door)
        keys += [(key, ref) for key in found]
        if ref % 20_000 == 0 or ref == after + count:
            connection.executemany(
                "INSERT INTO resident (id, center_id, name, name_sort, phone, id_number, building, door, "
                "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '2026-11-23 02:15:00.000000')",
                rows,
            )
            connection.executemany("INSERT INTO unsorted VALUES (?, ?)", keys)
            rows.clear()
            keys.clear()
    started = time.process_time()
    written = connection.execute(
        "INSERT INTO search_key (center_id, kind, k, ref_id) "
        "SELECT 1, 'resident', k, ref_id FROM unsorted ORDER BY k, ref_id"
    ).rowcount
    connection.commit()
    took = time.process_time() - started
    connection.close()
    return people, (written, written / took)


def _typed(people: list[tuple[str, str, str, str]]) -> dict[str, list[str]]:
    """What the desk types, by way of typing."""
    from pypinyin import lazy_pinyin

    chance = random.Random(7)
    some = [chance.choice(people) for _ in range(250)]
    initials = [("".join(each[0] for each in lazy_pinyin(name))) for name, *_ in some]
    full = ["".join(lazy_pinyin(name)) for name, *_ in some]
    return {
        "characters": [name[:length] for name, *_ in some for length in (1, 2, 3)],
        "inside a name": [name[1:] for name, *_ in some],
        "initials": [each[:length] for each in initials for length in (1, 2, 3)],
        "pinyin": [each[:length] for each in full for length in (3, 6, 20)],
        "phone tail": [phone[-4:] for _n, phone, *_ in some],
        "phone head": [phone[:7] for _n, phone, *_ in some],
        "ID tail": [tail.lower() for *_, tail, _d in some],
        "door": [door for *_, door in some],
        "two terms": [f"{name[0]} {phone[-4:]}" for name, phone, *_ in some]
        + [f"{each} {person[1][-4:]}" for each, person in zip(initials, some, strict=True)],
        "nothing fits": [f"{name}zq" for name, *_ in some],
    }


def _search(read: Read, file: Path, people: list[tuple[str, str, str, str]]) -> list[Figure]:
    raw = sqlite3.connect(file)
    for pragma in ("cache_size = -32768", "mmap_size = 268435456"):
        raw.execute(f"PRAGMA {pragma}")
    figures = []
    every: list[float] = []
    every_raw: list[float] = []
    every_wall: list[float] = []
    for way, typed in _typed(people).items():
        ours, floor = [], []
        for text in typed:
            began, wall = time.thread_time(), time.perf_counter()
            finding.find(read, text)
            ours.append((time.thread_time() - began) * 1000)
            every_wall.append((time.perf_counter() - wall) * 1000)
            began = time.thread_time()
            _raw_find(raw, text)
            floor.append((time.thread_time() - began) * 1000)
        every += ours
        every_raw += floor
        note = f"p50 {_part(ours, 0.5):.2f}, raw p50 {_part(floor, 0.5):.2f}"
        figures.append(
            Figure(f"find by {way}, p99", _part(ours, 0.99), "ms", _part(floor, 0.99), TARGET_MS, note)
        )
    raw.close()
    note = f"{len(people):,} residents, {len(every):,} searches, p50 {_part(every, 0.5):.2f}, wall p99 {_part(every_wall, 0.99):.2f}"
    figures.insert(
        0, Figure("find a person, p99", _part(every, 0.99), "ms", _part(every_raw, 0.99), TARGET_MS, note)
    )
    return figures


def _raw_find(raw: sqlite3.Connection, text: str) -> list[tuple[object, ...]]:
    """The same ranges of keys and the rows they name, by plain sqlite3: what no program can undercut."""
    first = text.split(" ")[0]
    letters = "hz" if not first.isascii() else "ipnz" if first.isalpha() else "nzh"
    found: list[tuple[object, ...]] = []
    for letter in letters:
        found += raw.execute(
            "SELECT r.id, r.name, r.sex, r.birth_date, r.phone, r.building, r.door FROM search_key s "
            "JOIN resident r ON r.id = s.ref_id "
            "WHERE s.center_id = 1 AND s.kind = 'resident' AND s.k >= ? AND s.k < ? ORDER BY s.k LIMIT 8",
            (letter + first, letter + first + "\U0010ffff"),
        ).fetchall()
    return found


def _duplicates(read: Read, people: list[tuple[str, str, str, str]]) -> Figure:
    chance = random.Random(11)
    took = []
    for _ in range(200):
        name, phone, *_rest = chance.choice(people)
        began = time.thread_time()
        finding.duplicates(read, ResidentDraft(name=name, phone=phone))
        took.append((time.thread_time() - began) * 1000)
    return Figure(
        "likely doubles while typing, p99", _part(took, 0.99), "ms", 0, 8.0, f"p50 {_part(took, 0.5):.2f}"
    )


def _part(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    import sys

    for figure in measure(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0):
        print(
            f"{figure.name:36} {figure.value:10.3f} {figure.unit:7} floor {figure.floor:8.3f} target {figure.target:5.1f}  {figure.note}"
        )
