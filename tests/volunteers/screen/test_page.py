"""The volunteers' page under the fingers: from recruiting somebody to their certificate."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.kit.times import Month
from neighborcenter.volunteers import cards, hours_service, ledgers, register, volunteer_service
from neighborcenter.volunteers.drafts import HoursDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import AvailabilityKind, HoursStatus, SignMethod, VolunteerStatus
from neighborcenter.volunteers.records import stored
from ui.kit import messages
from ui.people.picker import Picked
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.hours_panel import HoursPanel
from ui.volunteers.notice_panel import NoticePanel
from ui.volunteers.panel import VolunteerPanel
from ui.volunteers.week_panel import WeekPanel

Key, Mod = Qt.Key, Qt.KeyboardModifier


def panel_of(page: Any, kind: type) -> Any:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def lines_of(backend: Any, actor: Any) -> list[Any]:
    with backend.read(actor) as read:
        return ledgers.month_lines(read, Month(2026, 11))


def card_of(backend: Any, actor: Any, ref: int) -> Any:
    with backend.read(actor) as read:
        return cards.volunteer_card(read, ref)


def fill(panel: AskPanel, **values: Any) -> None:
    """Type into a form and press its button's key."""
    for name, value in values.items():
        panel.form.fields[name].set_value(value)
    panel.submit()


def recruit(page: Any, resident: int, settle: Any) -> int:
    """郑建国 is taken on, then on trial, then in service; gives the volunteer's id."""
    page.tab("people").new_volunteer()
    settle()
    fill(panel_of(page, AskPanel), resident_id=Picked("郑建国", "resident", resident))
    settle()
    card = panel_of(page, VolunteerPanel)
    assert (card.card.name, card.card.status) == ("郑建国", VolunteerStatus.RECRUIT)
    for _step in range(2):
        card.main.click()
        settle()
    assert card.card.status is VolunteerStatus.ACTIVE
    return int(card.card.volunteer_id)


def sign(hours: Any, settle: Any) -> None:
    """Initials and Enter in the sign-in line."""
    QTest.keyClicks(hours.desk.line, "zjg")
    settle()
    QTest.keyClick(hours.desk.line, Key.Key_Return)
    settle()


def hang_and_take_down(page: Any, settle: Any, clock: Any) -> None:
    """The confirmed hours hang out, cannot be taken down early, and are after their days."""
    page.show_tab("notices")
    settle()
    page.tab("notices").hang()
    settle()
    fill(panel_of(page, AskPanel), place="大厅公示栏")
    settle()
    page.tab("notices").table.grid.go_to_line(0)
    settle()
    notice = panel_of(page, NoticePanel)
    assert not notice.down.isEnabled()
    clock.set(datetime(2026, 11, 30, 9))
    page.reload()
    settle()
    assert notice.down.isEnabled()
    notice.down.click()
    settle()


def test_from_recruiting_to_the_certificate(page, helpers, settle, clock, backend, actor, qtbot) -> None:
    ref = recruit(page, helpers["resident"], settle)
    page.show_tab("hours")
    settle()
    hours = page.tab("hours")
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.begin()
    assert hours.desk.line.hasFocus()
    clock.set(datetime(2026, 11, 23, 8))
    sign(hours, settle)
    assert "1" in hours.desk.said.text()
    clock.set(datetime(2026, 11, 23, 11))
    sign(hours, settle)
    assert hours.desk.gather.isVisible()
    hours.desk.gather.click()
    settle()
    hours.table.grid.go_to_line(0)
    hours.confirm_chosen()
    settle()
    assert [(one.minutes, one.status) for one in lines_of(backend, actor)] == [(180, HoursStatus.CONFIRMED)]
    hang_and_take_down(page, settle, clock)
    assert [one.status for one in lines_of(backend, actor)] == [HoursStatus.ENTERED]
    page.open(("certificates", ("issue", ref)))
    settle()
    panel = panel_of(page, AskPanel)
    assert "3" in panel.intro.text()
    fill(panel, responsible="林书记", handler="周敏")
    settle()
    with backend.read(actor) as read:
        (issued,) = register.certificates(read)
    assert (issued.name, issued.minutes) == ("郑建国", 180)
    assert page.tab("certificates").table.model.rowCount() == 1


def test_a_form_says_beside_the_field_what_is_missing(page, helpers, settle) -> None:
    page.open(("certificates", ("issue", helpers["王桂兰"])))
    settle()
    panel = panel_of(page, AskPanel)
    fill(panel, responsible="", handler="周敏")
    settle()
    assert panel.form.fields["responsible"].problem is not None
    assert panel.form.fields["handler"].problem is None


