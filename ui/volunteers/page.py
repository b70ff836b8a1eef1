"""Volunteers: the roster, and what else is about them, each a tab."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Segmented
from ui.kit.page import Page, Stop
from ui.kit.theme import px

TABS: tuple[tuple[str, str, str], ...] = (("roster", N_("Roster"), "ui.volunteers.roster.tab:RosterTab"),)
"""Key, title, and `module:class` of every tab, in order; a tab is built when it is first opened."""


class VolunteersPage(Page):
    """One tab at a time."""

    key = "volunteers"
    title = N_("Volunteers")
    watches = frozenset({"shift", "assignment", "roster_rule", "volunteer", "leave", "availability", "post"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs: dict[str, Any] = {}
        self.shows = Segmented([(key, _(title)) for key, title, _where in TABS], TABS[0][0], _("Tabs"))
        self.shows.setVisible(len(TABS) > 1)
        self.shows.chosen.connect(self.show_tab)
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.shows)
        box.addWidget(self.stack, 1)
        self.show_tab(TABS[0][0])

    def tab(self) -> Any:
        """The tab on show."""
        return self.tabs[self.shows.current]

    def show_tab(self, key: str) -> None:
        """Open a tab, building it the first time."""
        self.shows.set_current(key)
        if key not in self.tabs:
            module, _colon, name = next(where for one, _title, where in TABS if one == key).partition(":")
            tab = self.tabs[key] = getattr(importlib.import_module(module), name)()
            tab.panel_wanted.connect(self._on_panel)
            tab.actions_changed.connect(self.actions_changed)
            self.stack.addWidget(tab)
        self.stack.setCurrentWidget(self.tabs[key])
        self.actions_changed.emit()

    def _on_panel(self, panel: QWidget | None) -> None:
        if panel is None:
            self.close_panel()
        else:
            self.show_panel(panel)

    def reload(self) -> None:
        """Read what is in sight again."""
        self.tab().reload()

    def begin(self) -> None:
        """The caret stands where work starts."""
        self.tab().begin()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What the open tab offers."""
        specs: Sequence[ActionSpec] = self.tab().action_specs()
        return specs

    def tour_stops(self) -> Sequence[Stop]:
        """The stops of every tab."""
        stops: Sequence[Stop] = self.tab().tour_stops()
        return stops

    def remember(self) -> dict[str, Any]:
        """What the tabs remember."""
        return {key: tab.remember() for key, tab in self.tabs.items()}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        for key, tab in self.tabs.items():
            tab.recall(state.get(key) or {})
