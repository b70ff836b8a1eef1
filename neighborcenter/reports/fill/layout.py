"""What a form looks like to whoever fills it: its grids with merged cells, and the marks in its text."""

import re
from dataclasses import dataclass

from neighborcenter.reports.fill.package import FileKind

Place = tuple[int, int]
Merge = tuple[int, int, int, int]
"""Top, left, bottom, right; counted from nought, ends included."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or a table: its name, the text of every cell, merged areas, and which cells hold formulas."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    formulas: frozenset[Place] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.rows), default=0)

    def anchor(self, row: int, column: int) -> Place:
        """The cell that holds the text of this one: itself, or the first of its merged area."""
        area = self.area(row, column)
        return area[0], area[1]

    def area(self, row: int, column: int) -> Merge:
        """The merged area a cell lies in, or the cell alone."""
        for merge in self.merges:
            if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]:
                return merge
        return row, column, row, column

    def text(self, row: int, column: int) -> str:
        """The text one reads at a cell."""
        row, column = self.anchor(row, column)
        return self.rows[row][column] if 0 <= row < len(self.rows) and column < len(self.rows[row]) else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole form. `marks` are the names to be replaced in running text, in their order, each once."""

    kind: FileKind
    grids: tuple[Grid, ...]
    marks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def grid(self, name: str) -> Grid | None:
        """The grid of this name."""
        return next((one for one in self.grids if one.name == name), None)


_MARK = re.compile(
    r"\{\{\s*[^{}\n]{1,40}?\s*\}\}|\{[^{}\n]{1,40}\}|【[^【】\n]{1,40}】|«[^«»\n]{1,40}»|<<[^<>\n]{1,40}>>"
)
_LABEL = re.compile(r"([\w（）()]{2,14}[:：])(?=[\s\u3000_＿]*(?:$|[\s\u3000_＿]{2}|\n))")
_BLANK = re.compile(r"[ \t\u3000_＿]*")


def marks_in(text: str) -> list[str]:
    """Marks of one paragraph or cell: {{联系人}}, {联系人}, 【联系人】, «联系人», and labels before a blank: 填报单位：___"""
    found = [one.group(0) for one in _MARK.finditer(text)]
    return found + [one.group(1) for one in _LABEL.finditer(text)]


def mark_name(mark: str) -> str:
    """A mark without its brackets or its colon."""
    return mark.strip("{}【】«»<>").strip().rstrip("：:").strip()


def mark_spans(text: str, mark: str) -> list[tuple[int, int, bool]]:
    """Where a mark stands in a text: from, to, and whether it is a label that stays before what is written.

    For a label the span is the blank behind it.
    """
    if not mark.endswith((":", "：")):
        return [(one.start(), one.end(), False) for one in re.finditer(re.escape(mark), text)]
    spans = []
    for one in re.finditer(r"(?<!\w)" + re.escape(mark), text):
        blank = _BLANK.match(text, one.end())
        end = blank.end() if blank else one.end()
        spans.append((one.end(), end, True))
    return spans


def filled_blank(value: str, blank: str, *, last: bool) -> str:
    """What is written over the blank behind a label: the value, and blanks so that what follows keeps its distance."""
    if last:
        return value
    return value + "\u3000" * 2 + " " * max(0, len(blank) - 2 * len(value) - 4)
