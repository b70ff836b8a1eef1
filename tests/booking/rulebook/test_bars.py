"""Not having come: strikes, what the rules make of them, bars by hand, lifting."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from neighborcenter.booking import cancel_service, service
from neighborcenter.booking.events import TurnoutChanged
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.rulebook import bar_service, queries
from neighborcenter.booking.rulebook.drafts import BarDraft
from neighborcenter.booking.rulebook.kinds import Aside, Effect
from neighborcenter.booking.rulebook.terms import CancelBy, Penalty
from neighborcenter.kit.problems import Invalid, NotAllowed, speak

pytestmark = pytest.mark.both_engines


@pytest.fixture
def mine(make, draft):
    return replace(draft, who="", resident_id=make.resident("林秀英"))


def on(draft, day: date, hour: int = 9):
    start = datetime.combine(day, datetime.min.time()).replace(hour=hour)
    return replace(draft, starts=start, ends=start + timedelta(hours=2))


def missed(work, draft, day: date) -> int:
    done = service.book(work, replace(on(draft, day), override="补记"))
    (occurrence,) = done.occurrence_ids
    work.publish(
        TurnoutChanged(
            occurrence, done.booking_id, Turnout.EXPECTED, Turnout.NO_SHOW, draft.resident_id, draft.group_id
        )
    )
    return occurrence


def refusal(work, draft) -> str:
    with pytest.raises(Invalid) as caught:
        service.book(work, draft)
    return speak(caught.value.problems[0])


def test_one_is_a_warning_two_a_month_four_for_good(work, mine, set_rule) -> None:
    set_rule(Penalty(1, 12, Effect.WARNING, 90))
    set_rule(Penalty(2, 12, Effect.BAR, 30), aside=Aside.APPROVE)
    set_rule(Penalty(4, 0, Effect.FOR_GOOD))
    missed(work, mine, date(2026, 11, 2))
    done = service.book(work, mine)
    assert "booking.warned" in [p.code for p in done.warnings]
    missed(work, mine, date(2026, 11, 9))
    said = refusal(work, on(mine, date(2026, 11, 27)))
    assert said.startswith(
        "林秀英 may not book until 2026-12-23: 2 times not come within 12 months: barred for 30 days."
    )
    missed(work, mine, date(2026, 11, 16))
    missed(work, mine, date(2026, 11, 17))
    effects = [bar.effect for bar in queries.bars(work)]
    assert effects == [Effect.FOR_GOOD, Effect.BAR, Effect.BAR, Effect.WARNING]


def test_only_what_lies_within_the_months_counts(work, mine, set_rule) -> None:
    set_rule(Penalty(2, 3, Effect.BAR, 30))
    missed(work, mine, date(2026, 8, 15))
    missed(work, mine, date(2026, 11, 16))
    assert not queries.bars(work)
    missed(work, mine, date(2026, 11, 17))
    assert len(queries.bars(work)) == 1


def test_taking_the_turnout_back_takes_back_what_followed(work, mine, set_rule) -> None:
    set_rule(Penalty(1, 0, Effect.BAR, 30))
    occurrence = missed(work, mine, date(2026, 11, 20))
    assert len(queries.bars(work)) == 1
    work.publish(TurnoutChanged(occurrence, 0, Turnout.NO_SHOW, Turnout.EXPECTED, mine.resident_id, None))
    assert not queries.bars(work)
    (gone,) = queries.bars(work, all_of_them=True)
    assert gone.lifted_reason
    assert service.book(work, mine)


def test_a_day_is_held_against_somebody_once(work, mine, set_rule) -> None:
    set_rule(Penalty(2, 0, Effect.BAR, 30))
    occurrence = missed(work, mine, date(2026, 11, 20))
    assert bar_service.after_no_show(work, occurrence) is None
    assert not queries.bars(work)


def test_a_bar_ends_by_itself(work, mine, clock) -> None:
    bar_service.add_bar(
        work, BarDraft(resident_id=mine.resident_id, until=date(2026, 11, 24), reason="损坏设备")
    )
    assert "until 2026-11-24" in refusal(work, mine)
    clock.set(datetime(2026, 11, 25, 8))
    assert service.book(work, mine)


def test_groups_and_outsiders_are_barred_by_what_they_are_known_by(work, make, draft) -> None:
    group = make.group("夕阳红舞蹈队")
    bar_service.add_bar(work, BarDraft(group_id=group, until=date(2026, 12, 1), reason="超时"))
    assert "夕阳红舞蹈队" in refusal(work, replace(draft, who="", group_id=group))
    bar_service.add_bar(work, BarDraft(who="陈老板", phone=draft.phone, until=None, reason="商业推销"))
    assert "may not book any more" in refusal(work, draft)
    assert service.book(work, replace(draft, phone="13900000000"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (BarDraft(reason="超时"), "who"),
        (BarDraft(who="陈老板", reason="超时"), "who"),
        (BarDraft(who="陈老板", phone="13900000000"), "reason"),
        (BarDraft(who="陈老板", phone="13900000000", reason="超时", until=date(2026, 11, 22)), "until"),
    ],
)
def test_a_bar_needs_a_name_a_reason_and_a_day_to_come(work, wrong, field) -> None:
    with pytest.raises(Invalid) as caught:
        bar_service.add_bar(work, wrong)
    assert [p.field for p in caught.value.problems] == [field]


def test_who_may_lift_and_why(backend, make, mine, actor, house) -> None:
    with backend.work(actor) as work:
        bar = bar_service.add_bar(
            work, BarDraft(resident_id=mine.resident_id, until=date(2026, 12, 31), reason="两次未到")
        )
    with pytest.raises(NotAllowed), backend.work(make.actor_as("coordinator")) as work:
        bar_service.lift_bar(work, bar, "情有可原")
    with pytest.raises(Invalid), backend.work(make.actor_as("manager")) as work:
        bar_service.lift_bar(work, bar, " ")
    with backend.work(make.actor_as("manager")) as work:
        bar_service.lift_bar(work, bar, "住院，有证明")
        assert service.book(work, mine)
    with backend.read(actor) as read:
        (row,) = queries.bars(read, all_of_them=True)
        assert (row.lifted_reason, row.lifted_by, row.today) == ("住院，有证明", "林晓", False)


def test_cancelling_too_late_counts_as_not_having_come(backend, actor, mine) -> None:
    from neighborcenter.booking.rulebook import service as rules
    from neighborcenter.booking.rulebook.drafts import RuleDraft
    from neighborcenter.booking.rulebook.kinds import RuleKind

    with backend.work(actor) as work:
        rules.add_rule(work, RuleDraft(RuleKind.CANCEL_BY, CancelBy(24, counts=True)))
        rules.add_rule(work, RuleDraft(RuleKind.PENALTY, Penalty(1, 0, Effect.BAR, 30)))
        early = service.book(work, on(mine, date(2026, 11, 25)))
        late = service.book(work, on(mine, date(2026, 11, 24)))
    with backend.work(actor) as work:
        cancel_service.cancel_booking(work, early.booking_id)
        assert not queries.bars(work)
        cancel_service.cancel_booking(work, late.booking_id)
        assert len(queries.bars(work)) == 1
    with backend.work(actor) as work:
        cancel_service.restore(work, late.occurrence_ids)
        assert not queries.bars(work)
