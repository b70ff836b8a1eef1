"""Every list of every page does what lists do here: search, sort, filter, columns, copy, export, print."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from neighborcenter.accounts import service as accounts
from neighborcenter.accounts.drafts import AccountChange, AccountDraft
from neighborcenter.backend import Backend
from neighborcenter.booking import call_service
from neighborcenter.booking import service as booking
from neighborcenter.booking.drafts import BookingDraft, CallDraft
from neighborcenter.booking.rulebook import bar_service
from neighborcenter.booking.rulebook.drafts import BarDraft
from neighborcenter.center import service as center
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.center.models import room as room_table
from neighborcenter.data.backup import back_up
from neighborcenter.data.importers.residents import ResidentImporter
from neighborcenter.data.importing import import_file
from neighborcenter.desk.counter import handover_service, thing_service
from neighborcenter.desk.counter.drafts import HandoverDraft, NoticeDraft
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.people import household_service
from neighborcenter.volunteers import policy_service, time_service
from neighborcenter.volunteers.drafts import PolicyDraft
from tests.conftest import MONDAY
from tests.journeys import lists
from tests.journeys.places import PLACES
from tests.support.builders import Builders
from tests.support.window import rest
from ui.app import Frame
from ui.kit import messages, workstation
from ui.kit.columns import Where
from ui.kit.errors import Errors
from ui.kit.jobs import close_runner, runner
from ui.kit.printing import PrintPreview
from ui.kit.table import TableView
from ui.kit.theme import apply_theme, set_reduced_motion
from ui.kit.widgets import IconButton
from ui.window import MainWindow

pytestmark = pytest.mark.long


def fill(office: Backend, folder: Path) -> None:
    """What the example center lacks: closed days, imports and backups, at least two of each."""
    actor = Builders.administrator(office, office.centers()[0][0])
    with office.work(actor) as work:
        center.close_days(work, ClosureDraft(date(2026, 12, 24), date(2026, 12, 25), "盘点"))
        center.close_days(work, ClosureDraft(date(2026, 12, 28), date(2026, 12, 28), "消防检修"))
        account = accounts.add_account(work, AccountDraft("former", "周平", "Spring-2026"))
        accounts.change_account(work, account, AccountChange(active=False))
        households = {household_service.household_for(work, ref) for ref in (1, 2, 3)}
        assert len(households) > 1
        for who in ("王大明", "陈小军"):
            barred = bar_service.add_bar(work, BarDraft(who=who, phone="13805951234", reason="三次约而未到"))
        bar_service.lift_bar(work, barred, "已当面说明")
        made = call_service.make_list(
            work, title="停水通知", subject="center", subject_id=work.center_id, words="下午两点起停水",
            entries=[CallDraft(who="王大明", phone="13805951234", words="停水")],
        )  # fmt: skip
        call_service.put_aside(work, made)
        time_service.go_on_leave(work, None, date(2026, 12, 24), date(2026, 12, 26), "集体外出")
        time_service.go_on_leave(work, None, date(2027, 2, 5), date(2027, 2, 12), "春节")
        coming = PolicyDraft("PICC-ZY-20270001", valid_from=date(2027, 8, 1), valid_to=date(2028, 7, 31))
        policy_service.add_policy(work, coming)
        room = work.value(sa.select(room_table.c.id).order_by(room_table.c.capacity.desc()).limit(1))
        at = datetime(2026, 12, 27, 8, 30)
        long = BookingDraft(
            room, at, at.replace(hour=16), "年终盘点", who="老年协会", people=9, override="要连续进行"
        )
        booking.book(work, long)
        week = timedelta(days=7)
        booking.book(
            work,
            BookingDraft(
                room, at - week, at - week + timedelta(hours=1), "太极拳", who="老年协会", people=9,
                repeat="FREQ=WEEKLY;COUNT=2", skip_clashes=True,
            ),
        )  # fmt: skip
        for words, first in (("电梯检修，请走北门", 23), ("本周六上午停水", 25)):
            thing_service.hang_notice(work, NoticeDraft(words, date(2026, 11, first), date(2026, 11, 30)))
        handover_service.hand_over(work, HandoverDraft("郑凯", words="三号窗口打印机缺粉。"))
    clock = office.clock
    assert isinstance(clock, FixedClock)
    clock.set(datetime(2026, 11, 2, 9))
    with office.work(actor) as work:
        center.close_days(work, ClosureDraft(date(2026, 11, 3), date(2026, 11, 3), "台风"))
    clock.set(MONDAY)
    import_file(office, actor, ResidentImporter(), lists.old_residents(folder / "旧名册.csv"))
    people, _bad = lists.messy_residents(folder / "居民.xlsx", 20)
    import_file(office, actor, ResidentImporter(), people, skip_bad=True)
    back_up(office, actor)
    clock.set(MONDAY.replace(hour=10, minute=30))
    back_up(office, actor)
    clock.set(MONDAY)


class ListOnScreen:
    """One list and what a hand does with it."""

    def __init__(self, window: MainWindow, name: str, qtbot: Any) -> None:
        place = PLACES[name]
        self.window, self.name, self.place, self.qtbot = window, name, place, qtbot
        window.start(place.page)
        self.settle()
        place.show(window.current())
        self.settle()
        self.table: TableView = place.table(window.current())
        self.table.set_where(Where())
        self.settle()

    def settle(self) -> None:
        rest(self.qtbot)

    @property
    def ids(self) -> list[int]:
        return list(self.table.model.ids)

    def texts(self, key: str, refs: list[int] | None = None) -> list[str]:
        """What a column says, row by row."""
        column = next(each for each in self.table.model.columns if each.key == key)
        with runner().backend.read(runner().actor) as read:
            refs = self.ids if refs is None else refs
            rows = {row.id: row for row in self.table.model.source.rows(read, refs)}
        return [column.text(rows[ref]) for ref in refs]

    def search(self, words: str) -> None:
        self.table.bar.line.setText(words)
        self.settle()

    def press_title(self, at: int) -> None:
        """Click a column title."""
        header = self.table.grid.header
        point = QPoint(header.sectionViewportPosition(at) + 12, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.settle()

    def tool(self, name: str) -> IconButton:
        """One of the small buttons above the list."""
        found = [each for each in self.table.bar.findChildren(IconButton) if each.accessibleName() == name]
        assert found, f"“{self.name}” has no “{name}”"
        return found[0]

    def choose(self, tool: str, words: str) -> None:
        """Press a tool and choose a line of its menu."""
        QTest.mouseClick(self.tool(tool), Qt.MouseButton.LeftButton)
        self.settle()
        menu = next(each for each in self.table.findChildren(QMenu) if each.isVisible())
        next(each for each in menu.actions() if each.text() == words).trigger()
        menu.close()
        self.settle()


@pytest.fixture(scope="session")
def full(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example center with at least two rows in every list, made once per run."""
    folder = tmp_path_factory.mktemp("full")
    shutil.copytree(lived_in, folder / "data")
    backend = Backend.open(Paths(folder / "data"), clock=FixedClock(MONDAY))
    fill(backend, folder)
    backend.close()
    return folder / "data"


