"""How a ledger reads its records: everything at once, or a part after the row that was read last.

A part is found by its place in the order, never by counting rows from the start, so that the thousandth page of a
million visits costs what the first one costs. Where the order begins with a day, the days asked for are narrowed to
begin with that of the last row: both databases then enter the index there (measured on a million visits: 0.3 ms
instead of 78, because SQLite takes the comparison of whole rows for no bound beside the one of the days).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.model import aside
from neighborcenter.kit.search import lookup
from neighborcenter.kit.work import Read
from neighborcenter.reports.ledgers.ledger import Ask, Line

MOST_PEOPLE = 300
"""So many people may bear the name that was typed."""
_AT_ONCE = 1_000

Term = sa.ColumnElement[Any]
Condition = sa.ColumnElement[bool]
Within = Callable[[Read, Ask], list[Condition]]


@dataclass(frozen=True, slots=True)
class Seek:
    """A way to find rows by a typed text: the condition, or None when nothing there fits.

    `few`: it names records whose rows an index knows; SQLite, which keeps no statistics, would else go through all
    rows of the center (measured: 102 visits of a million in 390 ms instead of 2).
    """

    condition: Callable[[Read, str], Condition | None]
    few: bool = False


@dataclass(frozen=True, slots=True)
class By:
    """Another order of the rows, by `term`.

    `missing` says which rows have none; they come first, in the ledger's own order. `owner` is the column that says
    whose records `term` belongs to: the rows are then sought from those records, whose index knows the order, and not
    the records from all rows (measured: the first 400 of a million visits by name in 1 ms instead of 760).
    """

    term: Term
    missing: Condition | None = None
    owner: Term | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """What a ledger on the screen is narrowed to and sorted by; `sort` is the key of a column, "" its own order."""

    text: str = ""
    sort: str = ""
    descending: bool = False


EVERYTHING = Find()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the order that one statement reads: rows under a condition, sorted by some terms."""

    by: tuple[Term, ...]
    conditions: tuple[Condition, ...] = ()
    owner: Term | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A ledger made of one statement.

    `select` has the columns and joins, `center` the column that says whose rows they are, `within` the conditions
    of the days asked for; `order` ends with the id of a row. `lines` turns rows into lines and asks by itself for what they need besides. `natural` is the column the
    order follows; `sorts` are the others one may sort by. Each of `seeks` is a statement of its own, so that each
    may use its own index; `sought` are the same conditions put for them and for counting.
    """

    select: Callable[[Read], sa.Select[Any]]
    center: Term
    within: Within
    order: tuple[Term, ...]
    lines: Callable[[Read, Ask, Sequence[Any]], Iterable[Line]]
    seeks: tuple[Seek, ...] = ()
    natural: str = ""
    sorts: Mapping[str, Term | By] = field(default_factory=dict)
    sought: Within | None = None

    def __call__(self, read: Read, ask: Ask) -> Iterable[Line]:
        """Every line, in order."""
        wanted = self.select(read).where(self.center == read.center_id, *self.within(read, ask))
        wanted = wanted.order_by(*self.order)
        return self.lines(read, ask, read.rows(wanted))

    def keys(
        self, read: Read, ask: Ask, find: Find = EVERYTHING, after: int | None = None, most: int | None = None
    ) -> list[int]:
        """The ids of the rows that fit, at most so many; of those behind the row `after`, if one is named."""
        stretches: Sequence[_Stretch] = self._stretches(find)
        place: Sequence[Any] | None = None
        if after is not None:
            stretches, place = self._entered(read, stretches, after)
        found: list[int] = []
        for stretch in stretches:
            left = None if most is None else most - len(found)
            if left is None or left > 0:
                found += self._within(read, ask, find, stretch, place, left)
            place = None
        return found

    def these(self, read: Read, ask: Ask, keys: Sequence[int]) -> list[Line]:
        """The lines of these ids, in their order; those that are gone are left out."""
        found: dict[int, Line] = {}
        for start in range(0, len(keys), _AT_ONCE):
            rows = read.rows(self._these(read, keys[start : start + _AT_ONCE]))
            found |= {line.key: line for line in self.lines(read, ask, rows)}
        return [found[ref] for ref in keys if ref in found]

    def count(self, read: Read, ask: Ask, find: Find = EVERYTHING) -> int:
        """How many rows fit."""
        if find.text.strip():
            return len(self.keys(read, ask, Find(find.text)))
        wanted = sa.select(sa.func.count()).select_from(self.order[-1].table)
        if self.sought is None:
            wanted = self.select(read).with_only_columns(sa.func.count(), maintain_column_froms=True)
        wanted = wanted.where(self.center == read.center_id, *(self.sought or self.within)(read, ask))
        return int(read.value(wanted) or 0)

    def _these(self, read: Read, keys: Sequence[int]) -> sa.Select[Any]:
        return self.select(read).where(aside(self.center) == read.center_id, self.order[-1].in_(list(keys)))

    def _stretches(self, find: Find) -> list[_Stretch]:
        """The order asked for: the ledger's own, or by another term with the rows that lack it apart."""
        other = None if find.sort in ("", self.natural) else self.sorts.get(find.sort)
        if other is None:
            return [_Stretch(self.order)]
        by = other if isinstance(other, By) else By(other)
        if by.missing is None:
            return [_Stretch((by.term, *self.order))]
        having = _Stretch((by.term, *self.order), (sa.not_(by.missing),), by.owner)
        found = [_Stretch(self.order, (by.missing,)), having]
        return found[::-1] if find.descending else found

    def _entered(
        self, read: Read, stretches: Sequence[_Stretch], after: int
    ) -> tuple[Sequence[_Stretch], Sequence[Any] | None]:
        """What is left from the stretch in which a row stands, and its place there; nothing when it is gone."""
        for at, stretch in enumerate(stretches):
            wanted = self._these(read, [after]).with_only_columns(*stretch.by, maintain_column_froms=True)
            place = read.row(wanted.where(*stretch.conditions))
            if place is not None:
                return stretches[at:], place
        return (), None

    def _within(
        self,
        read: Read,
        ask: Ask,
        find: Find,
        stretch: _Stretch,
        place: Sequence[Any] | None,
        most: int | None,
    ) -> list[int]:
        """The ids of a stretch, of those behind a place in it, if one is given."""
        more = list(stretch.conditions)
        if place is not None:
            if stretch.by is self.order:
                ask = _from(read, ask, place[0], descending=find.descending)
            more += _behind(stretch.by, place, descending=find.descending)
        typed = find.text.strip()
        if not typed:
            return [row[-1] for row in self._rows(read, ask, find, stretch, more, most)]
        found: dict[int, Any] = {}
        for seek in self.seeks:
            condition = seek.condition(read, typed)
            if condition is not None:
                fitting = self._rows(read, ask, find, stretch, [*more, condition], most, few=seek.few)
                found |= {row[-1]: row for row in fitting}
        return sorted(found, key=lambda ref: tuple(found[ref]), reverse=find.descending)[:most]

    def _rows(
        self,
        read: Read,
        ask: Ask,
        find: Find,
        stretch: _Stretch,
        more: Sequence[Condition],
        most: int | None,
        *,
        few: bool = False,
    ) -> Sequence[Any]:
        """The places of the rows in the stretch, their ids last."""
        # What is sought or sorted anyway is found by the days, without the index of the order.
        own = stretch.by is self.order and not find.text.strip()
        within = self.within if own else self.sought or self.within
        center = self.center if stretch.owner is None and not few else aside(self.center)
        wanted = self.select(read).with_only_columns(*stretch.by, maintain_column_froms=True)
        wanted = wanted.where(center == read.center_id, *within(read, ask), *more)
        if stretch.owner is not None:
            wanted = wanted.where(stretch.owner == read.center_id)
        by = [one.desc() for one in stretch.by] if find.descending else stretch.by
        return read.rows(wanted.order_by(*by).limit(most))


