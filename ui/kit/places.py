"""A place one can open — a page of the rail or a section of the settings — named by the module it lives in.

The module is imported when the place is first opened; the page is the `Page` class in it whose `key` is the
place's key. The list of pages is `ui/pages.py`; it also fills `SETTINGS`, so that the settings page, which
stands below some of its sections in the order of the house, need not know them.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
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
    beside: str = ""
    """The place it stands beside: it has no button in the rail, but is chosen where that place says its title."""
    parts: tuple[tuple[str, str], ...] = ()
    """Parts that people look for by a name of their own: the key that opens each, and its title (message id)."""

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


class Places:
    """Which places have a button in the rail, which stand beside them, and the digits that open them."""

    def __init__(self, specs: Mapping[str, PageSpec]) -> None:
        self._specs = specs

    def of(self, key: str) -> str:
        """The place of the rail a page belongs to; its own where that place may not be entered."""
        beside = self._specs[key].beside
        return beside if beside in self._specs else key

    def digit(self, key: str) -> str:
        """The digit of Ctrl that opens a place of the rail; "" for one that has none."""
        if self._specs[key].at_foot:
            return "0"
        places = [each for each, spec in self._specs.items() if not spec.at_foot and self.of(each) == each]
        place = places.index(key) + 1 if key in places else 10
        return str(place) if place < 10 else ""

    def side_by_side(self, key: str) -> list[tuple[str, str]]:
        """The pages that share one button of the rail with this one, itself included: key and word."""
        return [
            (spec.key, spec.rail_name()) for spec in self._specs.values() if self.of(spec.key) == self.of(key)
        ]
