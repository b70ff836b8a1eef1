"""Walking the board by keyboard."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ui.kit.timeline import cursor as walk
from ui.kit.timeline.board import Bar, Board, BoardDay, BoardRoom
from ui.kit.timeline.cursor import Cursor

DAYS = tuple(BoardDay(date(2026, 11, 23 + i), str(23 + i), "", today=i == 2) for i in range(7))
ROOMS = (BoardRoom(1, "多功能厅"), BoardRoom(2, "书画室"))
CHOIR = Bar(7, 1, DAYS[0].date, 9 * 60, 10 * 60 + 30, "合唱排练")
BOARD = Board(ROOMS, DAYS, (CHOIR,))


def test_the_cursor_stops_at_bars_and_gaps():
    found = [(s.start, s.end, s.bar) for s in walk.stops(BOARD, 0, 0, 0)]
    assert found == [(480, 540, None), (540, 630, 7), (630, 720, None)]


def test_right_goes_through_the_day_and_on_into_the_next():
    at = walk.stops(BOARD, 0, 0, 0)[0]
    at = walk.along(BOARD, at, 1)
    assert at.bar == 7
    at = walk.along(BOARD, walk.along(BOARD, at, 1), 1)
    assert (at.day, at.start, at.bar) == (1, 480, None)
    assert walk.along(BOARD, at, -1).start == 630


def test_down_goes_through_the_bands_and_on_into_the_next_room():
    at = Cursor(0, 3, 480, 600)
    seen = [(at := walk.across(BOARD, at, 1)) for _ in range(3)]
    assert [(s.room, s.start) for s in seen] == [(0, 720), (0, 1080), (1, 480)]
    assert walk.across(BOARD, seen[-1], -1).room == 0


def test_the_walk_ends_at_the_corners():
    corner = Cursor(0, 0, 480, 540)
    assert walk.along(BOARD, corner, -1) == corner
    assert walk.across(BOARD, corner, -1) == corner
    last = Cursor(1, 6, 1080, 1200)
    assert walk.along(BOARD, last, 1) == last
    assert walk.across(BOARD, last, 1) == last


def test_below_a_block_comes_the_band_after_its_last():
    block = Bar(9, 1, DAYS[1].date, 8 * 60, 18 * 60, "选民登记布置")
    board = Board(ROOMS, DAYS, (block,))
    at = walk.on_bar(board, 9)
    assert walk.across(board, at, 1).start >= 18 * 60


def test_a_board_is_entered_today_at_the_first_free_time():
    assert (walk.first_free(BOARD).day, walk.first_free(BOARD).start) == (2, 480)
    assert walk.first_free(Board()) == Cursor()
    full = tuple(Bar(i, 1, DAYS[2].date, 480 + 0 * i, 1320, "布置") for i in (1,))
    assert walk.first_free(Board(ROOMS, DAYS, full)).bar == 1


def test_the_cursor_follows_its_bar_and_outlives_it():
    at = walk.on_bar(BOARD, 7)
    moved = Board(ROOMS, DAYS, (Bar(7, 2, DAYS[4].date, 840, 900, "合唱排练"),))
    assert walk.kept(moved, at) == Cursor(1, 4, 840, 900, 7)
    gone = walk.kept(Board(ROOMS, DAYS), at)
    assert (gone.room, gone.day, gone.bar) == (0, 0, None)
    assert walk.kept(Board(), at) == Cursor()
    assert walk.kept(Board(ROOMS[:1], DAYS[:2]), Cursor(1, 6, 500, 600)) == Cursor(0, 1, 500, 600)
    assert walk.on_bar(BOARD, 99) is None


def test_another_day_keeps_the_time():
    assert walk.to_day(BOARD, Cursor(0, 3, 540, 600), 0).bar == 7
    assert walk.to_day(BOARD, Cursor(0, 3, 540, 600), 99).day == 6


@given(st.integers(0, 1425), st.integers(-2000, 2000))
def test_nudging_and_stretching_stay_in_the_day(start, by):
    at = Cursor(0, 0, start, start + 15)
    moved, longer = walk.nudged(at, by), walk.stretched(at, by)
    assert moved.end - moved.start == 15
    assert moved.start >= 0
    assert moved.end <= 1440
    assert longer.end - longer.start >= 15
    assert longer.end <= 1440


@given(
    st.lists(
        st.tuples(st.integers(0, 95), st.integers(1, 12), st.integers(1, 2), st.integers(0, 6)), max_size=12
    )
)
def test_every_bar_can_be_reached_by_arrows(some):
    bars = tuple(
        Bar(i + 1, room, DAYS[day].date, a * 15, min(1440, (a + n) * 15), "书法")
        for i, (a, n, room, day) in enumerate(some)
    )
    board = Board(ROOMS, DAYS, bars)
    waiting, seen = [walk.first_free(board)], set()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += [move(board, at, step) for move in (walk.along, walk.across) for step in (-1, 1)]
    assert {at.bar for at in seen if at.bar} == {bar.id for bar in bars}
