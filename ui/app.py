"""Starts the program with its window.

Order of events:

1. Arguments, the workstation's INI (look, size, language), QApplication, language, theme.
2. The frame with the sign-in screen is painted. Nothing of SQLAlchemy is loaded yet.
3. After that first paint the work lane imports the back office and opens the database. Typing goes on meanwhile.
   No database → the first-run screen; not possible now → the sentence that says why, and a button to try again.
4. Sign-in: the password is checked in the lane, the actor is set, the first password is changed if need be.
5. The main window is built inside the frame; it imports the page that was open last time. Other pages are
   imported when they are first opened.
6. Locking swaps the window for the lock screen; signing out destroys the window and comes back to 3.
7. At the end: what the window remembers is kept, the lanes finish what they began, the database is closed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QStyle, QWidget

from neighborcenter.kit.i18n import _, set_language
from neighborcenter.kit.paths import Paths, default_data_dir
from neighborcenter.kit.problems import Unavailable, speak
from neighborcenter.kit.readings import pinyin
from ui.kit import pace, program, workstation
from ui.kit.errors import Errors, sentence_for
from ui.kit.jobs import Task, close_runner, runner
from ui.kit.theme import apply_theme, mode, next_mode, set_mode, set_palette, theme
from ui.kit.workstation import Workstation

WARM = ("center", "people", "catalog", "booking", "desk", "modules", "accounts", "reports", "data")
PARTS = ("queries", "service", "board", "finding", "registry", "press", "importing", "backup")


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line of the window: the same four words as every command has."""
    parser = argparse.ArgumentParser(prog="neighborcenter", description="The window of Neighborcenter.")
    parser.add_argument("--data", type=Path, default=None, help="the folder that holds everything")
    parser.add_argument("--database", default=None, help="a database URL instead of the file")
    parser.add_argument("--center", default="", help="which center, where the database holds several")
    parser.add_argument("--lang", choices=("zh_CN", "en"), default=None, help="language of the screen")
    return parser.parse_args(list(argv))


def warm_up() -> None:
    """Load the back office's rooms in the quick lane while the password is being typed (0.3 s of the first page).

    Only rooms without Qt: a module that makes QObjects must be loaded by the main thread.
    """
    for room in WARM:
        for part in PARTS:
            name = f"neighborcenter.{room}.{part}"
            if importlib.util.find_spec(name) is not None:
                importlib.import_module(name)
    pinyin("前")  # the first look-up loads the dictionary


class Frame(QStackedWidget):
    """The one top-level window: sign-in, first run, main window or lock screen, whichever is on."""

    painted = Signal()
    closing = Signal()

    def __init__(self, station: Workstation) -> None:
        super().__init__()
        self._station = station
        self._is_painted = False
        self.setWindowTitle(_("Neighborcenter"))
        self.setMinimumSize(960, 600)
        geometry = station.geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)

    def fit(self, room: QSize) -> None:
        """Fill the screen where the window and its title would not fit into this `room` of it."""
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        if self.width() > room.width() or self.height() + title > room.height():
            self.resize(self.size().boundedTo(QSize(room.width(), room.height() - title)))
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the first picture is on the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def swap(self, widget: QWidget) -> None:
        """Show this screen."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)

    def drop(self, widget: QWidget) -> None:
        """Take a screen away for good."""
        self.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place of the window."""
        self._station.keep_geometry(self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)


