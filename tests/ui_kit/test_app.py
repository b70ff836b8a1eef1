"""From the first screen to the last: opening, signing in, locking, signing out, the first start of a center."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from neighborcenter.backend import Backend
from neighborcenter.kit.paths import Paths
from ui.app import Frame, Program
from ui.data.first_run import FirstRunPage
from ui.kit import jobs, workstation
from ui.kit.theme import apply_theme
from ui.kit.workstation import Workstation

pytestmark = pytest.mark.long

LOGIN, PASSWORD = "lin", "Guihua-2026-zx"


@pytest.fixture
def start(qapp: QApplication, qtbot, tmp_path):
    apply_theme(qapp)
    started = []

    def begin(folder):
        station = Workstation(folder)
        workstation.use(station)
        program = Program(Paths(folder), None, "", station)
        started.append(program)
        program.frame.show()
        return program

    yield begin
    for program in started:
        program.frame.close()
        program.frame.deleteLater()
    workstation.use(None)


@pytest.fixture
def founded(tmp_path):
    from neighborcenter.data.founding import FoundingDraft, found_center
    from neighborcenter.kit.actor import system_actor

    folder = tmp_path / "center"
    backend = Backend.open(Paths(folder), create=True)
    with backend.work(system_actor(0)) as work:
        found_center(work, FoundingDraft("双沟社区邻里中心", LOGIN, PASSWORD, "林晓"))
    backend.close()
    return folder


def sign_in(program: Program, qtbot, password: str = PASSWORD) -> None:
    program.sign_in.login.set_value(LOGIN)
    program.sign_in.password.set_value(password)
    program.sign_in.button.click()
    qtbot.waitUntil(lambda: jobs.runner().is_idle() and not program.sign_in.button.busy, timeout=15_000)


def test_the_first_picture_does_not_wait_for_the_database(start, founded, qtbot):
    import subprocess
    import sys

    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]); import ui.app;"
        "print('sqlalchemy' in sys.modules)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**__import__("os").environ},
    )
    assert out.stdout.strip() == "False"


def test_a_sign_in_typed_before_the_database_is_open_is_done_when_it_is(start, founded, qtbot):
    program = start(founded)
    program.sign_in.login.set_value(LOGIN)
    program.sign_in.password.set_value(PASSWORD)
    program.sign_in.button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=15_000)
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    assert jobs.actor().name == "林晓"


def test_a_wrong_password_says_so_beside_the_field(start, founded, qtbot):
    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    sign_in(program, qtbot, "falsch-1234")
    assert program.window is None
    assert program.sign_in.password.problem.code == "accounts.wrong_left"


def test_locking_hides_the_work_and_the_password_brings_it_back(start, founded, qtbot):
    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    sign_in(program, qtbot)
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    window = program.window
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Equal, both)
    assert program.station.mode == "large"
    program.lock()
    QTest.keyClick(program.lock_screen, Qt.Key.Key_Equal, both)
    assert program.station.mode == "elder"
    assert not window.isVisible()
    program.lock_screen.password.set_value(PASSWORD)
    program.lock_screen.button.click()
    qtbot.waitUntil(window.isVisible, timeout=15_000)
    program.sign_out()
    assert program.window is None
    assert jobs.actor() is None
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)


def test_an_empty_folder_leads_through_the_first_start_to_the_sign_in(start, tmp_path, qtbot):
    program = start(tmp_path / "new")
    qtbot.waitUntil(lambda: isinstance(program.frame.currentWidget(), FirstRunPage), timeout=15_000)
    page = program.frame.currentWidget()
    page.button.click()
    assert page.form.values()["name"] == ""
    page.form.set_values(
        {
            "name": "双沟社区邻里中心",
            "town_code": "350103001",
            "person": "林晓",
            "login": LOGIN,
            "password": PASSWORD,
            "again": PASSWORD,
        }
    )
    page.button.click()
    qtbot.waitUntil(lambda: program.frame.currentWidget() is program.sign_in, timeout=30_000)
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    sign_in(program, qtbot)
    assert program.window is not None
    assert program.sign_in.place.text() == "双沟社区邻里中心"
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)


def test_the_place_of_the_window_is_remembered(start, founded, qtbot, qapp):
    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    program.frame.close()
    assert Workstation(founded).geometry() is not None
    assert isinstance(program.frame, Frame)


@pytest.mark.parametrize(
    ("room", "filled"), [((1366, 728), True), ((1440, 900), True), ((1920, 1040), False)]
)
def test_the_window_fills_a_screen_it_would_not_fit_into(qtbot, tmp_path, room, filled):
    frame = Frame(Workstation(tmp_path))
    qtbot.addWidget(frame)
    frame.fit(QSize(*room))
    assert frame.isMaximized() is filled
    assert frame.width() <= room[0]
    assert frame.height() < room[1]


def test_a_backup_is_put_back_and_everyone_signs_in_again(start, founded, qtbot, monkeypatch):
    from neighborcenter.center import queries, service
    from neighborcenter.center.drafts import CenterDraft
    from neighborcenter.data import backup
    from ui.data import backups

    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    sign_in(program, qtbot)
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    backend, actor = jobs.runner().backend, jobs.actor()
    backup.back_up(backend, actor)
    with backend.work(actor) as work:
        service.describe_center(work, CenterDraft("写错的名字"))
    program.window.open_page("settings", "settings.backups")
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    section = program.window.current().sections["settings.backups"]
    section.table.grid.go_to_line(0)
    monkeypatch.setattr(backups, "ask", lambda *_words: True)
    section.restore()
    qtbot.waitUntil(lambda: jobs.runner().backend is not None and jobs.runner().is_idle(), timeout=30_000)
    assert program.window is None
    assert program.sign_in.note.text().startswith("Restored")
    sign_in(program, qtbot)
    with jobs.runner().backend.read(jobs.actor()) as read:
        assert queries.center_profile(read).name == "双沟社区邻里中心"
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)


def test_the_palette_finds_people_rooms_and_services_by_initials(start, founded, qtbot):
    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    sign_in(program, qtbot)
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    from neighborcenter.center.drafts import RoomDraft
    from neighborcenter.center.service import open_room

    with jobs.runner().backend.work(jobs.actor()) as work:
        open_room(work, RoomDraft("多功能厅", capacity=80))
    box = program.window.palette_box
    box.open()
    box.line.setText("#dgn")
    qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    assert [entry.title for entry in box.model.entries][:1] == ["多功能厅"]
    assert {entry.kind for entry in box.model.entries} == {"room"}
    box.close_palette()


class Flashes(QObject):
    """Parts of the window that were shown as windows of their own, before they had their place in it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame, self.seen = frame, []

    def eventFilter(self, watched, event):
        shown = event.type() == QEvent.Type.Show and watched.isWidgetType()
        if shown and watched.isWindow() and watched is not self.frame:
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_and_takes_the_keyboard_away(start, founded, qtbot, qapp):
    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    sign_in(program, qtbot)
    flashes = Flashes(program.frame)
    qapp.installEventFilter(flashes)
    for key in program.window.specs:
        program.window.open_page(key)
        qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    settings = program.window.pages["settings"]
    for key in settings.specs:
        settings.open(key)
        qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []


def test_every_control_of_every_page_has_a_name_for_screen_readers(start, founded, qtbot):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    program = start(founded)
    qtbot.waitUntil(lambda: jobs.runner().backend is not None, timeout=15_000)
    sign_in(program, qtbot)
    window = program.window
    for key in window.specs:
        window.open_page(key)
        qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    for stop in window.pages["settings"].tour_stops():
        stop.open()
        qtbot.waitUntil(jobs.runner().is_idle, timeout=15_000)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for widget in window.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.isHidden()
        and not (widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []
