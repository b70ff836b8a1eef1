"""A search box that asks the back office: rows below it, and an Enter that waits for its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query
from ui.kit.patience import Patience
from ui.kit.suggest import Suggestion, SuggestList

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Ask(QObject):
    """A box with rows below it. Enter pressed before the answer came takes the first row when it comes."""

    taken = Signal(object)

    def __init__(
        self, name: str, placeholder: str, icon: str, find: Callable[[Any, str], Sequence[Suggestion]],
        patience: Patience, owner: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self.name, self._find, self._patience = name, find, patience
        self.box = PinyinLineEdit(placeholder, icon=icon, tall=True)
        self.list = SuggestList(self.box, rows=7)
        self._answered, self._enter = "", False
        self.box.queryChanged.connect(self._on_query)
        self.box.scanned.connect(self._on_scanned)
        self.list.chosen.connect(lambda item: self.taken.emit(item.data))
        # Installed after the list's own filter and so asked first; patience is asked before both.
        self.box.installEventFilter(self)
        patience.watch(self.box)

    def show_name(self, words: str) -> None:
        """Show what was chosen, without asking again."""
        self.box.blockSignals(True)  # noqa: FBT003 - Qt's own name
        self.box.setText(words)
        self.box.blockSignals(False)  # noqa: FBT003 - Qt's own name
        self._answered = self.box.query
        self.list.set_items([], "")

    def _on_query(self, query: str) -> None:
        if not query:
            self._answered = ""
            self.list.set_items([], "")
            return
        find = self._find
        Query(self, lambda read: (query, find(read, query)), key="find", lane="quick").then(
            self._on_found
        ).start()

    def _on_scanned(self, code: str) -> None:
        """A card or a code was read: whoever it belongs to is taken at once."""
        self._enter = True
        self.box.setText(code)

    def _on_found(self, answer: tuple[str, Sequence[Suggestion]]) -> None:
        query, found = answer
        if query != self.box.query:
            return
        self._answered = query
        self.list.set_items(list(found), query)
        if self._enter:
            self._enter = False
            self.list.take()
            self._patience.go_on(self.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter before its answer waits for it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            if self.box.composing:
                return False
            if self.box.query and self.box.query != self._answered:
                self._enter = True
                self._patience.wait(self.name)
                return True
        return False


class Boxed(QWidget):
    """A search box as the editor of a Field: its choice is kept by the sheet."""

    changed = Signal()

    def __init__(self, box: PinyinLineEdit) -> None:
        super().__init__()
        self.box = box
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(box)
        self.setFocusProxy(box)

    def value(self) -> str:
        """The words in the box."""
        return self.box.text()

    def set_value(self, value: str) -> None:
        """Show words."""
        self.box.setText(value)

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.box.set_state(state)
