"""The other groups of a record: trainings, awards, praise and complaints, how well a service went."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.kit.problems import Invalid
from neighborcenter.people import merge_service
from neighborcenter.people.drafts import MergeChoice
from neighborcenter.volunteers import hours_service, note_queries, note_service, policy_service
from neighborcenter.volunteers.drafts import HoursDraft, NoteDraft, PolicyDraft
from neighborcenter.volunteers.kinds import NoteKind, Rating
from neighborcenter.volunteers.models.people import policy_member, volunteer
from tests.volunteers.conftest import helper
from tests.volunteers.test_hours import codes

FIRST_AID = NoteDraft(0, NoteKind.TRAINING, date(2026, 10, 9), "急救培训", "考核合格", "市红十字会", 180)


def titles(work, ref: int | None = None) -> list[str]:
    return [one.draft.title for one in note_queries.notes(work, ref)]


@pytest.mark.both_engines
def test_entries_are_written_put_right_and_taken_away(work, corner):
    ref = note_service.add_note(work, replace(FIRST_AID, volunteer_id=corner.wang))
    award = NoteDraft(
        corner.chen, NoteKind.AWARD, date(2026, 11, 1), "优秀志愿者", "晋志〔2026〕3 号", minutes=60
    )
    note_service.add_note(work, award)
    assert titles(work) == ["优秀志愿者", "急救培训"]
    line = note_queries.notes(work, corner.wang)[0]
    note_service.change_note(work, ref, replace(line.draft, body="考核优秀"))
    assert note_queries.notes(work, corner.wang)[0].draft.body == "考核优秀"
    # Only a training has a length.
    assert note_queries.notes(work, corner.chen)[0].draft.minutes == 0
    note_service.drop_note(work, ref)
    assert titles(work, corner.wang) == []
    assert titles(work, corner.chen) == ["优秀志愿者"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "volunteers.title_missing"),
        ({"day": None}, "volunteers.day_missing"),
        ({"day": date(2027, 1, 1)}, "volunteers.in_future"),
    ],
)
def test_an_entry_that_says_nothing(work, corner, values, code):
    with pytest.raises(Invalid) as caught:
        note_service.add_note(work, replace(FIRST_AID, volunteer_id=corner.wang, **values))
    assert codes(caught) == {code}


@pytest.mark.both_engines
def test_a_service_is_rated_and_the_rating_goes_along_with_a_correction(work, corner, clock):
    clock.set(datetime(2026, 11, 27, 18))
    pairs = ((datetime(2026, 11, 27, 8), datetime(2026, 11, 27, 11)),)
    ref = hours_service.draft_hours(work, HoursDraft(corner.wang, pairs=pairs, content="大厅引导"))
    assert note_service.rate(work, ref, Rating.FAIR, "等得有点久") == ("", "")
    assert note_service.rate(work, ref, Rating.GOOD, "很耐心") == ("fair", "等得有点久")
    (said,) = note_queries.rated(work, corner.wang, date(2026, 11, 1), date(2026, 12, 1))
    assert (said.content, said.opinion) == ("大厅引导", "很耐心")
    hours_service.void(work, ref, "重复登记")
    with pytest.raises(Invalid):
        note_service.rate(work, ref, Rating.POOR)


@pytest.mark.both_engines
def test_a_record_goes_along_when_two_volunteers_are_one_person(work, corner, make):
    twin = make.resident("王桂兰", birth_date=date(1961, 3, 8))
    other = helper(work, twin)
    note_service.add_note(work, replace(FIRST_AID, volunteer_id=other))
    policy_service.add_policy(
        work, PolicyDraft("PICC-1", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31)), [other]
    )
    keep = work.value(sa.select(volunteer.c.resident_id).where(volunteer.c.id == corner.wang))
    merge_service.merge(work, MergeChoice(keep, twin))
    assert titles(work, corner.wang) == ["急救培训"]
    assert work.value(sa.select(policy_member.c.volunteer_id)) == corner.wang


def test_who_is_forgotten_leaves_no_words_behind(work, corner):
    note_service.add_note(work, replace(FIRST_AID, volunteer_id=corner.wang))
    keep = work.value(sa.select(volunteer.c.resident_id).where(volunteer.c.id == corner.wang))
    merge_service.forget(work, keep, "本人要求删除")
    assert titles(work, corner.wang) == []
