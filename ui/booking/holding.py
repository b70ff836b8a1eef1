"""The hold of an open form: its room and time are kept for it while it is open, renewed, and let go when it closes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from neighborcenter.booking import holds
from neighborcenter.booking.holds import Hold
from neighborcenter.kit.problems import Refused
from neighborcenter.kit.times import TimeRange
from ui.kit.jobs import Command

# A hold stands two minutes without being renewed; a form that types on asks again only when it rests.
RENEWED_MS, REST_MS = 60_000, 350


class FormHold(QObject):
    """One form's hold; what cannot be held is no trouble: the form itself says who is in the way."""

    held = Signal()
    """The room is kept for this form now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.key = ""
        self._done = False
        self._wanted: tuple[int, TimeRange, str] | None = None
        self._kept: tuple[int, TimeRange, str] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self._renew = QTimer(self, interval=RENEWED_MS)
        self._renew.timeout.connect(self._on_renew)

    def begin(self, key: str) -> None:
        """Another form: what the one before held is let go."""
        self.let_go()
        self.key, self._done = key, False

    def want(self, room_id: int, during: TimeRange, words: str) -> None:
        """Hold this room and time once the typing rests."""
        self._wanted = (room_id, during, words)
        if self._wanted != self._kept:
            self._rest.start()

    def let_go(self) -> None:
        """The form was closed or its room is not wanted any more."""
        self._rest.stop()
        self._renew.stop()
        self._wanted = None
        if self._kept is not None:
            self._kept = None
            self._release(self.key)

    def _release(self, key: str) -> None:
        Command(self, lambda work: holds.release(work, key)).start()

    def booked(self) -> None:
        """The booking took the hold's place: there is nothing left to let go."""
        self._rest.stop()
        self._renew.stop()
        self._wanted = self._kept = None
        self._done = True

    @property
    def standing(self) -> bool:
        """Whether the form holds its room now."""
        return self._kept is not None

    def _on_rest(self) -> None:
        if self._wanted is not None and self._wanted != self._kept:
            self._ask(self._wanted)

    def _on_renew(self) -> None:
        if self._kept is not None:
            self._ask(self._kept)

    def _ask(self, wanted: tuple[int, TimeRange, str]) -> None:
        (room_id, during, words), key = wanted, self.key

        def on_held(_hold: Hold) -> None:
            if key == self.key and self._wanted is not None:
                self._kept = wanted
                self._renew.start()
                self.held.emit()
            elif not self._done:
                # The form closed while the hold was on its way.
                self._release(key)

        def on_refused(_refused: Refused) -> None:
            self._kept = None
            self._renew.stop()

        Command(self, lambda work: holds.hold(work, room_id, during, key=key, words=words)).then(
            on_held
        ).refused(on_refused).start()
