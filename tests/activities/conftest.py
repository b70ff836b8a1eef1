"""A small program of activities: a hall and a calligraphy room, open 8 to 22 every day; how people sign up."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from neighborcenter.activities import enroll_service, service, session_service
from neighborcenter.activities.drafts import ActivityDraft, EnrollDraft, PersonDraft, SessionsDraft
from neighborcenter.activities.enroll_service import Enrolled
from neighborcenter.activities.kinds import EnrollmentKind, SeatKind
from neighborcenter.activities.models import seat, seat_pool
from neighborcenter.kit.work import Read, Work

SATURDAY = datetime(2026, 11, 28, 9)
ADULT = date(1980, 5, 1)
CHILD = date(2017, 3, 9)


class Program:
    """Makes activities and signs people up, inside one unit of work."""

    def __init__(self, work: Work, make: Any) -> None:
        self.work = work
        self.make = make

    def activity(
        self,
        title: str = "书法班",
        seats: int = 2,
        *,
        sessions: int = 1,
        starts: datetime = SATURDAY,
        room: int | None = None,
        publish: bool = True,
        **values: Any,
    ) -> int:
        """A published activity with two-hour sessions a week apart."""
        draft = ActivityDraft(title=title, **{"places": {SeatKind.SEAT: seats}, "offer_hours": 0, **values})
        ref = service.create(self.work, draft)
        repeat = f"FREQ=WEEKLY;COUNT={sessions}" if sessions > 1 else ""
        ends = starts.replace(hour=starts.hour + 2)
        session_service.add_sessions(self.work, SessionsDraft(ref, starts, ends, room, repeat=repeat))
        if publish:
            service.publish(self.work, ref)
        return ref

    def person(self, name: str = "", **values: Any) -> int:
        """A grown-up resident."""
        return self.make.resident(name, **{"birth_date": ADULT, **values})

    def sign_up(self, activity: int, resident: int | None = None, **values: Any) -> Enrolled:
        """One person, a new one unless named."""
        who = PersonDraft(resident_id=resident if resident is not None else self.person())
        draft = EnrollDraft(activity, people=(who,))
        return enroll_service.enroll(self.work, replace(draft, **values))

    def family(self, activity: int, *residents: int, **values: Any) -> Enrolled:
        """Several together."""
        people = tuple(PersonDraft(resident_id=one) for one in residents)
        return enroll_service.enroll(
            self.work, EnrollDraft(activity, kind=EnrollmentKind.FAMILY, people=people, **values)
        )


@pytest.fixture
def program(work: Work, make: Any) -> Program:
    make.open_hours()
    return Program(work, make)


def taken(read: Read, activity: int, session: int | None = None) -> int:
    """How many numbered places are held."""
    at = seat_pool.c.session_id.is_(None) if session is None else seat_pool.c.session_id == session
    return int(
        read.value(
            sa.select(sa.func.count())
            .select_from(seat.join(seat_pool, seat_pool.c.id == seat.c.pool_id))
            .where(seat_pool.c.activity_id == activity, at)
        )
    )
