"""A believable center for training and screenshots: the same seed on the same day makes the same center.

Written through the rooms' own services, so that whatever a rule forbids cannot stand in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts import service as accounts
from neighborcenter.accounts.drafts import AccountDraft
from neighborcenter.catalog.models import ServiceStatus, service
from neighborcenter.center import queries as center_queries
from neighborcenter.center.drafts import CenterDraft
from neighborcenter.center.service import describe_center
from neighborcenter.data import (
    demo_activities,
    demo_bookings,
    demo_counter,
    demo_forms,
    demo_meals,
    demo_volunteers,
)
from neighborcenter.data.demo_people import residents
from neighborcenter.data.seed import seed_rooms
from neighborcenter.desk import bulk_service as desk
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import bulk_service as people
from neighborcenter.people import group_service
from neighborcenter.people.drafts import GroupDraft
from neighborcenter.people.kinds import GroupKind
from neighborcenter.people.models import resident
from neighborcenter.people.rules import age_on

CENTER_NAME = "桂花里社区“党建+”邻里中心"
LOGIN = "zhoumin"
PERSON = "周敏"
PASSWORD = "neighbor-2026"
TOWN_CODE = "350582001"

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
_GROWN, _OLD = 18, 60
_ELDERLY = ("老年", "长者", "高龄", "养老")
"""Groups and services with these words in their names are for people of sixty and more."""
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
    entries: int


def fill_demo(work: Work, order: DemoOrder) -> DemoMade:
    """Fill a center that has no residents yet. Raises Invalid when it has some."""
    work.require("center.demo")
    if work.value(sa.select(resident.c.id).where(resident.c.center_id == work.center_id).limit(1)):
        raise Invalid(Problem("", "demo.not_empty"))
    rng = Random(order.seed)
    order.progress("rooms")
    if not center_queries.rooms(work):
        seed_rooms(work)
    profile = center_queries.center_profile(work)
    if not profile.phone:
        draft = CenterDraft(
            profile.name,
            profile.kind,
            profile.town_code,
            "桂花里社区居委会",
            "安海镇桂花路 66 号",
            "0595-85706612",
        )
        describe_center(work, draft)
    for login, name, role in (("shenjie", "沈洁", "front_desk"), ("majun", "马俊", "coordinator")):
        accounts.add_account(work, AccountDraft(login, name, PASSWORD, (role,), must_change=False))
    order.progress("residents")
    made = list(residents(rng, order.residents, work.clock.today()))
    ids = people.register_all(
        work, [each.draft for each in made], batch_id=None, tags=[each.tags for each in made]
    )
    people.house_all(work, ids)
    births = {ref: each.draft.birth_date for ref, each in zip(ids, made, strict=True)}
    grown, elders = (_of_age(births, least, work.clock.today()) for least in (_GROWN, _OLD))
    groups = _make_groups(work, rng, grown, elders)
    order.progress("bookings")
    bookings, occurrences = demo_bookings.fill(work, rng, order.months, groups, grown)
    order.progress("visits")
    visits = _visits(work, rng, order.months, grown, elders)
    order.progress("activities")
    activities = demo_activities.fill(work, rng, ids, order.months)
    order.progress("volunteers")
    demo_volunteers.fill(work, rng, ids)
    order.progress("meals")
    demo_meals.fill(work, rng, ids)
    order.progress("forms")
    entries = demo_forms.fill(work, rng, ids)
    order.progress("counter")
    demo_counter.fill(work, rng, grown)
    work.record("center.demo", "center", work.center_id, residents=len(ids), visits=visits, seed=order.seed)
    return DemoMade(len(ids), len(groups), bookings, occurrences, activities, visits, entries)


def _make_groups(work: Work, rng: Random, grown: list[int], elders: list[int]) -> dict[str, int]:
    groups: dict[str, int] = {}
    members: dict[int, list[int]] = {}
    for position, (name, kind, size) in enumerate(_GROUPS):
        ids = elders if _for_elders(name) else grown
        leader = ids[0] if position == 0 else rng.choice(ids)
        draft = GroupDraft(name=name, kind=kind, leader_id=leader, size=size)
        groups[name] = group_service.add_group(work, draft)
        members[groups[name]] = list(dict.fromkeys([leader, *rng.sample(ids, min(len(ids), size) - 1)]))
    people.enroll_all(work, members)
    return groups


def _of_age(births: Mapping[int, date | None], least: int, today: date) -> list[int]:
    return [ref for ref, birth in births.items() if birth is not None and age_on(birth, today) >= least]


def _for_elders(name: str) -> bool:
    return any(words in name for words in _ELDERLY)


def _visits(work: Work, rng: Random, months: int, grown: list[int], elders: list[int]) -> int:
    """Some tens of visits every open day, more in the morning, fewer at weekends; growing slowly."""
    found = work.rows(
        sa.select(service.c.id, service.c.module_id, service.c.name, service.c.refused).where(
            service.c.center_id == work.center_id, service.c.status == ServiceStatus.PUBLISHED
        )
    )
    if not found:
        return 0
    weights = [_weight(row.name, row.refused) for row in found]
    regulars = {
        old: rng.sample(ids, min(len(ids), max(20, len(ids) // 3)))
        for old, ids in ((False, grown), (True, elders))
    }
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
            old = _for_elders(what.name)
            often = rng.random() < 0.7
            ids = regulars[old] if often else elders if old else grown
            who = None if rng.random() < 0.14 else rng.choice(ids)
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
