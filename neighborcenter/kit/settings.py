"""Typed, center-wide settings: declared where they are used, kept in the database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from neighborcenter.kit.model import IdType, table, text_column
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read, Work

T = TypeVar("T")

setting = table(
    "setting",
    sa.Column("center_id", IdType, sa.ForeignKey("center.id"), primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, primary_key=True),
    text_column("value"),
)

DECLARED: dict[str, "Setting[Any]"] = {}


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing a center may decide: key like "desk.idle_minutes", its default and how to say it."""

    key: str
    default: T
    label: str
    check: Callable[[T], Problem | None] = lambda _value: None

    def __post_init__(self) -> None:
        if DECLARED.setdefault(self.key, self) is not self:
            raise ValueError(f"the setting {self.key} is declared twice")


def get(read: Read, wanted: Setting[T]) -> T:
    """What the center decided, or the default."""
    text = read.value(_ONE, {"center": read.center_id, "name": wanted.key})
    if text is None:
        return wanted.default
    value: T = json.loads(text)
    return value


def put(work: Work, wanted: Setting[T], value: T) -> None:
    """Keep a decision. The caller has asked for the permission. Raises Invalid."""
    problem = wanted.check(value)
    if problem is not None:
        raise Invalid(problem)
    text = json.dumps(value, ensure_ascii=False)
    changed = work.execute(
        setting.update()
        .where(setting.c.center_id == work.center_id, setting.c.key == wanted.key)
        .values(value=text)
    )
    if changed.rowcount == 0:
        work.insert(setting, key=wanted.key, value=text)
    work.record("center.set", "setting", None, key=wanted.key, value=value)


_ONE = sa.select(setting.c.value).where(
    setting.c.center_id == sa.bindparam("center"), setting.c.key == sa.bindparam("name")
)
