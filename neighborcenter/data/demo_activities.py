"""Believable activities for training and screenshots: festivals, courses with waiting lists, a summer camp.

Made through the verbs of the room, each on the day it would have been done, so that sign-ups of last summer carry
last summer's dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa

from neighborcenter.activities import (
    checkin_service,
    enroll_service,
    queries,
    service,
    session_service,
)
from neighborcenter.activities.drafts import (
    ActivityDraft,
    EnrollDraft,
    PersonDraft,
    SessionsDraft,
    WalkInDraft,
)
from neighborcenter.activities.kinds import ActivityKind, EnrollmentKind, SeatKind, SignUp
from neighborcenter.data.demo_town import Town, attend, close, on, past, plan, sign, town_of
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.work import Work
from neighborcenter.people.models import care_tag

_HOLIDAY = ("五五邻里节", "五五邻里节：百家宴与便民集市")


def fill(work: Work, rng: Random, ids: Sequence[int], months: int) -> int:
    """Plan activities around today for the people `ids`, the past ones not further back than `months`.

    Returns how many were made.
    """
    work.require("center.demo")
    town = town_of(work, rng, ids)
    before = len(queries.activities(work))
    _neighbors_day(town, months)
    _camp(town, months)
    _after_school(town)
    _partner_day(town, months)
    _service_day(town, months)
    _calligraphy(town)
    _short_ones(town, months)
    made = len(queries.activities(work)) - before
    work.record("center.demo_activities", "center", work.center_id, activities=made)
    return made


def _neighbors_day(town: Town, months: int) -> None:
    """五五邻里节: many centers, one day; nobody signs up, heads are counted."""
    fifth = date(town.today.year, 5, 5)
    fifth = fifth if fifth < town.today else date(town.today.year - 1, 5, 5)
    if (town.today - fifth).days > months * 30:
        return
    ref = plan(
        town,
        ActivityDraft(
            _HOLIDAY[1], ActivityKind.FESTIVAL, sign_up=SignUp.NONE, organiser="社区党委",
            campaign=f"{_HOLIDAY[0]} {fifth.year}", place="邻里广场", summary="百家宴、便民集市、文艺演出",
        ),
        fifth,
        ("08:30", "17:00"),
        module="乐",
    )  # fmt: skip
    session = queries.sessions(town.work, ref)[0]
    with on(town.work, session.starts + timedelta(hours=2)):
        checkin_service.walk_in(town.work, WalkInDraft(session.id, name="上午", heads=186))
        checkin_service.walk_in(town.work, WalkInDraft(session.id, name="下午", heads=232))
    with on(town.work, session.ends):
        session_service.hold_session(town.work, session.id)
    close(town, ref, "12 个共建单位摆摊 26 个，演出 9 个节目。")


def _camp(town: Town, months: int) -> None:
    """夏令营: eighty children, with guardians and who may fetch them."""
    first = date(town.today.year, 7, 13)
    first = first if first < town.today - timedelta(days=40) else date(town.today.year - 1, 7, 13)
    first += timedelta(days=-first.weekday())
    if (town.today - first).days > months * 30:
        return
    ref = plan(
        town,
        ActivityDraft(
            "“小候鸟”夏令营", ActivityKind.CAMP, places={SeatKind.SEAT: 80, SeatKind.HELPER: 8}, age_from=6, age_to=12,
            organiser="社区妇联", lead_name="沈洁", certificate=True, summary="作业辅导、书法、防溺水、参观消防站", place="桂花里小学",
        ),
        first,
        ("08:30", "11:30"),
        repeat="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=15",
        module="幼",
        planned=40,
    )  # fmt: skip
    when = datetime.combine(first - timedelta(days=30), time(8, 30))
    sign(town, ref, town.some(town.children, 80), when=when)
    for session in past(town, ref):
        attend(town, session, share=0.92)
    close(town, ref, "15 天无安全事故，学员作品展出 46 幅。")


def _after_school(town: Town) -> None:
    """四点半课堂: every working day after school."""
    first = town.today - timedelta(days=town.today.weekday() + 21)
    ref = plan(
        town,
        ActivityDraft(
            "四点半课堂", ActivityKind.AFTER_SCHOOL, places={SeatKind.SEAT: 24}, age_from=6, age_to=12,
            organiser="社区党群服务中心", lead_name="马俊", summary="作业辅导、阅读、棋类", offer_hours=48,
        ),
        first,
        ("16:30", "18:00"),
        room="书画室",
        repeat="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=45",
        module="幼",
    )  # fmt: skip
    children = town.some(town.children, 26)
    sign(town, ref, children, when=datetime.combine(first - timedelta(days=14), time(9)))
    for session in past(town, ref):
        attend(town, session, share=0.9, fetched=session.starts.date() > town.today - timedelta(days=7))


def _partner_day(town: Town, months: int) -> None:
    """联企日: the 15th of every month, at the partner units."""
    back = min(months, 6)
    first = (town.today.replace(day=1) - timedelta(days=30 * back)).replace(day=15)
    ref = plan(
        town,
        ActivityDraft(
            "联企日：政策送上门", ActivityKind.PARTNER_DAY, sign_up=SignUp.NONE, organiser="社区党委",
            place="滨江商务区 2 号楼大厅", summary="用工、社保、法律咨询",
        ),
        first,
        ("09:00", "11:00"),
        repeat=f"FREQ=MONTHLY;BYMONTHDAY=15;COUNT={back + 4}",
    )  # fmt: skip
    _counted(town, ref, (18, 46))


def _service_day(town: Town, months: int) -> None:
    """便民服务日: lunar 1st and 15th; haircuts have places, each day its own list."""
    back = min(months, 4)
    first = town.today - timedelta(days=30 * back)
    ref = plan(
        town,
        ActivityDraft(
            "便民服务日：理发、磨刀、缝补", ActivityKind.SERVICE_DAY, sign_up=SignUp.SESSION,
            places={SeatKind.SEAT: 16, SeatKind.WHEELCHAIR: 2}, organiser="花城店便民车", place="邻里广场", offer_hours=0,
        ),
        first,
        ("08:30", "11:00"),
        repeat=f"RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT={2 * back + 6}",
        module="老",
    )  # fmt: skip
    for session in queries.sessions(town.work, ref):
        over = session.ends < town.work.clock.local() - timedelta(minutes=30)
        soon = session.starts < town.work.clock.local() + timedelta(days=20)
        if not (over or soon):
            break
        count = town.rng.randrange(9, 17) if over else 18
        when = session.starts - timedelta(days=6)
        sign(town, ref, town.some(town.elders, count), when=when, session=session.id)
        if over:
            attend(town, session)


def _calligraphy(town: Town) -> None:
    """书法班: full, with a waiting list, a family on it, and an offer that waits for an answer."""
    first = town.today - timedelta(days=town.today.weekday() + 16)
    tag = town.work.value(
        sa.select(care_tag.c.id).where(care_tag.c.name == "高龄", care_tag.c.center_id == town.work.center_id)
    )
    ref = plan(
        town,
        ActivityDraft(
            "成人书法班（秋季）", ActivityKind.COURSE, places={SeatKind.SEAT: 12}, age_from=16, fee_fen=24_000,
            reduced_fen=12_000, reduced_tags=() if tag is None else (tag,), organiser="书画社", lead_name="苏永福",
            certificate=True, offer_hours=48, summary="楷书入门，自备毛笔",
        ),
        first,
        ("14:00", "16:00"),
        room="书画室",
        repeat="FREQ=WEEKLY;COUNT=10",
        module="乐",
    )  # fmt: skip
    people = town.some([*town.adults, *town.elders], 19)
    signed = sign(town, ref, people[:12], when=datetime.combine(first - timedelta(days=20), time(9)))
    late = datetime.combine(first - timedelta(days=9), time(15))
    sign(town, ref, people[12:15], when=late)
    family = tuple(PersonDraft(resident_id=one) for one in people[15:17])
    if len(family) == 2:
        with on(town.work, late + timedelta(hours=1)), suppress(Refused):
            enroll_service.enroll(
                town.work, EnrollDraft(ref, kind=EnrollmentKind.FAMILY, people=family, sure=True)
            )
    sign(town, ref, people[17:], when=late + timedelta(hours=2))
    for session in past(town, ref):
        attend(town, session)
    if signed:
        with on(town.work, town.work.clock.local() - timedelta(hours=5)):
            enroll_service.leave(town.work, signed[-1], "搬去外地")


# Title, kind, days from today, from, to, room, places (0: nobody signs up), how many sign up, weekly times, module.
_SHORT = (
    ("八段锦晨练班", ActivityKind.COURSE, 4, "15:00", "16:00", "舞蹈室", 20, 12, 8, "老"),
    ("健康讲座：冬季心脑血管", ActivityKind.TALK, 3, "15:00", "16:30", "议事厅", 30, 17, 1, "医"),
    ("镇卫生院义诊", ActivityKind.CLINIC, 8, "08:30", "11:00", "健康小站", 0, 0, 1, "医"),
    ("亲子包饺子大赛", ActivityKind.CONTEST, 12, "15:00", "17:00", "老年食堂", 24, 9, 1, "乐"),
    ("反诈讲座", ActivityKind.TALK, -18, "15:30", "16:40", "议事厅", 40, 31, 1, "1"),
    ("重阳敬老茶会", ActivityKind.FESTIVAL, -33, "14:00", "16:00", "老年食堂", 60, 44, 1, "老"),
    ("旧书换绿植", ActivityKind.OTHER, 0, "16:00", "17:30", "", 0, 0, 1, "乐"),
)  # fmt: skip


def _short_ones(town: Town, months: int) -> None:
    """Single days and short courses around today; one draft, and one that was called off."""
    for title, kind, days, opens, closes, room, seats, count, times, module in _SHORT:
        first = town.today + timedelta(days=days)
        if -days > months * 30:
            continue
        ref = plan(
            town,
            ActivityDraft(
                title, kind, sign_up=SignUp.WHOLE if seats else SignUp.NONE, organiser="社区居委会",
                places={SeatKind.SEAT: seats} if seats else {}, place="" if room else "邻里广场",
            ),
            first,
            (opens, closes),
            room=room,
            repeat=f"FREQ=WEEKLY;COUNT={times}" if times > 1 else "",
            module=module,
            planned=21,
        )  # fmt: skip
        when = datetime.combine(min(first, town.today) - timedelta(days=6), time(10))
        people = town.elders if module == "老" else [*town.adults, *town.elders]
        sign(town, ref, town.some(people, count), when=when)
        if days < 0:
            for session in past(town, ref):
                attend(town, session)
            close(town, ref, "材料发放 60 份，现场解答 14 人次。")
    with on(town.work, datetime.combine(town.today - timedelta(days=5), time(11))):
        ref = service.create(
            town.work, ActivityDraft("元旦邻里联欢", ActivityKind.FESTIVAL, places={SeatKind.SEAT: 100})
        )
        start = datetime.combine(town.today + timedelta(days=40), time(18, 30))
        session_service.add_sessions(
            town.work, SessionsDraft(ref, start, start + timedelta(hours=2), place="邻里广场")
        )
    ref = plan(
        town,
        ActivityDraft(
            "滨江健步走", ActivityKind.OTHER, places={SeatKind.SEAT: 50}, organiser="太极队", place="滨江步道"
        ),
        town.today + timedelta(days=2),
        ("07:00", "09:00"),
        planned=15,
    )
    sign(town, ref, town.some(town.elders, 9), when=datetime.combine(town.today - timedelta(days=8), time(9)))
    service.cancel(town.work, ref, "大风蓝色预警")


def _counted(town: Town, ref: int, heads: tuple[int, int]) -> None:
    """Heads counted at every session that is over."""
    for session in past(town, ref):
        with on(town.work, session.ends):
            session_service.hold_session(town.work, session.id, heads=town.rng.randrange(*heads))
