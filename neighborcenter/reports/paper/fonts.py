"""Type for print: bundled TrueType fonts, chosen per character, loaded when first needed.

Sans for tables and labels, serif for running text and titles. A character that the chosen font lacks is
taken from the other, then from `rare-han.zip` (the CJK extensions of GB 18030-2022, in blocks of 2,048).
A character in none is drawn as 〓 and reported, never left out.
"""

import io
import zipfile
from enum import StrEnum
from functools import cache
from itertools import groupby
from threading import RLock
from typing import Any

from neighborcenter.kit.paths import resource
from neighborcenter.reports.paper.repairs import repair_text_layer

GETA = "〓"
RARE_BLOCK = 0x800


class Face(StrEnum):
    """A typeface by what it is for."""

    SANS = "sans"
    SANS_BOLD = "sans-bold"
    SERIF = "serif"
    SERIF_BOLD = "serif-bold"


FILES: dict[Face, str] = {
    Face.SANS: "NotoSansSC-Regular.ttf",
    Face.SANS_BOLD: "NotoSansSC-SemiBold.ttf",
    Face.SERIF: "NotoSerifSC-Regular.ttf",
    Face.SERIF_BOLD: "NotoSerifSC-Bold.ttf",
}
# The last stop before the rare blocks is always the whole Sans Regular: all of GBK, Extension A and the
# 8,105 characters of the Table of General Standard Chinese Characters.
FALLBACK: dict[Face, tuple[Face, ...]] = {
    Face.SANS: (),
    Face.SANS_BOLD: (Face.SANS,),
    Face.SERIF: (Face.SANS,),
    Face.SERIF_BOLD: (Face.SANS_BOLD, Face.SANS),
}
_BOLD = frozenset((Face.SANS_BOLD, Face.SERIF_BOLD))
_BOLD_NAMES = frozenset(f"nc-{face}" for face in _BOLD)
# Control characters have no shape: a tab is a space, the rest is not printed and not an error.
_INVISIBLE = dict.fromkeys((*range(32), 127, 173, 8203, 8204, 8205, 8288, 65279))
_INVISIBLE |= dict.fromkeys(range(65024, 65040))
_PLAIN = {**_INVISIBLE, 9: " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " "}


class Loaded:
    """One registered font: its name for the canvas and the characters it can draw."""

    __slots__ = ("covers", "default", "font", "name", "widths")

    def __init__(self, name: str, font: Any) -> None:
        self.name = name
        self.font = font
        self.covers = frozenset(map(chr, font.face.charToGlyph))
        self.widths: dict[int, float] = font.face.charWidths
        self.default: float = font.face.defaultWidth


_lock = RLock()


@cache
def loaded(face: Face) -> Loaded:
    """`face`, read from the program's own files (10-100 ms the first time)."""
    return _register(f"nc-{face}", str(resource("fonts", FILES[face])))


def _register(name: str, file: Any) -> Loaded:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - heavy, loaded on first use
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - heavy, loaded on first use

    with _lock:
        repair_text_layer()
        font = TTFont(name, file, shapable=False)
        pdfmetrics.registerFont(font)
        return Loaded(name, font)


@cache
def _rare_names() -> frozenset[str]:
    path = resource("fonts", "rare-han.zip")
    if not path.exists():
        return frozenset()
    with zipfile.ZipFile(path) as box:
        return frozenset(box.namelist())


def rare_font(character: str) -> list[tuple[str, bytes]]:
    """The font files (name, TrueType bytes) that may hold a rare `character`; the screen loads them too."""
    block = f"{ord(character) // RARE_BLOCK:03X}"
    names = [name for name in (f"{block}A.ttf", f"{block}B.ttf") if name in _rare_names()]
    if not names:
        return []
    with zipfile.ZipFile(resource("fonts", "rare-han.zip")) as box:
        return [(name, box.read(name)) for name in names]


@cache
def _rare_block(block: int) -> tuple[Loaded, ...]:
    files = rare_font(chr(block * RARE_BLOCK))
    return tuple(_register(f"nc-rare-{name[:-4]}", io.BytesIO(data)) for name, data in files)


def plain(words: str) -> str:
    """`words` without control and zero-width characters; every kind of space becomes a space."""
    return words if words.isascii() and words.isprintable() else words.translate(_PLAIN)


@cache
def _holder(face: Face, character: str) -> Loaded | None:
    for candidate in (face, *FALLBACK[face]):
        font = loaded(candidate)
        if character in font.covers:
            return font
    for font in _rare_block(ord(character) // RARE_BLOCK):
        if character in font.covers:
            return font
    return None


def too_light(font: Loaded, face: Face) -> bool:
    """Whether `font` steps in for a bold `face` that lacks a character, and is none itself."""
    return face in _BOLD and font.name not in _BOLD_NAMES


def missing_in(words: str) -> set[str]:
    """The characters of `words` that no bundled font can draw."""
    return {
        character
        for character in set(plain(words)) - loaded(Face.SANS).covers
        if _holder(Face.SANS, character) is None
    }


def runs(words: str, face: Face) -> list[tuple[Loaded, str]]:
    """`words` cut into stretches of one font each; what cannot be drawn becomes 〓."""
    words = plain(words)
    first = loaded(face)
    if first.covers.issuperset(words):
        return [(first, words)]
    chosen: list[tuple[Loaded, str]] = []
    for character in words:
        holder = _holder(face, character)
        if holder is None:
            character, holder = GETA, _holder(face, GETA) or first
        chosen.append((holder, character))
    return [
        (group[0][0], "".join(character for _, character in group))
        for group in (list(members) for _, members in groupby(chosen, key=lambda pair: pair[0].name))
    ]


def width(words: str, face: Face, size: float) -> float:
    """How wide `words` is in points."""
    total = 0.0
    for font, stretch in runs(words, face):
        table, default = font.widths, font.default
        total += sum([table.get(code, default) for code in map(ord, stretch)])
    return total * size / 1000.0


def fit(words: str, face: Face, size: float, room: float) -> str:
    """`words`, cut with … when wider than `room` points."""
    # No character is wider than its size: short words need no measuring (half of all cells).
    if len(words) * size <= room or width(words, face, size) <= room:
        return words
    room -= width("…", face, size)
    cut, used = 0, 0.0
    for character in words:
        used += width(character, face, size)
        if used > room:
            break
        cut += 1
    return words[:cut].rstrip() + "…"
