"""A first guess at what a form asks: lists by their headings, single cells by their labels, marks by their names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from neighborcenter.reports.fill.headings import best_field, heading_at
from neighborcenter.reports.fill.layout import Grid, Layout, mark_name
from neighborcenter.reports.fill.spots import Spot, ordered
from neighborcenter.reports.kinds import SpotKind
from neighborcenter.reports.ledgers.ledger import NUMBER, Column, Ledger

_FOOT = re.compile(
    r"^(合计|总计|小计|共计|填表|填报|制表|审核|负责人|单位负责人|注|备注|说明|total)[\s:：]?", re.IGNORECASE
)
CHANGE = Column(
    "change", "变动情况", "Change", 10, also=("增减变动", "变动类型", "变更情况", "新增或变更", "本月变动")
)
"""A column that every list may have: new, changed or left since the last return."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a form may be pointed at."""

    facts: Sequence[Column]
    ledgers: Sequence[Ledger]


def list_columns(ledger: Ledger) -> tuple[Column, ...]:
    """What a column of a list may hold: the number, the ledger's own that are not for the pen, the change."""
    return (NUMBER, *(one for one in ledger.columns if not one.by_hand), CHANGE)


def suggested(layout: Layout, known: Known) -> tuple[Spot, ...]:
    """Everything that can be guessed with some certainty; the rest is for people."""
    spots: list[Spot] = []
    for grid in layout.grids:
        found = _lists(grid, known)
        spots += found
        spots += _cells(grid, known, found)
    taken = {(one.place, one.row, one.column - one.across) for one in spots if one.kind is SpotKind.CELL}
    labels = {
        grid.text(row, column) for grid in layout.grids for place, row, column in taken if place == grid.name
    }
    for mark in layout.marks:
        if mark.endswith((":", "：")) and any(mark in label for label in labels):
            continue
        fact = best_field(mark_name(mark), known.facts)
        if fact is not None:
            spots.append(Spot(SpotKind.MARK, fact[0].key, mark))
    return ordered(tuple(spots))


def _lists(grid: Grid, known: Known) -> list[Spot]:
    """The lists of a grid, one below the other."""
    spots: list[Spot] = []
    row = 0
    while row < len(grid.rows) - 1:
        best = _best_ledger(grid, row, known)
        if best is None:
            row += 1
            continue
        ledger, columns = best
        last = last_line(grid, row, [one.column for one in columns])
        spots.append(
            Spot(SpotKind.LIST, ledger.key, " ".join(_title(grid, row).split()), grid.name, row, 0, last)
        )
        spots += columns
        row = last + 1
    return spots


def _title(grid: Grid, row: int) -> str:
    """The words above a list that name it: the nearest wide cell."""
    for at in range(row - 1, -1, -1):
        top, left, _bottom, right = grid.area(at, 0)
        if grid.text(top, left) and right - left + 1 >= grid.width * 0.6:
            return grid.text(top, left)
    return grid.name


def head_columns(grid: Grid, row: int) -> list[tuple[int, str]]:
    """The headings whose lowest row is `row`: column and words. A row inside a taller head has none of its own."""
    found = []
    column = 0
    while column < grid.width:
        _top, left, bottom, right = grid.area(row, column)
        heading = heading_at(grid, row, column) if bottom == row and left == column else ""
        if heading:
            found.append((column, heading))
        column = right + 1
    return found


def heading_of(grid: Grid, row: int, column: int) -> str:
    """The heading of one column of a list whose head ends at `row`."""
    _top, left, _bottom, _right = grid.area(row, column)
    return heading_at(grid, row, left)


def _best_ledger(grid: Grid, row: int, known: Known) -> tuple[Ledger, list[Spot]] | None:
    headings = head_columns(grid, row)
    if len(headings) < 3 or not _blank_below(grid, row, [column for column, _words in headings]):
        return None
    best: tuple[float, Ledger, list[Spot]] | None = None
    for ledger in known.ledgers:
        score, spots = 0.0, []
        used: set[str] = set()
        for column, heading in headings:
            free = [one for one in list_columns(ledger) if one.key not in used]
            fit = best_field(heading, free)
            if fit is None:
                continue
            used.add(fit[0].key)
            score += fit[1]
            spots.append(Spot(SpotKind.COLUMN, fit[0].key, heading, grid.name, row, column))
        own = len(used - {NUMBER.key, CHANGE.key})
        title = best_field(_title(grid, row), [Column(ledger.key, ledger.zh, ledger.en)], 0.6)
        score += 3 * title[1] if title else 0.0
        if own >= 2 and own >= len(headings) * 0.3 and (best is None or score > best[0] + 1e-9):
            best = (score, ledger, spots)
    return None if best is None else (best[1], best[2])


