"""QR codes on paper: vectors, with the four quiet modules around them that scanners ask for."""

from dataclasses import dataclass
from functools import lru_cache

from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.painter import Painter, PdfPainter

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=256)
def modules(words: str) -> Modules:
    """The dark and light squares of a code that says `words`; a sixth of it may be lost and it still reads."""
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415 - loaded on first use
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(words)
    code.make()
    side = range(code.moduleCount)
    return tuple(tuple(bool(code.isDark(row, column)) for column in side) for row in side)


def draw_code(pen: Painter, x: float, y: float, side: float, words: str) -> None:
    """Draw a code, quiet zone included, into the square of `side` points whose top left corner is (x, y)."""
    rows = modules(words)
    step = side / (len(rows) + 2 * QUIET)
    for at, row in enumerate(rows):
        top, left = y + (at + QUIET) * step, 0
        while left < len(row):
            if not row[left]:
                left += 1
                continue
            end = left
            while end < len(row) and row[end]:
                end += 1
            # A hair taller than its row: no white seams between rows, whatever the printer's grid.
            pen.box(x + (left + QUIET) * step, top, (end - left) * step, step * 1.02, fill="black")
            left = end


@dataclass(frozen=True, slots=True)
class Code(Block):
    """A QR code with the same words below it for those who must type them."""

    words: str
    side: float = 30 * styles.MM
    below: str = ""

    def height(self, width: float) -> float:
        return self.side + (14 if self.below else 0) + 4

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        draw_code(pen, x + (width - self.side) / 2, y, self.side, self.words)
        if self.below:
            pen.text(x + width / 2, y + self.side + 8, self.below, size=styles.WU_HAO, align="center")

    def outline(self) -> list[str]:
        return [f"[QR {self.words}]", *([self.below] if self.below else [])]
