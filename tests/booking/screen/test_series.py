"""Series, closed days, call lists and left-out days as they are touched."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from neighborcenter.booking import calls, queries, series_rows, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import CallOutcome, OccurrenceStatus, Scope
from ui.booking.calls.section import CallsSection
from ui.booking.closures.section import ClosuresSection
from ui.booking.notices import notices
from ui.booking.series.panel import SeriesPanel
from ui.booking.series.waiting_section import WaitingSection
from ui.kit import messages


@pytest.fixture
def weekly(backend, actor, rooms) -> service.Booked:
    """Four Wednesday afternoons of the choir in the dance room."""
    draft = BookingDraft(
        rooms["舞蹈室"],
        datetime(2026, 12, 2, 14),
        datetime(2026, 12, 2, 16),
        "合唱排练",
        "王桂兰",
        phone="13805770427",
        repeat="FREQ=WEEKLY;COUNT=4",
    )
    with backend.work(actor) as work:
        return service.book(work, draft)


def shown(qtbot, settle, page, panels):
    page.panel_wanted.connect(lambda widget: panels.append(widget))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()
    settle()
    return page


def starts(backend, actor, booking_id):
    with backend.read(actor) as read:
        return [row.during.start for row in series_rows.series(read, booking_id).rows]


def test_a_series_is_changed_with_its_days_in_sight_and_put_back(
    qtbot, settle, backend, actor, rooms, weekly
):
    panel = SeriesPanel()
    qtbot.addWidget(panel)
    with backend.read(actor) as read:
        card = queries.booking_card(read, weekly.booking_id)
    day = next(day for day in card.days if day.occurrence_id == weekly.occurrence_ids[1])
    panel.show()
    panel.begin(card, day, [(ref, name) for name, ref in rooms.items()])
    settle()
    assert not panel.save.isEnabled()
    panel.times.set_value((19 * 60, 20 * 60 + 30))
    panel.look()
    settle()
    assert len(panel.days.shown) == 3
    assert panel.save.isEnabled()
    panel.keep()
    settle()
    with backend.read(actor) as read:
        later = series_rows.series_of_day(read, weekly.occurrence_ids[1])
    assert [row.during.start.hour for row in later.rows] == [19, 19, 19]
    messages.undo_last()
    settle()
    assert [start.hour for start in starts(backend, actor, weekly.booking_id)] == [14] * 4


def test_a_day_that_cannot_follow_takes_another_room_by_a_press(qtbot, settle, backend, actor, rooms, weekly):
    with backend.work(actor) as work:
        service.book(
            work,
            BookingDraft(
                rooms["舞蹈室"], datetime(2026, 12, 9, 19), datetime(2026, 12, 9, 21), "广场舞", "舞蹈队"
            ),
        )
        card = queries.booking_card(work, weekly.booking_id)
    panel = SeriesPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.begin(card, card.days[0], [(ref, name) for name, ref in rooms.items()])
    panel.scope.set_value(Scope.ALL)
    panel.times.set_value((19 * 60, 21 * 60))
    panel.look()
    settle()
    assert "广场舞" in panel.days.lines[0]
    assert not panel.save.isEnabled()
    panel.take_room(date(2026, 12, 9), rooms["多功能厅"])
    settle()
    assert panel.save.isEnabled()
    panel.keep()
    settle()
    with backend.read(actor) as read:
        found = [row.room_id for row in series_rows.series(read, weekly.booking_id).rows]
    assert found == [rooms["舞蹈室"], rooms["多功能厅"], rooms["舞蹈室"], rooms["舞蹈室"]]


def test_closing_shows_who_is_affected_and_lifting_what_comes_back(qtbot, settle, backend, actor, weekly):
    panels: list = []
    page = shown(qtbot, settle, ClosuresSection(), panels)
    page.new()
    editor = panels[-1]
    qtbot.addWidget(editor)
    editor.form.set_values({"first": date(2026, 12, 9), "reason": "停电检修"})
    editor.look()
    settle()
    assert "合唱排练" in editor.days.lines[0]
    editor._on_save()
    settle()
    settle()
    with backend.read(actor) as read:
        day = series_rows.series(read, weekly.booking_id).rows[1]
        assert day.status is OccurrenceStatus.SUSPENDED
        assert [notice.page for notice in notices(read)] == ["settings"]
    page.reload()
    settle()
    settle()
    page.table.grid.go_to_line(0)
    page.reopen()
    settle()
    lift = panels[-1]
    qtbot.addWidget(lift)
    assert "合唱排练" in lift.days.lines[0]
    lift.lift_it()
    settle()
    with backend.read(actor) as read:
        assert series_rows.series(read, weekly.booking_id).rows[1].status is OccurrenceStatus.BOOKED


def test_a_call_is_ticked_off_and_taken_back(qtbot, settle, backend, actor, weekly):
    from neighborcenter.booking import closing
    from neighborcenter.center.drafts import ClosureDraft

    with backend.work(actor) as work:
        closing.close(work, ClosureDraft(date(2026, 12, 9), date(2026, 12, 9), "停电检修"))
    page = shown(qtbot, settle, CallsSection(), [])
    page.table.grid.go_to_line(0)
    page.tick_current()
    settle()
    with backend.read(actor) as read:
        assert calls.open_lists(read) == ()
    messages.undo_last()
    settle()
    with backend.read(actor) as read:
        one = calls.open_lists(read)[0]
        assert calls.entries(read, one.list_id)[0].outcome is CallOutcome.OPEN


def test_a_call_list_is_put_aside_and_taken_up_again(qtbot, settle, backend, actor, weekly):
    from neighborcenter.booking import closing
    from neighborcenter.center.drafts import ClosureDraft

    with backend.work(actor) as work:
        closing.close(work, ClosureDraft(date(2026, 12, 9), date(2026, 12, 9), "停电检修"))
    page = shown(qtbot, settle, CallsSection(), [])
    page.table.grid.go_to_line(0)
    page.aside_button.click()
    settle()
    with backend.read(actor) as read:
        assert calls.open_lists(read) == ()
    messages.undo_last()
    settle()
    with backend.read(actor) as read:
        assert [one.left for one in calls.open_lists(read)] == [1]


def test_a_left_out_day_is_booked_again_in_a_room_that_is_free(qtbot, settle, backend, actor, rooms, weekly):
    draft = BookingDraft(
        rooms["舞蹈室"], datetime(2026, 12, 1, 14), datetime(2026, 12, 1, 16), "太极", "太极队",
        repeat="FREQ=DAILY;COUNT=3", skip_clashes=True,
    )  # fmt: skip
    with backend.work(actor) as work:
        booked = service.book(work, replace(draft))
    panels: list = []
    page = shown(qtbot, settle, WaitingSection(), panels)
    page.table.grid.go_to_line(0)
    page.book_again()
    panel = panels[-1]
    qtbot.addWidget(panel)
    assert not panel.again.isVisible()
    panel.others[0].click()
    settle()
    with backend.read(actor) as read:
        found = series_rows.series(read, booked.booking_id).rows
    assert [row.status for row in found] == [OccurrenceStatus.BOOKED] * 3
    assert found[1].room_id != rooms["舞蹈室"]
