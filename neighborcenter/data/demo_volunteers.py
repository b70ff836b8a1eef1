"""Volunteers of the demo center: thirty people, six posts, two weeks served, one week rostered with five gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa

from neighborcenter.data.demo_shifts import own_rules, rostered, shifts, wanted
from neighborcenter.kit.times import days_between, week_of
from neighborcenter.kit.work import Work
from neighborcenter.people.models import resident
from neighborcenter.volunteers import (
    bringing_service,
    certificate_service,
    hours_service,
    note_service,
    notice_service,
    points_service,
    policy_service,
    post_service,
    sign_service,
    table_service,
    time_service,
    volunteer_service,
)
from neighborcenter.volunteers.drafts import (
    Arrival,
    AvailabilityDraft,
    CertificateDraft,
    HeldSkillDraft,
    HoursDraft,
    NoteDraft,
    NoticeDraft,
    PatternDraft,
    PolicyDraft,
    PostDraft,
    VolunteerDraft,
)
from neighborcenter.volunteers.earned import EARNED
from neighborcenter.volunteers.kinds import (
    AvailabilityKind,
    Bond,
    NoteKind,
    NoticeKind,
    PostKind,
    Proficiency,
    Rating,
    SignMethod,
    VolunteerStatus,
)
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.queries import ShiftRow
from neighborcenter.volunteers.rostering.change_service import publish_range
from neighborcenter.volunteers.rostering.rule_service import begin_with_defaults
from neighborcenter.volunteers.rules import PointsRule
from neighborcenter.volunteers.sign_service import SheetLine

PEOPLE, GAPS = 30, 5
BOARD = "中心大厅公示栏"
CONSENT = "志愿服务登记、排班、时长记录与保险"
_SKILLS = (
    ("急救", True), ("护理", True), ("闽南话", False), ("书法", False), ("辅导作业", True), ("驾驶", True),
    ("摄影", False), ("手工", False),
)  # fmt: skip
_FIELDS = ("助老", "巡防", "辅导", "助餐", "义诊", "图书", "活动协助")
_UNITS = ("安海中心小学", "镇卫生院", "退休教师", "桂花里业委会", "花城店", "晋江职校", "")


@dataclass(frozen=True, slots=True)
class _Post:
    """A post with its week: (weekday, opens, closes) of every shift; people wanted at each."""

    name: str
    kind: PostKind
    place: str
    wanted: int
    week: tuple[tuple[int, str, str], ...]
    dangerous: bool = False
    skill: str = ""


_POSTS = (
    _Post("大厅引导", PostKind.DUTY, "一楼大厅", 1, tuple((day, "08:30", "11:30") for day in range(6))),
    _Post("夜间巡防", PostKind.PATROL, "桂花里—刺桐苑", 2, tuple((day, "19:00", "21:00") for day in (0, 2, 4, 5)), dangerous=True),
    _Post("助餐送餐", PostKind.MEALS, "长者食堂", 1, tuple((day, "10:30", "12:30") for day in range(5))),
    _Post("四点半辅导", PostKind.TEACHING, "四点半学堂", 1, tuple((day, "16:00", "18:00") for day in range(4)), skill="辅导作业"),
    _Post("义诊协助", PostKind.CLINIC, "健康驿站", 1, ((1, "14:00", "17:00"), (3, "14:00", "17:00")), skill="护理"),
    _Post("图书角", PostKind.DUTY, "二楼图书角", 1, ((2, "14:30", "17:00"), (5, "09:00", "11:00"), (6, "09:00", "11:00"))),
)  # fmt: skip


def fill(work: Work, rng: Random, ids: Sequence[int]) -> int:
    """Take thirty residents on and give them a life; gives how many.  Needs residents with ID numbers."""
    chosen = _chosen(work, rng, ids)
    if len(chosen) < PEOPLE // 2:
        return 0
    today = work.clock.today()
    skills = {name: volunteer_service.add_skill(work, name, needs_proof=proof) for name, proof in _SKILLS}
    people = [_volunteer(work, rng, ref, at) for at, ref in enumerate(chosen)]
    active = people[:-4]
    _lives(work, rng, people, skills, today)
    policy_service.add_policy(
        work,
        PolicyDraft(
            "35058226-0088", "人保财险", "每人意外 20 万元、医疗 2 万元", today - timedelta(days=120),
            today + timedelta(days=245),
        ),
        people[:-2],
    )  # fmt: skip
    time_service.add_team(work, "红马甲巡防队", active[:8], lead_id=active[0])
    time_service.add_team(work, "助餐小分队", active[8:13], lead_id=active[8])
    _posts(work, skills)
    begin_with_defaults(work, today - timedelta(days=60))
    _earlier(work, rng, active, today)
    monday = week_of(today)[0]
    post_service.make_shifts(work, monday - timedelta(days=14), monday + timedelta(days=14))
    _two_weeks(work, rng, active, monday, today)
    coming = monday + timedelta(days=7)
    rostered(work, today, coming)
    publish_range(work, today, coming)
    rostered(work, coming, coming + timedelta(days=7), GAPS)
    wanted(work, skills, active, coming)
    _certificates(work, active, today)
    _elsewhere(work, active)
    _records(work, active, today)
    own_rules(work, active, today)
    return len(people)


def _chosen(work: Work, rng: Random, ids: Sequence[int]) -> list[int]:
    """Grown-ups with an ID number, at most seventy."""
    today = work.clock.today()
    rows = work.rows(
        sa.select(resident.c.id)
        .where(
            resident.c.center_id == work.center_id,
            resident.c.id_number != "",
            resident.c.phone != "",
            resident.c.birth_date <= today.replace(year=today.year - 19, day=1),
            resident.c.birth_date >= today.replace(year=today.year - 70, day=1),
        )
        .order_by(resident.c.id)
        .limit(400)
    )
    known = set(ids)
    able = [row.id for row in rows if row.id in known]
    return rng.sample(able, min(PEOPLE, len(able)))


def _volunteer(work: Work, rng: Random, resident_id: int, at: int) -> int:
    return volunteer_service.register(
        work,
        VolunteerDraft(
            resident_id=resident_id,
            fields="、".join(rng.sample(_FIELDS, 2)),
            languages="闽南话" if at % 3 == 0 else "",
            work_unit=rng.choice(_UNITS),
            party_member=at % 5 == 0,
            health_limits="腰不好，不搬重物" if at == 7 else "",
            consent_scope=CONSENT,
            wanted_shifts=rng.choice((4, 4, 6, 8)),
            most_shifts=12,
        ),
        status=VolunteerStatus.RECRUIT,
    )


def _lives(work: Work, rng: Random, people: Sequence[int], skills: dict[str, int], today: date) -> None:
    """Standing, skills with proofs, the week, leave and wishes of everybody."""
    bands = (("08:00", "12:30"), ("14:00", "18:00"), ("18:30", "21:30"))
    names = tuple(skills)
    for at, ref in enumerate(people):
        if at < len(people) - 2:
            volunteer_service.set_status(work, ref, VolunteerStatus.TRIAL, day=today - timedelta(days=90))
        if at < len(people) - 4:
            volunteer_service.set_status(work, ref, VolunteerStatus.ACTIVE, day=today - timedelta(days=60))
        held = {
            names[at % len(names)],
            *(("辅导作业",) if at % 4 == 0 else ()),
            *(("护理",) if at % 5 == 1 else ()),
        }
        for name in sorted(held):
            proof = dict(_SKILLS)[name]
            volunteer_service.hold_skill(
                work,
                HeldSkillDraft(
                    ref, skills[name], rng.choice((Proficiency.ABLE, Proficiency.EXPERIENCED)),
                    f"证书 {rng.randrange(10_000, 99_999)}" if proof else "",
                    today + timedelta(days=20 if at == 1 else rng.randrange(90, 700)) if proof else None,
                    proof and at != 9,
                ),
            )  # fmt: skip
        week = []
        for day in range(7):
            for opens, closes in rng.sample(bands, rng.choice((1, 2, 2, 3))):
                kind = AvailabilityKind.WISH if rng.random() < 0.15 else AvailabilityKind.CAN
                week.append(AvailabilityDraft(kind, day, None, opens, closes))
        time_service.set_availability(work, ref, week)
    time_service.go_on_leave(work, people[3], today, today + timedelta(days=4), "回老家")
    time_service.go_on_leave(
        work, people[6], today + timedelta(days=10), today + timedelta(days=14), "外出培训"
    )
    time_service.tie(work, people[0], people[1], Bond.TOGETHER, "老搭档")
    time_service.tie(work, people[4], people[5], Bond.FAMILY, "夫妻")
    time_service.tie(work, people[2], people[9], Bond.APART, "")
    resting = people[-5]
    volunteer_service.set_status(
        work, resting, VolunteerStatus.RESTING, day=today, reason="照顾孙辈，春节后回来"
    )


def _posts(work: Work, skills: dict[str, int]) -> None:
    for one in _POSTS:
        ref = post_service.add_post(
            work,
            PostDraft(
                name=one.name, kind=one.kind, place=one.place, dangerous=one.dangerous,
                lead_required=one.wanted > 1, minimum=1, wanted=one.wanted, maximum=one.wanted + 1,
                age_to=70 if one.dangerous else 0,
                skills=((skills[one.skill], 1),) if one.skill else (),
            ),
        )  # fmt: skip
        for day, opens, closes in one.week:
            post_service.add_pattern(work, PatternDraft(ref, "", day, opens, closes))


def _earlier(work: Work, rng: Random, active: Sequence[int], today: date) -> None:
    """Hours of the months before, hung out and entered."""
    made = []
    for at, ref in enumerate(active):
        for turn in range(3 + at % 6):
            day = today - timedelta(days=35 + turn * 9 + at % 7)
            starts = datetime(day.year, day.month, day.day, rng.choice((8, 9, 14)))  # noqa: DTZ001
            content = rng.choice(("大厅引导", "入户探访独居老人", "义诊协助", "社区清洁"))
            made.append(
                hours_service.draft_hours(
                    work,
                    HoursDraft(
                        ref, pairs=((starts, starts + timedelta(minutes=rng.choice((120, 150, 180)))),),
                        content=content, place="中心", method=SignMethod.LIST,
                    ),
                )
            )  # fmt: skip
    _enter(work, made, today - timedelta(days=31))


def _enter(work: Work, lines: Sequence[int], first: date) -> None:
    """Confirm, hang out and take down.  `first` is moved back until its notice is over."""
    hours_service.confirm(work, lines)
    while notice_service.last_day_of(work, NoticeKind.HOURS, first) >= work.clock.today():
        first -= timedelta(days=1)
    # The lead confirmed them back then.
    then = datetime.combine(first, time(8), work.clock.zone)
    work.execute(service_hours.update().where(service_hours.c.id.in_(lines)).values(confirmed_at=then))
    notice_service.take_down(
        work, notice_service.hang(work, NoticeDraft(place=BOARD, first_day=first), lines)
    )


def _two_weeks(work: Work, rng: Random, active: Sequence[int], monday: date, today: date) -> None:
    """What was served in the last two weeks and this one so far: entered, hanging, confirmed, drafts, void."""
    served: dict[int, list[int]] = {0: [], 1: [], 2: []}
    rostered(work, monday - timedelta(days=14), today)
    publish_range(work, monday - timedelta(days=14), today)
    for day in days_between(monday - timedelta(days=14), today):
        for shift in shifts(work, day, day + timedelta(days=1)):
            lines = [_came(rng, one.volunteer_id, shift) for one in shift.people]
            sign_service.type_sheet(work, shift.shift_id, lines)
            made = hours_service.hours_of_shift(work, shift.shift_id)
            served[(day - monday).days // 7 + 2].extend(made)
    _enter(work, served[0], monday - timedelta(days=6))
    week = served[1]
    hours_service.confirm(work, week)
    notice_service.hang(work, NoticeDraft(place=BOARD, first_day=today), week[: len(week) * 2 // 3])
    if week:
        hours_service.void(work, week[-1], "当天改由工作人员值守")
    late = hours_service.draft_hours(
        work,
        HoursDraft(
            active[2], day=today - timedelta(days=2), minutes=120, content="入户探访", place="刺桐苑 3 幢",
            method=SignMethod.BACKFILL, reason="当天忘记签退", evidence="网格员照片",
        ),
    )  # fmt: skip
    hours_service.draft_hours(
        work,
        HoursDraft(
            active[5], day=today - timedelta(days=1), minutes=90, content="搬运义卖物资",
            method=SignMethod.BACKFILL, reason="活动现场没有签到表", evidence="活动负责人作证",
        ),
    )  # fmt: skip
    # Somebody else looks at them: whoever fills the example center has entered them.
    work.execute(service_hours.update().where(service_hours.c.id == late).values(created_by=None))
    hours_service.review(work, late)


def _came(rng: Random, ref: int, shift: ShiftRow) -> SheetLine:
    early, late = timedelta(minutes=rng.choice((0, 0, 5))), timedelta(minutes=rng.choice((0, 0, 10)))
    return SheetLine(ref, shift.starts - early, shift.ends + late)


def _elsewhere(work: Work, active: Sequence[int]) -> None:
    """Since when they help, hours brought in from a platform, stars by them, points spent."""
    today = work.clock.today()
    since = [
        Arrival(VolunteerDraft(), ref, registered_on=today - timedelta(days=185 + 6 * at))
        for at, ref in enumerate(active)
    ]
    bringing_service.bring_in(work, since)
    hours = (1_120, 640, 335, 310, 128, 104, 96, 40)
    bringing_service.bring_in(
        work,
        [
            Arrival(
                VolunteerDraft(), ref, recognised=length * 60, honorary=length * 6, source="志愿汇导出.xlsx"
            )
            for ref, length in zip(active, hours, strict=False)
        ],
    )
    approvers = {stars: who for stars, _hours, who in points_service.STARS}
    for ref, stars in zip(active, (4, 3, 2), strict=False):
        points_service.grant_star(work, points_service.apply_star(work, ref, stars), approvers[stars])
    points_service.apply_star(work, active[3], 2)
    points_service.redeem(work, active[0], 5, "大米一袋（5 公斤）")
    points_service.redeem(work, active[4], 3, "理发一次")
    points_service.give(work, active[1], active[9], 4, "给邻居孩子换书")
    table_service.set_points_rule(
        work, date(work.clock.today().year + 1, 1, 1), PointsRule(1, most_hours=4, cap=1_500, expiry="year")
    )


def _certificates(work: Work, active: Sequence[int], today: date) -> None:
    """Two certificates, one of them revoked."""
    first = today - timedelta(days=180)
    made = [
        certificate_service.issue(work, CertificateDraft(ref, first, today, purpose, "林书记", "沈洁"))
        for ref, purpose in ((active[0], "评优"), (active[4], "求职"))
    ]
    certificate_service.revoke(work, made[1], "姓名写错，已另行开具")


def _records(work: Work, active: Sequence[int], today: date) -> None:
    """Trainings, awards, what people said."""
    for ref in active[:6]:
        note_service.add_note(
            work,
            NoteDraft(
                ref, NoteKind.TRAINING, today - timedelta(days=45), "心肺复苏与急救", "实操考核合格",
                "晋江市红十字会", 180,
            ),
        )  # fmt: skip
    for note in (
        NoteDraft(active[0], NoteKind.AWARD, today - timedelta(days=30), "年度优秀志愿者", "安海志〔2026〕7 号", "安海镇志愿者协会"),
        NoteDraft(active[16 % len(active)], NoteKind.PRAISE, today - timedelta(days=9), "陪独居老人看病，等到家属来才走", "", "桂花里 3 栋郑阿婆"),
        NoteDraft(active[4], NoteKind.COMPLAINT, today - timedelta(days=14), "送餐晚了半小时", "当天下雨，已电话说明并致歉", "长者食堂就餐老人"),
    ):  # fmt: skip
        note_service.add_note(work, note)
    lines = work.rows(
        sa.select(service_hours.c.id)
        .where(service_hours.c.volunteer_id == active[0], EARNED)
        .order_by(service_hours.c.day.desc())
        .limit(3)
    )
    for row, opinion in zip(lines, ("满意", "满意，很耐心", "基本满意"), strict=False):
        note_service.rate(work, row.id, Rating.GOOD, opinion)
