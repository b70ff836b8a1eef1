"""Search boxes and lists: composing with an IME, scanners, picking by key."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.kit.inputs import PinyinLineEdit
from ui.kit.suggest import NewOne, Suggestion, SuggestList
from ui.kit.theme import apply_theme

PEOPLE = [
    Suggestion("王桂兰", "桂花里 5 幢 302", "居民", data=1),
    Suggestion("吴国立", "桂花里 2 幢 101", "居民", data=2),
]


@pytest.fixture
def box(qtbot, qapp):
    apply_theme(qapp)
    window = QWidget()
    layout = QVBoxLayout(window)
    made = PinyinLineEdit("找人")
    layout.addWidget(made)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(400, 400)
    window.show()
    qtbot.waitExposed(window)
    made.setFocus()
    yield made
    window.close()


def compose(box, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(box, event)


def scan(box, code, gap):
    """Press the keys of a code with ``gap`` milliseconds between them, Enter last."""
    for number, char in enumerate([*code, "\r"]):
        key = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char)
        event.setTimestamp(10_000 + number * gap)
        QApplication.sendEvent(box, event)


def test_the_query_follows_while_the_ime_composes(box):
    heard = []
    box.queryChanged.connect(heard.append)
    compose(box, "w")
    compose(box, "wang'gui")
    compose(box, "wang gui lan")
    assert heard == ["w", "wanggui", "wangguilan"]
    assert box.composing
    compose(box, "", "王桂兰")
    assert heard[-1] == "王桂兰"
    assert not box.composing
    assert box.text() == "王桂兰"


def test_composing_goes_in_at_the_caret(box):
    box.setText("王兰")
    box.setCursorPosition(1)
    compose(box, "gui")
    assert box.query == "王gui兰"


def test_enter_and_digits_belong_to_the_ime_while_it_composes(box, qtbot):
    listed = SuggestList(box)
    chosen = []
    listed.chosen.connect(chosen.append)
    compose(box, "wgl")
    listed.set_items(PEOPLE, "wgl")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen == []
    assert listed.isVisible()


def test_the_first_row_is_chosen_and_enter_takes_it(box, qtbot):
    listed = SuggestList(box)
    chosen = []
    listed.chosen.connect(chosen.append)
    qtbot.keyClicks(box, "wgl")
    listed.set_items(PEOPLE, "wgl")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [item.data for item in chosen] == [1]
    assert not listed.isVisible()


def test_the_rows_stay_below_a_box_that_moves(box, qtbot):
    sheet, line = QWidget(box.window()), PinyinLineEdit("谁")
    QVBoxLayout(sheet).addWidget(line)
    sheet.show()
    line.setFocus()
    listed = SuggestList(line)
    listed.set_items(PEOPLE, "wgl")
    before = listed.y()
    sheet.move(0, 40)
    assert listed.y() == before + 40


def test_down_and_digits_take_other_rows(box, qtbot):
    listed = SuggestList(box)
    chosen = []
    listed.chosen.connect(chosen.append)
    qtbot.keyClicks(box, "wgl")
    listed.set_items(PEOPLE, "wgl")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    listed.set_items(PEOPLE, "wgl")
    qtbot.keyClick(box, Qt.Key.Key_2)
    assert [item.data for item in chosen] == [2, 2]


def test_digits_go_on_when_a_number_is_being_typed(box, qtbot):
    listed = SuggestList(box)
    listed.set_items(PEOPLE, "5")
    qtbot.keyClicks(box, "5302")
    assert box.text() == "5302"


def test_nobody_is_made_by_enter_alone_but_by_the_last_row(box, qtbot):
    listed = SuggestList(box)
    listed.new_text = "新建居民「{}」".format
    made = []
    listed.created.connect(made.append)
    qtbot.keyClicks(box, "zxy")
    listed.set_items([], "zxy")
    assert isinstance(listed.items[-1], NewOne)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert made == []
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert made == ["zxy"]


def test_escape_closes_the_list_and_keeps_the_words(box, qtbot):
    listed = SuggestList(box)
    qtbot.keyClicks(box, "wgl")
    listed.set_items(PEOPLE, "wgl")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not listed.isVisible()
    assert box.text() == "wgl"


def test_a_scanner_is_told_from_a_hand(box):
    heard = []
    box.scanned.connect(heard.append)
    scan(box, "A018202611", gap=8)
    assert heard == ["A018202611"]
    assert box.text() == ""
    scan(box, "13800570427", gap=120)
    assert heard == ["A018202611"]
    assert box.text() == "13800570427"


def test_a_fast_hand_typing_letters_is_no_scanner(box):
    heard = []
    box.scanned.connect(heard.append)
    scan(box, "WANGGUILAN", gap=20)
    assert heard == []
