"""Acts of single forms in the window: matching day work, children of the day, curves, households, conditions."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from neighborcenter.forms import entry_queries, entry_service, files, queries, service
from neighborcenter.forms.children.kinds import ALONE
from neighborcenter.forms.drafts import Definition, EntryDraft, FieldDef, FormDraft
from neighborcenter.forms.jobs.kinds import Outcome
from neighborcenter.forms.kinds import FieldKind, Subject
from neighborcenter.modules import queries as modules
from neighborcenter.people import household_service
from neighborcenter.people import service as people
from neighborcenter.people.drafts import HouseholdDraft, ResidentDraft
from ui.forms.condition_field import OUT
from ui.forms.entry_panel import EntryPanel
from ui.forms.field_panel import FieldPanel
from ui.forms.hand_form import HandForm
from ui.forms.match_panel import MatchPanel
from ui.forms.page import FormsPage
from ui.forms.pick_up_form import OTHER, PickUpForm
from ui.kit import messages
from ui.kit.chart import ChartView
from ui.kit.chips import StatusChip
from ui.kit.printing import PrintPreview

SHIPPED = {one.key: one for one in files.shipped()}
TODAY = date(2026, 11, 23)


@pytest.fixture
def page(open_page) -> FormsPage:
    return open_page(FormsPage)


@pytest.fixture
def shipped(desk):
    """Makes shipped forms by their keys; returns their ids."""

    def make(*keys: str) -> list[int]:
        with desk.backend.work(desk.actor) as work:
            board = {row.key: row.id for row in modules.board(work, closed=True)}
            return [
                service.create_form(work, SHIPPED[key].draft(board[SHIPPED[key].module]), publish=True)
                for key in keys
            ]

    return make


@pytest.fixture
def enter(desk):
    def do(form: int, values: dict, person: int | None = None, day: date = TODAY) -> int:
        with desk.backend.work(desk.actor) as work:
            return entry_service.add_entry(work, EntryDraft(form, values, day, person)).entry_id

    return do


def values_of(desk, ref: int) -> dict:
    with desk.backend.read(desk.actor) as read:
        return dict(entry_queries.entry_card(read, ref).values)


def test_somebody_is_hired_from_the_open_offer_and_the_toast_takes_it_back(
    page, desk, settle, shipped, enter, make
):
    offers, seekers = shipped("job-offers", "job-seekers")
    offer = enter(offers, {"firm": "桂花里食堂", "phone": "13850751200", "trade": "厨工", "people": 1,
                           "place": "桂花里 2 号楼", "work_on": date(2026, 11, 28), "pay": 18_000})  # fmt: skip
    person = make.resident("陈阿婷", birth_date=date(1985, 5, 1))
    cook = enter(seekers, {"skills": ("厨工",), "result": "待推荐", "by": "周敏"}, person)
    page.open(("entry", offers, offer))
    settle()
    page.host.content().wanted.emit("match")
    settle()
    panel = page.host.content()
    assert isinstance(panel, MatchPanel)
    assert [one.seeker.name for one in panel.found.found] == ["陈阿婷"]
    assert "can do 厨工" in [chip.text for chip in panel.findChildren(StatusChip)]
    panel.settle(panel.found.found[0], Outcome.HIRED)
    settle()
    assert values_of(desk, cook)["result"] == "已上岗"
    assert values_of(desk, offer)["filled"] == 1
    assert messages.undo_last()
    settle()
    assert values_of(desk, cook)["result"] == "待推荐"
    page.view().show_matches(cook)
    settle()
    assert [one.offer.firm for one in page.host.content().found.found] == ["桂花里食堂"], (
        "from the other side"
    )


def test_a_child_comes_and_is_fetched_by_one_who_may(page, desk, settle, shipped, enter, make):
    register, _attendance = shipped("children", "after-school")
    child = make.resident(
        "陈宇航", birth_date=date(2018, 5, 1), guardian_name="陈国强", guardian_phone="13850751200"
    )
    enter(register, {"group": "四点半课堂", "from_on": date(2026, 9, 1), "fetchers": "王秀兰 外婆", "by": "周敏"},
          child, date(2026, 9, 1))  # fmt: skip
    page.open(register)
    settle()
    page.view().today.click()
    settle()
    tab = page.view()
    assert page.current == "children"
    tab.table.grid.go_to_line(0)
    tab.arrive()
    settle()
    row = tab.found.children[0]
    assert (row.came, row.left) == (time(10, 15), None)
    assert messages.undo_last()
    settle()
    tab.table.grid.go_to_line(0)
    tab.arrive()
    settle()
    assert tab.found.children[0].entry_id is not None, "taken back and come again"

    tab.table.grid.go_to_line(0)
    tab.fetch()
    settle()
    form = page.host.content()
    assert isinstance(form, PickUpForm)
    form.who.set_value(OTHER)
    form.refresh()
    form.save()
    settle()
    assert form.relation.problem.code == "required"
    assert "138****1200" in form.warning.text()
    form.who.set_value("王秀兰 外婆")
    form.refresh()
    form.form.fields["left"].set_value(time(18))
    form.save()
    settle()
    row = tab.found.children[0]
    assert (row.left, row.taken_by, row.relation) == (time(18), "王秀兰", "外祖父母")
    assert messages.undo_last()
    settle()
    assert tab.found.children[0].left is None
    assert ALONE not in [key for key, _words in form.who.editor._choices], "not allowed to leave alone"


def test_the_panel_of_a_measurement_shows_how_it_went(page, settle, shipped, enter, elder):
    (station,) = shipped("health-station")
    for day, systolic in ((20, 152), (23, 131)):
        said = {"systolic": Decimal(systolic), "diastolic": Decimal(80), "follow": "无需", "by": "周敏"}
        ref = enter(station, said, elder, date(2026, 11, day))
    page.open(("entry", station, ref))
    settle()
    panel = page.host.content()
    assert isinstance(panel, EntryPanel)
    (view,) = panel.findChildren(ChartView)
    assert "152!" in view.accessibleDescription()


def test_a_household_is_found_by_its_door_and_by_who_lives_there(page, desk, settle, make):
    with desk.backend.work(desk.actor) as work:
        home = household_service.add_household(work, HouseholdDraft("桂花里", "5", "302"))
        person = people.register(work, ResidentDraft(name="王桂兰", phone="13805950427"))
        household_service.join(work, person, home)
        fields = (FieldDef("home", "住户", FieldKind.HOUSEHOLD, required=True),)
        draft = FormDraft("入户走访", modules.board(work)[0].id, Definition(fields, Subject.NONE))
        form = service.create_form(work, draft, publish=True)
    page.open(form)
    settle()
    page.view().enter()
    settle()
    sheet = page.host.content()
    field = sheet.form.fields["home"].editor
    for typed in ("5-30", "王桂", "wgl"):
        field.box.setText(typed)
        settle()
        assert [(one.title, one.note) for one in field.list.items] == [("桂花里 5-302", "王桂兰")], typed
    assert field.trouble()
    field.take(field.list.items[0].data)
    sheet.save()
    settle()
    assert page.view().table.model.row_at(0).cells["home"] == "桂花里 5-302"


def test_a_condition_is_chosen_by_labels(page, settle, shipped, desk):
    (seekers,) = shipped("job-seekers")
    page.show_view("design", seekers)
    settle()
    design = page.view()
    place = next(at for at, one in enumerate(design.definition.fields) if one.key == "began")
    design.show_field(place)
    panel = page.host.content()
    assert isinstance(panel, FieldPanel)
    condition = panel.form.fields["shown_when"].editor
    assert (condition.field.value(), condition.answer.value()) == ("result", "已上岗")
    assert "result" not in design.table.model.row_at(place).earlier[0].label
    condition.answer.set_value("已推荐")
    panel.save()
    settle()
    assert design.definition.fields[place].shown_when == "result == '已推荐'"
    design.show_field(place)
    condition = page.host.content().form.fields["shown_when"].editor
    condition.set_value("pay > 100 and result == '已上岗'")
    assert condition.field.value() == OUT
    assert condition.out.text() == "【Pay hoped for】 > 100 and Outcome == '已上岗'"
    condition.out.setText("Outcome == '放弃'")
    page.host.content().save()
    settle()
    assert design.definition.fields[place].shown_when == "result == '放弃'"


def test_a_decision_on_the_work_list_opens_itself(page, desk, settle, shipped, enter):
    (council,) = shipped("council")
    said = {"topic": "三号楼加装电梯", "chair": "周敏", "by": "林晓", "people": "业委会、物业", "result": "先公示方案",
            "until": date(2026, 11, 21)}  # fmt: skip
    ref = enter(council, said)
    page.show_view("due")
    settle()
    due = page.view()
    assert [(row.matter, row.late) for row in due.rows] == [("三号楼加装电梯", 2)]
    due.table.opened.emit(due.rows[0].id)
    settle()
    sheet = page.host.content()
    assert sheet.matter.entry.row.id == ref
    for key, value in (("done", True), ("done_on", TODAY)):
        sheet.form.fields[key].set_value(value)
        sheet.form.fields[key].changed.emit()
    sheet.save()
    settle()
    page.show_view("due")
    settle()
    assert page.view().rows == ()
    with desk.backend.read(desk.actor) as read:
        assert [one.overdue for one in queries.overview(read)] == [0]


def test_a_request_is_handed_over_by_a_key_printed_and_taken_back(page, desk, settle, shipped, enter, elder):
    (requests,) = shipped("requests")
    said = {"kind": "停车管理", "matter": "消防通道被占", "by": "林晓"}
    ref = enter(requests, said, elder)
    page.open(requests)
    settle()
    tab = page.view()
    tab.table.select(ref)
    next(one for one in tab.action_specs() if one.id == "forms.hand_over").run()
    settle()
    form = page.host.content()
    assert isinstance(form, HandForm)
    assert form.form.values() == {"to": "The town's platform", "print": True}
    form.form.set_values({"to": "镇综合平台", "print": True})
    form.save()
    settle()
    sheet = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview))
    assert sheet.isVisible()
    sheet.close()
    settle()
    assert values_of(desk, ref)["handed_to"] == "镇综合平台"
    assert messages.undo_last()
    settle()
    assert "handed_to" not in values_of(desk, ref)
    assert values_of(desk, ref)["matter"] == "消防通道被占"


def test_a_request_that_was_handed_over_is_taken_back_from_its_panel(
    page, desk, settle, shipped, enter, elder
):
    (requests,) = shipped("requests")
    said = {
        "kind": "停车管理",
        "matter": "消防通道被占",
        "by": "林晓",
        "handed_to": "住建所",
        "handed_on": TODAY,
    }
    ref = enter(requests, said, elder)
    page.open(("entry", requests, ref))
    settle()
    page.host.content().hand.click()
    settle()
    assert "handed_to" not in values_of(desk, ref)
    assert messages.undo_last()
    settle()
    assert values_of(desk, ref)["handed_to"] == "住建所"
