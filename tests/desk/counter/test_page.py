"""What lies at the counter, under the fingers: clearing, and the way to another page."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from neighborcenter.desk.counter import queries, thing_service
from neighborcenter.desk.counter.drafts import ThingDraft
from neighborcenter.kit import settings
from neighborcenter.reports.slips import SLIP_PAPER
from ui.desk.counter.page import CounterPage
from ui.desk.devices import DevicesSection
from ui.kit import messages
from ui.kit.workstation import workstation


@pytest.fixture
def counter(qtbot, lanes, backend, actor):
    """The page with something found two years ago and something found today."""
    with backend.work(actor) as work:
        thing_service.add_thing(work, ThingDraft(what="黑色钱包", at=datetime(2024, 11, 1, 9, 0)))
        thing_service.add_thing(work, ThingDraft(what="雨伞"))
    page = CounterPage()
    qtbot.addWidget(page)
    page.resize(1316, 816)
    page.show()
    return page


def kept(backend, actor):
    with backend.read(actor) as read:
        return {row.what for row in queries.things(read)}


def test_what_was_kept_its_whole_year_goes_with_one_act_and_comes_back_with_one(
    counter, qtbot, settle, backend, actor
):
    panels = []
    counter.panel_wanted.connect(panels.append)
    counter.open(("things", None))
    settle()
    assert counter.tabs.current == "things"
    tab = counter.tab()
    tab.clear()
    settle()
    assert tab.table.model.rowCount() == 1
    panel = panels[-1]
    assert "黑色钱包" in panel.intro.text()
    assert "雨伞" not in panel.intro.text()
    panel.form.set_values({"to": "双沟派出所"})
    panel.submit()
    settle()
    assert kept(backend, actor) == {"雨伞"}
    assert messages.undo_last()
    settle()
    assert kept(backend, actor) == {"雨伞", "黑色钱包"}


def test_a_tab_may_want_another_page(counter, settle):
    wanted = []
    counter.go_to.connect(lambda key, target: wanted.append((key, target)))
    counter.open(5)
    settle()
    assert counter.tabs.current == "matters"
    counter.tab().tab_wanted.emit("people", 7)
    counter.tab().tab_wanted.emit("loans", None)
    settle()
    assert wanted == [("people", 7)]
    assert counter.tabs.current == "loans"


def test_the_paper_of_slips_is_chosen_for_all_and_the_reader_for_this_pc(
    qtbot, lanes, settle, backend, actor
):
    section = DevicesSection()
    qtbot.addWidget(section)
    section.resize(900, 700)
    section.show()
    section.reload()
    settle()
    assert section.paper.current == "sheets"
    section.paper.chosen.emit("roll")
    settle()
    with backend.read(actor) as read:
        assert settings.get(read, SLIP_PAPER) == "roll"
    section.library.set_value("/nowhere/libsdtapi.so")
    qtbot.mouseClick(section.test, Qt.MouseButton.LeftButton)
    settle()
    assert "/nowhere/libsdtapi.so" in section.said.text()
    assert workstation().value("card_reader") == "/nowhere/libsdtapi.so"
