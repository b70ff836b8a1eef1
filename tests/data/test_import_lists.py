"""Rooms and bookings come in from the lists that halls keep."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.booking import queries as booking
from neighborcenter.booking.models import occurrence
from neighborcenter.booking.queries import BookingFilter
from neighborcenter.center import queries as center
from neighborcenter.data.cells import cell_date, cell_time
from neighborcenter.data.importers.bookings import BookingImporter
from neighborcenter.data.importers.closures import ClosureImporter
from neighborcenter.data.importers.rooms import RoomImporter
from neighborcenter.data.importing import import_file, undo_import
from neighborcenter.data.sheets import Cell
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid
from neighborcenter.kit.work import Read
from tests.support.builders import Builders

ROOMS = "场地名称,容纳人数,楼层,设备,无障碍\n议事厅,16人,2F,屏、白板,是\n书画室,24,2F,画案,\n"
BOOKINGS = (
    "场地,日期,使用时间段,活动内容,单位,人数\n"
    "议事厅,2026年12月2日,14:00-16:00,合唱队分声部,合唱队,12\n"
    "议事厅,2026-12-02,下午3点至4点,业委会碰头,业委会,9\n"
    "没有的厅,2026-12-03,9:00-10:00,读书会,读书会,8\n"
    "书画室,2026/12/3,9:00~11:00,国画班,,20\n"
)


@pytest.fixture
def hall(backend: Backend, actor: Actor, make: Builders, tmp_path: Path) -> int:
    make.open_hours()
    path = tmp_path / "场地.csv"
    path.write_text(ROOMS, encoding="utf-8-sig")
    batch = import_file(backend, actor, RoomImporter(), path).batch
    assert batch is not None
    return batch


def test_rooms_come_in_with_what_is_known_of_them(backend: Backend, actor: Actor, hall: int) -> None:
    with backend.read(actor) as read:
        rooms = {room.name: room for room in center.rooms(read)}
    assert rooms["议事厅"].capacity == 16
    assert rooms["议事厅"].accessible
    assert rooms["议事厅"].equipment == ("屏", "白板")
    assert not rooms["书画室"].accessible


@pytest.mark.both_engines
def test_bookings_clash_among_themselves_and_with_rooms_that_are_not(
    backend: Backend, actor: Actor, hall: int, tmp_path: Path
) -> None:
    path = tmp_path / "预订.csv"
    path.write_bytes(BOOKINGS.encode("gb18030"))
    dry = import_file(backend, actor, BookingImporter(), path, dry_run=True, skip_bad=True)
    done = import_file(backend, actor, BookingImporter(), path, skip_bad=True)
    assert dry.refused == done.refused
    assert [(r.row, r.problem.code.split(".")[0]) for r in done.refused] == [(3, "booking"), (4, "found")]
    with backend.read(actor) as read:
        assert len(booking.booking_ids(read, BookingFilter(first=date(2026, 12, 1)))) == 2
    assert done.batch is not None
    with backend.work(actor) as work:
        undo_import(work, done.batch, {"bookings": BookingImporter()})
    with backend.read(actor) as read:
        assert booking.booking_ids(read, BookingFilter(first=date(2026, 12, 1))) == []
    assert import_file(backend, actor, BookingImporter(), path, skip_bad=True).added == 2


def test_rooms_that_were_booked_stay(backend: Backend, actor: Actor, hall: int, tmp_path: Path) -> None:
    path = tmp_path / "预订.csv"
    path.write_text(BOOKINGS, encoding="utf-8")
    import_file(backend, actor, BookingImporter(), path, skip_bad=True)
    with pytest.raises(Invalid), backend.work(actor) as work:
        undo_import(work, hall, {"rooms": RoomImporter()})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1952年3月8日", date(1952, 3, 8)),
        ("１９５２．３．８", date(1952, 3, 8)),
        ("19520308", date(1952, 3, 8)),
        (19520308.0, date(1952, 3, 8)),
        (19061.0, date(1952, 3, 8)),
        (datetime(1952, 3, 8), date(1952, 3, 8)),
        ("1952-02-30", None),
        ("不详", None),
        (True, None),
    ],
)
def test_dates_are_read_as_they_are_written(cell: Cell, expected: date | None) -> None:
    assert cell_date(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("下午 2 点", time(14, 0)),
        ("9点30分", time(9, 30)),
        (0.604166667, time(14, 30)),
        (time(8, 0), time(8, 0)),
        (timedelta(hours=9), time(9, 0)),
        ("25:00", None),
        ("午饭后", None),
    ],
)
def test_times_are_read_as_they_are_written(cell: Cell, expected: time | None) -> None:
    assert cell_time(cell) == expected


CLOSURES = (
    "开始日期,结束日期,场地,原因\n"
    "2026年12月2日,2026-12-04,,屋顶检修\n"
    "2026/12/9,,书画室,打蜡\n"
    "2026-12-10,2026-12-08,,倒着的日子\n"
    "2026-12-11,,没有的厅,消毒\n"
    "2026-12-12,,议事厅,\n"
)


@pytest.mark.both_engines
def test_closed_days_suspend_what_is_booked_and_give_it_back_when_the_import_is_taken_back(
    backend: Backend, actor: Actor, hall: int, tmp_path: Path
) -> None:
    path = tmp_path / "停用.csv"
    path.write_bytes(BOOKINGS.encode("gb18030"))
    import_file(backend, actor, BookingImporter(), path, skip_bad=True)
    path.write_text(CLOSURES, encoding="utf-8-sig")
    dry = import_file(backend, actor, ClosureImporter(), path, dry_run=True)
    assert (dry.batch, [row.row for row in dry.refused]) == (None, [4, 5, 6])
    assert [(row.row, row.problem.params["count"]) for row in dry.warned] == [(2, 2)]
    done = import_file(backend, actor, ClosureImporter(), path, skip_bad=True)
    assert done.added == 2
    with backend.read(actor) as read:
        closed = [(row.first, row.last, row.room, row.reason) for row in center.closed_days(read)]
        assert closed == [
            (date(2026, 12, 2), date(2026, 12, 4), "", "屋顶检修"),
            (date(2026, 12, 9), date(2026, 12, 9), "书画室", "打蜡"),
        ]
        assert statuses(read) == ["suspended", "suspended"]
    again = import_file(backend, actor, ClosureImporter(), path, dry_run=True, skip_bad=True)
    assert (again.added, again.unchanged) == (0, 2)
    with backend.work(actor) as work:
        assert undo_import(work, done.batch, {"closures": ClosureImporter()}) == 2
    with backend.read(actor) as read:
        assert center.closed_days(read) == ()
        assert statuses(read) == ["booked", "booked"]


def statuses(read: Read) -> list[str]:
    return [row.status.value for row in read.rows(sa.select(occurrence.c.status))]
