"""The boards: layers, ghosts, holds, resources, several bookings at once, extending, how full a day is."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from neighborcenter.booking import holds, resource_service, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Turnout
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from neighborcenter.booking.resource_drafts import ResourceDraft
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.times import TimeRange
from ui.booking.carry_page import runs
from ui.booking.feed import calendar_view
from ui.booking.span import Span
from ui.booking.wanted import USUAL, Layer, Wanted, Whose
from ui.booking.whose_popup import WhosePopup
from ui.kit.messages import undo_last
from ui.kit.timeline.board import Slot

MONDAY = date(2026, 11, 23)
Key, Mod = Qt.Key, Qt.KeyboardModifier


def booked(backend, actor):
    with backend.read(actor) as read:
        rows = booking_rows(read, booking_ids(read, BookingFilter()))
    return [row for row in rows if row.status is OccurrenceStatus.BOOKED]


def bar_of(page, title):
    return next(bar for bar in page.board().board().bars if bar.title == title)


def a_day(page, settle):
    page.reload()
    settle()


@pytest.fixture
def choir(make, rooms, at):
    """A weekly rehearsal and two single bookings of one room."""
    make.booking(room=rooms["舞蹈室"], starts=at(25, 9), title="合唱排练", kind=BookingKind.ACTIVITY)
    make.booking(room=rooms["舞蹈室"], starts=at(25, 14), title="越剧社", kind=BookingKind.HIRE)
    make.booking(room=rooms["议事厅"], starts=at(26, 9), title="调解", kind=BookingKind.SERVICE)


# -- layers and filters ------------------------------------------------------------------------------


def test_a_layer_that_is_off_still_shows_that_the_room_is_taken(page, settle, choir):
    page.show_layers(USUAL - {Layer.ACTIVITIES})
    settle()
    bars = {bar.title: bar for bar in page.week.board().bars}
    assert "合唱排练" not in bars
    assert bars["Taken"].faded
    assert (bars["Taken"].date, bars["Taken"].start) == (date(2026, 11, 25), 9 * 60)
    assert not bars["越剧社"].faded


def test_the_layers_are_remembered(page, settle):
    page.show_layers(USUAL - {Layer.BUFFERS} | {Layer.RESOURCES})
    state = page.remember()
    page.show_layers(USUAL)
    page.recall(state)
    settle()
    assert page.layers == USUAL - {Layer.BUFFERS} | {Layer.RESOURCES}


def test_suspended_days_are_ghosts_that_hold_nothing(page, settle, choir, backend, actor, rooms):
    with backend.work(actor) as work:
        work.execute(occurrence.update().values(status=OccurrenceStatus.SUSPENDED))
    a_day(page, settle)
    ghost = bar_of(page, "越剧社")
    assert (ghost.status, ghost.fixed, ghost.holds) == ("ghost", True, False)
    assert page.view.count == 0
    page.show_layers(USUAL - {Layer.GHOSTS})
    settle()
    assert page.week.board().bars == ()


def test_a_request_is_drawn_as_one_and_can_be_moved(page, settle, backend, actor, rooms, at):
    with backend.work(actor) as work:
        service.book(
            work, BookingDraft(rooms["议事厅"], at(25, 9), at(25, 11), "业委会", who="业委会", ask=True)
        )
    a_day(page, settle)
    bar = bar_of(page, "业委会")
    assert (bar.status, bar.fixed, bar.holds) == ("asked", False, True)
    page.show_layers(USUAL - {Layer.REQUESTS})
    settle()
    assert [bar.faded for bar in page.week.board().bars] == [True]


def test_time_to_set_up_and_clean_up_stands_at_the_edges(page, settle, choir, backend, actor):
    with backend.work(actor) as work:
        work.execute(occurrence.update().values(setup_minutes=30, cleanup_minutes=15))
    a_day(page, settle)
    bar = bar_of(page, "调解")
    assert (bar.before, bar.after) == (30, 15)
    assert bar.meets(Slot(bar.room, bar.date, 8 * 60, 8 * 60 + 45))
    assert not bar.meets(Slot(bar.room, bar.date, 11 * 60 + 15, 12 * 60))
    page.show_layers(USUAL - {Layer.BUFFERS})
    settle()
    assert bar_of(page, "调解").before == 0


def test_holidays_can_be_switched_off(page, settle, backend, actor):
    with backend.read(actor) as read:
        shown = calendar_view(read, MONDAY, MONDAY + timedelta(days=7), Wanted(), USUAL - {Layer.HOLIDAYS})
    assert {(day.mark, day.feast, day.lunar) for day in shown.board.days} == {("", "", "")}


def test_only_one_group_is_shown_the_rest_is_just_taken(page, settle, make, rooms, at):
    choir = make.group("星光合唱团")
    make.booking(room=rooms["舞蹈室"], starts=at(25, 9), title="合唱排练", group_id=choir)
    make.booking(room=rooms["舞蹈室"], starts=at(25, 14), title="越剧社")
    page.narrow(Wanted(whose=Whose("星光合唱团", group_id=choir)))
    settle()
    assert [(bar.title, bar.faded) for bar in page.week.board().bars] == [
        ("合唱排练", False),
        ("Taken", True),
    ]
    assert page.view.count == 1
    assert "星光合唱团" in page.head.filter.text()
    page.show_span(Span("month", MONDAY))
    settle()
    assert page.view.count == 1


def test_only_theirs_is_one_press_from_a_booking(page, settle, make, rooms, at):
    choir = make.group("星光合唱团")
    make.booking(room=rooms["舞蹈室"], starts=at(25, 9), title="合唱排练", who="星光合唱团", group_id=choir)
    make.booking(room=rooms["舞蹈室"], starts=at(25, 14), title="越剧社")
    a_day(page, settle)
    page.only_theirs(bar_of(page, "合唱排练").id)
    settle()
    assert page.wanted.whose == Whose("星光合唱团", group_id=choir)
    page.narrow(Wanted())
    settle()
    page.only_theirs(bar_of(page, "越剧社").id)
    settle()
    assert page.wanted.whose is None


def test_the_whose_window_finds_groups_by_initials(page, settle, qtbot, backend):
    popup = WhosePopup(page.head)
    popup.chosen.connect(lambda whose: page.narrow(Wanted(whose=whose)))
    popup.box.setText("hcd")
    settle()
    popup.list.take(0)
    settle()
    assert page.wanted.whose.name == "合唱队"


def test_floors_narrow_the_rooms(page, settle, make):
    make.room("阅览室", floor="2 楼")
    make.room("健身房", floor="1 楼")
    a_day(page, settle)
    assert page.view.floors == ("1 楼", "2 楼")
    page.narrow(Wanted(floor="2 楼"))
    settle()
    assert [room.name for room in page.week.board().rooms] == ["阅览室"]


# -- colleagues, things and people ------------------------------------------------------------------


def test_a_colleagues_open_form_stands_on_the_board_with_the_name(page, settle, backend, actor, rooms, at):
    other = Actor(actor.account_id, "陈静", actor.center_id, actor.permissions)
    with backend.work(other) as work:
        holds.hold(work, rooms["舞蹈室"], TimeRange(at(25, 14), at(25, 16)), key="x", words="太极")
    a_day(page, settle)
    (bar,) = page.week.board().bars
    assert bar.status == "held"
    assert "陈静" in bar.title
    page.show_layers(USUAL - {Layer.HOLDS})
    settle()
    assert page.week.board().bars == ()


@pytest.mark.both_engines
def test_equipment_and_staff_stand_below_the_rooms(backend, actor, rooms, at):
    with backend.work(actor) as work:
        speaker = resource_service.add_resource(work, ResourceDraft("音响", quantity=2))
        service.book(
            work,
            BookingDraft(
                rooms["舞蹈室"], at(25, 9), at(25, 11), "合唱排练", who="合唱队", also_rooms=(rooms["议事厅"],),
                resources=((speaker, 2),),
            ),
        )  # fmt: skip
    end = MONDAY + timedelta(days=7)
    with backend.read(actor) as read:
        shown = calendar_view(read, MONDAY, end, Wanted(), USUAL | {Layer.RESOURCES})
    assert shown.board.rooms[-1].name == "音响"
    (promised,) = [bar for bar in shown.board.bars if bar.room == shown.board.rooms[-1].id]
    assert promised.title == "合唱排练 ×2"
    own = next(bar for bar in shown.board.bars if bar.room == rooms["舞蹈室"])
    assert promised.echo_of == own.id
    (also,) = [bar for bar in shown.board.bars if bar.room == rooms["议事厅"]]
    assert (also.faded, also.echo_of) == (True, own.id)


def test_an_echo_opens_the_booking_it_echoes(page, settle, backend, actor, rooms, at):
    with backend.work(actor) as work:
        draft = BookingDraft(
            rooms["舞蹈室"], at(25, 9), at(25, 11), "合唱排练", who="合唱队", also_rooms=(rooms["议事厅"],)
        )
        service.book(work, draft)
    a_day(page, settle)
    echo = next(bar for bar in page.week.board().bars if bar.faded)
    page.week.openWanted.emit(echo.id)
    settle()
    assert page.card.heading.text() == "合唱排练"
    assert page.card.more.rooms == ("议事厅",)


# -- several at once --------------------------------------------------------------------------------


def test_cut_bookings_are_put_down_on_another_day_and_brought_back(
    page, settle, qtbot, backend, actor, choir
):
    a_day(page, settle)
    for title in ("合唱排练", "越剧社"):
        page.week.select(bar_of(page, title).id)
        qtbot.keyClick(page.week, Key.Key_Space)
    qtbot.keyClick(page.week, Key.Key_X, Mod.ControlModifier)
    page.put_at(Slot(bar_of(page, "越剧社").room, date(2026, 11, 27), 9 * 60, 11 * 60))
    settle()
    assert [landing.against for landing in page.put.landings] == ["", ""]
    assert len(page.week._preview) == 2
    qtbot.keyClick(page.put, Key.Key_Return)
    settle()
    days = {row.title: row.starts for row in booked(backend, actor)}
    assert days["合唱排练"] == datetime(2026, 11, 27, 9)
    assert days["越剧社"] == datetime(2026, 11, 27, 14)
    assert page.clip is None
    settle()
    undo_last()
    settle()
    assert {row.starts.date() for row in booked(backend, actor) if row.title != "调解"} == {
        date(2026, 11, 25)
    }


def test_what_clashes_is_named_before_and_left_where_it_is(
    page, settle, qtbot, backend, actor, make, rooms, at, choir
):
    make.booking(room=rooms["舞蹈室"], starts=at(27, 14), title="太极")
    a_day(page, settle)
    page.week.select(bar_of(page, "合唱排练").id)
    qtbot.keyClick(page.week, Key.Key_Space)
    page.week.select(bar_of(page, "越剧社").id)
    qtbot.keyClick(page.week, Key.Key_Space)
    qtbot.keyClick(page.week, Key.Key_X, Mod.ControlModifier)
    page.put_at(Slot(rooms["舞蹈室"], date(2026, 11, 27), 9 * 60, 11 * 60))
    settle()
    assert [bool(landing.against) for landing in page.put.landings] == [False, True]
    assert "太极" in page.put.lines[1]
    page.put.save.click()
    settle()
    days = {row.title: row.starts.day for row in booked(backend, actor)}
    assert (days["合唱排练"], days["越剧社"]) == (27, 25)


def test_a_copy_is_a_booking_of_its_own_with_the_same_person(
    page, settle, qtbot, backend, actor, choir, rooms
):
    a_day(page, settle)
    page.week.select(bar_of(page, "调解").id)
    qtbot.keyClick(page.week, Key.Key_C, Mod.ControlModifier)
    page.put_at(Slot(rooms["多功能厅"], date(2026, 11, 27), 14 * 60, 15 * 60))
    settle()
    page.put.save.click()
    settle()
    copies = [row for row in booked(backend, actor) if row.title == "调解"]
    assert [(row.room, row.starts) for row in copies] == [
        ("议事厅", datetime(2026, 11, 26, 9)),
        ("多功能厅", datetime(2026, 11, 27, 14)),
    ]
    assert len({row.who for row in copies}) == 1
    undo_last()
    settle()
    assert len([row for row in booked(backend, actor) if row.title == "调解"]) == 1


def test_chosen_bookings_are_carried_together(page, settle, backend, actor, choir, rooms):
    a_day(page, settle)
    led = bar_of(page, "合唱排练")
    page.week.choose(lambda choice: choice.refs.update({led.id, bar_of(page, "越剧社").id}))
    page.week.changeWanted.emit(led.id, Slot(rooms["多功能厅"], date(2026, 11, 26), 9 * 60, 11 * 60))
    settle()
    moved = {row.title: (row.room, row.starts) for row in booked(backend, actor)}
    assert moved["合唱排练"] == ("多功能厅", datetime(2026, 11, 26, 9))
    assert moved["越剧社"] == ("多功能厅", datetime(2026, 11, 26, 14))


def test_delete_cancels_all_that_is_chosen_and_undo_brings_them_back(
    page, settle, qtbot, backend, actor, choir
):
    a_day(page, settle)
    qtbot.keyClick(page.week, Key.Key_A, Mod.ControlModifier)
    page.week.select(bar_of(page, "调解").id)
    qtbot.keyClick(page.week, Key.Key_Delete)
    settle()
    assert booked(backend, actor) == []
    undo_last()
    settle()
    assert len(booked(backend, actor)) == 3


def test_nothing_to_put_down_says_how_to_begin(page, settle, qtbot):
    qtbot.keyClick(page.week, Key.Key_V, Mod.ControlModifier)
    settle()
    assert page.side.shows(None)


# -- while it runs ----------------------------------------------------------------------------------


def test_a_running_booking_is_made_longer_where_it_is_seen(
    page, settle, backend, actor, make, rooms, at, desk
):
    make.booking(room=rooms["议事厅"], starts=at(23, 9), minutes=120, title="业委会")
    a_day(page, settle)
    bar = bar_of(page, "业委会")
    assert runs(bar, desk.backend.clock.local())
    page.open_occurrence(bar.id)
    settle()
    page.card.turnout.extensions[30].click()
    settle()
    assert booked(backend, actor)[0].ends == at(23, 11, 30)
    undo_last()
    settle()
    assert booked(backend, actor)[0].ends == at(23, 11)


def test_who_comes_after_is_named_when_it_cannot_go_on(page, settle, backend, actor, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(23, 9), minutes=120, title="业委会")
    make.booking(room=rooms["议事厅"], starts=at(23, 11), minutes=60, title="调解")
    a_day(page, settle)
    page.extend(bar_of(page, "业委会"), 15)
    settle()
    assert {row.title: row.ends for row in booked(backend, actor)}["业委会"] == at(23, 11)


def test_whether_they_came_is_one_press_and_can_be_taken_back(page, settle, backend, actor, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(23, 9), title="业委会")
    a_day(page, settle)
    page.open_occurrence(bar_of(page, "业委会").id)
    settle()
    page.card.turnout.chips[Turnout.ARRIVED].click()
    settle()
    assert page.card.day.turnout is Turnout.ARRIVED
    assert page.card.turnout.chips[Turnout.ARRIVED].isChecked()
    undo_last()
    settle()
    assert page.card.day.turnout is Turnout.EXPECTED


def test_tomorrows_booking_asks_nobody_whether_they_came(page, settle, choir):
    a_day(page, settle)
    page.open_occurrence(bar_of(page, "调解").id)
    settle()
    assert page.card.turnout.isHidden()


def test_a_cancelled_day_is_brought_back_from_its_card(page, settle, backend, actor, choir, qtbot):
    a_day(page, settle)
    ref = bar_of(page, "调解").id
    page.week.select(ref)
    page.open_occurrence(ref, cancel=True)
    settle()
    page.card.reason.setText("改期")
    qtbot.keyClick(page.card.reason, Key.Key_Return)
    settle()
    assert len(booked(backend, actor)) == 2
    page.open_occurrence(ref)
    settle()
    page.card.restore.click()
    settle()
    assert len(booked(backend, actor)) == 3


# -- how full ---------------------------------------------------------------------------------------


def test_how_full_a_day_is_stands_in_its_head(page, settle, make, rooms, at):
    for name in rooms:
        make.booking(room=rooms[name], starts=at(25, 8), minutes=420, title="选举")
    a_day(page, settle)
    busy = {day.number: day.busy for day in page.week.board().days}
    assert busy["25"] == pytest.approx(0.5)
    assert busy["24"] == 0
    page.show_span(Span("month", MONDAY))
    settle()
    assert {day.number: day.busy for day in page.month._view.board.days}["25"] == pytest.approx(0.5)


def test_the_month_hatches_what_the_other_part_of_the_hall_takes(page, settle, backend, actor, make, at):
    hall = make.room("多功能大厅", 100)
    half = make.room("大厅 A", 50, parent=hall)
    make.room("大厅 B", 50, parent=hall)
    with backend.work(actor) as work:
        service.book(work, BookingDraft(hall, at(25, 9), at(25, 11), "选举大会", who="社区"))
    page.show_span(Span("month", MONDAY))
    settle()
    cell = page.view.cells[half, date(2026, 11, 25)]
    assert (cell.count, cell.held) == (0, True)
    row = next(at for at, room in enumerate(page.month._view.board.rooms) if room.id == half)
    assert "other part" in page.month._words(row, 24)
