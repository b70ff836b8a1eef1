"""Figures: counted right, compared right, and each equal to the rows behind it."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking.use import reckon
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import NotAllowed, NotFound
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read, Work
from neighborcenter.reports.behind import rows_behind
from neighborcenter.reports.figures import FIGURES, change_words, month_figures
from tests.support.builders import Builders
from tests.support.month import OCTOBER, FilledMonth

NOVEMBER = Month(2026, 11)


@pytest.mark.both_engines
@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_is_the_sum_of_the_rows_behind_it(view: Read, key: str) -> None:
    figure = month_figures(view, OCTOBER).compared(key).now  # type: ignore[arg-type]
    behind = rows_behind(view, key, OCTOBER)
    assert behind.total == pytest.approx(figure)
    assert all(len(row.cells) == len(behind.columns) for row in behind.rows)


def test_every_line_of_the_tables_is_the_sum_of_its_rows(view: Read) -> None:
    figures = month_figures(view, OCTOBER)
    for one in figures.modules:
        assert rows_behind(view, f"module:{one.ref}", OCTOBER).total == one.now.services
    for one in figures.services:
        assert rows_behind(view, f"service:{one.ref}", OCTOBER).total == one.now.services
    for day, tally in figures.now.visits.by_day.items():
        assert rows_behind(view, f"day:{day}", OCTOBER).total == tally.heads
    for hour, heads in figures.shape.by_hour.items():
        assert rows_behind(view, f"hour:{hour}", OCTOBER).total == heads
    for use in figures.now.rooms:
        assert rows_behind(view, f"room:{use.room_id}", OCTOBER).total == pytest.approx(use.used / 60)


def test_parts_add_up_to_the_whole(view: Read) -> None:
    figures = month_figures(view, OCTOBER)
    total = figures.now.visits.total
    for parts in (figures.now.visits.by_day, figures.now.visits.by_module, figures.now.visits.by_service):
        assert sum(one.services for one in parts.values()) == total.services
        assert sum(one.heads for one in parts.values()) == total.heads
    assert sum(figures.shape.by_hour.values()) == total.heads
    assert sum(figures.shape.by_outcome.values()) == total.services
    assert sum(one.now.services for one in figures.modules) == total.services


def test_unnamed_heads_count_as_visits_but_not_as_residents(make: Builders, read: Read) -> None:
    service, person = make.service(), make.resident()
    make.visit(service=service, heads=5)
    make.visit(service=service, resident=person)
    make.visit(service=service, resident=person)
    figures = month_figures(read, NOVEMBER)
    values = {
        key: figures.compared(key).now for key in ("visits", "people", "unnamed", "services", "newcomers")
    }
    assert values == {"visits": 7, "people": 1, "unnamed": 5, "services": 3, "newcomers": 1}


def test_what_lies_ahead_has_not_been_held(make: Builders, read: Read) -> None:
    room = make.room()
    make.open_hours()
    make.booking(room=room, starts=datetime(2026, 11, 20, 9), minutes=60)
    make.booking(room=room, starts=datetime(2026, 11, 25, 9), minutes=60)
    figures = month_figures(read, NOVEMBER)
    assert figures.compared("held").now == 1
    assert not figures.over
    assert figures.cutoff == datetime(2026, 11, 23, 10, 15)


def test_use_outside_the_hours_does_not_raise_the_rate(make: Builders, read: Read) -> None:
    room = make.room()
    make.open_hours("09:00", "11:00")
    make.booking(room=room, starts=datetime(2026, 10, 5, 8), minutes=120)
    use = reckon(read, OCTOBER.first, OCTOBER.next_first).total
    assert (use.used, use.used_open, use.open) == (120, 60, 31 * 120)
    assert use.rate == pytest.approx(60 / (31 * 120))


def test_a_whole_hall_counts_for_each_of_its_parts(make: Builders, work: Work) -> None:
    hall = make.room("多功能厅")
    east, west = make.room("东厅", parent=hall), make.room("西厅", parent=hall)
    make.open_hours()
    ref = make.booking(room=east, starts=datetime(2026, 10, 5, 9), minutes=60)
    assert ref
    uses = {use.room: use for use in reckon(work, OCTOBER.first, OCTOBER.next_first).rooms}
    assert set(uses) == {"东厅", "西厅"}
    assert uses["东厅"].used == 60
    assert west


def test_a_closed_room_has_no_rate(view: Read) -> None:
    sunday = reckon(view, OCTOBER.first.replace(day=4), OCTOBER.first.replace(day=5))
    assert all(use.open == 0 and use.rate is None for use in sunday.rooms)


def test_changes_read_as_statisticians_write_them() -> None:
    assert change_words(108, 100) == "+8.0%"
    assert change_words(92, 100) == "−8.0%"
    assert change_words(100, 100) == "same"
    assert change_words(5, 0) == "—"
    assert change_words(None, 5) == "—"
    assert change_words(0.634, 0.6, rate=True) == "+3.4 points"


def test_unknown_figures_are_refused(view: Read) -> None:
    for key in ("nonsense", "module:x", "day:yesterday", "hour:"):
        with pytest.raises(NotFound):
            rows_behind(view, key, OCTOBER)


def test_the_rows_are_not_for_everybody(backend: Backend, make: Builders) -> None:
    desk: Actor = make.actor_as("front_desk")
    with backend.read(desk) as read, pytest.raises(NotAllowed):
        rows_behind(read, "visits", OCTOBER)


def test_an_empty_center_has_a_month_too(read: Read) -> None:
    figures = month_figures(read, OCTOBER)
    assert figures.compared("visits").shown == "0"
    assert figures.compared("rate").shown == "—"


def test_counts_of_a_month_need_few_questions(view: Read, filled: FilledMonth) -> None:
    asked: list[str] = []

    def listen(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    sa.event.listen(view.connection, "before_cursor_execute", listen)
    month_figures(view, OCTOBER)
    sa.event.remove(view.connection, "before_cursor_execute", listen)
    assert len(asked) < 50
