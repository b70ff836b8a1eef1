"""Every page, section, panel and dialog: named, reached by Tab, nothing cut, nothing in the wrong language."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest
import shiboken6
import sqlalchemy as sa
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from neighborcenter.accounts.models import account
from neighborcenter.backend import Backend
from neighborcenter.center.models import center
from neighborcenter.kit.actor import system_actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.pinyin import initials
from tests.journeys import scene
from tests.support.builders import Builders
from ui import tour
from ui.app import Frame
from ui.kit import messages, workstation
from ui.kit.errors import Errors
from ui.kit.jobs import close_runner, runner
from ui.kit.palette import Palette
from ui.kit.theme import Mode, apply_theme, set_mode, set_reduced_motion
from ui.pages import PAGES
from ui.window import MainWindow

pytestmark = pytest.mark.long

PLACES = tuple(place.key for place in PAGES)
SCREEN = (1366, 768)


def names_of(office: Backend) -> frozenset[str]:
    """Words of this installation: logins, the head of its numbers, parts of its folder, its libraries."""
    with office.read(system_actor(office.centers()[0][0])) as read:
        logins = {row.login for row in read.rows(sa.select(account.c.login))}
        places = {initials(row.name) for row in read.rows(sa.select(center.c.name))}
    libraries = {word for each in distributions() for word in scene.WORD.findall(each.metadata["Name"] or "")}
    return frozenset(
        logins
        | {place[:length] for place in places for length in range(3, len(place))}
        | libraries
        | set(scene.WORD.findall(str(office.paths.data)))
        | {"logs", "post", "residents", "csv", "xlsx", "docx", "sdtapi", "dll"}
    )


class Flashes(QObject):
    """Parts of a page that were windows of their own for a moment: they flicker, and the caret is gone."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._shown: list[QWidget] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember every window that comes up."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._shown.append(watched)
        return False

    def take(self) -> list[str]:
        """Those that found their place in a page since the last time."""
        shown, self._shown = self._shown, []
        return [scene.path(each) for each in shown if shiboken6.isValid(each) and not each.isWindow()]


class Walk(tour.Tour):
    """The picture tour, looking instead of taking pictures."""

    def __init__(self, frame: Frame, folder: Path, look: tuple[str, Mode], logins: frozenset[str]) -> None:
        super().__init__(frame, folder)
        self.chinese, self.known = look[0] == "zh_CN", logins
        self.tabs = look == ("zh_CN", "standard")  # Tab goes the same way in every language and size
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.flashes = Flashes(app)
        self.wrong: list[str] = []
        self.seen = 0

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Look at the frame or another window."""
        self.settle()
        self.seen += 1
        root = widget or self.frame
        overlay = next((each for each in root.findChildren(Palette) if each.isVisible()), root)
        ink = scene.Ink()
        ink.on()
        try:
            root.grab()
        finally:
            ink.off()
        wrong = [f"a window for a moment: {each}" for each in self.flashes.take()]
        wrong += [f"no name: {each}" for each in scene.nameless(root)]
        wrong += [f"cut: {each}" for each in scene.cut(root)]
        if root is self.frame:
            wrong += [f"scrolls sideways: {each}" for each in scene.scrolls_sideways(root)]
        if self.chinese:
            said = [text for _widget, text in scene.texts(root)] + list(ink.drawn)
            wrong += [f"not Chinese: {text!r}" for text in scene.english(said, self.known)]
        if self.tabs:
            wrong += [f"Tab: {each}" for each in scene.walk(overlay)]
            self.settle()
        self.wrong += [f"{name}: {each}" for each in wrong]


@pytest.fixture(params=["zh_CN", "en", "zh_CN elder"])
def look(request: pytest.FixtureRequest) -> tuple[str, Mode]:
    """Language and size."""
    language, _space, size = str(request.param).partition(" ")
    return language, "elder" if size else "standard"


@pytest.fixture
def window(
    qapp: QApplication, office: Backend, look: tuple[str, Mode], tmp_path: Path
) -> Iterator[tuple[Walk, MainWindow]]:
    language, size = look
    set_language("en" if language == "en" else "zh_CN")
    set_reduced_motion(True)
    apply_theme(qapp, "light", size)
    actor = Builders.administrator(office, office.centers()[0][0])
    runner().backend, runner().actor = office, actor
    station = workstation.Workstation(tmp_path)
    workstation.use(station)
    frame = Frame(station)
    frame.resize(*SCREEN)
    made = MainWindow(station, Errors(None))
    frame.swap(made)
    frame.show()
    frame.activateWindow()
    walk = Walk(frame, tmp_path, look, names_of(office))
    yield walk, made
    made.leave()
    messages.forget_undo()
    frame.close()
    frame.deleteLater()
    walk.settle()
    close_runner()
    workstation.use(None)
    set_mode("standard")


def assert_good(walk: Walk) -> None:
    """One line per fault, each once, at the first place it was seen."""
    first: dict[str, str] = {}
    for line in walk.wrong:
        place, _colon, fault = line.partition(": ")
        first.setdefault(fault, place)
    lines = [f"{place}: {fault}" for fault, place in first.items()]
    assert not lines, f"{len(lines)} faults in {walk.seen} places\n" + "\n".join(lines)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("key", PLACES)
def test_a_page_and_all_it_opens(window: tuple[Walk, MainWindow], key: str) -> None:
    walk, made = window
    made.start(key)
    walk.page(made, key)
    assert walk.seen > 3
    assert_good(walk)


def test_what_lies_over_any_page(window: tuple[Walk, MainWindow]) -> None:
    walk, made = window
    made.start("desk")
    walk.overlays(made)
    assert_good(walk)


def test_the_screens_before_and_beside_the_window(window: tuple[Walk, MainWindow], office: Backend) -> None:
    walk, made = window
    made.start("desk")
    walk.settle()
    walk.doors(office, runner().actor)
    assert_good(walk)
