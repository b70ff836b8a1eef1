"""Making room in a sheet: rows below move down, and everything that names them moves along.

Merged areas, formulas of every sheet, defined names (the print area and titles among them), conditional formats,
drop-down lists, filters, page breaks and links. A range that ended at the last row of the list grows with it, so
that a sum below a list goes on summing all of it.
"""

import re
from dataclasses import dataclass
from typing import Any

from neighborcenter.reports.fill.xlsx_read import address, area_of, place_of, tag

_REFERENCE = re.compile(
    r"\"[^\"]*\"|(?<![\w.$])(?P<sheet>'(?:[^']|'')+'!|[\w.\u3400-\u9fff]+!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?(?![\w(])"
    r"|(?<![\w.$:])(?P<rowsheet>'(?:[^']|'')+'!|[\w.\u3400-\u9fff]+!)?(?P<top>\$?[0-9]{1,7}):(?P<bottom>\$?[0-9]{1,7})(?![\w(])"
)


@dataclass(frozen=True, slots=True)
class Room:
    """`count` rows made free at row `at` (from nought) of the sheet `name`, inside a list that ended at `last`."""

    name: str
    at: int
    count: int
    last: int

    def row(self, row: int) -> int:
        """Where a row is now."""
        return row + self.count if row >= self.at else row

    def end(self, row: int) -> int:
        """Where the end of a range is now."""
        return row + self.count if row >= self.at or row == self.last else row

    def shifted(self, top: int, bottom: int) -> tuple[int, int]:
        """Where a range of rows is now; one that covers the last row of the list grows."""
        if top == bottom and top < self.at and not (top == self.last and self.at > self.last):
            return top, bottom
        return self.row(top), self.end(bottom)


def _moved(reference: str, row: int) -> str:
    letters = re.match(r"\$?[A-Z]{1,3}\$?", reference)
    assert letters is not None
    return f"{letters[0]}{row + 1}"


def moved_formula(formula: str, room: Room, sheet: str) -> str:
    """A formula that stands on `sheet` after rows were put in."""

    def change(match: re.Match[str]) -> str:
        named = match["sheet"] or match["rowsheet"]
        where = named[:-1].strip("'").replace("''", "'") if named else sheet
        if where != room.name or match[0].startswith('"'):
            return match[0]
        if match["top"]:
            top, bottom = int(match["top"].strip("$")) - 1, int(match["bottom"].strip("$")) - 1
            new_top, new_bottom = room.shifted(top, bottom)
            dollar = "$" if match["top"].startswith("$") else ""
            return f"{named or ''}{dollar}{new_top + 1}:{dollar}{new_bottom + 1}"
        first, last = match["first"], match["last"]
        top = place_of(first)[0]
        if last is None:
            return f"{named or ''}{_moved(first, room.row(top))}"
        new_top, new_bottom = room.shifted(top, place_of(last)[0])
        return f"{named or ''}{_moved(first, new_top)}:{_moved(last, new_bottom)}"

    return _REFERENCE.sub(change, formula)


def moved_area(area: str, room: Room) -> str:
    """A1:D9 after rows were put in."""
    top, left, bottom, right = area_of(area)
    top, bottom = room.shifted(top, bottom)
    first, last = address(top, left), address(bottom, right)
    return first if ":" not in area and top == bottom else f"{first}:{last}"


def spread_shared(root: Any) -> None:
    """Give every cell of a shared formula its own words: a share cannot be moved in part."""
    masters: dict[str, tuple[str, str]] = {}
    for formula in root.iter(tag("f")):
        if formula.get("t") == "shared" and formula.text:
            masters[formula.get("si")] = (formula.text, formula.getparent().get("r"))
    for formula in list(root.iter(tag("f"))):
        if formula.get("t") != "shared":
            continue
        master = masters.get(formula.get("si"))
        if master is not None:
            formula.text = carried(master[0], master[1], formula.getparent().get("r"))
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def carried(formula: str, source: str, target: str) -> str:
    """A formula copied from one cell to another: references without $ move along."""
    (row, column), (new_row, new_column) = place_of(source), place_of(target)
    down, right = new_row - row, new_column - column

    def one(reference: str) -> str:
        match = re.fullmatch(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})", reference)
        assert match is not None
        at_row, at_column = place_of(reference)
        if not match[3]:
            at_row += down
        if not match[1]:
            at_column += right
        if at_row < 0 or at_column < 0:
            return "#REF!"
        letters = address(0, at_column)[:-1]
        return f"{match[1]}{letters}{match[3]}{at_row + 1}"

    def change(match: re.Match[str]) -> str:
        if match[0].startswith('"') or match["top"]:
            return match[0]
        last = f":{one(match['last'])}" if match["last"] else ""
        return f"{match['sheet'] or ''}{one(match['first'])}{last}"

    return _REFERENCE.sub(change, formula)


def make_room(root: Any, room: Room) -> None:
    """Move the rows of the sheet itself, and what lies on it."""
    for row in root.iter(tag("row")):
        at = int(row.get("r")) - 1
        if at < room.at:
            continue
        row.set("r", str(room.row(at) + 1))
        for cell in row.iter(tag("c")):
            old = place_of(cell.get("r"))
            cell.set("r", address(room.row(old[0]), old[1]))
    for merge in root.iter(tag("mergeCell")):
        merge.set("ref", _moved_block(merge.get("ref"), room))
    for name, attribute in (("conditionalFormatting", "sqref"), ("dataValidation", "sqref")):
        for one in root.iter(tag(name)):
            areas = (one.get(attribute) or "").split()
            one.set(attribute, " ".join(moved_area(area, room) for area in areas))
    for name in ("autoFilter", "hyperlink", "dimension", "sortState"):
        for one in root.iter(tag(name)):
            if one.get("ref"):
                one.set("ref", moved_area(one.get("ref"), room))
    for breaks in root.iter(tag("rowBreaks")):
        for one in breaks:
            one.set("id", str(room.row(int(one.get("id")))))


def _moved_block(area: str, room: Room) -> str:
    """A merged area: one of a single row of the list stays that row, others move or grow."""
    top, left, bottom, right = area_of(area)
    if top == bottom:
        row = room.row(top)
        return f"{address(row, left)}:{address(row, right)}"
    return moved_area(area, room)


def move_formulas(root: Any, room: Room, sheet: str) -> None:
    """Let the formulas, conditions and lists of a sheet follow."""
    for name in ("f", "formula", "formula1", "formula2"):
        for one in root.iter(tag(name)):
            if one.text:
                one.text = moved_formula(one.text, room, sheet)
            if name == "f" and one.get("ref") and sheet == room.name:
                one.set("ref", moved_area(one.get("ref"), room))
