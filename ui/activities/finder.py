"""Activities for the palette: by characters, pinyin or initials."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.activities import queries
from neighborcenter.kit.work import Read
from ui.activities.looks import days_words


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """One activity; the page opens at its id."""

    id: int
    name: str
    note: str


def found_activities(read: Read, typed: str, limit: int) -> list[FoundActivity]:
    """Activities that fit, those that are not over first."""
    rows = queries.find_activities(read, typed, limit)
    return [
        FoundActivity(row.id, row.title, " · ".join(part for part in (days_words(row), row.place) if part))
        for row in rows
    ]
