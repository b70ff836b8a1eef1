"""The calendar page: what a person at the desk does with it."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.booking import cancel_service, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Scope
from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from ui.booking.menus import wanted_words
from ui.booking.span import Span
from ui.booking.wanted import Wanted
from ui.kit.messages import undo_last
from ui.kit.timeline.board import Slot

MONDAY = date(2026, 11, 23)
Key, Mod = Qt.Key, Qt.KeyboardModifier


def rows(backend, actor):
    with backend.read(actor) as read:
        return booking_rows(read, booking_ids(read, BookingFilter()))


def booked(backend, actor):
    return [row for row in rows(backend, actor) if row.status is OccurrenceStatus.BOOKED]


def press(keys):
    """Press keys one after the other where the caret is; returns how many."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
    return len(keys)


def test_a_walk_in_group_gets_its_hall_in_fourteen_keys(page, settle, backend, actor, rooms):
    count = 1
    page.new_booking()  # F3
    settle()
    count += press("hcd")
    settle()
    count += press([Key.Key_Return])
    count += press("x3 14+2")
    count += press([Key.Key_Return])
    count += press([Key.Key_Return])
    settle()
    assert count <= 15
    (row,) = booked(backend, actor)
    assert (row.room, row.title, row.who, row.people) == ("舞蹈室", "合唱队", "合唱队", 28)
    assert (row.starts, row.ends) == (datetime(2026, 12, 2, 14), datetime(2026, 12, 2, 16))
    assert row.kind is BookingKind.ACTIVITY
    settle()
    assert page.side.shows(None)
    assert page.span.first <= date(2026, 12, 2) < page.span.end
    assert page.board().cursor_place().bar == row.occurrence_id


def test_the_booking_can_be_taken_back(page, settle, backend, actor, rooms):
    page.new_booking(Slot(rooms["议事厅"], MONDAY, 14 * 60, 16 * 60))
    page.panel.who.box.setText("王桂兰")
    settle()
    page.panel.book()
    settle()
    assert len(booked(backend, actor)) == 1
    assert undo_last()
    settle()
    assert booked(backend, actor) == []
    settle()
    assert page.view.count == 0


def test_a_drawn_stretch_fills_the_form_and_only_the_name_is_missing(page, settle, backend, actor, rooms):
    page.week.createWanted.emit(Slot(rooms["多功能厅"], date(2026, 11, 25), 9 * 60, 11 * 60))
    settle()
    assert page.panel.room.value() == rooms["多功能厅"]
    assert page.panel.time() == (datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 11))
    page.panel.book()
    settle()
    assert "who" in page.panel.who_field.text_below.lower()
    assert booked(backend, actor) == []


def test_the_one_in_the_way_is_named_and_alt_one_takes_another_room(
    page, settle, backend, actor, make, rooms, at
):
    make.booking(room=rooms["舞蹈室"], starts=at(25, 14), title="越剧社")
    page.mark_stale()
    page.new_booking(Slot(rooms["舞蹈室"], date(2026, 11, 25), 14 * 60 + 30, 16 * 60))
    page.panel.who.box.setText("合唱队")
    page.panel.people.set_value(28)
    page.panel._on_part()
    settle()
    assert "越剧社" in page.panel.ways.title.text()
    assert page.panel.ways.buttons[0].way.name == "多功能厅"
    page.panel.book()
    settle()
    assert len(booked(backend, actor)) == 1
    QTest.keyClick(page.panel, Key.Key_1, Mod.AltModifier)
    settle()
    page.panel.book()
    settle()
    assert sorted(row.room for row in booked(backend, actor)) == ["多功能厅", "舞蹈室"]


def test_too_many_people_is_a_warning_with_larger_rooms(page, settle, backend, actor, rooms):
    page.new_booking(Slot(rooms["议事厅"], date(2026, 11, 25), 14 * 60, 16 * 60))
    page.panel.who.box.setText("合唱队")
    page.panel.people.set_value(28)
    page.panel._on_part()
    settle()
    assert "28" in page.panel.ways.title.text()
    assert "16" in page.panel.ways.title.text()
    assert [button.way.name for button in page.panel.ways.buttons][:1] == ["舞蹈室"]
    page.panel.book()
    settle()
    assert [row.room for row in booked(backend, actor)] == ["议事厅"]


