"""A time somebody has a form open for: seen by all, taken by nobody else, gone by the clock."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from neighborcenter.booking import holds, move_service, service
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.resource_models import hold_unit
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Clash, Invalid, NotFound
from neighborcenter.kit.times import TimeRange

pytestmark = pytest.mark.both_engines


@pytest.fixture
def during(draft) -> TimeRange:
    return TimeRange(draft.starts, draft.ends)


@pytest.fixture
def colleague(make, center_id) -> Actor:
    ref = make.account("wumin", "吴敏")
    return Actor(ref, "吴敏", center_id, make.actor_as("front_desk").permissions)


def test_another_desk_is_told_whose_it_is_and_the_own_form_saves(
    backend, actor, colleague, house, draft, during
):
    with backend.work(colleague) as work:
        holds.hold(work, house.calligraphy, during, key="wumin-1", words="书法班")
    with pytest.raises(Clash) as caught, backend.work(actor) as work:
        service.book(work, draft)
    assert [p.code for p in caught.value.problems] == ["booking.held"]
    assert caught.value.problems[0].params["who"] == "吴敏"
    assert caught.value.alternatives
    with backend.read(actor) as read:
        assert [(one.who, one.words, one.room) for one in holds.live(read, during)] == [
            ("吴敏", "书法班", "书法室")
        ]
    with backend.work(colleague) as work:
        service.book(work, replace(draft, client_key="wumin-1"))
    with backend.read(actor) as read:
        assert holds.live(read, during) == []


def test_a_hold_on_the_whole_keeps_its_parts(work, house, draft, during):
    holds.hold(work, house.hall, during, key="a", words="")
    with pytest.raises(Clash):
        holds.hold(work, house.east, during, key="b", words="")
    with pytest.raises(Clash):
        service.book(work, replace(draft, room_id=house.west))
    service.book(work, draft)


def test_it_runs_out_by_itself_and_is_renewed_by_the_form(work, house, draft, during, clock):
    first = holds.hold(work, house.calligraphy, during, key="a", words="合唱")
    clock.set(clock.local() + timedelta(seconds=90))
    again = holds.hold(work, house.calligraphy, during, key="a", words="合唱")
    assert again.expires_at - first.expires_at == timedelta(seconds=90)
    clock.set(clock.local() + holds.LASTS + timedelta(seconds=1))
    assert holds.live(work, during) == []
    service.book(work, draft)


def test_a_form_holds_one_time_and_lets_go(work, house, draft, during):
    holds.hold(work, house.calligraphy, during, key="a", words="")
    holds.hold(work, house.calligraphy, during.shift(timedelta(hours=3)), key="a", words="")
    holds.hold(work, house.calligraphy, during, key="b", words="")
    holds.release(work, "b")
    service.book(work, draft)
    assert holds.of_form(work, "b") is None


def test_what_is_booked_or_held_cannot_be_held(work, house, draft, during):
    service.book(work, draft)
    with pytest.raises(Clash):
        holds.hold(work, house.calligraphy, during, key="a", words="")
    with pytest.raises(NotFound):
        holds.hold(work, 98765, during, key="a", words="")
    with pytest.raises(Invalid):
        holds.hold(
            work, house.small, TimeRange(draft.starts, draft.starts + timedelta(hours=25)), key="a", words=""
        )


def test_nobody_moves_into_what_another_form_holds(backend, actor, colleague, house, draft, during):
    with backend.work(actor) as work:
        kept = service.book(work, replace(draft, room_id=house.small, people=2))
    with backend.work(colleague) as work:
        holds.hold(work, house.calligraphy, during, key="wumin-1", words="")
    with pytest.raises(Clash), backend.work(actor) as work:
        move_service.move_occurrence(work, MoveDraft(kept.occurrence_ids[0], room_id=house.calligraphy))


def test_the_schema_alone_refuses_a_second_hold(backend, actor, house, during):
    with backend.work(actor) as work:
        made = holds.hold(work, house.calligraphy, during, key="a", words="")
    with pytest.raises(IntegrityError), backend.work(actor) as work:
        work.insert(
            hold_unit, hold_id=made.hold_id, unit_id=house.calligraphy, starts=during.start, ends=during.end
        )


def test_a_time_kept_for_minutes_lapses_for_whoever_comes_then(work, house, draft, clock):
    """`book --hold`: nobody has to sweep; the next who wants the room lets it go."""
    kept = service.book(work, replace(draft, hold_minutes=30))
    with pytest.raises(Clash):
        service.book(work, draft)
    clock.set(clock.local() + timedelta(minutes=31))
    made = service.book(work, replace(draft, title="插花"))
    assert made.booking_id != kept.booking_id
