"""An offer, somebody who looks for work, and how they fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from neighborcenter.forms.jobs.kinds import Point


@dataclass(frozen=True, slots=True)
class Offer:
    """Work on offer, by the id of its entry. `pay` a day in fen; `people` wanted, `filled` found already."""

    id: int
    day: date
    firm: str
    trade: str
    place: str
    work_on: date | None = None
    from_time: time | None = None
    pay: int | None = None
    skill: str = ""
    people: int = 1
    filled: int = 0

    @property
    def open(self) -> int:
        """How many are still wanted."""
        return max(0, self.people - self.filled)


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who looks for work, by the id of their entry. `pay` a day in fen; `firm`: sent there lately."""

    id: int
    day: date
    resident_id: int | None
    name: str
    phone: str
    age: int | None
    skills: tuple[str, ...]
    times: str = ""
    near: str = ""
    pay: int | None = None
    result: str = ""
    firm: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against a match. `share` 0 to 1: how well it fits; `code` names the sentence."""

    point: Point
    code: str
    share: float
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """An offer and a seeker with what speaks for it. `points` of 100; `barred`: the law forbids it."""

    offer: Offer
    seeker: Seeker
    points: int
    reasons: tuple[Reason, ...]
    barred: bool = False
