"""What a person hands in to set a rule, and the rule as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from neighborcenter.booking.rulebook.kinds import Aside, Level, RuleKind
from neighborcenter.booking.rulebook.terms import Scope, Terms


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule to be set.

    It holds for uses from `valid_from` to `valid_to`, both included; None is open.  `words` stand instead of
    the sentence the program makes, `source` says where the rule comes from.
    """

    kind: RuleKind
    terms: Terms
    scope: Scope = field(default_factory=Scope)
    level: Level = Level.BLOCK
    aside: Aside = Aside.OVERRIDE
    words: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    active: bool = True
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class BookingRule(RuleDraft):
    """A rule as it is kept; of several that could decide, the one with the lower position does."""

    rule_id: int = 0
    position: int = 0
    version: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether it is in force for uses of that day."""
        return (
            self.active
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A line of charges that the rules ask for: fen, and why, in words.

    `use` is the number of the day it is for; None: for the booking as a whole.
    """

    kind: str
    fen: int
    words: str
    rule_id: int | None = None
    use: int | None = None
    days_to_pay: int = 0


@dataclass(frozen=True, slots=True)
class BarDraft:
    """Somebody who may not book for a time: a resident, a group, or an outsider known by a phone."""

    resident_id: int | None = None
    group_id: int | None = None
    who: str = ""
    phone: str = ""
    until: date | None = None
    reason: str = ""
