"""Hostile and clumsy files: refused in one sentence or read rightly; never a crash, a hang or half an import.

The files are small ones of every kind, mutated byte by byte from a seed that a failure names.
"""

import io
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import xlsxwriter

from neighborcenter.backend import Backend, metadata
from neighborcenter.data.importers.kinds import IMPORTERS
from neighborcenter.data.importing import Outcome, import_file
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, speak
from neighborcenter.people import figures
from neighborcenter.people.models import resident
from tests.support.builders import Builders

FILES = 200
HEAD = ("姓名", "性别", "身份证号", "联系电话", "出生日期", "楼栋", "门牌", "备注")
ROWS = (
    ("王桂兰", "女", "350582195003070427", "13850170421", "1950-03-07", "5 幢", "302", "听力弱"),
    ("林秀英", "女", "", "0595-22345678", "1962/1/5", "7 幢", "1102", "=1+1"),
    ("阿依古丽·买买提", "", "", "+86 138-1234-5566", "", "", "", ""),
)


def book(rows: tuple[tuple[object, ...], ...] = (HEAD, *ROWS), **options: object) -> bytes:
    """An XLSX file."""
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept, {"in_memory": True, **options})
    page = made.add_worksheet("名册")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(at, column, value)
    made.close()
    return kept.getvalue()


def text(encoding: str = "utf-8-sig", mark: str = ",") -> bytes:
    """A CSV file."""
    return "\r\n".join(mark.join(row) for row in (HEAD, *ROWS)).encode(encoding)


SOURCES: dict[str, Callable[[], bytes]] = {
    "xlsx": book,
    "utf-8.csv": text,
    "gb18030.csv": lambda: text("gb18030"),
    "utf-16.csv": lambda: text("utf-16", "\t"),
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few of: bytes changed, cut out, doubled, cut off, something foreign put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(found)))
        size = chance.choice((1, 2, 8, 64))
        what = chance.randrange(6)
        if what == 0:
            found[at : at + size] = chance.randbytes(size)
        elif what == 1:
            del found[at : at + size]
        elif what == 2:
            found[at:at] = found[at : at + size] * chance.randint(1, 20)
        elif what == 3:
            del found[at:]
        elif what == 4:
            found[at:at] = chance.choice(
                (b"\0", b"\xff\xfe", b'"', b"\n" * 50, b",,,,", "身份证号".encode(), b"1e309")
            )
        elif found:
            found[at % len(found)] ^= 1 << chance.randrange(8)
    return bytes(found)


