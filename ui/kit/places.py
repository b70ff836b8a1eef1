"""A place one can open — a page of the rail or a section of the settings — named by the module it lives in.

The module is imported when the place is first opened; the page is the `Page` class in it whose `key` is the
place's key. The list of pages is `ui/pages.py`; it also fills `SETTINGS`, so that the settings page, which
stands below some of its sections in the order of the house, need not know them.
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass

from neighborcenter.kit.i18n import _
from ui.kit.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One place: key, title (message id), icon, who may enter, the module it lives in."""

    key: str
    title: str
    icon: str
    permission: str
    module: str
    at_foot: bool = False
    short: str = ""
    """The one word under the icon of the rail, where the title is too long for it."""

    def name(self) -> str:
        """Return the title in the chosen language."""
        return _(self.title)

    def rail_name(self) -> str:
        """Return the word for the rail."""
        return _(self.short) if self.short else self.name()

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


SETTINGS: list[PageSpec] = []
"""The sections of the settings, in order."""
