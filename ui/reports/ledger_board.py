"""A ledger on the screen: searched, sorted, its rows opened; what is shown can be exported and printed as a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.reports.ledgers.paper import LedgerRecord, words_of
from neighborcenter.reports.paper.workbook import Cell
from ui.kit.columns import Column, Empty, Sort, Source, Where
from ui.kit.table import TableView


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its number in the ledger."""

    id: int
    cells: tuple[Cell, ...]
    label: str


class LedgerBoard(QWidget):
    """The rows of the ledger that was made last. `opened` carries the kind and id of a record."""

    asked = Signal(str)
    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: TableView | None = None
        self._record: LedgerRecord | None = None
        self._rows: list[Row] = []
        self._key = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(_("Ledger"))

    def show_record(self, record: LedgerRecord) -> None:
        """Show a ledger; the same one keeps its search and its order."""
        self._record = record
        self._rows = [
            Row(at, row, line.label)
            for at, (row, line) in enumerate(zip(record.rows, record.lines, strict=True))
        ]
        if record.ledger.key == self._key and self.table is not None:
            self.table.reload()
            return
        self._key = record.ledger.key
        if self.table is not None:
            self._box.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = TableView(
            f"reports.ledger.{self._key}",
            _columns(record),
            Source(
                lambda _read, where, sort: self._ids(where, sort),
                lambda _read, ids: [self._rows[at] for at in ids if at < len(self._rows)],
            ),
            placeholder=_("Find in this ledger"),
            take_away=record.headline,
            empty=Empty(_("Nothing is in this ledger."), "", "notebook-pen"),
        )
        self.table.opened.connect(self._on_opened)
        self._box.addWidget(self.table)
        self.table.reload()

    def _ids(self, where: Where, sort: Sort | None) -> list[int]:
        typed = where.text.strip().casefold()
        fitting = [row for row in self._rows if not typed or _fits(row, typed)]
        if sort is not None:
            at = int(sort.key)
            fitting.sort(key=lambda row: _rank(row.cells[at]), reverse=sort.descending)
        return [row.id for row in fitting]

    def _on_opened(self, at: int) -> None:
        if self._record is not None and at < len(self._record.lines):
            line = self._record.lines[at]
            self.opened.emit(line.kind, line.ref)


def _columns(record: LedgerRecord) -> tuple[Column, ...]:
    return tuple(
        Column(
            str(at),
            one.title,
            round(34 + one.width * 8.4),
            "left" if one.kind == "text" else "right",
            show=_shown(at),
            strong=one.key in ("name", "title"),
            hidden=one.by_hand,
        )
        for at, one in enumerate(record.columns)
    )


def _shown(at: int) -> Callable[[Any], object]:
    return lambda row: words_of(row.cells[at])


def _fits(row: Row, typed: str) -> bool:
    return any(typed in words_of(cell).casefold() for cell in row.cells) or bool(matched(row.label, typed))


def _rank(cell: Cell) -> tuple[int, Any]:
    """Numbers by size, days by time, words by themselves; what is missing comes first."""
    if cell is None or cell == "":
        return 0, 0
    if isinstance(cell, (int, float)):
        return 1, cell
    if isinstance(cell, datetime):
        return 2, cell.isoformat()
    if isinstance(cell, (date, time)):
        return 2, str(cell)
    return 3, cell
