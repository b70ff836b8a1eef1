"""Name badges, two columns on A4, to be cut along thin marks: 85 × 54 mm fits the usual plastic sleeves."""

from dataclasses import dataclass, replace

from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.codes import draw_code
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import PdfPainter

WIDE, TALL = 85 * styles.MM, 54 * styles.MM
COLUMNS = 2
CODE = 19 * styles.MM


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge: `above` the activity, the name large, lines below, and a code that the door can read."""

    name: str
    above: str = ""
    below: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Badges(Block):
    """As many badges as there are people, whole rows to a page."""

    items: tuple[Badge, ...]

    def _rows(self) -> int:
        return -(-len(self.items) // COLUMNS)

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
        cut = fit * COLUMNS
        return replace(self, items=self.items[:cut]), replace(self, items=self.items[cut:])

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        left = x + (width - COLUMNS * WIDE) / 2
        for at, badge in enumerate(self.items):
            row, column = divmod(at, COLUMNS)
            self._draw_one(pen, left + column * WIDE, y + row * TALL, badge)

    @staticmethod
    def _draw_one(pen: PdfPainter, x: float, y: float, badge: Badge) -> None:
        pen.box(x, y, WIDE, TALL, stroke="hair", width=0.4)
        pen.box(x + 8, y + 10, 3, 14, fill="accent")
        room = WIDE - 28
        above = fonts.fit(badge.above, Face.SANS, styles.WU_HAO, room)
        pen.text(x + 16, y + 21, above, size=styles.WU_HAO, color="soft")
        beside = CODE + 6 if badge.code else 0
        size = 30.0
        while size > 14 and fonts.width(badge.name, Face.SANS_BOLD, size) > WIDE - 28 - beside:
            size -= 1
        base = y + TALL * 0.52 + size * 0.2
        name = fonts.fit(badge.name, Face.SANS_BOLD, size, WIDE - 24 - beside)
        pen.text(x + 16, base, name, size=size, face=Face.SANS_BOLD)
        for line in badge.below[:2]:
            base += 18
            words = fonts.fit(line, Face.SANS, styles.WU_HAO, room - beside)
            pen.text(x + 16, base + 4, words, size=styles.WU_HAO, color="soft")
            base -= 3
        if badge.code:
            draw_code(pen, x + WIDE - CODE - 8, y + TALL - CODE - 8, CODE, badge.code)

    def outline(self) -> list[str]:
        return [
            " | ".join(
                part for part in (one.name, one.above, *one.below, one.code and f"[QR {one.code}]") if part
            )
            for one in self.items
        ]
