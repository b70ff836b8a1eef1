"""One story through the window: recruited, on the roster by proposal, standing in after a sick call, certified."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from neighborcenter.volunteers import ledgers, post_service, queries
from neighborcenter.volunteers.drafts import PatternDraft
from neighborcenter.volunteers.kinds import HoursStatus
from neighborcenter.volunteers.rostering import rule_service
from tests.volunteers.screen.test_page import lines_of, panel_of
from ui.kit.printing import PrintPreview
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.notice_panel import NoticePanel
from ui.volunteers.panel import VolunteerPanel
from ui.volunteers.roster.list_panel import ListPanel
from ui.volunteers.roster.place_panel import PlacePanel
from ui.volunteers.roster.proposal_panel import ProposalPanel
from ui.volunteers.sheet_panel import SheetPanel

Key, Mod = Qt.Key, Qt.KeyboardModifier
TUESDAY = datetime(2026, 11, 24)


@pytest.fixture
def weekly(helpers: dict[str, int], make: Any) -> None:
    """The desk post is staffed on Tuesdays from 8 to 11; the usual rules hold."""
    with make.backend.work(make.actor) as work:
        post_service.add_pattern(work, PatternDraft(1, "早班", 1, "08:00", "11:00"))
        rule_service.begin_with_defaults(work, date(2026, 1, 1))


class Hands:
    """Keys where the caret is and clicks on what is in sight; nothing of the program is called by name."""

    def __init__(self, page: Any, settle: Any, qtbot: Any) -> None:
        self.page, self._settle, self._qtbot = page, settle, qtbot

    def press(self, key: Qt.Key, mod: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        """One chord."""
        self._front()
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the caret"
        QTest.keyClick(target, key, mod)
        self._settle()

    def _front(self) -> None:
        """Without a window manager a popup that closes leaves no window in front."""
        if QApplication.focusWidget() is None:
            window = self.page.window()
            window.activateWindow()
            self._qtbot.waitUntil(window.isActiveWindow)

    def type(self, text: str) -> None:
        """Letters, one after the other; Chinese comes whole, as from an input method."""
        target = QApplication.focusWidget()
        assert isinstance(target, QLineEdit | QPlainTextEdit), f"no box to type into: {target}"
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(target, event)
        self._settle()

    def click(self, widget: QWidget) -> None:
        """A mouse click in its middle."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self._settle()

    def fill(self, name: str, text: str) -> None:
        """Click into a field of the form in sight and type."""
        editor = panel_of(self.page, AskPanel).form.fields[name].editor
        boxes = [one for one in editor.findChildren(QLineEdit) if one.isVisible()]
        self.click(next(iter(boxes), editor))
        self.press(Key.Key_A, Mod.ControlModifier)
        self.type(text)

    def tab(self, at: int) -> None:
        """A tab of the page by its key, with the window in front."""
        self.press(Key(Key.Key_0 + at), Mod.AltModifier)

    def find(self, initials: str) -> None:
        """Somebody in the list: Ctrl+F, initials, one line down."""
        self.press(Key.Key_F, Mod.ControlModifier)
        self.press(Key.Key_A, Mod.ControlModifier)
        self.type(initials)
        self.press(Key.Key_Down)

    def wait(self, ready: Any) -> None:
        """Until it is so."""
        self._qtbot.waitUntil(ready, timeout=60_000)
        self._settle()


@pytest.fixture
def hands(page: Any, settle: Any, qtbot: Any) -> Hands:
    return Hands(page, settle, qtbot)


def on_tuesday(make: Any) -> list[str]:
    with make.backend.read(make.actor) as read:
        (shift,) = queries.shifts(read, TUESDAY, TUESDAY.replace(day=25))
        return [one.name for one in shift.people]


def recruited(hands: Hands) -> None:
    """郑建国 is taken on, then on trial, then in service."""
    hands.tab(3)
    hands.press(Key.Key_N, Mod.ControlModifier)
    hands.type("zjg")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return, Mod.ControlModifier)
    for _step in range(2):
        hands.click(panel_of(hands.page, VolunteerPanel).main)


def paint_tuesday(hands: Hands, initials: str, brush: int) -> None:
    """Somebody's Tuesday from 8 to 11, painted with the keyboard."""
    hands.find(initials)
    hands.press(Key.Key_W, Mod.AltModifier)
    hands.press(Key(Key.Key_0 + brush), Mod.ControlModifier | Mod.AltModifier)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Space)
    for _hour in range(2):
        hands.press(Key.Key_Right, Mod.ShiftModifier)
    hands.press(Key.Key_Return, Mod.ControlModifier)


def proposed(hands: Hands) -> None:
    """Wait for the proposal beside the grid; Enter takes it over."""
    panel = panel_of(hands.page, ProposalPanel)
    hands.wait(lambda: panel.proposal is not None and panel.adopt.hasFocus())
    hands.press(Key.Key_Return)


def told(hands: Hands) -> set[str]:
    """Publish; gives who must be told."""
    hands.press(Key.Key_Return, Mod.ControlModifier)
    return {name for name, _what in panel_of(hands.page, ListPanel).rows}


