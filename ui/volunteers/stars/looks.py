"""How stars look on the screen."""

from __future__ import annotations

from neighborcenter.volunteers.standings import Standing, StarState, state_word
from ui.kit.columns import Mark

LOOKS: dict[StarState, tuple[str, str]] = {
    StarState.REACHED: ("notice", "star"),
    StarState.APPLIED: ("lending", "clock"),
    StarState.HANGS: ("course", "flag"),
    StarState.GRANTED: ("service", "badge-check"),
    StarState.NONE: ("closed", "circle"),
}


def star_mark(row: Standing) -> Mark:
    """The chip of somebody's way to a star."""
    return Mark(state_word(row.state), *LOOKS[row.state])


def star_words(stars: int) -> str:
    """★★★, or nothing."""
    return "★" * stars