def _blank_below(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Whether a list can stand below: the next row is not itself a row of labels with their own blanks beside."""
    filled = [
        column for column in columns if grid.text(row + 1, column) and (row + 1, column) not in grid.formulas
    ]
    return len(filled) <= 1 or not _is_head_like(grid, row + 1, columns)


def _is_head_like(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """A row of words without a single number is another head, not yesterday's line."""
    return not any(re.search(r"\d", grid.text(row, column)) for column in columns)


def last_line(grid: Grid, head: int, columns: Sequence[int]) -> int:
    """The last row of a list below its head: before a sum, a signature or a remark, or the end of the grid."""
    last = head
    for row in range(head + 1, len(grid.rows)):
        texts = [(column, grid.text(row, column)) for column in range(grid.width)]
        first = next(((column, text) for column, text in texts if text.strip()), None)
        _top, left, _bottom, right = grid.area(row, first[0] if first else 0)
        wide = right - left + 1 >= max(3, len(columns) * 0.6)
        if first and (_FOOT.match(first[1].strip()) or wide):
            break
        if any((row, column) in grid.formulas for column in columns):
            break
        last = row
    return max(last, head + 1)


def _cells(grid: Grid, known: Known, lists: Sequence[Spot]) -> list[Spot]:
    """Labels with a blank beside or below them."""
    closed = {row for one in lists if one.kind is SpotKind.LIST for row in range(one.row, one.last + 1)}
    spots: list[Spot] = []
    used: set[tuple[int, int]] = set()
    for row, line in enumerate(grid.rows):
        for column, text in enumerate(line):
            if not text.strip() or row in closed or len(text) > 24:
                continue
            fact = best_field(text, known.facts, 0.9)
            target = blank_beside(grid, row, column) if fact else None
            if fact and target and target not in used and target[0] not in closed:
                used.add(target)
                spots.append(
                    Spot(
                        SpotKind.CELL, fact[0].key, " ".join(text.split()), grid.name, *target,
                        down=target[0] - row, across=target[1] - column,
                    )
                )  # fmt: skip
    return spots


def blank_beside(grid: Grid, row: int, column: int) -> tuple[int, int] | None:
    """The blank that belongs to a label: right of it, else below it."""
    top, left, bottom, right = grid.area(row, column)
    for at in ((top, right + 1), (bottom + 1, left)):
        if at[0] >= len(grid.rows) or at[1] >= grid.width or at in grid.formulas:
            continue
        anchor = grid.anchor(*at)
        if anchor == at and not grid.text(*at).strip():
            return at
    return None


def label_of(grid: Grid, row: int, column: int) -> tuple[str, int, int]:
    """The label a cell belongs to: its words, and how far down and across from it the cell is; "" when none."""
    for down, across in ((0, -1), (-1, 0)):
        at = (row + down, column + across)
        while at[0] >= 0 and at[1] >= 0:
            anchor = grid.anchor(*at)
            text = grid.text(*anchor)
            if text.strip():
                return " ".join(text.split()), row - anchor[0], column - anchor[1]
            at = (anchor[0] + down, anchor[1] + across)
            if down:
                break
    return "", 0, 0


def with_list(grid: Grid, spots: tuple[Spot, ...], row: int, ledger: Ledger) -> tuple[Spot, ...]:
    """The places with a list whose head ends at `row`, its columns guessed anew from the headings."""
    columns = head_columns(grid, row)
    last = last_line(grid, row, [column for column, _words in columns])
    head = Spot(SpotKind.LIST, ledger.key, _title(grid, row), grid.name, row, 0, last)
    found = with_spot(without(spots, head), head)
    used: set[str] = set()
    for column, words in columns:
        fit = best_field(words, [one for one in list_columns(ledger) if one.key not in used])
        if fit is not None:
            used.add(fit[0].key)
            found = with_spot(found, Spot(SpotKind.COLUMN, fit[0].key, words, grid.name, row, column))
    return found


def without(spots: tuple[Spot, ...], gone: Spot) -> tuple[Spot, ...]:
    """The places without one; a list takes its columns along."""

    def stays(one: Spot) -> bool:
        if one.key() == gone.key():
            return False
        return not (
            gone.kind is SpotKind.LIST
            and one.kind is SpotKind.COLUMN
            and (one.place, one.row) == (gone.place, gone.row)
        )

    return tuple(one for one in spots if stays(one))


def with_spot(spots: tuple[Spot, ...], spot: Spot) -> tuple[Spot, ...]:
    """The places with one set; a place pointed at nothing is taken out."""
    kept = tuple(one for one in spots if one.key() != spot.key())
    return ordered((*kept, replace(spot))) if spot.field else without(spots, spot)
