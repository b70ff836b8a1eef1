"""What a drag means, without a window."""

from datetime import date

from ui.kit.timeline.board import Bar, Board, BoardDay, BoardRoom, Slot
from ui.kit.timeline.drag import Drag
from ui.kit.timeline.layout import Grid

DAYS = tuple(BoardDay(date(2026, 11, 23 + i), str(23 + i), "") for i in range(7))
ROOMS = (BoardRoom(1, "多功能厅"), BoardRoom(2, "书画室"))
CHOIR = Bar(7, 1, DAYS[0].date, 9 * 60, 10 * 60 + 30, "合唱排练")
GRID = Grid(Board(ROOMS, DAYS, (CHOIR,)), 1522)
MINUTE = GRID.scale(0).length / 240


def begin(x: float, y: float) -> Drag:
    return Drag(GRID, GRID.hit(x, y), x, y)


def free(day: int, hour: float, room: int = 0) -> tuple[float, float]:
    return GRID.day_x(day) + 3 + (hour - 8) * 60 * MINUTE, GRID.band_rect(room, day, 0).y + 5


def test_three_pixels_draw_nothing_and_four_do():
    drag = begin(*free(2, 9))
    assert drag.moved(drag.x + 3, drag.y) is None
    assert drag.moved(drag.x + 4, drag.y) is not None


def test_drawing_gives_the_stretch_between_the_two_points_snapped():
    drag = begin(*free(2, 9.05))
    x, _y = free(2, 10.9)
    assert drag.moved(x, drag.y) == Slot(1, DAYS[2].date, 540, 660)
    assert drag.moved(x, drag.y, fine=True) == Slot(1, DAYS[2].date, 545, 655)


def test_drawing_stays_in_its_band_when_the_hand_slips_down():
    drag = begin(*free(2, 9))
    x, _y = free(2, 11)
    assert drag.moved(x, drag.y + 70).end == 660


def test_four_pixels_do_not_move_a_bar_and_five_do():
    rect = GRID.placed(0)[0].rect
    drag = begin(rect.x + rect.width / 2, rect.y + 5)
    assert drag.moved(drag.x + 4, drag.y) is None
    assert drag.moved(drag.x + 5, drag.y) is not None


def test_carrying_a_bar_to_another_room_and_day_keeps_its_length():
    rect = GRID.placed(0)[0].rect
    drag = begin(rect.x + rect.width / 2, rect.y + 5)
    x, y = free(3, 9.75, room=1)
    slot = drag.moved(x, y)
    assert (slot.room, slot.date, slot.end - slot.start) == (2, DAYS[3].date, 90)
    assert slot.start == 540
    assert drag.moved(5, y) == slot
    assert drag.bar == CHOIR


def test_the_right_edge_moves_the_end_only_and_never_before_the_start():
    rect = GRID.placed(0)[0].rect
    drag = begin(rect.right - 2, rect.y + 5)
    x, y = free(0, 11.5)
    assert drag.moved(x, y) == Slot(1, DAYS[0].date, 540, 690)
    assert drag.moved(*free(0, 8)) == Slot(1, DAYS[0].date, 540, 555)


def test_the_left_edge_moves_the_start_only():
    rect = GRID.placed(0)[0].rect
    drag = begin(rect.x + 2, rect.y + 5)
    assert drag.moved(*free(0, 8.5)) == Slot(1, DAYS[0].date, 510, 630)
    assert drag.moved(*free(0, 11.9)) == Slot(1, DAYS[0].date, 615, 630)
