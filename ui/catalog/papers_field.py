"""The papers of a service, one under another: name, whether it is needed, how many."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.catalog.drafts import PaperDraft
from neighborcenter.catalog.texts import NEEDS
from neighborcenter.kit.i18n import _
from ui.kit.fields import ChoiceField, TextField
from ui.kit.theme import px
from ui.kit.widgets import Button, IconButton

_NEED_WORDS = {key.value: words for key, words in NEEDS.items()}


class _PaperEdit(QWidget):
    """One paper being written."""

    changed = Signal()
    removed = Signal()

    def __init__(self, paper: PaperDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self.name = TextField(_("Name of the paper"))
        self.name.set_value(paper.name)
        self.need = ChoiceField([(key, _(words)) for key, words in _NEED_WORDS.items()])
        self.need.set_value(paper.need)
        self.need.setAccessibleName(_("Needed or not"))
        self.copies = TextField(_("Original, 2 copies…"))
        self.copies.set_value(paper.copies)
        away = IconButton("trash-2", _("Take this paper away"), 32)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, px(6))
        box.setSpacing(px(4))
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(px(6))
        first.addWidget(self.name, 1)
        first.addWidget(away)
        second.addWidget(self.need, 1)
        second.addWidget(self.copies, 1)
        box.addLayout(first)
        box.addLayout(second)
        for part in (self.name, self.need, self.copies):
            part.changed.connect(self.changed)
        away.clicked.connect(self.removed)

    def value(self) -> PaperDraft:
        """The paper; where it comes from and its note stay as they were."""
        return PaperDraft(
            self.name.value(),
            self.need.value() or "unknown",
            self.copies.value(),
            self._paper.source,
            self._paper.note,
        )


class PapersField(QWidget):
    """An editor whose value is a tuple of papers; empty lines are left out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_PaperEdit] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(4))
        self.more = Button(_("Add a paper"), "quiet", "plus")
        self.more.clicked.connect(self._on_more)
        self._box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[PaperDraft, ...]:
        """The papers that have a name."""
        found = (line.value() for line in self._lines)
        return tuple(paper for paper in found if paper.name)

    def set_value(self, value: tuple[PaperDraft, ...] | None) -> None:
        """Show papers without telling anybody."""
        for line in self._lines:
            self._drop(line)
        self._lines = []
        for paper in value or ():
            self._add(paper)

    def live_hint(self) -> str:
        """Nothing while typing."""
        return ""

    def trouble(self) -> str:
        """Whatever stands in the lines can be understood."""
        return ""

    def set_state(self, state: str) -> None:
        """The words below say which paper is meant; every name box shows the border."""
        for line in self._lines:
            line.name.set_state(state)

    def _add(self, paper: PaperDraft) -> _PaperEdit:
        line = _PaperEdit(paper, self)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._on_removed(line))
        self._lines.append(line)
        self._box.insertWidget(self._box.count() - 1, line)
        return line

    def _drop(self, line: _PaperEdit) -> None:
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _on_more(self) -> None:
        self._add(PaperDraft("", "necessary")).name.setFocus()

    def _on_removed(self, line: _PaperEdit) -> None:
        self._lines.remove(line)
        self._drop(line)
        self.changed.emit()
