"""Short lists that are read whole, filtered and sorted in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from neighborcenter.kit.matching import matched
from ui.kit.columns import Column, Sort, Where, in_order

Load = Callable[[Any], Sequence[Any]]
Fits = Callable[[Any, Where], bool]


class Listing:
    """Rows of one question, asked again with every reload. Each row has an `id`."""

    def __init__(
        self, load: Load, columns: Sequence[Column], text: Callable[[Any], str], fits: Fits | None = None
    ) -> None:
        self._load, self._columns, self._text, self._fits = load, columns, text, fits
        self._rows: dict[int, Any] = {}

    def ids(self, read: Any, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all rows that match, in order."""
        found = list(self._load(read))
        self._rows = {row.id: row for row in found}
        if where.text:
            found = [row for row in found if fits_words(self._text(row), where.text)]
        if self._fits is not None and where.choices:
            found = [row for row in found if self._fits(row, where)]
        return [row.id for row in in_order(found, self._columns, sort)]

    def rows(self, read: Any, ids: Sequence[int]) -> Sequence[Any]:
        """The rows with these ids, as they were read."""
        return [self._rows[ref] for ref in ids if ref in self._rows]


def fits_words(text: str, typed: str) -> bool:
    """Whether `text` holds what was typed as it stands, or every typed word hits some word of it: characters, pinyin,
    initials, or digits of a number.
    """
    return typed.casefold() in text.casefold() or all(_hit(text, word) for word in typed.split())


def _hit(text: str, typed: str) -> bool:
    return any(matched(word, typed) for word in text.split()) or bool(matched(text, typed))
