"""The places of the rail, one line each. A page is imported when it is first opened.

The dotted name is the module; the page is the `Page` class in it whose `key` is the place's key.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from ui.kit.bell import Notice
from ui.kit.jobs import may
from ui.kit.page import Page
from ui.kit.palette import Entry, Finder


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One place: key, title (message id of the rail), icon, who may enter, the module it lives in."""

    key: str
    title: str
    icon: str
    permission: Permission
    module: str
    long_title: str = ""
    at_foot: bool = False

    def name(self) -> str:
        """Return the words on the rail."""
        return _(self.title)

    def exists(self) -> bool:
        """True when the module is part of this program."""
        try:
            return importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def make(self) -> Page:
        """Import the module and build the page."""
        module = importlib.import_module(self.module)
        pages = [
            found
            for found in vars(module).values()
            if isinstance(found, type) and issubclass(found, Page) and found.key == self.key
        ]
        if not pages:
            raise LookupError(f"{self.module} has no Page with the key {self.key!r}")
        return pages[0]()


PAGES: tuple[PageSpec, ...] = (
    PageSpec("desk", N_("Front desk"), "concierge-bell", Permission.DESK_VIEW, "ui.desk.page"),
    PageSpec("calendar", N_("Calendar"), "calendar-days", Permission.BOOKING_VIEW, "ui.booking.page"),
    PageSpec("people", N_("People"), "users", Permission.PEOPLE_VIEW, "ui.people.page"),
    PageSpec("catalog", N_("Services"), "clipboard-list", Permission.CATALOG_VIEW, "ui.catalog.page"),
    PageSpec("modules", N_("Modules"), "layout-grid", Permission.MODULES_VIEW, "ui.modules.page"),
    PageSpec("reports", N_("Reports"), "chart-column", Permission.REPORTS_VIEW, "ui.reports.page"),
    PageSpec("settings", N_("Settings"), "settings", Permission.CENTER_VIEW, "ui.center.page", at_foot=True),
)


@dataclass(frozen=True, slots=True)
class FinderSpec:
    """Where the palette finds records: `module:function(read, typed, limit)`, and the page that opens them.

    The function returns rows with `id`, a title (`title` or `name`) and perhaps a `note`.
    """

    kind: str
    icon: str
    page: str
    permission: Permission
    function: str

    def find(self, read: Any, typed: str, limit: int) -> list[Entry]:
        """Load the function on first use, in the lane, and ask it."""
        return [
            Entry(
                self.kind,
                f"{self.kind}.{row.id}",
                getattr(row, "title", "") or row.name,
                getattr(row, "note", ""),
                self.icon,
                page=self.page,
                target=row.id,
            )
            for row in _named(self.function)(read, typed, limit)
        ]


FINDERS: tuple[FinderSpec, ...] = ()

NOTICE_SOURCES: tuple[str, ...] = ()
"""`module:function(read)` returning rows with text, note, icon, category, verb, page, target."""


def _named(dotted: str) -> Callable[..., Any]:
    module, _colon, name = dotted.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def finders(open_places: Container[str]) -> list[Finder]:
    """Return what the signed-in person may find."""
    return [Finder(f.kind, f.find) for f in FINDERS if may(f.permission) and f.page in open_places]


def read_notices(read: Any) -> list[Notice]:
    """Ask every room for what needs a look. Runs in the quick lane."""
    return [notice for source in NOTICE_SOURCES for notice in _named(source)(read)]
