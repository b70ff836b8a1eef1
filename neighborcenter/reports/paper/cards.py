"""Cards and slips to be cut: a frame of cut marks, a heading, lines, and on a card room for the photo."""

from dataclasses import dataclass, replace

from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.codes import draw_code
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import PdfPainter

WIDE, TALL = 85.6 * styles.MM, 54 * styles.MM
PHOTO = (22 * styles.MM, 30 * styles.MM)
CODE = 15 * styles.MM
LINE = 15.0
FEW_LINES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A volunteer's card: whose house, the name, a few lines, the number as a code."""

    above: str
    name: str
    lines: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Cards(Block):
    """Two columns on A4, whole rows to a page; 85.6 × 54 mm fits the usual sleeves (ISO/IEC 7810 ID-1)."""

    items: tuple[Card, ...]

    def _rows(self) -> int:
        return -(-len(self.items) // 2)

    def height(self, width: float) -> float:
        return self._rows() * TALL

    def least(self, width: float) -> float:
        return TALL

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        fit = int(room // TALL)
        if fit >= self._rows():
            return self, None
        if fit < 1:
            return None, self
        return replace(self, items=self.items[: fit * 2]), replace(self, items=self.items[fit * 2 :])

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        left = x + (width - 2 * WIDE) / 2
        for at, card in enumerate(self.items):
            row, column = divmod(at, 2)
            self._draw_one(pen, left + column * WIDE, y + row * TALL, card)

    @staticmethod
    def _draw_one(pen: PdfPainter, x: float, y: float, card: Card) -> None:
        pen.box(x, y, WIDE, TALL, stroke="hair", width=0.4)
        pen.box(x, y, WIDE, 22, fill="accent")
        above = fonts.fit(card.above, Face.SANS_BOLD, styles.WU_HAO, WIDE - 20)
        pen.text(
            x + WIDE / 2,
            y + 15,
            above,
            size=styles.WU_HAO,
            face=Face.SANS_BOLD,
            color="paper",
            align="center",
        )
        wide, tall = PHOTO
        pen.box(x + 10, y + 32, wide, tall, stroke="rule", width=0.5)
        pen.text(
            x + 10 + wide / 2,
            y + 36 + tall / 2,
            _("Photo"),
            size=styles.XIAO_WU,
            color="faint",
            align="center",
        )
        left, room = x + wide + 22, WIDE - wide - 32
        size = 18.0
        while size > 10 and fonts.width(card.name, Face.SANS_BOLD, size) > room:
            size -= 1
        name = fonts.fit(card.name, Face.SANS_BOLD, size, room)
        pen.text(left, y + 50, name, size=size, face=Face.SANS_BOLD)
        base = y + 70
        for line in card.lines:
            beside = CODE + 8 if base > y + TALL - CODE - 8 else 0
            pen.text(
                left, base, fonts.fit(line, Face.SANS, styles.XIAO_WU, room - beside), size=styles.XIAO_WU
            )
            base += 14
        draw_code(pen, x + WIDE - CODE - 7, y + TALL - CODE - 7, CODE, card.code)

    def outline(self) -> list[str]:
        return [" | ".join((one.name, one.above, *one.lines, f"[QR {one.code}]")) for one in self.items]


@dataclass(frozen=True, slots=True)
class Slip(Block):
    """A strip across the page, cut along the dashed line below it."""

    name: str
    aside: str
    lines: tuple[str, ...]
    foot: str = ""

    def _columns(self, width: float) -> int:
        """Two side by side once they are many, as long as every line fits a half."""
        if len(self.lines) <= FEW_LINES:
            return 1
        most = max((fonts.width(line, Face.SANS, styles.WU_HAO) for line in self.lines), default=0.0)
        return 2 if most <= width / 2 - 12 else 1

    def height(self, width: float) -> float:
        rows = max(1, -(-len(self.lines) // self._columns(width)))
        return 30 + rows * LINE + (16 if self.foot else 0) + 16

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        pen.text(x + 4, y + 18, self.name, size=styles.SI_HAO, face=Face.SANS_BOLD)
        pen.text(x + width - 4, y + 18, self.aside, size=styles.XIAO_WU, color="soft", align="right")
        columns = self._columns(width)
        half, base = -(-len(self.lines) // columns), y + 38
        for at, line in enumerate(self.lines):
            column, row = divmod(at, half)
            words = fonts.fit(line, Face.SANS, styles.WU_HAO, width / columns - 12)
            pen.text(x + 4 + column * width / columns, base + row * LINE, words, size=styles.WU_HAO)
        if self.foot:
            pen.text(x + 4, base + max(1, half) * LINE, self.foot, size=styles.XIAO_WU, color="soft")
        end = y + self.height(width) - 5
        pen.line([(x, end), (x + width, end)], color="faint", width=0.5, dash=(4, 3))

    def outline(self) -> list[str]:
        return [f"✂ {self.name} | {self.aside}", *self.lines, *([self.foot] if self.foot else [])]
