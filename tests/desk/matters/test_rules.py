"""Promises in working days against an oracle that walks the days one by one; a few thousand cases, more by night."""

import os
import random
from datetime import date, timedelta

import pytest

from neighborcenter.center.drafts import DayKind, HolidayCalendar
from neighborcenter.center.rules import day_kind
from neighborcenter.desk.matters import rules
from neighborcenter.desk.matters.kinds import Act, MatterStatus
from neighborcenter.desk.matters.rules import Clock
from tests.center.test_rules import CALENDAR

CASES = int(os.environ.get("NEIGHBORCENTER_PROMISES", "3000"))
DAY = timedelta(days=1)


def worked(day: date, calendar: HolidayCalendar) -> bool:
    """Said once more in its own words: made-up days are worked, days off are not, else Monday to Friday."""
    moved = calendar.days.get(day)
    return not moved.off if moved is not None else day.isoweekday() <= 5


def walk(start: date, days: int, calendar: HolidayCalendar) -> date:
    """The oracle: the day after is day one; a day that is not worked is not counted and never the last."""
    day, left = start, days
    while left > 0 or not worked(day, calendar):
        day += DAY
        left -= worked(day, calendar)
    return day


def test_promises_and_stopped_clocks_agree_with_the_oracle():
    rng = random.Random(20261122)
    for _ in range(CASES):
        start = date(2026, 1, 1) + timedelta(days=rng.randrange(360))
        days = rng.choice((0, 1, 2, 3, 5, 7, 15, 20, 22, 60))
        promise = rules.promised(start, days, CALENDAR)
        assert promise is not None
        due = promise.day
        assert due == walk(start, days, CALENDAR), (start, days)
        asked = start + timedelta(days=rng.randrange(0, 40))
        there = asked + timedelta(days=rng.randrange(0, 30))
        left = rules.paused(due, asked, CALENDAR)
        after = rules.resumed(due, left, there, CALENDAR)
        assert after is not None
        if asked > due:
            assert left is None
            assert after.day == due, "a promise that had run out is not mended by a question"
        else:
            counted, day = 0, asked
            while day < due:
                day += DAY
                counted += worked(day, CALENDAR)
            assert left == counted
            assert after.day == walk(there, counted, CALENDAR), (start, days, asked, there)


def test_the_make_up_saturday_is_a_working_day():
    off = next(day for day, moved in CALENDAR.days.items() if not moved.off)
    assert day_kind(off, CALENDAR) is DayKind.MAKEUP
    assert rules.promised(off - DAY, 1, CALENDAR).day == off


@pytest.mark.parametrize(
    ("status", "due", "ended", "clock", "days"),
    [
        (MatterStatus.ACCEPTED, date(2026, 11, 25), None, Clock.RUNNING, 2),
        (MatterStatus.ACCEPTED, date(2026, 11, 24), None, Clock.SOON, 1),
        (MatterStatus.ACCEPTED, date(2026, 11, 23), None, Clock.TODAY, 0),
        (MatterStatus.ACCEPTED, date(2026, 11, 20), None, Clock.OVERDUE, -1),
        (MatterStatus.SUPPLEMENT, date(2026, 11, 25), None, Clock.PAUSED, 0),
        (MatterStatus.SUPPLEMENT, date(2026, 11, 20), None, Clock.OVERDUE, -1),
        (MatterStatus.DONE, date(2026, 11, 20), date(2026, 11, 20), Clock.IN_TIME, 0),
        (MatterStatus.DONE, date(2026, 11, 20), date(2026, 11, 23), Clock.LATE, -1),
        (MatterStatus.ACCEPTED, None, None, Clock.NONE, 0),
    ],
)
def test_the_clock_on_a_monday(status, due, ended, clock, days):
    found = rules.due_clock(status, due, ended, date(2026, 11, 23), CALENDAR)
    assert (found.clock, found.days) == (clock, days)


def test_every_act_has_a_place_and_an_ended_matter_can_only_be_taken_up_rated_or_noted():
    for status in rules.ENDED:
        allowed = {act for act, from_ in rules.MOVES.items() if status in from_}
        assert allowed <= {Act.REOPEN, Act.RATE, Act.NOTE}
