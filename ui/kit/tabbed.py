"""A page of several tabs under one segmented line; each is loaded and built when it is first wanted."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.page import Page, Stop
from ui.kit.theme import px, theme_changed


class Tab(QWidget):
    """One tab of the page, built when it is first shown."""

    panel_wanted = Signal(object)
    """A widget for the right-hand panel, or None to close it."""
    tab_wanted = Signal(str, object)
    """Another part of this page or another page, and what to show there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main_button: Button | None = None
        """The red button of the tab; it gives way to the one of an open panel."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        theme_changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.box.setSpacing(px(10))

    def reload(self) -> None:
        """Read what the tab shows."""

    def begin(self) -> None:
        """Put the caret where work starts."""

    def open(self, target: Any) -> None:
        """Show what another page asked for."""

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here, beside what the page offers."""
        return ()

    def tour_stops(self) -> Sequence[Stop]:
        """What the picture tour opens here besides the tab itself."""
        return ()

    def remember(self) -> dict[str, Any]:
        """Plain values kept until the next start."""
        return {}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""

    def show_panel(self, panel: Any) -> None:
        """Show a panel; its close button closes it."""
        panel.closed.connect(lambda: self.panel_wanted.emit(None))
        self.panel_wanted.emit(panel)

    def close_panel(self) -> None:
        """Close the right-hand panel."""
        self.panel_wanted.emit(None)

    def page(self) -> Page | None:
        """The page this tab stands in."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        return above


class TabbedPage(Page):
    """One segmented line, one tab below it; what stands behind a tab takes the whole place."""

    TABS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Key, title and `module:class` of every tab."""
    BEHIND: ClassVar[Mapping[str, str]] = {}
    """Key and `module:class` of what is opened from a tab; the line is hidden meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, Tab] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self.tabs = Segmented([(key, _(name)) for key, name, _made in self.TABS], name=_("Parts of the page"))
        self.current = self.tabs.current
        self.stack = QStackedWidget()
        self._outer = QVBoxLayout(self)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._outer.addWidget(self._line)
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
        wanted = key or self.current
        found = self._tabs.get(wanted)
        if found is None:
            module, _colon, name = self._places()[wanted].partition(":")
            found = self._tabs[wanted] = getattr(importlib.import_module(module), name)()
            assert isinstance(found, Tab)
            found.panel_wanted.connect(self._on_panel_wanted)
            found.tab_wanted.connect(self._on_wanted)
            found.recall(self._kept.get(wanted, {}))
            self.stack.addWidget(found)
        return found

    def _places(self) -> dict[str, str]:
        """Key and `module:class` of everything on this page."""
        return {key: place for key, _name, place in self.TABS} | dict(self.BEHIND)

    def show_tab(self, key: str, target: Any = None) -> None:
        """Open a tab, or what stands behind one; `target` is what it shall show."""
        self.close_panel()
        self.current = key
        self._line.setVisible(key not in self.BEHIND)
        if key not in self.BEHIND:
            self.tabs.set_current(key)
        tab = self.tab()
        self.main_button = tab.main_button
        self.stack.setCurrentWidget(tab)
        self.fill(tab, target)
        tab.begin()
        self.actions_changed.emit()

    def fill(self, tab: Tab, target: Any) -> None:
        """Let a tab read what it shows, then find in it what is wanted."""
        tab.reload()
        if target is not None:
            tab.open(target)

    def _on_wanted(self, key: str, target: Any = None) -> None:
        """A tab wants another part of this page, or another page."""
        if key in self._places():
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
        """A tab by its key, or (key, what it shall show)."""
        if isinstance(target, tuple):
            key, *rest = target
            self.show_tab(str(key), rest[0] if rest else None)
        elif isinstance(target, str):
            self.show_tab(target)

    def remember(self) -> dict[str, Any]:
        """Which tab is open, and what each keeps."""
        self._kept.update({key: tab.remember() for key, tab in self._tabs.items()})
        return {"tab": self.tabs.current, "tabs": self._kept}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        self._kept = dict(state.get("tabs") or {})
        if state.get("tab") in {key for key, _words, _made in self.TABS}:
            self.current = state["tab"]
            self.tabs.set_current(self.current)

    def action_specs(self) -> Sequence[ActionSpec]:
        """The keys of the tabs, and of the open one."""
        walks = [
            ActionSpec(
                f"{self.key}.tab_{key}", name, "chevron-right", f"Alt+{at}", run=partial(self.show_tab, key)
            )
            for at, (key, name, _made) in enumerate(self.TABS, 1)
        ]
        return (*walks, *self.tab().action_specs())

    def tour_stops(self) -> Sequence[Stop]:
        """Every tab with what it opens."""
        found: list[Stop] = []
        for key, _name, _made in self.TABS:
            found.append(Stop(f"tab-{key}", partial(self.show_tab, key)))
            found += [Stop(f"{key}-{stop.name}", stop.open) for stop in self.tab(key).tour_stops()]
        found.append(Stop("back", partial(self.show_tab, self.TABS[0][0])))
        return found
