"""The look: contrast of the tokens, icons, live switching, names for the ear, undo by toast."""

import re
from itertools import product

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontInfo
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from neighborcenter.kit.paths import resource, root
from tests.ui_kit.gallery import gallery
from ui.kit import messages
from ui.kit.icons import icon_names, pixmap
from ui.kit.sheet import Sheet
from ui.kit.theme import apply_theme, font, px, set_mode, set_palette, theme
from ui.kit.widgets import Button, IconButton, Label, Segmented, Switch

GROUNDS = ("bg", "rail", "surface", "sunken", "hover", "weekend", "tint")


@pytest.fixture(autouse=True)
def dressed(qapp):
    apply_theme(qapp)
    yield
    messages.clear_toast()
    messages.forget_undo()
    set_palette("light")
    set_mode("standard")


def luminance(color: QColor) -> float:
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_words_can_be_read_on_every_ground(palette):
    set_palette(palette)
    for ink, ground in product(("text", "text2", "text3", "accent_text"), GROUNDS):
        assert contrast(theme().color(ink), theme().color(ground)) >= 4.5, (ink, ground)
    for ground in ("accent", "accent_hover", "accent_pressed"):
        assert contrast(theme().on_accent, theme().color(ground)) >= 4.5, ground
    assert contrast(theme().toast_text, theme().toast) >= 4.5
    assert contrast(theme().toast_link, theme().toast) >= 4.5
    for kind, look in theme().categories.items():
        assert contrast(look.text, look.fill) >= 4.5, kind


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_edges_of_fields_and_the_focus_ring_are_seen(palette):
    set_palette(palette)
    for ground in ("bg", "surface"):
        assert contrast(theme().outline, theme().color(ground)) >= 3
        assert contrast(theme().focus, theme().color(ground)) >= 3


def test_no_color_is_written_anywhere_but_in_the_tokens():
    color = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?=[\"'; ])")
    files = [*(root() / "ui").rglob("*.py"), resource("theme", "base.qss")]
    found = [file.name for file in files if color.search(file.read_text(encoding="utf-8"))]
    assert found == []


def test_every_icon_draws_in_the_color_asked_for(qapp):
    assert len(icon_names()) > 90
    for name in icon_names():
        picture = pixmap(name, "accent", 96, 1.0).toImage()
        inked = [
            QColor(picture.pixelColor(x, y))
            for x in range(96)
            for y in range(96)
            if picture.pixelColor(x, y).alpha() == 255
        ]
        assert inked, name
        # Half-covered pixels are premultiplied and may come back one step off.
        wanted = theme().accent
        assert all(abs(a - b) <= 2 for a, b in zip(inked[0].getRgb(), wanted.getRgb(), strict=True)), name


def test_the_bundled_font_is_used_and_grows_with_the_mode(qapp):
    assert QFontInfo(font("body")).family() == "Noto Sans SC"
    assert font("body").pixelSize() == 14
    set_mode("elder")
    assert font("body").pixelSize() == 21
    assert px(16) == 24


