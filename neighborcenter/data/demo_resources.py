"""Equipment, staff, appointments and school terms of the demo center."""

from collections.abc import Mapping
from datetime import date

from neighborcenter.booking import plan_service, resource_service
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_drafts import PlanDraft, ResourceDraft
from neighborcenter.center.drafts import Span, TermDraft
from neighborcenter.center.term_service import add_term
from neighborcenter.kit.times import minutes_of
from neighborcenter.kit.work import Work

# Name, how many, the room it stands in.
_THINGS: tuple[tuple[str, int, str], ...] = (
    ("音响", 2, "多功能厅"), ("投影仪", 3, "议事厅"), ("移动话筒", 6, "多功能厅"), ("折叠椅", 120, "多功能厅"),
    ("轮椅", 4, "健康小站"), ("移动白板", 2, "书画室"),
)  # fmt: skip
# Name, profession, weekdays with hours.
_STAFF: tuple[tuple[str, str, tuple[tuple[int, str, str], ...]], ...] = (
    ("社区护士", "护士", ((2, "08:30", "11:30"), (3, "14:00", "17:00"))),
    ("理发师", "理发", ((3, "08:30", "11:30"),)),
    ("书法老师", "书法", ()),
    ("心理咨询师", "心理咨询", ((4, "09:00", "11:30"),)),
)  # fmt: skip
# Name, room, staff, minutes, places in a slot, weekday with hours, appointments made in the demo.
_PLANS: tuple[tuple[str, str, str, int, int, tuple[int, str, str], int], ...] = (
    ("护士门诊", "健康小站", "社区护士", 20, 1, (3, "14:00", "17:00"), 9),
    ("便民理发", "议事厅", "理发师", 30, 2, (3, "08:30", "11:30"), 8),
    ("心理咨询", "议事厅", "心理咨询师", 50, 1, (4, "09:00", "11:30"), 2),
)  # fmt: skip


def _spans(hours: tuple[tuple[int, str, str], ...]) -> tuple[Span, ...]:
    return tuple(Span(day, minutes_of(opens), minutes_of(closes)) for day, opens, closes in hours)


def resources_and_plans(work: Work, rooms: Mapping[str, int]) -> tuple[dict[str, int], list[tuple[int, int]]]:
    """Add them; returns things and staff by name, and the plans with how many appointments to make."""
    found = {}
    for name, count, room in _THINGS:
        found[name] = resource_service.add_resource(
            work, ResourceDraft(name, quantity=count, room_id=rooms.get(room))
        )
    for name, profession, hours in _STAFF:
        draft = ResourceDraft(name, ResourceKind.STAFF, profession=profession, spans=_spans(hours))
        found[name] = resource_service.add_resource(work, draft)
    plans = []
    for name, room, staff, minutes, places, morning, count in _PLANS:
        if room in rooms:
            plan = PlanDraft(
                name,
                rooms[room],
                minutes,
                places,
                resources=((found[staff], 1),),
                spans=_spans((morning,)),
            )
            plans.append((plan_service.add_plan(work, plan), count))
    return found, plans


def terms(work: Work) -> None:
    """The terms of this school year and the first of the next."""
    today = work.clock.today()
    year = today.year if today.month >= 8 else today.year - 1
    for name, first, last in (
        (f"{year} 年秋季学期", date(year, 9, 1), date(year + 1, 1, 23)),
        (f"{year + 1} 年春季学期", date(year + 1, 2, 24), date(year + 1, 7, 4)),
        (f"{year + 1} 年秋季学期", date(year + 1, 9, 1), date(year + 2, 1, 21)),
    ):
        add_term(work, TermDraft(name, first, last))
