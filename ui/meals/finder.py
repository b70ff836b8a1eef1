"""Meals for the palette: who eats today and tomorrow; and the order for somebody, from any page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from neighborcenter.meals import queries
from neighborcenter.meals.texts import day_words, word
from neighborcenter.people import queries as people
from ui.kit.jobs import Query
from ui.people.picker import Picked


@dataclass(frozen=True, slots=True)
class FoundMeal:
    """One order; the board opens at its day."""

    id: int
    name: str
    note: str
    day: date


def found_meals(read: Read, typed: str, limit: int) -> list[FoundMeal]:
    """The orders of today and tomorrow that fit a name."""
    today = read.clock.today()
    fits = [one for one in queries.brief(read, today, today + timedelta(days=1)) if matched(one.name, typed)]
    return [
        FoundMeal(one.id, one.name, f"{day_words(one.day)} {word(one.meal)} · {word(one.status)}", one.day)
        for one in fits[:limit]
    ]


def open_sheet(window: Any, person: int | None = None) -> None:
    """Go to the box that orders; the person at hand stands in it."""
    if person is None:
        window.open_page("meals", "day")
        return
    Query(window, lambda read: people.resident_name(read, person), key="meals.who", lane="quick").then(
        lambda name: window.open_page("meals", ("day", Picked(name, "resident", person)))
    ).start()
