"""A household as the answer to a field: found by its door, its address or who lives there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.people.household_finding import FoundHousehold, find_households
from ui.kit.inputs import PinyinLineEdit
from ui.kit.jobs import Query
from ui.kit.suggest import Suggestion, SuggestList


@dataclass(frozen=True, slots=True)
class Home:
    """A household as it is shown: its id and its address."""

    id: int
    address: str


class HouseholdField(QWidget):
    """A search box over households; the value is the id, or None."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._home: Home | None = None
        self.box = PinyinLineEdit(_("Door, address or who lives there"), icon="house")
        self.list = SuggestList(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.queryChanged.connect(self._on_query)
        self.list.chosen.connect(lambda item: self.take(item.data))

    def value(self) -> int | None:
        """The id of the household that was chosen."""
        return None if self._home is None else self._home.id

    def set_value(self, value: Any) -> None:
        """Show a Home, or none, without telling anybody."""
        self._home = value if isinstance(value, Home) else None
        with QSignalBlocker(self.box):
            self.box.setText("" if self._home is None else self._home.address)
        self.list.set_items([], "")

    def take(self, home: Home) -> None:
        """Choose a household, and say so."""
        self.set_value(home)
        self.changed.emit()

    def live_hint(self) -> str:
        return ""

    def trouble(self) -> str:
        return _("Choose a household of the list.") if self.box.text().strip() and not self._home else ""

    def set_state(self, state: str) -> None:
        self.box.set_state(state)

    def _on_query(self, query: str) -> None:
        self._home = None
        self.changed.emit()
        if not query.strip():
            self.list.set_items([], "")
            return
        Query(self, lambda read: find_households(read, query), key="find", lane="quick").then(
            lambda found: self._on_found(query, found)
        ).start()

    def _on_found(self, query: str, found: list[FoundHousehold]) -> None:
        if query == self.box.query:
            self.list.set_items([_suggestion(one) for one in found], query)


def _suggestion(one: FoundHousehold) -> Suggestion:
    people = _(", ").join(one.people) or _("Nobody lives there now")
    return Suggestion(one.address, people, _("Household"), icon="house", data=Home(one.id, one.address))
