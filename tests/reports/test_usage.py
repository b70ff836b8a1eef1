"""The paper of the use of rooms: every number is the sum of the days behind it, on paper, in sheets, on screen."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.resource_models import occurrence_room
from neighborcenter.booking.rulebook.kinds import ChargeKind
from neighborcenter.booking.rulebook.models import charge
from neighborcenter.kit.work import Read, Work
from neighborcenter.reports.behind import rows_behind
from neighborcenter.reports.papers.usage_record import Usage
from neighborcenter.reports.params import Days
from neighborcenter.reports.press import Pressed, press
from tests.support.builders import Builders
from tests.support.month import FilledMonth, fill_month

OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def busy(work: Work, make: Builders) -> FilledMonth:
    """October with a divided hall used whole and by halves, a room taken along, and a day nobody came to."""
    filled = fill_month(make)
    hall = make.room("多功能厅")
    east, west = make.room("东厅", parent=hall), make.room("西厅", parent=hall)
    make.booking(
        room=hall, starts=datetime(2026, 10, 10, 9), minutes=120, title="重阳联欢", group_id=make.group()
    )
    make.booking(room=east, starts=datetime(2026, 10, 11, 9), minutes=90, title="合唱队排练", people=25)
    make.booking(room=west, starts=datetime(2026, 10, 30, 23), minutes=180, title="守夜")
    booking = make.booking(starts=datetime(2026, 10, 12, 9), minutes=60, title="寿宴")
    for kind, fen in ((ChargeKind.FEE, 5000), (ChargeKind.REDUCTION, -2000)):
        work.insert(charge, booking_id=booking, kind=kind, fen=fen, words="每小时50元")
    refs = [row.id for row in work.rows(occurrence.select().order_by(occurrence.c.id.desc()).limit(4))]
    work.execute(occurrence_room.insert().values(occurrence_id=refs[2], room_id=filled.rooms[3]))
    work.update(occurrence, filled.occurrence, turnout=Turnout.NO_SHOW)
    return filled


def usage_of(pressed: Pressed) -> Usage:
    record: Usage = pressed.record
    return record


@pytest.mark.both_engines
def test_every_figure_is_the_sum_of_the_days_behind_it(work: Work, busy: FilledMonth) -> None:
    record = usage_of(press(work, "usage", {"days": OCTOBER}))
    total = record.use.total
    for key, figure in (
        ("used", total.used / 60),
        ("rate", total.rate),
        ("held", total.times),
        ("missed", total.missed),
        ("cancelled", record.cancelled),
        ("people_expected", sum(one.tally.people for one in record.kinds)),
    ):
        behind = rows_behind(work, key, OCTOBER)
        assert behind.total == pytest.approx(figure), key
        assert all(len(row.cells) == len(behind.columns) for row in behind.rows)
    assert (total.missed, record.cancelled) == (1, 2)
    assert {one.key: one.tally.minutes for one in record.fees}["fee:1"] == 60
    for use in (*record.use.rooms, *record.use.halls):
        assert rows_behind(work, f"room:{use.room_id}", OCTOBER).total == pytest.approx(
            use.used / 60, abs=0.01
        )
    for one in (*record.kinds, *record.groups, *record.purposes, *record.fees):
        assert rows_behind(work, one.key, OCTOBER).total == pytest.approx(one.tally.minutes / 60), one.key
    for day, tally in record.by_day.items():
        assert rows_behind(work, f"use_day:{day}", OCTOBER).total == pytest.approx(tally.minutes / 60)


def test_paper_and_workbook_have_the_same_totals(work: Work, busy: FilledMonth, tmp_path: Path) -> None:
    made = press(work, "usage", {"days": OCTOBER})
    made.save(tmp_path / "u.xlsx")
    book = load_workbook(tmp_path / "u.xlsx")
    for sheet in book.worksheets[1:5]:
        last = list(sheet.iter_rows(values_only=True))[-1]
        assert (last[1], last[2]) == (made.totals["held"], pytest.approx(made.totals["used_hours"])), (
            sheet.title
        )
    rooms = list(book.worksheets[0].iter_rows(values_only=True))[-1]
    assert rooms[3] == pytest.approx(made.totals["used_hours"])
    assert rooms[5] == pytest.approx(made.totals["open_hours"])
    tables = [block for block in made.paper.story if type(block).__name__ == "Table"]
    hours = {table.totals[3 if at == 0 else 2] for at, table in enumerate(tables)}  # type: ignore[attr-defined]
    assert hours == {f"{made.totals['used_hours']:,.1f}"}


def test_a_paper_of_days_to_come_says_up_to_when_it_counts(read: Read, make: Builders) -> None:
    make.booking(starts=datetime(2026, 11, 25, 9))
    made = press(read, "usage", {"days": Days(date(2026, 11, 1), date(2026, 11, 30))})
    assert made.cutoff == datetime(2026, 11, 23, 10, 15)
    assert any("2026-11-23 10:15" in check.text for check in made.checks)


def test_a_center_without_bookings_has_a_paper_too(work: Work) -> None:
    made = press(work, "usage", {"days": OCTOBER})
    assert made.totals["used_hours"] == 0
    assert made.pdf().pages >= 1
