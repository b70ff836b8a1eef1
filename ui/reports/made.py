"""A paper made in the lane: filled with its rows, set, drawn; and what its form may offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neighborcenter.kit.work import Read
from neighborcenter.reports.choices import Option, options
from neighborcenter.reports.press import Pressed, press
from neighborcenter.reports.registry import report


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


def options_of(read: Read, key: str) -> dict[str, tuple[Option, ...]]:
    """Everything that can be chosen in the form of a report."""
    return {param.key: options(read, param) for param in report(key).params}
