"""When somebody can come: a brush for each word, the week to paint, one button."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.kit.i18n import _
from neighborcenter.volunteers import time_service
from neighborcenter.volunteers.cards import VolunteerCard
from neighborcenter.volunteers.texts import word
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.flow import FlowLayout
from ui.kit.labels import Label
from ui.people.panels import Panel
from ui.volunteers import acts
from ui.volunteers.dated_times import DatedTimes
from ui.volunteers.week_grid import BRUSHES, Cell, WeekTimes


class WeekPanel(Panel):
    """Ctrl+Alt+1 to 5 choose the brush, Ctrl+Enter saves."""

    done = Signal(object)

    def __init__(self, card: VolunteerCard) -> None:
        super().__init__(_("When {name} can come").format(name=card.name))
        self.card = card
        self.body.addWidget(
            Label(
                _("Choose a word, then drag over the week. Keys: arrows walk, Space paints an hour, Shift with an arrow goes on, Delete clears."),
                "small", "text2", wrap=True,
            )
        )  # fmt: skip
        self.week = WeekTimes()
        self.week.set_times(card.availability)
        self.chips: dict[Cell, Chip] = {}
        flow = FlowLayout()
        for at, kind in enumerate(BRUSHES, 1):
            words = _("Nothing said") if kind is None else word(kind)
            chip = self.chips[kind] = Chip(f"{at} {words}")
            chip.clicked.connect(lambda _checked=False, k=kind: self.take_brush(k))
            flow.addWidget(chip)
            QShortcut(QKeySequence(f"Ctrl+Alt+{at}"), self, lambda k=kind: self.take_brush(k))
        self.body.addLayout(flow)
        self.body.addWidget(self.week)
        self.section(_("Single days"))
        self.dated = DatedTimes(card.availability)
        self.body.addWidget(self.dated)
        self.body.addStretch(1)
        clear = Button(_("Clear the week"), "quiet", "eraser")
        clear.clicked.connect(lambda _checked=False: self.week.set_times(()))
        self.save = Button(_("Save"), "primary", "check", "Ctrl ↵", main=True)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.foot_row.addWidget(clear)
        self.foot_row.addWidget(self.save, 1)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.take_brush(self.week.brush)
        QTimer.singleShot(0, self.week, self.week.setFocus)

    def take_brush(self, kind: Cell) -> None:
        """Paint with another word."""
        self.week.brush = kind
        for each, chip in self.chips.items():
            chip.setChecked(each is kind)
        self.week.setFocus()

    def submit(self) -> None:
        """Keep the week and the single days, also one that stands in the fields still."""
        if self.dated.is_filled() and not self.dated.take():
            return
        card = self.card
        wanted = [*self.week.times(), *self.dated.value()]
        acts.act(
            self,
            lambda work: time_service.set_availability(work, card.volunteer_id, wanted),
            _("The week of {name} is kept").format(name=card.name),
            undo=lambda work, _done: time_service.set_availability(
                work, card.volunteer_id, card.availability
            ),
            then=self.done.emit,
        )
