"""The days of a repetition typed one by one: 11.25, 12.2, 12.9."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import parse_date, plain, say_date
from ui.kit.inputs import LineEdit
from ui.kit.moments import Today

_BETWEEN = re.compile(r"[,，、;；\s]+")
SHOWN = 6


class DatesField(LineEdit):
    """Further days after a first one; each is read as in a box for one day."""

    changed = Signal()

    def __init__(self, first: Today, parent: QWidget | None = None) -> None:
        """`first` gives the first day of the series, from which days without a year are counted."""
        super().__init__(_("Further days, e.g. 12.2, 12.9"), icon="calendar", parent=parent)
        self._first = first
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> tuple[date, ...]:
        """The days that are understood, in order."""
        return tuple(sorted({day for _typed, day in self._read() if day is not None}))

    def set_value(self, value: Sequence[date] | None) -> None:
        """Show days without telling anybody."""
        with QSignalBlocker(self):
            self.setText(", ".join(day.isoformat() for day in value or ()))

    def live_hint(self) -> str:
        """The days as they are understood."""
        days = self.value()
        said = _(", ").join(say_date(day) for day in days[:SHOWN])
        if len(days) > SHOWN:
            return said + _(", ") + _("and {count} more days").format(count=len(days) - SHOWN)
        return said

    def trouble(self) -> str:
        """What is not a day, or lies before the first one."""
        found = self._read()
        if not found:
            return _("Say which further days.")
        unread = [typed for typed, day in found if day is None]
        if unread:
            return _("No such day: {typed}. Write days like 11.25, 12.2.").format(typed=unread[0])
        early = [day for _typed, day in found if day is not None and day < self._first()]
        return _("{day} lies before the first day.").format(day=say_date(early[0])) if early else ""

    def _read(self) -> list[tuple[str, date | None]]:
        parts = [part for part in _BETWEEN.split(plain(self.text())) if part]
        return [(part, parse_date(part, self._first())) for part in parts]
