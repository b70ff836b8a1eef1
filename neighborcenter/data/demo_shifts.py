"""Shifts of the demo center: who is on them, which are open to be taken, and the needs they come from."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import (
    assign_service,
    basics,
    need_service,
    post_service,
    queries,
    route_service,
    shift_service,
)
from neighborcenter.volunteers.drafts import AssignmentDraft, NeedDraft, PatternDraft, PostDraft, RouteDraft
from neighborcenter.volunteers.kinds import AssignmentRole, PostKind, Rhythm, Serves
from neighborcenter.volunteers.queries import ShiftRow
from neighborcenter.volunteers.roster_kinds import Level, RuleKind
from neighborcenter.volunteers.rostering.board import Board
from neighborcenter.volunteers.rostering.candidates import candidates
from neighborcenter.volunteers.rostering.facts import Rule
from neighborcenter.volunteers.rostering.reading import roster_facts
from neighborcenter.volunteers.rostering.rule_service import RuleDraft, add_rule


def rostered(work: Work, first: date, end: date, gaps: int = 0) -> None:
    """Everything but some places is given, each to the first whom no rule keeps away."""
    found = shifts(work, first, end)
    left_empty = {shift.shift_id for shift in found[2 :: max(1, len(found) // (gaps or 1))][:gaps]}
    board = Board(roster_facts(work, first, end))
    for shift in found:
        role = AssignmentRole.LEAD if shift.lead_required else AssignmentRole.MEMBER
        for _place in range(shift.wanted - (shift.shift_id in left_empty)):
            free = [each for each in candidates(board, board.shifts[shift.shift_id]) if each.possible]
            if role is AssignmentRole.LEAD:
                free.sort(key=lambda each: not board.people[each.volunteer_id].may_lead)
            if free and _put(work, shift.shift_id, free[0].volunteer_id, role):
                board.put(shift.shift_id, free[0].volunteer_id)
                role = AssignmentRole.MEMBER


def wanted(work: Work, skills: dict[str, int], active: Sequence[int], monday: date) -> None:
    """Needs of clinics, service days and a patrol line; shifts open to be taken, with people standing by."""
    posts = {name: ref for ref, name, _kind in queries.posts(work)}
    need_service.add_need(
        work,
        NeedDraft(
            posts["义诊协助"], kind=ActivityKind.CLINIC.value, name="登记测压", before_minutes=30,
            after_minutes=15, wanted=2, maximum=2, open_to_take=True, skills=((skills["护理"], 1),),
        ),
    )  # fmt: skip
    need_service.add_need(
        work,
        NeedDraft(
            posts["大厅引导"], kind=ActivityKind.SERVICE_DAY.value, name="便民日引导", before_minutes=20,
            wanted=2, maximum=3,
        ),
    )  # fmt: skip
    line = route_service.add_route(
        work, RouteDraft("滨江步道线", "桂花里东门\n滨江步道码头\n刺桐苑变电房\n老菜市场巷口")
    )
    need_service.add_need(
        work,
        NeedDraft(
            posts["夜间巡防"], Serves.ROUTE, route_id=line, name="滨江线", weekdays="7", opens="19:30",
            closes="21:00", minimum=2, wanted=2, maximum=3, lead_required=True,
        ),
    )  # fmt: skip
    post_service.make_shifts(work, monday, monday + timedelta(days=7))
    short = [shift for shift in shifts(work, monday, monday + timedelta(days=7)) if shift.gap]
    shift_service.open_to_take(work, [shift.shift_id for shift in short[:3]])
    for shift in short[:2]:
        for ref in active:
            if _put(work, shift.shift_id, ref, AssignmentRole.STANDBY):
                break


def _put(work: Work, shift_id: int, ref: int, role: AssignmentRole = AssignmentRole.MEMBER) -> bool:
    """Whether the law and the calendar let somebody take the place."""
    try:
        assign_service.assign(work, AssignmentDraft(shift_id, ref, role))
    except Invalid:
        return False
    return True


def shifts(work: Work, first: date, end: date) -> list[ShiftRow]:
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - the center's own time has no zone
    return queries.shifts(work, start, start + (end - first))


def own_rules(work: Work, active: Sequence[int], today: date) -> None:
    """What this center made for itself: rules about its posts, and a post whose shifts do not come every week."""
    posts = {row.name: row.id for row in basics.post_rows(work)}
    for rule in (
        Rule(RuleKind.LANGUAGE, Level.NOTE, 1, first_name="闽南话", post_id=posts["大厅引导"], weight=2),
        Rule(RuleKind.NEVER_AT, Level.WARN, post_id=posts["助餐送餐"], volunteer_id=active[7], weight=5),
        Rule(RuleKind.GIVE_BACK_BY, Level.BLOCK, 24 * 60),
    ):
        add_rule(work, RuleDraft(rule, today))
    cleaning = post_service.add_post(
        work, PostDraft("家园清洁", PostKind.ACTIVITY, place="小区公共区域", wanted=4, maximum=6)
    )
    post_service.set_week(
        work,
        cleaning,
        [
            PatternDraft(cleaning, "清理小广告", 5, "08:30", "10:30", rhythm=Rhythm.FIRST),
            PatternDraft(cleaning, "月末大扫除", 0, "15:00", "17:00", rhythm=Rhythm.LAST_WORKDAY),
        ],
    )
