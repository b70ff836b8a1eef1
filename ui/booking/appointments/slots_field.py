"""Which slot: the next free ones as chips, Alt+1…3 for the first three, and another day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.booking.appointment_queries import SlotRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from ui.kit.buttons import Button
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip
from ui.kit.labels import Label
from ui.kit.moments import MonthPopup
from ui.kit.steps import Steps
from ui.kit.theme import px

KEYED = 3


class SlotsField(QWidget):
    """Offers free slots; one is chosen."""

    changed = Signal()
    dayWanted = Signal(object)
    """A day, or None for the next free ones."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day: date | None = None
        self._slots: tuple[SlotRow, ...] = ()
        self._chosen: SlotRow | None = None
        self.flow = ChipFlow()
        self.nothing = Label("", "small", "text2", wrap=True)
        self.nothing.hide()
        self.day = Button(_("Another day"), "quiet", "calendar-days")
        self.steps = Steps(_("The day before"), _("The day after"), self.day)
        self.soon = Button(_("Next free"), "quiet", "timer")
        line = QHBoxLayout()
        line.setSpacing(px(4))
        for part in (self.steps, self.soon):
            line.addWidget(part)
        line.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(6))
        outer.addWidget(self.flow)
        outer.addWidget(self.nothing)
        outer.addLayout(line)
        self.steps.stepped.connect(self._step)
        self.day.clicked.connect(lambda _checked=False: self.open_month())
        self.soon.clicked.connect(lambda _checked=False: self._go(None))
        for number in range(1, KEYED + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda at=number - 1: self.choose_at(at))

    def value(self) -> SlotRow | None:
        """The chosen slot."""
        return self._chosen

    def set_value(self, value: SlotRow | None) -> None:
        """Choose one of those on offer."""
        if value in self._slots:
            self.choose_at(self._slots.index(value))

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return ""

    def set_state(self, state: str) -> None:
        """A refusal stands below the form."""

    def show_slots(self, slots: Sequence[SlotRow], day: date | None, wanted: datetime | None = None) -> None:
        """Offer these, of one day or the next free ones; the wanted one is chosen, else the first."""
        self._slots, self._day = tuple(slots), day
        kept = wanted or (self._chosen.starts if self._chosen is not None else None)
        chips = [self._chip(at, slot) for at, slot in enumerate(self._slots)]
        self.flow.set_chips(chips)
        self.nothing.setText(_("Nothing is free.") if day is None else _("Nothing is free on this day."))
        self.nothing.setVisible(not slots)
        self.day.setText(_("Another day") if day is None else say_date(day, self._today()))
        self.soon.setVisible(day is not None)
        at = next((at for at, slot in enumerate(self._slots) if slot.starts == kept), 0)
        self._chosen = None
        self.choose_at(at)

    def _chip(self, at: int, slot: SlotRow) -> Chip:
        time = f"{slot.starts:%H:%M}"
        words = time if self._day is not None else f"{say_date(slot.starts.date(), self._today())} {time}"
        if slot.capacity > 1:
            words = _("{slot}, {count} free").format(slot=words, count=slot.free)
        chip = Chip(words)
        if at < KEYED:
            chip.setToolTip(f"Alt {at + 1}")
        chip.clicked.connect(lambda _checked=False: self.choose_at(at))
        return chip

    def choose_at(self, at: int) -> None:
        """Choose one by its place."""
        if at < len(self._slots):
            self._chosen = self._slots[at]
        for place, chip in enumerate(self.flow.chips):
            chip.setChecked(self._chosen is not None and self._slots[place] == self._chosen)
        self.changed.emit()

    def open_month(self) -> None:
        """Let a month drop down to jump to a day."""
        popup = MonthPopup(self, self._shown(), self._today())
        popup.picked.connect(self._go)
        popup.open_below(self.day)

    def _shown(self) -> date:
        chosen = self._chosen.starts.date() if self._chosen is not None else self._today()
        return self._day or chosen

    def _step(self, days: int) -> None:
        self._go(max(self._today(), date.fromordinal(self._shown().toordinal() + days)))

    def _go(self, day: date | None) -> None:
        self.dayWanted.emit(day)
