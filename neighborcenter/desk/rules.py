"""What may be registered at the desk: pure decisions over a draft and what is known of the service.

The proofs that a village or community must not issue come from the national list of 2020 (twenty proofs,
six ministries): such a visit is counted as a referral, never as something done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.desk.kinds import Outcome
from neighborcenter.kit.problems import Problem

MOST_HEADS = 999
LONG_AGO = timedelta(days=31)
"""Older entries change a month that has been reported; the desk is told, not stopped."""

MOVES: Mapping[Outcome, frozenset[Outcome]] = {
    Outcome.OPEN: frozenset({Outcome.DONE, Outcome.PASSED_ON, Outcome.REFERRED}),
    Outcome.PASSED_ON: frozenset({Outcome.DONE, Outcome.OPEN, Outcome.REFERRED}),
    Outcome.DONE: frozenset({Outcome.OPEN, Outcome.PASSED_ON}),
    Outcome.REFERRED: frozenset({Outcome.OPEN}),
}
"""From which outcome to which; a slip of the key can always be taken back through OPEN."""


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """What the desk needs to know of a service.  `refused`: a proof that must not be issued."""

    service_id: int
    module_id: int
    name: str
    published: bool = True
    refused: bool = False
    refer_to: str = ""

    def refer_to_if(self, outcome: Outcome) -> str:
        """Where the visitor is sent when the matter is declined; empty otherwise."""
        return self.refer_to if outcome is Outcome.REFERRED else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was looked up: the clock and the service (None: no such service here)."""

    now: datetime
    service: ServiceFact | None


def outcome_of(draft: VisitDraft, service: ServiceFact) -> Outcome:
    """How the visit ends: as said, or as the service itself says."""
    if service.refused:
        return Outcome.REFERRED
    return draft.outcome or Outcome.DONE


def problems_in(draft: VisitDraft, facts: Facts) -> list[Problem]:
    """Everything that stands against registering the visit, each beside its field."""
    problems = _problems_with_service(draft, facts.service)
    if draft.resident_id is not None and draft.newcomer is not None:
        problems.append(Problem("newcomer", "desk.two_people"))
    named = draft.resident_id is not None or draft.newcomer is not None
    if named and draft.heads != 1:
        problems.append(Problem("heads", "desk.named_is_one"))
    elif not 1 <= draft.heads <= MOST_HEADS:
        problems.append(Problem("heads", "desk.heads", {"most": MOST_HEADS}))
    if draft.outcome is Outcome.PASSED_ON and not draft.passed_to.strip():
        problems.append(Problem("passed_to", "desk.passed_to_missing"))
    if draft.at is not None:
        if draft.at > facts.now:
            problems.append(Problem("at", "desk.future"))
        elif facts.now - draft.at > LONG_AGO:
            problems.append(Problem("at", "desk.long_ago", {"days": LONG_AGO.days}, "warning"))
    return problems


def problems_in_move(before: Outcome, after: Outcome, passed_to: str, *, refused: bool) -> list[Problem]:
    """What stands against changing how a visit ended."""
    if refused and after is not Outcome.REFERRED:
        return [Problem("outcome", "desk.must_be_refused")]
    if after is not before and after not in MOVES[before]:
        return [Problem("outcome", "desk.wrong_move")]
    if after is Outcome.PASSED_ON and not passed_to.strip():
        return [Problem("passed_to", "desk.passed_to_missing")]
    return []


def _problems_with_service(draft: VisitDraft, service: ServiceFact | None) -> list[Problem]:
    if draft.service_id is None:
        return [Problem("service_id", "desk.service_missing")]
    if service is None:
        return [Problem("service_id", "desk.service_unknown")]
    if not service.published:
        return [Problem("service_id", "desk.service_not_offered", {"service": service.name})]
    if service.refused and draft.outcome not in (None, Outcome.REFERRED):
        return [Problem("outcome", "desk.must_be_refused")]
    return []