@pytest.fixture
def window(qapp: QApplication, qtbot: Any, full: Path, tmp_path: Path) -> Iterator[MainWindow]:
    shutil.copytree(full, tmp_path / "data")
    office = Backend.open(Paths(tmp_path / "data"), clock=FixedClock(MONDAY))
    set_reduced_motion(True)
    apply_theme(qapp, "light", "standard")
    runner().backend = office
    runner().actor = Builders.administrator(office, office.centers()[0][0])
    station = workstation.Workstation(tmp_path)
    workstation.use(station)
    frame = Frame(station)
    frame.resize(1440, 900)
    made = MainWindow(station, Errors(None))
    frame.swap(made)
    frame.show()
    frame.activateWindow()
    yield made
    rest(qtbot)
    messages.clear_toast()
    messages.forget_undo()
    made.leave()
    frame.close()
    frame.deleteLater()
    rest(qtbot)
    close_runner()
    workstation.use(None)
    office.close()


def searches(listed: ListOnScreen) -> None:
    """A word of a row finds it; nonsense finds nothing, and one press shows everything again."""
    everything = listed.ids
    assert len(everything) > 1, f"“{listed.name}” needs two rows"
    wanted = listed.texts(listed.place.searched, everything[:1])[0].strip()
    listed.search(wanted)
    assert everything[0] in listed.ids, f"“{listed.name}” does not find “{wanted}”"
    assert any(wanted in text for text in listed.texts(listed.place.searched))
    listed.search("qxqxqx")
    assert listed.ids == []
    assert listed.table.empty.isVisible()
    QTest.mouseClick(listed.table.empty._button, Qt.MouseButton.LeftButton)
    listed.settle()
    assert listed.ids == everything


def sorts(listed: ListOnScreen) -> None:
    """Every title that sorts does so both ways; every row stays."""
    table, everything = listed.table, set(listed.ids)
    if listed.place.ordered:
        return
    sortable = [at for at, column in enumerate(table.model.columns) if column.sort_key is not None]
    assert sortable
    for at in sortable:
        table.show_column(at, shown=True)
        key = table.model.columns[at].key
        table.grid.scrollTo(table.model.index(0, at))
        listed.press_title(at)
        up, rows, first = listed.texts(key), set(listed.ids), table.grid.header.sort
        listed.press_title(at)
        down, then = listed.texts(key), table.grid.header.sort
        assert first is not None
        assert then == (first.key, not first.descending)
        assert rows == set(listed.ids) == everything
        if len(set(up)) > 1:
            assert up != down, key
            assert [t for t in up if t] == [t for t in reversed(down) if t], key


