"""A month of volunteers on top of the filled center: posts, a week of shifts, hours entered, a certificate, a policy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from neighborcenter.kit.clock import FixedClock
from neighborcenter.volunteers import (
    assign_service,
    bringing_service,
    certificate_service,
    hours_service,
    note_service,
    notice_service,
    points_service,
    policy_service,
    post_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import (
    Arrival,
    AssignmentDraft,
    CertificateDraft,
    HoursDraft,
    NoteDraft,
    NoticeDraft,
    PolicyDraft,
    PostDraft,
    ShiftDraft,
    VolunteerDraft,
)
from neighborcenter.volunteers.kinds import AssignmentRole, NoteKind, PostKind, Rating, VolunteerStatus

MONDAY = date(2026, 10, 19)
HUNG = datetime(2026, 10, 26, 9)
TAKEN = datetime(2026, 11, 2, 9)


class Service:
    """Ids of what was made."""

    def __init__(self) -> None:
        self.volunteers: list[int] = []
        self.shift = 0
        self.patrol = 0
        self.notice = 0
        self.certificate = 0
        self.policy = 0


def fill_service(filled: Any) -> Service:
    """Four volunteers among the people; the clock is set back while the month goes by."""
    made = Service()
    with filled.make._work() as work:
        now, work.clock = work.clock, FixedClock(datetime(2026, 10, 12, 9))
        made.volunteers = [
            volunteer_service.register(work, VolunteerDraft(resident_id=one), status=VolunteerStatus.ACTIVE)
            for one in (filled.people[0], filled.people[1], filled.people[4], filled.people[6])
        ]
        first, last = date(2026, 1, 1), date(2026, 12, 31)
        policy = PolicyDraft("PICC-2026-0118", "中国人保财险晋江支公司", "意外身故 30 万元", first, last)
        made.policy = policy_service.add_policy(work, policy, made.volunteers[:3])
        _star(work, made)
        _roster(work, made)
        _hours(work, made)
        work.clock = now
    return made


def _star(work: Any, made: Service) -> None:
    """The fourth served elsewhere before: a star by the hours brought in."""
    then, work.clock = work.clock, FixedClock(datetime(2026, 9, 28, 9))
    who = made.volunteers[3]
    arrival = Arrival(VolunteerDraft(), who, recognised=7_260, honorary=600, source="志愿汇导出.xlsx")
    bringing_service.bring_in(work, [arrival])
    work.clock = then
    points_service.grant_star(work, points_service.apply_star(work, who, 1), "晋江市志愿者协会")


def _roster(work: Any, made: Service) -> None:
    desk = post_service.add_post(work, PostDraft("大厅引导", place="一层大厅", wanted=2, maximum=3))
    night = post_service.add_post(
        work,
        PostDraft(
            "夜间巡防", PostKind.PATROL, route="文化路—青阳街—双沟小学", equipment="红袖章、手电",
            dangerous=True, minimum=2, wanted=2, maximum=4,
        ),
    )  # fmt: skip
    a, b, c, d = made.volunteers
    lead, standby = AssignmentRole.LEAD, AssignmentRole.STANDBY
    made.shift = _shift(work, desk, 19, 8, 11, (a, lead), (b, AssignmentRole.MEMBER))
    _shift(work, desk, 21, 8, 11, (c, AssignmentRole.MEMBER))
    made.patrol = _shift(work, night, 21, 20, 22, (b, lead), (a, AssignmentRole.MEMBER), (c, standby))
    _shift(work, desk, 24, 14, 17, (d, AssignmentRole.MEMBER))


def _shift(
    work: Any, post: int, day: int, opens: int, closes: int, *people: tuple[int, AssignmentRole]
) -> int:
    starts, ends = datetime(2026, 10, day, opens), datetime(2026, 10, day, closes)
    ref = post_service.add_shift(work, ShiftDraft(post, starts, ends))
    for volunteer, role in people:
        assign_service.assign(work, AssignmentDraft(ref, volunteer, role))
    return ref


def _hours(work: Any, made: Service) -> None:
    """Two lines entered after their notice, one that waits to be confirmed."""
    a, b, c, _d = made.volunteers
    work.clock = FixedClock(HUNG)
    lines = [
        _served(work, a, 19, 8, 11, "大厅引导", made.shift),
        _served(work, b, 21, 20, 22, "夜间巡防", made.patrol),
    ]
    hours_service.confirm(work, lines)
    made.notice = notice_service.hang(work, NoticeDraft(place="社区宣传栏"), lines)
    work.clock = FixedClock(TAKEN)
    notice_service.take_down(work, made.notice)
    _served(work, c, 21, 8, 11, "大厅引导", None)
    note_service.rate(work, lines[0], Rating.GOOD, "领路耐心")
    for note in (
        NoteDraft(a, NoteKind.TRAINING, date(2026, 10, 9), "急救培训", "考核合格", "市红十字会", 180),
        NoteDraft(a, NoteKind.AWARD, date(2026, 10, 15), "季度之星", "第 12 号", "青阳街道"),
        NoteDraft(a, NoteKind.PRAISE, date(2026, 10, 20), "帮忙填表", "", "居民陈阿婆"),
    ):
        note_service.add_note(work, note)
    made.certificate = certificate_service.issue(
        work, CertificateDraft(a, date(2026, 10, 1), date(2026, 10, 31), "评优", "林晓", "吴敏")
    )


def _served(
    work: Any, volunteer: int, day: int, came: int, went: int, content: str, shift: int | None
) -> int:
    pair = (datetime(2026, 10, day, came), datetime(2026, 10, day, went))
    return hours_service.draft_hours(
        work, HoursDraft(volunteer, pairs=(pair,), shift_id=shift, content=content)
    )
