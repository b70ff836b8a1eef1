"""Opens the house: the database, the listeners, units of work and reads.

Order of events at start: look for the database; ask its version (older → copied, upgraded, checked; newer →
refused); introduce the rooms that listen to one another; from then on hand out `work(actor)` and
`read(actor)`. Nothing here knows Qt.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts import models as accounts_models
from neighborcenter.accounts import service as accounts_service
from neighborcenter.activities import handlers as activities_handlers
from neighborcenter.activities import models as activities_models
from neighborcenter.activities.events import (
    ActivityKindChanged,
    SessionCalledOff,
    SessionMoved,
    SessionPlanned,
)
from neighborcenter.booking import appointment_models, resource_models
from neighborcenter.booking import closures as booking_closures
from neighborcenter.booking import guards as booking_guards
from neighborcenter.booking import handlers as booking_handlers
from neighborcenter.booking import models as booking_models
from neighborcenter.booking.events import (
    BookingGranted,
    BookingKindChanged,
    OccurrenceBooked,
    OccurrenceCancelled,
    OccurrenceMoved,
    OccurrenceSuspended,
    TurnoutChanged,
)
from neighborcenter.booking.rulebook import handlers as rulebook_handlers
from neighborcenter.booking.rulebook import models as rulebook_models
from neighborcenter.catalog import models as catalog_models
from neighborcenter.center import models as center_models
from neighborcenter.center.events import DaysClosed, DaysReopened, RoomDivided
from neighborcenter.data import models as data_models
from neighborcenter.desk import handlers as desk_handlers
from neighborcenter.desk import models as desk_models
from neighborcenter.desk.counter import models as counter_models
from neighborcenter.desk.matters import models as matters_models
from neighborcenter.desk.queue import models as queue_models
from neighborcenter.forms import handlers as forms_handlers
from neighborcenter.forms import models as forms_models
from neighborcenter.kit import audit, guards, migrate, search_key, settings
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import Clock
from neighborcenter.kit.db import address_of, for_views, open_engine, sqlite_url
from neighborcenter.kit.events import Bus
from neighborcenter.kit.model import metadata
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Unavailable, taught_by
from neighborcenter.kit.troubles import plain_troubles
from neighborcenter.kit.work import Read, Work
from neighborcenter.meals import handlers as meals_handlers
from neighborcenter.meals import models as meals_models
from neighborcenter.modules import models as modules_models
from neighborcenter.people import models as people_models
from neighborcenter.people.events import ResidentForgotten, ResidentsMerged
from neighborcenter.reports import models as reports_models
from neighborcenter.volunteers import handlers as volunteers_handlers
from neighborcenter.volunteers import models as volunteers_models

GUARDS = (*booking_guards.GUARDS,)

# Every table of the house, lowest floor first. Whoever needs the whole schema takes `metadata` from here.
TABLE_HOMES = (
    center_models,
    audit,
    settings,
    search_key,
    accounts_models,
    people_models,
    modules_models,
    catalog_models,
    booking_models,
    rulebook_models,
    resource_models,
    appointment_models,
    volunteers_models,
    activities_models,
    meals_models,
    desk_models,
    forms_models,
    queue_models,
    matters_models,
    counter_models,
    data_models,
    reports_models,
)

# Whose words may stand in what a rule refuses.
TEXT_HOMES = (
    "accounts.texts",
    "activities.texts",
    "booking.rulebook.texts",
    "booking.series_texts",
    "booking.texts",
    "catalog.texts",
    "center.texts",
    "data.safety_texts",
    "data.texts",
    "desk.counter.texts",
    "desk.matters.texts",
    "desk.queue.texts",
    "desk.texts",
    "forms.jobs.texts",
    "forms.texts",
    "meals.texts",
    "modules.texts",
    "people.texts",
    "reports.fill.texts",
    "reports.texts",
    "volunteers.rostering.texts",
    "volunteers.texts",
)

__all__ = ["GUARDS", "TABLE_HOMES", "TEXT_HOMES", "Backend", "install_guards", "metadata"]


def install_guards(connection: sa.Connection) -> None:
    """Put back the triggers; run at the end of every migration."""
    guards.install(connection, GUARDS)


def read_texts() -> None:
    """Load the sentences of every room."""
    for home in TEXT_HOMES:
        import_module(f"neighborcenter.{home}")


taught_by(read_texts)


def introduce(bus: Bus) -> None:
    """Say which room listens to which news."""
    bus.subscribe(RoomDivided, booking_handlers.on_room_divided)
    bus.subscribe(DaysClosed, booking_closures.on_days_closed)
    bus.subscribe(DaysReopened, booking_closures.on_days_reopened)
    bus.subscribe(ResidentForgotten, booking_handlers.on_resident_forgotten)
    bus.subscribe(ResidentForgotten, rulebook_handlers.on_resident_forgotten)
    bus.subscribe(OccurrenceBooked, rulebook_handlers.on_booked)
    bus.subscribe(OccurrenceCancelled, rulebook_handlers.on_cancelled)
    bus.subscribe(TurnoutChanged, rulebook_handlers.on_turnout)
    bus.subscribe(OccurrenceBooked, activities_handlers.on_occurrence_booked)
    bus.subscribe(OccurrenceCancelled, activities_handlers.on_occurrence_cancelled)
    bus.subscribe(OccurrenceSuspended, activities_handlers.on_occurrence_suspended)
    bus.subscribe(OccurrenceMoved, activities_handlers.on_occurrence_moved)
    bus.subscribe(ResidentsMerged, activities_handlers.on_residents_merged)
    bus.subscribe(ResidentForgotten, activities_handlers.on_resident_forgotten)
    bus.subscribe(ResidentForgotten, volunteers_handlers.on_resident_forgotten)
    bus.subscribe(ResidentForgotten, desk_handlers.on_resident_forgotten)
    bus.subscribe(ResidentsMerged, volunteers_handlers.on_residents_merged)
    bus.subscribe(ResidentsMerged, meals_handlers.on_residents_merged)
    bus.subscribe(ResidentForgotten, meals_handlers.on_resident_forgotten)
    bus.subscribe(ResidentForgotten, forms_handlers.on_resident_forgotten)
    bus.subscribe(ResidentsMerged, forms_handlers.on_residents_merged)
    bus.subscribe(OccurrenceCancelled, volunteers_handlers.on_occurrence_cancelled)
    bus.subscribe(OccurrenceMoved, volunteers_handlers.on_occurrence_moved)
    bus.subscribe(OccurrenceBooked, volunteers_handlers.on_occurrence_booked)
    bus.subscribe(OccurrenceSuspended, volunteers_handlers.on_occurrence_cancelled)
    bus.subscribe(BookingGranted, volunteers_handlers.on_booking_granted)
    bus.subscribe(BookingKindChanged, volunteers_handlers.on_booking_kind_changed)
    bus.subscribe(SessionPlanned, volunteers_handlers.on_session_planned)
    bus.subscribe(SessionCalledOff, volunteers_handlers.on_session_called_off)
    bus.subscribe(SessionMoved, volunteers_handlers.on_session_moved)
    bus.subscribe(ActivityKindChanged, volunteers_handlers.on_activity_kind_changed)


class Backend:
    """One open database."""

    def __init__(self, engine: sa.Engine, paths: Paths, clock: Clock, key: bytes) -> None:
        self.engine = engine
        self.paths = paths
        self.clock = clock
        self.bus = Bus()
        introduce(self.bus)
        self.chain = audit.Chain(key)
        self._writer = engine.execution_options(write=True)
        self._viewer = for_views(engine)
        self._watch: sqlite3.Connection | None = None
        self._seen_version: int | None = None

    @classmethod
    def open(
        cls, paths: Paths, url: str | None = None, *, clock: Clock | None = None, create: bool = False
    ) -> "Backend":
        """Open the database of `paths`, or the one at `url`.

        `create` allows an empty one to be filled with the schema (only `init` does). Raises Unavailable:
        missing, locked, damaged, newer, unreachable, key of the audit trail missing.
        """
        address = url or sqlite_url(paths.database)
        parsed = address_of(address)
        file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        if file is not None and not file.exists() and not create:
            raise Unavailable("db.missing", path=str(file))
        with plain_troubles(str(paths.data)):
            if file is not None and not create and file.stat().st_size == 0:
                # Opening it would turn the empty file into an empty database and hide what happened.
                raise Unavailable("db.damaged")
            if create:
                paths.make()
            engine = open_engine(address)
            try:
                cls._bring_up_to_date(engine, address, paths, create)
                key = audit.make_key(paths.audit_key) if create else audit.read_key(paths.audit_key)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, paths, clock or Clock(), key)

    @staticmethod
    def _bring_up_to_date(engine: sa.Engine, url: str, paths: Paths, create: bool) -> None:
        with engine.connect() as connection:
            found = migrate.current(connection)
        migrate.refuse_newer(found)
        if found == migrate.head():
            return
        if found is None and not create:
            raise Unavailable("db.missing", path=sa.engine.make_url(url).database or url)
        engine.dispose()
        copy = None if found is None else paths.backups / f"before-upgrade-from-{found}.db"
        if copy is not None:
            copy.parent.mkdir(parents=True, exist_ok=True)
        migrate.upgrade(url, after=install_guards, copy_to=copy)

    @contextmanager
    def work(self, actor: Actor) -> Iterator[Work]:
        """One act of `actor`: kept as a whole when the block ends, gone when it raises."""
        with plain_troubles(str(self.paths.data)), self._writer.connect() as connection:
            connection.begin()
            work = Work(connection, actor, self.clock, bus=self.bus, chain=self.chain)
            yield work
            work.finish()

    @contextmanager
    def read(self, actor: Actor) -> Iterator[Read]:
        """A consistent view for `actor`; nothing in it can be changed."""
        with plain_troubles(str(self.paths.data)), self._viewer.connect() as connection:
            yield Read(connection, actor, self.clock)

    def sign_in(self, center_id: int, login: str, password: str) -> accounts_service.SignIn:
        """Check a password and let someone in, or count the failure. Takes about 200 ms."""
        with self.read(self.system(center_id)) as read:
            verdict = accounts_service.check_password(read, login, password)
        with self.work(self.system(center_id)) as work:
            return accounts_service.sign_in(work, verdict)

    def outside_changes(self) -> bool:
        """Whether another program has changed the database since the last question (cheap: 3 µs on SQLite)."""
        if self.engine.dialect.name != "sqlite":
            return self._audit_moved()
        if self._watch is None:
            # A connection of its own: data_version tells of changes made by others than itself only.
            file = self.engine.url.database or ""
            self._watch = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        version = int(self._watch.execute("PRAGMA data_version").fetchone()[0])
        before, self._seen_version = self._seen_version, version
        return before is not None and before != version

    def _audit_moved(self) -> bool:
        with self.engine.connect() as connection:
            total = connection.execute(sa.select(sa.func.sum(audit.audit_head.c.count))).scalar()
        before, self._seen_version = self._seen_version, int(total or 0)
        return before is not None and before != self._seen_version

    def centers(self) -> list[tuple[int, str, str]]:
        """(id, code, name) of every center in this database."""
        table = center_models.center
        with plain_troubles(str(self.paths.data)), self.engine.connect() as connection:
            rows: Any = connection.execute(
                sa.select(table.c.id, table.c.code, table.c.name).order_by(table.c.id)
            )
            return [(row.id, row.code, row.name) for row in rows]

    def system(self, center_id: int) -> Actor:
        """The program itself, acting in a center."""
        return system_actor(center_id)

    def close(self) -> None:
        """Let go of the database."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self.engine.dispose()
