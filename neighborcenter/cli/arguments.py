"""Reading the line: options that stand before or after the command, and what dates and months look like."""

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import Month


class UsageError(Exception):
    """The line cannot be read: exit code 2. Carries the usage line and the sentence."""

    def __init__(self, usage: str, message: str) -> None:
        super().__init__(message)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """Like argparse's, but it raises instead of ending the program, and keeps the lines of an example.

    `before_use` is called when it has a line to read: it adds what stands in a file not read until then.
    """

    def __init__(self, *, before_use: Callable[[], None] | None = None, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)
        self._before_use = before_use

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read a line, once all there is to know of it is known."""
        if self._before_use is not None:
            self._before_use()
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the line."""
        raise UsageError(self.format_usage(), message)


Run = Callable[..., Any] | None
"""What a command does with its call; None where further words say it."""

Add = Callable[[str, str, Run], Parser]
"""Adds a command that is listed in `commands`: its name, a line as it is typed, what runs it."""


def add_globals(parser: argparse.ArgumentParser) -> None:
    """The options of every command; without a default, so that they count before and after the command."""
    group = parser.add_argument_group(_("options of every command"))
    missing = argparse.SUPPRESS
    group.add_argument(
        "--data", metavar="DIR", type=Path, default=missing, help=_("folder of this installation")
    )
    group.add_argument(
        "--database",
        metavar="URL",
        default=missing,
        help=_("database to use instead of the file in that folder"),
    )
    group.add_argument(
        "--center", metavar="CODE", default=missing, help=_("which center, where there are several")
    )
    group.add_argument(
        "--lang", choices=("zh_CN", "en"), default=missing, help=_("language of what is printed")
    )
    group.add_argument(
        "--json", action="store_true", default=missing, help=_("one JSON object instead of words")
    )


def day(text: str) -> date:
    """A day like 2026-11-23."""
    if re.fullmatch(r"(?:19|2\d)\d{2}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(_("“{text}” is not a day like 2026-11-23").format(text=text))


def moment(text: str) -> datetime:
    """A time like 2026-11-23T14:00, the center's own time."""
    if re.fullmatch(r"(?:19|2\d)\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?", text, re.ASCII):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(_("“{text}” is not a time like 2026-11-23T14:00").format(text=text))


def month(text: str) -> Month:
    """A month like 2026-11."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a month like 2026-11").format(text=text)
        ) from error


def count(text: str) -> int:
    """A whole number, zero or more."""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number").format(text=text))
    return int(text)


def yuan(text: str) -> int:
    """Money like 120 or 12.50, in fen."""
    if not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", text, re.ASCII):
        raise argparse.ArgumentTypeError(_("“{text}” is not an amount like 12.50").format(text=text))
    whole, _point, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def pair(text: str) -> tuple[str, str]:
    """A parameter like room=书画室."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError(_("“{text}” is not like NAME=VALUE").format(text=text))
    return key, value


def language_in(words: list[str]) -> str:
    """The language asked for, found before the line can be read: the help itself is in it."""
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return "zh_CN"


class Words:
    """The words that may follow: commands after main.py, acts after a command ("activity create")."""

    def __init__(self, before: Parser, metavar: str) -> None:
        self._words = before.add_subparsers(metavar=metavar, required=True)

    def __call__(self, name: str, explained: str, example: str, run: Run) -> Parser:
        """Add one word: what it does, a line as it is typed, and what runs it."""
        return _furnished(self._said(name, explained), example, run)

    def later(self, home: str, explained: Mapping[str, str]) -> None:
        """Add words with no more than what they do; the file `home` is read when the line names one of them.

        Its `add_commands` then tells of each of them a line as it is typed, what runs it, and its arguments.
        """

        @cache
        def read() -> None:
            import_module(f"neighborcenter.cli.{home}").add_commands(add)

        def add(name: str, example: str, run: Run) -> Parser:
            return _furnished(words[name], example, run)

        words = {name: self._said(name, _(what), read) for name, what in explained.items()}

    def _said(self, name: str, explained: str, read: Callable[[], None] | None = None) -> Parser:
        one: Parser = self._words.add_parser(name, help=explained, description=explained, before_use=read)
        return one


def acts_of(command: Parser) -> Words:
    """The second words of a command."""
    return Words(command, _("ACT"))


def _furnished(one: Parser, example: str, run: Run) -> Parser:
    one.epilog = _("Example: {line}").format(line=example)
    add_globals(one)
    one.set_defaults(run=run)
    return one


def week(text: str) -> date:
    """A week like 2026-W48: its Monday."""
    match = re.fullmatch(r"(2\d{3})-W(\d{2})", text, re.ASCII)
    if match:
        try:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(_("“{text}” is not a week like 2026-W48").format(text=text))


def version_of(one: Parser) -> None:
    """Which version of a table with a first day is meant: put right, or taken away."""
    one.add_argument(
        "--instead-of",
        type=day,
        metavar="D",
        help=_("puts the version from D right, while nothing follows it"),
    )
    one.add_argument(
        "--drop", type=day, metavar="D", help=_("takes the version from D away, while nothing follows it")
    )
