"""What a list shows: its columns, its filters, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from neighborcenter.kit.i18n import _
from ui.kit.later import later

if TYPE_CHECKING:
    from neighborcenter.kit import pinyin
else:
    # Loaded with the first sorted list; the first page has none.
    pinyin = later("neighborcenter.kit.pinyin")


class Mark(NamedTuple):
    """A chip in a cell: words, category of the theme ("service", "lending", "notice", "party", "closed", …) and icon."""

    text: str
    category: str = "closed"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `title` is a message id; `show` turns a row into text or a Mark, by default the attribute `key`.

    `width` is in design pixels. `sort` is the name handed to the source ("" = the key, None = cannot sort).
    """

    key: str
    title: str
    width: int = 120
    align: Literal["left", "right", "center"] = "left"
    show: Callable[[Any], object] | None = None
    sort: str | None = ""
    strong: bool = False
    hidden: bool = False
    stretch: bool = False

    def value(self, row: Any) -> object:
        """Return what the cell shows: text, a Mark, or an empty string."""
        value = self.show(row) if self.show is not None else getattr(row, self.key, "")
        return "" if value is None else value

    def text(self, row: Any) -> str:
        """Return the cell as plain text, for copying, reading aloud and exporting."""
        value = self.value(row)
        return value.text if isinstance(value, Mark) else str(value)

    def name(self) -> str:
        """Return the title in the chosen language."""
        return _(self.title)

    @property
    def sort_key(self) -> str | None:
        """Return the name the source sorts by, or None."""
        return None if self.sort is None else self.sort or self.key


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One filter chip: a question with a few answers. `title` is a message id, the answers are ready words."""

    key: str
    title: str
    options: Sequence[tuple[Any, str]] = ()
    load: Callable[[], Sequence[tuple[Any, str]]] | None = None

    def answers(self) -> Sequence[tuple[Any, str]]:
        """Return value and words of every answer."""
        return self.load() if self.load is not None else self.options


@dataclass(frozen=True, slots=True)
class Where:
    """What the list is narrowed to: the typed words and the chosen answers."""

    text: str = ""
    choices: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the chosen answer of one filter."""
        return self.choices.get(key, default)

    def is_empty(self) -> bool:
        """True when nothing narrows the list."""
        return not self.text and not self.choices


class Sort(NamedTuple):
    """Which column orders the list."""

    key: str
    descending: bool = False


def in_order(rows: Sequence[Any], columns: Sequence[Column], sort: Sort | None) -> list[Any]:
    """Sort a short list that is in memory anyway: numbers and days as such, words and yes/no by the pinyin shown."""
    column = next((c for c in columns if sort is not None and c.sort_key == sort.key), None)
    if sort is None or column is None:
        return list(rows)

    def rank(row: Any) -> tuple[bool, Any]:
        value = getattr(row, column.key, None)
        words = isinstance(value, bool) or not isinstance(value, int | float | date)
        return (words, pinyin.sort_key(column.text(row)) if words else value)

    return sorted(rows, key=rank, reverse=sort.descending)


class RowSource(Protocol):
    """Where the rows come from. All of it runs in the lane with a consistent read.

    A source whose lists grow with the years may have two more: `part(read, where, sort, after, count)`, the next
    ids behind the row `after` (None: from the start), or None where this order cannot be read in parts; and
    `count(read, where)`, how many rows match. Its list is then shown after the first part.
    """

    def ids(self, read: Any, where: Where, sort: Sort | None) -> Sequence[int]:
        """Return the ids of all rows that match, in order."""

    def rows(self, read: Any, ids: Sequence[int]) -> Sequence[Any]:
        """Return the rows with these ids, in any order; each has an attribute `id`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A RowSource made of functions."""

    list_ids: Callable[[Any, Where, Sort | None], Sequence[int]]
    list_rows: Callable[[Any, Sequence[int]], Sequence[Any]]
    list_part: Callable[[Any, Where, Sort | None, int | None, int], Sequence[int] | None] | None = None
    count_rows: Callable[[Any, Where], int] | None = None

    def ids(self, read: Any, where: Where, sort: Sort | None) -> Sequence[int]:
        """Return the ids of all rows that match, in order."""
        return self.list_ids(read, where, sort)

    def rows(self, read: Any, ids: Sequence[int]) -> Sequence[Any]:
        """Return the rows with these ids."""
        return self.list_rows(read, ids)

    def part(
        self, read: Any, where: Where, sort: Sort | None, after: int | None, count: int
    ) -> Sequence[int] | None:
        """Return the ids that follow, or None where only all of them can be read."""
        return None if self.list_part is None else self.list_part(read, where, sort, after, count)

    def count(self, read: Any, where: Where) -> int | None:
        """Return how many rows match, or None where nobody says."""
        return None if self.count_rows is None else self.count_rows(read, where)


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what it is, what to do, and the button that does it."""

    title: str
    text: str = ""
    icon: str = "list"
    button: str = ""
    run: Callable[[], object] | None = None
