"""Findings as problems beside their fields: the rule by its sentence, the figures, and who may set it aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from neighborcenter.accounts import queries as accounts
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.rulebook import book, texts
from neighborcenter.booking.rulebook.cases import Case
from neighborcenter.booking.rulebook.drafts import BookingRule
from neighborcenter.booking.rulebook.facts import Standing
from neighborcenter.booking.rulebook.judge import Finding
from neighborcenter.booking.rulebook.kinds import Aside, Effect, Level, RuleKind
from neighborcenter.booking.rulebook.sentences import PARTIES, Names, listed, minutes_words, sentence
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read

RIGHTS: Mapping[Aside, Permission] = {
    Aside.OVERRIDE: Permission.BOOKING_OVERRIDE,
    Aside.APPROVE: Permission.BOOKING_APPROVE,
}
assert texts  # Teaches the sentences of the problems made here.


def may_set_aside(read: Read, aside: Aside) -> bool:
    """Whether the acting person may set such a rule aside."""
    return aside in RIGHTS and read.may(RIGHTS[aside])


@dataclass(slots=True)
class Wording:
    """Puts findings into words; what things are called is looked up once, when the first word is wanted."""

    read: Read
    _names: Names | None = None
    _roles: dict[Aside, str] = field(default_factory=dict)

    def sentence(self, rule: BookingRule) -> str:
        """The rule as it reads aloud."""
        if self._names is None:
            self._names = book.names(self.read)
        return sentence(rule, self._names)

    def who_may(self, aside: Aside) -> str:
        """The sentence that says who may set a rule aside."""
        if aside not in RIGHTS:
            return _("It is not set aside for anybody.")
        if may_set_aside(self.read, aside):
            return _("You may set it aside; say why.")
        if aside not in self._roles:
            granted = [role.name for role in accounts.roles(self.read) if RIGHTS[aside] in role.permissions]
            self._roles[aside] = listed(_(name) for name in granted)
        return _("It may be set aside by: {roles}.").format(roles=self._roles[aside])

    def broken(self, finding: Finding, case: Case) -> Problem:
        """The problem of a rule that is broken; `override` says whether the acting person may set it aside."""
        rule = finding.rule
        params = {
            **self._told(rule),
            **{name: _plain(name, value) for name, value in finding.figures.items()},
            "day": finding.use.day.isoformat(),
            "people": case.people,
            "length": minutes_words(finding.use.minutes),
        }
        level: Literal["error", "warning"] = "error" if rule.level is Level.BLOCK else "warning"
        return Problem(finding.field, f"booking.rule_{rule.kind.value}", params, level)

    def asks(self, rule: BookingRule) -> Problem:
        """The word that a rule makes the booking a request."""
        return Problem("", "booking.asks_first", {**self._told(rule), "asks": True}, "warning")

    def barred(self, found: Standing, rule: BookingRule | None) -> Problem:
        """The problem of somebody who is barred: until when, why, and who may lift it."""
        aside = rule.aside if rule is not None else Aside.APPROVE
        params: dict[str, Any] = {
            "who": found.who,
            "reason": found.reason,
            "until": found.until.isoformat() if found.until is not None else "",
            "rule": found.reason,
            "rule_id": found.rule_id,
            "may": self.who_may(aside),
            "override": may_set_aside(self.read, aside),
            "bar": found.bar_id,
        }
        if found.effect is Effect.WARNING:
            return Problem("who", "booking.warned", params, "warning")
        code = "booking.barred_for_good" if found.until is None else "booking.barred"
        return Problem("who", code, params)

    def _told(self, rule: BookingRule) -> dict[str, Any]:
        silent = rule.level is Level.WARN and rule.kind is not RuleKind.APPROVAL
        return {
            "rule": self.sentence(rule),
            "rule_id": rule.rule_id,
            "may": "" if silent else self.who_may(rule.aside),
            "override": not silent and may_set_aside(self.read, rule.aside),
        }


def _plain(name: str, value: Any) -> Any:
    """How a figure of a finding stands in a sentence."""
    if name == "party":
        return _(PARTIES[value])
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else value
