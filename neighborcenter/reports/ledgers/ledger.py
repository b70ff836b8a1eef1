"""What a ledger is: its exact column names, who may see it, and the rows it takes from the records.

Column names are data, not sentences: an office knows its ledger by these very words, and a heading in a file of
another office is matched against them whatever the language of the screen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import language
from neighborcenter.kit.work import Read
from neighborcenter.people.privacy import shown_id, shown_phone
from neighborcenter.reports.paper.workbook import Cell, Kind, as_words

Covers = Literal["days", "now"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a single fact: key, its name on the form, its name in English, width in characters.

    `also` are other headings that mean the same; `by_hand` columns stay empty for the pen: the product keeps
    nothing that belongs there. A column with `totals` is added up in the last line.
    """

    key: str
    zh: str
    en: str
    width: float = 12.0
    kind: Kind = "text"
    also: tuple[str, ...] = ()
    by_hand: bool = False
    totals: bool = False

    @property
    def title(self) -> str:
        """Its name in the language in use."""
        return self.zh if language() == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the record it stands for (what to open, its id), and one cell per column after the number.

    `key` is the id of the row itself where a ledger has several rows of one record.
    """

    kind: str
    ref: int
    cells: tuple[Cell, ...]
    label: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """What a ledger is asked for: the days from `first` up to, not including, `end`; only these `people`.

    `whole` hands out phones and ID numbers unmasked; whoever sets it has asked `privacy.hand_out_whole`.
    """

    first: date
    end: date
    people: frozenset[int] | None = None
    whole: bool = False

    def phone(self, number: str) -> str:
        """A phone as this paper may show it."""
        return number if self.whole or not number else shown_phone(number)

    def id_number(self, number: str) -> str:
        """An ID number as this paper may show it."""
        return number if self.whole or not number else shown_id(number)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger. `covers` "now" lists how things stand, "days" what happened on these days.

    `of_people`: its rows stand for residents, so that a list of people can be asked for. `rows` gives every line;
    where it is a `reading.Reading` a part of them can be asked for.
    """

    key: str
    zh: str
    en: str
    permission: Permission
    columns: tuple[Column, ...]
    rows: Callable[[Read, Ask], Iterable[Line]]
    covers: Covers = "now"
    of_people: bool = False
    words: str = ""

    @property
    def title(self) -> str:
        """Its name in the language in use."""
        return self.zh if language() == "zh_CN" else self.en

    def column(self, key: str) -> Column | None:
        """The column with this key, the running number among them."""
        return next((one for one in (NUMBER, *self.columns) if one.key == key), None)

    def at(self, key: str) -> int:
        """Where the cells of a line hold this column."""
        return next(at for at, one in enumerate(self.columns) if one.key == key)


NUMBER = Column("no", "序号", "No.", 6, "number", also=("编号", "序列"))
"""The running number that every ledger begins with."""


def words_of(cell: Cell) -> str:
    """A cell as it is shown and printed."""
    if isinstance(cell, float):
        return f"{cell:,.1f}".removesuffix(".0")
    return as_words(cell)
