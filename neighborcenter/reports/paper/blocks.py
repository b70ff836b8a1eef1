"""What a paper is made of: titles, running text, headings — each block knows its height and how to split.

A story is a list of blocks; `page.py` sets them one below the other. Facts, figures and places to sign are in
`facts.py`, tables in `tables.py`, charts in `charts.py`.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.painter import PdfPainter
from neighborcenter.reports.paper.repairs import break_lines
from neighborcenter.reports.paper.styles import Style


class Block(ABC):
    """A piece of a page. Heights and widths in points."""

    keep_next: bool = False  # never the last thing on a page

    @abstractmethod
    def height(self, width: float) -> float:
        """How tall it is when set `width` wide."""

    @abstractmethod
    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        """Draw it with its top left corner at (x, y)."""

    def split(self, width: float, room: float) -> "tuple[Block | None, Block | None]":
        """What fits into `room`, and what is left for the next page."""
        return (self, None) if self.height(width) <= room else (None, self)

    def least(self, width: float) -> float:
        """The room its first part needs: what a heading before it must keep free."""
        return self.height(width)

    def follows(self) -> bool:
        """Whether it belongs to what stands above it, and never begins a page alone."""
        return False

    def parted(self) -> "tuple[Block, Block | None]":
        """What stays, and the end that may go on to the next page with what follows."""
        return self, None

    @abstractmethod
    def outline(self) -> list[str]:
        """Its words in reading order, one line each."""

    def bookmark(self) -> str:
        """Its entry in the table of contents of the PDF; "" for none."""
        return ""


def lines_of(words: str, style: Style, width: float) -> list[str]:
    """`words` broken into lines of `style`."""

    def measure(piece: str) -> float:
        return fonts.width(piece, style.face, style.size)

    return break_lines(fonts_kept(words), width, measure, style.indent * style.size)


def fonts_kept(words: str) -> str:
    """`words` with line ends kept and everything else invisible taken out."""
    return "\n".join(fonts.plain(line) for line in words.replace("\r\n", "\n").split("\n"))


@dataclass(frozen=True, slots=True)
class Text(Block):
    """Running text. Whole lines are justified as in Chinese print; two lines at least stay together."""

    words: str
    style: Style = styles.BODY
    continued: bool = False  # the second part of a paragraph begins without indent

    def follows(self) -> bool:
        return self.style.size <= styles.NOTE.size or self.style.align == "right"

    def _style(self) -> Style:
        return replace(self.style, indent=0, before=0) if self.continued else self.style

    def height(self, width: float) -> float:
        style = self._style()
        return style.before + len(lines_of(self.words, style, width)) * style.leading + style.after

    def least(self, width: float) -> float:
        style = self._style()
        return style.before + min(2, len(lines_of(self.words, style, width))) * style.leading

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        style = self._style()
        lines = lines_of(self.words, style, width)
        if style.before + len(lines) * style.leading <= room:
            return self, None
        fit = int((room - style.before) // style.leading)
        fit = min(fit, len(lines) - 2)
        if fit < 2:
            return None, self
        cut = _offset(self.words, lines[:fit])
        return replace(self, words=self.words[:cut]), replace(
            self, words=self.words[cut:].lstrip(), continued=True
        )

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        style = self._style()
        lines = lines_of(self.words, style, width)
        ends = _paragraph_ends(self.words, lines)
        y += style.before + (style.leading + style.size * 0.72) / 2
        for at, line in enumerate(lines):
            left = style.indent * style.size if at == 0 else 0.0
            spacing = 0.0
            if style.align == "left" and at not in ends and len(line) > 1 and not _latin(line):
                slack = width - left - fonts.width(line, style.face, style.size)
                spacing = slack / (len(line) - 1)
                spacing = spacing if 0 < spacing <= 0.13 * style.size else 0.0
            place = {"left": x + left, "center": x + width / 2, "right": x + width}[style.align]
            pen.text(
                place,
                y,
                line,
                size=style.size,
                face=style.face,
                color=style.color,
                align=style.align,
                spacing=spacing,
            )
            y += style.leading

    def outline(self) -> list[str]:
        return self.words.split("\n")


def _latin(line: str) -> bool:
    """Whether a line is mostly Latin: letters must not be spaced out, so it stays ragged."""
    return sum(character.isascii() and character.isalpha() for character in line) * 2 > len(line)


def _offset(words: str, lines: Sequence[str]) -> int:
    """Where in `words` the given first lines end (line ends and spaces at breaks are not in the lines)."""
    at = 0
    for line in lines:
        text = line.strip()
        at = words.index(text[0], at) + len(text) if text else at + 1
    return at


def _paragraph_ends(words: str, lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that end a paragraph: those are never stretched."""
    ends, at = {len(lines) - 1}, 0
    for paragraph in words.split("\n"):
        left = len("".join(paragraph.split()))
        while at < len(lines):
            left -= len("".join(lines[at].split()))
            at += 1
            if left <= 0:
                break
        ends.add(at - 1)
    return ends


