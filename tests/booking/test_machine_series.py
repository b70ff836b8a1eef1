"""Any order of booking, editing series, splitting, moving, cancelling, restoring, closing, reopening, re-adding.

No model is kept beside the database: what must always hold is asked of the database after every act.  Set
MACHINE_STEPS=5000 for a long run.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from neighborcenter.backend import Backend
from neighborcenter.booking import (
    cancel_service,
    closing,
    move_service,
    series_service,
    service,
    takeout_service,
)
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft, SeriesChange, TakeOut
from neighborcenter.booking.kinds import HOLDING, OccurrenceStatus, Scope
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.series import preview
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.center.models import closed_day
from neighborcenter.kit.audit import audit_head
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Refused
from tests.support.builders import Builders

NOW = datetime(2026, 11, 23, 10, 15)
FIRST = date(2026, 11, 24)
days = st.integers(0, 9).map(lambda n: FIRST + timedelta(days=n))
clocks = st.integers(16, 24).map(lambda half: time(half // 2, 30 * (half % 2)))
lengths = st.sampled_from([60, 90, 120])
rooms = st.integers(0, 3)
repeats = st.sampled_from(
    [
        "",
        "FREQ=DAILY;COUNT=4",
        "FREQ=WEEKLY;COUNT=2",
        "FREQ=DAILY;INTERVAL=2;COUNT=3",
        "RDATE=20261125,20261128",
    ]
)
scopes = st.sampled_from(Scope)


class SeriesDesk(RuleBasedStateMachine):
    """One desk, a hall with two halves and a room of its own."""

    prepare: Callable[[], tuple[Path, str | None, Callable[[], None]]]
    taken = Bundle("taken")
    closures = Bundle("closures")
    changes = Bundle("changes")

    def __init__(self) -> None:
        super().__init__()
        self.folder, url, self.tidy = type(self).prepare()
        self.backend = Backend.open(Paths(self.folder), url, clock=FixedClock(NOW))
        self.actor = Builders.administrator(self.backend, self.backend.centers()[0][0])
        make = Builders(self.backend, self.actor, None)
        make.open_hours()
        hall = make.room("多功能厅")
        east, west, other = make.room("东", parent=hall), make.room("西", parent=hall), make.room("书法室")
        self.rooms = [hall, east, west, other]
        self.units = {hall: {east, west}, east: {east}, west: {west}, other: {other}}
        self.cancelled: set[int] = set()

    def teardown(self) -> None:
        with self.backend.read(self.actor) as read:
            assert self.backend.chain.findings(read.connection, read.center_id) == []
        self.backend.close()
        self.tidy()

    @contextmanager
    def act(self):
        """An act that may be refused: a line in the trail when it is kept, and none when it is not."""
        before = self._lines()
        try:
            with self.backend.work(self.actor) as work:
                yield work
        except Refused:
            assert self._lines() == before
        else:
            assert self._lines() > before

    @rule(target=taken, room=rooms, day=days, clock=clocks, length=lengths, repeat=repeats)
    def book(self, room, day, clock, length, repeat):
        start = datetime.combine(day, clock)
        draft = BookingDraft(
            self.rooms[room], start, start + timedelta(minutes=length), "合唱队", "林秀英",
            repeat=repeat, skip_clashes=bool(repeat),
        )  # fmt: skip
        found = ()
        with self.act() as work:
            found = service.book(work, draft).occurrence_ids
        return multiple(*found)

    @rule(day=taken, room=rooms, to=days, clock=clocks)
    def move(self, day, room, to, clock):
        if self._held(day) == (self.rooms[room], datetime.combine(to, clock)):
            return
        with self.act() as work:
            move_service.move_occurrence(work, MoveDraft(day, self.rooms[room], datetime.combine(to, clock)))

    @rule(
        target=changes, day=taken, scope=scopes, room=st.none() | rooms, clock=st.none() | clocks,
        later=st.integers(0, 2), length=st.none() | lengths, repeat=st.none() | repeats, skip=st.booleans(),
        title=st.sampled_from(["", "", "合唱比赛"]),
    )  # fmt: skip
    def change(self, day, scope, room, clock, later, length, repeat, skip, title):
        wanted = SeriesChange(
            day, scope, None if room is None else self.rooms[room], clock, later, length, repeat,
            details=DetailsDraft(0, title=title) if title else None, skip_clashes=skip,
        )  # fmt: skip
        with self.backend.read(self.actor) as read:
            seen = preview(read, wanted)
        done = None
        with self.act() as work:
            done = series_service.change_series(work, wanted)
        if done is None:
            return multiple()
        assert done.preview.days == seen.days
        return done

    @rule(done=changes)
    def undo(self, done):
        with self.act() as work:
            series_service.undo_change(work, done)

    @rule(day=taken, scope=scopes)
    def cancel(self, day, scope):
        with self.act() as work:
            if scope is Scope.ONE:
                done = cancel_service.cancel_occurrence(work, day)
            elif scope is Scope.FOLLOWING:
                done = cancel_service.cancel_following(work, day)
            else:
                ref = work.value(sa.select(occurrence.c.booking_id).where(occurrence.c.id == day))
                done = cancel_service.cancel_booking(work, ref)
            self.cancelled |= set(done.occurrence_ids)

    @rule(day=taken)
    def restore(self, day):
        with self.act() as work:
            cancel_service.restore(work, [day])
            self.cancelled.discard(day)

    @rule(day=taken, room=st.none() | rooms)
    def readd(self, day, room):
        with self.act() as work:
            waiting = work.rows(
                sa.select(occurrence.c.id).where(occurrence.c.status.in_(["skipped", "suspended"]))
            )
            ref = waiting[day % len(waiting)].id if waiting else day
            series_service.readd(work, ref, room_id=None if room is None else self.rooms[room])

    @rule(target=closures, day=days, length=st.integers(0, 2), room=st.none() | rooms)
    def close(self, day, length, room):
        with self.act() as work:
            draft = ClosureDraft(
                day, day + timedelta(days=length), "停电", None if room is None else self.rooms[room]
            )
            return closing.close(work, draft).closure_id

    @rule(ref=closures)
    def reopen(self, ref):
        with self.act() as work:
            closing.reopen(work, ref)

    @rule(day=days, room=st.none() | rooms, later=st.integers(0, 2))
    def take_out(self, day, room, later):
        with self.act() as work:
            rooms_ = () if room is None else (self.rooms[room],)
            done = takeout_service.take_out(work, TakeOut(day, day, rooms_, reason="施工", days_later=later))
            self.cancelled |= set(done.cancelled)

    @invariant()
    def what_holds_is_claimed_and_nothing_else(self):
        held = {
            (row.id, unit, row.starts, row.ends)
            for row in self._rows(sa.select(occurrence).where(occurrence.c.status.in_(HOLDING)))
            for unit in self.units[row.room_id]
        }
        found = self._rows(sa.select(claim.c.occurrence_id, claim.c.unit_id, claim.c.starts, claim.c.ends))
        assert {tuple(row) for row in found} == held
        assert len(found) == len(held)

    @invariant()
    def nobody_shares_a_unit(self):
        other = claim.alias()
        assert not self._rows(
            sa.select(claim.c.id).join(
                other,
                (other.c.unit_id == claim.c.unit_id) & (other.c.id > claim.c.id)
                & (other.c.starts < claim.c.ends) & (claim.c.starts < other.c.ends),
            )
        )  # fmt: skip

    @invariant()
    def a_cancelled_day_stays_cancelled(self):
        gone = {OccurrenceStatus.CANCELLED}
        rows = self._rows(sa.select(occurrence.c.id, occurrence.c.status))
        assert all(row.status in gone for row in rows if row.id in self.cancelled)

    @invariant()
    def a_series_has_each_of_its_dates_once(self):
        rows = self._rows(
            sa.select(occurrence.c.booking_id, sa.func.coalesce(occurrence.c.slot, occurrence.c.starts))
            .join(booking, booking.c.id == occurrence.c.booking_id)
            .where(booking.c.rule != "")
        )
        dates = [(row[0], str(row[1])[:10]) for row in rows]
        assert len(dates) == len(set(dates))

    @invariant()
    def nothing_is_held_where_it_is_closed(self):
        for shut in self._rows(sa.select(closed_day)):
            units = None if shut.room_id is None else self.units[shut.room_id]
            for row in self._rows(sa.select(occurrence).where(occurrence.c.status.in_(HOLDING))):
                if units is None or units & self.units[row.room_id]:
                    end = datetime.combine(shut.day_to + timedelta(days=1), time())
                    assert row.ends <= datetime.combine(shut.day_from, time()) or row.starts >= end

    def _held(self, day: int):
        rows = self._rows(sa.select(occurrence.c.room_id, occurrence.c.starts).where(occurrence.c.id == day))
        return tuple(rows[0]) if rows else None

    def _rows(self, statement):
        with self.backend.read(self.actor) as read:
            return read.rows(statement)

    def _lines(self) -> int:
        with self.backend.read(self.actor) as read:
            return read.value(sa.select(audit_head.c.count))


def run(prepare, steps: int) -> None:
    SeriesDesk.prepare = staticmethod(prepare)
    # Without shrinking: a failing story of 25 acts is readable, and shrinking real databases takes minutes.
    quick = settings(
        max_examples=max(1, steps // 25), stateful_step_count=25, phases=(Phase.reuse, Phase.generate)
    )
    run_state_machine_as_test(SeriesDesk, settings=quick)


def test_any_order_of_acts_keeps_every_promise(template):
    def prepare():
        folder = Path(tempfile.mkdtemp()) / "data"
        shutil.copytree(template, folder)
        return folder, None, lambda: shutil.rmtree(folder.parent)

    run(prepare, int(os.environ.get("MACHINE_STEPS", "300")))


@pytest.mark.skipif(os.name != "posix", reason="the tests' PostgreSQL listens on a Unix socket")
def test_and_on_postgresql_too(postgres, tmp_path):
    number = iter(range(1_000_000))

    def prepare():
        name = f"machine{next(number)}"
        folder = tmp_path / name
        shutil.copytree(postgres.home / "template", folder)
        postgres.statement(f"CREATE DATABASE {name} TEMPLATE template")
        return folder, postgres.url(name), lambda: postgres.statement(f"DROP DATABASE {name} WITH (FORCE)")

    run(prepare, min(250, int(os.environ.get("MACHINE_STEPS", "100"))))