def repacked(chance: random.Random) -> bytes:
    """A workbook whose inner XML was mutated: the ZIP around it is whole."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as source, zipfile.ZipFile(kept, "w") as target:
        names = source.namelist()
        hurt = set(chance.sample(names, chance.randint(1, 2)))
        for name in names:
            data = source.read(name)
            target.writestr(name, mutated(data, chance) if name in hurt else data)
    return kept.getvalue()


def tried(backend: Backend, actor: Actor, file: Path, kind: str = "residents") -> Outcome | None:
    """The outcome; None when the file was refused, in a sentence."""
    try:
        return import_file(backend, actor, IMPORTERS[kind](), file, skip_bad=True)
    except Invalid as refused:
        for problem in refused.problems:
            assert speak(problem) != problem.code
            assert "\n" not in speak(problem)
        return None


def counts(backend: Backend, actor: Actor) -> dict[str, int]:
    with backend.read(actor) as read:
        return {t.name: read.value(sa.select(sa.func.count()).select_from(t)) for t in metadata.sorted_tables}


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("kind", sorted(IMPORTERS))
def test_mutated_files_are_read_or_refused(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path, kind: str, part: int
) -> None:
    share = FILES // 4 // len(IMPORTERS) + 1
    for number in range(part * share, (part + 1) * share):
        chance = random.Random(number)
        name = chance.choice([*SOURCES, "inside.xlsx"])
        data = repacked(chance) if name == "inside.xlsx" else mutated(SOURCES[name](), chance)
        file = tmp_path / f"{number}.{name}"
        file.write_bytes(data)
        before = counts(backend, actor)
        began = time.monotonic()
        outcome = tried(backend, actor, file, kind)
        assert time.monotonic() - began < 10, file.name
        if outcome is None:
            assert counts(backend, actor) == before, file.name
        else:
            after = counts(backend, actor)
            assert after["import_batch"] == before["import_batch"] + 1, file.name


def packed(members: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name, data)
    return kept.getvalue()


def inner(**changes: bytes) -> bytes:
    """A workbook with some of its parts replaced: sheet, strings."""
    parts = {
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "book": "xl/workbook.xml",
    }
    with zipfile.ZipFile(io.BytesIO(book())) as source:
        members = {name: source.read(name) for name in source.namelist()}
    return packed(members | {parts[name]: data for name, data in changes.items()})


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&d;</t></si></sst>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>'
)
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def bomb() -> bytes:
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"A" * 1000 + b"</t></is></c></row>"
    return inner(sheet=SHEET % (row * 260_000))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb": bomb,
    "nested zip": lambda: packed({"a.zip": packed({"b.zip": packed({"c.xlsx": book()})})}),
    "billion laughs": lambda: inner(strings=LAUGHS),
    "outside entity": lambda: inner(strings=OUTSIDE),
    "rows of CSV without end": lambda: ("姓名\n" + "王\n" * 1_048_577).encode(),
    "one line without end": lambda: ("姓名," + "x" * 5_000_000).encode(),
    "one field without end": lambda: ('姓名\n"' + "x" * 5_000_000).encode(),
    "columns without end": lambda: (",".join(["姓名"] * 50_000) + "\n王\n").encode(),
    "empty": lambda: b"",
    "blanks": lambda: b" \r\n\t\r\n" * 50,
    "zeros": lambda: b"\0" * 4096,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "an XLS head": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
    "a ZIP head": lambda: b"PK\x03\x04" + b"\0" * 200,
    "a locked workbook": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    ),
    "a head alone": lambda: ",".join(HEAD).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_quickly_and_cheaply(
    backend: Backend, actor: Actor, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(HOSTILE[name]())
    before = counts(backend, actor)
    tracemalloc.start()
    began = time.monotonic()
    outcome = tried(backend, actor, file)
    spent = time.monotonic() - began
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 15
    assert most < 200 * 1024 * 1024
    if outcome is None or outcome.batch is None:
        assert counts(backend, actor) == before
    with backend.read(actor) as read:
        names = "".join(row.name for row in read.rows(sa.select(resident.c.name)))
    assert "root:" not in names
    assert "hahahaha" not in names


def test_a_cell_far_below_is_no_million_people(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    """WPS leaves formatted cells at the end of the sheet; the people above them are read."""
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = made.add_worksheet("名册")
    for at, row in enumerate((HEAD, *ROWS)):
        page.write_row(at, 0, row)
    page.write_blank(1_048_575, 0, None, made.add_format({"bold": True}))
    page.write_blank(900_000, 200, None, made.add_format({"bold": True}))
    made.close()
    file = tmp_path / "名册.xlsx"
    file.write_bytes(kept.getvalue())
    outcome = tried(backend, actor, file)
    assert outcome is not None
    assert outcome.rows == len(ROWS)


def test_dates_of_1904_and_of_1900_are_the_same_days(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    for number, options in enumerate(({}, {"date_1904": True})):
        file = tmp_path / f"{number}.xlsx"
        kept = io.BytesIO()
        made = xlsxwriter.Workbook(kept, {"in_memory": True, **options})
        page = made.add_worksheet("名册")
        page.write_row(0, 0, ("姓名", "出生日期"))
        page.write_string(1, 0, f"王桂兰{'甲乙'[number]}")
        page.write_datetime(1, 1, datetime(1950, 3, 7), made.add_format({"num_format": "yyyy-mm-dd"}))
        made.close()
        file.write_bytes(kept.getvalue())
        outcome = tried(backend, actor, file)
        assert outcome is not None
        assert outcome.added == 1
    with backend.read(actor) as read:
        assert {row.birth_date for row in read.rows(sa.select(resident.c.birth_date))} == {date(1950, 3, 7)}


@pytest.mark.parametrize("kind", sorted(IMPORTERS))
def test_a_trial_says_what_the_real_run_does(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path, kind: str
) -> None:
    make.open_hours()
    make.room("书画室")
    make.module("政务服务", key="affairs")
    rows = {
        "residents": (HEAD, *ROWS, ("坏行", "?", "", "", "", "", "", "")),
        "rooms": (("名称", "容纳人数"), ("书画室", 20), ("乒乓球室", 12), ("会议室", "多")),
        "services": (("服务名称", "办理部门"), ("居住证代办", "派出所"), ("", "x")),
        "bookings": (
            ("场地", "日期", "开始", "结束", "活动内容", "预约人"),
            ("书画室", "2026-12-01", "09:00", "10:00", "书法", "林秀英"),
            ("书画室", "2026-12-01", "09:30", "10:30", "撞期", "王桂兰"),
            ("书画室", "2026-12-02", "09:00", "10:00", "书法", ""),
        ),
        "closures": (
            ("开始日期", "结束日期", "场地", "原因"),
            ("2026-12-05", "", "书画室", "打蜡"),
            ("2026-12-09", "2026-12-08", "", "倒着的日子"),
        ),
        "volunteers": (
            ("姓名", "性别", "手机号码", "志愿者编号", "服务时长"),
            ("王桂兰", "女", "13805070427", "", "12"),
            ("陈建国", "?", "13805070428", "", "3"),
        ),
    }[kind]
    file = tmp_path / "表.xlsx"
    file.write_bytes(book(rows))
    before = counts(backend, actor)
    importer = IMPORTERS[kind]
    trial = import_file(backend, actor, importer(), file, dry_run=True, skip_bad=True)
    assert counts(backend, actor) == before
    real = import_file(backend, actor, importer(), file, skip_bad=True)
    assert (trial.rows, trial.added, trial.updated, trial.refused) == (
        real.rows, real.added, real.updated, real.refused,
    )  # fmt: skip
    assert real.added
    again = import_file(backend, actor, importer(), file, dry_run=True, skip_bad=True)
    assert again.added == 0


@pytest.mark.parametrize("value", ["9" * 30, "9" * 6000, "²", "-1", "1e300", "1.5", "٣", "½", "=1+1", "∞"])
def test_odd_numbers_are_refused_or_read_in_every_column(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path, value: str
) -> None:
    """Each column of each kind in turn holds the odd number; the file is taken or the row is refused."""
    make.open_hours()
    make.room("书画室")
    make.module("政务服务", key="affairs")
    good = {
        "rooms": {"name": "乒乓球室"},
        "residents": {"name": "王桂兰"},
        "services": {"name": "居住证代办"},
        "bookings": {
            "room": "书画室", "day": "2026-12-01", "start": "09:00", "end": "10:00", "title": "书法", "who": "甲",
        },
        "closures": {"first": "2026-12-01", "reason": "打蜡"},
        "volunteers": {"name": "王桂兰", "phone": "13805070427"},
    }  # fmt: skip
    file = tmp_path / "表.csv"
    for kind, make_importer in IMPORTERS.items():
        names = make_importer().names
        for field in names:
            cells = {**good[kind], field: value}
            file.write_text(
                ",".join(names[each][0] for each in cells) + "\n" + ",".join(cells.values()) + "\n",
                encoding="utf-8",
            )
            outcome = tried(backend, actor, file, kind)
            for row in () if outcome is None else outcome.refused:
                assert row.message != row.problem.code, (kind, field)
    with backend.read(actor) as read:
        assert figures.buildings(read) is not None
