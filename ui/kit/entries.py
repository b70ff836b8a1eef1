"""What the palette offers, known before the palette itself is built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it is, what it says, and what choosing it does."""

    kind: str
    id: str
    title: str
    note: str = ""
    icon: str = "chevron-right"
    key: str = ""
    page: str = ""
    target: Any = None
    run: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Where records of one kind are found. `find(read, typed, limit)` runs in the quick lane."""

    kind: str
    find: Callable[[Any, str, int], Sequence[Entry]]
