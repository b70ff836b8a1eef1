"""Which rooms and sites a module uses: a column of ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from neighborcenter.center.queries import RoomRow, SiteRow
from neighborcenter.kit.i18n import _
from neighborcenter.modules.drafts import PlacesDraft
from ui.kit.theme import px


class PlacesField(QWidget):
    """An editor whose value is a PlacesDraft. A single site is not offered: everything is there anyway."""

    changed = Signal()

    def __init__(
        self, rooms: Sequence[RoomRow], sites: Sequence[SiteRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rooms: dict[int, QCheckBox] = {}
        self._sites: dict[int, QCheckBox] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        if len(sites) > 1:
            for site in sites:
                self._sites[site.id] = self._tick(_("All of {site}").format(site=site.name))
        for room in rooms:
            self._rooms[room.id] = self._tick(room.name)
        for tick in (*self._sites.values(), *self._rooms.values()):
            box.addWidget(tick)
        first: Any = next(iter((*self._sites.values(), *self._rooms.values())), None)
        if first is not None:
            self.setFocusProxy(first)

    def value(self) -> PlacesDraft:
        """What is ticked."""
        return PlacesDraft(
            tuple(ref for ref, tick in self._rooms.items() if tick.isChecked()),
            tuple(ref for ref, tick in self._sites.items() if tick.isChecked()),
        )

    def set_value(self, value: PlacesDraft | None) -> None:
        """Show ticks without telling anybody."""
        wanted = value or PlacesDraft()
        for ticks, refs in ((self._rooms, wanted.room_ids), (self._sites, wanted.site_ids)):
            for ref, tick in ticks.items():
                with QSignalBlocker(tick):
                    tick.setChecked(ref in refs)

    def live_hint(self) -> str:
        """Says so when there is nothing to choose from."""
        return "" if self._rooms or self._sites else _("There are no rooms yet. Add them in Settings, Rooms.")

    def trouble(self) -> str:
        """Ticks can always be understood."""
        return ""

    def set_state(self, state: str) -> None:
        """The words below say what is wrong."""

    def _tick(self, words: str) -> QCheckBox:
        tick = QCheckBox(words)
        tick.toggled.connect(lambda _on: self.changed.emit())
        return tick
