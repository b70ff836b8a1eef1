"""Did they come: arrived, started, ended, did not come — one press each; and the running use made longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import OccurrenceStatus, Turnout
from neighborcenter.booking.queries import CardDay
from neighborcenter.booking.texts import turnout_name
from neighborcenter.kit.i18n import _
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.jobs import may
from ui.kit.labels import Label
from ui.kit.theme import px

EXTENSIONS = (15, 30, 60)
STEPS = (Turnout.ARRIVED, Turnout.STARTED, Turnout.DONE, Turnout.NO_SHOW)
# A use may be made longer a little after its end, while the people are still packing up.
LATE = timedelta(minutes=15)


class TurnoutRow(QWidget):
    """Shown from the day of the use on."""

    turned = Signal(object)
    """The Turnout that was pressed; the one that stands already means taking it back."""
    extended = Signal(int)
    """So many minutes longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day: CardDay | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(6))
        self.steps = ChipFlow(self)
        self.chips: dict[Turnout, Chip] = {}
        for step in STEPS:
            chip = Chip(turnout_name(step))
            chip.clicked.connect(lambda _checked=False, step=step: self._on_clicked(step))
            self.chips[step] = chip
        self.steps.set_chips(list(self.chips.values()))
        outer.addWidget(self.steps)
        self.longer = QWidget()
        row = QHBoxLayout(self.longer)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(Label(_("Longer"), "small", "text2"))
        self.extensions: dict[int, Chip] = {}
        for minutes in EXTENSIONS:
            chip = Chip(f"+{minutes}", checkable=False)
            chip.setAccessibleName(_("{count} minutes longer").format(count=minutes))
            chip.clicked.connect(lambda _checked=False, minutes=minutes: self.extended.emit(minutes))
            row.addWidget(chip)
            self.extensions[minutes] = chip
        row.addStretch(1)
        outer.addWidget(self.longer)

    def show_day(self, day: CardDay, now: datetime) -> None:
        """Show where a day stands; nothing before its day and for what is not booked."""
        self.day = day
        held = day.status is OccurrenceStatus.BOOKED and may(Permission.BOOKING_WRITE)
        here = held and day.starts.date() <= now.date()
        for step, chip in self.chips.items():
            chip.setChecked(step is day.turnout)
            chip.setEnabled(step is not Turnout.NO_SHOW or day.starts <= now)
        self.steps.setVisible(here)
        running = held and day.starts <= now < day.ends + LATE and day.turnout is not Turnout.NO_SHOW
        self.longer.setVisible(running)
        self.setVisible(here or running)

    def _on_clicked(self, step: Turnout) -> None:
        assert self.day is not None
        self.chips[step].setChecked(step is self.day.turnout)
        self.turned.emit(Turnout.EXPECTED if step is self.day.turnout else step)
