"""A ledger on the screen: the ids of its rows part by part, the lines of those that are looked at."""

from collections.abc import Sequence
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from neighborcenter.reports.ledgers.ledger import Ask, Ledger, Line, words_of
from neighborcenter.reports.ledgers.reading import EVERYTHING, Find, Reading
from neighborcenter.reports.paper.workbook import Cell


def row_keys(
    read: Read,
    one: Ledger,
    ask: Ask,
    find: Find = EVERYTHING,
    *,
    after: int | None = None,
    most: int | None = None,
) -> list[int]:
    """The ids of the rows that fit, in order, at most so many, behind the row `after`. Raises NotAllowed.

    A ledger that is counted rather than read has few rows, and their places are their ids.
    """
    _require(read, one)
    if isinstance(one.rows, Reading):
        return one.rows.keys(read, ask, find, after, most)
    typed = find.text.strip().casefold()
    fitting = [(at, line) for at, line in enumerate(one.rows(read, ask)) if not typed or _fits(line, typed)]
    if find.sort:
        column = one.at(find.sort)
        fitting.sort(key=lambda pair: _rank(pair[1].cells[column]), reverse=find.descending)
    keys = [at for at, _line in fitting]
    start = keys.index(after) + 1 if after in keys else 0
    return keys[start:] if most is None else keys[start : start + most]


def sortable(one: Ledger) -> frozenset[str]:
    """The columns one may sort by."""
    if isinstance(one.rows, Reading):
        return frozenset({one.rows.natural, *one.rows.sorts})
    return frozenset(column.key for column in one.columns)


def row_lines(read: Read, one: Ledger, ask: Ask, keys: Sequence[int]) -> list[tuple[int, Line]]:
    """Id and line of each of these rows, in their order. Raises NotAllowed."""
    _require(read, one)
    if isinstance(one.rows, Reading):
        return [(line.key, line) for line in one.rows.these(read, ask, keys)]
    lines = list(one.rows(read, ask)) if keys else []
    return [(at, lines[at]) for at in keys if at < len(lines)]


def row_count(read: Read, one: Ledger, ask: Ask, find: Find = EVERYTHING) -> int:
    """How many rows fit. Raises NotAllowed."""
    _require(read, one)
    return (
        one.rows.count(read, ask, find)
        if isinstance(one.rows, Reading)
        else len(row_keys(read, one, ask, find))
    )


def _require(read: Read, one: Ledger) -> None:
    read.require(Permission.REPORTS_VIEW)
    read.require(one.permission)


def _fits(line: Line, typed: str) -> bool:
    return any(typed in words_of(cell).casefold() for cell in line.cells) or bool(matched(line.label, typed))


def _rank(cell: Cell) -> tuple[int, Any]:
    """Numbers by size, days by time, words by themselves; what is missing comes first."""
    if cell is None or cell == "":
        return 0, 0
    return (1, cell) if isinstance(cell, (int, float)) else (2, str(cell))
