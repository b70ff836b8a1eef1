"""How modules look and read: their colors, icons and states."""

from __future__ import annotations

from neighborcenter.kit.i18n import N_, _, language
from neighborcenter.modules.queries import ModuleRow
from neighborcenter.modules.templates import starting_modules
from neighborcenter.modules.texts import NUMBERS, STATUSES

COLORS = {
    "party": N_("Cinnabar"),
    "activity": N_("Deep green"),
    "course": N_("Plum"),
    "service": N_("Leaf"),
    "lending": N_("Blue"),
}
STATUS_LOOKS = {
    "planned": ("lending", "clock"),
    "open": ("service", "check"),
    "suspended": ("notice", "pause"),
    "closed": ("closed", "ban"),
}
_ICONS = {
    "party": "flag",
    "elderly": "hand-heart",
    "childcare": "baby",
    "health": "heart-pulse",
    "meals": "utensils",
    "leisure": "music",
    "affairs": "briefcase",
    "veterans": "shield-check",
    "silk-road": "languages",
}
_STATUS_WORDS = {key.value: words for key, words in STATUSES.items()}
_NUMBER_WORDS = {key.value: words for key, words in NUMBERS.items()}


def title_of(module: ModuleRow) -> str:
    """The module's name in the language in use."""
    return module.name_en if language() == "en" and module.name_en else module.name


def description_of(module: ModuleRow) -> str:
    """What it does; the program's own words come in both languages, the center's as they were written."""
    if language() == "en":
        for known in starting_modules():
            if known.key == module.key and known.description == module.description:
                return known.description_en
    return module.description


def status_words(status: str) -> str:
    """Where it stands, in the language in use."""
    return _(_STATUS_WORDS[status])


def number_words(number: str) -> str:
    """Its place in the model, in the language in use."""
    return _(_NUMBER_WORDS[number])


def icon_of(module: ModuleRow) -> str:
    """A picture for it; a star for modules of the center's own."""
    return _ICONS.get(module.key, "star")
