"""Who is next: priority before the line, patience before priority."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.desk.queue import rules
from neighborcenter.desk.queue.kinds import Basis, TicketStatus
from neighborcenter.desk.queue.rules import PriorityFact, Waiting

TEN = datetime(2026, 11, 23, 10, 0)


def waiting(ref: int, minutes: int, rank: int = 0, group: int = 1, window: int | None = None) -> Waiting:
    return Waiting(ref, group, rank, TEN - timedelta(minutes=minutes), window)


def order(*people: Waiting, patience: int = 40) -> list[int]:
    return [one.ticket_id for one in rules.in_order(people, TEN, patience)]


def test_the_higher_rank_goes_first_and_within_a_rank_whoever_came_first():
    assert order(waiting(1, 20), waiting(2, 10, rank=2), waiting(3, 5, rank=3), waiting(4, 8, rank=2)) == [
        3, 2, 4, 1,
    ]  # fmt: skip


def test_who_has_waited_longer_than_the_patience_is_not_passed_any_more():
    assert order(waiting(1, 40), waiting(2, 5, rank=9)) == [1, 2]
    assert order(waiting(1, 39), waiting(2, 5, rank=9)) == [2, 1]


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 5)), min_size=1, max_size=30), st.integers(5, 60)
)
def test_nobody_is_lost_and_nobody_beyond_patience_waits_behind_a_later_one(people, patience):
    line = [waiting(ref, minutes, rank) for ref, (minutes, rank) in enumerate(people)]
    ordered = rules.in_order(line, TEN, patience)
    assert sorted(one.ticket_id for one in ordered) == list(range(len(line)))
    since = TEN - timedelta(minutes=patience)
    for place, one in enumerate(ordered):
        if one.line_at <= since:
            assert all(before.line_at <= one.line_at for before in ordered[:place])


def test_a_window_calls_its_groups_and_whoever_was_passed_to_it():
    line = [
        waiting(1, 5, group=1),
        waiting(2, 4, group=2),
        waiting(3, 3, group=1, window=7),
        waiting(4, 2, group=2, window=8),
    ]
    assert [one.ticket_id for one in rules.callable_at(line, 7, (2,))] == [2, 3]
    assert [one.ticket_id for one in rules.callable_at(line, 7, ())] == [1, 2, 3]


def test_the_best_rule_that_fits_counts():
    seventy = PriorityFact(1, "70 岁以上", Basis.AGE, 2, from_age=70)
    veteran = PriorityFact(2, "退役军人", Basis.TAG, 3, tag_id=5)
    pregnant = PriorityFact(3, "孕妇", Basis.SAID, 4)
    every = (seventy, veteran, pregnant)
    assert rules.best_rule(every, age=70, tag_ids=(), said=None) == seventy
    assert rules.best_rule(every, age=69, tag_ids=(), said=None) is None
    assert rules.best_rule(every, age=80, tag_ids=(5,), said=None) == veteran
    assert rules.best_rule(every, age=30, tag_ids=(), said=3) == pregnant


@pytest.mark.parametrize(
    ("ahead", "windows", "minutes"), [(0, 2, 0), (1, 1, 5), (4, 2, 10), (5, 2, 13), (3, 0, 15)]
)
def test_the_expected_wait_shares_the_line_among_the_open_windows(ahead, windows, minutes):
    assert rules.expected_minutes(ahead, 300, windows) == minutes


def test_one_long_talk_does_not_move_the_usual_time():
    assert rules.usual_seconds([60, 70, 80, 90, 5000]) == 80
    assert rules.usual_seconds([]) == rules.USUAL_SECONDS


def test_every_state_can_be_left_except_the_end():
    for status in set(TicketStatus) - {TicketStatus.TAKEN_BACK}:
        acts = [act for act, from_ in rules.MOVES.items() if status in from_]
        assert acts, f"nothing can be done with a ticket that is {status}"
