"""Reading the tables that staff really have: XLSX, XLS and CSV with title rows, merged heads and odd encodings.

Nothing is guessed silently. Limits keep a hostile or broken file from filling the memory: 50 MB on disk,
200 MB unpacked, 100 times compression, 200,000 rows.
"""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from neighborcenter.booking.ics import into
from neighborcenter.kit.fold import fold
from neighborcenter.kit.formula import unguarded
from neighborcenter.kit.problems import Invalid, Problem

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_ROWS = 200_000
TOTALS = frozenset({"合计", "总计", "小计", "共计", "total"})
"""What the first cell of a row says that is a sum and not an entry."""
# A head is looked for among the first rows only; titles, notes and blank lines stand above it.
HEAD_WITHIN = 20

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the head: its number as Excel shows it, and the cells by field."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table found in a file: which columns were understood, which were not, and its rows."""

    name: str
    head_row: int
    mapping: Mapping[str, str]  # field -> heading in the file
    unknown: tuple[str, ...]  # headings that no field answers to
    rows: tuple[SheetRow, ...]


def read_sheet(
    path: Path,
    names: Mapping[str, Sequence[str]],
    needed: Sequence[str],
    *,
    chosen: Mapping[str, str] | None = None,
) -> Sheet:
    """The table of `path` whose headings fit best.

    `names`: accepted headings per field. `needed`: fields without which the table cannot be meant.
    `chosen`: a column map made by hand (heading in the file -> field; "" leaves a column out) that goes
    before the accepted names. Raises Invalid with a problem on "file".
    """
    lookup = _lookup(names)
    by_hand = {_key(heading): field for heading, field in (chosen or {}).items()}
    best: Sheet | None = None
    for name, grid in _grids(path):
        sheet = _understand(name, grid, lookup, by_hand)
        if sheet is not None and (best is None or len(sheet.mapping) > len(best.mapping)):
            best = sheet
    if best is None:
        raise Invalid(Problem("file", "import.no_head", {"columns": "、".join(names[f][0] for f in needed)}))
    missing = [names[field][0] for field in needed if field not in best.mapping]
    if missing:
        raise Invalid(Problem("file", "import.columns_missing", {"columns": "、".join(missing)}))
    if not best.rows:
        raise Invalid(Problem("file", "import.no_rows"))
    return best


