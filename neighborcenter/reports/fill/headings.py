"""Headings of forms compared with names of fields: spaces, brackets and full-width signs do not count."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from neighborcenter.reports.fill.layout import Grid
from neighborcenter.reports.ledgers.ledger import Column

_NOISE = re.compile(r"[\s:：*＊·、，,。.\-—_/／\\<>《》\"“”'‘’]+")
_BRACKETS = re.compile(r"[(\[（【〔][^)\]）】〕]*[)\]）】〕]")
LIKE = 0.75


def plain(text: str) -> str:
    """联 系 电 话： becomes 联系电话."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def short(text: str) -> str:
    """A heading without what stands in brackets: 享受金额（元/月） becomes 享受金额."""
    return plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))


def likeness(heading: str, column: Column) -> float:
    """How well a heading fits a field, 0 to 1: its own name counts most, then other names of it, then parts."""
    wanted, wanted_short = plain(heading), short(heading)
    if not wanted:
        return 0.0
    best = 0.0
    names = ((column.zh, 1.0), (column.en, 1.0), (column.key, 0.99), *((name, 0.96) for name in column.also))
    for name, weight in names:
        known, known_short = plain(name), short(name)
        if wanted == known:
            score = weight
        elif wanted_short and wanted_short == known_short:
            score = weight - 0.02
        elif len(known_short) >= 2 and (
            wanted_short.endswith(known_short) or wanted_short.startswith(known_short)
        ):
            score = 0.6 + 0.3 * len(known_short) / len(wanted_short)
        else:
            score = 0.0
        best = max(best, score)
    return best


def best_field(heading: str, columns: Iterable[Column], least: float = LIKE) -> tuple[Column, float] | None:
    """The field that fits a heading best; the last part of 家庭成员/姓名 counts when the whole does not fit."""
    found: tuple[Column, float] | None = None
    parts = heading.split("/")
    for words, weight in ((heading, 1.0), (parts[-1], 0.98 if len(parts) > 1 else 1.0)):
        for column in columns:
            score = likeness(words, column) * weight
            if score >= least and (found is None or score > found[1]):
                found = (column, score)
    return found


def alike(one: str, other: str) -> float:
    """How alike two headings are, 0 to 1."""
    return SequenceMatcher(None, plain(one), plain(other)).ratio()


def heading_at(grid: Grid, row: int, column: int) -> str:
    """The heading of a column whose lowest head row is `row`: 家庭成员/姓名 under a merged head.

    Rows above belong to the head while some cell there spans a part of the columns and is not the form's title.
    """
    parts: list[str] = []
    at = row
    while at >= 0:
        top, left, bottom, right = grid.area(at, column)
        text = " ".join(grid.text(top, left).split())
        wide = right - left + 1
        if at != row and (wide >= max(3, grid.width * 0.6) or bottom >= row):
            break
        if at < row and (wide < 2 or not text):
            break
        if text and (not parts or parts[0] != text):
            parts.insert(0, text)
        at = top - 1
        if len(parts) >= 3:
            break
    return "/".join(parts)
