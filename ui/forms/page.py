"""The Ledgers place: all forms, what is due; behind a form its ledger and its design."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from neighborcenter.kit.i18n import N_
from ui.kit.page import Stop
from ui.kit.tabbed import Tab, TabbedPage

VIEWS = {
    "ledger": "ui.forms.ledger_tab:LedgerTab",
    "children": "ui.forms.children_tab:ChildrenTab",
    "design": "ui.forms.design_tab:DesignTab",
}
"""`module:class` of what is opened behind a form."""


class FormsPage(TabbedPage):
    """One segmented line over two lists; a form takes the whole place."""

    key: ClassVar[str] = "forms"
    title: ClassVar[str] = N_("Ledgers")
    watches: ClassVar[frozenset[str]] = frozenset(
        {"form", "form_version", "entry", "service_module", "resident", "resident_tag"}
    )
    TABS = (
        ("list", N_("Forms and ledgers"), "ui.forms.list_tab:ListTab"),
        ("due", N_("Who is due"), "ui.forms.due_tab:DueTab"),
    )
    BEHIND = VIEWS

    def view(self, key: str = "") -> Tab:
        """The open list or form, or the one with this key."""
        return self.tab(key)

    def show_view(self, key: str, target: Any = None) -> None:
        """Open a list or a form; `target` is what it shall show."""
        self.show_tab(key, target)

    def fill(self, tab: Tab, target: Any) -> None:
        """Opening a form reads it; only what stays is read again."""
        if target is not None:
            tab.open(target)
        else:
            tab.reload()

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

    def tour_stops(self) -> Sequence[Stop]:
        """Every view with what it opens; the first form that has a work list stands for all."""
        found = [Stop("list-new", self.view("list").tour_stops()[0].open)]
        found.append(Stop("tab-due", partial(self.show_view, "due")))
        found += [Stop(f"due-{stop.name}", stop.open) for stop in self.view("due").tour_stops()]
        found.append(Stop("ledger", partial(self._show_some, "ledger")))
        found += [Stop(f"ledger-{stop.name}", stop.open) for stop in self.view("ledger").tour_stops()]
        found.append(Stop("curves", partial(self._show_some, "ledger", "health-station", "entry")))
        found.append(Stop("request", partial(self._show_some, "ledger", "requests", "entry")))
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
