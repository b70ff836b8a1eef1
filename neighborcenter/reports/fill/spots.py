"""The places of a form that are filled, and what each is pointed at."""

import re
from dataclasses import dataclass

from neighborcenter.reports.fill.layout import Layout
from neighborcenter.reports.fill.xlsx_read import address, place_of
from neighborcenter.reports.kinds import SpotKind


@dataclass(frozen=True, slots=True)
class Spot:
    """One place. Rows and columns count from nought.

    A cell knows the label it belongs to (`heading`, `down` and `across` from it); a mark only its `heading`; a list
    its head row (`row`) and the last row that holds lines (`last`); a column the heading above it. `field` is a
    fact for cells and marks, a ledger for a list, one of that ledger's columns for a column; "" is not filled.
    """

    kind: SpotKind
    field: str
    heading: str
    place: str = ""
    row: int = 0
    column: int = 0
    last: int = 0
    down: int = 0
    across: int = 0

    @property
    def name(self) -> str:
        """How people write it: Sheet1!B3, T1!B3, Sheet1!4 for the list below row 4, or the mark itself."""
        if self.kind is SpotKind.MARK:
            return self.heading
        if self.kind is SpotKind.LIST:
            return f"{self.place}!{self.row + 1}"
        return f"{self.place}!{address(self.row, self.column)}"

    def key(self) -> tuple[str, str, int, int, str]:
        """What makes it this place and no other."""
        if self.kind is SpotKind.MARK:
            return ("mark", "", 0, 0, self.heading)
        return (self.kind.value, self.place, self.row, self.column, "")


def ordered(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Marks first, then the grids from top to bottom; a list stands before its columns."""
    rank = {SpotKind.MARK: 0, SpotKind.CELL: 1, SpotKind.LIST: 2, SpotKind.COLUMN: 3}
    return tuple(
        sorted(
            spots,
            key=lambda one: (one.kind is not SpotKind.MARK, one.place, one.row, rank[one.kind], one.column),
        )
    )


def place_in(layout: Layout, typed: str) -> tuple[str, int, int] | None:
    """The grid and cell that was typed as Sheet1!B3 or, where there is one grid, B3; None when there is none."""
    place, _mark, cell = typed.rpartition("!")
    place = place.strip("'")
    if not place and len(layout.grids) == 1:
        place = layout.grids[0].name
    if layout.grid(place) is not None and cell.strip().isdecimal() and 0 < len(cell.strip()) < 7:
        return place, int(cell) - 1, 0
    if layout.grid(place) is None or not re.fullmatch(r"\$?[A-Za-z]{1,3}\$?\d{1,6}", cell.strip()):
        return None
    row, column = place_of(cell)
    return place, row, column
