"""Weekdays as chips: the value is "135", 1 is Monday."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.top_bar import WEEKDAYS


class DaysField(QWidget):
    """Seven chips."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days = [Chip(_(name)) for name in WEEKDAYS]
        for chip in self.days:
            chip.toggled.connect(lambda _on: self.changed.emit())
        flow = ChipFlow()
        flow.set_chips(self.days)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(flow)
        self.setFocusProxy(self.days[0])

    def value(self) -> str:
        """The days chosen."""
        return "".join(str(at) for at, chip in enumerate(self.days, 1) if chip.isChecked())

    def set_value(self, value: str | None) -> None:
        """Choose these without telling anybody."""
        for at, chip in enumerate(self.days, 1):
            with QSignalBlocker(chip):
                chip.setChecked(str(at) in (value or ""))
            chip.update()

    def live_hint(self) -> str:
        """Nothing to say."""
        return ""

    def trouble(self) -> str:
        """Nothing can be misread."""
        return ""

    def set_state(self, state: str) -> None:
        """The words below say it."""
