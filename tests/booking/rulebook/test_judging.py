"""The rulebook behind a save: refusals with names, overrides kept, requests, buffers, charges; on both engines."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from neighborcenter.booking import judging, move_service, service
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Standing
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.rulebook.kinds import Aside, Basis, ChargeKind, Level, Measure, Party, Per, Period
from neighborcenter.booking.rulebook.models import booking_answer, booking_override, charge
from neighborcenter.booking.rulebook.terms import (
    Approval,
    Blocked,
    BufferTerms,
    Capacity,
    Deposit,
    Expiry,
    Fee,
    Length,
    PayBy,
    Quota,
    Reduction,
    Row,
    Scope,
    Who,
)
from neighborcenter.kit.problems import Invalid, speak
from neighborcenter.kit.times import TimeRange

pytestmark = pytest.mark.both_engines


@pytest.fixture
def family(make, draft):
    """The draft is for 林秀英, who lives with 林建国; both may book."""
    from neighborcenter.people.models import household

    with make._work() as work:
        home = work.insert(household, building="3 幢", door="502")
    one = make.resident("林秀英", household_id=home)
    other = make.resident("林建国", household_id=home)
    return replace(draft, who="", resident_id=one), other


def on(draft, day: int, hour: int = 9, hours: int = 2, **values):
    start = datetime(2026, 11, day, hour)
    return replace(draft, starts=start, ends=start.replace(hour=hour + hours), **values)


def refused(work, draft) -> list:
    with pytest.raises(Invalid) as caught:
        service.book(work, draft)
    return list(caught.value.problems)


def test_the_refusal_names_the_rule_and_who_may_set_it_aside(work, draft, set_rule) -> None:
    set_rule(Length(0, 60))
    (problem,) = refused(work, draft)
    assert problem.field == "ends"
    assert problem.params["override"] is True
    assert speak(problem) == (
        "Rule: One use lasts at most 1 hour. This use lasts 2 hours. You may set it aside; say why."
    )


def test_households_share_a_quota(work, family, set_rule) -> None:
    draft, other = family
    set_rule(Quota(2, Measure.TIMES, Per.HOUSEHOLD, Period.MONTH))
    service.book(work, on(draft, 24))
    service.book(work, on(replace(draft, resident_id=other), 25))
    (problem,) = refused(work, on(draft, 26))
    assert problem.params["had"] == 2
    assert (problem.params["first"], problem.params["last"]) == ("2026-11-01", "2026-11-30")
    alone = replace(draft, resident_id=None, who="吴燊")
    assert service.book(work, on(alone, 26)).booking_id


def test_hours_of_a_group_and_uses_in_a_row(work, make, draft, set_rule) -> None:
    group = make.group("夕阳红舞蹈队")
    draft = replace(draft, who="", group_id=group)
    set_rule(Quota(5, Measure.HOURS, Per.GROUP, Period.WEEK))
    set_rule(Row(1, per=Per.GROUP))
    service.book(work, on(draft, 24, 9, 2))
    assert [p.code for p in refused(work, on(draft, 24, 11, 2))] == ["booking.rule_row"]
    service.book(work, on(draft, 25, 9, 3))
    assert [p.code for p in refused(work, on(draft, 26, 9, 1))] == ["booking.rule_quota"]


def test_a_reason_sets_a_rule_aside_and_is_kept_with_the_sentence_as_it_stood(work, draft, set_rule) -> None:
    ref = set_rule(Length(0, 60), source="管理办法第 4 条")
    done = service.book(work, replace(draft, override="区里借用"))
    assert [p.level for p in done.warnings if p.code == "booking.rule_length"] == ["warning"]
    row = work.row(sa.select(booking_override))
    assert (row.booking_id, row.rule_id, row.reason) == (done.booking_id, ref, "区里借用")
    assert row.sentence == "One use lasts at most 1 hour"


def test_without_the_right_a_reason_changes_nothing(backend, make, draft, house) -> None:
    from neighborcenter.booking.rulebook import service as rules
    from neighborcenter.booking.rulebook.drafts import RuleDraft
    from neighborcenter.booking.rulebook.kinds import RuleKind

    with backend.work(make.actor) as work:
        rules.add_rule(work, RuleDraft(RuleKind.LENGTH, Length(0, 60)))
    with pytest.raises(Invalid) as caught, backend.work(make.actor_as("front_desk")) as work:
        service.book(work, replace(draft, override="赶时间"))
    (problem,) = caught.value.problems
    assert problem.params["override"] is False
    assert "Coordinator / Manager / Administrator" in speak(problem)


def test_what_nobody_may_set_aside_stays(work, draft, set_rule) -> None:
    set_rule(Blocked(), aside=Aside.NOBODY)
    assert refused(work, replace(draft, override="领导要求"))[0].params["override"] is False


def test_a_warning_books_and_an_asking_rule_makes_a_request(work, draft, set_rule) -> None:
    set_rule(Capacity(10), level=Level.WARN)
    done = service.book(work, draft)
    assert "booking.rule_capacity" in [p.code for p in done.warnings]
    set_rule(Length(0, 60), level=Level.ASK)
    done = service.book(work, on(draft, 27))
    row = work.row(sa.select(booking).where(booking.c.id == done.booking_id))
    assert row.standing is Standing.REQUESTED


def test_a_request_holds_its_room_lapses_in_time_and_keeps_why(work, draft, set_rule) -> None:
    set_rule(Approval(2), Scope(parties=(Party.OUTSIDER,)))
    set_rule(Expiry(24))
    done = service.book(work, draft)
    row = work.row(sa.select(booking).where(booking.c.id == done.booking_id))
    assert row.standing is Standing.REQUESTED
    assert work.clock.wall(row.expires_at) == datetime(2026, 11, 24, 10, 15)
    day = work.row(sa.select(occurrence).where(occurrence.c.booking_id == done.booking_id))
    assert day.status is OccurrenceStatus.REQUESTED
    asked = work.row(sa.select(booking_answer))
    assert (asked.steps, asked.words) == (2, "People who are not registered: is checked first, then approved")
    from neighborcenter.kit.problems import Clash

    with pytest.raises(Clash):
        service.book(work, replace(draft, title="棋牌"))


def test_shortening_keeps_a_booking_granted_and_lengthening_asks_again(work, draft, set_rule) -> None:
    done = service.book(work, draft)
    set_rule(Approval())
    day = done.occurrence_ids[0]
    move_service.move_occurrence(work, MoveDraft(day, ends=datetime(2026, 11, 26, 10)))
    status = sa.select(occurrence.c.status).where(occurrence.c.id == day)
    assert work.value(status) is OccurrenceStatus.BOOKED
    move_service.move_occurrence(work, MoveDraft(day, ends=datetime(2026, 11, 26, 12)))
    assert work.value(status) is OccurrenceStatus.REQUESTED
    assert work.value(sa.select(booking.c.standing)) is Standing.REQUESTED


def test_moving_does_not_count_a_day_against_itself(work, family, set_rule) -> None:
    draft, _other = family
    set_rule(Quota(1, per=Per.PERSON))
    done = service.book(work, draft)
    moved = move_service.move_occurrence(
        work, MoveDraft(done.occurrence_ids[0], starts=datetime(2026, 11, 27, 14))
    )
    assert moved.after.day == date(2026, 11, 27)


def test_buffers_follow_room_and_kind(read, draft, house, make, backend) -> None:
    from neighborcenter.booking.rulebook import service as rules
    from neighborcenter.booking.rulebook.drafts import RuleDraft
    from neighborcenter.booking.rulebook.kinds import RuleKind

    with backend.work(make.actor) as work:
        rules.add_rule(work, RuleDraft(RuleKind.BUFFER, BufferTerms(30, 15), Scope(rooms=(house.hall,))))
    with backend.read(make.actor) as fresh:
        known = places(fresh)
        use = TimeRange(draft.starts, draft.ends)
        half = judging.judge(fresh, replace(draft, room_id=house.east), known[house.east], [use])
        assert (half.buffer.setup, half.buffer.cleanup) == (30, 15)
        small = judging.judge(fresh, draft, known[house.calligraphy], [use])
        assert small.buffer == judging.Buffer()


def test_charges_say_why_and_for_which_day(work, make, draft, set_rule) -> None:
    group = make.group("夕阳红舞蹈队")
    set_rule(Fee(3000, Basis.HOUR))
    set_rule(Reduction(50), Scope(parties=(Party.GROUP,)), note="本社区团队半价")
    set_rule(Deposit(20000))
    set_rule(PayBy(3))
    done = service.book(work, replace(draft, group_id=group, repeat="FREQ=WEEKLY;COUNT=2"))
    rows = work.rows(sa.select(charge).order_by(charge.c.id))
    assert [(r.kind, r.fen, r.words) for r in rows] == [
        (ChargeKind.FEE, 6000, "¥30.00 for each hour begun × 2"),
        (ChargeKind.REDUCTION, -3000, "本社区团队半价"),
        (ChargeKind.FEE, 6000, "¥30.00 for each hour begun × 2"),
        (ChargeKind.REDUCTION, -3000, "本社区团队半价"),
        (ChargeKind.DEPOSIT, 20000, "A deposit of ¥200.00 for each booking"),
    ]
    first, second = done.occurrence_ids
    assert [r.occurrence_id for r in rows] == [first, first, second, second, None]
    assert {r.due_on for r in rows} == {date(2026, 11, 26)}


def test_a_change_of_a_rule_leaves_the_past_as_it_was(work, draft, set_rule) -> None:
    from neighborcenter.booking.rulebook import book
    from neighborcenter.booking.rulebook import service as rules

    ref = set_rule(Length(0, 240))
    before = book.book_of(work).rule(ref)
    later = rules.change_rule(work, ref, replace(before, terms=Length(0, 60)), date(2026, 12, 1))
    assert later != ref
    old, new = book.book_of(work).rule(ref), book.book_of(work).rule(later)
    assert (old.valid_to, new.valid_from) == (date(2026, 11, 30), date(2026, 12, 1))
    assert service.book(work, draft)
    december = replace(draft, starts=datetime(2026, 12, 1, 9), ends=datetime(2026, 12, 1, 11))
    assert refused(work, december)[0].params["rule_id"] == later
    # One that is not in force yet is changed in place.
    assert rules.change_rule(work, later, replace(new, terms=Length(0, 90)), date(2026, 12, 1)) == later


def test_who_may_book_and_tags(work, make, draft, set_rule) -> None:
    from neighborcenter.people.models import care_tag, resident_tag

    tag = work.insert(care_tag, name="志愿者骨干")
    resident = make.resident("黄志明")
    set_rule(Who((Party.GROUP,), tags=(tag,)), Scope(kinds=(BookingKind.HIRE,)))
    mine = replace(draft, who="", resident_id=resident)
    assert speak(refused(work, mine)[0]).startswith(
        "Rule: Residents' use: only registered groups / 志愿者骨干 may book. This booking is for"
    )
    work.insert(resident_tag, resident_id=resident, tag_id=tag)
    assert service.book(work, mine)
