"""What the further rooms keep of people's numbers: activities, appointments, calls, bars, volunteers, the counter."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities import checkin_queries, enroll_service, enrollment_queries, session_service
from neighborcenter.activities import queries as activity_queries
from neighborcenter.activities import service as activities
from neighborcenter.activities.drafts import (
    ActivityDraft,
    EnrollDraft,
    PersonDraft,
    PickupDraft,
    SessionsDraft,
)
from neighborcenter.activities.kinds import Consent, SeatKind
from neighborcenter.booking import (
    appointment_queries,
    appointment_service,
    call_service,
    calls,
    plan_service,
    resource_service,
)
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft, CallDraft
from neighborcenter.booking.resource_drafts import AppointmentDraft, PlanDraft, ResourceDraft
from neighborcenter.booking.rulebook import bar_service
from neighborcenter.booking.rulebook import queries as rulebook_queries
from neighborcenter.booking.rulebook.drafts import BarDraft
from neighborcenter.catalog.models import service as service_table
from neighborcenter.center.drafts import Span
from neighborcenter.desk.counter import loan_service, thing_service
from neighborcenter.desk.counter import queries as counter_queries
from neighborcenter.desk.counter.drafts import LoanDraft, ThingDraft
from neighborcenter.desk.matters import queries as matter_queries
from neighborcenter.desk.matters import service as matters
from neighborcenter.desk.matters.drafts import MatterDraft
from neighborcenter.forms import entry_service
from neighborcenter.forms import files as form_files
from neighborcenter.forms import service as form_service
from neighborcenter.forms.drafts import EntryDraft
from neighborcenter.kit.times import minutes_of
from neighborcenter.kit.work import Read, Work
from neighborcenter.volunteers import cards, volunteer_service
from neighborcenter.volunteers import queries as volunteer_queries
from neighborcenter.volunteers.drafts import VolunteerDraft

MARKERS = {
    ("enrollee", "guardian_phone"): "13750171421",
    ("enrollment", "phone"): "13660272532",
    ("pickup_person", "phone"): "13550373643",
    ("booking_bar", "phone"): "13459474754",
    ("booking_strike", "phone"): "13399575865",
    ("call_entry", "phone"): "13250676976",
    ("appointment", "phone"): "13150777087",
    ("volunteer", "contact_phone"): "13050878198",
    ("matter", "phone"): "18750979209",
    ("matter", "agent_phone"): "18851070310",
    ("loan", "phone"): "18951171421",
    ("found_thing", "phone"): "15851272532",
}


@dataclasses.dataclass(frozen=True)
class PlantedRooms:
    """Records of the further rooms."""

    activity: int
    session: int
    enrollment: int
    plan: int
    appointment: int
    calls: int
    volunteer: int
    matter: int
    loan: int


def plant_rooms(work: Work, person: int, child: int, room: int, service: int) -> PlantedRooms:
    """Write one record of each kind by its verb, with a number of its own."""
    activity, session, enrollment = _course(work, child, room)
    _barred(work, room)
    ring = call_service.make_list(
        work, title="停水通知", subject="center", subject_id=work.center_id, words="下午停水",
        entries=[CallDraft(who="林秀英", phone=MARKERS["call_entry", "phone"], words="停水")],
    )  # fmt: skip
    volunteer = volunteer_service.register(
        work,
        VolunteerDraft(
            resident_id=person, contact_name="王建国", contact_phone=MARKERS["volunteer", "contact_phone"]
        ),
    )
    plan, appointment = _appointment(work, room)
    matter, loan = _counter(work, service)
    _care(work, service, child)
    return PlantedRooms(
        activity, session, enrollment, plan, appointment, ring, volunteer, matter, loan
    )  # fmt: skip


def _course(work: Work, child: int, room: int) -> tuple[int, int, int]:
    course = activities.create(work, ActivityDraft(title="书法班", places={SeatKind.SEAT: 8}))
    starts = datetime(2026, 11, 28, 9)
    made = session_service.add_sessions(work, SessionsDraft(course, starts, starts.replace(hour=11), room))
    activities.publish(work, course)
    enrolled = enroll_service.enroll(
        work,
        EnrollDraft(
            course,
            people=(
                PersonDraft(
                    child,
                    guardian_name="王建国",
                    guardian_phone=MARKERS["enrollee", "guardian_phone"],
                    guardian_relation="父亲",
                    consent=Consent.PAPER,
                    pickups=(PickupDraft("王奶奶", MARKERS["pickup_person", "phone"], "奶奶"),),
                ),
            ),
            who="王建国",
            phone=MARKERS["enrollment", "phone"],
            sure=True,
        ),
    )
    return course, made.session_ids[0], enrolled.enrollment_id


def _barred(work: Work, room: int) -> None:
    bar_service.add_bar(
        work, BarDraft(who="李大明", phone=MARKERS["booking_bar", "phone"], reason="三次约而未到")
    )
    missed = booking.book(
        work,
        BookingDraft(
            room_id=room, starts=datetime(2026, 11, 24, 9), ends=datetime(2026, 11, 24, 10), title="合唱",
            who="吴小敏", phone=MARKERS["booking_strike", "phone"], people=5,
        ),
    )  # fmt: skip
    bar_service.after_no_show(work, missed.occurrence_ids[0])


def _appointment(work: Work, room: int) -> tuple[int, int]:
    plan = plan_service.add_plan(
        work,
        PlanDraft(
            "量血压",
            room,
            spans=tuple(Span(day, minutes_of("08:00"), minutes_of("18:00")) for day in range(7)),
        ),
    )
    appointment = appointment_service.make_appointment(
        work,
        AppointmentDraft(
            plan,
            datetime(2026, 11, 28, 15),
            who="赵阿婆",
            phone=MARKERS["appointment", "phone"],
        ),
    )
    return plan, appointment.appointment_id


def _care(work: Work, service: int, child: int) -> None:
    """A child in after-school care, whose guardian stands on the list of the day."""
    shipped = {one.key: one for one in form_files.shipped()}
    module = work.value(sa.select(service_table.c.module_id).where(service_table.c.id == service))
    values = {"group": "四点半课堂", "from_on": date(2026, 11, 2), "fetchers": "外婆 吴秀琴", "by": "周敏"}
    for key, day, given in (
        ("children", date(2026, 11, 2), values),
        ("after-school", date(2026, 11, 23), {
            "group": "四点半课堂", "came": time(16, 30), "left": time(18), "taken_by": "吴秀琴", "relation": "外祖父母",
        }),
    ):  # fmt: skip
        ref = form_service.create_form(work, shipped[key].draft(module), publish=True)
        entry_service.add_entry(work, EntryDraft(ref, given, day, child))


def _counter(work: Work, service: int) -> tuple[int, int]:
    matter = matters.take_in(
        work,
        MatterDraft(
            service, who="赵国强", phone=MARKERS["matter", "phone"], agent="赵小妹",
            agent_phone=MARKERS["matter", "agent_phone"], agent_relation="女儿",
        ),
    )  # fmt: skip
    wheelchair = resource_service.add_resource(work, ResourceDraft("轮椅", quantity=2))
    loan = loan_service.lend(
        work,
        LoanDraft(wheelchair, datetime(2026, 11, 30, 17), who="黄铭轩", phone=MARKERS["loan", "phone"]),
    )
    thing_service.add_thing(
        work, ThingDraft(what="黑色雨伞", place="大厅", who="陈小军", phone=MARKERS["found_thing", "phone"])
    )
    return matter.matter_id, loan.loan_id


def room_questions(read: Read, it: PlantedRooms, person: int) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What can be asked of the further rooms, by the name of the surface."""
    first, last = date(2026, 11, 20), date(2026, 12, 20)
    yield "activities", lambda: activity_queries.activities(read)
    yield "activity card", lambda: activity_queries.activity_card(read, it.activity)
    yield "sign-ups", lambda: enrollment_queries.enrollments(read, it.activity)
    yield "sign-up", lambda: enrollment_queries.enrollment_row(read, it.enrollment)
    yield "sign-ups of a person", lambda: enrollment_queries.of_resident(read, person)
    yield "people of a sign-up", lambda: enrollment_queries.people_rows(read, [it.enrollment])
    yield "who may fetch", lambda: enrollment_queries.pickups_of(read, [it.enrollment])
    yield "door", lambda: checkin_queries.door(read, it.session)
    yield "attendance", lambda: checkin_queries.attendance_sheet(read, it.activity)
    yield "bars", lambda: rulebook_queries.bars(read, all_of_them=True)
    yield "calls", lambda: calls.call_rows(read, done=True)
    yield "call list", lambda: calls.entries(read, it.calls)
    yield "appointments", lambda: appointment_queries.appointments(read, first, last, cancelled=True)
    yield "appointment", lambda: appointment_queries.appointment_row(read, it.appointment)
    yield "volunteers", lambda: volunteer_queries.volunteers(read)
    yield "volunteer card", lambda: cards.volunteer_card(read, it.volunteer)
    yield "volunteer form", lambda: cards.volunteer_form(read, it.volunteer)
    yield "matters", lambda: matter_queries.matter_rows(read, [it.matter])
    yield "matter card", lambda: matter_queries.matter_card(read, it.matter)
    yield "loans", lambda: counter_queries.loans(read)
    yield "things found", lambda: counter_queries.things(read)
