"""Promises in working days against an oracle that counts minutes; NEIGHBORCENTER_PROMISES=100000 is the long run."""

import os
import random
from datetime import date, timedelta

import pytest

from neighborcenter.center.drafts import DayKind
from neighborcenter.center.rules import day_kind
from neighborcenter.desk.matters import rules
from neighborcenter.desk.matters.kinds import Act, MatterStatus
from neighborcenter.desk.matters.rules import Clock
from tests.center.test_rules import CALENDAR
from tests.support.minutes import Minutes, odd_calendar

CASES = int(os.environ.get("NEIGHBORCENTER_PROMISES", "600"))
PER_CALENDAR = 500
DAY = timedelta(days=1)


def test_promises_and_stopped_clocks_agree_with_the_minutes():
    """The calendar of the State Council first, then calendars as odd as can be."""
    rng = random.Random(20261122)
    calendar, minutes = CALENDAR, Minutes(CALENDAR)
    for case in range(CASES):
        if case and case % PER_CALENDAR == 0:
            calendar = odd_calendar(rng)
            minutes = Minutes(calendar)
        start = date(2026, 1, 1) + timedelta(days=rng.randrange(360))
        days = rng.choice((0, 1, 2, 3, 5, 7, 15, 20, 22, 60))
        promise = rules.promised(start, days, calendar)
        assert promise is not None
        due = promise.day
        assert due == minutes.after(start, days), (case, start, days)
        asked = start + timedelta(days=rng.randrange(40))
        there = asked + timedelta(days=rng.randrange(30))
        left = rules.paused(due, asked, calendar)
        after = rules.resumed(due, left, there, calendar)
        assert after is not None
        if asked > due:
            assert left is None
            assert after.day == due, "a promise that had run out is not mended by a question"
        else:
            assert left == minutes.between(asked, due), (case, start, days, asked)
            assert after.day == minutes.after(there, left), (case, start, days, asked, there)
        today = start + timedelta(days=rng.randrange(90))
        told = rules.due_clock(MatterStatus.ACCEPTED, after.day, None, today, calendar)
        if today <= after.day:
            assert told.days == minutes.between(today, after.day), (case, today, after.day)
        else:
            assert told.clock is Clock.OVERDUE
            assert told.days == -minutes.between(after.day, today), (case, today, after.day)


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
