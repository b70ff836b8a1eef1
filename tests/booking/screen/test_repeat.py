"""How a booking repeats: the rarer rules, and days typed one by one."""

from datetime import date

import pytest

from neighborcenter.booking.queries import BookingFilter, booking_ids, booking_rows
from ui.kit.timeline.board import Slot

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def panel(page, settle, rooms):
    """The form for a Wednesday morning of the owners' committee, repeating."""
    page.new_booking(Slot(rooms["议事厅"], WEDNESDAY, 9 * 60, 11 * 60))
    page.panel.who.box.setText("业委会")
    page.panel.repeat.switch.setChecked(True)
    settle()
    return page.panel


def kept(backend, actor) -> list[date]:
    with backend.read(actor) as read:
        return [row.starts.date() for row in booking_rows(read, booking_ids(read, BookingFilter()))]


def choose(panel, step):
    panel.repeat.step.set_value(step)
    panel.repeat.step.changed.emit()


@pytest.mark.parametrize(
    ("step", "rule", "words"),
    [
        ("yearly", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25;COUNT=3", "November"),
        ("yearly_nth", "FREQ=YEARLY;BYMONTH=11;BYDAY=4WE;COUNT=3", "the fourth Wednesday"),
        ("yearly_lunar", "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=17;COUNT=3", "lunar month 10"),
    ],
)
def test_once_a_year_by_date_by_weekday_and_by_lunar_day(panel, settle, step, rule, words):
    panel.repeat.count.setText("3")
    choose(panel, step)
    settle()
    assert panel.repeat.value() == rule
    assert words in panel.repeat.line.text()
    assert len(panel.repeat.preview.lines) == 3


@pytest.mark.parametrize(("typed", "said"), [("12.2、13.45", "13.45"), ("2026-11-01", "1 Nov"), ("", "days")])
def test_what_is_no_day_is_said_beside_the_days_and_nothing_is_booked(
    panel, settle, backend, actor, typed, said
):
    choose(panel, "dates")
    assert panel.repeat.dates.isVisible()
    assert not panel.repeat.count.isVisible()
    panel.repeat.dates.editor.setText(typed)
    settle()
    panel.book()
    settle()
    assert said in panel.repeat.dates.editor.accessibleDescription()
    assert panel.repeat.dates.editor.hasFocus()
    assert kept(backend, actor) == []


def test_days_typed_one_by_one_are_booked_with_the_first(panel, settle, backend, actor):
    choose(panel, "dates")
    panel.repeat.dates.editor.setText("12.9，12.2 12.2")
    settle()
    assert panel.repeat.value() == "RDATE=20261125,20261202,20261209"
    panel.book()
    settle()
    assert kept(backend, actor) == [WEDNESDAY, date(2026, 12, 2), date(2026, 12, 9)]
