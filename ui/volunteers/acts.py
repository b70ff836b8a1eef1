"""How an act of this room runs: in its lane, said in a toast, offered back, a refusal never silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Refused, speak
from neighborcenter.kit.work import Work
from neighborcenter.reports.press import press
from ui.kit.jobs import Command
from ui.kit.messages import toast
from ui.kit.printing import preview

Verb = Callable[[Work], Any]
Undo = Callable[[Work, Any], Any]
Said = str | Callable[[Any], str]


def act(
    owner: QWidget,
    verb: Verb,
    said: Said,
    *,
    detail: str = "",
    undo: Undo | None = None,
    undone: str = "",
    then: Callable[[Any], object] | None = None,
) -> Command:
    """Do something and say so; `undo(work, result)` takes it back.  The command is started."""
    return command(owner, verb, said, detail=detail, undo=undo, undone=undone, then=then).refused(
        say_refused
    ).start()  # fmt: skip


def command(
    owner: QWidget,
    verb: Verb,
    said: Said,
    *,
    detail: str = "",
    undo: Undo | None = None,
    undone: str = "",
    then: Callable[[Any], object] | None = None,
) -> Command:
    """As `act`, for who shows refusals beside fields.  The caller starts it."""
    window = owner.window()

    def done(result: Any) -> None:
        words = said if isinstance(said, str) else said(result)
        back = None if undo is None else lambda: _take_back(window, undo, result, undone)
        toast(words, detail, undo=back, owner=window)
        if then is not None:
            then(result)

    return Command(owner, verb).then(done)


def said_with_undo(owner: QWidget, said: str, back: Verb) -> None:
    """Say what was done already; `back(work)` takes it back."""
    window = owner.window()
    toast(said, undo=lambda: _take_back(window, lambda work, _none: back(work), None, ""), owner=window)


def _take_back(window: QWidget, undo: Undo, result: Any, undone: str) -> None:
    Command(window, lambda work: undo(work, result)).then(
        lambda _back: toast(undone or _("Taken back"), icon="undo-2", owner=window)
    ).refused(say_refused).start()


def say_refused(refused: Refused) -> None:
    """A refusal that no form shows."""
    toast(words_of(refused.problems), _("Nothing was changed."), icon="triangle-alert")


def words_of(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """Everything that stands against it."""
    return " ".join(speak(problem) for problem in problems)


def print_paper(owner: QWidget, key: str, title: str, values: dict[str, Any], name: str) -> object:
    """Open the preview of a paper; one key prints."""
    return preview(owner, title, f"{title} {name}.pdf", lambda read: press(read, key, values).pdf().pdf)