def test_outside_the_hours_needs_a_word_that_it_was_agreed(page, settle, backend, actor, rooms):
    page.new_booking(Slot(rooms["议事厅"], date(2026, 11, 25), 6 * 60, 7 * 60))
    page.panel.who.box.setText("王桂兰")
    settle()
    assert not page.panel.special.isHidden()
    page.panel.book()
    settle()
    assert booked(backend, actor) == []
    page.panel.special.setChecked(True)
    settle()
    page.panel.book()
    settle()
    assert len(booked(backend, actor)) == 1


def test_a_series_leaves_out_the_taken_day_and_says_so_on_the_button(
    page, settle, backend, actor, make, rooms, at
):
    make.booking(room=rooms["议事厅"], starts=datetime(2026, 12, 2, 9), title="老协月会")
    page.new_booking(Slot(rooms["议事厅"], date(2026, 11, 25), 9 * 60, 11 * 60))
    page.panel.who.box.setText("业委会")
    page.panel.repeat.switch.setChecked(True)
    page.panel.repeat.count.setText("4")
    settle()
    assert any("老协月会" in line for line in page.panel.repeat.preview.lines)
    assert "3" in page.panel.save.text()
    page.panel.book()
    settle()
    days = [row.starts.date() for row in booked(backend, actor) if row.title == "业委会"]
    assert days == [date(2026, 11, 25), date(2026, 12, 9), date(2026, 12, 16)]


def test_repeating_by_date_and_by_weekday(page, settle, rooms):
    page.new_booking(Slot(rooms["议事厅"], date(2026, 11, 25), 9 * 60, 11 * 60))
    repeat = page.panel.repeat
    repeat.switch.setChecked(True)
    repeat.step.set_value("date")
    assert repeat.value() == "FREQ=MONTHLY;BYMONTHDAY=25;COUNT=10"
    repeat.step.set_value("nth")
    assert repeat.value() == "FREQ=MONTHLY;BYDAY=4WE;COUNT=10"
    repeat.step.set_value("daily")
    repeat.until.setText("2026-11-30")
    assert repeat.value() == "FREQ=DAILY;UNTIL=20261130"
    repeat.step.set_value("weekly")
    repeat.days[4].setChecked(True)
    assert repeat.value() == "FREQ=WEEKLY;BYDAY=WE,FR;UNTIL=20261130"
    settle()


def test_somebody_new_is_booked_by_name_and_phone(page, settle, backend, actor):
    page.new_booking()
    settle()
    page.panel.who.box.setText("周小明")
    settle()
    page.panel.who.list.take(len(page.panel.who.list.items) - 1)
    page.panel.who.phone.setText("13900001111")
    page.panel.when.setText("25 9-11")
    settle()
    page.panel.book()
    settle()
    (row,) = booked(backend, actor)
    assert row.who == "周小明"
    assert row.phone.endswith("1111")


def test_another_desks_booking_appears_by_itself(page, settle, backend, actor, rooms, at):
    page.outside._on_look()
    settle()
    with backend.work(actor) as work:
        service.book(work, BookingDraft(rooms["议事厅"], at(25, 9), at(25, 11), "调解", who="社区"))
    page.outside._on_look()
    settle()
    assert [bar.title for bar in page.week.board().bars] == ["调解"]


def test_carrying_a_bar_moves_it_and_undo_brings_it_back(page, settle, backend, actor, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    ref = page.week.board().bars[0].id
    page.week.changeWanted.emit(ref, Slot(rooms["舞蹈室"], date(2026, 11, 26), 10 * 60, 12 * 60))
    settle()
    (row,) = booked(backend, actor)
    assert (row.room, row.starts) == ("舞蹈室", at(26, 10))
    settle()
    assert page.week.cursor_place().bar == ref
    undo_last()
    settle()
    assert booked(backend, actor)[0].starts == at(25, 9)


def test_a_bad_drop_changes_nothing_and_says_why(page, settle, backend, actor, make, rooms, at, qtbot):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    make.booking(room=rooms["舞蹈室"], starts=at(25, 9), title="越剧社")
    page.reload()
    settle()
    ref = next(bar.id for bar in page.week.board().bars if bar.title == "调解")
    page.week.changeWanted.emit(ref, Slot(rooms["舞蹈室"], date(2026, 11, 25), 9 * 60, 11 * 60))
    settle()
    assert {row.room for row in booked(backend, actor) if row.title == "调解"} == {"议事厅"}


def test_a_drop_that_a_rule_refuses_waits_for_the_reason(
    page, settle, backend, actor, make, rooms, at, limit
):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", minutes=60)
    page.reload()
    settle()
    ref = page.week.board().bars[0].id
    page.week.changeWanted.emit(ref, Slot(rooms["议事厅"], date(2026, 11, 26), 10 * 60, 12 * 60))
    settle()
    assert booked(backend, actor)[0].starts == at(25, 9)
    assert page.side.shows(page.panel)
    assert page.panel.time() == (at(26, 10), at(26, 12))
    assert page.panel.verdict.reason.hasFocus()
    page.panel.verdict.reason.setText("调解要连续进行")
    settle()
    press([Key.Key_Return])
    settle()
    (row,) = booked(backend, actor)
    assert (row.starts, row.ends) == (at(26, 10), at(26, 12))


def test_the_figures_below_the_board_stay_in_sight_beside_a_panel_that_lies_over_it(
    page, settle, make, rooms, at
):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.resize(700, 600)
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id)
    settle()
    assert page.foot.use.geometry().right() + page.foot.x() < page.side.x()
    page.close_side()
    settle()
    assert page.foot.use.geometry().right() > page.width() - 20


