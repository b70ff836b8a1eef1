"""The unit of work: one actor, one clock, one transaction, and the audit line inside it.

Order of events. `Backend.work(actor)` begins a transaction that writes from its first statement (BEGIN
IMMEDIATE on SQLite), hands a `Work` to a verb of some room's service, and when the verb returns, `finish`
writes the recorded audit lines and commits: the only place of the house that does. A verb that raises leaves
nothing behind. `Read` is the same without the right to write: what queries take.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import AuditLine, Chain, detail_text
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.events import Bus
from neighborcenter.kit.problems import NotFound, Stale

REMEMBERED = "neighborcenter.remembered"
"""Where a pooled connection keeps what it remembers between units of work."""


class Read:
    """A consistent view of the database for one actor."""

    def __init__(self, connection: sa.Connection, actor: Actor, clock: Clock) -> None:
        self.connection = connection
        self.actor = actor
        self.clock = clock
        self.center_id = actor.center_id

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.connection.dialect.name

    def require(self, permission: str) -> None:
        """Raises NotAllowed unless the actor holds `permission`."""
        self.actor.require(permission)

    def may(self, permission: str) -> bool:
        return self.actor.may(permission)

    def rows(self, statement: sa.Executable, params: Any = None) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """All rows of a select."""
        return self.connection.execute(statement, params).fetchall()

    def row(self, statement: sa.Executable, params: Any = None) -> sa.Row[*tuple[Any, ...]] | None:
        """The first row, or None."""
        return self.connection.execute(statement, params).first()

    def value(self, statement: sa.Executable, params: Any = None) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement, params).scalar()


class Work(Read):
    """One act: everything in it is kept, or nothing is."""

    def __init__(
        self, connection: sa.Connection, actor: Actor, clock: Clock, *, bus: Bus, chain: Chain
    ) -> None:
        super().__init__(connection, actor, clock)
        self.changes: set[str] = set()
        self.data_version: int | None = None
        """How often others had committed when this began, once somebody asked (SQLite)."""
        self._bus = bus
        self._chain = chain
        self._lines: list[AuditLine] = []

    def insert(self, table: sa.Table, **values: Any) -> int:
        """Add a row; fills center_id, created_at and created_by where the table has them. Returns its id."""
        result = self.connection.execute(_insert(table), self._filled(table, values))
        self.changes.add(table.name)
        key = result.inserted_primary_key
        return int(key[0]) if key is not None else 0

    def insert_many(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows at once, filled like `insert`. All must name the same columns."""
        if not rows:
            return
        self.connection.execute(table.insert(), [self._filled(table, row) for row in rows])
        self.changes.add(table.name)

    def update(self, table: sa.Table, ref: int, *, version: int | None = None, **values: Any) -> None:
        """Change one row of this center.

        `version`: the state the person saw. Raises NotFound, or Stale when the row has moved on since.
        """
        conditions = self._own(table, ref)
        if "version" in table.c:
            values["version"] = table.c.version + 1
            values.setdefault("updated_at", self.clock.now())
            values.setdefault("updated_by", self.actor.account_id)
            if version is not None:
                conditions.append(table.c.version == version)
        done = self.connection.execute(table.update().where(*conditions).values(**values)).rowcount
        if done == 0:
            if self.value(sa.select(table.c.id).where(*self._own(table, ref))) is None:
                raise NotFound(table.name, ref)
            raise Stale(table.name, ref)
        self.changes.add(table.name)

    def delete(self, table: sa.Table, ref: int) -> None:
        """Remove one row of this center. Raises NotFound."""
        if self.connection.execute(table.delete().where(*self._own(table, ref))).rowcount == 0:
            raise NotFound(table.name, ref)
        self.changes.add(table.name)

    def execute(self, statement: sa.Executable, params: Any = None) -> sa.CursorResult[Any]:
        """Run any other change; the table it touches is noticed."""
        result = self.connection.execute(statement, params)
        touched = getattr(statement, "table", None)
        if isinstance(touched, sa.Table):
            self.changes.add(touched.name)
        return result

    def one_at_a_time(self, key: str) -> None:
        """Let no other act that names `key` go on until this one is kept or gone.

        SQLite's BEGIN IMMEDIATE has done so already. Without it two saves of one form at the same moment both
        find nothing saved, and the second breaks on the unique key instead of getting the first result.
        """
        if self.dialect == "postgresql":
            self.connection.execute(_LOCK, {"key": f"{self.center_id}:{key}"})

    def touched(self, *tables: str) -> None:
        """Say that tables were changed by other means (bulk loading)."""
        self.changes.update(tables)

    def record(self, act: str, subject: str = "", ref: int | None = None, **detail: Any) -> None:
        """Write one line into the audit trail, in this transaction."""
        self._lines.append(
            AuditLine(
                at=self.clock.now(),
                account_id=self.actor.account_id,
                actor=self.actor.name,
                act=act,
                subject=subject,
                ref_id=ref,
                detail=detail_text(detail),
            )
        )

    def publish(self, event: Any) -> None:
        """Tell the rooms that listen, now, inside this transaction."""
        self._bus.publish(self, event)

    def finish(self) -> None:
        """Write the audit lines and commit. Called by `Backend.work` alone."""
        if self._lines:
            self._chain.append(self.connection, self.center_id, self._lines)
            self.changes.add("audit_entry")
        self.connection.commit()
        self._forget()

    def _forget(self) -> None:
        """Drop what this connection remembered (`kit/remembered.py`) of tables that have changed."""
        kept = self.connection.info.get(REMEMBERED)
        if kept:
            for key in [k for k, (_, tables, *_rest) in kept.items() if not tables.isdisjoint(self.changes)]:
                del kept[key]

    def _filled(self, table: sa.Table, values: Mapping[str, Any]) -> dict[str, Any]:
        filled = dict(values)
        columns = table.c
        if "center_id" in columns:
            filled.setdefault("center_id", self.center_id)
        if "created_at" in columns:
            filled.setdefault("created_at", self.clock.now())
            filled.setdefault("created_by", self.actor.account_id)
        return filled

    def _own(self, table: sa.Table, ref: int) -> list[sa.ColumnElement[bool]]:
        conditions: list[sa.ColumnElement[bool]] = [table.c.id == ref]
        if "center_id" in table.c:
            conditions.append(table.c.center_id == self.center_id)
        return conditions


_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtext(:key))")
_INSERTS: dict[sa.Table, sa.Insert] = {}


def _insert(table: sa.Table) -> sa.Insert:
    statement = _INSERTS.get(table)
    if statement is None:
        statement = _INSERTS[table] = table.insert()
    return statement
