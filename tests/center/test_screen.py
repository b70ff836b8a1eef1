"""The settings on the screen: profile, rooms, hours, closed days, holidays, users, roles, trail, backups."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.accounts import queries as account_queries
from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries
from neighborcenter.center.drafts import ClosureDraft, RoomDraft
from neighborcenter.center.service import close_days, open_room
from ui import pages as _pages  # noqa: F401 - fills the list of sections
from ui.center.page import SettingsPage
from ui.kit import jobs, messages, workstation
from ui.kit.changes import Changes
from ui.kit.theme import apply_theme
from ui.kit.workstation import Workstation


@pytest.fixture
def settle(qapp, qtbot, backend, actor, tmp_path):
    apply_theme(qapp)
    workstation.use(Workstation(tmp_path))
    runner = jobs.runner()
    runner.backend, runner.actor = backend, actor
    yield lambda: qtbot.waitUntil(runner.is_idle, timeout=15_000)
    jobs.close_runner()
    workstation.use(None)


@pytest.fixture
def settings(settle, qtbot, backend, actor):
    with backend.work(actor) as work:
        open_room(work, RoomDraft("多功能厅", capacity=80, floor="1F", equipment=("投影仪",)))
        open_room(work, RoomDraft("书画室", capacity=24))
    page = SettingsPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    changes = Changes(jobs.runner(), page)
    changes.changed.connect(page.on_changed)
    page.panels = []
    page.panel_wanted.connect(page.panels.append)
    page.show()

    def section(key):
        page.open(f"settings.{key}")
        settle()
        return page.sections[f"settings.{key}"]

    page.section = section
    yield page
    for panel in page.panels:
        if panel is not None:
            panel.deleteLater()


def read(backend, actor, ask):
    with backend.read(actor) as opened:
        return ask(opened)


def test_every_section_opens(settings):
    for key in settings.specs:
        section = settings.section(key.partition(".")[2])
        assert section.isVisible()


def test_the_profile_is_saved_and_a_wrong_phone_stays_in_its_field(settings, settle, backend, actor):
    section = settings.section("profile")
    section.form.set_values({"name": "双沟社区邻里中心", "phone": "12", "town_code": "350103001"})
    section._on_save()
    settle()
    assert section.form.values()["phone"] == "12"
    section.form.set_values({"name": "双沟社区邻里中心", "phone": "0591-83123456", "town_code": "350103001"})
    section._on_save()
    settle()
    card = read(backend, actor, queries.center_profile)
    assert (card.phone, card.town_code) == ("0591-83123456", "350103001")


def test_a_new_room_stands_in_the_list_at_once(settings, settle):
    section = settings.section("rooms")
    assert section.table.model.rowCount() == 2
    section.new()
    editor = settings.panels[-1]
    editor.form.set_values({"name": "议事厅", "site_id": section._sites[0].id, "capacity": 16})
    editor._on_save()
    settle()
    settle()
    assert section.table.model.rowCount() == 3
    assert settings.panels[-1] is None


def test_a_room_is_divided_into_parts_that_hold_no_more_than_the_whole(settings, settle, backend, actor):
    section = settings.section("rooms")
    room = read(backend, actor, queries.rooms)[0]
    section.divide(room)
    parts = settings.panels[-1]
    parts._forms[0].set_values({"name": "多功能厅 A", "capacity": 60})
    parts._on_save()
    settle()
    assert not read(backend, actor, queries.rooms)[0].parts
    parts._forms[0].set_values({"name": "多功能厅 A", "capacity": 40})
    parts._on_save()
    settle()
    assert [part.name for part in read(backend, actor, queries.rooms)[0].parts] == [
        "多功能厅 A",
        "多功能厅 B",
    ]


def test_hours_are_painted_with_the_keyboard_and_kept(settings, settle, backend, actor):
    section = settings.section("hours")
    grid = section._grids[("", "")]
    grid.setFocus()
    grid.spot = (2, (9 * 60 - 6 * 60) // 15)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert grid.spans()[2] == [(9 * 60, 10 * 60)]
    section._on_save()
    settle()
    spans = read(backend, actor, queries.hours_rows)
    assert [(span.weekday, span.opens, span.closes) for span in spans] == [(2, 540, 600)]


def test_a_season_that_does_not_exist_is_refused_in_words(settings, settle):
    section = settings.section("hours")
    section._grids[("", "")].set_spans({0: [(540, 720)]})
    section.first.set_value("13-01")
    section.last.set_value("08-31")
    section._on_add_season()
    section._on_save()
    settle()
    assert section.banner.isVisible()


def test_a_closure_can_be_taken_back_and_undone(settings, settle, backend, actor):
    with backend.work(actor) as work:
        close_days(work, ClosureDraft(date(2026, 12, 1), date(2026, 12, 2), "地板打蜡"))
    section = settings.section("closures")
    assert section.table.model.rowCount() == 1
    section.table.grid.go_to_line(0)
    section.reopen()
    settle()
    settle()
    assert section.table.model.rowCount() == 0


def test_a_pasted_notice_imports_a_year_and_nonsense_names_the_line(settings, settle, backend, actor):
    section = settings.section("holidays")
    from neighborcenter.center.holiday_files import holidays_from_text

    section.take(lambda: holidays_from_text("2027-01-01, 元旦, 休\nhello"), "粘贴的文字")
    settle()
    assert section.banner.isVisible()
    section.take(lambda: holidays_from_text("2027-01-01, 元旦, 休\n2027-01-02, 元旦, 休"), "粘贴的文字")
    settle()
    years = {row.year: row for row in read(backend, actor, queries.holiday_years)}
    assert len(years[2027].off) == 2


def test_a_user_is_added_and_a_weak_password_refused(settings, settle, backend, actor):
    section = settings.section("users")
    section.new()
    editor = settings.panels[-1]
    editor.form.set_values({"name": "周敏", "login": "zhoumin", "password": "1234"})
    editor._on_save()
    settle()
    assert len(read(backend, actor, account_queries.accounts)) == 1
    editor.form.set_values({"name": "周敏", "login": "zhoumin", "password": "Guihua-2026"})
    editor._on_save()
    settle()
    assert {row.login for row in read(backend, actor, account_queries.accounts)} == {"zhoumin", "lin"}


def test_a_tick_gives_a_right_and_the_last_manager_keeps_hers(settings, settle, backend, actor):
    section = settings.section("roles")
    model = section.model
    desk = next(place for place, role in enumerate(model.roles) if role.key == "front_desk")
    row = model.rights.index(Permission.REPORTS_VIEW)
    model.toggle(model.index(row, desk))
    settle()
    roles = {role.key: role for role in read(backend, actor, account_queries.roles)}
    assert str(Permission.REPORTS_VIEW) in roles["front_desk"].permissions
    admin = next(place for place, role in enumerate(model.roles) if role.key == "administrator")
    model.toggle(model.index(model.rights.index(Permission.ACCOUNTS_MANAGE), admin))
    settle()
    roles = {role.key: role for role in read(backend, actor, account_queries.roles)}
    assert str(Permission.ACCOUNTS_MANAGE) in roles["administrator"].permissions


def test_the_trail_can_be_narrowed_to_one_room(settings, settle):
    section = settings.section("audit")
    everything = section.table.model.rowCount()
    section.table.bar.chips[0].set_value("center.")
    settle()
    assert 0 < section.table.model.rowCount() < everything + 1
    assert all(section.table.model.row_at(line).act.startswith("center.") for line in range(2))


def test_a_backup_is_made_proved_and_listed(settings, settle):
    section = settings.section("backups")
    section.make()
    settle()
    settle()
    assert section.table.model.rowCount() == 1
    section.table.grid.go_to_line(0)
    section.prove()
    settle()
    assert section.banner.isVisible()


def test_who_may_not_write_sees_but_cannot_change(settle, qtbot, backend, actor):
    from neighborcenter.kit.actor import Actor

    jobs.runner().actor = Actor(
        actor.account_id, "审计员", actor.center_id, frozenset({str(Permission.CENTER_VIEW)})
    )
    page = SettingsPage()
    qtbot.addWidget(page)
    page.show()
    page.open("settings.profile")
    settle()
    assert "settings.users" not in page.specs
    assert not page.sections["settings.profile"].form.isEnabled()


def test_terms_are_added_changed_and_removed_and_each_act_can_be_undone(settings, settle, backend, actor):
    def kept():
        return [(one.name, one.first, one.last) for one in read(backend, actor, queries.terms)]

    section = settings.section("terms")
    section.new()
    editor = settings.panels[-1]
    editor.form.set_values({"name": "秋季学期", "first": date(2026, 8, 31), "last": date(2026, 8, 1)})
    editor.keep()
    settle()
    assert editor.form.fields["last"].problem is not None
    editor.form.set_values({"name": "秋季学期", "first": date(2026, 8, 31), "last": date(2027, 1, 22)})
    editor.keep()
    settle()
    autumn = ("秋季学期", date(2026, 8, 31), date(2027, 1, 22))
    assert kept() == [autumn]
    settle()
    section.table.grid.go_to_line(0)
    section.change()
    editor = settings.panels[-1]
    editor.form.fields["last"].set_value(date(2027, 1, 29))
    editor.keep()
    settle()
    assert kept() == [(*autumn[:2], date(2027, 1, 29))]
    messages.undo_last()
    settle()
    assert kept() == [autumn]
    section.table.grid.go_to_line(0)
    section.remove()
    settle()
    assert kept() == []
    messages.undo_last()
    settle()
    assert kept() == [autumn]