def test_the_card_shows_the_series_and_cancels_one_day_with_a_reason(
    page, settle, backend, actor, make, rooms, at
):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", times=3)
    page.reload()
    settle()
    ref = page.week.board().bars[0].id
    page.week.openWanted.emit(ref)
    settle()
    assert page.side.shows(page.card)
    assert page.card.heading.text() == "调解"
    page.week.cancelWanted.emit(ref)
    settle()
    page.card.reason.setText("法院改期")
    page.card.cancel_now(Scope.ONE)
    settle()
    assert len(booked(backend, actor)) == 2
    assert [r.cancel_reason for r in rows_cancelled(backend, actor)] == ["法院改期"]
    undo_last()
    settle()
    assert len(booked(backend, actor)) == 3


def rows_cancelled(backend, actor):
    return [row for row in rows(backend, actor) if row.status is OccurrenceStatus.CANCELLED]


def test_the_whole_series_goes_at_once(page, settle, backend, actor, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", times=3)
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id, cancel=True)
    settle()
    page.card.cancel_now(Scope.ALL)
    settle()
    assert booked(backend, actor) == []
    assert page.side.shows(None)


def test_a_booked_day_can_be_changed_in_the_same_form(page, settle, backend, actor, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id)
    settle()
    page.card.change.click()
    settle()
    assert page.panel.title.value() == "调解"
    page.panel.title.setText("人民调解")
    page.panel.when.setText("2026-11-26 14:00-15:30")
    settle()
    page.panel.book()
    settle()
    (row,) = booked(backend, actor)
    assert (row.title, row.starts, row.ends) == ("人民调解", at(26, 14), at(26, 15, 30))


def test_a_card_on_show_follows_what_another_desk_does(page, settle, backend, actor, make, rooms, at):
    booking = make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id)
    settle()
    with backend.work(actor) as work:
        cancel_service.cancel_booking(work, booking, "改期")
    page.reload()
    settle()
    assert page.card.day.status is OccurrenceStatus.CANCELLED
    assert page.card.cancel.isHidden()


