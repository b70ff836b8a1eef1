"""A paper made in the lane: filled with its rows, set, drawn; and what its form may offer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read
from neighborcenter.reports.choices import Option, options
from neighborcenter.reports.press import Pressed, press
from neighborcenter.reports.registry import report
from neighborcenter.reports.service import see_whole
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteer_facts import phones_of
from ui.kit.jobs import Command, Query


@dataclass(frozen=True, slots=True)
class Made:
    """A paper and its PDF, made in the lane."""

    pressed: Pressed
    pdf: bytes
    pages: int
    missing: tuple[str, ...]


def make(read: Read, key: str, values: Mapping[str, Any]) -> Made:
    """Collect, set and draw a report. In the lane."""
    pressed = press(read, key, values)
    printed = pressed.pdf()
    return Made(pressed, printed.pdf, printed.pages, printed.missing)


def start_making(
    owner: QObject,
    key: str,
    values: Mapping[str, Any],
    made: Callable[[Made], object],
    refused: Callable[[Sequence[Problem]], object],
) -> None:
    """Make a report for the screen.

    Whole phones there are as good as on paper: who looks at them is noted first.
    """
    job = Query(owner, lambda read: make(read, key, values), key="make").then(made)
    job.failed(lambda problems: refused(problems))
    if phones_of(values) is not Phones.WHOLE:
        job.start()
        return
    seen = Command(owner, lambda work: see_whole(work, key, values)).then(lambda _done: job.start())
    seen.refused(lambda no: refused(no.problems)).start()


def options_of(read: Read, key: str) -> dict[str, tuple[Option, ...]]:
    """Everything that can be chosen in the form of a report."""
    return {param.key: options(read, param) for param in report(key).params}
