"""Places changed by hand as one act with its way back; a range made known, and who must be told."""

from datetime import date

import pytest

from neighborcenter.kit.problems import Invalid
from neighborcenter.volunteers import assign_service, time_service
from neighborcenter.volunteers.drafts import AssignmentDraft
from neighborcenter.volunteers.kinds import AssignmentRole, AssignmentStatus
from neighborcenter.volunteers.rostering import change_service
from neighborcenter.volunteers.rostering.change_service import Placing
from neighborcenter.volunteers.rostering.reading import roster_facts

FIRST, END = date(2026, 11, 23), date(2026, 11, 30)
OFF = AssignmentStatus.REMOVED


def standing(work) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place in roster_facts(work, FIRST, END).places:
        found.setdefault(place.shift_id, []).append(place.volunteer_id)
    return found


@pytest.mark.both_engines
def test_a_move_is_one_act_and_goes_back_as_one(work, corner):
    morning, later = corner.morning(work), corner.morning(work, 26)
    assign_service.assign(work, AssignmentDraft(morning, corner.wang, AssignmentRole.LEAD, pinned=True))
    back = change_service.change_places(
        work, (Placing(morning, corner.wang, OFF), Placing(later, corner.wang), Placing(morning, corner.chen))
    )
    assert standing(work) == {morning: [corner.chen], later: [corner.wang]}
    change_service.change_places(work, back, "undo")
    assert standing(work) == {morning: [corner.wang]}
    place = roster_facts(work, FIRST, END).places[0]
    assert (place.role, place.pinned) == (AssignmentRole.LEAD, True)


@pytest.mark.both_engines
def test_a_block_refuses_the_whole_act(backend, actor, work, corner):
    morning = corner.morning(work)
    time_service.go_on_leave(work, corner.chen, date(2026, 11, 25), date(2026, 11, 26), "探亲")
    with pytest.raises(Invalid) as refused:
        change_service.change_places(work, (Placing(morning, corner.chen),))
    assert [each.code for each in refused.value.problems] == ["volunteers.on_leave"]


def test_nobody_beyond_the_maximum_but_standbys(work, corner, make):
    morning = corner.morning(work, maximum=1, wanted=1)
    change_service.change_places(work, (Placing(morning, corner.wang),))
    change_service.change_places(work, (Placing(morning, corner.chen, role=AssignmentRole.STANDBY),))
    with pytest.raises(Invalid) as refused:
        change_service.change_places(work, (Placing(morning, corner.chen),))
    assert "volunteers.shift_full" in [each.code for each in refused.value.problems]


@pytest.mark.both_engines
def test_publishing_names_who_comes_and_who_need_not_come_any_more(work, corner):
    morning = corner.morning(work)
    change_service.change_places(work, (Placing(morning, corner.wang), Placing(morning, corner.chen)))
    told = change_service.publish_range(work, FIRST, END)
    assert {(one.volunteer_id, one.comes) for one in told} == {(corner.wang, True), (corner.chen, True)}
    assert change_service.publish_range(work, FIRST, END) == ()
    change_service.change_places(work, (Placing(morning, corner.chen, OFF),))
    again = change_service.publish_range(work, FIRST, END)
    assert [(one.name, one.comes) for one in again] == [("陈丽娟", False)]
    assert change_service.publish_range(work, FIRST, END) == ()
    change_service.take_back_publishing(work, again)
    assert [one.name for one in change_service.publish_range(work, FIRST, END)] == ["陈丽娟"]


def test_put_back_before_anybody_heard_of_it_nobody_is_told(work, corner):
    morning = corner.morning(work)
    change_service.change_places(work, (Placing(morning, corner.wang),))
    change_service.publish_range(work, FIRST, END)
    back = change_service.change_places(work, (Placing(morning, corner.wang, OFF),))
    change_service.change_places(work, back, "undo")
    assert change_service.publish_range(work, FIRST, END) == ()
