"""Columns and types that every table of the house is built from.

Tables are SQLAlchemy Core `Table` objects: measured, the ORM costs 0.2 ms more on every save and 350 ms at
start, and rooms hand out frozen rows anyway. SQLite tables are STRICT, so only INTEGER, REAL, TEXT and BLOB
appear there; the same columns are real dates, timestamps and booleans on PostgreSQL.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = sa.MetaData(naming_convention=NAMING)

# 64 bits on PostgreSQL; on SQLite the only type that aliases the rowid is INTEGER.
IdType = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment in UTC (audit, created, signed). Refuses naive values; text with microseconds on SQLite."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(
            sa.DateTime(timezone=True) if dialect.name == "postgresql" else sa.Text()
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an Instant needs a time zone; use the clock of the unit of work")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value.astimezone(UTC) if value is not None else None
        return datetime.fromisoformat(value).replace(tzinfo=UTC)


class LocalTime(sa.types.TypeDecorator[datetime]):
    """Local date and time of the center, without a zone: what people say and what stands on paper."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.DateTime() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return local_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        return datetime.fromisoformat(value)


class LocalDate(sa.types.TypeDecorator[date]):
    """A calendar day at the center."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.Date() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        if value is None or isinstance(value, date):
            return value
        return date.fromisoformat(value)


class Flag(sa.types.TypeDecorator[bool]):
    """Yes or no; 0 or 1 on SQLite. `column.is_(True)` is plain equality: PostgreSQL takes no bound value after IS."""

    impl = sa.Integer
    cache_ok = True

    class Comparator(sa.types.TypeDecorator.Comparator[bool]):
        """Equality where SQLAlchemy would write IS."""

        def is_(self, other: Any) -> sa.ColumnElement[bool]:
            equal: sa.ColumnElement[bool] = self == other
            return equal

    comparator_factory = Comparator

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.Boolean() if dialect.name == "postgresql" else sa.Integer())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Choice(sa.types.TypeDecorator[Enum]):
    """One value of an enum, kept as its text value (never by position)."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, choices: type[Enum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Enum | str | None, dialect: Dialect) -> Any:
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Enum | None:
        return None if value is None else self.choices(value)


def instant_text(value: datetime) -> str:
    """How an Instant is written on SQLite: UTC, fixed width, sorts like time."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def local_text(value: datetime) -> str:
    """How a LocalTime is written on SQLite: fixed width, sorts like time."""
    return value.isoformat(sep=" ", timespec="seconds")


def id_column() -> sa.Column[int]:
    return sa.Column("id", IdType, primary_key=True)


def center_column() -> sa.Column[int]:
    """The center a row belongs to: one database may serve a whole city."""
    return sa.Column("center_id", IdType, sa.ForeignKey("center.id"), nullable=False)


def foreign(name: str, target: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    """A reference to `target` ("room.id"). Only downwards: rooms of lower floors."""
    return sa.Column(name, IdType, sa.ForeignKey(target), nullable=nullable, index=index)


def text_column(name: str, *, default: str | None = "", nullable: bool = False) -> sa.Column[str]:
    """Text; empty rather than NULL unless `nullable`."""
    return sa.Column(name, sa.Text, nullable=nullable, server_default=None if nullable else default)


def flag_column(name: str, *, default: bool = False) -> sa.Column[bool]:
    return sa.Column(name, Flag, nullable=False, server_default=sa.text("true" if default else "false"))


def number_column(name: str, *, default: int | None = 0, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer, nullable=nullable, server_default=None if default is None else str(default)
    )


def choice_column(name: str, choices: type[Enum], *, default: Enum | None = None) -> sa.Column[Any]:
    """A column that holds one value of `choices`, checked by the database too."""
    return sa.Column(
        name,
        Choice(choices),
        sa.CheckConstraint(_one_of(name, (str(c.value) for c in choices)), name=name),
        nullable=False,
        server_default=None if default is None else str(default.value),
    )


def created_columns() -> list[sa.Column[Any]]:
    """Who made the row and when; `Work.insert` fills them."""
    return [
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("created_by", IdType, nullable=True),
    ]


def version_columns() -> list[sa.Column[Any]]:
    """Counts changes, so that a second desk that read an older state is told (`Stale`)."""
    return [
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("updated_at", Instant, nullable=True),
        sa.Column("updated_by", IdType, nullable=True),
    ]


def aside(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """A number column as a condition that no index answers.

    SQLite keeps no statistics of its own accord and then prefers any index that begins with the center to
    the few rows whose ids were named (measured: 60 rows of a million in 60 ms instead of 0.5).
    """
    return column + 0


def _one_of(name: str, values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{name} IN ({listed})"


def table(name: str, *parts: Any, **options: Any) -> sa.Table:
    """A table of the house: STRICT on SQLite."""
    return sa.Table(name, metadata, *parts, sqlite_strict=True, **options)