def _from(read: Read, ask: Ask, place: Any, *, descending: bool) -> Ask:
    """The days from that of a place on, or up to it; as asked where the order does not follow the days."""
    if isinstance(place, datetime):
        day = (read.clock.wall(place) if place.tzinfo else place).date()
    elif isinstance(place, date):
        day = place
    else:
        return ask
    if descending:
        return replace(ask, end=min(ask.end, day + timedelta(days=1)))
    return replace(ask, first=max(ask.first, day))


def _behind(by: Sequence[Term], place: Sequence[Any], *, descending: bool) -> list[Condition]:
    """Rows behind a place; the first term alone as well, because SQLite enters an index by that only."""
    values = [sa.literal(value, one.type) for one, value in zip(by, place, strict=True)]
    here, bound = sa.tuple_(*by), sa.tuple_(*values)
    return [here < bound, by[0] <= values[0]] if descending else [here > bound, by[0] >= values[0]]


# -- what is typed ---------------------------------------------------------------------------------------------


def seek_person(column: Term) -> Seek:
    """Rows about a person whom the typed text names as in the search box."""

    def seek(read: Read, typed: str) -> Condition | None:
        if not read.may(Permission.PEOPLE_VIEW):
            return None
        people = [hit.ref_id for hit in lookup(read, typed, ("resident",), MOST_PEOPLE)]
        return column.in_(people) if people else None

    return Seek(seek, few=True)


def seek_words(*columns: Term) -> Seek:
    """Rows with the typed text in one of these columns."""
    return Seek(lambda read, typed: sa.or_(*(has_words(read, one, typed) for one in columns)))


def seek_stranger(person: Term, *columns: Term) -> Seek:
    """Rows about nobody registered with the typed text in one of these columns; residents are sought as people."""
    return Seek(
        lambda read, typed: sa.and_(
            person.is_(None), sa.or_(*(has_words(read, one, typed) for one in columns))
        ),
        few=True,
    )


def seek_named(column: Term, named: sa.ColumnElement[str], ref: Term) -> Seek:
    """Rows whose `column` points at a record with the typed text in its name; few records are gone through."""

    def seek(read: Read, typed: str) -> Condition | None:
        refs = [row[0] for row in read.rows(sa.select(ref).where(has_words(read, named, typed)))]
        return column.in_(refs) if refs else None

    return Seek(seek, few=True)


def has_words(read: Read, column: Term, typed: str) -> Condition:
    """Whether a column holds a text, whatever its case (SQLite's LIKE does not mind it)."""
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = column.like if read.dialect == "sqlite" else column.ilike
    return like(f"%{escaped}%", escape="\\")
