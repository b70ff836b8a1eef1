"""A workbook filled: only the sheets that are written to change, and in them only the cells, and rows that are added.

Every other part of the file (styles, pictures, print settings, macros of other programs) stays byte for byte.
"""

import copy
from bisect import bisect_left
from datetime import date, datetime, time
from typing import Any

from neighborcenter.reports.fill.layout import filled_blank, mark_spans
from neighborcenter.reports.fill.package import pack, parsed, serialized, unpack
from neighborcenter.reports.fill.writing import Contents, ListRows
from neighborcenter.reports.fill.xlsx_parts import drop_chain, move_neighbors, recalculate
from neighborcenter.reports.fill.xlsx_read import (
    address,
    cell_text,
    place_of,
    shared_strings,
    sheet_parts,
    tag,
)
from neighborcenter.reports.fill.xlsx_shift import (
    Room,
    carried,
    make_room,
    move_formulas,
    moved_formula,
    spread_shared,
)
from neighborcenter.reports.paper.workbook import Cell, as_words

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_workbook(data: bytes, contents: Contents) -> bytes:
    """The workbook with these contents."""
    parts = unpack(data)
    shared = shared_strings(parts)
    paths = dict(sheet_parts(parts))
    sheets = {name: _Sheet(parsed(parts[path]), shared) for name, path in paths.items()}
    changed: dict[str, bytes] = {}
    for cell in contents.cells:
        if cell.place in sheets:
            sheets[cell.place].write(cell.row, cell.column, cell.value)
    for sheet in sheets.values():
        sheet.replace_marks(contents)
    workbook = parsed(parts["xl/workbook.xml"])
    for rows in sorted(contents.lists, key=lambda one: -one.first):
        room = sheets[rows.place].write_list(rows)
        if room is None:
            continue
        for name, sheet in sheets.items():
            if sheet.move_formulas(room, name):
                sheet.touched = True
        for defined in workbook.iter(tag("definedName")):
            if defined.text:
                defined.text = moved_formula(defined.text, room, "")
        changed |= move_neighbors(parts | changed, paths[rows.place], room)
    for name, sheet in sheets.items():
        if sheet.touched:
            sheet.forget_results()
            changed[paths[name]] = serialized(sheet.root)
    recalculate(workbook)
    changed["xl/workbook.xml"] = serialized(workbook)
    dropped = drop_chain(parts, changed)
    return pack(data, changed, dropped)


