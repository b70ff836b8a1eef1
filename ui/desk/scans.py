"""Whoever is scanned at the desk: the slip of a number, a card typed by a scanner, a card that lies on the reader."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from ui.desk.queue.hand import QueueHand
from ui.kit.jobs import Query, Task
from ui.kit.later import later
from ui.kit.messages import toast
from ui.kit.workstation import workstation

if TYPE_CHECKING:
    from neighborcenter.desk.cards import reader as readers
    from neighborcenter.desk.cards.card import IdCard
    from neighborcenter.desk.cards.reader import CardReader
    from ui.desk import looking_up
else:
    readers = later("neighborcenter.desk.cards.reader")
    looking_up = later("ui.desk.looking_up")

READER = "card_reader"
"""Where this PC keeps the library of its reader."""
LANE = "card"
LOOK_EVERY_MS = 500


class Scans(QObject):
    """A card is told once: it has to leave the reader before it counts again."""

    person_found = Signal(int)
    stranger = Signal(object)
    """An IdCard of somebody who is not registered."""
    nobody = Signal()
    done = Signal()
    """What was typed by a scanner is looked up, whoever it was."""

    def __init__(self, page: QWidget, queue: QueueHand) -> None:
        super().__init__(page)
        self._page, self._queue = page, queue
        self._reader: CardReader | None = None
        self._library, self._lying, self._asking = "", "", False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Open the reader of this PC, if there is one and it is another than before."""
        station = workstation()
        library = str(station.value(READER, "") or "") if station is not None else ""
        if library == self._library:
            return
        self._library = library
        self.use(None)
        if library:
            opened = Task(self, lambda: readers.open_reader(library), lane=LANE).then(self.use)
            opened.broken(lambda _error: self._say_silent()).start()

    def use(self, reader: CardReader | None) -> None:
        """Look at this reader from now on; None: at none."""
        before, self._reader = self._reader, reader
        if before is not None:
            Task(self, before.close, lane=LANE).start()
        if reader is None:
            self._timer.stop()
        else:
            self._timer.start()

    def look(self) -> None:
        """Ask the reader what lies on it; only while the desk is in sight."""
        if self._reader is None or self._asking or not self._page.isVisible():
            return
        self._asking = True
        Task(self, self._reader.read, lane=LANE).then(self._on_card).broken(
            lambda _error: self._say_silent()
        ).finally_(self._on_asked).start()

    def _on_asked(self) -> None:
        self._asking = False

    def _say_silent(self) -> None:
        self.use(None)
        words = _("Look under Settings, Slips and card reader.")
        toast(_("The card reader does not answer"), words, icon="circle-alert", owner=self._page)

    def _on_card(self, card: IdCard | None) -> None:
        number = card.number if card is not None else ""
        if number == self._lying:
            return
        self._lying = number
        if card is not None:
            self._seek(number, partial(self.stranger.emit, card))

    def on_typed(self, code: str) -> None:
        """A scanner typed something: the slip of a number is called, whoever owns a card is served."""
        if self._queue.take_slip(code):
            self.done.emit()
        else:
            self._seek(code, self._on_nobody)

    def _on_nobody(self) -> None:
        toast(_("Nobody is registered with this number"), icon="scan-line", owner=self._page)
        self.nobody.emit()

    def _seek(self, code: str, unknown: Any) -> None:
        def found(picks: tuple[Any, ...]) -> None:
            residents = [pick.id for pick in picks if pick.kind == "resident"]
            if len(residents) == 1:
                self.person_found.emit(residents[0])
            else:
                unknown()
            self.done.emit()

        Query(self, lambda read: looking_up.find(read, code), key="scan", lane="quick").then(found).start()
