"""A need that is changed: what becomes of its shifts is known before, and comes back when it is changed back."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from neighborcenter.kit.problems import Invalid
from neighborcenter.volunteers import (
    assign_service,
    need_plan,
    need_queries,
    need_service,
    post_service,
    route_service,
    shift_service,
)
from neighborcenter.volunteers.drafts import AssignmentDraft, NeedDraft, RouteDraft
from neighborcenter.volunteers.kinds import Serves
from neighborcenter.volunteers.need_plan import Fate
from tests.volunteers.test_needs import clinic, codes, registrars, served, spans


def fates(turns) -> list[tuple[str, str]]:
    return [(turn.fate.value, f"{turn.day:%m-%d}") for turn in turns]


def need_of(work):
    return need_queries.needs(work)[0]


@pytest.mark.both_engines
def test_a_shorter_need_gives_its_shifts_back_when_it_is_long_again(work, corner):
    ref = registrars(work, corner)
    clinic(work, sessions=3)
    first, second, third = served(work)
    shift_service.open_to_take(work, [second.shift_id])
    post_service.cancel_shift(work, third.shift_id, "人手够了")
    before = need_of(work).draft
    done = need_service.change_need(work, ref, replace(before, valid_to=date(2026, 11, 30)))
    assert (done.dropped, spans(work)) == (1, ["11-28 08:30-11:15"])
    done = need_service.change_need(work, ref, before)
    assert done.made == 1
    # The very shift is back, with what was decided on it; the one called off by hand stays so.
    assert [row.shift_id for row in served(work)] == [first.shift_id, second.shift_id]
    assert served(work)[1].open_to_take


@pytest.mark.both_engines
def test_the_preview_says_what_then_happens_and_changes_nothing(work, corner):
    ref = registrars(work, corner)
    clinic(work, sessions=3)
    first, second, third = served(work)
    for shift in (first, third):
        assign_service.assign(work, AssignmentDraft(shift.shift_id, corner.wang))
    less = replace(need_of(work).draft, before_minutes=60, valid_to=date(2026, 12, 6))
    turns = need_plan.preview(work, ref, less)
    assert fates(turns) == [("asks", "11-28"), ("moves", "12-05"), ("stays", "12-12")]
    assert turns[0].people == ("王桂兰",)
    assert spans(work)[1] == "12-05 08:30-11:15"
    done = need_service.change_need(work, ref, less)
    assert (done.asking, done.moved, done.kept, done.dropped, done.made) == (1, 1, 1, 0, 0)
    assert spans(work)[1] == "12-05 08:00-11:15"
    # Asked again, nothing is left to do but the one the need wants no more.
    assert fates(need_plan.preview(work, ref, less)) == [("stays", "12-12")]
    assert fates(need_plan.preview(work, ref, None)) == [
        ("stays", "11-28"),
        ("goes", "12-05"),
        ("stays", "12-12"),
    ]
    with pytest.raises(Invalid):
        need_plan.preview(work, ref, replace(less, wanted=9))
    assert second.shift_id in {row.shift_id for row in served(work)}


def test_who_may_not_stay_when_it_becomes_dangerous_is_named(work, corner):
    ref = registrars(work, corner)
    clinic(work)
    (row,) = served(work)
    assign_service.assign(work, AssignmentDraft(row.shift_id, corner.wang))
    (turn,) = need_plan.preview(work, ref, replace(need_of(work).draft, dangerous=True))
    assert (turn.fate, turn.cannot) == (Fate.CHANGES, ("王桂兰",))
    assert need_plan.preview(work, ref, need_of(work).draft) == ()


@pytest.mark.both_engines
def test_a_line_walked_on_other_days(work, corner):
    line = route_service.add_route(work, RouteDraft("沿溪步道", "东门\n溪边步道"))
    draft = NeedDraft(
        corner.desk, Serves.ROUTE, route_id=line, weekdays="13", opens="19:30", closes="21:00",
    )  # fmt: skip
    ref = need_service.add_need(work, draft).need_id
    monday = date(2026, 11, 30)
    post_service.make_shifts(work, monday, date(2026, 12, 7))
    assert spans(work) == ["11-30 19:30-21:00", "12-02 19:30-21:00"]
    done = need_service.change_need(work, ref, replace(draft, weekdays="23"))
    assert (done.dropped, done.made, spans(work)) == (1, 1, ["12-01 19:30-21:00", "12-02 19:30-21:00"])
    with pytest.raises(Invalid) as caught:
        route_service.retire_route(work, line)
    assert codes(caught) == {"volunteers.route_walked"}
    need_service.end_need(work, ref)
    assert spans(work) == []
    route_service.retire_route(work, line)
    assert need_queries.routes(work) == []
    need_service.resume_need(work, ref)
    assert spans(work) == ["12-01 19:30-21:00", "12-02 19:30-21:00"]


def test_a_need_long_past_leaves_old_shifts_alone(work, corner, clock):
    ref = registrars(work, corner)
    clinic(work)
    clock.set(datetime(2026, 11, 28, 9, 30))
    assert need_plan.preview(work, ref, replace(need_of(work).draft, wanted=1, minimum=0)) == ()
    assert need_service.end_need(work, ref).dropped == 0
