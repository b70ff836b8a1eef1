"""The one stylesheet of paper: sizes by the Chinese 字号, colors by name, papers and margins.

Sizes follow GB/T 9704-2012 where a sheet is a document (title 二号 22 pt, text 三号 16 pt); the center's own
tables use 五号 (10.5 pt) and 小五 (9 pt). Line pitch is fixed per style: Noto's own (1.45 em) is too open.
"""

from dataclasses import dataclass
from typing import Literal

from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import Align

MM = 72 / 25.4

# 字号 in points.
ER_HAO, XIAO_ER, SAN_HAO, XIAO_SAN, SI_HAO = 22.0, 18.0, 16.0, 15.0, 14.0
XIAO_SI, WU_HAO, XIAO_WU, LIU_HAO = 12.0, 10.5, 9.0, 7.5

# One accent; every other step of the scale is told apart in black and white too.
PALETTE: dict[str, str] = {
    "ink": "#1D1A18",
    "soft": "#57504A",
    "faint": "#8A827A",
    "rule": "#9A928A",
    "hair": "#D8D2CA",
    "band": "#F3EFE9",
    "head": "#EBE5DC",
    "paper": "#FFFFFF",
    "black": "#000000",
    "accent": "#A8321F",
    "accent-mid": "#CF7F6D",
    "accent-pale": "#EBC3B8",
    "compare": "#8F8A84",
    "before": "#C9C4BC",
    "part-1": "#A8321F",
    "part-2": "#2F5D73",
    "part-3": "#C08A2D",
    "part-4": "#5E7F56",
    "part-5": "#7B5C8C",
    "part-6": "#B7AFA5",
    "part-7": "#4A4541",
    "part-8": "#8DA9B5",
}
PARTS = tuple(name for name in PALETTE if name.startswith("part-"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text is set; lengths in points, `indent` in characters."""

    size: float
    leading: float
    face: Face = Face.SANS
    color: str = "ink"
    align: Align = "left"
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0


TITLE = Style(XIAO_ER, 26, Face.SERIF_BOLD, align="center", after=4)
SUBTITLE = Style(WU_HAO, 16, Face.SANS, color="soft", align="center", after=6)
SECTION = Style(XIAO_SI, 18, Face.SANS_BOLD, before=10, after=4)
BODY = Style(XIAO_SI, 21, Face.SERIF, indent=2, after=4)
PLAIN = Style(WU_HAO, 17, Face.SERIF, after=2)
NOTE = Style(XIAO_WU, 13.5, Face.SANS, color="soft", after=2)
CELL = Style(XIAO_WU, 12.5, Face.SANS)
CELL_HEAD = Style(XIAO_WU, 12.5, Face.SANS_BOLD, align="center")
LABEL = Style(XIAO_WU, 13, Face.SANS, color="soft")
VALUE = Style(WU_HAO, 15, Face.SANS)

PaperSize = Literal["A3-landscape", "A4", "A4-landscape", "A5", "A5-landscape", "A6", "roll"]
ROLL: PaperSize = "roll"
"""Paper of a thermal printer, 80 mm wide: every page is as long as what stands on it."""
SIZES: dict[PaperSize, tuple[float, float]] = {
    "A3-landscape": (420 * MM, 297 * MM),
    "A4": (210 * MM, 297 * MM),
    "A4-landscape": (297 * MM, 210 * MM),
    "A5": (148 * MM, 210 * MM),
    "A5-landscape": (210 * MM, 148 * MM),
    "A6": (105 * MM, 148 * MM),
    # No slip comes near this length; what is longer is cut there.
    "roll": (80 * MM, 1200 * MM),
}
SHORTEST_ROLL = 90 * MM
"""Longer than it is wide, so that no printer turns it."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Space around the type area in points; header and footer stand inside of it."""

    top: float
    right: float
    bottom: float
    left: float


# 25 mm at the binding edge leaves room for two punched holes (80 mm apart, 12 mm from the edge).
MARGINS: dict[PaperSize, Margins] = {
    "A3-landscape": Margins(26 * MM, 18 * MM, 20 * MM, 18 * MM),
    "A4": Margins(24 * MM, 18 * MM, 20 * MM, 22 * MM),
    "A4-landscape": Margins(24 * MM, 15 * MM, 18 * MM, 15 * MM),
    "A5": Margins(19 * MM, 13 * MM, 17 * MM, 15 * MM),
    "A5-landscape": Margins(18 * MM, 14 * MM, 15 * MM, 14 * MM),
    "A6": Margins(15 * MM, 8 * MM, 14 * MM, 8 * MM),
    # The head of a thermal printer reaches 72 mm of the 80.
    "roll": Margins(11 * MM, 4 * MM, 13 * MM, 4 * MM),
}
