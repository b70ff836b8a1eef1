"""Pictures of every page, panel and dialog on the data at hand, without a screen.

A page names its further stops in `tour_stops()`. A stop opens something; the tour waits until the lanes are empty
and nothing is left to paint, takes the picture, and closes what was opened.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.paths import Paths
from ui.accounts.lock import LockScreen
from ui.accounts.password import PasswordPage
from ui.accounts.sign_in import SignInPage
from ui.app import Frame
from ui.data.first_run import FirstRunPage
from ui.kit import workstation
from ui.kit.errors import Errors
from ui.kit.jobs import close_runner, runner
from ui.kit.messages import clear_toast, toast
from ui.kit.page import Stop
from ui.kit.rest import end_pauses, is_at_rest
from ui.kit.theme import Mode, PaletteName, apply_theme, set_reduced_motion
from ui.kit.workstation import Workstation
from ui.window import MainWindow

MODES: dict[float, Mode] = {1.0: "standard", 1.25: "large", 1.5: "elder"}
MOST_SECONDS = 20.0
QUIET_ROUNDS = 4


class Tour:
    """One walk through the window."""

    def __init__(self, frame: Frame, out: Path) -> None:
        self.frame, self.out = frame, out
        self.pictures: list[Path] = []

    def settle(self) -> None:
        """Wait until nothing runs and nothing more is painted; a pause of typing ends at once, for nobody types."""
        end, quiet = time.monotonic() + MOST_SECONDS, 0
        while quiet < QUIET_ROUNDS and time.monotonic() < end:
            end_pauses()
            quiet = quiet + 1 if is_at_rest() else 0
            time.sleep(0 if quiet else 0.003)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture of the frame or of another window."""
        self.settle()
        file = self.out / f"{len(self.pictures) + 1:02d}-{name}.png"
        (widget or self.frame).grab().save(str(file))
        self.pictures.append(file)

    def stop(self, place: str, stop: Stop) -> None:
        """Open something, take it, close it."""
        before = set(_windows())
        made = stop.open()
        self.settle()
        opened = [window for window in _windows() if window not in before]
        shown = made if isinstance(made, QWidget) and made.isWindow() else opened[0] if opened else None
        self.take(f"{place}-{stop.name}", shown)
        for window in opened:
            window.close()
        if opened:
            # Without a window manager nothing gives the caret back to the window below.
            self.frame.activateWindow()

    def page(self, window: MainWindow, key: str) -> None:
        """Take one page and its stops."""
        window.open_page(key)
        self.take(key)
        page = window.current()
        if page is None:
            return
        for stop in page.tour_stops():
            self.stop(key, stop)
            clear_toast()
            window.panel.put(None)

    def overlays(self, window: MainWindow) -> None:
        """Take what can lie over any page."""
        window.open_page(next(iter(window.specs)))
        window.palette_box.open()
        self.take("palette")
        window.palette_box.close_palette()
        window.show_keys()
        self.take("keys")
        window.sheet.hide()
        window.show_notices()
        self.take("notices")
        window.panel.put(None)
        toast(window.specs[next(iter(window.specs))].name(), window.today.words, undo=lambda: None)
        self.take("toast")
        clear_toast()

    def doors(self, backend: Any, actor: Any) -> None:
        """Take the screens before and beside the window."""
        sign_in, lock, password = SignInPage(), LockScreen(), PasswordPage(forced=True)
        sign_in.show_centers(backend.centers())
        first = FirstRunPage(Paths(self.out / "nowhere"), None)
        for name, screen in (
            ("sign-in", sign_in),
            ("lock", lock),
            ("password", password),
            ("first-run", first),
        ):
            self.frame.swap(screen)
            if isinstance(screen, LockScreen):
                screen.lock(actor.name, "", actor.center_id)
            self.take(name)


def _windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def take(
    backend: Any,
    actor: Any,
    out: Path,
    *,
    theme: PaletteName = "light",
    scale: float = 1.0,
    size: tuple[int, int] = (1440, 900),
    lang: str = "",
    only: Sequence[str] = (),
) -> Sequence[Path]:
    """Take the whole tour, or `only` some pages; returns the pictures in order. The data are not changed."""
    if lang:
        set_language("en" if lang == "en" else "zh_CN")
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    before = qInstallMessageHandler(_say)
    set_reduced_motion(True)
    apply_theme(app, theme, MODES.get(scale, "standard"))
    runner().backend, runner().actor = backend, actor
    with tempfile.TemporaryDirectory() as folder:
        station = Workstation(folder)
        workstation.use(station)
        frame = Frame(station)
        frame.resize(*size)
        window = MainWindow(station, Errors(None))
        frame.swap(window)
        frame.show()
        tour = Tour(frame, out)
        try:
            window.start()
            for key in window.specs:
                if not only or key in only:
                    tour.page(window, key)
            if not only:
                tour.overlays(window)
            window.leave()
            if not only:
                tour.doors(backend, actor)
        finally:
            frame.close()
            frame.deleteLater()
            tour.settle()
            close_runner()
            workstation.use(None)
            qInstallMessageHandler(before)
    return tour.pictures


def _say(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for what it says of every window that is not on a screen."""
    if kind is not QtMsgType.QtDebugMsg and "This plugin does not support" not in words:
        print(words, file=sys.stderr)  # noqa: T201 - the tour is a command without a window
