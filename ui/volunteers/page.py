"""The Volunteers place: who helps, the hours they gave, public notices, certificates, the roster."""

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
    ("roster", N_("Roster"), "ui.volunteers.roster.tab:RosterTab"),
    ("open", N_("Shifts to fill"), "ui.volunteers.open.tab:OpenTab"),
    ("people", N_("People who help"), "ui.volunteers.people_tab:PeopleTab"),
    ("hours", N_("Volunteer hours"), "ui.volunteers.hours_tab:HoursTab"),
    ("notices", N_("Public notices"), "ui.volunteers.notice_tab:NoticeTab"),
    ("stars", N_("Stars and points"), "ui.volunteers.stars.tab:StarsTab"),
    ("certificates", N_("Service certificates"), "ui.volunteers.certificate_tab:CertificateTab"),
    ("basics", N_("Teams and posts"), "ui.volunteers.basics.tab:BasicsTab"),
)
"""Key, title and `module:class` of every tab; a tab is loaded and built when it is first wanted."""


class VolunteersPage(Page):
    """One segmented line, one tab below it."""

    key: ClassVar[str] = "volunteers"
    title: ClassVar[str] = N_("Volunteers")
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "volunteer", "volunteer_status", "volunteer_skill", "availability", "leave", "volunteer_bond",
            "team", "team_member", "policy", "policy_member", "skill", "service_hours", "sign_in", "notice",
            "objection", "closed_month", "star_award", "points_entry", "certificate", "post", "shift",
            "shift_pattern", "post_skill", "assignment", "need", "roster_rule", "star_level", "points_rule", "resident",
        }
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, Tab] = {}
        self._kept: dict[str, dict[str, Any]] = {}
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
            found.tab_wanted.connect(self.show_tab)
            found.recall(self._kept.get(wanted, {}))
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
        """An id is a volunteer; ("hours", …) or any other tab by its key, with what it shall show."""
        if isinstance(target, tuple):
            key, *rest = target
            self.show_tab(str(key), rest[0] if rest else None)
        elif isinstance(target, str):
            self.show_tab(target)
        elif target is not None:
            self.show_tab("people", int(target))

    def remember(self) -> dict[str, Any]:
        """Which tab is open, and what each keeps."""
        self._kept.update({key: tab.remember() for key, tab in self._tabs.items()})
        return {"tab": self.tabs.current, "tabs": self._kept}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        self._kept = dict(state.get("tabs") or {})
        if state.get("tab") in {key for key, _words, _made in TABS}:
            self.tabs.set_current(state["tab"])

    def action_specs(self) -> Sequence[ActionSpec]:
        """The keys of the tabs, and of the open one."""
        walks = [
            ActionSpec(
                f"volunteers.tab_{key}", name, "chevron-right", f"Alt+{at}", run=partial(self.show_tab, key)
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
