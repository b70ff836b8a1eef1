"""Any order of booking, moving, cancelling and restoring: what the database says is what a simple model says.

The model is a list of days and who holds which unit; after every act no two hold one unit at once, the claims
are exactly the model's, and the audit trail has one line for each act that succeeded and none for a refusal.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

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
from neighborcenter.booking import cancel_service, move_service, service
from neighborcenter.booking.drafts import BookingDraft, MoveDraft
from neighborcenter.booking.models import claim
from neighborcenter.kit.audit import audit_head
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Clash, Invalid
from neighborcenter.kit.times import TimeRange
from tests.support.builders import Builders

NOW = datetime(2026, 11, 23, 10, 15)
# Few days and few hours, so that clashes are common.
starts = st.builds(
    lambda day, quarter: datetime(2026, 11, 24) + timedelta(days=day, hours=8, minutes=15 * quarter),
    st.integers(0, 2),
    st.integers(0, 12),
)
lengths = st.integers(1, 6).map(lambda n: timedelta(minutes=30 * n))
rooms = st.integers(0, 3)
repeats = st.sampled_from(["", "", "FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;COUNT=2"])


@dataclass
class Day:
    units: frozenset[int]
    room: int
    during: TimeRange
    booked: bool = True


class Desk(RuleBasedStateMachine):
    """One desk, two halves of a hall, the hall, and a room of its own."""

    prepare: Callable[[], Path]
    days = Bundle("days")

    def __init__(self) -> None:
        super().__init__()
        self.folder = type(self).prepare()
        self.backend = Backend.open(Paths(self.folder), clock=FixedClock(NOW))
        center_id = self.backend.centers()[0][0]
        self.actor = Builders.administrator(self.backend, center_id)
        make = Builders(self.backend, self.actor, None)
        make.open_hours()
        hall = make.room("多功能厅")
        east, west, other = make.room("东", parent=hall), make.room("西", parent=hall), make.room("书法室")
        self.rooms = [hall, east, west, other]
        self.units = {hall: {east, west}, east: {east}, west: {west}, other: {other}}
        self.model: dict[int, Day] = {}
        self.acts = self._audit_lines()

    def teardown(self) -> None:
        with self.backend.read(self.actor) as read:
            assert self.backend.chain.findings(read.connection, read.center_id) == []
        self.backend.close()
        shutil.rmtree(self.folder.parent)

    @rule(target=days, room=rooms, start=starts, length=lengths, repeat=repeats, skip=st.booleans())
    def book(self, room, start, length, repeat, skip):
        ref = self.rooms[room]
        draft = BookingDraft(ref, start, start + length, "合唱队", "林秀英", repeat=repeat, skip_clashes=skip)
        wanted = [TimeRange(start, start + length)]
        if repeat:
            step = timedelta(days=1 if "DAILY" in repeat else 7)
            wanted = [wanted[0].shift(step * n) for n in range(3 if "DAILY" in repeat else 2)]
        free = [during for during in wanted if self._free(ref, during)]
        expected = free if (len(free) == len(wanted) or (skip and repeat)) else []
        try:
            with self.backend.work(self.actor) as work:
                booked = service.book(work, draft)
        except (Clash, Invalid):
            assert not expected
            return multiple()
        assert [TimeRange(day.starts, day.ends) for day in booked.occurrences] == expected
        assert len(booked.skipped) == len(wanted) - len(expected)
        for day in booked.occurrences:
            during = TimeRange(day.starts, day.ends)
            self.model[day.occurrence_id] = Day(frozenset(self.units[ref]), ref, during)
        self.acts += 1
        return multiple(*booked.occurrence_ids)

    @rule(day=days, room=rooms, start=starts, length=lengths)
    def move(self, day, room, start, length):
        ref, was = self.rooms[room], self.model[day]
        after = TimeRange(start, start + length)
        possible = was.booked and self._free(ref, after, but=day)
        try:
            with self.backend.work(self.actor) as work:
                move_service.move_occurrence(work, MoveDraft(day, ref, after.start, after.end))
        except (Clash, Invalid):
            assert not possible
            return
        assert possible
        if (was.room, was.during) != (ref, after):
            self.acts += 1
        self.model[day] = Day(frozenset(self.units[ref]), ref, after)

    @rule(day=days)
    def cancel(self, day):
        try:
            with self.backend.work(self.actor) as work:
                cancel_service.cancel_occurrence(work, day, "改期")
        except Invalid:
            assert not self.model[day].booked
            return
        assert self.model[day].booked
        self.model[day].booked = False
        self.acts += 1

    @rule(chosen=st.lists(days, min_size=1, max_size=3, unique=True))
    def restore(self, chosen):
        possible = all(not self.model[d].booked for d in chosen)
        for place, day in enumerate(chosen):
            free = self._free(self.model[day].room, self.model[day].during)
            others = [self.model[d] for d in chosen[:place]]
            possible &= free and not any(self._meet(self.model[day], other) for other in others)
        try:
            with self.backend.work(self.actor) as work:
                cancel_service.restore(work, chosen)
        except (Clash, Invalid):
            assert not possible
            return
        assert possible
        for day in chosen:
            self.model[day].booked = True
        self.acts += 1

    @invariant()
    def claims_are_the_models(self):
        with self.backend.read(self.actor) as read:
            rows = read.rows(sa.select(claim.c.occurrence_id, claim.c.unit_id, claim.c.starts, claim.c.ends))
        found = {tuple(row) for row in rows}
        assert len(found) == len(rows)
        assert found == {
            (ref, unit, day.during.start, day.during.end)
            for ref, day in self.model.items()
            if day.booked
            for unit in day.units
        }

    @invariant()
    def nobody_shares_a_unit(self):
        held = [day for day in self.model.values() if day.booked]
        assert not any(self._meet(a, b) for n, a in enumerate(held) for b in held[n + 1 :])

    @invariant()
    def every_act_left_one_line(self):
        assert self._audit_lines() == self.acts

    def _free(self, room: int, during: TimeRange, but: int | None = None) -> bool:
        wanted = Day(frozenset(self.units[room]), room, during)
        return not any(
            self._meet(wanted, day) for ref, day in self.model.items() if day.booked and ref != but
        )

    @staticmethod
    def _meet(a: Day, b: Day) -> bool:
        return bool(a.units & b.units) and a.during.overlaps(b.during)

    def _audit_lines(self) -> int:
        with self.backend.read(self.actor) as read:
            return read.value(sa.select(audit_head.c.count))


def test_any_order_of_acts_agrees_with_the_model(template):
    def prepare() -> Path:
        folder = Path(tempfile.mkdtemp()) / "data"
        shutil.copytree(template, folder)
        return folder

    Desk.prepare = staticmethod(prepare)
    # Without shrinking: a failing story of 25 acts is readable, and shrinking real databases takes minutes.
    runs = max(25, int(os.environ.get("MACHINE_STEPS", "0")) // 25)
    quick = settings(max_examples=runs, stateful_step_count=25, phases=(Phase.reuse, Phase.generate))
    run_state_machine_as_test(Desk, settings=quick)
