"""Rules and cases stated in one line each, over the small house of bookings."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.rulebook.cases import Case, Whom
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.kinds import Party, RuleKind
from neighborcenter.booking.rulebook.terms import TERMS, Scope
from neighborcenter.kit.times import TimeRange

NOW = datetime(2026, 11, 23, 10, 15)
KIND_OF = {record: kind for kind, record in TERMS.items()}


def at(day: str, hour: float = 9, hours: float = 2) -> TimeRange:
    """A use: at("11-25", 14, 2) is 25 November 2026, 14:00 to 16:00."""
    start = datetime.fromisoformat(f"2026-{day}") if len(day) == 5 else datetime.fromisoformat(day)
    start += timedelta(hours=hour)
    return TimeRange(start, start + timedelta(hours=hours))


def rule(terms: Any, scope: Scope = Scope(), **values: Any) -> BookingRule:
    """A rule in force, of the kind its terms belong to."""
    return BookingRule(KIND_OF[type(terms)], terms, scope, rule_id=values.pop("rule_id", 1), **values)


def case(*uses: TimeRange, party: Party = Party.RESIDENT, **values: Any) -> Case:
    """One booking of a resident for 12 people in room 1 that seats 20."""
    values = {
        "now": NOW,
        "whom": Whom(party, resident_id=7),
        "kind": BookingKind.HIRE,
        "title": "合唱队排练",
        "people": 12,
        "seats": 20,
        "rooms": frozenset({1}),
        "series": len(uses) > 1,
        **values,
    }
    return Case(uses=uses or (at("11-25"),), **values)


@pytest.fixture
def set_rule(make, work) -> Callable[..., int]:
    """Set a rule in the center of `work`."""
    from neighborcenter.booking.rulebook import service
    from neighborcenter.booking.rulebook.drafts import RuleDraft

    def put(terms: Any, scope: Scope = Scope(), **values: Any) -> int:
        kind: RuleKind = KIND_OF[type(terms)]
        return service.add_rule(work, RuleDraft(kind, terms, scope, **values))

    return put
