"""The form: more rooms, equipment and staff, its hold, the center's rules, what was not saved."""

from datetime import date, datetime, time

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.booking import holds, resource_service, taking
from neighborcenter.booking.kinds import OccurrenceStatus, ResourceKind
from neighborcenter.booking.models import booking
from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from neighborcenter.booking.resource_drafts import ResourceDraft
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.times import TimeRange, day_range
from ui.booking.extras_field import counted
from ui.booking.holding import REST_MS
from ui.kit.messages import undo_last
from ui.kit.timeline.board import Slot

WEDNESDAY = date(2026, 11, 25)
Key, Mod = Qt.Key, Qt.KeyboardModifier


def rows(backend, actor):
    with backend.read(actor) as read:
        return booking_rows(read, booking_ids(read, BookingFilter()))


def press(keys):
    """Press keys one after the other where the caret is; returns how many."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
    return len(keys)


@pytest.fixture
def things(backend, actor):
    """Two loudspeakers, forty chairs and a nurse."""
    with backend.work(actor) as work:
        return {
            "音响": resource_service.add_resource(work, ResourceDraft("音响", quantity=2)),
            "折叠椅": resource_service.add_resource(work, ResourceDraft("折叠椅", quantity=40)),
            "林护士": resource_service.add_resource(
                work, ResourceDraft("林护士", ResourceKind.STAFF, profession="护士")
            ),
        }


@pytest.fixture
def form(page, settle, rooms, things):
    """The form for Wednesday afternoon in the dance room, for somebody."""
    page.reload()
    settle()
    page.new_booking(Slot(rooms["舞蹈室"], WEDNESDAY, 14 * 60, 16 * 60))
    page.panel.who.box.setText("王桂兰")
    settle()
    return page.panel


# -- rooms, things and people besides ----------------------------------------------------------------


def test_a_hall_with_two_loudspeakers_in_a_few_keys_more(page, settle, backend, actor, rooms, things):
    page.reload()
    settle()
    count = 1
    page.new_booking()  # F3
    settle()
    count += press("hcd")
    settle()
    count += press([Key.Key_Return])
    count += press("x3 14+2")
    count += press([Key.Key_Return])
    QTest.keyClick(page.panel.save, Key.Key_E, Mod.AltModifier)
    count += 1
    count += press("yx2")
    count += press([Key.Key_Return])
    QTest.keyClick(page.panel.extras.box, Key.Key_Return, Mod.ControlModifier)
    count += 1
    settle()
    assert count <= 20
    (row,) = rows(backend, actor)
    assert row.room == "舞蹈室"
    with backend.read(actor) as read:
        needs = taking.kept_needs(read, [row.occurrence_id])[row.occurrence_id]
    assert needs.resources == ((things["音响"], 2),)


def test_a_walk_in_group_still_needs_fourteen_keys_with_rules_on(page, settle, backend, actor, fee, things):
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
    assert count <= 14
    (row,) = rows(backend, actor)
    assert (row.room, row.title, row.people) == ("舞蹈室", "合唱队", 28)


def test_letters_name_the_thing_and_figures_say_how_many():
    assert counted("yx2") == ("yx", 2)
    assert counted("椅子 ×40") == ("椅子", 40)
    assert counted("yx") == ("yx", 1)
    assert counted("301") == ("301", 1)


def test_a_number_on_a_chip_is_counted_by_keys_and_never_above_what_there_is(form, settle, qtbot, things):
    form.extras.box.setText("yx")
    settle()
    form.extras.list.take(0)
    (chip,) = form.extras.flow.chips
    qtbot.keyClick(chip, Key.Key_Plus)
    qtbot.keyClick(chip, Key.Key_Plus)
    assert form.extras.value().resources == ((things["音响"], 2),)
    qtbot.keyClick(chip, Key.Key_Minus)
    assert chip.text() == "音响 ×1"
    qtbot.keyClick(chip, Key.Key_Delete)
    assert form.extras.value().resources == ()


def test_two_rooms_are_booked_as_one(form, settle, page, backend, actor, rooms):
    form.extras.box.setText("ysg")
    settle()
    form.extras.box.setText("yst")
    settle()
    form.extras.list.take(0)
    settle()
    form.book()
    settle()
    (row,) = rows(backend, actor)
    with backend.read(actor) as read:
        needs = taking.kept_needs(read, [row.occurrence_id])[row.occurrence_id]
    assert needs.room_ids == (rooms["舞蹈室"], rooms["议事厅"])


def test_what_lacks_is_named_with_who_has_it(form, settle, page, backend, actor, make, rooms, things, at):
    from neighborcenter.booking import service
    from neighborcenter.booking.drafts import BookingDraft

    with backend.work(actor) as work:
        draft = BookingDraft(
            rooms["多功能厅"],
            at(25, 14),
            at(25, 17),
            "越剧社",
            who="越剧社",
            resources=((things["音响"], 1),),
        )
        service.book(work, draft)
    form.extras.add(next(thing for thing in page.view.things if thing.name == "音响"), 2)
    settle()
    assert "音响" in form.ways.title.text()
    assert "越剧社" in form.ways.title.text()
    form.book()
    settle()
    assert len(rows(backend, actor)) == 1


def test_a_stretch_drawn_in_a_persons_row_takes_the_person_along(page, settle, things, rooms):
    page.reload()
    settle()
    page.new_booking(Slot(-things["林护士"], WEDNESDAY, 9 * 60, 10 * 60))
    assert page.panel.extras.value().resources == ((things["林护士"], 1),)
    assert page.panel.time() == (datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 10))


# -- the hold ---------------------------------------------------------------------------------------


def test_an_open_form_holds_its_room_and_lets_go_when_it_closes(form, settle, qtbot, page, backend, actor):
    qtbot.waitUntil(lambda: form.hold.standing, timeout=REST_MS + 5_000)
    with backend.read(actor) as read:
        (held,) = holds.live(read, day_range(WEDNESDAY))
    assert (held.room, held.starts.time(), held.ends.time()) == ("舞蹈室", time(14), time(16))
    page.close_side()
    settle()
    with backend.read(actor) as read:
        assert holds.live(read, day_range(WEDNESDAY)) == []


def test_ones_own_hold_is_no_obstacle_and_is_gone_with_the_booking(form, settle, qtbot, backend, actor):
    qtbot.waitUntil(lambda: form.hold.standing, timeout=REST_MS + 5_000)
    form.book()
    settle()
    assert len(rows(backend, actor)) == 1
    with backend.read(actor) as read:
        assert holds.live(read, day_range(WEDNESDAY)) == []


def test_a_colleague_is_named_whose_form_holds_the_room(form, settle, backend, actor, rooms, at):
    form.hold.let_go()
    form.hold.booked()
    settle()
    other = Actor(actor.account_id, "陈静", actor.center_id, actor.permissions)
    with backend.work(other) as work:
        holds.hold(work, rooms["舞蹈室"], TimeRange(at(25, 15), at(25, 17)), key="x", words="太极")
    form._on_part()
    settle()
    assert "陈静" in form.ways.title.text()
    assert form.ways.buttons
    form.book()
    settle()
    assert rows(backend, actor) == []


def test_what_a_colleague_is_just_booking_is_not_offered(page, settle, backend, actor, rooms, at):
    other = Actor(actor.account_id, "陈静", actor.center_id, actor.permissions)
    with backend.work(other) as work:
        holds.hold(work, rooms["舞蹈室"], TimeRange(at(25, 14), at(25, 16)), key="x", words="太极")
    page.new_booking()
    page.panel.when.setText("25 14+2")
    page.panel.people.set_value(28)
    page.panel._on_part()
    settle()
    assert page.panel.room.value() == rooms["多功能厅"]
    page.new_booking(Slot(rooms["议事厅"], WEDNESDAY, 14 * 60, 16 * 60))
    page.panel.people.set_value(28)
    page.panel._on_part()
    settle()
    same = [b.way.name for b in page.panel.ways.buttons if b.way.data.starts == at(25, 14)]
    assert same == ["多功能厅"]


# -- what was not saved -----------------------------------------------------------------------------


def test_a_form_that_was_closed_comes_back_with_one_key(form, settle, qtbot, page, rooms):
    form.note.setText("要摆圈")
    page.close_side()
    settle()
    page.new_booking()
    settle()
    assert page.panel.who.value().name == ""
    assert "王桂兰" in page.panel.unsaved.words.text()
    qtbot.keyClick(page.panel.who.box, Key.Key_U, Mod.AltModifier)
    settle()
    assert page.panel.who.value().name == "王桂兰"
    assert page.panel.note.value() == "要摆圈"
    assert page.panel.time() == (datetime(2026, 11, 25, 14), datetime(2026, 11, 25, 16))
    assert page.panel.room.value() == rooms["舞蹈室"]
    assert page.panel.unsaved.isHidden()


def test_a_saved_form_does_not_come_back(form, settle, page):
    form.book()
    settle()
    page.new_booking()
    settle()
    assert page.panel.unsaved.isHidden()


def test_an_empty_form_is_not_worth_keeping(page, settle, rooms):
    page.new_booking(Slot(rooms["舞蹈室"], WEDNESDAY, 14 * 60, 16 * 60))
    settle()
    page.close_side()
    page.new_booking()
    settle()
    assert page.panel.unsaved.isHidden()


# -- ways out ----------------------------------------------------------------------------------------


def test_a_larger_room_is_offered_at_its_free_hour(page, settle, rooms, make, at):
    make.booking(room=rooms["舞蹈室"], starts=at(25, 14), minutes=90, title="越剧社")
    make.booking(room=rooms["多功能厅"], starts=at(25, 14), title="布置")
    page.new_booking(Slot(rooms["议事厅"], WEDNESDAY, 14 * 60, 16 * 60))
    page.panel.people.set_value(28)
    page.panel._on_part()
    settle()
    offered = {button.way.name: button.way.note for button in page.panel.ways.buttons}
    assert offered["舞蹈室"].startswith(("15:30–17:30", "12:00–14:00"))


def test_with_every_room_taken_the_one_in_the_way_is_named(page, settle, rooms, make, at):
    for room in rooms.values():
        make.booking(room=room, starts=at(25, 14), title="全区演练")
    page.new_booking()
    page.panel.when.setText("25 14+2")
    page.panel.people.set_value(28)
    page.panel._on_part()
    settle()
    assert page.panel.room.value() == rooms["舞蹈室"]
    assert "全区演练" in page.panel.ways.title.text()
    assert page.panel.ways.buttons


# -- requests and rules -----------------------------------------------------------------------------


def test_asking_first_keeps_a_request_that_holds_the_room(form, settle, backend, actor):
    form.request.setChecked(True)
    settle()
    assert form.save.text() == "Hand in the request"
    assert "answer" in form.verdict.words
    form.book()
    settle()
    (row,) = rows(backend, actor)
    assert row.status is OccurrenceStatus.REQUESTED
    undo_last()
    settle()
    (row,) = rows(backend, actor)
    assert row.status is OccurrenceStatus.CANCELLED


def test_a_rule_stands_beside_its_field_and_is_set_aside_with_a_reason(form, settle, backend, actor, limit):
    form._on_part()
    settle()
    assert "Rule" in form.time_field.text_below
    assert form.time_field.problem.level == "error"
    form.book()
    settle()
    assert rows(backend, actor) == []
    assert form.verdict.reason.hasFocus()
    form.verdict.reason.setText("区里急用")
    settle()
    press([Key.Key_Return])
    settle()
    assert len(rows(backend, actor)) == 1


def test_who_may_not_set_a_rule_aside_is_not_asked_for_a_reason(
    form, settle, desk, backend, actor, make, limit
):
    from neighborcenter.accounts.permissions import Permission

    without = (Permission.BOOKING_OVERRIDE, Permission.BOOKING_APPROVE)
    desk.actor = make.actor_as("front_desk", without=without)
    form._on_part()
    settle()
    assert form.time_field.problem is not None
    assert form.verdict.reason_field.isHidden()
    form.book()
    settle()
    assert rows(backend, actor) == []


def test_the_fee_stands_there_with_its_reason(form, settle, fee):
    form._on_part()
    settle()
    assert "¥40.00" in form.verdict.words


# -- changing ---------------------------------------------------------------------------------------


def test_a_booking_can_be_given_to_somebody_without_a_record(page, settle, backend, actor, make, rooms, at):
    resident = make.resident("王桂兰")
    make.booking(room=rooms["议事厅"], starts=at(25, 9), title="调解", who="王桂兰", resident_id=resident)
    page.reload()
    settle()
    page.open_occurrence(page.week.board().bars[0].id)
    settle()
    page.card.change.click()
    settle()
    page.panel.who.box.clear()
    page.panel.who.box.setText("王桂兰")  # The same name, typed: no longer the resident of the record.
    settle()
    page.panel.book()
    settle()
    with backend.read(actor) as read:
        kept = read.row(sa.select(booking.c.who, booking.c.resident_id, booking.c.group_id))
    assert tuple(kept) == ("王桂兰", None, None)
