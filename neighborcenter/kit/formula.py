"""Texts that a spreadsheet would compute (CWE-1236): made harmless going out, put back coming in."""

import re

# What starts a formula, also in full width, also behind blanks; | and % start commands in old programs.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠｜％]|[\t\r\n]")


def guarded(words: str) -> str:
    """`words` with an apostrophe in front when a spreadsheet might compute it."""
    return "'" + words if _FORMULA.match(words) else words


def unguarded(words: str) -> str:
    """The text that `guarded` was given."""
    return words[1:] if words.startswith("'") and _FORMULA.match(words[1:]) else words
