"""The demo center shows everything a hall lives through, and the same seed makes the same center."""

from typing import Any

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.kinds import OccurrenceStatus, Standing, Turnout
from neighborcenter.booking.models import booking, call_entry, occurrence
from neighborcenter.booking.resource_models import occurrence_resource, occurrence_room, resource
from neighborcenter.booking.rulebook.kinds import ChargeState
from neighborcenter.booking.rulebook.models import (
    booking_bar,
    booking_override,
    booking_rule,
    charge,
    receipt,
)
from neighborcenter.data import demo, founding
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.work import Read
from tests.conftest import MONDAY


def made(folder: Any) -> Backend:
    opened = Backend.open(Paths(folder), clock=FixedClock(MONDAY), create=True)
    with opened.work(system_actor(0)) as work:
        founded = founding.found_center(
            work, founding.FoundingDraft(demo.CENTER_NAME, "lin", "Spring-2026", "周敏")
        )
    with opened.work(system_actor(founded.center_id)) as work:
        demo.fill_demo(work, demo.DemoOrder(residents=40, months=2))
    return opened


def count(read: Read, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    return int(read.value(sa.select(sa.func.count()).select_from(table).where(*where)))


def week(read: Read) -> list[tuple[Any, ...]]:
    """Every day with its state and what is charged for it."""
    days = sa.select(
        occurrence.c.starts, booking.c.title, booking.c.who, occurrence.c.status, occurrence.c.turnout
    )
    days = days.join(booking, booking.c.id == occurrence.c.booking_id).order_by(occurrence.c.id)
    lines = sa.select(charge.c.booking_id, charge.c.kind, charge.c.fen, charge.c.state).order_by(charge.c.id)
    return [tuple(row) for row in (*read.rows(days), *read.rows(lines))]


def test_everything_that_happens_to_a_booking_is_there_and_twice_the_same(tmp_path: Any) -> None:
    found = []
    for name in ("one", "two"):
        opened = made(tmp_path / name)
        try:
            with opened.read(system_actor(opened.centers()[0][0])) as read:
                found.append(week(read))
                there = {
                    "suspended": count(read, occurrence, occurrence.c.status == OccurrenceStatus.SUSPENDED),
                    "skipped": count(read, occurrence, occurrence.c.status == OccurrenceStatus.SKIPPED),
                    "cancelled": count(read, occurrence, occurrence.c.status == OccurrenceStatus.CANCELLED),
                    "no show": count(read, occurrence, occurrence.c.turnout == Turnout.NO_SHOW),
                    "waiting": count(read, booking, booking.c.standing == Standing.REQUESTED),
                    "declined": count(read, booking, booking.c.standing == Standing.DECLINED),
                    "rooms along": count(read, occurrence_room),
                    "things": count(read, occurrence_resource),
                    "resources": count(read, resource),
                    "appointments": count(read, appointment),
                    "calls": count(read, call_entry),
                    "rules": count(read, booking_rule, booking_rule.c.active.is_(True)),
                    "to pay": count(read, charge, charge.c.state == ChargeState.OPEN),
                    "receipts": count(read, receipt),
                    "overrides": count(read, booking_override),
                    "bars": count(read, booking_bar),
                }
        finally:
            opened.close()
    assert [name for name, number in there.items() if not number] == []
    assert found[0] == found[1]
