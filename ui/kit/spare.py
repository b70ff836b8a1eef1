"""A sheet built before its key is pressed: building it is half the time between the key and the sheet."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from ui.kit.jobs import is_busy
from ui.kit.sheet import Sheet

S = TypeVar("S", bound=Sheet)

REST_MS = 400
"""So long after the page had its answer, or after the last sheet was taken, the next one is built."""


class Spare(QObject, Generic[S]):
    """Keeps one sheet ready, built while the lanes rest; what it offers says when it is out of date."""

    def __init__(self, parent: QObject, build: Callable[[], S]) -> None:
        super().__init__(parent)
        self._build = build
        self._offers: Hashable = None
        self._sheet: S | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)

    def want(self, offers: Hashable) -> None:
        """Have one lie ready that was built from these offers; one built from others is thrown away."""
        if offers != self._offers:
            self.drop()
            self._offers = offers
        if self._sheet is None and not self._rest.isActive():
            self._rest.start()

    def take(self) -> S:
        """The sheet that lies ready, else one built now; the next follows."""
        sheet = self._sheet if self._sheet is not None else self._build()
        self._sheet = None
        self._rest.start()
        return sheet

    def drop(self) -> None:
        """Keep none ready."""
        self._rest.stop()
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    def _on_rest(self) -> None:
        if is_busy():
            self._rest.start()
        elif self._sheet is None:
            self._sheet = self._build()
