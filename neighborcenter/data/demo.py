"""A believable center for training and screenshots: the same seed on the same day makes the same center.

Written through the rooms' own services, so that whatever a rule forbids cannot stand in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts import service as accounts
from neighborcenter.accounts.drafts import AccountDraft
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.catalog.models import ServiceStatus, service
from neighborcenter.center import queries as center_queries
from neighborcenter.data.demo_activities import fill_activities
from neighborcenter.data.demo_people import residents
from neighborcenter.data.seed import seed_rooms
from neighborcenter.desk import bulk_service as desk
from neighborcenter.kit.problems import Invalid, Problem, Refused
from neighborcenter.kit.work import Work
from neighborcenter.people import bulk_service as people
from neighborcenter.people import group_service
from neighborcenter.people.drafts import GroupDraft
from neighborcenter.people.kinds import GroupKind
from neighborcenter.people.models import resident

CENTER_NAME = "桂花里社区“党建+”邻里中心"
LOGIN = "zhoumin"
PERSON = "周敏"
PASSWORD = "neighbor-2026"
TOWN_CODE = "350582001"

# The standing week: room, weekdays (Monday 0), from, to, title, kind, group or "" for the center, people.
_WEEK: tuple[tuple[str, tuple[int, ...], str, str, str, BookingKind, str, int], ...] = (
    ("多功能厅", (0,), "09:00", "11:00", "支部学习", BookingKind.PARTY, "", 40),
    ("多功能厅", (0,), "14:00", "16:00", "“红色家书”诵读会", BookingKind.PARTY, "", 46),
    ("多功能厅", (1, 4), "09:30", "11:30", "合唱排练", BookingKind.ACTIVITY, "合唱队", 28),
    ("多功能厅", (0, 1, 3), "18:30", "20:00", "广场舞", BookingKind.ACTIVITY, "广场舞队", 36),
    ("多功能厅", (5,), "09:00", "12:00", "跳蚤市集", BookingKind.ACTIVITY, "", 60),
    ("书画室", (0, 2, 4), "08:30", "10:30", "国画班", BookingKind.COURSE, "书画社", 20),
    ("书画室", (0,), "14:00", "16:00", "书法", BookingKind.COURSE, "书画社", 18),
    ("书画室", (1,), "14:30", "16:30", "篆刻小组", BookingKind.COURSE, "书画社", 8),
    ("书画室", (3,), "18:30", "20:00", "成人书法", BookingKind.COURSE, "书画社", 16),
    ("书画室", (5,), "09:00", "10:30", "少儿国画", BookingKind.COURSE, "", 20),
    ("舞蹈室", (0, 2, 4), "08:30", "10:00", "太极", BookingKind.ACTIVITY, "太极队", 24),
    ("舞蹈室", (1, 3), "09:00", "10:30", "柔力球", BookingKind.ACTIVITY, "柔力球队", 16),
    ("舞蹈室", (0, 3), "15:00", "17:00", "越剧社", BookingKind.HIRE, "越剧社", 14),
    ("舞蹈室", (0, 2), "18:30", "20:00", "瑜伽", BookingKind.COURSE, "", 20),
    ("舞蹈室", (5,), "09:00", "10:30", "少儿舞蹈", BookingKind.COURSE, "", 22),
    ("舞蹈室", (6,), "18:30", "20:30", "交谊舞", BookingKind.HIRE, "交谊舞队", 24),
    ("健康小站", (0, 1, 2, 3, 4), "08:30", "11:00", "测压义诊", BookingKind.SERVICE, "", 5),
    ("健康小站", (0, 2), "14:00", "16:00", "中医", BookingKind.SERVICE, "", 4),
    ("亲子屋", (0, 2), "15:30", "17:00", "绘本故事会", BookingKind.COURSE, "", 12),
    ("亲子屋", (5,), "09:00", "10:30", "积木工坊", BookingKind.COURSE, "", 10),
    ("议事厅", (1,), "09:00", "11:00", "居民议事", BookingKind.PARTY, "", 14),
    ("议事厅", (2,), "09:00", "11:00", "老协月会", BookingKind.ACTIVITY, "老年协会", 12),
    ("议事厅", (0,), "14:00", "15:30", "业委会", BookingKind.HIRE, "业委会", 9),
    ("议事厅", (4,), "15:00", "16:30", "邻里调解", BookingKind.SERVICE, "", 6),
    ("老年食堂", (0, 1, 2, 3, 4, 5, 6), "10:30", "12:30", "午餐供应", BookingKind.SERVICE, "", 50),
    ("老年食堂", (0, 2), "13:30", "16:00", "茶座", BookingKind.HIRE, "老年协会", 30),
    ("老年食堂", (4,), "14:00", "16:30", "包饺子", BookingKind.ACTIVITY, "", 30),
)  # fmt: skip
_GROUPS: tuple[tuple[str, GroupKind, int], ...] = (
    ("合唱队", GroupKind.CLUB, 28), ("广场舞队", GroupKind.CLUB, 36), ("书画社", GroupKind.CLUB, 24),
    ("太极队", GroupKind.CLUB, 24), ("柔力球队", GroupKind.CLUB, 16), ("越剧社", GroupKind.CLUB, 14),
    ("交谊舞队", GroupKind.CLUB, 24), ("老年协会", GroupKind.CLUB, 120), ("业委会", GroupKind.UNIT, 9),
    ("花城店便民车", GroupKind.PARTNER, 6), ("镇卫生院家医团队", GroupKind.PARTNER, 8),
)  # fmt: skip
# What is asked for daily, by how often; what the catalog holds besides comes now and then.
_OFTEN = {
    "量血压": 16, "打印复印": 14, "医保参保咨询": 9, "长者食堂": 8, "老年人优待证": 4, "社保卡": 5, "高龄": 4,
    "居住证": 4, "法律咨询": 2, "借轮椅": 2, "办事咨询": 8,
}  # fmt: skip
_BY_HOUR = {8: 10, 9: 22, 10: 20, 11: 9, 14: 13, 15: 14, 16: 9, 17: 3}


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """How much to make."""

    residents: int = 1200
    months: int = 14
    seed: int = 1
    progress: Callable[[str], None] = field(default=lambda _step: None)


@dataclass(frozen=True, slots=True)
class DemoMade:
    """How much was made."""

    residents: int
    groups: int
    bookings: int
    occurrences: int
    activities: int
    visits: int


def fill_demo(work: Work, order: DemoOrder) -> DemoMade:
    """Fill a center that has no residents yet. Raises Invalid when it has some."""
    work.require("center.demo")
    if work.value(sa.select(resident.c.id).where(resident.c.center_id == work.center_id).limit(1)):
        raise Invalid(Problem("", "demo.not_empty"))
    rng = Random(order.seed)
    order.progress("rooms")
    if not center_queries.rooms(work):
        seed_rooms(work)
    for login, name, role in (("shenjie", "沈洁", "front_desk"), ("majun", "马俊", "coordinator")):
        accounts.add_account(work, AccountDraft(login, name, PASSWORD, (role,), must_change=False))
    order.progress("residents")
    made = list(residents(rng, order.residents, work.clock.today()))
    ids = people.register_all(
        work, [each.draft for each in made], batch_id=None, tags=[each.tags for each in made]
    )
    people.house_all(work, ids)
    groups = _make_groups(work, rng, ids)
    order.progress("bookings")
    bookings, occurrences = _book_weeks(work, order.months, groups)
    order.progress("visits")
    visits = _visits(work, rng, order.months, ids)
    order.progress("activities")
    activities = fill_activities(work, rng, ids, order.months)
    work.record("center.demo", "center", work.center_id, residents=len(ids), visits=visits, seed=order.seed)
    return DemoMade(len(ids), len(groups), bookings, occurrences, activities, visits)


def _make_groups(work: Work, rng: Random, ids: list[int]) -> dict[str, int]:
    groups: dict[str, int] = {}
    members: dict[int, list[int]] = {}
    for position, (name, kind, size) in enumerate(_GROUPS):
        leader = ids[0] if position == 0 else rng.choice(ids)
        draft = GroupDraft(name=name, kind=kind, leader_id=leader, size=size)
        groups[name] = group_service.add_group(work, draft)
        members[groups[name]] = list(dict.fromkeys([leader, *rng.sample(ids, min(len(ids), size) - 1)]))
    people.enroll_all(work, members)
    return groups


def _book_weeks(work: Work, months: int, groups: dict[str, int]) -> tuple[int, int]:
    """The standing week from `months` back to six weeks ahead, in terms that a series may span."""
    today = work.clock.today()
    first = today - timedelta(days=today.weekday()) - timedelta(weeks=round(months * 52 / 12))
    last = today + timedelta(weeks=6)
    rooms = {r.name: r.id for whole in center_queries.rooms(work) for r in (whole, *whole.parts)}
    days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    made = occurrences = 0
    start = first
    while start <= last:
        end = min(start + timedelta(weeks=26) - timedelta(days=1), last)
        for room, weekdays, opens, closes, title, kind, group, people_count in _WEEK:
            if room not in rooms:
                continue
            begin = start + timedelta(days=weekdays[0])
            draft = BookingDraft(
                room_id=rooms[room],
                starts=datetime.combine(begin, time.fromisoformat(opens)),
                ends=datetime.combine(begin, time.fromisoformat(closes)),
                title=title,
                kind=kind,
                group_id=groups.get(group),
                for_center=not group,
                people=people_count,
                repeat=f"FREQ=WEEKLY;BYDAY={','.join(days[d] for d in weekdays)};UNTIL={end:%Y%m%d}",
                skip_clashes=True,
                outside_hours=True,
            )
            try:
                occurrences += len(booking.book(work, draft).occurrences)
                made += 1
            except Refused:
                continue  # A term that lies wholly in a closure is simply not held.
        start = end + timedelta(days=1)
    return made, occurrences


def _visits(work: Work, rng: Random, months: int, ids: list[int]) -> int:
    """Some tens of visits every open day, more in the morning, fewer at weekends; growing slowly."""
    found = work.rows(
        sa.select(service.c.id, service.c.module_id, service.c.name, service.c.refused).where(
            service.c.center_id == work.center_id, service.c.status == ServiceStatus.PUBLISHED
        )
    )
    if not found:
        return 0
    weights = [_weight(row.name, row.refused) for row in found]
    regulars = rng.sample(ids, min(len(ids), max(20, len(ids) // 3)))
    today, now = work.clock.today(), work.clock.local()
    first = today - timedelta(days=round(months * 30.44))
    hours, hour_weights = zip(*_BY_HOUR.items(), strict=True)
    rows: list[dict[str, Any]] = []
    day = first
    while day <= today:
        for _visit in range(_busy(rng, day, first, today)):
            at = datetime.combine(
                day, time(rng.choices(hours, hour_weights)[0], rng.randrange(60), rng.randrange(60))
            )
            what = rng.choices(found, weights)[0]
            who = None if rng.random() < 0.14 else rng.choice(regulars if rng.random() < 0.7 else ids)
            if at <= now:
                rows.append(
                    {
                        "at": at,
                        "service_id": what.id,
                        "module_id": what.module_id,
                        "resident_id": who,
                        "heads": 1 if who is not None else rng.choice((1, 1, 1, 2, 3)),
                        "refused": what.refused,
                    }
                )
        day += timedelta(days=1)
    rows.sort(key=lambda row: row["at"])
    return desk.record_all(work, rows)


def _weight(name: str, refused: bool) -> float:
    for words, weight in _OFTEN.items():
        if words in name:
            return weight
    return 0.03 if refused else 0.02


def _busy(rng: Random, day: date, first: date, today: date) -> int:
    base = 34 if day.weekday() < 5 else 16
    grown = 1 + 0.25 * (day - first).days / max(1, (today - first).days)
    return max(4, round(rng.gauss(base * grown, 6)))
