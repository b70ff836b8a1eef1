"""Where the record behind a row is opened: page and target by kind."""

from typing import Any

PAGES = {
    "visit": "desk",
    "resident": "people",
    "occurrence": "calendar",
    "room": "calendar",
    "volunteer": "volunteers",
    "activity": "activities",
    "service": "catalog",
    "module": "modules",
    "group": "people",
}
PAIRED = {"room": "room", "group": "groups"}
"""Kinds whose page wants to know what it is, and the word for it."""


def place_of(kind: str, ref: int) -> tuple[str, Any] | None:
    """The page and what it shall open, or None for rows that are no record of their own (a day, a grid)."""
    page = PAGES.get(kind)
    if page is None:
        return None
    return page, (PAIRED[kind], ref) if kind in PAIRED else ref
