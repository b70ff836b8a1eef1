"""办什么: one box that finds services, residents and rooms, what was chosen, and the buttons that end it.

Enter pressed before the answer came is kept and takes the first row when it comes; keys typed meanwhile wait
behind it. So ``wgl⏎lxy⏎`` works at any speed of the hand and of the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.views import Pick
from ui.desk.what_parts import Often, PassRow, Refusal
from ui.kit.buttons import Button, Tile
from ui.kit.cards import Card, Divider
from ui.kit.chips import Chip
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import px

_LOOKS = {
    "service": ("heart-pulse", "service"),
    "refused": ("ban", "closed"),
    "resident": ("user-round", "lending"),
    "room": ("door-open", "course"),
    "plan": ("timer", "activity"),
}


def kind_words(kind: str) -> str:
    """The word for a row's kind, at its right."""
    words = {"service": _("service"), "resident": _("resident"), "room": _("room"), "plan": _("appointment")}
    return words.get(kind, "")


class WhatBox(Card):
    """The box, its rows, the services chosen so far, and how it ends."""

    person_chosen = Signal(int)
    room_chosen = Signal(int)
    plan_chosen = Signal(int)
    services_changed = Signal()
    scanned = Signal(str)
    asked = Signal(str)
    new_wanted = Signal(str)
    ended = Signal(str)  # the outcome: done, open, passed_on

    def __init__(self) -> None:
        super().__init__(_("What for"), "")
        self.note.setText(_("Characters, pinyin or initials"))
        self.services: list[Pick] = []
        self._ticket = False
        self._asked, self._answered, self._enter_waits = "", "", False
        self._scan_waits = False
        self._after_take = ""
        self._behind: list[
            QKeyEvent | str
        ] = []  # keys, and how it shall end, that came after a waiting Enter
        self.box = PinyinLineEdit(_("Service, resident or room"), hint=_("↑↓ choose   Enter take"), tall=True)
        self.list = SuggestList(self.box, popup=False, rows=6)
        self.nothing = Label("", "small", "text2", wrap=True)
        self.chosen_row = QWidget()
        self._chosen_layout = QHBoxLayout(self.chosen_row)
        self._chosen_layout.setContentsMargins(0, 0, 0, 0)
        self._chosen_layout.setSpacing(px(8))
        self.refusal, self.pass_row, self.often = Refusal(), PassRow(), Often()
        self.tile_row = QWidget()
        self._tiles: list[Tile] = []
        self._columns = 0
        self.tiles = QGridLayout(self.tile_row)
        self.tiles.setContentsMargins(0, 0, 0, 0)
        self.tiles.setSpacing(px(10))
        self._build()
        self.box.queryChanged.connect(self._on_query)
        self.box.scanned.connect(self._on_scanned)
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
        self.add(self.nothing)
        self.add(self.list, 1)
        self.add(self.often, 1)
        self.body.addStretch(0)
        self.add(self.tile_row)
        self.add(Divider())
        self.add(foot)

    def add_tile(self, tile: Tile) -> None:
        """One more thing to start from here."""
        self._tiles.append(tile)
        self._columns = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles anew."""
        super().resizeEvent(event)
        self._lay_tiles()

    def _lay_tiles(self) -> None:
        """Side by side, or two by two where long words need it. They go away on low screens.

        The words of a refusal and the rows found come first; the keys of the tiles still work.
        """
        if not self._tiles:
            return
        wide = sum(tile.sizeHint().width() + px(10) for tile in self._tiles)
        columns = len(self._tiles) if wide <= self.width() - px(22) else 2
        if columns != self._columns:
            self._columns = columns
            for at, tile in enumerate(self._tiles):
                self.tiles.addWidget(tile, at // columns, at % columns)
        least = self.minimumSizeHint().height()
        if self.tile_row.isHidden():
            least += self.tile_row.sizeHint().height() + self.body.spacing()
        if not self.list.isHidden():
            least += px(160)
        elif not self.refusal.isHidden():
            least += self.refusal.sizeHint().height() - self.refusal.minimumSizeHint().height()
        elif not self.often.isHidden():
            least += px(90)
        self.tile_row.setVisible(self.height() >= least)

    def focus(self) -> None:
        """Put the caret into the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Everything for the next person."""
        self.begin(at_hand=self._ticket)

    def begin(self, pick: Pick | None = None, *, at_hand: bool = False) -> None:
        """The next person: what their number was taken for is chosen; `at_hand`: finishing calls the next as well."""
        self.services = [] if pick is None else [pick]
        self._ticket = at_hand
        self.box.clear()
        self.list.set_items([])
        self._drop_pass_row()
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
        if self._enter_waits or self._scan_waits:
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
        if self.services or (self._ticket and outcome == "open"):
            self.ended.emit(outcome)

    def passed_to(self) -> str:
        """To whom the matter goes; empty when nobody was named."""
        return self.pass_row.words.value()

    def show_often(self, picks: Sequence[Pick]) -> None:
        """What to offer while nothing is typed."""
        self.often.show_picks(picks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.box.ends_scan(event):
                return False
            if (self._enter_waits or self._scan_waits) and event.key() != Qt.Key.Key_Escape:
                self._behind.append(event.clone())
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if enter and plain and not self.box.composing and self._asked != self._answered:
                self._enter_waits = True
                return True
            if event.key() == Qt.Key.Key_Escape and self.box.text():
                self._enter_waits, self._scan_waits, self._behind = False, False, []
                self.box.clear()
                return True
            last = event.key() == Qt.Key.Key_Backspace and not self.box.query and self.services
            if last:
                self.remove_service(self.services[-1])
                return True
        return False

    def _on_scanned(self, code: str) -> None:
        """What is typed on before the card is looked up belongs to its owner."""
        self._scan_waits = True
        self.scanned.emit(code)

    def after_scan(self) -> None:
        """Whoever was scanned is being served, or nobody is: what was typed meanwhile goes on."""
        self._scan_waits = False
        self._go_on(taken=True)

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
        words = _("Nothing fits “{typed}”. Type it another way, or take down a newcomer with Ctrl+N.")
        self.nothing.setText("" if found else words.format(typed=typed))
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
            if self._enter_waits or self._scan_waits:
                self._behind, behind = [*behind, *self._behind], []

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
        elif pick.kind == "plan":
            self.plan_chosen.emit(pick.id)
        else:
            self.room_chosen.emit(pick.id)
        if outcome and pick.kind == "service":
            self.end(outcome)

    def _show_middle(self) -> None:
        """Rows while something is typed, else the refusal to speak, else what is done often."""
        typed = bool(self.box.query)
        refused = next((one for one in self.services if one.refused), None)
        self.list.setVisible(typed)
        self.nothing.setVisible(typed and bool(self.nothing.text()))
        self.refusal.show_pick(None if typed else refused)
        if refused:
            self._drop_pass_row()
        self.often.setVisible(not typed and not self.services)
        self._lay_tiles()

    def _drop_pass_row(self) -> None:
        """Nobody is asked any more to whom it goes; a caret that stood there comes back into the box."""
        caret = QApplication.focusWidget()
        held = caret is not None and self.pass_row.isAncestorOf(caret)
        self.pass_row.hide()
        if held:
            self.focus()

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
        usual = _("Finish and call next") if self._ticket else _("Register")
        self.done.setText(_("Decline and refer") if refused else usual)
        self.hold.setEnabled(self._ticket or (bool(self.services) and refused is None))
        self.pass_on.setEnabled(bool(self.services) and refused is None)
        self.done.setEnabled(bool(self.services))
        self.services_changed.emit()
