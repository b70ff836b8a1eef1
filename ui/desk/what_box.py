"""办什么: one box that finds services, residents and rooms, what was chosen, and the buttons that end it.

Enter pressed before the answer came is kept and takes the first row when it comes; keys typed meanwhile wait
behind it. So ``wgl⏎lxy⏎`` works at any speed of the hand and of the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.views import Pick
from ui.kit.buttons import Button, Tile
from ui.kit.cards import Card, Divider
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import may
from ui.kit.labels import Icon, Label
from ui.kit.paint import fill
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import control_height, px, theme, theme_changed

_LOOKS = {
    "service": ("heart-pulse", "service"),
    "refused": ("ban", "closed"),
    "resident": ("user-round", "lending"),
    "room": ("door-open", "course"),
}


def kind_words(kind: str) -> str:
    """The word for a row's kind, at its right."""
    return {"service": _("Service"), "resident": _("Resident"), "room": _("Room")}.get(kind, "")


def heads_text(count: int) -> str:
    """1 person, 3 people."""
    return _("1 person") if count == 1 else _("{heads} people").format(heads=count)


class Refusal(QWidget):
    """How to say no kindly to a proof that must not be issued, and where to go instead."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
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
        theme_changed.connect(self.update)
        self.hide()

    def show_pick(self, pick: Pick | None) -> None:
        """Show the words of a refused proof; None hides them."""
        self.setVisible(pick is not None)
        if pick is not None:
            self.title.setText(_("“{name}” is not issued here").format(name=pick.title))
            self.words.setText(pick.refusal)
            self.where.setText(_("Where to go: {where}").format(where=pick.refer_to) if pick.refer_to else "")
            self.where.setVisible(bool(pick.refer_to))

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
        self.less.clicked.connect(lambda: self.set_count(self.count - 1))
        self.more.clicked.connect(lambda: self.set_count(self.count + 1))
        self.set_count(1)

    def set_count(self, count: int) -> None:
        """Show a number from 1 to 999."""
        self.count = min(max(count, 1), 999)
        self.number.setText(heads_text(self.count))
        self.less.setEnabled(self.count > 1)
        self.changed.emit(self.count)


class PassRow(QWidget):
    """To whom a matter is passed on; Enter goes on."""

    given = Signal()

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
        self.words.setFocus(Qt.FocusReason.TabFocusReason)


class Often(QWidget):
    """What the desk does most, to press, while nothing is typed: as many rows as there is room for."""

    taken = Signal(object)
    _ACROSS = 3

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self.title = Label(_("Often"), "note strong", "text3", parent=self)
        self.title.hide()
        theme_changed.connect(self._place)

    def show_picks(self, picks: Sequence[Pick]) -> None:
        """Offer these."""
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
        return QSize(px(300), px(24) + 4 * (control_height() + px(8)))

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

    def _on_taken(self, pick: Pick, _checked: bool = False) -> None:
        self.taken.emit(pick)


class WhatBox(Card):
    """The box, its rows, the services chosen so far, and how it ends."""

    person_chosen = Signal(int)
    room_chosen = Signal(int)
    services_changed = Signal()
    scanned = Signal(str)
    asked = Signal(str)
    new_wanted = Signal(str)
    ended = Signal(str)  # the outcome: done, open, passed_on

    def __init__(self) -> None:
        super().__init__(_("What for"), "")
        self.note.setText(_("Characters, pinyin or initials"))
        self.services: list[Pick] = []
        self._asked, self._answered, self._enter_waits = "", "", False
        self._after_take = ""
        self._behind: list[QKeyEvent | str] = []  # keys, and how it shall end, that came after a waiting Enter
        self.box = PinyinLineEdit(_("Service, resident or room"), hint=_("↑↓ choose   Enter take"), tall=True)
        self.list = SuggestList(self.box, popup=False, rows=6)
        self.chosen_row = QWidget()
        self._chosen_layout = QHBoxLayout(self.chosen_row)
        self._chosen_layout.setContentsMargins(0, 0, 0, 0)
        self._chosen_layout.setSpacing(px(8))
        self.refusal, self.pass_row, self.often = Refusal(), PassRow(), Often()
        self.tile_row = QWidget()
        self.tiles = QHBoxLayout(self.tile_row)
        self.tiles.setContentsMargins(0, 0, 0, 0)
        self.tiles.setSpacing(px(10))
        self._build()
        self.box.queryChanged.connect(self._on_query)
        self.box.scanned.connect(self.scanned)
        self.list.chosen.connect(self._on_chosen)
        self.list.created.connect(self._on_new)
        self.list.new_text = self._new_text
        self.pass_row.given.connect(lambda: self.end("passed_on"))
        self.often.taken.connect(self._on_often)
        # Installed after the list's own filter and so asked first.
        self.box.installEventFilter(self)
        self._show_services()

    def _build(self) -> None:
        self.hold = Button(_("Put aside"), "quiet", "pause", "Alt G")
        self.pass_on = Button(_("Pass on"), "quiet", "arrow-left-right", "Alt Z")
        self.done = Button(_("Register"), "primary", "check", "Ctrl ↵", main=True)
        self.hold.clicked.connect(lambda: self.end("open"))
        self.pass_on.clicked.connect(lambda: self.end("passed_on"))
        self.done.clicked.connect(lambda: self.end("done"))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.hold)
        foot.addWidget(self.pass_on)
        foot.addSpacing(px(24))
        foot.addWidget(self.done, 1)
        self.add(self.box)
        self.add(self.chosen_row)
        self.add(self.refusal)
        self.add(self.pass_row)
        self.add(self.list, 1)
        self.add(self.often, 1)
        self.body.addStretch(0)
        self.add(self.tile_row)
        self.add(Divider())
        self.add(foot)

    def add_tile(self, tile: Tile) -> None:
        """One more thing to start from here."""
        self.tiles.addWidget(tile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On low screens the words of a refusal or the rows found come before the tiles; their keys still work."""
        super().resizeEvent(event)
        self.tile_row.setVisible(self.height() >= px(400))

    def focus(self) -> None:
        """Put the caret into the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Everything for the next person."""
        self.services = []
        self.box.clear()
        self.list.set_items([])
        self.pass_row.hide()
        self.pass_row.words.set_value("")
        self._show_services()

    def add_service(self, pick: Pick) -> None:
        """Choose one more service; the same twice counts once. A refused proof stands alone."""
        if pick.refused or any(one.refused for one in self.services):
            self.services = [pick]
        elif all(one.id != pick.id for one in self.services):
            self.services.append(pick)
        self._show_services()

    def remove_service(self, pick: Pick) -> None:
        """Choose it no longer."""
        self.services = [one for one in self.services if one.id != pick.id]
        self._show_services()
        self.focus()

    def end(self, outcome: str) -> None:
        """Register with this outcome; what stands in the box is taken first."""
        if self._enter_waits:
            self._behind.append(outcome)
            return
        if self.box.query and not self.box.composing:
            self._after_take = outcome
            if self._asked == self._answered:
                self.list.take()
            else:
                self._enter_waits = True
            return
        if outcome == "passed_on" and self.services and not self.passed_to():
            self.pass_row.ask()
            return
        if self.services:
            self.ended.emit(outcome)

    def passed_to(self) -> str:
        """To whom the matter goes; empty when nobody was named."""
        return self.pass_row.words.value()

    def show_often(self, picks: Sequence[Pick]) -> None:
        """What to offer while nothing is typed."""
        self.often.show_picks(picks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._enter_waits and event.key() != Qt.Key.Key_Escape:
                self._behind.append(event.clone())
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if enter and plain and not self.box.composing and self._asked != self._answered:
                self._enter_waits = True
                return True
            last = event.key() == Qt.Key.Key_Backspace and not self.box.query and self.services
            if last:
                self.remove_service(self.services[-1])
                return True
        return False

    def show_found(self, typed: str, found: Sequence[Pick]) -> None:
        """The answer to what was typed."""
        self._answered = typed
        items = []
        for pick in found:
            picture, category = _LOOKS["refused" if pick.refused else pick.kind]
            items.append(
                Suggestion(pick.title, pick.note, kind_words(pick.kind), picture, category, data=pick)
            )
        self.list.set_items(items, typed)
        self._show_middle()
        if self._enter_waits and typed == self._asked:
            self._enter_waits = False
            self._go_on(taken=self.list.take())

    def _go_on(self, *, taken: bool) -> None:
        """Press again what was pressed behind the waiting Enter; when nothing fitted, let it be typed anew."""
        behind, self._behind = self._behind, []
        if not taken:
            self._after_take = ""
            self.box.selectAll()
            return
        while behind:
            each = behind.pop(0)
            if isinstance(each, str):
                self.end(each)
            else:
                QApplication.sendEvent(self.box, each)
            if self._enter_waits:
                self._behind, behind = behind, []

    def _on_query(self, typed: str) -> None:
        self._asked = typed
        if not typed:
            self._enter_waits = False
            self._answered = typed
            self.list.set_items([])
            self._show_services()
        else:
            self.asked.emit(typed)

    def _new_text(self, typed: str) -> str:
        if typed.isascii() or any(char.isdigit() for char in typed) or not may("people.write"):
            return ""
        return _("New resident “{name}”").format(name=typed)

    def _on_new(self, typed: str) -> None:
        self._after_take = ""
        self.new_wanted.emit(typed)

    def _on_often(self, pick: Pick) -> None:
        self.add_service(pick)
        self.focus()

    def _on_chosen(self, item: Suggestion) -> None:
        pick: Pick = item.data
        outcome, self._after_take = self._after_take, ""
        self.box.clear()
        if pick.kind == "service":
            self.add_service(pick)
        elif pick.kind == "resident":
            self.person_chosen.emit(pick.id)
        else:
            self.room_chosen.emit(pick.id)
        if outcome and pick.kind == "service":
            self.end(outcome)

    def _show_middle(self) -> None:
        """Rows while something is typed, else the refusal to speak, else what is done often."""
        typed = bool(self.box.query)
        refused = next((one for one in self.services if one.refused), None)
        self.list.setVisible(typed)
        self.refusal.show_pick(None if typed else refused)
        self.often.setVisible(not typed and not self.services)

    def _show_services(self) -> None:
        while self._chosen_layout.count():
            item = self._chosen_layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pick in self.services:
            made = Chip(pick.title, checkable=False, removable=True)
            made.removed.connect(partial(self.remove_service, pick))
            self._chosen_layout.addWidget(made)
        self._chosen_layout.addStretch(1)
        self.chosen_row.setVisible(bool(self.services))
        refused = next((one for one in self.services if one.refused), None)
        self._show_middle()
        self.done.setText(_("Decline and refer") if refused else _("Register"))
        for button in (self.hold, self.pass_on):
            button.setEnabled(bool(self.services) and refused is None)
        self.done.setEnabled(bool(self.services))
        self.services_changed.emit()
