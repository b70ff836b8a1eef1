"""How wide the columns of a list are: what their cells need, who takes what is spare and who gives way first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QFontMetrics

from ui.kit.columns import Column, Mark
from ui.kit.theme import font, px

LEAST_SHARE = 0.5
"""Columns are drawn together to this share of their width before the list scrolls sideways."""
LEAST_WORDS = (0.7, 0.5)
"""Columns of free words give way first, by and by to these shares: a cut title is still known, a cut time is not."""
MOST_GROWTH = 2.0
"""A column takes this much of its width at most for a longer cell."""
PADDING = 22
MARK = (20, 18)
"""Round the words of a chip, and what its icon takes besides."""


def needed(columns: Sequence[Column], rows: Sequence[Any]) -> list[int]:
    """Return what the titles and the cells of these rows need to stand uncut, in pixels."""
    body, strong = QFontMetrics(font("body")), QFontMetrics(font("body strong"))
    note = QFontMetrics(font("note strong"))
    found = []
    for column in columns:
        widest = note.horizontalAdvance(column.name())
        for row in rows:
            value = column.value(row)
            if isinstance(value, Mark):
                icon = px(MARK[1]) if value.icon else 0
                wide = note.horizontalAdvance(value.text) + px(MARK[0]) + icon if value.text else 0
            else:
                wide = (strong if column.strong else body).horizontalAdvance(str(value))
            widest = max(widest, wide)
        found.append(widest + px(PADDING))
    return found


def fit(
    wide: list[int], needs: Sequence[int], free: Sequence[int], words: Sequence[int], missing: int
) -> None:
    """Bring the widths `missing` pixels down, or with pixels to spare (below zero) let cut cells grow.

    `free` are the places nobody dragged, `words` those of them that stretch. First goes what a column has beyond
    its need, then words, then the widest are cut to one width; what is still missing is left to the caller.
    """
    if missing < 0:
        lacking = {
            place: min(needs[place], int(wide[place] * MOST_GROWTH)) - wide[place]
            for place in free
            if needs[place] > wide[place]
        }
        _move(wide, lacking, -missing, 1)
        return
    beyond = {place: wide[place] - needs[place] for place in free if 0 < needs[place] < wide[place]}
    missing -= _move(wide, beyond, missing, -1)
    before = list(wide)
    for share in LEAST_WORDS:
        spare = {place: max(0, wide[place] - int(before[place] * share)) for place in words}
        missing -= _move(wide, spare, missing, -1)
    if missing > 0:
        _level(wide, free, missing)


def _level(wide: list[int], free: Sequence[int], missing: int) -> None:
    """Cut the widest to one width, so that one cell is cut and not all of them; never below LEAST_SHARE of any."""
    most = max((wide[place] for place in free), default=0)
    least = int(most * LEAST_SHARE)
    while most - least > 1:
        level = (least + most) // 2
        if sum(max(0, wide[place] - level) for place in free) >= missing:
            least = level
        else:
            most = level
    for place in free:
        wide[place] = min(wide[place], least)


def spread(wide: list[int], taking: Sequence[int], spare: int) -> None:
    """Give spare width to the columns of words, at most as much as they have; the last column takes what is left."""
    for place in taking:
        wide[place] += max(0, min(spare // (len(taking) + 1), wide[place]))


def even(wide: list[int], places: Sequence[int], spare: int) -> None:
    """Give width still spare to all these columns, each by its own: numbers in a wide last column stand apart."""
    _move(wide, {place: wide[place] for place in places}, spare, 1)


def _move(wide: list[int], parts: Mapping[int, int], pixels: int, sign: int) -> int:
    """Add or take up to `pixels`, from every place the same share of its part; return how many."""
    whole = sum(parts.values())
    if pixels <= 0 or whole <= 0:
        return 0
    share = min(1.0, pixels / whole)
    moved = 0
    for place, part in parts.items():
        step = min(part, -int(-part * share // 1)) if sign < 0 else int(part * share)
        wide[place] += sign * step
        moved += step
    return moved
