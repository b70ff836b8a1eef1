"""Words in the chosen language: English message ids, a complete zh_CN catalog, chosen once at start."""

import gettext
from typing import Literal

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


def translate(message: str) -> str:
    """`message` in the language in use; the message itself when the catalog lacks it."""
    return _translations.gettext(message) if message else message


_ = translate


def N_(message: str) -> str:
    """Mark a message for the catalog; it is translated where it is shown."""
    return message
