"""A ledger on the screen: searched, sorted, its rows opened; what is shown can be exported and printed as a list.

Only the rows that are looked at are read. The paper with all of them is made when somebody wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.ledgers import screen
from neighborcenter.reports.ledgers.ledger import Ask, Ledger, Line, words_of
from neighborcenter.reports.ledgers.ledger import Column as LedgerColumn
from neighborcenter.reports.ledgers.reading import Find
from neighborcenter.reports.params import Days
from ui.kit.columns import Column, Empty, Sort, Where
from ui.kit.table import TableView


@dataclass(frozen=True, slots=True)
class Row:
    """One line with the id of its row."""

    id: int
    line: Line


class LedgerRows:
    """The rows of one ledger for some days."""

    def __init__(self, ledger: Ledger, ask: Ask) -> None:
        self.ledger, self.ask = ledger, ask

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all rows that match, in order."""
        return screen.row_keys(read, self.ledger, self.ask, _find(where, sort))

    def part(
        self, read: Read, where: Where, sort: Sort | None, after: int | None, count: int
    ) -> Sequence[int]:
        """The next ids behind a row."""
        return screen.row_keys(read, self.ledger, self.ask, _find(where, sort), after=after, most=count)

    def count(self, read: Read, where: Where) -> int:
        """How many match."""
        return screen.row_count(read, self.ledger, self.ask, _find(where, None))

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[Row]:
        """The rows with these ids."""
        return [Row(key, line) for key, line in screen.row_lines(read, self.ledger, self.ask, ids)]


class LedgerBoard(QWidget):
    """The rows of the ledger that was chosen last. `opened` carries the kind and id of a record."""

    asked = Signal(str)
    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: TableView | None = None
        self._key = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(_("Ledger"))

    def show_ledger(self, ledger: Ledger, days: Days | None, today: date) -> None:
        """Show a ledger; the same one keeps its search and its order."""
        ask = Ask(days.first, days.end) if days else Ask(today, today + timedelta(days=1))
        rows = LedgerRows(ledger, ask)
        if ledger.key == self._key and self.table is not None:
            self.table.model.source = rows
            self.table.reload()
            return
        self._key = ledger.key
        if self.table is not None:
            self._box.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = TableView(
            f"reports.ledger.{self._key}",
            _columns(ledger),
            rows,
            placeholder=_("Find in this ledger"),
            take_away=ledger.title,
            empty=Empty(_("Nothing is in this ledger."), "", "notebook-pen"),
        )
        self.table.grid.setProperty("scrolls", "an office asks for as many columns as it likes")
        self.table.opened.connect(self._on_opened)
        self._box.addWidget(self.table)
        self.table.reload()

    def _on_opened(self, ref: int) -> None:
        row = None if self.table is None else self.table.current_row()
        if row is not None and row.id == ref:
            self.opened.emit(row.line.kind, row.line.ref)


def _find(where: Where, sort: Sort | None) -> Find:
    return Find(where.text) if sort is None else Find(where.text, sort.key, sort.descending)


_EXACT = {"datetime": 148, "date": 106, "time": 68, "number": 72, "decimal": 80}
"""A cut day or number is not known any more; words give way before them."""
_PHONES = frozenset({"phone", "guardian_phone"})


def _columns(ledger: Ledger) -> tuple[Column, ...]:
    sortable = screen.sortable(ledger)
    return tuple(
        Column(
            one.key,
            one.title,
            _width(one),
            "left" if one.kind == "text" else "right",
            show=_shown(at),
            sort="" if one.key in sortable else None,
            strong=one.key in ("name", "title"),
            hidden=one.by_hand,
            stretch=one.kind == "text" and one.key not in _PHONES and one.width >= 12,
        )
        for at, one in enumerate(ledger.columns)
    )


def _width(one: LedgerColumn) -> int:
    """Wide enough for its days and numbers and for its title; words take what is left."""
    if one.key in _PHONES:
        return 126
    if one.kind == "text":
        return max(80, round(28 + one.width * 7.6))
    title = sum(15 if ord(sign) > 0x2E80 else 8 for sign in one.title)
    return max(_EXACT.get(one.kind, 0), 26 + title)


def _shown(at: int) -> Callable[[Any], object]:
    return lambda row: words_of(row.line.cells[at])
