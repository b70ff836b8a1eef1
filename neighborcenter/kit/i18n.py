"""Words in the chosen language: English message ids, a complete zh_CN catalog, chosen once at start."""

import gettext
import string
import tomllib
from functools import cache
from typing import Any, Literal, NamedTuple

from neighborcenter.kit.paths import resource

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language: Language = "en"


def set_language(language: Language) -> None:
    """Choose the language of everything shown and printed from now on."""
    global _translations, _language
    _language = language
    if language == "en":
        _translations = gettext.NullTranslations()
    else:
        _translations = gettext.translation("neighborcenter", resource("locale"), [language], fallback=True)


def language() -> Language:
    """The language in use."""
    return _language


APOSTROPHE = ("’", "'")
"""The Chinese typefaces set the first as wide as a character, which tears English words apart."""


class Counting(str):
    """An English sentence with numbers in it: filled with 1 it speaks of one (Chinese has no plural)."""

    __slots__ = ()

    def format(self, *values: Any, **fields: Any) -> str:
        """Fill the fields; what is said of one has no place for the number, which is 1."""
        said = str(self)
        for part in singulars()[self]:
            if str(fields.get(part.number)) == "1":
                said = said.replace(part.many, part.one)
        return said.replace(*APOSTROPHE).format(*values, **fields)


def field_names(sentence: str) -> set[str]:
    """The named fields of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


class Counted(NamedTuple):
    """Words of an English sentence that count, what they are of one, and the field that is left out there."""

    many: str
    one: str
    number: str


@cache
def singulars() -> dict[str, tuple[Counted, ...]]:
    """English sentences that count, each with its counted words: the whole sentence when it counts once."""
    with resource("locale", "en", "singular.toml").open("rb") as file:
        known: dict[str, str | dict[str, str]] = tomllib.load(file)
    return {
        sentence: tuple(
            Counted(many, one, (field_names(many) - field_names(one)).pop())
            for many, one in (of_one if isinstance(of_one, dict) else {sentence: of_one}).items()
        )
        for sentence, of_one in known.items()
    }


def translate(message: str) -> str:
    """`message` in the language in use; the message itself when the catalog lacks it."""
    if _language == "en":
        return Counting(message) if message in singulars() else message.replace(*APOSTROPHE)
    return _translations.gettext(message) if message else message


_ = translate


def behind(number: float | None, unit: str) -> str:
    """A translated unit as it stands behind its number: 2 bookings, 1 booking (Chinese has no plural)."""
    if _language != "en" or number != 1:
        return unit
    return "person" if unit == "people" else unit.removesuffix("s")


def N_(message: str) -> str:
    """Mark a message for the catalog; it is translated where it is shown."""
    return message
