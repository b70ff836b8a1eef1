"""Appointments: slots, numbered places, walk-ins, moving, who came; the same on both engines."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from neighborcenter.booking import appointment_queries as questions
from neighborcenter.booking import appointment_service as appointments
from neighborcenter.booking import attendance_service, cancel_service, plan_service, service
from neighborcenter.booking.appointment_models import appointment
from neighborcenter.booking.handlers import on_resident_forgotten
from neighborcenter.booking.kinds import OccurrenceStatus, Turnout
from neighborcenter.booking.models import booking, claim, occurrence
from neighborcenter.booking.no_shows import no_shows
from neighborcenter.booking.resource_drafts import AppointmentDraft, PlanDraft
from neighborcenter.booking.resource_models import resource_claim
from neighborcenter.center.drafts import Span
from neighborcenter.kit.problems import Clash, Invalid, NotFound
from neighborcenter.people.events import ResidentForgotten
from tests.booking.stock import make_stock

pytestmark = pytest.mark.both_engines
WEDNESDAY = date(2026, 11, 25)
NINE = datetime(2026, 11, 25, 9)


@pytest.fixture
def things(work, house):
    return make_stock(work)


@pytest.fixture
def pressure(work, house, things) -> int:
    """量血压: the nurse, three at a time, every 20 minutes on Wednesday from 9 to 11."""
    return plan_service.add_plan(
        work,
        PlanDraft(
            "量血压", house.small, minutes=20, capacity=3, horizon_days=14,
            resources=((things.nurse, 1),), spans=(Span(2, 540, 660),),
        ),
    )  # fmt: skip


@pytest.fixture
def haircut(work, house, things) -> int:
    """理发: one at a time, half an hour with a pause, whenever the room is open."""
    return plan_service.add_plan(
        work,
        PlanDraft(
            "理发", house.calligraphy, minutes=30, pause_minutes=10, notice_minutes=60, horizon_days=30,
            resources=((things.barber, 1),),
        ),
    )  # fmt: skip


def person(plan: int, who: str = "陈阿婆", starts: datetime | None = NINE, **more) -> AppointmentDraft:
    return AppointmentDraft(plan, starts, who=who, phone="13900001111", **more)


def days(work) -> list[OccurrenceStatus]:
    return [row.status for row in work.rows(sa.select(occurrence.c.status).order_by(occurrence.c.id))]


def test_several_share_a_slot_by_numbered_places_until_it_is_full(work, pressure, things):
    seats = [
        appointments.make_appointment(work, person(pressure, who)).seat_no
        for who in ("陈阿婆", "林伯", "黄姨")
    ]
    assert seats == [1, 2, 3]
    assert work.value(sa.select(sa.func.count()).select_from(occurrence)) == 1
    assert work.value(sa.select(sa.func.count()).select_from(resource_claim)) == 1
    assert work.row(sa.select(booking.c.people, booking.c.who)) == (3, "")
    with pytest.raises(Clash) as caught:
        appointments.make_appointment(work, person(pressure, "吴叔"))
    assert [p.code for p in caught.value.problems] == ["booking.slot_full"]
    assert [slot.starts for slot in caught.value.alternatives] == [
        NINE + timedelta(minutes=20 * n) for n in (1, 2, 3)
    ]


def test_the_schema_alone_refuses_a_place_twice_and_a_fourth_of_three(backend, actor, house):
    with backend.work(actor) as work:
        things = make_stock(work)
        plan = PlanDraft("量血压", house.small, minutes=20, capacity=3, resources=((things.nurse, 1),))
        plan_id = plan_service.add_plan(work, replace(plan, spans=(Span(2, 540, 660),)))
        placed = appointments.make_appointment(work, person(plan_id))
    for seat, capacity in ((1, 3), (4, 3), (4, 4), (0, 3)):
        with pytest.raises(IntegrityError), backend.work(actor) as work:
            work.insert(
                appointment, occurrence_id=placed.occurrence_id, seat_no=seat, capacity=capacity, who="插队的"
            )


def test_free_slots_know_places_rooms_staff_and_hours(work, pressure, haircut, house, things, draft, clock):
    def free(plan: int, day: date = WEDNESDAY) -> list[tuple[str, int]]:
        return [(f"{slot.starts:%H:%M}", slot.free) for slot in questions.free_slots(work, plan, day, day)]

    assert free(pressure) == [(f"{9 + n // 3:02}:{n % 3 * 20:02}", 3) for n in range(6)]
    assert free(pressure, WEDNESDAY + timedelta(days=1)) == []
    appointments.make_appointment(work, person(pressure))
    service.book(
        work,
        replace(
            draft, room_id=house.small, people=2, starts=NINE.replace(hour=10), ends=NINE.replace(hour=11)
        ),
    )
    assert free(pressure) == [("09:00", 2), ("09:20", 3), ("09:40", 3)]
    full = questions.free_slots(work, pressure, WEDNESDAY, WEDNESDAY, taken_too=True)
    assert [slot.free for slot in full] == [2, 3, 3, 0, 0, 0]
    starts = [hour for hour, _ in free(haircut)]
    assert starts[:3] == ["08:00", "08:40", "09:20"]
    clock.set(datetime(2026, 11, 25, 8, 30))
    assert free(haircut)[0][0] == "10:00"
    assert free(haircut, WEDNESDAY + timedelta(days=31)) == []
    of_nurse = questions.slots_of_resource(work, things.nurse, WEDNESDAY, WEDNESDAY)
    assert {slot.name for slot in of_nurse} == {"量血压"}


def test_the_same_nurse_is_not_in_two_rooms(work, pressure, house, things):
    other = plan_service.add_plan(
        work,
        PlanDraft(
            "换药", house.calligraphy, minutes=30, resources=((things.nurse, 1),), spans=(Span(2, 540, 660),)
        ),
    )
    appointments.make_appointment(work, person(pressure))
    with pytest.raises(Clash) as caught:
        appointments.make_appointment(work, person(other, "林伯"))
    assert [p.code for p in caught.value.problems] == ["booking.staff_busy"]
    appointments.make_appointment(work, person(other, "林伯", NINE + timedelta(minutes=30)))


@pytest.mark.parametrize(
    ("starts", "code"),
    [
        (NINE + timedelta(minutes=5), "booking.slot_unknown"),
        (None, "booking.slot_missing"),
        (NINE + timedelta(days=21), "booking.slot_too_far"),
    ],
)
def test_only_slots_in_time_can_be_had(work, pressure, starts, code):
    with pytest.raises(Invalid) as caught:
        appointments.make_appointment(work, person(pressure, starts=starts))
    assert [p.code for p in caught.value.problems] == [code]


def test_too_late_and_nobody_named(work, haircut, clock):
    clock.set(datetime(2026, 11, 25, 8, 30))
    with pytest.raises(Invalid) as caught:
        appointments.make_appointment(work, person(haircut, starts=datetime(2026, 11, 25, 9, 20)))
    assert [p.code for p in caught.value.problems] == ["booking.slot_too_late"]
    with pytest.raises(Invalid):
        appointments.make_appointment(work, person(haircut, ""))
    with pytest.raises(NotFound):
        appointments.make_appointment(work, person(98765))


def test_the_last_place_given_back_lets_room_and_nurse_go(work, pressure):
    first = appointments.make_appointment(work, person(pressure))
    second = appointments.make_appointment(work, person(pressure, "林伯"))
    appointments.cancel_appointment(work, first.appointment_id, "有事")
    assert work.value(sa.select(sa.func.count()).select_from(claim)) == 1
    assert appointments.make_appointment(work, person(pressure, "黄姨")).seat_no == 1
    with pytest.raises(Invalid):
        appointments.cancel_appointment(work, first.appointment_id)
    for row in questions.appointments(work, WEDNESDAY, WEDNESDAY):
        appointments.cancel_appointment(work, row.id)
    assert work.value(sa.select(sa.func.count()).select_from(claim)) == 0
    assert days(work) == [OccurrenceStatus.CANCELLED]
    appointments.restore_appointment(work, second.appointment_id)
    assert days(work) == [OccurrenceStatus.BOOKED]
    with pytest.raises(Invalid):
        appointments.restore_appointment(work, second.appointment_id)


def test_a_place_that_went_to_others_does_not_come_back(work, haircut):
    slot = datetime(2026, 11, 25, 8)
    first = appointments.make_appointment(work, person(haircut, starts=slot))
    appointments.cancel_appointment(work, first.appointment_id)
    appointments.make_appointment(work, person(haircut, "林伯", slot))
    with pytest.raises(Clash):
        appointments.restore_appointment(work, first.appointment_id)


def test_a_resident_has_one_place_in_a_slot_and_is_warned_when_elsewhere(work, pressure, haircut, make):
    lin = make.resident("林秀英")
    appointments.make_appointment(work, AppointmentDraft(pressure, NINE, lin))
    with pytest.raises(Invalid):
        appointments.make_appointment(work, AppointmentDraft(pressure, NINE, lin))
    twice = appointments.make_appointment(work, AppointmentDraft(haircut, datetime(2026, 11, 25, 8, 40), lin))
    assert [p.code for p in twice.warnings] == ["booking.elsewhere"]
    assert [row.plan for row in questions.appointments_of(work, lin, NINE)] == ["理发", "量血压"]
    on_resident_forgotten(work, ResidentForgotten(lin))
    assert {row.who for row in work.rows(sa.select(appointment.c.who))} == {""}
    assert {row.who for row in work.rows(sa.select(booking.c.who))} == {""}


def test_saving_the_same_form_twice_gives_one_place(work, pressure):
    first = appointments.make_appointment(work, person(pressure, client_key="form-7"))
    again = appointments.make_appointment(work, person(pressure, client_key="form-7"))
    assert (again.appointment_id, again.again) == (first.appointment_id, True)


def test_moving_frees_the_old_place_and_refuses_a_full_slot(work, haircut):
    eight, next_slot = datetime(2026, 11, 25, 8), datetime(2026, 11, 25, 8, 40)
    first = appointments.make_appointment(work, person(haircut, starts=eight))
    second = appointments.make_appointment(work, person(haircut, "林伯", next_slot))
    with pytest.raises(Clash):
        appointments.move_appointment(work, first.appointment_id, next_slot)
    appointments.move_appointment(work, second.appointment_id, datetime(2026, 11, 25, 9, 20))
    moved = appointments.move_appointment(work, first.appointment_id, next_slot)
    assert moved.starts == next_slot
    found = [(row.who, row.starts) for row in questions.appointments(work, WEDNESDAY, WEDNESDAY)]
    assert found == [("陈阿婆", next_slot), ("林伯", datetime(2026, 11, 25, 9, 20))]


def test_a_walk_in_takes_the_running_slot_else_the_next(work, haircut, clock):
    clock.set(datetime(2026, 11, 25, 8, 10))
    first = appointments.walk_in(work, person(haircut, starts=None))
    second = appointments.walk_in(work, person(haircut, "林伯", None))
    assert [one.starts.strftime("%H:%M") for one in (first, second)] == ["08:00", "08:40"]
    row = questions.appointment_row(work, first.appointment_id)
    assert (row.turnout, row.walk_in, row.arrived_at) == (Turnout.ARRIVED, True, clock.now())
    clock.set(datetime(2026, 11, 25, 21, 50))
    with pytest.raises(Clash) as caught:
        appointments.walk_in(work, person(haircut, "黄姨", None))
    assert caught.value.alternatives[0].starts.date() == WEDNESDAY + timedelta(days=1)


def test_who_came_and_the_sweep_of_those_who_did_not(work, pressure, make, clock):
    lin = make.resident("林秀英")
    came = appointments.make_appointment(work, person(pressure)).appointment_id
    missed = appointments.make_appointment(work, AppointmentDraft(pressure, NINE, lin)).appointment_id
    later = appointments.make_appointment(work, person(pressure, "吴叔", NINE + timedelta(minutes=40)))
    with pytest.raises(Invalid):
        attendance_service.no_show(work, missed)
    clock.set(NINE + timedelta(minutes=30))
    attendance_service.arrive(work, came)
    attendance_service.start(work, came)
    attendance_service.finish(work, came)
    assert attendance_service.sweep_no_shows(work, WEDNESDAY) == (missed,)
    assert [one.title for one in no_shows(work, NINE, resident_id=lin)] == ["量血压"]
    attendance_service.put_back(work, missed)
    assert no_shows(work, NINE, resident_id=lin) == []
    appointments.cancel_appointment(work, later.appointment_id)
    with pytest.raises(Invalid):
        attendance_service.arrive(work, later.appointment_id)


def test_a_slot_cancelled_on_the_calendar_cancels_its_appointments(work, pressure):
    placed = appointments.make_appointment(work, person(pressure))
    cancel_service.cancel_occurrence(work, placed.occurrence_id, "停电")
    assert questions.appointments(work, WEDNESDAY, WEDNESDAY) == []
    gone = questions.appointments(work, WEDNESDAY, WEDNESDAY, cancelled=True)
    assert [(row.who, row.cancelled) for row in gone] == [("陈阿婆", True)]


def test_a_service_is_changed_retired_and_checked(work, pressure, house, things):
    plan = questions.plan_row(work, pressure)
    change = PlanDraft("量血压", house.small, minutes=15, capacity=2, resources=((things.nurse, 1),))
    plan_service.change_plan(work, pressure, change, version=plan.version)
    assert questions.plan_row(work, pressure).plan.minutes == 15
    for wrong in (
        replace(change, name=""), replace(change, minutes=3), replace(change, capacity=0), replace(change, room_id=None),
        replace(change, name="听力", resources=((things.speaker, 9),)), replace(change, spans=(Span(1, 600, 540),)),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            plan_service.change_plan(work, pressure, wrong)
    plan_service.retire_plan(work, pressure)
    with pytest.raises(Invalid):
        appointments.make_appointment(work, person(pressure))
    assert questions.plans(work) == []
    plan_service.reuse_plan(work, pressure)
    assert [row.room for row in questions.plans(work)] == ["谈心室"]