def test_digits_are_equally_wide():
    from PySide6.QtGui import QFontMetricsF

    measure = QFontMetricsF(font("body"))
    assert len({round(measure.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


def test_a_rare_character_of_a_name_is_drawn_not_boxed(qtbot):
    """𪚥 and 𬎆 are in none of the bundled fonts but in the zip of rare ones."""
    pictures = []
    for name in ("\U0002a6a5", "\U0002c386", "\U0010fffd"):
        label = Label(name, "name")
        qtbot.addWidget(label)
        label.resize(40, 40)
        pictures.append(label.grab().toImage())
    assert len({bytes(picture.constBits()) for picture in pictures}) == 3


def test_the_whole_sheet_switches_live_without_a_warning(qtbot, qtlog):
    sheet = gallery()
    qtbot.addWidget(sheet)
    sheet.show()
    for palette, mode in (("dark", "elder"), ("light", "large"), ("dark", "standard")):
        set_palette(palette)
        set_mode(mode)
        assert not sheet.grab().isNull()
    assert [record.message for record in qtlog.records if "propagateSizeHints" not in record.message] == []


def test_everything_that_takes_the_focus_has_a_name(qtbot):
    sheet = gallery()
    qtbot.addWidget(sheet)
    nameless = [
        widget
        for widget in sheet.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        and not widget.accessibleName() and not widget.objectName().startswith("qt_")
    ]  # fmt: skip
    assert [type(widget).__name__ for widget in nameless] == []


def test_controls_reach_60_pixels_for_the_elderly(qtbot):
    set_mode("elder")
    button = Button("预订", "primary")
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 60


def test_a_busy_button_keeps_its_width_and_refuses(qtbot):
    button = Button("预订", "primary")
    qtbot.addWidget(button)
    button.show()
    qtbot.waitExposed(button)
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    wide = button.width()
    button.set_busy(True, "保存中，稍等一下")
    assert button.width() >= wide
    button.click()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == []
    button.set_busy(False)
    button.click()
    assert pressed == [1]


def test_a_switch_and_a_row_of_choices_work_by_keyboard(qtbot):
    row = Segmented([("d", "日"), ("w", "周")], "d", "看法")
    switch = Switch("每周三")
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(row)
    layout.addWidget(switch)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chosen = []
    row.chosen.connect(chosen.append)
    first = row.findChildren(QWidget)[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert row.current == "w"
    assert switch.isChecked()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.addWidget(QLineEdit())
    layout.addWidget(IconButton("moon", "深色"))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_ctrl_z_takes_the_last_act_back_once(window, qtbot):
    undone = []
    messages.toast("已登记", "王桂兰 · 量血压", undo=lambda: undone.append(1), owner=window)
    box = window.findChild(QLineEdit)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert window.findChildren(messages.Toast, options=Qt.FindChildOption.FindDirectChildrenOnly)[
        0
    ].isHidden()


def test_ctrl_z_belongs_to_the_typing_first(window, qtbot):
    undone = []
    messages.toast("已登记", undo=lambda: undone.append(1), owner=window)
    box = window.findChild(QLineEdit)
    qtbot.keyClicks(box, "wgl")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []


def test_one_toast_at_a_time_and_the_newest_is_undone(window):
    undone = []
    messages.toast("已登记 甲", undo=lambda: undone.append("甲"), owner=window)
    second = messages.toast("已登记 乙", undo=lambda: undone.append("乙"), owner=window)
    shown = [slip for slip in window.findChildren(messages.Toast) if slip.isVisible()]
    assert shown == [second]
    second.link.clicked.emit()
    assert undone == ["乙"]


def test_a_toast_waits_while_the_mouse_rests_on_it(window):
    slip = messages.toast("已登记", owner=window)
    point = slip.rect().center().toPointF()
    slip.enterEvent(QEnterEvent(point, point, point))
    assert not slip._clock.isActive()
    slip.leaveEvent(QEvent(QEvent.Type.Leave))
    assert slip._clock.isActive()


def test_the_worst_banner_wins(window):
    slot = messages.BannerSlot(window)
    slot.set_banner("holidays", "warning", "2027 年放假安排还没导入", "去导入")
    slot.set_banner("lan", "error", "连不上数据库")
    assert slot.banner.label.text() == "连不上数据库"
    slot.clear("lan")
    assert slot.banner.label.text() == "2027 年放假安排还没导入"
    slot.clear()
    assert slot.banner is None


def test_a_question_names_the_verb_and_escape_is_no(window, qtbot):
    question = messages.Question(window, "合并到 王桂兰？", "合并")
    qtbot.addWidget(question)
    assert question.yes.text() == "合并"
    question.open()
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.result() == 0


def test_what_floats_over_the_window_has_only_its_own_place_painted_again(qtbot):
    """The whole window painted for every slip and every line of a sheet kept the counter standing still."""
    host = Painted()
    qtbot.addWidget(host)
    host.resize(1200, 800)
    with qtbot.waitExposed(host):
        host.show()
    qtbot.waitUntil(lambda: bool(host.painted))
    host.painted.clear()
    slip = messages.toast("已登记", "王桂兰 · 量血压", owner=host)
    qtbot.waitUntil(lambda: bool(host.painted))
    slip.leave()
    qtbot.waitUntil(lambda: len(host.painted) > 1)
    assert max(host.painted) < 0.2

    sheet = Sheet(host, "发号")
    sheet.body.addWidget(Label("办什么"))
    sheet.open()
    qtbot.waitUntil(lambda: max(host.painted) == 1)  # the scrim: once
    host.painted.clear()
    sheet.body.addWidget(Label("谁"))
    sheet.body.activate()
    qtbot.waitUntil(lambda: bool(host.painted))
    assert max(host.painted) < 0.5
    sheet.leave()


class Painted(QWidget):
    """Keeps how large a part of it was painted each time."""

    def __init__(self):
        super().__init__()
        self.painted = []

    def paintEvent(self, event):
        area = sum(each.width() * each.height() for each in event.region())
        self.painted.append(area / (self.width() * self.height()))
