"""Thinning keeps everything of two days, then the last of each day, week and month, and never the newest."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.data.keeping import superfluous

NOW = datetime(2026, 11, 23, 10, 15)


def simulated(days: int, hours: int = 8) -> list[datetime]:
    """Backups every few hours, thinned after each, as a center would have after so many days."""
    kept: list[datetime] = []
    moment = NOW - timedelta(days=days)
    while moment <= NOW:
        kept.append(moment)
        gone = set(superfluous(kept, moment))
        kept = [each for each in kept if each not in gone]
        moment += timedelta(hours=hours)
    return kept


def test_everything_of_two_days_is_kept() -> None:
    recent = [NOW - timedelta(hours=number) for number in range(48)]
    assert superfluous(recent, NOW) == []


def test_three_years_leave_about_forty_files_reaching_back_most_of_a_year() -> None:
    kept = simulated(3 * 365)
    assert 25 <= len(kept) <= 45
    assert NOW - min(kept) > timedelta(days=250)


def test_every_one_of_the_last_twelve_days_has_one() -> None:
    kept = {moment.date() for moment in simulated(400)}
    assert {(NOW - timedelta(days=number)).date() for number in range(13)} <= kept


def test_moments_from_a_wrong_clock_are_left_alone() -> None:
    future = NOW + timedelta(days=400)
    assert superfluous([future, NOW - timedelta(days=1)], NOW) == []


@given(
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)), unique=True),
    st.datetimes(datetime(2021, 1, 1), datetime(2027, 1, 1)),
)
def test_newest_is_never_removed_and_thinning_twice_changes_nothing(
    made: list[datetime], now: datetime
) -> None:
    gone = superfluous(made, now)
    left = [moment for moment in made if moment not in gone]
    assert not made or max(made) in left
    assert superfluous(left, now) == []
