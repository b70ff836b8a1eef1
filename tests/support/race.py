"""Several programs that want the same thing at the same moment: released by a barrier, round after round.

Each writer is a process of its own with its own open back office, as two windows or two desks are.  What they
want is a room, the last speaker (each in a room of their own), a room to hold for an open form, or the last
place of an appointment.  `check` and `guard` switch off what stands between them and giving it twice, to show
that the race would find it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking import (
    appointment_service,
    claims,
    holds,
    plan_service,
    resource_service,
    service,
    stock,
)
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.guards import GUARDS
from neighborcenter.booking.resource_drafts import AppointmentDraft, PlanDraft, ResourceDraft
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.problems import Clash
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work

FIRST = datetime(2026, 11, 24, 9)
NOW = datetime(2026, 11, 23, 10, 15)
PATIENCE = 120
"""Seconds for one step of a race, and beyond one second a round for the whole of it."""
PRIZES = ("room", "equipment", "hold", "place")


@dataclass(frozen=True)
class Outcome:
    """What came of a race."""

    rounds: int
    winners: dict[int, int]
    doubled: int
    errors: tuple[str, ...]

    @property
    def exactly_one(self) -> int:
        """Rounds with exactly one winner."""
        return sum(1 for n in range(self.rounds) if self.winners.get(n, 0) == 1)


@dataclass(frozen=True)
class Scene:
    """Where a race is run: the rooms of the writers and, if need be, the speaker or the appointment service."""

    prize: str
    rooms: tuple[int, ...]
    target: int = 0


@dataclass(frozen=True)
class Course:
    """How a race is run."""

    data: str
    url: str | None
    center_id: int
    scene: Scene
    rounds: int
    check: bool


def slot(number: int) -> tuple[datetime, datetime]:
    """The hour all writers want in a round: one an hour, ten a day."""
    start = FIRST + timedelta(days=number // 10, hours=number % 10)
    return start, start + timedelta(hours=1)


def set_up(backend: Backend, center_id: int, prize: str, rooms: tuple[int, ...], rounds: int) -> Scene:
    """Make what is wanted: two speakers of which one is out all day, or a slot with one of two places left."""
    actor = system_actor(center_id)
    scene = Scene(prize, rooms)
    if prize == "equipment":
        with backend.work(actor) as work:
            ref = resource_service.add_resource(work, ResourceDraft("音响", quantity=2))
            for day in range((rounds + 9) // 10):
                start = FIRST.replace(hour=8) + timedelta(days=day)
                out = BookingDraft(rooms[-1], start, start + timedelta(hours=14), "借出", "文化站")
                service.book(work, replace(out, resources=((ref, 1),)))
        return replace(scene, target=ref)
    if prize == "place":
        with backend.work(actor) as work:
            plan = PlanDraft("量血压", rooms[0], minutes=60, capacity=2, horizon_days=3650)
            plan_id = plan_service.add_plan(work, plan)
            for number in range(rounds):
                wanted = AppointmentDraft(plan_id, slot(number)[0], who="陈阿婆")
                first = appointment_service.make_appointment(work, wanted)
                appointment_service.make_appointment(work, replace(wanted, who="林伯"))
                appointment_service.cancel_appointment(work, first.appointment_id)
        return replace(scene, target=plan_id)
    return scene


def race(
    data: Path,
    url: str | None,
    center_id: int,
    scene: Scene,
    *,
    writers: int,
    rounds: int,
    check: bool = True,
    guard: bool = True,
) -> Outcome:
    """Let so many processes want the same, so many times.  The rooms must be empty and open 8 to 22."""
    context: Any = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        # The program is loaded once, not once for every writer.
        context.set_forkserver_preload(["tests.support.race"])
    barrier = context.Barrier(writers)
    results: Any = context.Queue()
    if not guard:
        _drop_guard(data, url)
    course = Course(str(data), url, center_id, scene, rounds, check)
    processes = [
        context.Process(target=_write, args=(course, number, barrier, results)) for number in range(writers)
    ]
    for process in processes:
        process.start()
    answers = [results.get(timeout=PATIENCE + rounds) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    winners = Counter(number for won, _ in answers for number in won)
    errors = tuple(error for _, found in answers for error in found)
    return Outcome(rounds, dict(winners), _doubled(data, url, scene.prize), errors)


def _want_room(work: Work, scene: Scene, writer: int, number: int) -> None:
    start, end = slot(number)
    service.book(work, BookingDraft(scene.rooms[0], start, end, title=f"第 {writer} 窗口", who="前台"))


def _want_equipment(work: Work, scene: Scene, writer: int, number: int) -> None:
    start, end = slot(number)
    draft = BookingDraft(scene.rooms[writer], start, end, title=f"第 {writer} 窗口", who="前台")
    service.book(work, replace(draft, resources=((scene.target, 1),)))


def _want_hold(work: Work, scene: Scene, writer: int, number: int) -> None:
    holds.hold(work, scene.rooms[0], TimeRange(*slot(number)), key=f"{writer}-{number}", words="填表")


def _want_place(work: Work, scene: Scene, writer: int, number: int) -> None:
    wanted = AppointmentDraft(scene.target, slot(number)[0], who=f"第 {writer} 窗口来的居民")
    appointment_service.make_appointment(work, wanted)


_ACTS: Mapping[str, Callable[[Work, Scene, int, int], None]] = {
    "room": _want_room,
    "equipment": _want_equipment,
    "hold": _want_hold,
    "place": _want_place,
}


def _switch_off_checks() -> None:
    claims.in_the_way = lambda *_args, **_more: []  # type: ignore[assignment]
    claims.hold = lambda *_args: None  # type: ignore[assignment]
    holds.in_the_way = lambda *_args, **_more: []  # type: ignore[assignment]
    stock.lacking = lambda *_args, **_more: []  # type: ignore[assignment]
    stock.lock = lambda *_args: None  # type: ignore[assignment]
    appointment_service._taken = lambda *_args: []  # type: ignore[assignment]
    Work.one_at_a_time = lambda *_args: None  # type: ignore[assignment,method-assign]


def _write(course: Course, writer: int, barrier: Any, results: Any) -> None:
    if not course.check:
        _switch_off_checks()
    backend = Backend.open(Paths(Path(course.data)), course.url, clock=FixedClock(NOW))
    actor: Actor = system_actor(course.center_id)
    act = _ACTS[course.scene.prize]
    won, errors = [], []
    with backend.read(actor) as read:
        read.value(sa.text("SELECT 1"))
    for number in range(course.rounds):
        barrier.wait(PATIENCE)
        try:
            with backend.work(actor) as work:
                act(work, course.scene, writer, number)
            won.append(number)
        except Clash:
            pass
        except Exception as error:  # every other answer is a finding of the race
            errors.append(f"{type(error).__name__}: {error}")
    backend.close()
    results.put((won, errors))


def _engine(data: Path, url: str | None) -> sa.Engine:
    return sa.create_engine(url or f"sqlite:///{Paths(data).database}", poolclass=sa.NullPool)


def _drop_guard(data: Path, url: str | None) -> None:
    engine = _engine(data, url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE claim DROP CONSTRAINT claim_overlap")
            connection.exec_driver_sql("ALTER TABLE resource_claim DROP CONSTRAINT resource_overlap")
            connection.exec_driver_sql("ALTER TABLE hold_unit DROP CONSTRAINT hold_overlap")
        else:
            for one in GUARDS:
                connection.exec_driver_sql(f"DROP TRIGGER {one.name}")
        connection.exec_driver_sql("DROP INDEX uq_appointment_seat")
    engine.dispose()


_OVERLAP = "a.id < b.id AND a.starts < b.ends AND b.starts < a.ends"
_DOUBLES = {
    "room": f"claim a JOIN claim b ON a.unit_id = b.unit_id AND {_OVERLAP}",
    "equipment": "resource_claim a JOIN resource_claim b"
    f" ON a.resource_id = b.resource_id AND a.unit_no = b.unit_no AND {_OVERLAP}",
    "hold": f"hold_unit a JOIN hold_unit b ON a.unit_id = b.unit_id AND {_OVERLAP}",
    "place": "appointment a JOIN appointment b ON a.occurrence_id = b.occurrence_id AND a.seat_no = b.seat_no"
    " AND a.id < b.id AND a.status = 'booked' AND b.status = 'booked'",
}


def _doubled(data: Path, url: str | None, prize: str) -> int:
    """Pairs that have the same at the same time, counted by plain SQL."""
    engine = _engine(data, url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT COUNT(*) FROM {_DOUBLES[prize]}").scalar_one()
    engine.dispose()
    return int(found)