@dataclass(frozen=True, slots=True)
class Title(Block):
    """The title of the paper, centered, with an optional line below.

    A line end in `words` marks the place to break when one line is too short for it.
    """

    words: str
    below: str = ""
    style: Style = styles.TITLE
    keep_next = True

    def _parts(self, width: float) -> list[Text]:
        whole = self.words.replace("\n", " ")
        fits = fonts.width(whole, self.style.face, self.style.size) <= width
        parts = [Text(whole if fits else self.words, self.style)]
        return [*parts, Text(self.below, styles.SUBTITLE)] if self.below else parts

    def height(self, width: float) -> float:
        return sum(part.height(width) for part in self._parts(width))

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        for part in self._parts(width):
            part.draw(pen, x, y, width)
            y += part.height(width)

    def outline(self) -> list[str]:
        return [f"# {self.bookmark()}", *([self.below] if self.below else [])]

    def bookmark(self) -> str:
        return self.words.replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Section(Block):
    """A heading inside of the paper; `unit` stands at the right end (such as 单位：人次)."""

    words: str
    unit: str = ""
    keep_next = True

    def height(self, width: float) -> float:
        style = styles.SECTION
        return style.before + style.leading + style.after

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        style = styles.SECTION
        y += style.before
        pen.box(x, y + 3, 3, style.leading - 6, fill="accent")
        base = y + (style.leading + style.size * 0.72) / 2
        pen.text(x + 9, base, self.words, size=style.size, face=style.face)
        if self.unit:
            pen.text(x + width, base, self.unit, size=styles.LABEL.size, color="soft", align="right")

    def outline(self) -> list[str]:
        return [f"## {self.words}" + (f"  ({self.unit})" if self.unit else "")]

    def bookmark(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Space(Block):
    """Empty room."""

    points: float

    def height(self, width: float) -> float:
        return self.points

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        return

    def outline(self) -> list[str]:
        return []


@dataclass(frozen=True, slots=True)
class PageBreak(Block):
    """What follows begins on a new page."""

    def height(self, width: float) -> float:
        return 0.0

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        return

    def outline(self) -> list[str]:
        return ["---"]


@dataclass(frozen=True, slots=True)
class Beside(Block):
    """Blocks next to each other, widths by `weights`."""

    blocks: tuple[Block, ...]
    weights: tuple[float, ...] = ()
    gap: float = 14.0

    def _widths(self, width: float) -> list[float]:
        weights = self.weights or (1.0,) * len(self.blocks)
        room = width - self.gap * (len(self.blocks) - 1)
        return [room * weight / sum(weights) for weight in weights]

    def height(self, width: float) -> float:
        return max(block.height(wide) for block, wide in zip(self.blocks, self._widths(width), strict=True))

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        for block, wide in zip(self.blocks, self._widths(width), strict=True):
            block.draw(pen, x, y, wide)
            x += wide + self.gap

    def outline(self) -> list[str]:
        return [line for block in self.blocks for line in block.outline()]
