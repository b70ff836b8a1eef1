"""The bookings of the demo center: a standing week of more than a year, and what happens in a hall besides.

Everything goes through the verbs of booking; what a rule forbids on the day the demo is made is simply not held.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa

from neighborcenter.booking import appointment_service, cancel_service, closing, turnout_service
from neighborcenter.booking import service as booking
from neighborcenter.booking.appointment_queries import free_slots
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.models import booking as booking_table
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.resource_drafts import AppointmentDraft
from neighborcenter.center import queries as center_queries
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.data import demo_requests
from neighborcenter.data.demo_resources import resources_and_plans, terms
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.work import Work
from neighborcenter.people.models import resident

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
# What is on once in the next two weeks: days from the next Monday, room, from, to, title, kind, group or "",
# people, rooms taken along, things and people asked for.
_ONCE: tuple[tuple[int, str, str, str, str, BookingKind, str, int, tuple[str, ...], dict[str, int]], ...] = (
    (1, "多功能厅", "14:00", "16:30", "金婚夫妇摄影展开幕", BookingKind.ACTIVITY, "", 80, ("议事厅",), {"音响": 1, "移动话筒": 2, "折叠椅": 60}),
    (2, "多功能厅", "15:00", "17:00", "冬季养生讲座", BookingKind.COURSE, "", 70, (), {"投影仪": 1, "移动话筒": 2, "折叠椅": 40}),
    (5, "老年食堂", "14:00", "17:00", "王奶奶八十寿宴", BookingKind.HIRE, "", 40, (), {"折叠椅": 20, "音响": 1}),
    (6, "舞蹈室", "14:00", "16:00", "越剧社彩排", BookingKind.HIRE, "越剧社", 18, ("书画室",), {"音响": 1}),
    (9, "多功能厅", "09:00", "11:00", "消防演练动员会", BookingKind.PARTY, "", 90, (), {"移动话筒": 4, "折叠椅": 80}),
    (10, "书画室", "14:00", "16:00", "迎新写春联", BookingKind.ACTIVITY, "书画社", 24, (), {"书法老师": 1}),
    (12, "亲子屋", "14:00", "16:00", "小区闲置图书交换", BookingKind.HIRE, "", 15, (), {}),
)  # fmt: skip
_MISSED = 6
_CANCELLED = ("老师请假", "改到下周", "报名人数不足")


def fill(
    work: Work, rng: Random, months: int, groups: Mapping[str, int], residents: Sequence[int]
) -> tuple[int, int]:
    """Book everything; returns how many bookings and how many days."""
    rooms = {r.name: r.id for whole in center_queries.rooms(work) for r in (whole, *whole.parts)}
    made, occurrences = _book_weeks(work, months, groups, rooms)
    terms(work)
    things, plans = resources_and_plans(work, rooms)
    for count in _book_once(work, rng, groups, residents, rooms, things):
        made, occurrences = made + 1, occurrences + count
    _turnouts(work, rng)
    _close(work, rooms)
    made += _appointments(work, rng, residents, plans)
    made += demo_requests.fill(work, rng, groups, residents, rooms)
    return made, occurrences


def _monday(work: Work) -> date:
    today = work.clock.today()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=1)


def _book_weeks(
    work: Work, months: int, groups: Mapping[str, int], rooms: Mapping[str, int]
) -> tuple[int, int]:
    """The standing week from `months` back to six weeks ahead, in terms that a series may span."""
    today = work.clock.today()
    first = today - timedelta(days=today.weekday()) - timedelta(weeks=round(months * 52 / 12))
    last = today + timedelta(weeks=6)
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


def _book_once(
    work: Work,
    rng: Random,
    groups: Mapping[str, int],
    residents: Sequence[int],
    rooms: Mapping[str, int],
    things: Mapping[str, int],
) -> list[int]:
    """Single bookings with rooms taken along, equipment and staff; those of nobody's group are a resident's."""
    found = []
    for days, room, opens, closes, title, kind, group, people, also, wanted in _ONCE:
        if room not in rooms:
            continue
        day = _monday(work) + timedelta(days=days)
        private = kind is BookingKind.HIRE and not group
        draft = BookingDraft(
            room_id=rooms[room],
            starts=datetime.combine(day, time.fromisoformat(opens)),
            ends=datetime.combine(day, time.fromisoformat(closes)),
            title=title,
            kind=kind,
            group_id=groups.get(group),
            resident_id=rng.choice(residents) if private else None,
            for_center=not group and not private,
            people=people,
            also_rooms=tuple(rooms[name] for name in also if name in rooms),
            resources=tuple((things[name], count) for name, count in wanted.items()),
            outside_hours=True,
        )
        try:
            found.append(len(booking.book(work, draft).occurrences))
        except Refused:
            continue
    return found


def _turnouts(work: Work, rng: Random) -> None:
    """Some hires of the last weeks to which nobody came, and some days of the next that are called off."""
    now = work.clock.local()
    hires = sa.select(occurrence.c.id).join(booking_table, booking_table.c.id == occurrence.c.booking_id)
    held = hires.where(
        occurrence.c.center_id == work.center_id,
        occurrence.c.status == OccurrenceStatus.BOOKED,
        booking_table.c.kind == BookingKind.HIRE,
    )
    past = held.where(
        occurrence.c.starts < now - timedelta(days=2), occurrence.c.starts > now - timedelta(days=60)
    )
    ids = [row.id for row in work.rows(past.order_by(occurrence.c.starts, occurrence.c.id))]
    for ref in sorted(rng.sample(ids, min(_MISSED, len(ids)))):
        turnout_service.no_show(work, ref)
    ahead = held.where(
        occurrence.c.starts > now + timedelta(days=2), occurrence.c.starts < now + timedelta(days=30)
    )
    ids = [row.id for row in work.rows(ahead.order_by(occurrence.c.starts, occurrence.c.id))]
    for ref, reason in zip(sorted(rng.sample(ids, min(3, len(ids)))), _CANCELLED, strict=False):
        cancel_service.cancel_occurrence(work, ref, reason)


def _close(work: Work, rooms: Mapping[str, int]) -> None:
    """The floor of the dance room is mended for two days: what was booked waits, and people are to be told."""
    first = _monday(work) + timedelta(days=2)
    if "舞蹈室" in rooms:
        closing.close(work, ClosureDraft(first, first + timedelta(days=1), "地板检修", rooms["舞蹈室"]))


def _appointments(work: Work, rng: Random, residents: Sequence[int], plans: Sequence[tuple[int, int]]) -> int:
    """Places in the slots of the next weeks: of each plan as many as it is said to have."""
    made = 0
    known = {
        row.id: row
        for row in work.rows(
            sa.select(resident.c.id, resident.c.name, resident.c.phone).where(
                resident.c.id.in_(residents[:400])
            )
        )
    }
    for plan_id, count in plans:
        slots = free_slots(work, plan_id, work.clock.today(), _monday(work) + timedelta(days=13))
        for slot in sorted(rng.sample(slots, min(count, len(slots))), key=lambda one: one.starts):
            who = known[rng.choice(list(known))]
            draft = AppointmentDraft(plan_id, slot.starts, who.id, who.name, who.phone)
            try:
                appointment_service.make_appointment(work, draft)
                made += 1
            except Refused:
                continue
    return made
