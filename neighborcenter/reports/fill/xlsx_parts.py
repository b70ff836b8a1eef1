"""The other parts of a workbook that know rows: pictures, notes, tables, the order of calculation."""

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from neighborcenter.reports.fill.package import parsed, serialized
from neighborcenter.reports.fill.xlsx_read import PACKAGE_REL, tag
from neighborcenter.reports.fill.xlsx_shift import Room, moved_area

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def move_neighbors(parts: Mapping[str, bytes], sheet: str, room: Room) -> dict[str, bytes]:
    """Pictures, notes and tables of a sheet after rows were put in."""
    folder, name = posixpath.split(sheet)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    changed: dict[str, bytes] = {}
    if relations is None:
        return changed
    for one in parsed(relations).iter(f"{{{PACKAGE_REL}}}Relationship"):
        if one.get("TargetMode") == "External":
            continue
        target = one.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        kind = (one.get("Type") or "").rpartition("/")[2]
        if path not in parts or kind not in ("drawing", "comments", "table"):
            continue
        root = parsed(parts[path])
        if kind == "drawing":
            for row in root.iter(f"{{{DRAWING}}}row"):
                row.text = str(room.row(int(row.text or "0")))
        for element in root.iter(tag("comment"), tag("table"), tag("autoFilter")):
            if element.get("ref"):
                element.set("ref", moved_area(element.get("ref"), room))
        changed[path] = serialized(root)
    return changed


def recalculate(workbook: Any) -> None:
    """Ask whoever opens the file to work the formulas out again."""
    found = workbook.find(tag("calcPr"))
    if found is None:
        found = workbook.makeelement(tag("calcPr"))
        # calcPr follows the names; without names it follows the sheets.
        before = workbook.find(tag("definedNames"))
        before = before if before is not None else workbook.find(tag("sheets"))
        before.addnext(found)
    found.set("fullCalcOnLoad", "1")


def drop_chain(parts: Mapping[str, bytes], changed: dict[str, bytes]) -> frozenset[str]:
    """Leave out the order of calculation, which names cells that have moved; programs make it anew."""
    chain = "xl/calcChain.xml"
    if chain not in parts:
        return frozenset()
    for path, pattern in (
        ("[Content_Types].xml", rb"<Override[^>]*calcChain[^>]*/>"),
        ("xl/_rels/workbook.xml.rels", rb"<Relationship [^>]*calcChain[^>]*/>"),
    ):
        changed[path] = re.sub(pattern, b"", changed.get(path, parts[path]))
    return frozenset({chain})
