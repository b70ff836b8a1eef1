"""Finding entries: by what was typed, behind another one, in the order of a field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms.drafts import FieldDef
from neighborcenter.forms.kinds import Fact, FieldKind
from neighborcenter.forms.models import entry
from neighborcenter.kit.search import lookup
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident

MOST_PEOPLE = 300
_IN_WORDS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.SIGNATURE)
_NUMBERS = (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.COMPUTED)


def behind(day: date, ref: int, *, backwards: bool) -> sa.ColumnElement[bool]:
    """What lies behind the entry `ref` of a day, in the order of days."""
    place = sa.tuple_(sa.literal(day, entry.c.day.type), sa.literal(ref))
    here = sa.tuple_(entry.c.day, entry.c.id)
    return here < place if backwards else here > place


def answer_of(read: Read, one: FieldDef) -> sa.ColumnElement[Any]:
    """The answer to a field as text, or as a number where it is one."""
    if read.dialect == "sqlite":
        text: sa.ColumnElement[Any] = sa.func.json_extract(entry.c.answers, f'$."{one.key}"')
        return sa.cast(text, sa.Float) if one.kind in _NUMBERS else text
    text = sa.cast(entry.c.answers, sa.JSON)[one.key].as_string()
    if one.kind not in _NUMBERS:
        return text
    # A reckoned field may hold words, which PostgreSQL refuses to take for a number.
    return sa.case((text.regexp_match(r"^-?[0-9.]+$"), sa.cast(text, sa.Numeric)), else_=None)


def says(read: Read, typed: str, visible: Mapping[str, FieldDef]) -> sa.ColumnElement[bool]:
    """What was typed stands in a visible field, or names the person."""
    parts = [
        answer_of(read, one).like(f"%{_escaped(typed)}%", escape="\\")
        for one in visible.values()
        if one.kind in _IN_WORDS and not one.masked
    ]
    if read.may(Permission.PEOPLE_VIEW):
        people = [hit.ref_id for hit in lookup(read, typed, ("resident",), MOST_PEOPLE)]
        parts.append(entry.c.resident_id.in_(people))
    return sa.or_(sa.false(), *parts)


def _escaped(typed: str) -> str:
    return typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def order_of(read: Read, order: str, visible: Mapping[str, FieldDef]) -> sa.ColumnElement[Any] | None:
    """What entries are sorted by before their day; None where the order is that of the days."""
    one = visible.get(order.removeprefix("-"))
    if one is None or one.kind is FieldKind.DAY:
        return None
    if one.kind is FieldKind.DUE:
        return entry.c.next_due
    if one.kind is not FieldKind.FACT:
        return answer_of(read, one)
    facts: dict[str, sa.ColumnElement[Any]] = {
        Fact.NAME: resident.c.name_sort, Fact.SEX: resident.c.sex, Fact.AGE: resident.c.birth_date,
        Fact.BIRTH: resident.c.birth_date, Fact.ADDRESS: entry.c.address, Fact.GRID: entry.c.grid,
    }  # fmt: skip
    return facts.get(one.fact)
