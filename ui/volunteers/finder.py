"""Volunteers for the palette: by characters, pinyin, phone or number."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.kit.work import Read
from neighborcenter.volunteers import queries
from neighborcenter.volunteers.queries import VolunteerFilter
from neighborcenter.volunteers.texts import word


@dataclass(frozen=True, slots=True)
class FoundVolunteer:
    """One volunteer; the page opens at the id."""

    id: int
    name: str
    note: str


def found_volunteers(read: Read, typed: str, limit: int) -> list[FoundVolunteer]:
    """Volunteers that fit."""
    rows = queries.volunteers(read, VolunteerFilter(text=typed))
    return [
        FoundVolunteer(row.id, row.name, " · ".join((row.number, word(row.status), *row.skills[:2])))
        for row in rows[:limit]
    ]
