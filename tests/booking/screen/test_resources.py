"""Settings of equipment, staff and appointments: typed, refused beside the field, kept, taken back."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from neighborcenter.booking import appointment_queries, resource_queries, service
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import ResourceKind
from tests.booking.stock import make_stock
from ui.booking.resources.absence_editor import AbsenceEditor
from ui.booking.resources.editor import ResourceEditor
from ui.booking.resources.page import ResourcesSection
from ui.booking.resources.plan_editor import PlanEditor
from ui.booking.resources.plans import PlansSection
from ui.booking.resources.week_text import read_stretches, say_week
from ui.booking.things import Extras
from ui.kit.changes import Changes
from ui.kit.messages import undo_last


@pytest.fixture
def things(backend, actor, rooms):
    with backend.work(actor) as work:
        return make_stock(work)


@pytest.fixture
def opened(qtbot, desk, things, settle):
    """Show a section and read it."""

    def show(kind):
        section = kind()
        qtbot.addWidget(section)
        section.resize(1100, 700)
        changes = Changes(desk, section)
        changes.changed.connect(section.on_changed)
        panels = []
        section.show_panel = panels.append
        section.close_panel = panels.clear
        section.show()
        section.reload()
        settle()
        return section, panels

    return show


def names(section) -> list[str]:
    model = section.table.model
    return [model.row_at(line).name for line in range(model.rowCount())]


def go_to(section, name: str) -> None:
    section.table.grid.go_to_line(names(section).index(name))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9-12 14-17:30", [(540, 720), (840, 1050)]),
        ("9：00–12：00，14：00–17：00", [(540, 720), (840, 1020)]),
        ("", []),
        ("18到20", [(1080, 1200)]),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert read_stretches(typed) == read


@pytest.mark.parametrize("typed", ["12-9", "上午", "9-11, 10-12", "9-25"])
def test_hours_that_are_none_are_refused(typed):
    with pytest.raises(ValueError, match=r"\S"):
        read_stretches(typed)


def test_the_list_is_searched_by_pinyin_and_narrowed(opened, settle):
    section, _panels = opened(ResourcesSection)
    assert names(section) == ["音响", "投影仪", "折叠椅", "陈护士", "理发师老林"]
    section.table.bar.line.setText("hushi")
    settle()
    settle()
    assert names(section) == ["陈护士"]


def test_a_person_is_added_with_hours_and_refused_beside_the_field(opened, backend, actor, settle, qtbot):
    section, panels = opened(ResourcesSection)
    section.new()
    settle()
    editor = panels[-1]
    assert isinstance(editor, ResourceEditor)
    editor.form.set_values({"name": "陈护士", "kind": ResourceKind.STAFF, "profession": "书法老师"})
    editor._follow_kind()
    assert not editor.form.fields["quantity"].isVisibleTo(editor)
    lines = editor.form.fields["spans"].editor.year
    lines.lines[2].setText("12-9")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert editor.form.fields["spans"].text_below
    lines.lines[0].setText("9-11:30")
    lines._spread()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    assert "陈护士" in editor.form.fields["name"].text_below
    editor.form.set_values({"name": "王老师"})
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    assert panels == []
    with backend.read(actor) as read:
        row = next(one for one in resource_queries.resources(read) if one.name == "王老师")
    assert say_week(row.spans) == "Monday、Tuesday、Wednesday、Thursday、Friday 09:00–11:30"


def test_hours_of_a_season_are_written_changed_and_removed(opened, backend, actor, settle, qtbot):
    section, panels = opened(ResourcesSection)
    go_to(section, "陈护士")
    section._on_opened(0)
    settle()
    editor = panels[-1]
    hours = editor.form.fields["spans"].editor
    hours.more.click()
    (season,) = hours.seasons
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert "07-01" in editor.form.fields["spans"].text_below, "which days the season has is not said yet"
    season.first.setText("7月1日")
    season.last.setText("8.31")
    season.week.lines[2].setText("8-11")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()

    def kept() -> str:
        with backend.read(actor) as read:
            return say_week(
                next(one for one in resource_queries.resources(read) if one.name == "陈护士").spans
            )

    assert kept() == "Wednesday 09:00–12:00; 07-01–08-31: Wednesday 08:00–11:00"
    go_to(section, "陈护士")
    section._on_opened(0)
    settle()
    hours = panels[-1].form.fields["spans"].editor
    assert (hours.seasons[0].marks(), hours.year.lines[2].text()) == (("07-01", "08-31"), "09:00–12:00")
    hours.seasons[0].dropped.emit()
    qtbot.mouseClick(panels[-1].save, Qt.MouseButton.LeftButton)
    settle()
    assert kept() == "Wednesday 09:00–12:00"


def test_more_promised_than_left_is_said_beside_the_quantity(
    opened, things, backend, actor, rooms, settle, qtbot
):
    with backend.work(actor) as work:
        draft = BookingDraft(
            rooms["舞蹈室"], datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 11), "排练", "合唱队"
        )
        service.book(work, replace(draft, resources=((things.projector, 3),)))
    section, panels = opened(ResourcesSection)
    go_to(section, "投影仪")
    section._on_opened(0)
    settle()
    editor = panels[-1]
    editor.form.set_values({"quantity": 2})
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    assert "2026-11-26" in editor.form.fields["quantity"].text_below


def test_an_absence_names_the_days_that_counted_on_it_and_is_undone(
    opened, things, backend, actor, rooms, settle, qtbot
):
    with backend.work(actor) as work:
        draft = BookingDraft(
            rooms["舞蹈室"], datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 11), "义剪", "合唱队",
            resources=((things.barber, 1),),
        )  # fmt: skip
        service.book(work, draft)
    section, panels = opened(ResourcesSection)
    go_to(section, "理发师老林")
    section.note_absence()
    editor = panels[-1]
    assert isinstance(editor, AbsenceEditor)
    editor.form.set_values(
        {"first": datetime(2026, 11, 26).date(), "last": datetime(2026, 11, 27).date(), "reason": "回乡"}
    )
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    assert "1" in editor.banner.label.text()
    settle()
    assert "11-26" in section.table.model.row_at(names(section).index("理发师老林")).away.starts.strftime(
        "%m-%d"
    )
    undo_last()
    settle()
    with backend.read(actor) as read:
        assert resource_queries.absences(read) == []


def test_out_of_use_and_back(opened, backend, actor, settle, qtbot):
    section, panels = opened(ResourcesSection)
    go_to(section, "音响")
    section._on_opened(0)
    settle()
    panels[-1]._on_switch()
    settle()
    settle()
    assert "音响" not in names(section)
    undo_last()
    settle()
    settle()
    assert "音响" in names(section)


def test_an_appointment_service_is_made_changed_and_given_no_more(
    opened, things, rooms, backend, actor, settle, qtbot
):
    section, panels = opened(PlansSection)
    section.new()
    settle()
    editor = panels[-1]
    assert isinstance(editor, PlanEditor)
    editor.form.set_values(
        {"name": "量血压", "room_id": rooms["议事厅"], "minutes": 20, "capacity": 2, "notice": 1,
         "takes": Extras(resources=((things.nurse, 1),))}
    )  # fmt: skip
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    settle()
    assert names(section) == ["量血压"]
    with backend.read(actor) as read:
        plan = appointment_queries.plans(read)[0].plan
    assert (plan.minutes, plan.capacity, plan.notice_minutes, plan.resources) == (
        20,
        2,
        60,
        ((things.nurse, 1),),
    )
    section._open_first()
    settle()
    panels[-1]._on_switch()
    settle()
    settle()
    assert names(section) == []
    undo_last()
    settle()
    settle()
    assert names(section) == ["量血压"]


def test_reading_rights_see_the_list_and_change_nothing(opened, desk, make, settle):
    desk.actor = make.actor_as("front_desk")
    section, panels = opened(ResourcesSection)
    assert not section.new_button.isEnabled()
    assert section.away_button.isEnabled()
    go_to(section, "音响")
    section._on_opened(0)
    settle()
    assert not panels[-1].save.isEnabled()
