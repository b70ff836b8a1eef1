"""Whether those who booked came: steps, moments, taking back, and who hears of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.booking import cancel_service, service, turnout_service
from neighborcenter.booking.events import TurnoutChanged
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.no_shows import no_shows
from neighborcenter.kit.problems import Invalid, NotFound


@pytest.fixture
def day(work, draft, make) -> int:
    from dataclasses import replace

    return service.book(work, replace(draft, resident_id=make.resident("林秀英"))).occurrence_ids[0]


def row(work, ref):
    return work.row(sa.select(occurrence).where(occurrence.c.id == ref))


def test_each_step_keeps_its_moment_and_can_be_taken_back(work, day, draft, clock):
    clock.set(draft.starts)
    turnout_service.arrive(work, day)
    arrived = clock.now()
    clock.set(draft.starts + timedelta(minutes=10))
    turnout_service.start(work, day)
    clock.set(draft.ends)
    assert turnout_service.finish(work, day) is Turnout.STARTED
    found = row(work, day)
    assert (found.arrived_at, found.done_at) == (arrived, clock.now())
    turnout_service.put_back(work, day, Turnout.ARRIVED)
    found = row(work, day)
    assert (found.turnout, found.arrived_at, found.started_at, found.done_at) == (
        Turnout.ARRIVED, arrived, None, None,
    )  # fmt: skip


def test_nobody_can_fail_to_come_before_it_begins(work, day, draft, clock):
    with pytest.raises(Invalid):
        turnout_service.no_show(work, day)
    heard = []
    work._bus.subscribe(TurnoutChanged, lambda _work, event: heard.append((event.before, event.after)))
    clock.set(draft.starts + timedelta(minutes=30))
    turnout_service.no_show(work, day)
    turnout_service.no_show(work, day)
    resident = work.value(sa.text("SELECT resident_id FROM booking"))
    assert [one.title for one in no_shows(work, draft.starts, resident_id=resident)] == ["合唱队排练"]
    turnout_service.put_back(work, day)
    assert no_shows(work, draft.starts, resident_id=resident) == []
    assert heard == [(Turnout.EXPECTED, Turnout.NO_SHOW), (Turnout.NO_SHOW, Turnout.EXPECTED)]


def test_a_day_that_is_not_held_has_no_turnout(work, day):
    cancel_service.cancel_occurrence(work, day)
    with pytest.raises(Invalid):
        turnout_service.arrive(work, day)
    with pytest.raises(NotFound):
        turnout_service.arrive(work, 98765)
