"""Cards on the reader and slips under the scanner, at the desk."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from neighborcenter.desk.queue.codes import read_slip, slip_code
from neighborcenter.desk.queue.kinds import TicketStatus
from neighborcenter.people import finding
from tests.desk.test_queue_screen import hall, line, statuses  # noqa: F401 - fixtures
from tests.desk.test_screen import CTRL, ID_NUMBER, Fingers, desk, done_for_王桂兰, offer  # noqa: F401 - fixtures
from tests.support.cards import FakeReader


@pytest.fixture
def reader(desk):  # noqa: F811 - the fixture above
    """A reader at this desk; nothing lies on it."""
    made = FakeReader()
    desk.scans.use(made)

    def look():
        desk.scans.look()
        desk.idle()

    made.look = look
    return made


def test_whoever_lays_a_card_down_is_served_with_five_keys(desk, reader, qtbot, backend, actor):  # noqa: F811
    reader.lay("王桂兰", ID_NUMBER)
    reader.look()
    hands = Fingers(qtbot, desk)
    hands.type("lxy⏎")
    hands.press(Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert hands.count == 5
    assert done_for_王桂兰(backend, actor)


def test_a_card_left_lying_is_told_once(desk, reader):  # noqa: F811
    reader.lay("王桂兰", ID_NUMBER)
    reader.look()
    desk.serve(None)
    reader.look()
    assert desk.card.person is None
    reader.take_away()
    reader.look()
    reader.lay("王桂兰", ID_NUMBER)
    reader.look()
    assert desk.card.person.name == "王桂兰"
    desk.scans.use(None)
    desk.idle()
    assert reader.closed


def test_a_stranger_is_registered_with_the_number_of_the_card(desk, reader, qtbot, backend, actor):  # noqa: F811
    reader.lay("陈阿妹", "350582194612310027", valid_to=date(2020, 1, 1))
    reader.look()
    form = desk.newcomers.form
    assert form.name.text() == "陈阿妹"
    assert "350582194612310027" not in form.notice.text()
    assert "过期" in form.notice.text() or "expired" in form.notice.text()
    qtbot.keyClick(form.phone, Qt.Key.Key_Return)
    desk.idle()
    assert desk.card.person.name == "陈阿妹"
    with backend.read(actor) as read:
        found = finding.find(read, "350582194612310027")
    assert [(one.name, one.age) for one in found] == [("陈阿妹", 79)]


def test_the_slip_of_a_number_calls_it_with_one_key_to_go(line, qtbot, backend, actor):  # noqa: F811
    hands = Fingers(qtbot, line)
    hands.scan(slip_code(date(2026, 11, 23), "A001"))
    line.idle()
    assert line.queue.ticket.code == "A001"
    hands.press(Qt.Key.Key_Return, CTRL)
    line.idle()
    assert hands.count == 1
    assert statuses(backend, actor)["A001"] is TicketStatus.DONE


def test_the_slip_of_another_day_calls_nobody(line, qtbot, backend, actor):  # noqa: F811
    Fingers(qtbot, line).scan(slip_code(date(2026, 11, 22), "A001"))
    line.idle()
    assert line.queue.ticket is None
    assert statuses(backend, actor)["A001"] is TicketStatus.WAITING


@pytest.mark.parametrize("typed", ["13805070427", "A018", "991399A001", "261123A01", ID_NUMBER])
def test_other_codes_are_no_slips(typed):
    assert read_slip(typed) is None
