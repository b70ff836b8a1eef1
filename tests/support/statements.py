"""Statements that one test has made into SQL are known to the next, as they are to a program that runs all day.

Every test opens a database of its own. A third of the time went into making the same statements into SQL again.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.util import LRUCache

STATEMENTS = 5_000  # more than all rooms together have

_create_engine = sa.create_engine
_known: dict[str, sa.Engine] = {}


def share() -> None:
    """From here on every engine of one kind speaks the dialect, and knows the statements, of the first that connected."""
    sa.create_engine = _create


def _create(*words: Any, **more: Any) -> sa.Engine:
    engine = _create_engine(*words, **more)
    kind = engine.dialect.name
    if kind in _known:
        engine.dialect = _known[kind].dialect
        engine._compiled_cache = _known[kind]._compiled_cache
    else:
        engine._compiled_cache = LRUCache(STATEMENTS)
        event.listen(engine, "first_connect", lambda _connection, _record: _known.setdefault(kind, engine))
    return engine
