"""What a connection may remember between units of work: the rooms, the hours, the closed days.

Such facts are read at every booking and change a few times a month.  On SQLite a memory holds exactly as long
as `PRAGMA data_version` of its own connection stands still (3 µs to ask; it moves when any other connection or
program commits) and no unit of work on this connection has touched the tables it was read from.  PostgreSQL
has no such number, so there everything is read afresh.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from neighborcenter.kit.work import REMEMBERED, Read, Work

T = TypeVar("T")


def remembered(read: Read, name: str, tables: frozenset[str], load: Callable[[Read], T]) -> T:
    """`load(read)`, or what it gave before if nothing in `tables` can have changed since.

    A unit of work that has itself touched one of `tables` reads afresh and remembers nothing, because it
    may still be rolled back.
    """
    if read.dialect != "sqlite" or (isinstance(read, Work) and not tables.isdisjoint(read.changes)):
        return load(read)
    kept: dict[tuple[str, int], tuple[int, frozenset[str], Any]]
    kept = read.connection.info.setdefault(REMEMBERED, {})
    version: int = read.connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    key = (name, read.center_id)
    found = kept.get(key)
    if found is not None and found[0] == version:
        value: T = found[2]
        return value
    value = load(read)
    kept[key] = (version, tables, value)
    return value
