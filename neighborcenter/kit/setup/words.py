"""Sentences of the set-up, always in both languages: it runs before a language can be chosen."""

import sys


class NotPossible(Exception):
    """The set-up cannot go on; carries the one plain sentence, Chinese first."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese + "\n" + english)


def say(chinese: str, english: str) -> None:
    """One line on standard error: standard output belongs to the command's answer."""
    write(chinese + " / " + english)


def write(text: str) -> None:
    """A line on standard error, never failing on a terminal that knows no Chinese."""
    try:
        sys.stderr.write(text + "\n")
    except UnicodeEncodeError:
        sys.stderr.write(text.encode("ascii", "replace").decode() + "\n")
    sys.stderr.flush()
