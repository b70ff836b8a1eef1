"""What a connection may remember between units of work: the rooms, the hours, the closed days.

Such facts are read at every booking and change a few times a month.  A memory holds while nothing has moved:
on SQLite `PRAGMA data_version` says whether any other connection or program has committed since (3 µs).  When
it has, and always on PostgreSQL, one query fetches a fingerprint of the tables themselves and the memory holds
if that is the same (0.1 ms for 50 rooms, against 1 ms to read and build everything again).
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from neighborcenter.kit.model import metadata
from neighborcenter.kit.work import REMEMBERED, Read, Work

T = TypeVar("T")


def remembered(read: Read, name: str, tables: frozenset[str], load: Callable[[Read], T]) -> T:
    """`load(read)`, or what it gave before if nothing in `tables` has changed since.

    A unit of work that has itself touched one of `tables` reads afresh and remembers nothing, because it
    may still be rolled back.
    """
    if isinstance(read, Work) and not tables.isdisjoint(read.changes):
        return load(read)
    kept: dict[tuple[str, int], tuple[int, frozenset[str], Any, Any]]
    kept = read.connection.info.setdefault(REMEMBERED, {})
    key = (name, read.center_id)
    found = kept.get(key)
    version = _version(read)
    value: T
    if found is not None and found[0] == version != 0:
        value = found[2]
        return value
    fingerprint = tuple(read.row(_fingerprint(tables, read.dialect), {"center": read.center_id}) or ())
    value = found[2] if found is not None and found[3] == fingerprint else load(read)
    kept[key] = (version, tables, value, fingerprint)
    return value


def _version(read: Read) -> int:
    """SQLite's own count of other connections' commits; 0, which is never trusted, on PostgreSQL."""
    if read.dialect != "sqlite":
        return 0
    if not isinstance(read, Work):
        return _asked_version(read)
    if read.data_version is None:
        # Nobody else commits while a unit of work holds the only right to write.
        read.data_version = _asked_version(read)
    return read.data_version


def _asked_version(read: Read) -> int:
    version: int = read.connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    return version


@cache
def _fingerprint(tables: frozenset[str], dialect: str) -> sa.TextClause:
    """One query that gives the whole contents of small tables of a center, as text."""
    parts = []
    for name in sorted(tables):
        columns = ", ".join(column.name for column in metadata.tables[name].c)
        whole = (
            f"json_group_array(json_array({columns}))"
            if dialect == "sqlite"
            else f"string_agg(CAST(ROW({columns}) AS text), '|')"
        )
        parts.append(f"(SELECT {whole} FROM {name} WHERE center_id = :center)")
    return sa.text("SELECT " + ", ".join(parts))
