"""A course of October 2026: four lessons held, six people on the list, one on the waiting list, a child among them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from neighborcenter.activities import checkin_service, enroll_service, service, session_service
from neighborcenter.activities.drafts import (
    ActivityDraft,
    EnrollDraft,
    PersonDraft,
    PickupDraft,
    SessionsDraft,
)
from neighborcenter.activities.kinds import ActivityKind, Consent, EnrollmentKind, SeatKind
from neighborcenter.activities.queries import sessions
from neighborcenter.kit.clock import FixedClock

BEFORE = datetime(2026, 9, 28, 9)
LESSONS = 4


def fill_course(filled: Any) -> None:
    """Plan the course at the end of September, sign people up, and check them in as the lessons go by.

    The clock of the unit of work is set back for it: nobody signs up for what is over.
    """
    with filled.make._work() as work:
        now, work.clock = work.clock, FixedClock(BEFORE)
        draft = ActivityDraft(
            title="少儿书法班", kind=ActivityKind.COURSE, module_id=filled.modules[4], lead_name="林老师",
            organiser="社区教育学校", places={SeatKind.SEAT: 6}, fee_fen=12_000, reduced_fen=6_000,
            certificate=True, offer_hours=0,
        )  # fmt: skip
        ref = service.create(work, draft)
        starts, ends = datetime(2026, 10, 3, 14), datetime(2026, 10, 3, 16)
        repeat = f"FREQ=WEEKLY;COUNT={LESSONS}"
        session_service.add_sessions(work, SessionsDraft(ref, starts, ends, place="书法室", repeat=repeat))
        service.publish(work, ref)
        adults = [_sign_up(work, ref, PersonDraft(resident_id=one)) for one in filled.people[:5]]
        child = PersonDraft(
            name="王小明", birth_date=date(2017, 3, 9), guardian_id=filled.people[0], guardian_name="王桂兰",
            guardian_phone="13805951234", guardian_relation="祖母", consent=Consent.PAPER,
            care_note="花生过敏", pickups=(PickupDraft("王建国", "13905951234", "父亲"),),
        )  # fmt: skip
        filled.enrollment = _sign_up(work, ref, child)
        _sign_up(work, ref, PersonDraft(resident_id=filled.people[6]))  # the seventh waits
        met = sessions(work, ref)
        filled.activity, filled.session = ref, met[1].id
        for at, lesson in enumerate(met):
            work.clock = FixedClock(lesson.starts)
            here = _people(work, [*adults, filled.enrollment])[: 6 - at]
            checkin_service.check_in(work, lesson.id, here)
            work.clock = FixedClock(lesson.ends)
            session_service.hold_session(work, lesson.id)
        work.clock = now


def _sign_up(work: Any, activity: int, person: PersonDraft) -> int:
    draft = EnrollDraft(activity, kind=EnrollmentKind.PERSON, people=(person,), sure=True)
    return enroll_service.enroll(work, draft).enrollment_id


def _people(work: Any, enrollments: list[int]) -> list[int]:
    from neighborcenter.activities.records import people_of

    found = people_of(work, enrollments)
    return [one.id for ref in enrollments for one in found[ref]]