def test_day_week_month_and_back_to_today(page, settle, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.head.scaled.emit("month")
    settle()
    assert page.boards.currentWidget() is page.month
    assert page.month.cell(0, 24).count == 1
    page.month.dayWanted.emit(date(2026, 11, 25))
    settle()
    assert page.boards.currentWidget() is page.day
    assert [bar.title for bar in page.day.board().bars] == ["调解"]
    page.step(1)
    settle()
    assert page.day.board().days[0].date == date(2026, 11, 26)
    page.go_today()
    page.head.scaled.emit("week")
    settle()
    assert page.week.board().days[0].date == MONDAY


def test_the_filter_narrows_rooms_and_says_by_what(page, settle):
    page.narrow(Wanted(equipment="音响"))
    settle()
    assert [room.name for room in page.week.board().rooms] == ["舞蹈室"]
    page.narrow(Wanted(seats=50))
    settle()
    assert [room.name for room in page.week.board().rooms] == ["多功能厅"]
    assert "50" in wanted_words(page.wanted, page.view)
    menu = page.head.filter_menu()
    assert len(menu.actions()) >= 4
    page.narrow(Wanted())
    settle()
    assert len(page.week.board().rooms) == 3


def test_the_figures_open_their_rows(page, settle, make, rooms, at):
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    assert "1" in page.foot.total.text()
    page.foot.total.clicked.emit()
    settle()
    assert page.list.table.model.rowCount() == 1
    page.list.table.opened.emit(page.list.table.model.ids[0])
    settle()
    assert page.side.shows(page.card)


def test_the_list_leaves_as_workbook_and_text(page, settle, make, rooms, at, tmp_path, monkeypatch):
    from ui.booking import leaving

    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.show_list(True)
    settle()
    for kind in ("xlsx", "csv"):
        file = tmp_path / f"list.{kind}"
        monkeypatch.setattr(leaving.QFileDialog, "getSaveFileName", lambda *args, file=file: (str(file), ""))
        page.list.table.export_as(kind)
        settle()
        assert file.exists()
    assert "调解" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")


def test_a_closed_day_is_hatched_and_what_it_suspends_is_a_ghost(
    page, settle, make, rooms, at, backend, actor
):
    from neighborcenter.center import service as center_service
    from neighborcenter.center.drafts import ClosureDraft

    make.booking(room=rooms["议事厅"], starts=at(27, 9), title="调解")
    with backend.work(actor) as work:
        center_service.close_days(
            work, ClosureDraft(date(2026, 11, 27), date(2026, 11, 27), "消毒保养", rooms["议事厅"])
        )
    page.reload()
    settle()
    shown = {bar.title: (bar.kind, bar.status) for bar in page.week.board().bars}
    assert shown["消毒保养"] == ("closed", "")
    assert shown["调解"][1] == "ghost"
    page.open_occurrence(next(bar.id for bar in page.week.board().bars if bar.title == "调解"))
    settle()
    assert page.card.day.status is OccurrenceStatus.SUSPENDED
    assert not page.card.restore.isHidden()


def test_a_booking_agreed_on_for_a_closed_day_stands_in_conflict(
    page, settle, make, rooms, at, backend, actor
):
    from neighborcenter.center import service as center_service
    from neighborcenter.center.drafts import ClosureDraft

    with backend.work(actor) as work:
        center_service.close_days(
            work, ClosureDraft(date(2026, 11, 27), date(2026, 11, 27), "消毒保养", rooms["议事厅"])
        )
        draft = BookingDraft(rooms["议事厅"], at(27, 9), at(27, 11), "调解", who="社区", outside_hours=True)
        service.book(work, draft)
    page.reload()
    settle()
    assert next(bar for bar in page.week.board().bars if bar.title == "调解").clash
    assert "1" in page.foot.use.text()


def test_who_may_only_look_changes_nothing(qtbot, desk, rooms, settle, make, at):
    from neighborcenter.accounts.permissions import Permission
    from ui.booking.page import CalendarPage

    desk.actor = make.actor_as("front_desk", without=(Permission.BOOKING_WRITE, Permission.BOOKING_CANCEL))
    made = CalendarPage()
    qtbot.addWidget(made)
    made.show()
    settle()
    assert made.week.read_only
    assert not made.head.new.isEnabled()
    made.new_booking()
    assert made.side.shows(None)


def test_keys_and_ids_are_used_once(page):
    from ui.kit.actions import clashes

    assert clashes(page.action_specs()) == []


def test_the_page_remembers_its_scale(page, settle):
    page.show_span(Span("month", MONDAY))
    settle()
    state = page.remember()
    page.recall({"scale": "day"})
    assert page.span.scale == "day"
    page.recall(state)
    assert page.span.scale == "month"


def test_the_slip_opens_for_the_card_on_show(page, settle, make, rooms, at, qtbot):
    from ui.kit.printing import PrintPreview

    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id)
    settle()
    page.print_slip()
    settle()
    (shown,) = page.findChildren(PrintPreview)
    assert shown.paper is not None
    shown.close()


def test_everything_that_takes_the_caret_has_a_name(page, settle, rooms):
    from PySide6.QtWidgets import QWidget

    page.new_booking(Slot(rooms["议事厅"], MONDAY, 14 * 60, 16 * 60))
    page.panel.repeat.switch.setChecked(True)
    page.panel.show_more(shown=True)
    settle()
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_everything_can_be_painted_in_every_look(page, settle, rooms, make, at):
    from ui.kit.theme import set_mode, set_palette

    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", times=3)
    for scale in ("day", "week", "month"):
        page.show_span(Span(scale, date(2026, 11, 25)))
        page.new_booking(Slot(rooms["议事厅"], date(2026, 11, 25), 9 * 60, 11 * 60))
        settle()
        for palette, mode in (("dark", "elder"), ("light", "large")):
            set_palette(palette)
            set_mode(mode)
            assert not page.grab().isNull()
    page.month.refresh()
    assert page.month.sentence()


