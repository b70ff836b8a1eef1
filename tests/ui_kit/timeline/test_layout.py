"""The timeline's arithmetic: bands, lanes, places and pixels."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ui.kit.timeline.board import THREE_BANDS, Band, Bar, Board, BoardDay, BoardRoom
from ui.kit.timeline.layout import (
    Grid,
    Measures,
    Scale,
    shift,
    snap,
    snap_range,
)
from ui.kit.timeline.pieces import band_of, bands_of, cell_pieces, lanes

MONDAY = date(2026, 11, 23)
ROOMS = (
    BoardRoom(1, "多功能厅", "80 座 · 投影"),
    BoardRoom(2, "书画室", "24 座"),
    BoardRoom(3, "议事厅", "16 座"),
)
DAYS = tuple(BoardDay(date(2026, 11, 23 + i), str(23 + i), "周一") for i in range(7))

spans = st.tuples(st.integers(0, 1425), st.integers(15, 300)).map(lambda s: (s[0], min(1440, s[0] + s[1])))


def bar(ref=1, start=9 * 60, end=11 * 60, room=1, day=MONDAY, title="合唱排练", **more) -> Bar:
    return Bar(ref, room, day, start, end, title, **more)


@given(st.lists(spans, max_size=40))
def test_no_two_bars_of_one_lane_overlap(some):
    given_lanes = lanes(some)
    for i, (start, end) in enumerate(some):
        for j in range(i):
            if given_lanes[i] == given_lanes[j]:
                assert end <= some[j][0] or some[j][1] <= start


@given(st.lists(spans, min_size=1, max_size=40))
def test_lanes_are_never_more_than_the_bars_running_at_once(some):
    busiest = max(sum(1 for a, b in some if a <= minute < b) for minute, _ in some)
    assert max(lanes(some)) + 1 <= busiest


@given(st.floats(0, 1440, allow_nan=False), st.sampled_from([5, 15]))
def test_snapping_is_near_and_on_the_step(minute, step):
    snapped = snap(minute, step)
    assert snapped % step == 0
    assert abs(snapped - minute) <= step / 2 + 1e-6
    assert snap(snapped, step) == snapped


@given(st.floats(0, 1440), st.floats(0, 1440), st.sampled_from([5, 15]))
def test_a_drawn_stretch_is_in_order_and_never_empty(anchor, head, step):
    start, end = snap_range(anchor, head, step)
    assert 0 <= start < end <= 1440
    assert end - start >= step


@given(spans, st.integers(-3000, 3000))
def test_shifting_keeps_the_length_and_the_day(span, by):
    start, end = shift(*span, by)
    assert end - start == span[1] - span[0]
    assert start >= 0
    assert end <= 1440


@given(st.floats(60, 4000), st.integers(480, 1320))
def test_pixels_and_minutes_come_back_to_each_other(length, minute):
    scale = Scale(480, 1320, length)
    assert abs(scale.minute(scale.at(minute)) - minute) < 0.01


def test_a_stretch_outside_the_ruler_stays_at_its_edge():
    scale = Scale(480, 720, 240)
    assert scale.at(0) == 0
    assert scale.at(1440) == 240
    assert scale.minute(-5) == 480
    assert Scale(480, 720, 0).minute(5) == 480


def test_every_minute_has_a_band():
    assert [band_of(THREE_BANDS, m) for m in (0, 480, 719, 720, 1079, 1080, 1439)] == [0, 0, 0, 1, 1, 2, 2]


def test_a_short_tail_stays_with_the_rest_of_its_bar():
    assert bands_of(THREE_BANDS, 9 * 60, 12 * 60 + 15) == (0, 0)
    assert bands_of(THREE_BANDS, 11 * 60 + 45, 14 * 60) == (1, 1)
    assert bands_of(THREE_BANDS, 8 * 60 + 30, 17 * 60 + 30) == (0, 1)
    assert bands_of(THREE_BANDS, 8 * 60, 22 * 60) == (0, 2)


def test_a_bar_filling_its_bands_is_one_block_when_alone_and_one_line_with_company():
    long = bar(1, 8 * 60 + 30, 17 * 60 + 30)
    assert [(p.first, p.last) for p in cell_pieces([long], THREE_BANDS)] == [(0, 1)]
    pieces = cell_pieces([long, bar(2, 14 * 60, 15 * 60)], THREE_BANDS)
    assert sorted((p.bar.id, p.first, p.lane) for p in pieces) == [(1, 1, 0), (2, 1, 1)]


def test_a_bar_over_noon_is_drawn_once_where_most_of_it_lies():
    lunch, tea = bar(1, 10 * 60 + 30, 12 * 60 + 30), bar(2, 13 * 60 + 30, 16 * 60)
    for company in ([], [tea]):
        pieces = [p for p in cell_pieces([lunch, *company], THREE_BANDS) if p.bar is lunch]
        assert [(p.first, p.last) for p in pieces] == [(0, 0)]
    late = bar(3, 11 * 60, 14 * 60)
    assert [(p.first, p.last) for p in cell_pieces([late], THREE_BANDS)] == [(1, 1)]


def test_a_closure_is_a_block_alone_and_cut_at_the_bands_with_company():
    closed = Bar(1, 1, DAYS[0].date, 10 * 60, 13 * 60, "消毒", "closed", fixed=True)
    assert [(p.first, p.last) for p in cell_pieces([closed], THREE_BANDS)] == [(0, 1)]
    pieces = cell_pieces([closed, bar(2, 14 * 60, 15 * 60)], THREE_BANDS)
    assert sorted((p.bar.id, p.first) for p in pieces) == [(1, 0), (1, 1), (2, 1)]


def test_an_evening_bar_leaves_the_block_whole():
    pieces = cell_pieces([bar(1, 8 * 60 + 30, 17 * 60 + 30), bar(2, 19 * 60, 20 * 60)], THREE_BANDS)
    assert sorted((p.bar.id, p.first, p.last) for p in pieces) == [(1, 0, 1), (2, 2, 2)]


def test_a_bar_before_the_first_band_is_a_mark_at_its_edge():
    piece = cell_pieces([bar(1, 6 * 60, 7 * 60)], THREE_BANDS)[0]
    assert (piece.first, piece.start, piece.end) == (0, 480, 495)
    piece = cell_pieces([bar(1, 22 * 60 + 30, 23 * 60)], THREE_BANDS)[0]
    assert (piece.first, piece.start, piece.end) == (2, 1305, 1320)


def grid(*bars: Bar, width: float = 990, **more) -> Grid:
    return Grid(Board(ROOMS, DAYS, bars, **more), width)


def test_overlapping_bars_make_their_row_higher_only():
    shown = grid(bar(1), bar(2, 10 * 60, 12 * 60), bar(3, room=2))
    assert shown.heights[0] > shown.heights[1] + 20
    assert abs(shown.heights[1] - shown.heights[2]) <= 1
    first, second = (p.rect for p in shown.placed(0))
    assert second.y >= first.bottom


def test_a_short_bar_is_widened_but_never_over_its_neighbor():
    shown = grid(bar(1, 540, 555), bar(2, 570, 600))
    first, second = (p.rect for p in shown.placed(0))
    assert first.right <= second.x
    assert grid(bar(1, 540, 555)).placed(0)[0].rect.width == Measures().least


def test_a_point_on_a_bar_finds_it_and_its_ends_are_handles():
    shown = grid(bar(1, 540, 720), width=1500)
    rect = shown.placed(0)[0].rect
    middle = rect.y + rect.height / 2
    assert shown.hit(rect.x + 1, middle).zone == "start"
    assert shown.hit(rect.x + rect.width / 2, middle).zone == "bar"
    assert shown.hit(rect.right - 1, middle).zone == "end"
    assert shown.hit(rect.right - 1, middle).bar.id == 1


def test_points_outside_the_cells_say_so():
    shown = grid()
    assert shown.hit(300, 10).zone == "day"
    assert shown.hit(10, 10).zone == ""
    assert shown.hit(10, 100).zone == "room"
    assert shown.hit(2000, 100).zone == ""
    assert shown.hit(300, 5000).zone == ""
    assert shown.hit(300, 100).zone == "slot"


@given(st.integers(0, 2), st.integers(0, 6), st.integers(480, 1300), st.integers(15, 120))
def test_the_place_of_a_stretch_answers_with_its_own_minutes(room, day, start, length):
    shown = grid()
    end = min(1320, start + length)
    rect = shown.range_rects(room, day, start, end)[0]
    hit = shown.hit(rect.x + 0.01, rect.y + 1)
    assert (hit.room, hit.day) == (room, day)
    first = bands_of(THREE_BANDS, start, end)[0]
    assert abs(hit.minute - max(start, THREE_BANDS[first].start)) < 6


@given(
    st.lists(st.tuples(spans, st.integers(1, 3), st.integers(0, 6)), max_size=30),
    st.sampled_from([800, 1600]),
)
def test_bars_of_one_cell_never_cover_each_other_and_stay_in_it(some, width):
    bars = [
        bar(i + 1, start, end, room, DAYS[day].date)
        for i, ((start, end), room, day) in enumerate(some)
        if start < 1320 and end > 480
    ]
    wishful = Grid(Board(ROOMS, DAYS, tuple(bars)), width, Measures(most=78), lambda bar: 70)
    for shown, room in itertools.product((grid(*bars, width=width), wishful), range(3)):
        here = shown.placed(room)
        for placed in here:
            day = shown.board.day_at(placed.piece.bar.date)
            cell = shown.cell_rect(room, day)
            assert cell.x <= placed.rect.x
            assert placed.rect.right <= cell.right + 0.01
            assert cell.y <= placed.rect.y
            assert placed.rect.bottom <= cell.bottom + 0.01
        for i, a in enumerate(here):
            for b in here[:i]:
                apart = (
                    a.rect.right <= b.rect.x + 2.1
                    or b.rect.right <= a.rect.x + 2.1
                    or a.rect.bottom <= b.rect.y + 0.01
                    or b.rect.bottom <= a.rect.y + 0.01
                )
                assert apart


def test_one_band_fills_its_row_for_the_day_board():
    day = Board(ROOMS, DAYS[:1], (bar(1), bar(2, 600, 720)), bands=(Band("", 480, 1320),))
    shown = Grid(day, 1200)
    first, second = (p.rect for p in shown.placed(0))
    assert abs(first.width - Scale(480, 1320, 1200 - 122 - 6).at(600)) < 0.01
    assert second.y > first.y


def test_an_empty_board_answers_without_rows():
    shown = Grid(Board(), 500)
    assert shown.height == shown.measures.top
    assert shown.hit(100, 100).zone == ""


def test_a_bar_at_the_end_of_the_day_takes_room_to_its_left_for_its_words():
    late = bar(1, 21 * 60 + 30, 22 * 60)
    shown = Grid(Board(ROOMS, DAYS, (late,)), 990, Measures(most=78), lambda bar: 70)
    rect, cell = shown.placed(0)[0].rect, shown.cell_rect(0, 0)
    assert rect.width == 70
    assert rect.right <= cell.right
