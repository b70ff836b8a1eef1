"""The rules of a center as they are kept, remembered per connection because every save needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.booking.rulebook.drafts import BookingRule, RuleDraft
from neighborcenter.booking.rulebook.kinds import RuleKind
from neighborcenter.booking.rulebook.models import booking_rule
from neighborcenter.booking.rulebook.sentences import Names
from neighborcenter.booking.rulebook.terms import TERMS, Quota, Row, Scope, Who, read_back
from neighborcenter.center.models import room
from neighborcenter.kit.remembered import remembered
from neighborcenter.kit.work import Read
from neighborcenter.people.models import care_tag, people_group

_TABLES = frozenset({"booking_rule"})
_ALL = (
    sa.select(booking_rule)
    .where(booking_rule.c.center_id == sa.bindparam("center"))
    .order_by(booking_rule.c.position, booking_rule.c.id)
)


@dataclass(frozen=True, slots=True)
class Book:
    """All rules in their order, and what must be looked up for them."""

    rules: tuple[BookingRule, ...]
    needs_groups: bool
    needs_tags: bool

    def active(self, first: date, last: date) -> list[BookingRule]:
        """The rules that may be in force on some day from `first` to `last`."""
        return [
            rule
            for rule in self.rules
            if rule.active
            and (rule.valid_from is None or rule.valid_from <= last)
            and (rule.valid_to is None or first <= rule.valid_to)
        ]

    def rule(self, rule_id: int) -> BookingRule | None:
        """One rule by its id."""
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)

    def of_kind(self, kind: RuleKind) -> list[BookingRule]:
        """The rules of one kind, in order, also those not in force."""
        return [rule for rule in self.rules if rule.kind is kind]


def book_of(read: Read) -> Book:
    """The rules of the center."""
    return remembered(read, "booking.rulebook", _TABLES, _load)


def names(read: Read, *drafts: RuleDraft) -> Names:
    """What rooms, groups and tags that rules name are called; asked only when a sentence is wanted.

    Of these drafts, or without any of all rules of the center.
    """
    found = []
    scopes = [(rule.scope, rule.terms) for rule in drafts or book_of(read).rules]
    for table, wanted in (
        (room, {ref for scope, _terms in scopes for ref in scope.rooms}),
        (people_group, {ref for scope, terms in scopes for ref in (*scope.groups, *_groups(terms))}),
        (care_tag, {ref for scope, terms in scopes for ref in (*scope.tags, *_tags(terms))}),
    ):
        rows: Sequence[Any] = ()
        if wanted:
            rows = read.rows(
                sa.select(table.c.id, table.c.name).where(
                    table.c.center_id == read.center_id, table.c.id.in_(sorted(wanted))
                )
            )
        found.append({row[0]: row[1] for row in rows})
    return Names(*found)


def rule_of(row: Any) -> BookingRule:
    """The rule in a row of the table."""
    return BookingRule(
        kind=row.kind,
        terms=read_back(TERMS[row.kind], row.terms),
        scope=read_back(Scope, row.scope),
        level=row.level,
        aside=row.aside,
        words=row.words,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        active=row.active,
        note=row.note,
        source=row.source,
        rule_id=row.id,
        position=row.position,
        version=row.version,
    )


def _load(read: Read) -> Book:
    rules = tuple(rule_of(row) for row in read.rows(_ALL, {"center": read.center_id}))
    groups = any(rule.scope.groups or _groups(rule.terms) for rule in rules)
    tags = any(rule.scope.tags or _tags(rule.terms) for rule in rules)
    return Book(rules, groups, tags)


def _groups(terms: Any) -> tuple[int, ...]:
    return terms.groups if isinstance(terms, Who) else ()


def _tags(terms: Any) -> tuple[int, ...]:
    return terms.tags if isinstance(terms, Who) else ()


def counting(rules: Sequence[BookingRule]) -> list[BookingRule]:
    """The rules for which earlier uses must be known."""
    return [rule for rule in rules if isinstance(rule.terms, Quota | Row)]
