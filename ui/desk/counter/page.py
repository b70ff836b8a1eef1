"""The place of what is in hand at the counter: matters, things lent, things found, notices, handovers."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Segmented
from ui.kit.page import Page, Stop
from ui.kit.theme import px, theme_changed
from ui.volunteers.tab import Tab

TABS: tuple[tuple[str, str, str], ...] = (
    ("matters", N_("Matters"), "ui.desk.counter.matter_tab:MatterTab"),
    ("loans", N_("Lent things"), "ui.desk.counter.loan_tab:LoanTab"),
    ("things", N_("Lost and found"), "ui.desk.counter.thing_tab:ThingTab"),
    ("notices", N_("Counter notices"), "ui.desk.counter.notice_tab:NoticeTab"),
    ("handovers", N_("Handovers"), "ui.desk.counter.handover_tab:HandoverTab"),
)
"""Key, title and `module:class` of every tab; a tab is loaded and built when it is first wanted."""


class CounterPage(Page):
    """One segmented line, one tab below it."""

    key: ClassVar[str] = "counter"
    title: ClassVar[str] = N_("In hand at the counter")
    watches: ClassVar[frozenset[str]] = frozenset(
        {"matter", "matter_paper", "matter_step", "loan", "found_thing", "counter_notice", "shift_handover"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, Tab] = {}
        self.tabs = Segmented([(key, _(name)) for key, name, _made in TABS], name=_("Parts of the page"))
        self.stack = QStackedWidget()
        self._outer = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._outer.addLayout(row)
        self._outer.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_tab)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(12))
        self.setMinimumWidth(px(320))

    def tab(self, key: str = "") -> Tab:
        """The open tab, or the one with this key, built when it is first wanted."""
        wanted = key or self.tabs.current
        found = self._tabs.get(wanted)
        if found is None:
            place = next(place for name, _words, place in TABS if name == wanted)
            module, _colon, name = place.partition(":")
            found = self._tabs[wanted] = getattr(importlib.import_module(module), name)()
            assert isinstance(found, Tab)
            found.panel_wanted.connect(self._on_panel_wanted)
            found.tab_wanted.connect(self._on_wanted)
            self.stack.addWidget(found)
        return found

    def show_tab(self, key: str, target: Any = None) -> None:
        """Open a tab; `target` is what it shall show."""
        self.close_panel()
        self.tabs.set_current(key)
        tab = self.tab()
        self.main_button = tab.main_button
        self.stack.setCurrentWidget(tab)
        tab.reload()
        if target is not None:
            tab.open(target)
        tab.begin()
        self.actions_changed.emit()

    def _on_wanted(self, key: str, target: Any) -> None:
        """A tab wants another one, or somebody's file."""
        if key in {name for name, _words, _made in TABS}:
            self.show_tab(key, target)
        else:
            self.open_page(key, target)

    def _on_panel_wanted(self, panel: QWidget | None) -> None:
        if panel is None:
            self.close_panel()
        else:
            self.show_panel(panel)

    def begin(self) -> None:
        """The caret stands where the tab wants it."""
        self.tab().begin()

    def reload(self) -> None:
        """Read the open tab again."""
        tab = self.tab()
        self.main_button = tab.main_button
        self.stack.setCurrentWidget(tab)
        tab.reload()

    def open(self, target: Any) -> None:
        """An id is a matter; ("loans", …) or any other tab by its key, with what it shall show."""
        if isinstance(target, tuple):
            key, *rest = target
            self.show_tab(str(key), rest[0] if rest else None)
        elif isinstance(target, str):
            self.show_tab(target)
        elif target is not None:
            self.show_tab("matters", int(target))

    def remember(self) -> dict[str, Any]:
        """Which tab is open."""
        return {"tab": self.tabs.current}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        if state.get("tab") in {key for key, _words, _made in TABS}:
            self.tabs.set_current(state["tab"])

    def action_specs(self) -> Sequence[ActionSpec]:
        """The keys of the tabs, and of the open one."""
        walks = [
            ActionSpec(
                f"counter.tab_{key}", name, "chevron-right", f"Alt+{at}", run=partial(self.show_tab, key)
            )
            for at, (key, name, _made) in enumerate(TABS, 1)
        ]
        return (*walks, *self.tab().action_specs())

    def tour_stops(self) -> Sequence[Stop]:
        """Every tab with what it opens."""
        found: list[Stop] = []
        for key, _name, _made in TABS:
            found.append(Stop(f"tab-{key}", partial(self.show_tab, key)))
            found += [Stop(f"{key}-{stop.name}", stop.open) for stop in self.tab(key).tour_stops()]
        found.append(Stop("back", partial(self.show_tab, TABS[0][0])))
        return found
