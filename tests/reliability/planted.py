"""A center whose people, groups and bookings carry numbers of their own, to be searched for wherever they might show."""

import dataclasses
import re
from datetime import datetime

from neighborcenter.backend import Backend
from neighborcenter.booking import details_service
from neighborcenter.booking import service as booking_service
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft
from neighborcenter.desk import service as desk_service
from neighborcenter.desk.drafts import VisitDraft
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.idnumber import check_character
from neighborcenter.kit.work import Read, Work
from neighborcenter.people import group_service, household_service, queries, service
from neighborcenter.people.drafts import GroupDraft, HouseholdDraft, ResidentDraft, TagDraft
from neighborcenter.people.kinds import IdKind
from tests.reliability import planted_rooms
from tests.reliability.planted_rooms import PlantedRooms, plant_rooms
from tests.support.builders import Builders


def _id(birth: str, serial: str) -> str:
    return f"350582{birth}{serial}" + check_character(f"350582{birth}{serial}")


MARKERS = {
    ("resident", "phone"): "13850170421",
    ("resident", "phone2"): "15960270532",
    ("resident", "id_number"): _id("19500307", "427"),
    ("resident", "guardian_phone"): "18650370643",
    ("people_group", "phone"): "13959470754",
    ("booking", "phone"): "13799570865",
    **planted_rooms.MARKERS,
}
CHILD_ID = _id("20190512", "538")


@dataclasses.dataclass(frozen=True)
class Planted:
    """Who and what carries the markers."""

    person: int
    child: int
    household: int
    group: int
    booking: int
    occurrence: int
    visit: int
    service: int
    room: int
    secret_tag: int
    rooms: PlantedRooms


def plant(backend: Backend, actor: Actor, make: Builders) -> Planted:
    """A center whose people, groups and bookings carry the markers; everything is written by verbs."""
    make.open_hours()
    room, matter = make.room("书画室"), make.service("居住证代办")
    with backend.work(actor) as work:
        secret = group_service.add_tag(work, TagDraft(name="低保户", sensitive=True))
        home = household_service.add_household(
            work, HouseholdDraft(community="双沟社区", building="5", door="302")
        )
        person = service.register(
            work,
            ResidentDraft(
                name="王桂兰",
                phone=MARKERS["resident", "phone"],
                phone2=MARKERS["resident", "phone2"],
                id_kind=IdKind.RESIDENT_CARD,
                id_number=MARKERS["resident", "id_number"],
                community="双沟社区",
                building="5",
                door="302",
                household_id=home,
                tags=(secret,),
            ),
        )
        child = _child(work)
        service.update(work, person, dataclasses.replace(_kept(work, person), note="改过"), sure=True)
        group = group_service.add_group(
            work,
            GroupDraft(
                name="夕阳红合唱团", leader_name="陈丽娟", phone=MARKERS["people_group", "phone"], size=20
            ),
        )
        booked = booking_service.book(
            work,
            BookingDraft(
                room_id=room,
                starts=datetime(2026, 11, 23, 14),
                ends=datetime(2026, 11, 23, 16),
                title="书法",
                who="李秀珍",
                phone="13600001111",
                people=5,
            ),
        )
        details_service.change_details(
            work, DetailsDraft(booked.booking_id, phone=MARKERS["booking", "phone"])
        )
        seen = desk_service.register_visit(work, VisitDraft(service_id=matter, resident_id=person))
        rooms = plant_rooms(work, person, child, room, matter)
    return Planted(
        person, child, home, group, booked.booking_id, booked.occurrence_ids[0], seen.visit_id, matter, room, secret,
        rooms,
    )  # fmt: skip


def _child(work: Work) -> int:
    return service.register(
        work,
        ResidentDraft(
            name="王小宝",
            id_number=CHILD_ID,
            guardian_name="王建国",
            guardian_phone=MARKERS["resident", "guardian_phone"],
        ),
    )


def _kept(read: Read, ref: int) -> ResidentDraft:
    return queries.resident_form(read, ref)[0]


def leaks(text: str) -> list[str]:
    """Which numbers stand in a text in full, spaces and dashes aside."""
    flat = re.sub(r"[ \-]", "", text)
    wanted = [*(f"{table}.{column}" for table, column in MARKERS), "child's ID number"]
    numbers = [*MARKERS.values(), CHILD_ID]
    return [name for name, number in zip(wanted, numbers, strict=True) if number.lower() in flat.lower()]
