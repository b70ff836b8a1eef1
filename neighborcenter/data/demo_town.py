"""The hands that make the demo's activities: who lives in town, and how things are planned, signed up and held.

Everything goes through the verbs of the room, each on the day it would have been done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa

from neighborcenter.activities import (
    afterwards_service,
    checkin_service,
    enroll_service,
    enrollment_queries,
    queries,
    service,
    session_service,
)
from neighborcenter.activities.drafts import (
    ActivityDraft,
    ClosingDraft,
    EnrollDraft,
    FeedbackDraft,
    PersonDraft,
    PickupDraft,
    SessionsDraft,
)
from neighborcenter.activities.kinds import Consent
from neighborcenter.activities.rows import SessionRow
from neighborcenter.center import queries as center_queries
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.work import Work
from neighborcenter.modules.models import service_module
from neighborcenter.people.models import resident
from neighborcenter.people.rules import age_on

_CAME = 0.86
_SAID = (
    "老师很耐心，下次还来",
    "时间再早一点更好",
    "孩子学得开心",
    "讲得清楚，材料能带走",
    "座位有点挤",
    "希望多办几场",
)


@dataclass(slots=True)
class Town:
    """What the activities are made of: rooms by name, children with a guardian, grown-ups, elders."""

    work: Work
    rng: Random
    rooms: dict[str, int]
    modules: dict[str, int]
    children: list[int]
    guardians: dict[int, str]
    adults: list[int]
    elders: list[int]
    today: date

    def some(self, people: Sequence[int], count: int) -> list[int]:
        """So many of them, or all there are."""
        return self.rng.sample(list(people), min(count, len(people)))


def town_of(work: Work, rng: Random, ids: Sequence[int]) -> Town:
    today = work.clock.today()
    people = work.rows(
        sa.select(
            resident.c.id, resident.c.birth_date, resident.c.household_id, resident.c.name
        ).where(resident.c.id.in_(list(ids)), resident.c.birth_date.is_not(None)).order_by(resident.c.id)
    )  # fmt: skip
    ages = {row.id: age_on(row.birth_date, today) for row in people}
    at_home: dict[int, str] = {}
    for row in people:
        if row.household_id is not None and ages[row.id] >= 24:
            at_home.setdefault(row.household_id, row.name)
    children = [row for row in people if 6 <= ages[row.id] <= 12]
    return Town(
        work=work,
        rng=rng,
        rooms={r.name: r.id for whole in center_queries.rooms(work) for r in (whole, *whole.parts)},
        modules={
            row.name: row.id
            for row in work.rows(
                sa.select(service_module.c.id, service_module.c.name).where(
                    service_module.c.center_id == work.center_id
                )
            )
        },
        children=[row.id for row in children],
        guardians={row.id: at_home.get(row.household_id or 0, "陈丽娟") for row in children},
        adults=[row.id for row in people if 20 <= ages[row.id] < 60],
        elders=[row.id for row in people if ages[row.id] >= 60],
        today=today,
    )


@contextmanager
def on(work: Work, moment: datetime) -> Iterator[None]:
    """Let it be another time while these acts are done."""
    clock = work.clock
    work.clock = FixedClock(min(moment, clock.local()))
    try:
        yield
    finally:
        work.clock = clock


def plan(
    town: Town,
    draft: ActivityDraft,
    first: date,
    hours: tuple[str, str],
    *,
    room: str = "",
    repeat: str = "",
    module: str = "",
    planned: int = 30,
) -> int:
    """Create, plan and publish an activity some weeks before its first day.  Returns its id."""
    from_, to = (time.fromisoformat(one) for one in hours)
    fields = {name: getattr(draft, name) for name in ActivityDraft.__dataclass_fields__}
    module_id = next((ref for name, ref in town.modules.items() if module and module in name), None)
    with on(town.work, datetime.combine(first - timedelta(days=planned), time(9, 40))):
        ref = service.create(town.work, ActivityDraft(**{**fields, "module_id": module_id}))
        wanted = SessionsDraft(
            ref, datetime.combine(first, from_), datetime.combine(first, to), town.rooms.get(room),
            repeat=repeat, skip_clashes=bool(repeat), outside_hours=True,
        )  # fmt: skip
        try:
            with town.work.connection.begin_nested():
                session_service.add_sessions(town.work, wanted)
        except Refused:
            # The room is taken or closed: it meets in the court then.
            outside = SessionsDraft(ref, wanted.starts, wanted.ends, place="邻里广场", repeat=repeat)
            session_service.add_sessions(town.work, outside)
        service.publish(town.work, ref)
    return ref


def sign(
    town: Town,
    ref: int,
    people: Sequence[int],
    *,
    when: datetime,
    session: int | None = None,
    **more: object,
) -> list[int]:
    """Sign people up one after the other; whoever may not simply does not come.  Returns the sign-ups."""
    kept = []
    for place, person in enumerate(people):
        with on(town.work, when + timedelta(minutes=7 * place)), suppress(Refused):
            who = person_of(town, person)
            draft = EnrollDraft(ref, session, people=(who,), sure=True, **more)  # type: ignore[arg-type]
            kept.append(enroll_service.enroll(town.work, draft).enrollment_id)
    return kept


def person_of(town: Town, person: int) -> PersonDraft:
    if person not in town.guardians:
        return PersonDraft(resident_id=person)
    guardian = town.guardians[person]
    signed = town.rng.random() < 0.9
    return PersonDraft(
        resident_id=person,
        guardian_name=guardian,
        guardian_phone=f"1390595{town.rng.randrange(10_000):04d}",
        guardian_relation=town.rng.choice(("母亲", "父亲")),
        consent=Consent.PAPER if signed else Consent.NONE,
        consent_words="同意参加，按时接送" if signed else "",
        care_note=town.rng.choice(("", "", "", "", "花生过敏", "戴眼镜")),
        pickups=(PickupDraft(guardian, "", "家长"), PickupDraft(f"{guardian[0]}永福", "", "祖父")),
    )


def attend(town: Town, session: SessionRow, *, share: float = _CAME, fetched: bool = False) -> None:
    """Let most of those signed up come to a session that is over."""
    expected = [
        person.enrollee_id
        for row in enrollment_queries.enrollments(town.work, session.activity_id)
        for person in row.people
        if row.place == 0 and row.session_id in (None, session.id) and row.status == "enrolled"
    ]
    came = [one for one in expected if town.rng.random() < share]
    with on(town.work, session.starts - timedelta(minutes=4)):
        done = checkin_service.check_in(town.work, session.id, came)
    if fetched:
        with on(town.work, session.ends):
            for one in done.attendance_ids:
                checkin_service.pick_up(town.work, one, town.rng.choice(("家长", "祖父母")))
    with on(town.work, session.ends + timedelta(minutes=20)):
        session_service.hold_session(town.work, session.id)


def past(town: Town, ref: int) -> list[SessionRow]:
    now = town.work.clock.local()
    return [one for one in queries.sessions(town.work, ref) if one.ends < now - timedelta(minutes=30)]


def close(town: Town, ref: int, words: str) -> None:
    """The summary, and what people said."""
    last = queries.sessions(town.work, ref)[-1].ends
    with on(town.work, last + timedelta(days=1)):
        for _number in range(town.rng.randrange(4, 9)):
            score = town.rng.choices((5, 4, 3), (7, 3, 1))[0]
            said = town.rng.choice(_SAID) if town.rng.random() < 0.5 else ""
            afterwards_service.give_feedback(town.work, FeedbackDraft(ref, score, said))
        service.finish(town.work, ClosingDraft(ref, words))
