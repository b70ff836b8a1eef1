"""The bell: things that need a look, each leading to the place where it can be settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.cards import IconPlate
from ui.kit.labels import Label
from ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at. `page` and `target` say where it is settled, `verb` is the word on the button."""

    text: str
    note: str = ""
    icon: str = "info"
    category: str = "notice"
    verb: str = ""
    page: str = ""
    target: Any = None


class BellPanel(QWidget):
    """The list of notices, for the right-hand panel."""

    go_to = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Notices"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these notices."""
        while (entry := self._box.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.deleteLater()
        for notice in notices:
            self._box.addWidget(self._line(notice))
        if not notices:
            self._box.addWidget(Label(_("Nothing needs a look right now."), "small", "text2"))
        self._box.addStretch(1)

    def _line(self, notice: Notice) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, px(6), 0, px(6))
        row.setSpacing(px(10))
        row.addWidget(IconPlate(notice.icon, notice.category), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        for text, role, color in ((notice.text, "body strong", "text"), (notice.note, "small", "text2")):
            if text:
                label = Label(text, role, color)
                label.setWordWrap(True)
                column.addWidget(label)
        row.addLayout(column, 1)
        if notice.verb and notice.page:
            button = Button(notice.verb)
            button.clicked.connect(lambda _checked=False: self.go_to.emit(notice.page, notice.target))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line
