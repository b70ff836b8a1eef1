"""Many days moved at once, all or none; a running day made longer; a day copied."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.booking import copy_service, move_service, resource_queries, service, whereabouts
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.booking.resource_drafts import CopyDraft
from neighborcenter.kit import audit
from neighborcenter.kit.problems import Clash, Invalid, NotFound
from neighborcenter.kit.times import TimeRange
from tests.booking.stock import make_stock

pytestmark = pytest.mark.both_engines


def rooms(read) -> dict[int, int]:
    return {row.id: row.room_id for row in read.rows(sa.select(occurrence.c.id, occurrence.c.room_id))}


def test_two_days_change_places(work, house, draft):
    first = service.book(work, draft).occurrence_ids[0]
    second = service.book(work, replace(draft, room_id=house.small, people=2)).occurrence_ids[0]
    both = [MoveDraft(first, room_id=house.small), MoveDraft(second, room_id=house.calligraphy)]
    moved = move_service.move_many(work, both)
    assert [one.room_after for one in moved] == [house.small, house.calligraphy]
    assert rooms(work) == {first: house.small, second: house.calligraphy}


def test_when_one_cannot_go_none_goes(backend, actor, house, draft):
    with backend.work(actor) as work:
        first = service.book(work, draft).occurrence_ids[0]
        second = service.book(work, replace(draft, room_id=house.small, people=2)).occurrence_ids[0]
        service.book(work, replace(draft, room_id=house.east))
    wanted = [MoveDraft(first, room_id=house.west), MoveDraft(second, room_id=house.east)]
    with pytest.raises(Clash), backend.work(actor) as work:
        move_service.move_many(work, wanted)
    with backend.read(actor) as read:
        assert rooms(read)[first] == house.calligraphy
        assert read.value(sa.select(sa.func.count()).select_from(claim)) == 3
    with pytest.raises(NotFound), backend.work(actor) as work:
        move_service.move_many(work, [MoveDraft(first, room_id=house.west), MoveDraft(98765)])


def test_a_running_day_goes_on_longer_until_somebody_comes(work, house, draft, clock):
    ref = service.book(work, draft).occurrence_ids[0]
    service.book(
        work, replace(draft, starts=draft.ends + timedelta(hours=1), ends=draft.ends + timedelta(hours=2))
    )
    clock.set(draft.starts + timedelta(minutes=90))
    moved = move_service.extend(work, ref, draft.ends + timedelta(minutes=30))
    assert moved.after.end == draft.ends + timedelta(minutes=30)
    with pytest.raises(Invalid):
        move_service.extend(work, ref, draft.ends)
    with pytest.raises(Clash):
        move_service.extend(work, ref, draft.ends + timedelta(minutes=90))
    acts = [row.act for row in work._lines]
    assert acts[-1] == "booking.extend"
    assert audit.audit_entry is not None


def test_a_copy_has_all_the_rooms_and_things(work, house, draft):
    things = make_stock(work)
    ref = service.book(
        work, replace(draft, also_rooms=(house.small,), resources=((things.speaker, 1),))
    ).occurrence_ids[0]
    day = datetime(2026, 12, 3, 9)
    copied = copy_service.copy_occurrence(work, CopyDraft(ref, day)).occurrence_ids[0]
    assert resource_queries.of_occurrences(work, [copied]) == {copied: [("音响", 1)]}
    assert resource_queries.rooms_of_occurrences(work, [copied]) == {copied: ["谈心室"]}
    with pytest.raises(Clash):
        copy_service.copy_occurrence(work, CopyDraft(ref, day))


def test_a_resident_in_two_places_is_a_warning(work, house, draft, make):
    lin = make.resident("林秀英")
    service.book(work, replace(draft, resident_id=lin))
    twice = service.book(work, replace(draft, room_id=house.small, people=2, resident_id=lin))
    assert [p.params["room"] for p in twice.warnings if p.code == "booking.elsewhere"] == ["书法室"]
    moved = move_service.move_occurrence(work, MoveDraft(twice.occurrence_ids[0], starts=draft.ends))
    assert "booking.elsewhere" not in [p.code for p in moved.warnings]
    found = whereabouts.elsewhere(work, [lin], TimeRange(draft.starts, draft.ends))
    assert [one.title for one in found] == ["合唱队排练"]
