"""Booked days under one another: a sign, when and where, why not, and other ways to press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.labels import Icon, Label, LinkLabel
from ui.kit.theme import px

MOST = 60


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line.  `sign` is an icon and its color, `ways` are words to press and what they do."""

    text: str
    note: str = ""
    sign: tuple[str, str] = ("check", "service.text")
    ways: Sequence[tuple[str, Callable[[], object]]] = field(default_factory=tuple)


class DayLines(QWidget):
    """Shows lines; more than 60 are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: list[DayLine] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    @property
    def lines(self) -> list[str]:
        """The lines in words."""
        return [" ".join(part for part in (line.text, line.note) if part) for line in self.shown]

    def show_lines(self, lines: Sequence[DayLine]) -> None:
        """Show these instead."""
        while (entry := self._box.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.deleteLater()
        self._box.setSpacing(px(8))
        self.shown = list(lines)
        for line in lines[:MOST]:
            self._box.addWidget(self._row(line))
        if len(lines) > MOST:
            rest = _("and {count} more days").format(count=len(lines) - MOST)
            self._box.addWidget(Label(rest, "small", "text3"))

    def _row(self, line: DayLine) -> QWidget:
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(8))
        across.addWidget(Icon(*line.sign, 16), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(1))
        column.addWidget(Label(line.text, "small strong", wrap=True))
        if line.note:
            column.addWidget(Label(line.note, "small", "text2", wrap=True))
        for words, act in line.ways:
            link = LinkLabel(words)
            link.clicked.connect(act)
            column.addWidget(link)
        across.addLayout(column, 1)
        return row
