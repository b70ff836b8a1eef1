"""The Activities page: planned, published, called off, told, waited for — by keyboard, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from neighborcenter.activities import enroll_service, enrollment_queries, queries
from neighborcenter.activities.drafts import PartnerDraft
from neighborcenter.activities.kinds import ActivityKind, ActivityStatus, EnrollmentStatus, SessionStatus
from neighborcenter.booking import calls
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.people import group_service
from neighborcenter.people.drafts import GroupDraft, TagDraft
from ui.activities import notices, reading
from ui.activities.editor import ActivityEditor
from ui.activities.enrollment_panel import EnrollmentPanel
from ui.activities.finder import found_activities
from ui.activities.reason_panel import ReasonPanel
from ui.activities.view import TABS
from ui.kit import messages
from ui.kit.actions import clashes

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def page(window: Any, settle: Any) -> Any:
    window.open_page("activities")
    settle()
    return window.pages["activities"]


@pytest.fixture(autouse=True)
def _no_toast_left() -> Any:
    yield
    messages.clear_toast()
    messages.forget_undo()


def card_of(backend: Any, actor: Any, ref: int) -> Any:
    with backend.read(actor) as read:
        return queries.activity_card(read, ref)


def line(backend: Any, actor: Any, ref: int) -> list[str]:
    with backend.read(actor) as read:
        return [row.who for row in enrollment_queries.waiting_list(read, ref)]


def plan(page: Any, settle: Any, title: str, time: str) -> ActivityEditor:
    page.new_activity()
    settle()
    editor = page.window().panel.content()
    assert isinstance(editor, ActivityEditor)
    editor.basics.fields["title"].editor.setText(title)
    editor.when.time.setText(time)
    settle()
    return editor


def test_an_activity_is_planned_with_its_room_and_published_in_one_act(
    page: Any, settle: Any, backend: Any, actor: Any
) -> None:
    editor = plan(page, settle, "水彩班", "12.2 14+2")
    rooms = [key for key, _words in editor.when.room._choices if key is not None]
    editor.when.room.set_value(rooms[0])
    editor.submit(publish=True)
    settle()
    with backend.read(actor) as read:
        row = next(one for one in queries.activities(read) if one.title == "水彩班")
    card = card_of(backend, actor, row.id)
    assert card.status is ActivityStatus.PUBLISHED
    assert [(one.starts, one.room_id) for one in card.sessions] == [(datetime(2026, 12, 2, 14), rooms[0])]
    assert page.table.current_id() == row.id


def test_the_kind_fills_in_what_is_usual(page: Any, settle: Any) -> None:
    editor = plan(page, settle, "小小夏令营", "12.2 9+3")
    editor.basics.kind.set_value(ActivityKind.CAMP)
    editor.basics.kind.changed.emit()
    draft = editor.draft()
    assert draft.title == "小小夏令营"
    assert (draft.age_from, draft.age_to) == (6, 14)
    assert sum(draft.places.values()) == 80


def test_who_helps_and_whom_it_is_for_come_back_as_they_were_typed(
    page: Any, settle: Any, backend: Any, actor: Any
) -> None:
    with backend.work(actor) as work:
        choir = group_service.add_group(work, GroupDraft(name="夕阳红合唱团", leader_name="陈丽娟", size=20))
        tags = tuple(group_service.add_tag(work, TagDraft(name=name)) for name in ("退役军人", "残疾人"))
    editor = plan(page, settle, "新年音乐会", "12.30 14+2")
    for field, value in (
        ("partners", "夕阳红合唱团\n晋江农商银行"),
        ("eligible_tags", tags),
        ("free_tags", tags),
        ("fee_fen", 1250),
    ):
        editor.more.fields[field].set_value(value)
    editor.submit()
    settle()
    page.edit(page.table.current_id())
    settle()
    draft = page.window().panel.content().draft()
    assert draft.partners == (PartnerDraft(choir), PartnerDraft(words="晋江农商银行"))
    assert (set(draft.eligible_tags), set(draft.free_tags), draft.fee_fen) == ({*tags}, {*tags}, 1250)


def test_a_taken_room_is_not_offered(page: Any, settle: Any, town: Any) -> None:
    editor = plan(page, settle, "瑜伽", "11.25 9+2")
    assert town.rooms["舞蹈室"] not in [key for key, _words in editor.when.room._choices]
    assert town.rooms["多功能厅"] in [key for key, _words in editor.when.room._choices]


def test_a_missing_title_is_said_beside_it(page: Any, settle: Any) -> None:
    editor = plan(page, settle, "", "12.2 9+3")
    editor.submit()
    settle()
    assert editor.basics.fields["title"].problem is not None


def test_last_years_activity_is_copied_into_a_draft(
    page: Any, settle: Any, town: Any, backend: Any, actor: Any
) -> None:
    page.table.select(town.activities["八段锦"])
    settle()
    page._panel.copy_wanted.emit()
    settle()
    editor = page.window().panel.content()
    assert isinstance(editor, ActivityEditor)
    copied = card_of(backend, actor, editor._form.activity_id)
    assert (copied.title, copied.status, copied.copied_from_id) == (
        "八段锦", ActivityStatus.DRAFT, town.activities["八段锦"],
    )  # fmt: skip


def test_the_list_narrows_to_what_has_places_left(page: Any, settle: Any, town: Any) -> None:
    from ui.kit.columns import Where

    town.activity("书法班", seats=1)
    town.sign_up("书法班", "陈丽娟")
    page.table.set_where(Where("", {"left": "left"}))
    settle()
    titles = [page.table.model.row_at(at).title for at in range(page.table.model.rowCount())]
    assert titles == ["八段锦"]


def test_a_cancelled_session_leads_to_the_calls_and_enter_ticks_them(
    page: Any, hand: Any, settle: Any, town: Any, backend: Any, actor: Any
) -> None:
    town.sign_up("八段锦", "王桂兰", "吴国立")
    page.open_activity(town.activities["八段锦"], "sessions")
    settle()
    page.view.tab().table.grid.go_to_line(0)
    hand.press(Key.Key_X, Mod.AltModifier)
    settle()
    panel = page.window().panel.content()
    assert isinstance(panel, ReasonPanel)
    panel.reason.set_value("老师生病")
    panel.submit()
    settle()
    card = card_of(backend, actor, town.activities["八段锦"])
    assert [one.status for one in card.sessions] == [SessionStatus.CANCELLED]
    assert page.view.tabs.current == "calls"
    tab = page.view.tab()
    assert tab.table.model.rowCount() == 2
    tab.begin()
    for _call in range(2):
        hand.type("⏎")
        settle()
    with backend.read(actor) as read:
        made = [*calls.open_lists(read), *calls.closed_lists(read)]
        outcomes = [one.outcome for one in calls.entries(read, made[0].list_id)]
    assert outcomes == [CallOutcome.TOLD, CallOutcome.TOLD]


def test_a_place_that_is_free_is_offered_taken_and_declined_by_keys(
    page: Any, hand: Any, settle: Any, town: Any, backend: Any, actor: Any
) -> None:
    ref = town.activity("书法班", seats=1)
    first = town.sign_up("书法班", "陈丽娟", "黄志明", "蔡秀英", "林喆")[0]
    with backend.work(actor) as work:
        enroll_service.leave(work, first)  # 黄志明 is offered the place
    page.open_activity(ref, "waiting")
    settle()
    tab = page.view.tab()
    tab.begin()
    tab.table.grid.go_to_line(0)
    assert tab.table.current_row().status is EnrollmentStatus.OFFERED
    hand.press(Key.Key_N, Mod.AltModifier)
    settle()
    with backend.read(actor) as read:
        offered = enrollment_queries.open_offers(read)
    assert [one.who for one in offered] == ["蔡秀英"]
    tab.table.grid.go_to_line(0)
    hand.press(Key.Key_Y, Mod.AltModifier)
    settle()
    with backend.read(actor) as read:
        rows = enrollment_queries.enrollments(read, ref, statuses=(EnrollmentStatus.ENROLLED,))
    assert [one.who for one in rows] == ["蔡秀英"]
    assert line(backend, actor, ref) == ["林喆"]


def test_the_order_changes_only_with_a_reason_and_can_be_taken_back(
    page: Any, hand: Any, settle: Any, town: Any, backend: Any, actor: Any
) -> None:
    ref = town.activity("书法班", seats=1)
    town.sign_up("书法班", "陈丽娟", "黄志明", "蔡秀英", "林喆")
    page.open_activity(ref, "waiting")
    settle()
    tab = page.view.tab()
    tab.begin()
    tab.table.grid.go_to_line(2)
    hand.press(Key.Key_Up, Mod.AltModifier)
    settle()
    panel = page.window().panel.content()
    panel.submit()
    settle()
    assert line(backend, actor, ref) == ["黄志明", "蔡秀英", "林喆"]
    panel.reason.set_value("高龄或残障")
    panel.submit()
    settle()
    assert line(backend, actor, ref) == ["黄志明", "林喆", "蔡秀英"]
    messages.undo_last()
    settle()
    assert line(backend, actor, ref) == ["黄志明", "蔡秀英", "林喆"]


def test_signing_off_is_taken_back_by_undo(
    page: Any, settle: Any, town: Any, backend: Any, actor: Any
) -> None:
    ref = town.activities["八段锦"]
    one = town.sign_up("八段锦", "王桂兰")[0]
    page.open_activity(ref, "sign_ups", one)
    settle()
    panel = page.window().panel.content()
    assert isinstance(panel, EnrollmentPanel)
    panel.leave_wanted.emit()
    settle()
    page.window().panel.content().submit()
    settle()
    assert card_of(backend, actor, ref).enrolled == 0
    messages.undo_last()
    settle()
    assert card_of(backend, actor, ref).enrolled == 1


def test_a_transfer_keeps_the_old_place_until_the_new_one_is_sure(
    page: Any, settle: Any, town: Any, backend: Any, actor: Any
) -> None:
    town.activity("太极", starts=datetime(2026, 11, 27, 9))
    one = town.sign_up("八段锦", "王桂兰")[0]
    page.open_activity(town.activities["八段锦"], "sign_ups", one)
    settle()
    page.window().panel.content().transfer_wanted.emit()
    settle()
    panel = page.window().panel.content()
    panel.goal.set_value(next(at for at, goal in panel._goals.items() if "太极" in goal.words))
    panel.submit()
    settle()
    assert card_of(backend, actor, town.activities["太极"]).enrolled == 1
    assert card_of(backend, actor, town.activities["八段锦"]).enrolled == 0


def test_the_palette_finds_activities_by_initials(town: Any, backend: Any, actor: Any) -> None:
    with backend.read(actor) as read:
        assert [one.name for one in found_activities(read, "bdj", limit=8)] == ["八段锦"]


def test_the_bell_says_which_offers_lapse_today_and_which_sign_ups_close(
    town: Any, backend: Any, actor: Any
) -> None:
    town.activity("书法班", seats=1, offer_hours=4)
    first = town.sign_up("书法班", "陈丽娟", "黄志明")[0]
    town.activity("讲座", sign_up_closes=datetime(2026, 11, 23, 18))
    with backend.work(actor) as work:
        enroll_service.leave(work, first)
    with backend.read(actor) as read:
        found = notices.notices(read)
    assert any("黄志明" in one.text and one.target[0] == "waiting" for one in found)
    assert any("讲座" in one.text and "18:00" in one.text for one in found)


def test_the_front_desk_shows_todays_sessions_and_leads_to_the_door(
    window: Any, settle: Any, town: Any
) -> None:
    town.activity("今日合唱", starts=datetime(2026, 11, 23, 14))
    desk = window.pages["desk"]
    desk.reload()
    settle()
    heed = next(one for one in desk.heeds._shown if "今日合唱" in one.text)
    desk.heeds.page_wanted.emit(heed.page, heed.target)
    settle()
    view = window.pages["activities"].view
    assert (view.tabs.current, view.activity_id) == ("door", town.activities["今日合唱"])


def test_the_calendar_gets_the_sessions_of_its_days(town: Any, backend: Any, actor: Any) -> None:
    day = datetime(2026, 11, 25).date()
    with backend.read(actor) as read:
        found = reading.sessions_of(read, day, day.replace(day=26))
    assert [(one.title, one.where, one.room_id) for one in found] == [
        ("八段锦", "舞蹈室", town.rooms["舞蹈室"])
    ]


def test_every_tab_opens_and_no_key_means_two_things(page: Any, settle: Any, town: Any) -> None:
    town.sign_up("八段锦", "王桂兰")
    own = page.window().own
    for key, _name, _make in TABS:
        page.open_activity(town.activities["八段锦"], key)
        settle()
        assert page.view.tabs.current == key
        assert clashes([*page.action_specs(), *own]) == []
    page.close_activity()
    settle()
    assert clashes([*page.action_specs(), *own]) == []


def test_everything_that_takes_the_focus_has_a_name(page: Any, settle: Any, town: Any) -> None:
    page.new_activity()
    settle()
    for key, _name, _make in TABS:
        page.open_activity(town.activities["八段锦"], key)
        settle()
    nameless = [
        type(widget).__name__
        for widget in page.window().findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.isHidden()
        and widget.focusProxy() is None
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_escape_goes_back_to_the_list(page: Any, hand: Any, settle: Any, town: Any) -> None:
    page.open_activity(town.activities["八段锦"], "sign_ups")
    settle()
    hand.press(Key.Key_Escape)
    settle()
    assert not page.is_whole()


def test_without_the_right_to_plan_nothing_can_be_planned(
    page: Any, settle: Any, make: Any, town: Any
) -> None:
    from ui.kit import jobs

    jobs.runner().actor = make.actor_as("front_desk")
    page.new_activity()
    settle()
    assert not isinstance(page.window().panel.content(), ActivityEditor)
