"""Two repairs of ReportLab 5.1 for Chinese: the text layer beyond the BMP, and where a line may break.

ReportLab writes a character beyond U+FFFF into the ToUnicode map as `<2CC56>`; the PDF standard
(ISO 32000-1, 9.10.3) wants UTF-16BE, so copied and searched names such as 𬱖 came out as other characters.
Its own line breaking knows Japanese marks only, so lines began with ，and ended with（.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

# GB/T 15834-2011, 5.1: these marks never stand at the start of a line ...
NOT_FIRST = frozenset("，。、；：？！”’）》」』】〕〉…—％‰℃°·,.;:?!%)]}\u00b7\uff5e~～-")
# ... and these never at its end.
NOT_LAST = frozenset("“‘（《「『【〔〈([{＃#￥¥$")

# 22日 and 15分 are read in one.
UNITS = frozenset("年月日时分")

# A word or a number is kept whole: Latin letters, digits and the signs inside of them, a masked phone as well.
_PIECE = re.compile(r"[0-9A-Za-z\u00c0-\u024f_@&/+\\'.,:%*-]+|\s+|.", re.S)
_TAIL = re.compile(r"[.,:;]+$")


def to_unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of one font subset: UTF-16BE, in blocks of at most 100 as the format asks."""
    entries = [
        f"<{at:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for at, code in enumerate(subset)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for at in range(0, len(entries), 100):
        block = entries[at : at + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def repair_text_layer() -> None:
    """Put the repaired map in the place of ReportLab's; safe to call again."""
    from reportlab.pdfbase import ttfonts  # noqa: PLC0415 - heavy, loaded on first use

    module: Any = ttfonts
    module.makeToUnicodeCMap = to_unicode_map


def pieces(words: str) -> list[str]:
    """`words` cut where a line may break: single Han characters, whole words and numbers, runs of spaces.

    A mark that may not begin a line is glued to what stands before it, an opening one to what follows.
    """
    found: list[str] = []
    opened = False
    for piece in _PIECE.findall(words):
        tail = _TAIL.search(piece)
        if len(piece) > 1 and tail and tail.start():
            parts = [piece[: tail.start()], piece[tail.start() :]]
        else:
            parts = [piece]
        for part in parts:
            unit = found and part[0] in UNITS and found[-1][-1:].isdigit()
            glue = found and not part.isspace() and (opened or unit or part[0] in NOT_FIRST)
            if glue and not found[-1].isspace():
                found[-1] += part
            else:
                found.append(part)
            opened = part[-1] in NOT_LAST
    return found


def break_lines(
    words: str, width: float, measure: Callable[[str], float], first_indent: float = 0.0
) -> list[str]:
    """`words` as lines no wider than `width` points; the first is shorter by `first_indent`.

    Line ends inside of `words` are kept. A single piece wider than the line is broken anywhere.
    """
    lines: list[str] = []
    room = width - first_indent
    for paragraph in words.split("\n"):
        line, used = "", 0.0
        for piece in pieces(paragraph):
            size = measure(piece)
            if used + size <= room + 0.01:
                line, used = line + piece, used + size
                continue
            if piece.isspace():
                lines.append(line)
                line, used, room = "", 0.0, width
                continue
            if line.strip():
                lines.append(line.rstrip())
                line, used, room = "", 0.0, width
            while measure(piece) > room and len(piece) > 1:
                cut = _longest(piece, room, measure)
                lines.append(piece[:cut])
                piece, room = piece[cut:], width
            line, used = piece, measure(piece)
        lines.append(line.rstrip())
        room = width
    return lines


def _longest(piece: str, room: float, measure: Callable[[str], float]) -> int:
    cut = 1
    while cut < len(piece) and measure(piece[: cut + 1]) <= room:
        cut += 1
    # Do not leave a mark alone at the start of the next line when the character before it can go along.
    while 1 < cut < len(piece) and piece[cut] in NOT_FIRST:
        cut -= 1
    return cut