class Program(QObject):
    """One run of the program, from the first screen to the last."""

    ready = Signal()
    """The database is open and the sign-in screen knows its center."""
    entered = Signal()
    """The main window is on."""

    def __init__(self, paths: Paths, url: str | None, center: str, station: Workstation) -> None:
        super().__init__()
        self.paths, self.url, self.center_code, self.station = paths, url, center, station
        self.errors = Errors(paths.logs)
        self.frame = Frame(station)
        self.window: Any = None
        self.lock_screen: Any = None
        self._login = ""
        self._daily: QObject | None = None
        self._lapsing: QObject | None = None
        self.frame.painted.connect(self._on_painted)
        self.frame.closing.connect(self.leave)
        # The main window has this key itself; two owners of one key would silence both.
        self._size_key = QShortcut(QKeySequence("Ctrl+Shift+="), self.frame, self.next_size)
        self.frame.currentChanged.connect(self._on_screen)
        program.offer(self.go_away, url)
        self._to_sign_in()

    def _to_sign_in(self) -> None:
        from ui.accounts.sign_in import SignInPage  # noqa: PLC0415 - a frame without it is built faster

        self.sign_in = SignInPage()
        self.sign_in.entered.connect(self._on_entered)
        self.sign_in.size_wanted.connect(self.next_size)
        self.sign_in.look_wanted.connect(self.switch_look)
        self.sign_in.language_wanted.connect(self._on_language)
        self.frame.swap(self.sign_in)
        self.sign_in.begin()

    # -- opening ---------------------------------------------------------------------------------------------

    def _on_painted(self) -> None:
        pace.settle()
        self.errors.install()
        self.open()

    def open(self, said: Sequence[str] = ()) -> None:
        """Load the back office and open the database, in the work lane; then say what is to be said."""
        Task(self, self._open, lane="work").then(lambda answer: self._on_open(answer, said)).broken(
            self._on_not_open
        ).start()

    def _open(self) -> tuple[Any, list[tuple[int, str, str]]]:
        from neighborcenter.backend import Backend  # noqa: PLC0415 - SQLAlchemy, after the first paint
        from neighborcenter.kit.log import start_logging  # noqa: PLC0415 - loads sockets and pickles

        start_logging(self.paths.logs)
        backend = runner().backend or Backend.open(self.paths, self.url)
        return backend, backend.centers()

    def _on_open(self, answer: tuple[Any, list[tuple[int, str, str]]], said: Sequence[str]) -> None:
        backend, centers = answer
        runner().backend = backend
        if centers:
            self.sign_in.show_centers(centers, self.center_code)
            self.sign_in.begin()
            if said:
                self.sign_in.note.setText(" ".join(said))
            self.ready.emit()
            Task(self, warm_up).then(lambda _nothing: pace.settle()).start()
        else:
            self._to_first_run()

    def _on_not_open(self, error: BaseException) -> None:
        if isinstance(error, Unavailable) and error.code == "db.missing" and self.url is None:
            self._to_first_run()
        elif isinstance(error, Unavailable):
            self.sign_in.show_trouble(speak(error), self.open)
        else:
            self.errors.hear(error)
            self.sign_in.show_trouble(_("The program could not start. A report is in {folder}.").format(
                folder=self.paths.logs), self.open)  # fmt: skip

    def _to_first_run(self) -> None:
        from ui.data.first_run import FirstRunPage  # noqa: PLC0415 - needed once in the life of a center

        page = FirstRunPage(self.paths, self.url)
        page.founded.connect(lambda: self._after_first_run(page))
        self.frame.swap(page)
        page.begin()

    def _after_first_run(self, page: QWidget) -> None:
        self.frame.swap(self.sign_in)
        self.frame.drop(page)
        self.open()
        self.sign_in.begin()

    # -- in and out ------------------------------------------------------------------------------------------

    def _on_entered(self, answer: Any, login: str) -> None:
        runner().actor, self._login = answer.actor, login
        if answer.must_change:
            self._to_password(forced=True)
        else:
            self._to_window()

    def _to_window(self) -> None:
        from ui.window import MainWindow  # noqa: PLC0415 - not needed to paint the first screen

        window = self.window = MainWindow(self.station, self.errors)
        window.lock_wanted.connect(self.lock)
        window.sign_out_wanted.connect(self.sign_out)
        window.password_wanted.connect(lambda: self._to_password(forced=False))
        self.frame.swap(window)
        window.start()
        self._keep_backups()
        self.entered.emit()
        QTimer.singleShot(0, self, pace.settle)

    def _keep_backups(self) -> None:
        if self._daily is None:
            from ui.activities.sweeping import Sweeper  # noqa: PLC0415 - not needed to paint the first screen
            from ui.data.daily import DailyBackup  # noqa: PLC0415 - not needed to paint the first screen

            self._daily = DailyBackup(self)
        if self._lapsing is None:
            from ui.booking.requests.lapsing import Lapsing  # noqa: PLC0415 - not needed to paint the first screen

            self._lapsing = Lapsing(self)
            self._sweeper = Sweeper(self)

    def _to_password(self, *, forced: bool) -> None:
        from ui.accounts.password import PasswordPage  # noqa: PLC0415 - seldom needed

        page = PasswordPage(forced=forced)
        page.changed.connect(lambda: self._from_password(page, changed=True))
        page.left.connect(lambda: self._from_password(page, changed=False))
        self.frame.swap(page)
        page.begin()

    def _from_password(self, page: QWidget, *, changed: bool) -> None:
        if self.window is not None:
            self.frame.swap(self.window)
        elif changed:
            self._to_window()
        else:
            self.frame.swap(self.sign_in)
            self.sign_in.begin()
        self.frame.drop(page)

    def lock(self) -> None:
        """Hide the work behind the lock screen."""
        if self.window is None or self.frame.currentWidget() is not self.window:
            return
        if self.lock_screen is None:
            from ui.accounts.lock import LockScreen  # noqa: PLC0415 - not on the way to the first screen

            self.lock_screen = LockScreen()
            self.lock_screen.opened.connect(self._on_unlocked)
            self.lock_screen.other_wanted.connect(self.sign_out)
        self.frame.swap(self.lock_screen)
        actor = runner().actor
        self.lock_screen.lock(actor.name, self._login, actor.center_id)

    def _on_unlocked(self) -> None:
        self.frame.swap(self.window)
        self.window.presence.begin()

    def sign_out(self) -> None:
        """Destroy the window and ask who is there."""
        from neighborcenter.accounts import service  # noqa: PLC0415 - SQLAlchemy, loaded by now

        actor, backend = runner().actor, runner().backend

        def note() -> None:
            with backend.work(actor) as work:
                service.sign_out(work)

        Task(self, note, lane="work").start()
        self._drop_window()
        self.frame.swap(self.sign_in)
        self.sign_in.begin()

    def go_away(self, act: Callable[[], object], say: Callable[[object], str]) -> None:
        """Leave the window, close the database, do something, come back to the sign-in."""
        self._drop_window()
        self.frame.swap(self.sign_in)
        self.sign_in.wait()
        backend, runner().backend = runner().backend, None

        def work() -> object:
            backend.close()
            return act()

        said: list[str] = []
        Task(self, work, lane="work").then(lambda result: said.append(say(result))).refused(
            lambda error: said.append(sentence_for(error))
        ).broken(lambda error: said.append(sentence_for(error))).finally_(lambda: self.open(said)).start()

    def _drop_window(self) -> None:
        if self.window is not None:
            self.window.leave()
            self.frame.drop(self.window)
            self.window = None
        runner().actor = None

    # -- look ------------------------------------------------------------------------------------------------

    def _on_screen(self, _place: int) -> None:
        self._size_key.setEnabled(self.window is None or self.frame.currentWidget() is not self.window)

    def next_size(self) -> None:
        """Standard → large → elder → standard."""
        set_mode(next_mode())
        self.station.mode = mode()

    def switch_look(self) -> None:
        """Light ↔ dark."""
        set_palette("light" if theme().dark else "dark")
        self.station.palette = "dark" if theme().dark else "light"

    def _on_language(self, language: str) -> None:
        self.station.language = language
        set_language("en" if language == "en" else "zh_CN")
        before = self.sign_in
        self._to_sign_in()
        self.frame.drop(before)
        if runner().backend is not None:
            self.sign_in.show_centers(runner().backend.centers(), self.center_code)

    def leave(self) -> None:
        """Keep what the window remembers and stop everything."""
        self._drop_window()
        self.station.save()
        backend = runner().backend
        close_runner()
        if backend is not None:
            backend.close()
        self.errors.remove()
        program.offer(None)


def start(argv: Sequence[str]) -> Program:
    """Build everything up to the first screen. QApplication must exist."""
    chosen = arguments(argv)
    paths = Paths((chosen.data or default_data_dir()).resolve())
    station = Workstation(paths.data)
    workstation.use(station)
    set_language("en" if (chosen.lang or station.language) == "en" else "zh_CN")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, station.palette, station.mode)
    started = Program(paths, chosen.database, chosen.center, station)
    started.frame.fit(started.frame.screen().availableSize())
    started.frame.show()
    return started


def run(argv: Sequence[str]) -> int:
    """Run the program; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Neighborcenter")
    started = start(argv)
    code = app.exec()
    del started
    workstation.use(None)
    return code
