"""Several volunteers: a line to search in, those chosen as chips below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.fields import ChoiceField
from ui.kit.suggest import Suggestion
from ui.kit.theme import px


class PeopleField(QWidget):
    """An editor whose value is a tuple of ids, in the order in which they were chosen.

    Enter takes the one found; Delete on a chip lets it go.
    """

    changed = Signal()

    def __init__(self, people: Sequence[tuple[int, str]], placeholder: str = "") -> None:
        super().__init__()
        self._names = dict(people)
        self._chosen: list[int] = []
        # Also few people are searched by typing: the field stays one line whatever the list.
        self.search = ChoiceField(
            [*people, *([(None, "")] * 9)][: max(9, len(people))], placeholder or _("Add a name")
        )
        self.search.changed.connect(self._on_found)
        if self.search.search is not None:
            self.search.search.returnPressed.connect(self._on_enter)
        self.flow = ChipFlow()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self.search)
        box.addWidget(self.flow)
        self.setFocusProxy(self.search)
        self._show()

    def value(self) -> tuple[int, ...]:
        """Who was chosen."""
        return tuple(self._chosen)

    def set_value(self, value: Sequence[int] | None) -> None:
        """Show these without telling anybody."""
        self._chosen = [ref for ref in value or () if ref in self._names]
        self._show()

    def add(self, refs: Sequence[int]) -> None:
        """Choose further ones."""
        self._chosen += [ref for ref in dict.fromkeys(refs) if ref in self._names and ref not in self._chosen]
        self._show()
        self.changed.emit()

    def live_hint(self) -> str:
        """How many there are."""
        return _("{count} people").format(count=len(self._chosen)) if self._chosen else ""

    def trouble(self) -> str:
        """What was typed and fits nobody."""
        return self.search.trouble()

    def set_state(self, state: str) -> None:
        """The border of the line."""
        self.search.set_state(state)

    def _short(self, ref: int) -> str:
        """The name without its number, unless somebody else is called the same."""
        name = self._names[ref].split(" ")[0]
        alike = sum(words.split(" ")[0] == name for words in self._names.values())
        return name if alike == 1 else self._names[ref]

    def _on_found(self) -> None:
        ref = self.search.value()
        if ref is not None:
            # The list of the line is still closing: it is emptied when it has.
            QTimer.singleShot(0, self, lambda: self.search.set_value(None))
            self.add([ref])

    def _on_enter(self) -> None:
        """Enter takes the first of those found."""
        found = [one.data for one in self.search.list.items if isinstance(one, Suggestion) and one.data]
        if found and self.search.search is not None and self.search.search.text().strip():
            self.add(found[:1])
            self.search.set_value(None)

    def _drop(self, ref: int) -> None:
        self._chosen.remove(ref)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        chips = []
        for ref in self._chosen:
            chip = Chip(self._short(ref), checkable=False, removable=True)
            chip.setToolTip(_("{name}: Delete takes the name away").format(name=self._names[ref]))
            chip.removed.connect(lambda r=ref: self._drop(r))
            chips.append(chip)
        self.flow.set_chips(chips)
