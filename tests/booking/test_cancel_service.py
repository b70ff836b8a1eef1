"""Cancelling days and bringing them back: the same on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import cancel_service, request_service, service
from neighborcenter.booking.events import OccurrenceCancelled
from neighborcenter.booking.kinds import OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.rulebook import queries
from neighborcenter.kit.problems import Clash, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.both_engines
WEEKLY = "FREQ=WEEKLY;COUNT=6"
AFTERNOON = datetime(2026, 11, 26, 14)


def statuses(read, booking_id: int) -> list[str]:
    rows = read.rows(
        sa.select(occurrence.c.status)
        .where(occurrence.c.booking_id == booking_id)
        .order_by(occurrence.c.starts)
    )
    return [row.status.value for row in rows]


def claimed(read) -> int:
    return read.value(sa.select(sa.func.count()).select_from(claim))


def test_a_cancelled_day_keeps_its_row_and_frees_its_room(work, house, draft):
    booked = service.book(work, replace(draft, room_id=house.hall))
    heard = []
    work._bus.subscribe(OccurrenceCancelled, lambda _work, event: heard.append(event.reason))
    done = cancel_service.cancel_occurrence(work, booked.occurrence_ids[0], " 老师生病 ")
    assert done.occurrence_ids == booked.occurrence_ids
    assert heard == ["老师生病"]
    assert claimed(work) == 0
    row = work.row(sa.select(occurrence))
    assert (row.status, row.cancel_reason) == (OccurrenceStatus.CANCELLED, "老师生病")
    assert row.cancelled_at == work.clock.now()
    service.book(work, replace(draft, room_id=house.east))


def test_cancelling_twice_is_refused(work, draft):
    booked = service.book(work, draft)
    cancel_service.cancel_occurrence(work, booked.occurrence_ids[0])
    with pytest.raises(Invalid):
        cancel_service.cancel_occurrence(work, booked.occurrence_ids[0])
    with pytest.raises(Invalid):
        cancel_service.cancel_booking(work, booked.booking_id)
    with pytest.raises(NotFound):
        cancel_service.cancel_occurrence(work, 987654)
    with pytest.raises(NotFound):
        cancel_service.cancel_booking(work, 987654)


def test_this_day_and_all_after_it(work, draft):
    booked = service.book(work, replace(draft, repeat=WEEKLY))
    cancel_service.cancel_occurrence(work, booked.occurrence_ids[4])
    done = cancel_service.cancel_following(work, booked.occurrence_ids[3], "换场地")
    assert done.occurrence_ids == (booked.occurrence_ids[3], booked.occurrence_ids[5])
    assert statuses(work, booked.booking_id) == ["booked"] * 3 + ["cancelled"] * 3


def test_cancelling_a_series_leaves_the_days_that_were_held(work, clock, draft):
    booked = service.book(work, replace(draft, repeat=WEEKLY))
    clock.set(datetime(2026, 12, 3, 10))
    cancel_service.cancel_booking(work, booked.booking_id)
    # The first was a week ago; the second is going on right now and can still be broken off.
    assert statuses(work, booked.booking_id) == ["booked"] + ["cancelled"] * 5


def test_what_was_cancelled_comes_back_while_it_is_free(work, house, draft):
    booked = service.book(work, replace(draft, repeat=WEEKLY, room_id=house.hall))
    done = cancel_service.cancel_booking(work, booked.booking_id)
    cancel_service.restore(work, done.occurrence_ids)
    assert statuses(work, booked.booking_id) == ["booked"] * 6
    assert claimed(work) == 12
    with pytest.raises(Invalid):
        cancel_service.restore(work, done.occurrence_ids)
    with pytest.raises(NotFound):
        cancel_service.restore(work, [987654])


def test_what_was_given_to_others_does_not_come_back(backend, actor, draft):
    with backend.work(actor) as work:
        booked = service.book(work, replace(draft, repeat=WEEKLY))
        done = cancel_service.cancel_booking(work, booked.booking_id)
        service.book(work, replace(draft, title="茶艺课"))
    with pytest.raises(Clash) as caught, backend.work(actor) as work:
        cancel_service.restore(work, done.occurrence_ids)
    assert [t.title for t in caught.value.in_the_way] == ["茶艺课"]
    with backend.read(actor) as read:
        assert statuses(read, booked.booking_id) == ["cancelled"] * 6
        assert claimed(read) == 1


def test_every_act_leaves_one_line(backend, actor, draft, acts):
    with backend.work(actor) as work:
        booked = service.book(work, draft)
    with backend.work(actor) as work:
        cancel_service.cancel_occurrence(work, booked.occurrence_ids[0])
    with backend.work(actor) as work:
        cancel_service.restore(work, booked.occurrence_ids)
    with backend.read(actor) as read:
        assert acts(read) == ["booking.book", "booking.cancel", "booking.restore"]
        assert backend.chain.findings(read.connection, read.center_id) == []


def test_without_the_right_nothing_is_cancelled(backend, actor, make, draft):
    with backend.work(actor) as work:
        booked = service.book(work, draft)
    weak = make.actor_as("front_desk", without=(Permission.BOOKING_CANCEL,))
    with pytest.raises(NotAllowed), backend.work(weak) as work:
        cancel_service.cancel_booking(work, booked.booking_id)


def test_a_listener_that_fails_undoes_the_cancelling(backend, actor, draft):
    def fail(_work, _event):
        raise RuntimeError("the listener could not do its part")

    with backend.work(actor) as work:
        booked = service.book(work, draft)
    backend.bus.subscribe(OccurrenceCancelled, fail)
    with pytest.raises(RuntimeError), backend.work(actor) as work:
        cancel_service.cancel_booking(work, booked.booking_id)
    with backend.read(actor) as read:
        assert statuses(read, booked.booking_id) == ["booked"]
        assert claimed(read) == 1


def standing(read, booking_id: int) -> Standing:
    return read.value(sa.select(booking.c.standing).where(booking.c.id == booking_id))


def test_a_request_that_was_cancelled_comes_back_as_the_same_request(work, draft):
    asked = service.book(work, replace(draft, ask=True))
    cancel_service.restore(work, cancel_service.cancel_booking(work, asked.booking_id).occurrence_ids)
    assert statuses(work, asked.booking_id) == ["requested"]
    assert [row.id for row in queries.requests(work)] == [asked.booking_id]
    assert len(queries.answers(work, asked.booking_id)) == 1


def test_a_request_that_lapsed_while_it_was_cancelled_asks_again(work, draft, clock):
    asked = service.book(work, replace(draft, hold_minutes=30))
    done = cancel_service.cancel_booking(work, asked.booking_id)
    clock.set(datetime(2026, 11, 24, 9))
    request_service.lapse_due(work)
    cancel_service.restore(work, done.occurrence_ids)
    request_service.lapse_due(work)
    assert statuses(work, asked.booking_id) == ["requested"]
    assert request_service.grant(work, asked.booking_id).occurrence_ids == asked.occurrence_ids


def test_a_day_that_was_not_there_to_be_answered_does_not_slip_past_the_answer(work, draft, clock):
    granted = service.book(work, replace(draft, repeat=WEEKLY, ask=True))
    declined = service.book(
        work, replace(draft, repeat=WEEKLY, ask=True, starts=AFTERNOON, ends=datetime(2026, 11, 26, 16))
    )
    first = [cancel_service.cancel_occurrence(work, one.occurrence_ids[0]) for one in (granted, declined)]
    clock.set(datetime(2026, 11, 24, 9))
    request_service.grant(work, granted.booking_id)
    request_service.decline(work, declined.booking_id, "当天有党建活动")
    for done in first:
        cancel_service.restore(work, done.occurrence_ids)
    assert statuses(work, granted.booking_id) == ["requested"] + ["booked"] * 5
    assert statuses(work, declined.booking_id) == ["requested"] + ["lapsed"] * 5
    assert {standing(work, one.booking_id) for one in (granted, declined)} == {Standing.REQUESTED}
    request_service.decline(work, granted.booking_id, "当天另有安排")
    assert statuses(work, granted.booking_id) == ["lapsed"] + ["booked"] * 5
    assert standing(work, granted.booking_id) is Standing.GRANTED


def test_what_was_granted_comes_back_granted(work, draft, clock):
    asked = service.book(work, replace(draft, ask=True))
    clock.set(datetime(2026, 11, 23, 15))
    request_service.grant(work, asked.booking_id)
    clock.set(datetime(2026, 11, 24, 9))
    cancel_service.restore(work, cancel_service.cancel_booking(work, asked.booking_id).occurrence_ids)
    assert statuses(work, asked.booking_id) == ["booked"]
