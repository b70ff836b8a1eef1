"""What is written into a form: single cells, words for marks, and lists of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from neighborcenter.reports.paper.workbook import Cell


@dataclass(frozen=True, slots=True)
class CellText:
    """A value for one cell of a grid."""

    place: str
    row: int
    column: int
    value: Cell


@dataclass(frozen=True, slots=True)
class ListRows:
    """Rows for the lines `first` to `last` of a grid; `columns` says in which column each cell stands."""

    place: str
    first: int
    last: int
    columns: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that goes into one copy of a form."""

    cells: tuple[CellText, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[ListRows, ...] = ()
