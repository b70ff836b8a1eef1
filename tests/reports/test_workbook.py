"""Spreadsheets: what is text stays text, and a file is written whole or not at all."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from neighborcenter.kit.problems import Unavailable
from neighborcenter.reports.paper.safe_file import write_bytes
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_csv, write_xlsx

COLUMNS = (
    SheetColumn("姓名"),
    SheetColumn("证件号码"),
    SheetColumn("人数", "number"),
    SheetColumn("日期", "date"),
    SheetColumn("登记时间", "datetime"),
)
ROWS = [
    ("王桂兰", "350502194910013049", 1, date(2026, 11, 3), datetime(2026, 11, 3, 9, 15)),
    ("=HYPERLINK(1)", "007", 12, None, None),
    ("𠮷田", "http://example.com", 3, date(2026, 11, 4), None),
]


def sheet(rows: list[tuple[object, ...]] | None = None) -> Sheet:
    chosen = ROWS if rows is None else rows
    return Sheet(
        "台账",
        COLUMNS,
        chosen,
        title=("来访接待台账", "2026 年 11 月"),
        totals=("合计", None, 16, None, None),
    )  # type: ignore[arg-type]


def test_long_numbers_and_formulas_are_kept_as_text(tmp_path: Path) -> None:
    assert write_xlsx(tmp_path / "a.xlsx", [sheet()]) == 3
    page = load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    cells = list(page.iter_rows(values_only=True))
    assert cells[0][0] == "来访接待台账"
    assert cells[3] == ("姓名", "证件号码", "人数", "日期", "登记时间")
    assert cells[4] == (
        "王桂兰",
        "350502194910013049",
        1,
        datetime(2026, 11, 3),
        datetime(2026, 11, 3, 9, 15),
    )
    assert cells[5][:3] == ("=HYPERLINK(1)", "007", 12)
    assert page["A6"].data_type == "s"
    assert page["B7"].hyperlink is None
    assert page["B5"].number_format == "@"
    assert cells[7][0] == "合计"
    assert cells[7][2] == 16


def test_sheets_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    long = Sheet("场地/使用情况" * 6, COLUMNS, [])
    write_xlsx(tmp_path / "a.xlsx", [long, long, Sheet("", COLUMNS, [])])
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and "/" not in name for name in names)


def test_csv_opens_in_a_spreadsheet_and_computes_nothing(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", sheet())
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert lines[1] == ["王桂兰", "350502194910013049", "1", "2026-11-03", "2026-11-03 09:15"]
    assert lines[2][0] == "'=HYPERLINK(1)"


def test_a_minus_number_is_no_formula(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", sheet([("-1 楼", "@x", -5, None, None)]))
    lines = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert lines[1][:3] == ["'-1 楼", "'@x", "-5"]


@pytest.mark.parametrize(
    "write",
    [
        lambda path, **k: write_xlsx(path, [sheet(ROWS * 400)], **k),
        lambda path, **k: write_csv(path, sheet(ROWS * 400), **k),
    ],
)
def test_stopping_leaves_the_older_file_as_it_was(tmp_path: Path, write) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("earlier")
    seen: list[int] = []

    def progress(rows: int) -> bool:
        seen.append(rows)
        return rows < 1000

    with pytest.raises(Unavailable, match=r"reports\.stopped"):
        write(path, progress=progress)
    assert seen == [500, 1000]
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"reports\.file_open"):
        write_bytes(tmp_path / "none" / "a.pdf", b"x")
    with pytest.raises(Unavailable, match=r"reports\.file_open"):
        write_xlsx(tmp_path / "none" / "a.xlsx", [sheet()])
