"""A day with one time: when sign-up opens, until when it lasts. Typed as one speaks: 11.20 9, x3, +7 18."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from ui.kit.moments import DateTimeField


class MomentField(DateTimeField):
    """A day, and a time that is `usual` unless one is said. The value is a local datetime, or None."""

    def __init__(self, today: Callable[[], date], usual: time, parent: QWidget | None = None) -> None:
        super().__init__(today, placeholder=_("11.20, Wed 9, +7"), parent=parent)
        self._usual = usual

    def value(self) -> datetime | None:  # type: ignore[override]
        """The moment, or None when empty or not understood."""
        found = self.when()
        if found is None:
            return None
        return found.starts or datetime.combine(found.day, self._usual)

    def set_value(self, value: datetime | None) -> None:  # type: ignore[override]
        """Show a moment without telling anybody."""
        with QSignalBlocker(self):
            self.setText("" if value is None else f"{value:%Y-%m-%d %H:%M}")

    def live_hint(self) -> str:
        value = self.value()
        return "" if value is None else f"{say_date(value.date(), self._today())} {value:%H:%M}"

    def trouble(self) -> str:
        if self.text().strip() and self.value() is None:
            return _("Not understood. Write it like 11.20 or Wed 9.")
        return ""