def test_a_step_of_standing_is_taken_back_with_ctrl_z(page, helpers, settle, backend, actor) -> None:
    people = page.tab("people")
    people.new_volunteer()
    settle()
    fill(panel_of(page, AskPanel), resident_id=Picked("郑建国", "resident", helpers["resident"]))
    settle()
    card = panel_of(page, VolunteerPanel)
    card.main.click()
    settle()
    ref = card.card.volunteer_id
    assert card_of(backend, actor, ref).status is VolunteerStatus.TRIAL
    assert messages.undo_last()
    settle()
    assert card_of(backend, actor, ref).status is VolunteerStatus.RECRUIT


def test_changed_details_are_taken_back_unless_somebody_else_changed_them(
    page, helpers, settle, backend, actor
) -> None:
    ref = helpers["王桂兰"]

    def details() -> tuple[str, int, str]:
        with backend.read(actor) as read:
            row = stored(read, ref)
            return row.languages, row.wanted_shifts, row.contact_phone

    def change(**values: Any) -> None:
        page.open(ref)
        settle()
        panel_of(page, VolunteerPanel).wanted.emit("edit", None)
        settle()
        fill(panel_of(page, AskPanel), **values)
        settle()

    change(contact_phone="13905950001")
    before = details()
    change(languages="闽南话、英语", wanted_shifts=4, contact_phone="13905950002")
    assert details() == ("闽南话、英语", 4, "13905950002")
    assert messages.undo_last()
    settle()
    assert details() == before
    change(languages="英语")
    with backend.work(actor) as work:
        volunteer_service.change(work, ref, VolunteerDraft(languages="日语"))
    assert messages.undo_last()
    settle()
    assert details()[0] == "日语"


def test_the_week_is_painted_with_the_keyboard(page, helpers, settle, backend, actor) -> None:
    page.open(helpers["王桂兰"])
    settle()
    panel_of(page, VolunteerPanel).wanted.emit("week", None)
    settle()
    panel = panel_of(page, WeekPanel)
    QTest.keyClick(panel.week, Key.Key_Space)
    QTest.keyClick(panel.week, Key.Key_Right, Mod.ShiftModifier)
    QTest.keyClick(panel.week, Key.Key_Down)
    panel.take_brush(AvailabilityKind.CANNOT)
    QTest.keyClick(panel.week, Key.Key_Space)
    panel.submit()
    settle()
    said = [
        (one.weekday, one.opens, one.closes, one.kind)
        for one in card_of(backend, actor, helpers["王桂兰"]).availability
    ]
    assert said == [
        (0, "08:00", "10:00", AvailabilityKind.CAN),
        (1, "09:00", "10:00", AvailabilityKind.CANNOT),
    ]


def test_who_wrote_hours_down_cannot_review_them(page, helpers, settle, make) -> None:
    with make.backend.work(make.actor) as work:
        hours_service.draft_hours(
            work,
            HoursDraft(
                helpers["王桂兰"], day=work.clock.today(), minutes=60, content="入户探访",
                method=SignMethod.BACKFILL, reason="忘签", evidence="照片",
            ),
        )  # fmt: skip
    page.open(("hours", "review"))
    settle()
    hours = page.tab("hours")
    assert hours.table.model.rowCount() == 1
    hours.table.grid.go_to_line(0)
    hours.table.opened.emit(hours.table.current_id())
    settle()
    panel = panel_of(page, HoursPanel)
    assert panel.line.mine
    buttons = [panel.foot_row.itemAt(at).widget() for at in range(panel.foot_row.count())]
    assert buttons
    assert not any(one.isEnabled() for one in buttons)


@pytest.mark.parametrize("typed", ["wgl", "王桂", "V2026-0001"])
def test_a_volunteer_is_found_by_name_pinyin_and_number(page, settle, typed) -> None:
    people = page.tab("people")
    people.table.bar.line.setText(typed)
    settle()
    assert [people.table.model.row_at(at).name for at in range(people.table.model.rowCount())] == ["王桂兰"]


def test_a_single_day_is_noted_beside_the_week(page, helpers, settle, backend, actor) -> None:
    page.open(helpers["王桂兰"])
    settle()
    panel_of(page, VolunteerPanel).wanted.emit("week", None)
    settle()
    panel = panel_of(page, WeekPanel)
    panel.dated.day.set_value(date(2026, 12, 3))
    panel.dated.times.editor.setText("14-17")
    panel.submit()
    settle()
    said = card_of(backend, actor, helpers["王桂兰"]).availability
    assert [(str(one.day), one.opens, one.closes, one.kind) for one in said] == [
        ("2026-12-03", "14:00", "17:00", AvailabilityKind.CANNOT)
    ]
    assert messages.undo_last()
    settle()
    assert card_of(backend, actor, helpers["王桂兰"]).availability == ()
