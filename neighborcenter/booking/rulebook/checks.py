"""What is wrong with a rule that is about to be set: pure, so that the editor asks as one types."""

from __future__ import annotations

import re
from typing import Any

from neighborcenter.booking.rulebook.drafts import RuleDraft
from neighborcenter.booking.rulebook.terms import (
    Ask,
    BufferTerms,
    Length,
    Opening,
    Scope,
    Shape,
    Who,
    shapes,
)
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import minutes_of

_SEASON = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NUMBERS = (Ask.COUNT, Ask.MINUTES, Ask.MONEY)


def problems_in(draft: RuleDraft) -> list[Problem]:
    """Everything wrong with a rule, each beside its field ("terms.most", "scope.opens", "valid_to")."""
    problems = [*_in_fields("terms", draft.terms), *_in_fields("scope", draft.scope)]
    if problems:
        return problems
    scope, terms = draft.scope, draft.terms
    if bool(scope.season_from) != bool(scope.season_to):
        problems.append(Problem("scope.season_to", "booking.rule_half"))
    if draft.valid_from is not None and draft.valid_to is not None and draft.valid_to < draft.valid_from:
        problems.append(Problem("valid_to", "booking.rule_backwards"))
    if isinstance(terms, Who) and not (terms.parties or terms.groups or terms.tags):
        problems.append(Problem("terms.parties", "booking.rule_empty"))
    if isinstance(terms, Length) and not (terms.least or terms.most):
        problems.append(Problem("terms.most", "booking.rule_nothing"))
    if isinstance(terms, Length) and 0 < terms.most < terms.least:
        problems.append(Problem("terms.most", "booking.rule_backwards"))
    if isinstance(terms, BufferTerms) and not (terms.setup or terms.cleanup):
        problems.append(Problem("terms.setup", "booking.rule_nothing"))
    if isinstance(terms, Opening) and not (terms.opens and terms.closes):
        problems.append(Problem("terms.closes", "booking.rule_half"))
    elif isinstance(terms, Opening) and terms.closes <= terms.opens:
        problems.append(Problem("terms.closes", "booking.rule_backwards"))
    return problems


def _in_fields(prefix: str, record: Scope | Any) -> list[Problem]:
    problems = []
    for name, shape in shapes(type(record)).items():
        wrong = _wrong(shape, getattr(record, name))
        if wrong is not None:
            code, params = wrong
            problems.append(Problem(f"{prefix}.{name}", code, params))
    return problems


def _wrong(shape: Shape, value: Any) -> tuple[str, dict[str, Any]] | None:
    if shape.ask in _NUMBERS and not shape.least <= value <= shape.most:
        return "booking.rule_number", {"label": _(shape.label), "least": shape.least, "most": shape.most}
    if shape.ask is Ask.CLOCK and value and not _is_clock(value):
        return "booking.rule_clock", {"value": value}
    if shape.ask is Ask.SEASON and value and not _SEASON.fullmatch(value):
        return "booking.rule_season", {"value": value}
    return None


def _is_clock(value: str) -> bool:
    """Two digits each, so that times compare as text."""
    try:
        minutes_of(value)
    except ValueError:
        return False
    return len(value) == 5
