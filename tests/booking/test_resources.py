"""Rooms, equipment and staff in one save; what is promised is kept by the schema, on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.booking import (
    cancel_service,
    free,
    judging,
    move_service,
    resource_queries,
    service,
    texts,
)
from neighborcenter.booking import resource_service as resources
from neighborcenter.booking import stock as stock_room
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.judging import Buffer, Verdict
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.booking.resource_drafts import AbsenceDraft, ResourceDraft
from neighborcenter.booking.resource_models import resource_claim
from neighborcenter.kit.problems import Clash, Invalid, NotFound, speak
from neighborcenter.kit.times import TimeRange
from tests.booking.stock import make_stock

pytestmark = pytest.mark.both_engines
assert texts.SENTENCES  # The sentences are known once the texts are imported.
THURSDAY = datetime(2026, 11, 26)
WEDNESDAY = datetime(2026, 11, 25)


@pytest.fixture
def things(work, house):
    return make_stock(work)


def at(hour: float, until: float, day: datetime = THURSDAY) -> dict[str, datetime]:
    return {"starts": day + timedelta(hours=hour), "ends": day + timedelta(hours=until)}


def numbers(work, resource_id: int) -> dict[int, set[int]]:
    rows = work.rows(sa.select(resource_claim).where(resource_claim.c.resource_id == resource_id))
    found: dict[int, set[int]] = {}
    for row in rows:
        found.setdefault(row.occurrence_id, set()).add(row.unit_no)
    return found


def test_a_booking_takes_rooms_things_and_people_in_one_save(work, house, draft, things):
    wanted = replace(
        draft,
        also_rooms=(house.small,),
        resources=((things.speaker, 1), (things.chairs, 30), (things.barber, 1)),
    )
    kept = service.book(work, wanted)
    ref = kept.occurrence_ids[0]
    units = {row.unit_id for row in work.rows(sa.select(claim))}
    assert units == {house.calligraphy, house.small}
    assert len(numbers(work, things.chairs)[ref]) == 30
    assert resource_queries.of_occurrences(work, [ref]) == {
        ref: [("音响", 1), ("折叠椅", 30), ("理发师老林", 1)]
    }
    assert resource_queries.rooms_of_occurrences(work, [ref]) == {ref: ["谈心室"]}


def test_the_refusal_names_every_single_thing_in_the_way(work, house, draft, things):
    service.book(work, replace(draft, title="婚庆彩排", resources=((things.speaker, 2), (things.barber, 1))))
    wanted = replace(
        draft, room_id=house.small, people=5, also_rooms=(house.calligraphy,),
        resources=((things.speaker, 1), (things.barber, 1), (things.chairs, 10)),
    )  # fmt: skip
    with pytest.raises(Clash) as caught:
        service.book(work, wanted)
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["booking.clash", "booking.resource_short", "booking.staff_busy"]
    assert "婚庆彩排" in speak(caught.value.problems[1])
    assert caught.value.problems[1].params["free"] == 0
    offered = caught.value.alternatives
    assert offered
    assert all(way.room_id == house.small for way in offered)
    assert all(way.starts != draft.starts for way in offered)


def test_alternatives_are_times_at_which_everything_can_be_had(work, house, draft, things):
    service.book(work, replace(draft, room_id=house.small, resources=((things.speaker, 2),), **at(8, 22)))
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, resources=((things.speaker, 1),)))
    assert caught.value.alternatives
    assert {way.starts.date() for way in caught.value.alternatives}.isdisjoint({THURSDAY.date()})


def test_the_last_one_goes_once(work, house, draft, things):
    first = replace(draft, resources=((things.projector, 2),))
    service.book(work, first)
    second = replace(draft, room_id=house.small, people=3)
    with pytest.raises(Clash):
        service.book(work, replace(second, resources=((things.projector, 2),)))
    service.book(work, replace(second, resources=((things.projector, 1),)))
    with pytest.raises(Clash):
        service.book(work, replace(draft, room_id=house.hall, resources=((things.projector, 1),)))


def test_more_than_there_are_is_said_so(work, draft, things):
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, resources=((things.projector, 4),)))
    assert [p.code for p in caught.value.problems] == ["booking.resource_too_many"]
    with pytest.raises(Invalid):
        service.book(work, replace(draft, resources=((things.projector, 0),)))
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, resources=((98765, 1),)))
    assert [p.code for p in caught.value.problems] == ["booking.resource_unknown"]
    with pytest.raises(Invalid):
        service.book(work, replace(draft, also_rooms=(98765,)))


def test_things_are_numbered_anew_when_no_single_one_is_free_throughout(work, house, draft, things):
    """音响 1 is out until 10, 音响 2 from 10 on: one is always free, so a whole morning can be promised."""
    one = replace(draft, room_id=house.small, people=2)
    early = service.book(work, replace(one, resources=((things.speaker, 1),), **at(8, 10)))
    blocker = service.book(
        work, replace(one, room_id=house.east, resources=((things.speaker, 1),), **at(9, 11))
    )
    late = service.book(work, replace(one, resources=((things.speaker, 1),), **at(10, 12)))
    cancel_service.cancel_occurrence(work, blocker.occurrence_ids[0])
    first, second = early.occurrence_ids[0], late.occurrence_ids[0]
    work.execute(resource_claim.update().where(resource_claim.c.occurrence_id == second).values(unit_no=2))
    whole = service.book(work, replace(draft, resources=((things.speaker, 1),), **at(8, 12)))
    kept = numbers(work, things.speaker)
    assert kept[first].isdisjoint(kept[whole.occurrence_ids[0]])
    assert kept[second].isdisjoint(kept[whole.occurrence_ids[0]])


def test_the_schema_alone_refuses_a_number_twice_and_one_above_the_quantity(backend, actor, draft, house):
    with backend.work(actor) as work:
        things = make_stock(work)
        kept = service.book(work, replace(draft, resources=((things.speaker, 2),)))
        other = service.book(work, replace(draft, room_id=house.small, people=2))
    for number, quantity in ((1, 2), (3, 2), (3, 3), (0, 2)):
        with pytest.raises(IntegrityError), backend.work(actor) as work:
            work.insert(
                resource_claim, resource_id=things.speaker, unit_no=number, quantity=quantity,
                starts=draft.starts, ends=draft.ends, occurrence_id=other.occurrence_ids[0],
            )  # fmt: skip
    with backend.read(actor) as read:
        assert numbers(read, things.speaker) == {kept.occurrence_ids[0]: {1, 2}}


def test_staff_work_in_their_hours_unless_somebody_agreed(work, draft, things):
    nurse = replace(draft, resources=((things.nurse, 1),))
    with pytest.raises(Clash) as caught:
        service.book(work, nurse)
    assert [p.code for p in caught.value.problems] == ["booking.resource_hours"]
    service.book(work, replace(nurse, **at(9, 12, WEDNESDAY)))
    with pytest.raises(Clash):
        service.book(work, replace(nurse, room_id=draft.room_id, **at(11.5, 12.5, WEDNESDAY + timedelta(7))))
    agreed = service.book(work, replace(nurse, outside_hours=True))
    assert agreed.occurrence_ids


def test_somebody_away_is_refused_and_who_counted_on_them_is_named(work, draft, things):
    kept = service.book(work, replace(draft, resources=((things.barber, 1),)))
    day = AbsenceDraft(things.barber, THURSDAY, THURSDAY + timedelta(days=2), reason="回乡")
    absent = resources.put_absent(work, day)
    assert [one.occurrence_id for one in absent.affected] == list(kept.occurrence_ids)
    later = replace(draft, resources=((things.barber, 1),), **at(14, 15))
    with pytest.raises(Clash) as caught:
        service.book(work, later)
    assert [p.code for p in caught.value.problems] == ["booking.resource_away"]
    assert "回乡" in speak(caught.value.problems[0])
    resources.end_absence(work, absent.absence_id)
    service.book(work, later)


def test_pieces_in_repair_are_missing_for_their_time(work, draft, things):
    repair = AbsenceDraft(things.projector, THURSDAY, THURSDAY + timedelta(days=1), quantity=2, reason="送修")
    assert resources.put_absent(work, repair).affected == ()
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, resources=((things.projector, 2),)))
    assert [p.code for p in caught.value.problems] == ["booking.resource_repair"]
    service.book(work, replace(draft, resources=((things.projector, 1),)))


def test_a_quantity_falls_only_to_what_is_promised(work, draft, house, things, clock):
    past = service.book(work, replace(draft, resources=((things.projector, 3),)))
    soon = service.book(work, replace(draft, resources=((things.projector, 2),), **at(14, 16)))
    work.execute(
        resource_claim.update()
        .where(resource_claim.c.occurrence_id == soon.occurrence_ids[0], resource_claim.c.unit_no == 1)
        .values(unit_no=3)
    )
    two = ResourceDraft("投影仪", quantity=2)
    with pytest.raises(Invalid) as caught:
        resources.change_resource(work, things.projector, two)
    assert caught.value.problems[0].code == "booking.resource_promised"
    clock.set(datetime(2026, 11, 26, 12))
    resources.change_resource(work, things.projector, two)
    kept = numbers(work, things.projector)
    assert kept[soon.occurrence_ids[0]] == {1, 2}
    assert kept[past.occurrence_ids[0]] <= {1, 2}
    with pytest.raises(Invalid):
        resources.change_resource(work, things.projector, ResourceDraft("投影仪", quantity=1))
    resources.change_resource(work, things.projector, ResourceDraft("投影仪", quantity=5))


def test_what_a_cancelled_day_had_comes_back_with_it_or_not_at_all(work, draft, house, things):
    wanted = replace(draft, also_rooms=(house.small,), resources=((things.speaker, 2),))
    kept = service.book(work, wanted)
    cancel_service.cancel_occurrence(work, kept.occurrence_ids[0])
    assert numbers(work, things.speaker) == {}
    other = service.book(work, replace(draft, room_id=house.hall, resources=((things.speaker, 1),)))
    with pytest.raises(Clash) as caught:
        cancel_service.restore(work, kept.occurrence_ids)
    assert [p.code for p in caught.value.problems] == ["booking.resource_short"]
    cancel_service.cancel_occurrence(work, other.occurrence_ids[0])
    cancel_service.restore(work, kept.occurrence_ids)
    assert numbers(work, things.speaker) == {kept.occurrence_ids[0]: {1, 2}}
    assert {row.unit_id for row in work.rows(sa.select(claim))} == {house.calligraphy, house.small}


def test_a_moved_day_takes_its_things_along(work, draft, house, things):
    kept = service.book(work, replace(draft, resources=((things.speaker, 2),)))
    service.book(
        work, replace(draft, room_id=house.small, people=2, resources=((things.speaker, 1),), **at(14, 16))
    )
    ref = kept.occurrence_ids[0]
    with pytest.raises(Clash):
        move_service.move_occurrence(work, MoveDraft(ref, starts=THURSDAY + timedelta(hours=15)))
    move_service.move_occurrence(work, MoveDraft(ref, starts=THURSDAY + timedelta(hours=16)))
    rows = work.rows(sa.select(resource_claim.c.starts).where(resource_claim.c.occurrence_id == ref))
    assert {row.starts.hour for row in rows} == {16}


def test_a_series_takes_its_things_every_week_and_leaves_out_weeks_without(work, draft, house, things):
    service.book(work, replace(draft, room_id=house.hall, resources=((things.speaker, 2),)))
    weekly = replace(draft, repeat="FREQ=WEEKLY;COUNT=3", resources=((things.speaker, 1),))
    with pytest.raises(Clash):
        service.book(work, weekly)
    kept = service.book(work, replace(weekly, skip_clashes=True))
    assert [day.reason.code for day in kept.skipped] == ["booking.resource_short"]
    assert set(kept.occurrence_ids) <= set(numbers(work, things.speaker))


def test_time_around_a_use_is_claimed_and_not_shown(work, draft, house, monkeypatch):
    verdict = Verdict(buffer=Buffer(setup=30, cleanup=15))
    monkeypatch.setattr(judging, "judge", lambda *_args, **_more: verdict)
    kept = service.book(work, draft)
    day = work.row(sa.select(occurrence))
    assert (day.starts, day.ends, day.setup_minutes, day.cleanup_minutes) == (
        draft.starts,
        draft.ends,
        30,
        15,
    )
    held = work.row(sa.select(claim))
    assert (held.starts, held.ends) == (
        THURSDAY.replace(hour=8, minute=30),
        THURSDAY.replace(hour=11, minute=15),
    )
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, title="茶话会", **at(11.25, 12)))
    said = [speak(problem) for problem in caught.value.problems]
    assert "11:15" in said[0]
    service.book(work, replace(draft, title="茶话会", **at(11.75, 12)))
    with pytest.raises(Clash):
        move_service.move_occurrence(
            work, MoveDraft(kept.occurrence_ids[0], starts=THURSDAY.replace(hour=9, minute=30))
        )
    whole_day = replace(
        draft, room_id=house.small, outside_hours=True, starts=THURSDAY, ends=THURSDAY + timedelta(days=1)
    )
    with pytest.raises(Invalid) as refused:
        service.book(work, whole_day)
    assert [p.code for p in refused.value.problems] == ["booking.too_long_around"]


def test_whole_halves_and_quarters_exclude_each_other(work, make, draft):
    make.open_hours()
    hall = make.room("文体大厅", 0)
    east = make.room("文体大厅东", 0, parent=hall)
    quarters = [make.room(f"文体大厅东{n}", 30, parent=east) for n in (1, 2)]
    west = make.room("文体大厅西", 50, parent=hall)
    one = replace(draft, people=10)
    first = service.book(work, replace(one, room_id=quarters[0]))
    for room in (hall, east):
        with pytest.raises(Clash):
            service.book(work, replace(one, room_id=room))
    both = service.book(work, replace(one, room_id=quarters[1], also_rooms=(west,), people=70))
    assert "booking.over_capacity" not in [p.code for p in both.warnings]
    tight = replace(one, room_id=quarters[1], also_rooms=(west,), people=81, **at(14, 15))
    assert "booking.over_capacity" in [p.code for p in service.book(work, tight).warnings]
    for ref in (*first.occurrence_ids, *both.occurrence_ids):
        cancel_service.cancel_occurrence(work, ref)
    service.book(work, replace(one, room_id=hall, people=110))
    for room in (*quarters, east, west):
        with pytest.raises(Clash):
            service.book(work, replace(one, room_id=room))


def test_a_quarter_keeps_the_hours_and_the_closures_of_the_whole(work, make, draft):
    from neighborcenter.center.models import closed_day

    make.open_hours()
    hall = make.room("文体大厅", 100)
    east = make.room("文体大厅东", 50, parent=hall)
    quarter = make.room("文体大厅东 1", 25, parent=east)
    work.insert(closed_day, room_id=hall, day_from=THURSDAY.date(), day_to=THURSDAY.date(), reason="地面打蜡")
    with pytest.raises(Invalid) as caught:
        service.book(work, replace(draft, room_id=quarter))
    assert caught.value.problems[0].code == "center.closed_day"


def test_free_rooms_count_what_can_be_carried_there(work, draft, house, things):
    during = TimeRange(draft.starts, draft.ends)

    def names(*equipment):
        return [room.name for room in free.free_rooms(work, during, 0, equipment)]

    assert "谈心室" in names("音响")
    assert names("音响:3") == names("麦克风") == []
    service.book(work, replace(draft, resources=((things.speaker, 2),)))
    assert names("音响") == ["多功能厅"]
    left = {one.name: one.free for one in resource_queries.free_things(work, during)}
    assert left == {"音响": 0, "投影仪": 3, "折叠椅": 120, "陈护士": 0, "理发师老林": 1}


def test_the_list_names_everything_and_finds_by_pinyin(work, things, house):
    ref = resources.add_resource(
        work, ResourceDraft("轮椅", quantity=4, room_id=house.small, note="一楼借用")
    )
    rows = {row.name: row for row in resource_queries.resources(work)}
    assert rows["轮椅"].room == "谈心室"
    assert rows["陈护士"].spans[0].opens == 540
    assert [row.name for row in resource_queries.find_resources(work, "lunyi")] == ["轮椅"]
    assert [row.name for row in resource_queries.find_resources(work, "护士")] == ["陈护士"]
    with pytest.raises(Invalid):
        resources.add_resource(work, ResourceDraft("轮椅", quantity=2))
    with pytest.raises(Invalid):
        resources.add_resource(work, ResourceDraft("李医生", ResourceKind.STAFF, quantity=2))
    resources.retire_resource(work, ref)
    assert "轮椅" not in {row.name for row in resource_queries.resources(work)}
    resources.reuse_resource(work, ref)
    with pytest.raises(NotFound):
        resource_queries.resource_row(work, 98765)


def test_what_has_a_thing_when(work, draft, things):
    service.book(work, replace(draft, resources=((things.chairs, 40),)))
    day = TimeRange(THURSDAY, THURSDAY + timedelta(days=1))
    found = resource_queries.uses(work, day, [things.chairs])
    assert [(use.name, use.count, use.title) for use in found] == [("折叠椅", 40, "合唱队排练")]
    assert stock_room.promises(work, things.chairs, day)[0].count == 40
