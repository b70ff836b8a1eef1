"""News between rooms, heard inside the same unit of work.

A lower room publishes what happened; a higher room's `handlers.py` listens; `backend.py` introduces them.
A listener that raises undoes the whole unit of work: what belongs together stands or falls together.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any


class Bus:
    """Who listens to which kind of news."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[Any, Any], None]]] = defaultdict(list)

    def subscribe(self, kind: type, listener: Callable[[Any, Any], None]) -> None:
        """Call `listener(work, event)` for every published event of exactly `kind`."""
        self._listeners[kind].append(listener)

    def publish(self, work: Any, event: Any) -> None:
        """Tell everyone who listens, now, inside `work`."""
        for listener in self._listeners[type(event)]:
            listener(work, event)