def _lookup(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The field of every heading; a heading goes before the key of another field that is called the same."""
    found = {_key(field): field for field in names}
    return found | {_key(heading): field for field, listed in names.items() for heading in listed}


def headings(path: Path, names: Mapping[str, Sequence[str]]) -> tuple[list[str], dict[str, str]]:
    """The headings of a file and the field each is taken for ("" when none): what the mapping page shows."""
    lookup = _lookup(names)
    best: tuple[int, list[str]] = (0, [])
    for _name, grid in _grids(path):
        for row in grid[:HEAD_WITHIN]:
            found = [str(cell).strip() for cell in row if str(cell or "").strip()]
            score = sum(1 for heading in found if _key(heading) in lookup)
            if score > best[0]:
                best = (score, found)
    return best[1], {heading: lookup.get(_key(heading), "") for heading in best[1]}


def _understand(
    name: str, grid: list[list[Cell]], lookup: Mapping[str, str], by_hand: Mapping[str, str]
) -> Sheet | None:
    """The best head among the first rows, and what stands below it; None when no row looks like a head."""
    best_row, best_columns = -1, dict[int, str]()
    for index, row in enumerate(grid[:HEAD_WITHIN]):
        columns = _columns(_joined(grid, index), lookup, by_hand)
        plain = _columns(row, lookup, by_hand)
        if len(plain) >= len(columns):
            columns = plain
        if len(columns) > len(best_columns):
            best_row, best_columns = index, columns
    if len(best_columns) < 1:
        return None
    head = _joined(grid, best_row)
    unknown = tuple(
        str(cell).strip()
        for column, cell in enumerate(head)
        if column not in best_columns and str(cell or "").strip()
    )
    rows = []
    for index in range(best_row + 1, len(grid)):
        cells = {
            field: grid[index][column] if column < len(grid[index]) else None
            for column, field in best_columns.items()
        }
        said = any(str(cell).strip() for cell in cells.values() if cell is not None)
        if said and not _repeats_head(cells, head, best_columns) and not _is_total(grid[index]):
            rows.append(SheetRow(index + 1, cells))
    mapping = {field: str(head[column]).strip() for column, field in best_columns.items()}
    return Sheet(name, best_row + 1, mapping, unknown, tuple(rows))


def _columns(row: Sequence[Cell], lookup: Mapping[str, str], by_hand: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        key = _key(str(cell or ""))
        field = by_hand[key] if key in by_hand else lookup.get(key, "")
        if field and field not in found.values():
            found[column] = field
    return found


def _joined(grid: list[list[Cell]], index: int) -> list[Cell]:
    """A head of two merged rows read as one: an empty cell takes what stands above it."""
    row = list(grid[index])
    if index == 0:
        return row
    above = grid[index - 1]
    if sum(1 for cell in above if str(cell or "").strip()) < 2:
        return row
    for column in range(max(len(row), len(above))):
        if column >= len(row):
            row.append(None)
        if not str(row[column] or "").strip() and column < len(above):
            row[column] = above[column]
    return row


def _repeats_head(cells: Mapping[str, Cell], head: Sequence[Cell], columns: Mapping[int, str]) -> bool:
    """Printed lists repeat their head on every page; such a row is not a person."""
    return all(
        _key(str(cells[field] or "")) == _key(str(head[column] or "")) for column, field in columns.items()
    )


def _is_total(row: Sequence[Cell]) -> bool:
    """The sum at the foot of a list: nobody is called 合计."""
    first = next((str(cell).strip() for cell in row if str(cell or "").strip()), "")
    return _key(first) in TOTALS


def _key(heading: str) -> str:
    """A heading without spaces, brackets, stars and colons: "姓 名*" and "姓名" are one."""
    folded = fold(heading).lower()
    for start, end in (("(", ")"), ("（", "）"), ("[", "]")):
        if start in folded and folded.endswith(end):
            folded = folded[: folded.index(start)] or folded
    return "".join(c for c in folded if c not in " *:：_-/\n\t").removeprefix("其中")


def _grids(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    if not path.is_file():
        raise Invalid(Problem("file", "import.no_file", {"path": str(path)}))
    size = path.stat().st_size
    if size == 0:
        raise Invalid(Problem("file", "import.empty", {"path": path.name}))
    if size > MOST_BYTES:
        raise Invalid(Problem("file", "import.too_big", {"megabytes": MOST_BYTES // 1024 // 1024}))
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK"):
        _refuse_bombs(path)
        return _workbook(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path)
    if path.suffix.lower() == ".ics" or start.startswith(b"BEGIN:VC"):
        return [(path.stem, into.grid(path))]
    return [(path.stem, _csv(path))]


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            packed = max(1, sum(info.compress_size for info in archive.infolist()))
    except zipfile.BadZipFile as error:
        raise Invalid(Problem("file", "import.damaged", {"path": path.name})) from error
    if unpacked > MOST_UNPACKED or (unpacked > 10_000_000 and unpacked / packed > MOST_RATIO):
        raise Invalid(Problem("file", "import.too_big", {"megabytes": MOST_UNPACKED // 1024 // 1024}))


def _workbook(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - heavy, loaded on first use

    found: list[tuple[str, list[list[Cell]]]] = []
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            sheet: Any = workbook.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS:
                raise Invalid(Problem("file", "import.too_long", {"rows": MOST_ROWS}))
            found.append((name, sheet.to_python(skip_empty_area=False)))
    except Invalid:
        raise
    except Exception as error:  # calamine raises several kinds, all of which mean: not a readable workbook
        raise Invalid(Problem("file", "import.damaged", {"path": path.name})) from error
    return found


def _csv(path: Path) -> list[list[Cell]]:
    data = path.read_bytes()
    text = _decoded(data, path.name)
    delimiter = max(",\t;|", key=text[:8192].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        # One more than allowed shows that it is too long; the rest is not looked at.
        rows: list[list[Cell]] = [list(map(unguarded, row)) for row in islice(lines, MOST_ROWS + 1)]
    except csv.Error as error:
        raise Invalid(Problem("file", "import.damaged", {"path": path.name})) from error
    if len(rows) > MOST_ROWS:
        raise Invalid(Problem("file", "import.too_long", {"rows": MOST_ROWS}))
    return rows


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text and encoding != "utf-16":
            continue
        return text
    raise Invalid(Problem("file", "import.damaged", {"path": name}))


def plain(cell: Cell) -> str:
    """A cell as a person reads it: 138.0 is 138, a date is 2026-11-23, full-width digits are narrow."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    return fold(str(cell))
