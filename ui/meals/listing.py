"""Short lists of the canteen, read whole: narrowed and sorted in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from ui.kit.columns import Column, Sort, Where, in_order


class Listed:
    """A RowSource over `load(read)`; `text` is what the search line looks at, `fits` what the chips ask."""

    def __init__(
        self,
        columns: Sequence[Column],
        load: Callable[[Read], Sequence[Any]],
        text: Callable[[Any], str],
        fits: Callable[[Any, Where], bool] = lambda _row, _where: True,
    ) -> None:
        self.columns, self.load, self.text, self.fits = columns, load, text, fits
        self.every: list[Any] = []
        """All that was read, whatever the list is narrowed to."""
        self._rows: dict[int, Any] = {}

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all that match, in order."""
        self.every = list(self.load(read))
        words = where.text.split()
        found = [
            row
            for row in self.every
            if self.fits(row, where) and all(matched(self.text(row), word) for word in words)
        ]
        self._rows = {row.id: row for row in in_order(found, self.columns, sort)}
        return list(self._rows)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[Any]:
        """The rows with these ids."""
        return [self._rows[ref] for ref in ids if ref in self._rows]
