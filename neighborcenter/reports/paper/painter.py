"""The few strokes everything is drawn with: on paper by PdfPainter, on screen by a painter of the same shape.

Points (1/72 inch), x to the right, y DOWN from the top left corner of the page; text stands on its baseline.
"""

from collections.abc import Sequence
from math import cos, radians, sin
from typing import Any, Literal, Protocol

from neighborcenter.reports.paper import fonts
from neighborcenter.reports.paper.fonts import Face

Align = Literal["left", "center", "right"]
Point = tuple[float, float]


class Painter(Protocol):
    """What a chart or a block may do. Colors are names of the palette in `styles.py`."""

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        face: Face = ...,
        color: str = ...,
        align: Align = ...,
    ) -> None:
        """Write one line; `x` is its left end, middle or right end by `align`."""

    def text_width(self, words: str, *, size: float, face: Face = ...) -> float:
        """The width of `words` in points."""

    def line(
        self, points: Sequence[Point], *, color: str = ..., width: float = ..., dash: Sequence[float] = ...
    ) -> None:
        """A line through `points`."""

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: str = ...,
        stroke: str = ...,
        width: float = ...,
    ) -> None:
        """A rectangle, filled and/or outlined; an empty color name leaves it out."""

    def shape(self, points: Sequence[Point], *, fill: str) -> None:
        """A filled polygon."""

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str = ...) -> None:
        """A filled circle."""


def ring_piece(cx: float, cy: float, outer: float, inner: float, start: float, sweep: float) -> list[Point]:
    """A piece of a ring as a polygon; degrees clockwise from twelve o'clock."""
    steps = max(2, int(abs(sweep) / 3) + 1)
    turns = [radians(start + sweep * at / steps) for at in range(steps + 1)]
    out = [(cx + outer * sin(turn), cy - outer * cos(turn)) for turn in turns]
    back = [(cx + inner * sin(turn), cy - inner * cos(turn)) for turn in reversed(turns)]
    return out + back


class PdfPainter:
    """Draws on a ReportLab canvas and remembers the characters that no font could draw."""

    def __init__(self, canvas: Any, height: float, palette: dict[str, str]) -> None:
        from reportlab.lib.colors import HexColor  # noqa: PLC0415 - heavy, loaded on first use

        self.canvas = canvas
        self.height = height
        self.missing: set[str] = set()
        self._colors = {name: HexColor(value) for name, value in palette.items()}

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        face: Face = Face.SANS,
        color: str = "ink",
        align: Align = "left",
        spacing: float = 0.0,
    ) -> None:
        """Write one line, each character in a font that has it; `spacing` points more between characters."""
        if not words:
            return
        if align != "left":
            x -= fonts.width(words, face, size) * (1.0 if align == "right" else 0.5)
        ink = self.canvas.beginText(x, self.height - y)
        ink.setFillColor(self._colors[color])
        if spacing:
            ink.setCharSpace(spacing)
        self._write(ink, words, face, size)
        if spacing:
            ink.setCharSpace(0)
        self.canvas.drawText(ink)

    def texts(
        self,
        items: Sequence[tuple[float, float, str]],
        *,
        size: float,
        face: Face = Face.SANS,
        color: str = "ink",
    ) -> None:
        """Write many lines (left end, baseline, words) in one go: a page of a table is one text object."""
        ink = self.canvas.beginText(0, 0)
        ink.setFillColor(self._colors[color])
        for x, y, words in items:
            if words:
                ink.setTextOrigin(x, self.height - y)
                self._write(ink, words, face, size)
        self.canvas.drawText(ink)

    def _write(self, ink: Any, words: str, face: Face, size: float) -> None:
        stretches = fonts.runs(words, face)
        for font, stretch in stretches:
            if ink._fontname != font.name or ink._fontsize != size:
                ink.setFont(font.name, size)
            light = fonts.too_light(font, face)
            if light:  # A rare character in a bold name is made heavier by an outline.
                self.canvas.setLineWidth(size * 0.035)
                ink.setStrokeColor(ink._fillColorObj)
                ink.setTextRenderMode(2)
            ink.textOut(stretch)
            if light:
                ink.setTextRenderMode(0)
        if len(stretches) > 1 or fonts.GETA in stretches[0][1]:
            self.missing |= fonts.missing_in(words)

    def text_width(self, words: str, *, size: float, face: Face = Face.SANS) -> float:
        """The width of `words` in points."""
        return fonts.width(words, face, size)

    def line(
        self, points: Sequence[Point], *, color: str = "rule", width: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        """A line through `points`."""
        canvas = self.canvas
        canvas.setStrokeColor(self._colors[color])
        canvas.setLineWidth(width)
        canvas.setDash(list(dash))
        path = canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        canvas.drawPath(path, stroke=1, fill=0)
        if dash:
            canvas.setDash([])

    def grid(
        self, xs: Sequence[float], ys: Sequence[float], *, color: str = "rule", width: float = 0.4
    ) -> None:
        """All lines of a table at once (ten times fewer operators than line by line)."""
        canvas = self.canvas
        canvas.setStrokeColor(self._colors[color])
        canvas.setLineWidth(width)
        top, bottom = self.height - ys[0], self.height - ys[-1]
        canvas.lines(
            [(x, top, x, bottom) for x in xs]
            + [(xs[0], self.height - y, xs[-1], self.height - y) for y in ys]
        )

    def box(
        self, x: float, y: float, w: float, h: float, *, fill: str = "", stroke: str = "", width: float = 0.5
    ) -> None:
        """A rectangle, filled and/or outlined."""
        canvas = self.canvas
        if fill:
            canvas.setFillColor(self._colors[fill])
        if stroke:
            canvas.setStrokeColor(self._colors[stroke])
            canvas.setLineWidth(width)
        canvas.rect(x, self.height - y - h, w, h, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def shape(self, points: Sequence[Point], *, fill: str) -> None:
        """A filled polygon."""
        canvas = self.canvas
        canvas.setFillColor(self._colors[fill])
        path = canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str = "") -> None:
        """A filled circle."""
        canvas = self.canvas
        canvas.setFillColor(self._colors[fill])
        if stroke:
            canvas.setStrokeColor(self._colors[stroke])
            canvas.setLineWidth(0.8)
        canvas.circle(x, self.height - y, radius, stroke=int(bool(stroke)), fill=1)
