"""An editor for any of several: one chip each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from ui.kit.chips import Chip
from ui.kit.flow import FlowLayout
from ui.kit.labels import Label


class ManyField(QWidget):
    """Any of several, as chips."""

    changed = Signal()

    def __init__(
        self, choices: Sequence[tuple[Any, str]], nothing: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chips: dict[Any, Chip] = {}
        flow = FlowLayout(self)
        for key, words in choices:
            chip = self._chips[key] = Chip(words)
            chip.toggled.connect(lambda _on: self.changed.emit())
            flow.addWidget(chip)
        if not choices:
            flow.addWidget(Label(nothing or _("There is nothing to choose from yet."), "small", "text2"))
        elif self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    def value(self) -> tuple[Any, ...]:
        """The keys chosen, in the order they are offered."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def set_value(self, value: Sequence[Any] | None) -> None:
        """Show a choice without telling anybody."""
        for key, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(key in (value or ()))
            chip.update()

    def live_hint(self) -> str:
        """Nothing to help with."""
        return ""

    def trouble(self) -> str:
        """Whatever is chosen can be understood."""
        return ""

    def set_state(self, state: str) -> None:
        """Chips have no border of their own."""
