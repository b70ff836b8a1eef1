"""Stars and points as lists: what hours reach, a ledger whose sum is the balance, tables that begin on a day."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from neighborcenter.kit.problems import Invalid
from neighborcenter.volunteers import (
    bringing_service,
    hours_service,
    notice_service,
    points,
    points_service,
    standings,
    table_service,
)
from neighborcenter.volunteers.drafts import Arrival, HoursDraft, NoticeDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import NoticeKind, PointsKind, SignMethod
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.rules import PointsRule
from neighborcenter.volunteers.standings import StarState
from tests.volunteers.test_hours import codes


def entered(work, clock, who: int, hours: int, day: int = 20) -> int:
    """Hours that hung out and count."""
    came, went = datetime(2026, 11, day, 6), datetime(2026, 11, day, 6 + hours)
    ref = hours_service.draft_hours(
        work, HoursDraft(who, pairs=((came, went),), content="大厅引导", method=SignMethod.LIST)
    )
    hours_service.confirm(work, [ref])
    before = clock.local()
    notice = notice_service.hang(work, NoticeDraft(), [ref])
    clock.set(datetime(2026, 11, 30, 9))
    notice_service.take_down(work, notice)
    clock.set(before)
    return ref


def standing_of(work, who: int) -> standings.Standing:
    return next(one for one in standings.standings(work) if one.id == who)


@pytest.mark.both_engines
def test_hours_brought_in_count_for_stars_and_bring_no_points(work, clock, corner):
    entered(work, clock, corner.wang, 4)
    bringing_service.bring_in(
        work, [Arrival(VolunteerDraft(), corner.wang, recognised=97 * 60, honorary=6000)]
    )
    wang = standing_of(work, corner.wang)
    assert (wang.minutes, wang.brought, wang.reached, wang.points) == (240, 97 * 60, 1, 4)
    assert (wang.state, wang.to_next) == (StarState.REACHED, (300 - 101) * 60)
    assert standing_of(work, corner.chen).state is StarState.NONE


@pytest.mark.both_engines
def test_a_star_is_applied_for_hung_out_and_granted(work, corner):
    bringing_service.bring_in(work, [Arrival(VolunteerDraft(), corner.wang, recognised=320 * 60)])
    award = points_service.apply_star(work, corner.wang, 2)
    assert standing_of(work, corner.wang).state is StarState.APPLIED
    assert standings.waiting_stars(work) == [(award, "王桂兰", 2)]
    notice_service.hang(work, NoticeDraft(NoticeKind.STARS), [award])
    assert standing_of(work, corner.wang).state is StarState.HANGS
    with pytest.raises(Invalid):
        points_service.withdraw_star(work, award)
    points_service.grant_star(work, award, "县志愿者协会")
    assert (standing_of(work, corner.wang).granted, standing_of(work, corner.wang).state) == (
        2,
        StarState.GRANTED,
    )
    points_service.take_back_grant(work, award)
    assert standing_of(work, corner.wang).state is StarState.HANGS


@pytest.mark.both_engines
def test_the_balance_is_the_sum_and_taking_back_writes_a_counter_line(work, clock, corner):
    entered(work, clock, corner.wang, 10)
    points_service.redeem(work, corner.wang, 3, "大米一袋")
    spent = points.last_line(work, corner.wang)
    points_service.give(work, corner.wang, corner.chen, 2)
    given = points.last_line(work, corner.wang)
    points_service.adjust(work, corner.wang, -1, "录错一次")
    lines = standings.points_lines(work, corner.wang)
    assert [(one.kind, one.points, one.balance) for one in lines] == [
        (PointsKind.ADJUSTED, -1, 4),
        (PointsKind.GIVEN, -2, 5),
        (PointsKind.REDEEMED, -3, 7),
        (PointsKind.EARNED, 10, 10),
    ]
    assert [one.back for one in lines] == [True, True, True, False]
    points_service.take_back_line(work, spent)
    points_service.take_back_line(work, given)
    assert (points.balance(work, corner.wang), points.balance(work, corner.chen)) == (9, 0)
    with pytest.raises(Invalid) as caught:
        points_service.take_back_line(work, spent)
    assert codes(caught) == {"volunteers.line_back"}
    newest, before = standings.points_lines(work, corner.wang)[:2]
    assert (newest.balance, before.balance, newest.back) == (9, 7, False)


def test_points_given_and_spent_do_not_come_back(work, clock, corner):
    entered(work, clock, corner.wang, 5)
    points_service.give(work, corner.wang, corner.chen, 5)
    given = points.last_line(work, corner.wang)
    points_service.redeem(work, corner.chen, 4, "理发")
    with pytest.raises(Invalid) as caught:
        points_service.take_back_line(work, given)
    assert codes(caught) == {"volunteers.points_short"}


def test_a_balance_is_put_right_with_a_reason_and_never_below_nought(work, corner):
    with pytest.raises(Invalid) as caught:
        points_service.adjust(work, corner.wang, -1, " ")
    assert codes(caught) == {"volunteers.reason_missing", "volunteers.points_short"}
    assert points_service.adjust(work, corner.wang, 5, "旧卡转入") == 5


@pytest.mark.both_engines
def test_tables_hold_from_their_day_and_only_coming_ones_go(work, corner):
    bringing_service.bring_in(work, [Arrival(VolunteerDraft(), corner.wang, recognised=50 * 60)])
    table_service.set_stars(work, date(2026, 1, 1), [(1, 30, "街道"), (2, 60, "街道")])
    table_service.set_stars(work, date(2027, 1, 1), [(1, 10, "街道")])
    table_service.set_points_rule(work, date(2027, 1, 1), PointsRule(2, 4, 1500, 100, "year"))
    assert standing_of(work, corner.wang).reached == 1
    assert [one.valid_from for one in standings.star_tables(work)] == [
        date(2027, 1, 1),
        date(2026, 1, 1),
        None,
    ]
    said = standings.points_sentence(standings.points_tables(work)[0][1])
    assert all(number in said for number in ("2", "4", "1500", "100"))
    assert table_service.uses(work, stars=True)[date(2026, 1, 1)].until == date(2026, 12, 31)


@pytest.mark.both_engines
def test_a_star_table_is_put_right_until_somebody_applied_by_it(work, corner):
    bringing_service.bring_in(work, [Arrival(VolunteerDraft(), corner.wang, recognised=50 * 60)])
    first, later = date(2026, 1, 1), date(2027, 1, 1)
    table_service.set_stars(work, first, [(1, 300, "街道")])
    # A slip is put right, its first day as well; the old version is gone.
    table_service.set_stars(work, date(2026, 2, 1), [(1, 30, "街道")], instead_of=first)
    table_service.set_stars(work, later, [(1, 10, "街道")])
    table_service.drop_table(work, later, stars=True)
    assert list(table_service.uses(work, stars=True)) == [date(2026, 2, 1)]
    points_service.apply_star(work, corner.wang, 1)
    today = work.clock.today()
    assert table_service.uses(work, stars=True)[date(2026, 2, 1)].last == today
    for refused, code in (
        (lambda: table_service.drop_table(work, date(2026, 2, 1), stars=True), "volunteers.stars_used"),
        (lambda: table_service.set_stars(work, date(2026, 2, 1), [(1, 40, "")]), "volunteers.stars_used"),
        # Nor does another version reach back over what was decided.
        (lambda: table_service.set_stars(work, today, [(1, 40, "")]), "volunteers.stars_decided"),
        (lambda: table_service.drop_table(work, later, stars=True), "volunteers.table_none"),
    ):
        with pytest.raises(Invalid) as caught:
            refused()
        assert codes(caught) == {code}
    table_service.set_stars(work, today + timedelta(days=1), [(1, 40, "街道"), (2, 80, "街道")])


@pytest.mark.both_engines
def test_a_points_rule_stays_once_points_follow_it(work, clock, corner):
    first = date(2026, 1, 1)
    table_service.set_points_rule(work, first, PointsRule(5))
    table_service.set_points_rule(work, first, PointsRule(2), instead_of=first)
    entered(work, clock, corner.wang, 3)
    assert points.balance(work, corner.wang) == 6
    with pytest.raises(Invalid) as caught:
        table_service.set_points_rule(work, first, PointsRule(3))
    assert codes(caught) == {"volunteers.points_used"}
    with pytest.raises(Invalid) as caught:
        table_service.set_points_rule(work, date(2026, 6, 1), PointsRule(3))
    assert codes(caught) == {"volunteers.points_decided"}
    table_service.set_points_rule(work, date(2026, 11, 21), PointsRule(3))


def test_hours_brought_in_are_not_corrected_but_voided(work, corner):
    bringing_service.bring_in(work, [Arrival(VolunteerDraft(), corner.wang, recognised=600)])
    line = work.value(sa.select(service_hours.c.id).where(service_hours.c.volunteer_id == corner.wang))
    with pytest.raises(Invalid) as caught:
        hours_service.correct(work, line, 300, "录错")
    assert codes(caught) == {"volunteers.brought_in"}
    hours_service.void(work, line, "不是本人")
    assert standing_of(work, corner.wang).brought == 0
