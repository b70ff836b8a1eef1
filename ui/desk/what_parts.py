"""What stands in the box's card beside the rows: a kind no, to whom it goes, what is done often, how many came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.views import Pick
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.labels import Icon, Label
from ui.kit.paint import fill
from ui.kit.tall import TallBox
from ui.kit.theme import control_height, px, theme, theme_changed


def heads_text(count: int) -> str:
    """1 person, 3 people."""
    return _("1 person") if count == 1 else _("{heads} people").format(heads=count)


class Refusal(QWidget):
    """How to say no kindly to a proof that must not be issued, and where to go instead. Scrolls where it is low."""

    def __init__(self) -> None:
        super().__init__()
        self._box, inside = TallBox(self), QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._box)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(px(14), px(12), px(14), px(12))
        layout.setSpacing(px(4))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Icon("ban", "notice.text", 18))
        self.title = Label("", "body strong", "notice.text", wrap=True)
        head.addWidget(self.title, 1)
        layout.addLayout(head)
        self.words = Label("", "body", "notice.text", wrap=True)
        self.where = Label("", "body strong", "notice.text", wrap=True)
        layout.addWidget(self.words)
        layout.addWidget(self.where)
        self._box.put(inside)
        theme_changed.connect(self.update)
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        body = self._box.widget()
        return QSize(px(300), body.minimumHeight() if body is not None else px(90))

    def minimumSizeHint(self) -> QSize:
        """A few lines; the rest scrolls."""
        return QSize(px(200), px(76))

    def show_pick(self, pick: Pick | None) -> None:
        """Show the words of a refused proof; None hides them."""
        self.setVisible(pick is not None)
        if pick is not None:
            self.title.setText(_("“{name}” is not issued here").format(name=pick.title))
            self.words.setText(pick.refusal)
            self.where.setText(_("Where to go: {where}").format(where=pick.refer_to) if pick.refer_to else "")
            self.where.setVisible(bool(pick.refer_to))
            self._box.updateGeometry()
            QTimer.singleShot(0, self, self.updateGeometry)

    def paintEvent(self, _event: object) -> None:
        fill(QPainter(self), QRectF(self.rect()), px(10), theme().category("notice").fill)


class Stepper(QWidget):
    """How many came, with − and + and the number between."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.count = 1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self.less, self.more = Button("", "secondary", "minus"), Button("", "secondary", "plus")
        self.less.setAccessibleName(_("One fewer"))
        self.more.setAccessibleName(_("One more"))
        self.number = Label("", "section")
        self.number.setMinimumWidth(px(64))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.less, self.number, self.more):
            row.addWidget(part)
        self.less.clicked.connect(lambda: self.step(-1))
        self.more.clicked.connect(lambda: self.step(1))
        self.set_count(1)

    def step(self, by: int) -> None:
        """More or fewer; nothing while a named person is served, who is one."""
        if self.isVisible():
            self.set_count(self.count + by)

    def set_count(self, count: int) -> None:
        """Show a number from 1 to 999."""
        self.count = min(max(count, 1), 999)
        self.number.setText(heads_text(self.count))
        self.less.setEnabled(self.count > 1)
        self.changed.emit(self.count)


class PassRow(QWidget):
    """To whom a matter is passed on; Enter goes on."""

    given = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.words = TextField(_("Office, window or colleague"), icon="arrow-left-right")
        self.words.setAccessibleName(_("Passed on to"))
        self.words.returnPressed.connect(self.given)
        row.addWidget(Label(_("Passed on to"), "small strong", "text2"))
        row.addWidget(self.words, 1)
        self.hide()

    def ask(self) -> None:
        """Let the words be typed."""
        self.show()
        self.asked.emit()
        self.words.setFocus(Qt.FocusReason.TabFocusReason)


class Often(QWidget):
    """What the desk does most, to press, while nothing is typed: as many rows as there is room for."""

    taken = Signal(object)
    _ACROSS = 3

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._picks: tuple[Pick, ...] = ()
        self.title = Label(_("Often"), "note strong", "text3", parent=self)
        self.title.hide()
        theme_changed.connect(self._place)

    def show_picks(self, picks: Sequence[Pick]) -> None:
        """Offer these. After most visits they are the same as before: then the buttons stay."""
        if tuple(picks) == self._picks:
            return
        self._picks = tuple(picks)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for pick in picks:
            button = Button(pick.title, parent=self)
            button.setToolTip(pick.title)
            button.clicked.connect(partial(self._on_taken, pick))
            self.buttons.append(button)
        self.title.setVisible(bool(picks))
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(24) + 6 * (control_height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(24) + control_height())

    def resizeEvent(self, _event: object) -> None:
        self._place()

    def _place(self) -> None:
        self.title.adjustSize()
        gap, top, high = px(8), px(24), control_height()
        wide = (self.width() - gap * (self._ACROSS - 1)) / self._ACROSS
        for place, button in enumerate(self.buttons):
            row, column = divmod(place, self._ACROSS)
            y = top + row * (high + gap)
            button.setGeometry(round(column * (wide + gap)), y, round(wide), high)
            button.setVisible(y + high <= self.height() + 1)
        self.title.setVisible(bool(self.buttons) and top + high <= self.height() + 1)

    def _on_taken(self, pick: Pick, _checked: bool = False) -> None:
        self.taken.emit(pick)