def test_the_month_is_walked_by_keys(page, settle, qtbot):
    page.show_span(Span("month", MONDAY))
    settle()
    seen = []
    page.month.dayWanted.connect(seen.append)
    qtbot.keyClick(page.month, Key.Key_Right)
    qtbot.keyClick(page.month, Key.Key_Down)
    assert page.month.day() == date(2026, 11, 24)
    qtbot.keyClick(page.month, Key.Key_Return)
    assert seen == [date(2026, 11, 24)]
    page.show_span(Span("month", MONDAY))
    settle()
    qtbot.keyClick(page.month, Key.Key_PageDown)
    settle()
    assert page.span.first == date(2026, 12, 1)


def test_escape_closes_the_form_and_the_preview_with_it(page, settle, rooms, qtbot):
    page.new_booking(Slot(rooms["议事厅"], MONDAY, 14 * 60, 16 * 60))
    settle()
    assert page.week._preview
    qtbot.keyClick(page.panel.when, Key.Key_Escape)
    assert page.side.shows(None)
    assert not page.week._preview


def test_other_pages_open_the_calendar_at_what_they_mean(page, settle, rooms, make, at):
    from ui.booking.who_field import Who

    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.reload()
    settle()
    page.open(page.week.board().bars[0].id)
    settle()
    assert page.side.shows(page.card)
    page.open(Who("王桂兰", resident_id=None))
    assert page.panel.who.value().name == "王桂兰"
    page.open(date(2026, 11, 26))
    settle()
    assert page.day.board().days[0].date == date(2026, 11, 26)


def test_the_list_is_shown_as_a_paper(page, settle, rooms, make, at):
    from ui.kit.printing import PrintPreview

    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解")
    page.show_list(True)
    settle()
    page.list.table.print_list()
    settle()
    (shown,) = page.findChildren(PrintPreview)
    assert shown.paper is not None
    shown.close()


def test_a_scanned_phone_takes_its_owner_at_once(page, settle, make):
    from neighborcenter.people import service as people
    from neighborcenter.people.drafts import ResidentDraft

    with make.backend.work(make.actor) as work:
        people.register(work, ResidentDraft("王桂兰", phone="13905771234"))
    page.new_booking()
    page.panel.who.box.scanned.emit("13905771234")
    settle()
    assert page.panel.who.value().name == "王桂兰"
    assert page.panel.who.value().resident_id is not None


def test_after_midnight_another_column_is_today(page, settle, desk):
    desk.backend.clock.set(datetime(2026, 11, 24, 0, 1))
    page._on_minute()
    settle()
    assert [day.today for day in page.week.board().days].index(True) == 1


def test_feasts_days_off_and_make_up_days_are_marked(page, settle, backend, actor):
    from neighborcenter.center import service as center_service
    from neighborcenter.center.drafts import HolidayCalendar, HolidayDay

    days = {
        date(2026, 11, 25): HolidayDay(date(2026, 11, 25), off=True, name="调休"),
        date(2026, 11, 28): HolidayDay(date(2026, 11, 28), off=False, name="调休"),
    }
    with backend.work(actor) as work:
        center_service.import_holidays(work, HolidayCalendar(days, frozenset({2026})))
    page.reload()
    settle()
    assert [day.mark for day in page.week.board().days] == ["", "", "off", "", "", "work", ""]
    assert page.week.board().days[2].rest
    assert not page.week.board().days[5].rest


def test_the_palette_finds_what_is_still_to_come(page, settle, rooms, make, at, backend, actor):
    from ui.booking.finder import found_bookings

    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", times=3)
    make.booking(room=rooms["舞蹈室"], starts=at(2, 9), title="调解")
    with backend.read(actor) as read:
        (one,) = found_bookings(read, "调解", 8)
    assert "议事厅" in one.note
    page.open(one.id)
    settle()
    assert page.card.heading.text() == "调解"


def test_a_room_found_in_the_palette_opens_on_its_row(page, settle, rooms):
    page.show_span(Span("month", MONDAY))
    settle()
    page.open(("room", rooms["多功能厅"]))
    settle()
    place = page.week.cursor_place()
    assert page.week.board().rooms[place.room].name == "多功能厅"
    assert page.week.board().days[place.day].today
