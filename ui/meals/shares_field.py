"""Who bears how much of a meal: one line for every payer, as many as there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.booking.rulebook.money import fen_of
from neighborcenter.kit.i18n import _
from neighborcenter.meals.drafts import ShareDraft
from neighborcenter.meals.kinds import Payer
from neighborcenter.meals.texts import word
from ui.kit.buttons import Button, IconButton
from ui.kit.fields import ChoiceField, TextField
from ui.kit.theme import px

_PERCENT = re.compile(r"(\d{1,3})\s*%")


def amount_of(text: str) -> tuple[int | None, int | None]:
    """Fen and percent of what was typed: "2.5" is 250 fen, "60%" is 60 percent; (None, None) when neither."""
    plain = text.strip().replace("％", "%")
    found = _PERCENT.fullmatch(plain)
    if found is not None:
        return None, int(found[1])
    try:
        return fen_of(plain), None
    except ValueError:
        return None, None


def words_of(share: ShareDraft) -> str:
    """The amount as it is typed."""
    if share.percent is not None:
        return f"{share.percent}%"
    return "" if share.fen is None else f"{share.fen // 100}.{share.fen % 100:02d}"


class _Line(QWidget):
    """One payer, and how much."""

    changed = Signal()
    removed = Signal()

    def __init__(self, share: ShareDraft | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.payer = ChoiceField([(one, word(one)) for one in Payer], _("Payer"))
        (self.payer.focusProxy() or self.payer).setAccessibleName(_("Payer"))
        self.amount = TextField(_("2.50 or 60%"))
        self.amount.setAccessibleName(_("Yuan a meal, or percent"))
        if share is not None:
            self.payer.set_value(share.payer)
            self.amount.set_value(words_of(share))
        away = IconButton("trash-2", _("Take this payer away"), 32)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.payer, 3)
        row.addWidget(self.amount, 2)
        row.addWidget(away)
        for part in (self.payer, self.amount):
            part.changed.connect(self.changed)
        away.clicked.connect(lambda _checked=False: self.removed.emit())

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.payer.value() is None and not self.amount.value()

    def value(self) -> ShareDraft:
        """The payer with fen or percent."""
        fen, percent = amount_of(self.amount.value())
        return ShareDraft(self.payer.value(), fen, percent)

    def trouble(self) -> str:
        """What cannot be understood."""
        if self.payer.value() is None:
            return _("Choose who gives this part.")
        if amount_of(self.amount.value()) == (None, None):
            return _("Write how much {payer} gives: 2.50 or 60%.").format(payer=word(self.payer.value()))
        return ""


class SharesField(QWidget):
    """An editor whose value is a tuple of ShareDraft in their order; empty lines are left out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(6))
        self.more = Button(_("Add a payer"), "quiet", "plus")
        self.more.clicked.connect(lambda _checked=False: self.add())
        self._box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[ShareDraft, ...]:
        """The parts, in their order."""
        return tuple(line.value() for line in self.lines if not line.is_empty)

    def set_value(self, value: Sequence[ShareDraft] | None) -> None:
        """Show parts without telling anybody."""
        for line in self.lines:
            self._drop(line)
        self.lines = []
        for share in value or ():
            self._add(share)

    def add(self) -> None:
        """One more line, with the caret in it."""
        self._add(None).payer.setFocus()

    def live_hint(self) -> str:
        """Nothing while typing."""
        return ""

    def trouble(self) -> str:
        """The first line that cannot be understood."""
        troubles = (line.trouble() for line in self.lines if not line.is_empty)
        return next((words for words in troubles if words), "")

    def set_state(self, state: str) -> None:
        """The faulty lines show the border; all of them when a rule speaks of them together."""
        faulty = [line for line in self.lines if not line.is_empty and line.trouble()] or self.lines
        for line in self.lines:
            line.amount.set_state(state if line in faulty else "")

    def _add(self, share: ShareDraft | None) -> _Line:
        line = _Line(share, self)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._on_removed(line))
        self.lines.append(line)
        self._box.insertWidget(self._box.count() - 1, line)
        return line

    def _drop(self, line: _Line) -> None:
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _on_removed(self, line: Any) -> None:
        self.lines.remove(line)
        self._drop(line)
        self.changed.emit()
        self.more.setFocus()
