"""A document read as grids and marks, and filled: only text changes; formats, headers, pictures and fields stay.

Word splits a text into runs wherever it likes, in the middle of a mark too; marks are looked for in the whole
paragraph and replaced over its runs.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from neighborcenter.reports.fill.layout import Grid, Layout, Merge, marks_in
from neighborcenter.reports.fill.package import pack, parsed, serialized, unpack
from neighborcenter.reports.fill.writing import Contents, ListRows
from neighborcenter.reports.fill.xlsx_write import XML_SPACE, replace_over, words
from neighborcenter.reports.paper.workbook import Cell

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STORIES = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def w(name: str) -> str:
    """The full name of an element of a document."""
    return f"{{{W}}}{name}"


def _stories(parts: Mapping[str, bytes]) -> list[str]:
    """The parts with text: the document first, then headers and footers."""
    found = [path for path in parts if _STORIES.fullmatch(path)]
    return sorted(found, key=lambda path: (path != "word/document.xml", path))


def _pieces(paragraph: Any) -> list[Any]:
    """The texts of a paragraph's runs, those of paragraphs inside it (text boxes) left out."""
    return [one for one in paragraph.iter(w("t")) if next(one.iterancestors(w("p"))) is paragraph]


def _words(element: Any) -> str:
    return "\n".join("".join(one.text or "" for one in _pieces(p)) for p in element.iter(w("p")))


def _cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a row: column, how many columns wide, element."""
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    column = int(before.get(w("val"))) if before is not None else 0
    for cell in row.iterchildren(w("tc"), w("sdt")):
        if cell.tag == w("sdt"):
            inner = cell.find(f"{w('sdtContent')}/{w('tc')}")
            if inner is None:
                continue
            cell = inner
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        wide = int(span.get(w("val"))) if span is not None else 1
        yield column, wide, cell
        column += wide


def _continues(cell: Any) -> bool:
    """Whether a cell goes on with the one above it."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val")) != "restart"


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table]


def read_document(parts: Mapping[str, bytes]) -> Layout:
    """Every table as a grid named T1, T2 …, and the marks of all paragraphs."""
    marks: list[str] = []
    lines: list[str] = []
    grids: list[Grid] = []
    for path in _stories(parts):
        root = parsed(parts[path])
        for paragraph in root.iter(w("p")):
            text = "".join(one.text or "" for one in _pieces(paragraph))
            marks += marks_in(text)
            if text.strip() and next(paragraph.iterancestors(w("tbl")), None) is None:
                lines.append(text)
        if path == "word/document.xml":
            grids = [_grid(f"T{at}", table) for at, table in enumerate(root.iter(w("tbl")), 1)]
    return Layout("docx", tuple(grids), tuple(dict.fromkeys(marks)), tuple(lines))


def _grid(name: str, table: Any) -> Grid:
    rows = _rows(table)
    texts: list[dict[int, str]] = []
    areas: dict[tuple[int, int], list[int]] = {}
    open_areas: dict[int, tuple[int, int]] = {}
    width = 0
    for at, row in enumerate(rows):
        texts.append({})
        for column, wide, cell in _cells(row):
            width = max(width, column + wide)
            if _continues(cell) and column in open_areas:
                areas[open_areas[column]][0] = at
                continue
            texts[at][column] = _words(cell).strip()
            areas[at, column] = [at, column + wide - 1]
            open_areas[column] = (at, column)
    merges: list[Merge] = [
        (top, left, bottom, right)
        for (top, left), (bottom, right) in areas.items()
        if bottom > top or right > left
    ]
    dense = tuple(tuple(line.get(column, "") for column in range(width)) for line in texts)
    return Grid(name, dense, tuple(merges))


def fill_document(data: bytes, contents: Contents) -> bytes:
    """The document with these contents."""
    parts = unpack(data)
    changed: dict[str, bytes] = {}
    for path in _stories(parts):
        root = parsed(parts[path])
        if path == "word/document.xml":
            tables = {f"T{at}": table for at, table in enumerate(root.iter(w("tbl")), 1)}
            for one in contents.cells:
                if one.place in tables:
                    _write_cell(_rows(tables[one.place]), one.row, one.column, one.value)
            for rows in contents.lists:
                if rows.place in tables:
                    _write_list(tables[rows.place], rows)
        for paragraph in root.iter(w("p")):
            _replace_marks(paragraph, contents.marks)
        changed[path] = serialized(root)
    return pack(data, changed)


def _replace_marks(paragraph: Any, marks: Mapping[str, str]) -> None:
    pieces = _pieces(paragraph)
    text = "".join(one.text or "" for one in pieces)
    for mark in marks:
        if mark in text:
            replace_over(pieces, mark, marks[mark])


def _write_cell(rows: list[Any], row: int, column: int, value: Cell) -> None:
    if row >= len(rows):
        return
    for at, wide, cell in _cells(rows[row]):
        if at <= column < at + wide:
            _set_text(cell, "" if value is None else words(value))
            return


def _write_list(table: Any, rows: ListRows) -> None:
    """Write rows over the lines of a list; the last line is copied for those that are too many."""
    lines = _rows(table)
    last = min(rows.last, len(lines) - 1)
    for _more in range(len(rows.rows) - (last - rows.first + 1)):
        line = copy.deepcopy(lines[last])
        for name in [name for name in line.attrib if name.endswith(("paraId", "textId"))]:
            del line.attrib[name]
        lines[last].addnext(line)
    lines = _rows(table)
    for offset in range(max(last - rows.first + 1, len(rows.rows))):
        cells = rows.rows[offset] if offset < len(rows.rows) else (None,) * len(rows.columns)
        for column, value in zip(rows.columns, cells, strict=True):
            _write_cell(lines, rows.first + offset, column, value)


def _set_text(cell: Any, text: str) -> None:
    """Put a text into a cell: its first paragraph and the looks of its first run stay, other text goes."""
    paragraphs = list(cell.iterchildren(w("p")))
    if not paragraphs:
        paragraphs = [cell.makeelement(w("p"))]
        cell.append(paragraphs[0])
    first = paragraphs[0]
    for extra in paragraphs[1:]:
        cell.remove(extra)
    runs = list(first.iter(w("r")))
    keep = next((one for one in runs if one.find(w("t")) is not None), runs[0] if runs else None)
    if keep is None:
        keep = first.makeelement(w("r"))
        looks = first.find(f"{w('pPr')}/{w('rPr')}")
        if looks is not None:
            keep.append(copy.deepcopy(looks))
        first.append(keep)
    for run in runs:
        if run is not keep and run.find(w("t")) is not None:
            run.getparent().remove(run)
    for child in list(keep):
        if child.tag in (w("t"), w("br"), w("tab")):
            keep.remove(child)
    element = keep.makeelement(w("t"))
    element.text = "".join(sign for sign in text if ord(sign) >= 32 or sign in "\t\n")
    element.set(XML_SPACE, "preserve")
    keep.append(element)