class _Sheet:
    """One sheet being written to."""

    def __init__(self, root: Any, shared: list[Any]) -> None:
        self.root = root
        self.touched = False
        self._shared = shared
        self._data = root.find(tag("sheetData"))
        self._reread()

    def _reread(self) -> None:
        self._rows: dict[int, Any] = {int(one.get("r")) - 1: one for one in self._data.iter(tag("row"))}
        self._cells: dict[tuple[int, int], Any] = {
            place_of(cell.get("r")): cell for row in self._rows.values() for cell in row.iter(tag("c"))
        }

    def _row(self, row: int) -> Any:
        found = self._rows.get(row)
        if found is None:
            found = self._data.makeelement(tag("row"), {"r": str(row + 1)})
            order = sorted(self._rows)
            self._data.insert(bisect_left(order, row), found)
            self._rows[row] = found
        return found

    def _cell(self, row: int, column: int) -> Any:
        found = self._cells.get((row, column))
        if found is None:
            line = self._row(row)
            found = line.makeelement(tag("c"), {"r": address(row, column)})
            before = sum(1 for one in line.iter(tag("c")) if place_of(one.get("r"))[1] < column)
            line.insert(before, found)
            self._cells[row, column] = found
        return found

    def write(self, row: int, column: int, value: Cell) -> None:
        """Put a value into a cell; its format stays. Words as words, numbers as numbers; a formula is left alone."""
        cell = self._cell(row, column)
        if cell.find(tag("f")) is not None:
            return
        self.touched = True
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if value is None or value == "":
            return
        if isinstance(value, (int, float)) and not isinstance(value, (date, time)):
            number = cell.makeelement(tag("v"))
            number.text = repr(value)
            cell.append(number)
            return
        text = value if isinstance(value, str) else words(value)
        cell.set("t", "inlineStr")
        holder = cell.makeelement(tag("is"))
        holder.append(_text(holder, text))
        cell.append(holder)

    def replace_marks(self, contents: Contents) -> None:
        """Replace the marks in the cells' texts, keeping how their letters look."""
        if not contents.marks:
            return
        for cell in list(self._cells.values()):
            if cell.get("t") not in ("s", "inlineStr"):
                continue
            text = cell_text(cell, self._shared)
            present = [mark for mark in contents.marks if mark in text]
            if not present:
                continue
            holder = self._own_text(cell)
            for mark in present:
                pieces = [one for one in holder.iter(tag("t")) if one.getparent().tag != tag("rPh")]
                replace_over(pieces, mark, contents.marks[mark])
            self.touched = True

    def _own_text(self, cell: Any) -> Any:
        """The text of a cell as its own, so that a change does not reach other cells that share it."""
        if cell.get("t") == "inlineStr":
            return cell.find(tag("is"))
        source = self._shared[int(cell.find(tag("v")).text)]
        holder = cell.makeelement(tag("is"))
        for child in source:
            if child.tag in (tag("t"), tag("r")):
                holder.append(copy.deepcopy(child))
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        cell.append(holder)
        return holder

    def write_list(self, rows: ListRows) -> Room | None:
        """Write rows over the lines of a list; more rows than lines make room. Returns the room made."""
        lines = rows.last - rows.first + 1
        more = len(rows.rows) - lines
        room = None
        if more > 0:
            # Rows go in before the last line of the list, so that ranges over the list grow with it.
            at = rows.last if lines > 1 else rows.last + 1
            room = Room(rows.place, at, more, rows.last)
            self._open(room, rows.first if lines > 1 else rows.last)
        for offset in range(max(lines, len(rows.rows))):
            cells = rows.rows[offset] if offset < len(rows.rows) else (None,) * len(rows.columns)
            for column, value in zip(rows.columns, cells, strict=True):
                self.write(rows.first + offset, column, value)
        return room

    def _open(self, room: Room, pattern: int) -> None:
        """Move everything down and copy the line `pattern` into the room: its formats, heights, merged cells, formulas."""
        spread_shared(self.root)
        merged = [
            area
            for merge in self.root.iter(tag("mergeCell"))
            for area in [merge.get("ref").split(":")]
            if place_of(area[0])[0] == place_of(area[-1])[0] == pattern
        ]
        make_room(self.root, room)
        self._reread()
        source = self._row(pattern)
        for row in range(room.at, room.at + room.count):
            line = copy.deepcopy(source)
            line.set("r", str(row + 1))
            for cell in line.iter(tag("c")):
                _blank_copy(cell, row)
            order = sorted(self._rows)
            self._data.insert(bisect_left(order, row), line)
            self._rows[row] = line
        merges = self.root.find(tag("mergeCells"))
        for first, last in ((area[0], area[-1]) for area in merged):
            for row in range(room.at, room.at + room.count):
                ref = f"{address(row, place_of(first)[1])}:{address(row, place_of(last)[1])}"
                merges.append(merges.makeelement(tag("mergeCell"), {"ref": ref}))
        if merges is not None and merges.get("count"):
            merges.set("count", str(len(merges)))
        self._reread()
        self.touched = True

    def move_formulas(self, room: Room, name: str) -> bool:
        """Let this sheet's formulas follow; True when there are any."""
        move_formulas(self.root, room, name)
        return any(True for _one in self.root.iter(tag("f"), tag("formula"), tag("formula1")))

    def forget_results(self) -> None:
        """Take away what formulas came to before: it is no more true."""
        for formula in self.root.iter(tag("f")):
            cell = formula.getparent()
            result = cell.find(tag("v"))
            if result is not None:
                cell.remove(result)
            cell.attrib.pop("t", None)


def _blank_copy(cell: Any, row: int) -> None:
    """A copied cell keeps its format; a formula is carried to the new row, anything else goes."""
    old = cell.get("r")
    new = address(row, place_of(old)[1])
    formula = cell.find(tag("f"))
    for child in list(cell):
        if child is not formula:
            cell.remove(child)
    cell.attrib.pop("t", None)
    if formula is not None and formula.text:
        formula.text = carried(formula.text, old, new)
    cell.set("r", new)


def words(value: Cell) -> str:
    """A value as forms have it: 2026-11-23, 10:15."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return as_words(value)


def replace_over(pieces: list[Any], mark: str, value: str) -> int:
    """Replace a mark that may lie over several pieces of text with formats of their own; the first piece's wins.

    Returns how often.
    """
    count = 0
    start = 0
    while True:
        text = "".join(one.text or "" for one in pieces)
        spans = [span for span in mark_spans(text, mark) if span[0] >= start]
        if not spans:
            return count
        first, last, label = spans[0]
        new = filled_blank(value, text[first:last], last=last == len(text)) if label else value
        _put(pieces, first, last, new)
        count += 1
        start = first + max(len(new), 1)


def _put(pieces: list[Any], first: int, last: int, new: str) -> None:
    at = 0
    placed = False
    for piece in pieces:
        text = piece.text or ""
        end = at + len(text)
        # A span of no width goes to the end of the piece it touches.
        touches = at < last and end > first if last > first else at <= first <= end and text != ""
        if touches and not placed:
            piece.text = text[: max(first - at, 0)] + new + text[max(min(last - at, len(text)), 0) :]
            piece.set(XML_SPACE, "preserve")
            placed = True
        elif touches and last > first:
            piece.text = text[min(last - at, len(text)) :]
            piece.set(XML_SPACE, "preserve")
        at = end


def _text(holder: Any, text: str) -> Any:
    element = holder.makeelement(tag("t"))
    element.text = "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= 32)
    element.set(XML_SPACE, "preserve")
    return element