def rostered(hands: Hands, make: Any) -> None:
    """Proposed by one key, published; 王桂兰 calls in sick, 郑建国 stands in, both are told."""
    hands.tab(1)
    hands.press(Key.Key_M, Mod.AltModifier)
    hands.press(Key.Key_F9)
    proposed(hands)
    assert on_tuesday(make) == ["王桂兰"]
    assert told(hands) == {"王桂兰"}
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Home, Mod.ControlModifier)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Return)
    place = panel_of(hands.page, PlacePanel)
    hands.click(place.reason.editor)
    hands.type("发烧")
    hands.click(place.repair)
    proposed(hands)
    assert on_tuesday(make) == ["郑建国"]
    assert told(hands) == {"王桂兰", "郑建国"}


def confirmed(hands: Hands, clock: Any) -> None:
    """Signed in and out at the desk, turned into hours, confirmed."""
    hands.tab(4)
    for hour in (8, 11):
        clock.set(TUESDAY.replace(hour=hour))
        hands.press(Key.Key_I, Mod.AltModifier)
        hands.type("zjg")
        hands.press(Key.Key_Return)
    hands.press(Key.Key_G, Mod.AltModifier)
    hands.find("zjg")
    hands.press(Key.Key_J, Mod.AltModifier)


def hung_out(hands: Hands, clock: Any) -> None:
    """Hung out on Tuesday; on Friday it still hangs, on the working day after it may go."""
    hands.tab(5)
    hands.press(Key.Key_N, Mod.ControlModifier)
    hands.fill("place", "大厅公示栏")
    hands.press(Key.Key_Return, Mod.ControlModifier)
    for moment, may_go in ((datetime(2026, 11, 27, 16), False), (datetime(2026, 11, 30, 9), True)):
        clock.set(moment)
        hands.press(Key.Key_F5)
        hands.find("G2026")
        assert panel_of(hands.page, NoticePanel).down.isEnabled() is may_go
        hands.press(Key.Key_J, Mod.AltModifier)


def printed(hands: Hands) -> str:
    """The certificate issued and printed; gives the words on the paper."""
    hands.tab(7)
    hands.press(Key.Key_N, Mod.ControlModifier)
    choice = panel_of(hands.page, AskPanel).form.fields["volunteer_id"].editor
    choice.combo.setFocus()
    for _row in range(choice.combo.count()):
        if choice.combo.currentText() != "郑建国 V2026-0002":
            hands.press(Key.Key_Down)
    for name, text in (("responsible", "林书记"), ("handler", "周敏"), ("purpose", "升学")):
        hands.fill(name, text)
    hands.press(Key.Key_Return, Mod.ControlModifier)
    hands.find("zjg")
    hands.press(Key.Key_F8)
    preview = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview) and one.isVisible()
    )
    hands.wait(lambda: preview.paper is not None)
    words = "".join(
        "".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(preview.paper.data)).pages
    )
    preview.close()
    return words


def test_from_the_first_day_to_the_certificate_on_paper(
    weekly: None, hands: Hands, clock: Any, make: Any
) -> None:
    """Every step by keys and clicks in the window."""
    recruited(hands)
    paint_tuesday(hands, "zjg", 1)
    paint_tuesday(hands, "wgl", 2)
    rostered(hands, make)
    confirmed(hands, clock)
    (line,) = lines_of(make.backend, make.actor)
    assert (line.name, line.minutes, line.status) == ("郑建国", 180, HoursStatus.CONFIRMED)
    hung_out(hands, clock)
    assert [one.status for one in lines_of(make.backend, make.actor)] == [HoursStatus.ENTERED]
    words = printed(hands)
    for part in ("郑建国", "V2026-0002", "大厅引导", "2026-11-24", "林书记", "周敏", "350582001-2026-0001"):
        assert part in words


def test_a_returned_sheet_is_typed_in_one_pass(
    weekly: None, page: Any, helpers: dict[str, int], settle: Any, clock: Any, make: Any
) -> None:
    with make.backend.work(make.actor) as work:
        post_service.make_shifts(work, date(2026, 11, 23), date(2026, 11, 30))
    clock.set(datetime(2026, 11, 24, 17))
    page.show_tab("hours")
    settle()
    page.tab("hours").type_sheet()
    settle()
    panel = panel_of(page, SheetPanel)

    def enter(*typed: str) -> None:
        for box, text in zip((panel.number, panel.came, panel.went), typed, strict=True):
            box.setText(text)
            QTest.keyClick(box, Key.Key_Return)

    # Somebody written in by hand below the printed names; then a break: a second pair in the same line.
    enter("V2026-0001", "", "930")
    assert panel.went.text() == ""
    enter("1", "1000", "11:05")

    panel.submit()
    settle()
    with make.backend.read(make.actor) as read:
        assert ledgers.loose_pairs(read) == 2
    page.tab("hours").desk.take_over()
    settle()
    assert [(one.name, one.minutes) for one in lines_of(make.backend, make.actor)] == [("王桂兰", 90 + 65)]
