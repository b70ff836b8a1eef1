"""What becomes of bookings when a hall is divided or a resident is forgotten."""

from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from neighborcenter.booking import cancel_service, service
from neighborcenter.booking.models import booking, claim
from neighborcenter.center.drafts import RoomDraft
from neighborcenter.center.service import divide_room
from neighborcenter.kit.problems import Clash
from neighborcenter.people import merge_service

pytestmark = pytest.mark.both_engines


def test_dividing_a_room_moves_its_bookings_onto_the_parts(work, house, draft):
    kept = service.book(work, replace(draft, repeat="FREQ=WEEKLY;COUNT=2"))
    gone = service.book(
        work, replace(draft, starts=datetime(2026, 11, 27, 9), ends=datetime(2026, 11, 27, 10))
    )
    cancel_service.cancel_booking(work, gone.booking_id)
    front, back = divide_room(
        work, house.calligraphy, (RoomDraft("书法室前", capacity=10), RoomDraft("书法室后", capacity=10))
    )
    units = {row.unit_id for row in work.rows(sa.select(claim.c.unit_id))}
    assert units == {front, back}
    with pytest.raises(Clash) as caught:
        service.book(work, replace(draft, room_id=front, people=5))
    assert caught.value.in_the_way[0].booking_id == kept.booking_id
    service.book(
        work,
        replace(
            draft, room_id=front, people=5, starts=datetime(2026, 11, 27, 9), ends=datetime(2026, 11, 27, 10)
        ),
    )


def test_a_forgotten_resident_leaves_no_name_on_the_board(work, make, draft):
    person = make.resident("洪美玲", phone="13959567890")
    booked = service.book(work, replace(draft, who="", resident_id=person))
    merge_service.forget(work, person, "本人要求删除")
    row = work.row(sa.select(booking).where(booking.c.id == booked.booking_id))
    assert (row.who, row.phone) == ("", "")
