"""A workbook read as grids: what stands in the cells as one sees it, merged areas, formulas."""

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from neighborcenter.reports.fill.layout import Grid, Layout, Merge, Place, marks_in
from neighborcenter.reports.fill.package import parsed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
MOST_ROWS, MOST_COLUMNS = 3000, 200


def tag(name: str) -> str:
    """The full name of an element of a workbook."""
    return f"{{{MAIN}}}{name}"


def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """B3 for (2, 1)."""
    return f"{column_letters(column)}{row + 1}"


def place_of(text: str) -> Place:
    """(2, 1) for B3 or $B$3. Raises ValueError."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", text.strip().upper())
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def area_of(text: str) -> Merge:
    """(0, 0, 1, 3) for A1:D2."""
    first, _colon, last = text.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return top, left, bottom, right


def sheet_parts(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The sheets in their order: name, and the part that holds them."""
    targets = {
        one.get("Id"): one.get("Target")
        for one in parsed(parts["xl/_rels/workbook.xml.rels"]).iter(f"{{{PACKAGE_REL}}}Relationship")
    }
    found = []
    for sheet in parsed(parts["xl/workbook.xml"]).iter(tag("sheet")):
        target = targets.get(sheet.get(f"{{{REL}}}id")) or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in parts and path.startswith("xl/worksheets/"):
            found.append((str(sheet.get("name")), path))
    return found


def shared_strings(parts: Mapping[str, bytes]) -> list[Any]:
    """The shared texts as elements, so that their letters' formats can be taken along."""
    part = parts.get("xl/sharedStrings.xml")
    return [] if part is None else list(parsed(part).iter(tag("si")))


def text_of(element: Any) -> str:
    """The text of a shared or inline string, without what is written small above it."""
    return "".join(one.text or "" for one in element.iter(tag("t")) if one.getparent().tag != tag("rPh"))


def cell_text(cell: Any, shared: list[Any]) -> str:
    """What stands in a cell; dates as their number, which no heading is."""
    kind = cell.get("t")
    if kind == "inlineStr":
        return text_of(cell)
    value = cell.find(tag("v"))
    if value is None or value.text is None:
        return ""
    if kind == "s":
        at = int(value.text)
        return text_of(shared[at]) if at < len(shared) else ""
    return str(value.text)


def read_workbook(parts: Mapping[str, bytes]) -> Layout:
    """Every sheet as a grid, and the marks in their cells."""
    shared = shared_strings(parts)
    grids, marks = [], []
    for name, path in sheet_parts(parts):
        grid = _grid(name, parsed(parts[path]), shared)
        grids.append(grid)
        marks += [mark for row in grid.rows for text in row if text for mark in marks_in(text)]
    return Layout("xlsx", tuple(grids), tuple(dict.fromkeys(marks)))


def _grid(name: str, root: Any, shared: list[Any]) -> Grid:
    cells: dict[Place, str] = {}
    formulas: set[Place] = set()
    seen: list[Place] = [(0, 0)]
    for cell in root.iter(tag("c")):
        try:
            place = place_of(cell.get("r") or "")
        except ValueError:
            continue
        if place[0] >= MOST_ROWS or place[1] >= MOST_COLUMNS:
            continue
        seen.append(place)
        if cell.find(tag("f")) is not None:
            formulas.add(place)
        cells[place] = cell_text(cell, shared)
    merges = []
    for merge in root.iter(tag("mergeCell")):
        area = area_of(merge.get("ref") or "A1")
        if area[2] < MOST_ROWS and area[3] < MOST_COLUMNS:
            merges.append(area)
            seen.append((area[2], area[3]))
    height, width = max(row for row, _column in seen) + 1, max(column for _row, column in seen) + 1
    rows = tuple(tuple(cells.get((row, column), "") for column in range(width)) for row in range(height))
    return Grid(name, rows, tuple(merges), frozenset(formulas))
