"""A signature that was drawn on the screen, as lines on paper."""

from dataclasses import dataclass

from neighborcenter.reports.paper import fonts, styles
from neighborcenter.reports.paper.blocks import Block
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import PdfPainter

WIDE, TALL = 180.0, 60.0
LEAST_LABEL = 62.0


@dataclass(frozen=True, slots=True)
class Drawn(Block):
    """`strokes` in thousandths of the width of the pad, beside their label."""

    label: str
    strokes: tuple[tuple[tuple[int, int], ...], ...]

    def height(self, width: float) -> float:
        return TALL + 22

    def draw(self, pen: PdfPainter, x: float, y: float, width: float) -> None:
        pen.text(x, y + 14, self.label, size=styles.LABEL.size, color="soft")
        left = x + max(LEAST_LABEL, fonts.width(self.label, Face.SANS, styles.LABEL.size) + 8)
        pen.box(left, y + 4, WIDE, TALL, stroke="rule", width=0.4)
        for stroke in self.strokes:
            points = [(left + at / 1000 * WIDE, y + 4 + down / 1000 * WIDE) for at, down in stroke]
            if len(points) > 1:
                pen.line(points, color="ink", width=1.0)

    def outline(self) -> list[str]:
        return [f"{self.label}: {len(self.strokes)} strokes"]
