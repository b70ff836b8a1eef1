"""The Ledgers place: all forms, what is due; behind a form its ledger and its design."""

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

TABS: tuple[tuple[str, str], ...] = (("list", N_("Forms and ledgers")), ("due", N_("Who is due")))
VIEWS = {
    "list": "ui.forms.list_tab:ListTab",
    "due": "ui.forms.due_tab:DueTab",
    "ledger": "ui.forms.ledger_tab:LedgerTab",
    "children": "ui.forms.children_tab:ChildrenTab",
    "design": "ui.forms.design_tab:DesignTab",
}
"""`module:class` of every view; loaded and built when it is first wanted."""


class FormsPage(Page):
    """One segmented line over two lists; a form takes the whole place."""

    key: ClassVar[str] = "forms"
    title: ClassVar[str] = N_("Ledgers")
    watches: ClassVar[frozenset[str]] = frozenset(
        {"form", "form_version", "entry", "service_module", "resident", "resident_tag"}
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: dict[str, Tab] = {}
        self.current = "list"
        self._form: int | None = None
        self.tabs = Segmented([(key, _(name)) for key, name in TABS], name=_("Parts of the page"))
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.stack = QStackedWidget()
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._line)
        self._outer.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.show_view)
        theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(px(12))
        self.setMinimumWidth(px(320))

    def view(self, key: str = "") -> Tab:
        """The open view, or the one with this key, built when it is first wanted."""
        wanted = key or self.current
        found = self._views.get(wanted)
        if found is None:
            module, _colon, name = VIEWS[wanted].partition(":")
            found = self._views[wanted] = getattr(importlib.import_module(module), name)()
            assert isinstance(found, Tab)
            found.panel_wanted.connect(self._on_panel_wanted)
            found.tab_wanted.connect(self.show_view)
            self.stack.addWidget(found)
        return found

    def show_view(self, key: str, target: Any = None) -> None:
        """Open a view; `target` is what it shall show."""
        self.close_panel()
        self.current = key
        if key in dict(TABS):
            self.tabs.set_current(key)
        self._line.setVisible(key in dict(TABS))
        view = self.view()
        self.main_button = view.main_button
        self.stack.setCurrentWidget(view)
        if target is not None:
            self._form = target if isinstance(target, int) else self._form
            view.open(target)
        else:
            view.reload()
        view.begin()
        self.actions_changed.emit()

    def _on_panel_wanted(self, panel: QWidget | None) -> None:
        if panel is None:
            self.close_panel()
        else:
            self.show_panel(panel)

    def begin(self) -> None:
        """The caret stands where the view wants it."""
        self.view().begin()

    def reload(self) -> None:
        """Read the open view again."""
        view = self.view()
        self.main_button = view.main_button
        self.stack.setCurrentWidget(view)
        view.reload()

    def open(self, target: Any) -> None:
        """An id is a form; ("module", id) its forms; ("due", form or None); ("entry", form, entry); ("design", id)."""
        if isinstance(target, tuple):
            key = str(target[0])
            if key in ("due", "design", "list"):
                self.show_view(key, target[1] if len(target) > 1 else None)
            else:
                self.show_view("list" if key == "module" else "ledger", target)
        elif target is not None:
            self.show_view("ledger", int(target))

    def person_at_hand(self) -> int | None:
        """The resident on the line under the cursor."""
        person = getattr(self.view(), "person", None)
        return None if person is None else person()

    def action_specs(self) -> Sequence[ActionSpec]:
        """The keys of the views, and of the open one."""
        walks = [
            ActionSpec(
                f"forms.view_{key}", name, "chevron-right", f"Alt+{at}", run=partial(self.show_view, key)
            )
            for at, (key, name) in enumerate(TABS, 1)
        ]
        return (*walks, *self.view().action_specs())

    def tour_stops(self) -> Sequence[Stop]:
        """Every view with what it opens; the first form that has a work list stands for all."""
        found = [Stop("list-new", self.view("list").tour_stops()[0].open)]
        found.append(Stop("tab-due", partial(self.show_view, "due")))
        found += [Stop(f"due-{stop.name}", stop.open) for stop in self.view("due").tour_stops()]
        found.append(Stop("ledger", partial(self._show_some, "ledger")))
        found += [Stop(f"ledger-{stop.name}", stop.open) for stop in self.view("ledger").tour_stops()]
        found.append(Stop("curves", partial(self._show_some, "ledger", "health-station", "entry")))
        found.append(Stop("matches", partial(self._show_some, "ledger", "job-offers", "match")))
        found.append(Stop("children", partial(self.show_view, "children")))
        found += [Stop(f"children-{stop.name}", stop.open) for stop in self.view("children").tour_stops()]
        found.append(Stop("design", partial(self._show_some, "design")))
        found += [Stop(f"design-{stop.name}", stop.open) for stop in self.view("design").tour_stops()]
        found.append(Stop("back", partial(self.show_view, "list")))
        return found

    def _show_some(self, key: str, form: str = "", what: str = "") -> None:
        """A form by its key, or one in which somebody is late; `what` of its latest entry."""
        forms = getattr(self.view("list"), "found", ())
        named = (
            [one.id for one in forms if one.key == form] if form else [one.id for one in forms if one.overdue]
        )
        some = next(iter(named), None) or next((one.id for one in forms), None)
        if some is not None:
            self.show_view(key, (what, some, None) if what else some)