def filters(listed: ListOnScreen) -> None:
    """Every answer of every filter is understood, and together they say more than one thing."""
    seen = {tuple(listed.ids)}
    for chip in listed.table.bar.chips:
        for value, words in chip.choice.answers():
            assert words
            listed.table.set_where(Where("", {chip.choice.key: value}))
            listed.settle()
            seen.add(tuple(listed.ids))
    listed.table.set_where(Where())
    listed.settle()
    assert not listed.table.bar.chips or len(seen) > 1, listed.name


def keeps_columns(listed: ListOnScreen) -> None:
    """Widths and hidden columns are there again in a new list of the same key."""
    table = listed.table
    before = [column.key for column in table.shown_columns()]
    table.grid.setColumnWidth(table.model.columns.index(table.shown_columns()[0]), 177)
    listed.qtbot.wait(450)
    listed.choose("Choose columns", table.shown_columns()[1].name())
    assert [column.key for column in table.shown_columns()] == before[:1] + before[2:]
    again = TableView(table.key, table.model.columns, table.model.source)
    listed.qtbot.addWidget(again)
    again.resize(3000, 400)
    assert [column.key for column in again.shown_columns()] == before[:1] + before[2:]
    assert again.grid.columnWidth(again.model.columns.index(again.shown_columns()[0])) == 177
    listed.choose("Choose columns", next(c for c in table.model.columns if c.key == before[1]).name())


def copies(listed: ListOnScreen) -> None:
    """Ctrl+C: titles and cells, as Excel pastes them."""
    table = listed.table
    table.grid.go_to_line(0)
    listed.settle()
    listed.window.activateWindow()
    listed.qtbot.waitUntil(listed.window.isActiveWindow)
    table.grid.setFocus()
    QGuiApplication.clipboard().clear()
    QTest.keyClick(table.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    listed.settle()
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t") == [column.name() for column in table.shown_columns()]
    assert row.split("\t") == [
        listed.texts(column.key, listed.ids[:1])[0].replace("\n", " ") for column in table.shown_columns()
    ]


def exports(listed: ListOnScreen, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Excel and CSV hold the titles and as many rows as the screen."""
    names = [column.name() for column in listed.table.shown_columns()]
    for words, file in (
        ("Excel workbook (.xlsx)", folder / "list.xlsx"),
        ("Text table (.csv)", folder / "list.csv"),
    ):
        patch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_a, f=file, **_k: (str(f), "")))
        count = len(listed.ids)
        listed.choose("Export this list", words)
        if file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as opened:
                rows = [list(row) for row in csv.reader(opened)]
        else:
            rows = [list(row) for row in load_workbook(file).worksheets[0].iter_rows(values_only=True)]
        head = next(at for at, row in enumerate(rows) if row[: len(names)] == names)
        assert len([row for row in rows[head + 1 :] if any(row)]) >= count


def prints(listed: ListOnScreen, folder: Path) -> None:
    """The printer button shows a paper; the paper goes to the printer."""
    QTest.mouseClick(listed.tool("Print this list"), Qt.MouseButton.LeftButton)
    listed.settle()
    preview = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PrintPreview))
    assert preview.paper is not None
    assert not preview.file_name.endswith(".pdf")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    preview.print_to(printer, 1, 1)
    listed.qtbot.waitUntil(lambda: preview._painter is None, timeout=30_000)
    assert (folder / "printed.pdf").read_bytes().startswith(b"%PDF")
    preview.close()
    listed.settle()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("page", sorted({place.page for place in PLACES.values()}))
def test_a_list_does_all_that_lists_do(
    window: MainWindow, page: str, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name, place in PLACES.items() if place.page == page]:
        listed = ListOnScreen(window, name, qtbot)
        for part in (searches, filters, copies, keeps_columns, sorts):
            part(listed)
        exports(listed, tmp_path, monkeypatch)
        prints(listed, tmp_path)


def test_no_list_is_forgotten() -> None:
    """Whoever adds a list adds it above."""
    made = [
        path
        for path in (Path(__file__).resolve().parents[2] / "ui").rglob("*.py")
        if "TableView(\n" in path.read_text("utf-8") and path.name != "table.py"
    ]
    # People: one place makes three; requests: four; basics of rosters: four; the counter: four; meals: five.
    more = 2 + 3 + 3 + 3 + 4
    # The fields of a form are laid out, not listed.
    assert len(made) - 1 + more == len(PLACES), made
