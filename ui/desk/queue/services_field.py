"""The services of a group: found by typing, shown as chips, taken out with a press."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from ui.desk import looking_up
from ui.kit.ask_box import Ask
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.patience import Patience
from ui.kit.suggest import Suggestion
from ui.kit.theme import px


def _found(read: Read, typed: str) -> list[Suggestion]:
    return [
        Suggestion(pick.title, pick.note, icon="heart-pulse", category="service", data=(pick.id, pick.title))
        for pick in looking_up.find(read, typed)
        if pick.kind == "service" and not pick.refused
    ]


class ServicesField(QWidget):
    """An editor whose value is a tuple of (id, name)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chosen: dict[int, str] = {}
        self._patience = Patience(self)
        self.ask = Ask("service", _("Service, pinyin or initials"), "search", _found, self._patience, self)
        self.flow = ChipFlow()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self.ask.box)
        box.addWidget(self.flow)
        self.setFocusProxy(self.ask.box)
        self.ask.taken.connect(self._add)

    def value(self) -> tuple[tuple[int, str], ...]:
        """Those chosen."""
        return tuple(self._chosen.items())

    def set_value(self, value: Any) -> None:
        """Choose these."""
        self._chosen = dict(value or ())
        self._show()

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        self.ask.box.set_state(state)

    def _add(self, found: tuple[int, str]) -> None:
        self._chosen[found[0]] = found[1]
        self.ask.show_name("")
        self._show()
        self.changed.emit()

    def _remove(self, ref: int) -> None:
        self._chosen.pop(ref, None)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        chips = []
        for ref, name in self._chosen.items():
            chip = Chip(name, checkable=False, removable=True)
            chip.removed.connect(partial(self._remove, ref))
            chips.append(chip)
        self.flow.set_chips(chips)
