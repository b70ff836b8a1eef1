"""Charts: round steps, nothing drawn outside, gaps for what is not known."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.reports.paper import fonts
from neighborcenter.reports.paper.charts import Bars, Chart, Donut, Lines, Ranked, Series, ticks
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.painter import Point


class Recorder:
    """A painter that keeps the corners of everything drawn."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.words: list[str] = []
        self.boxes = 0

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        face: Face = Face.SANS,
        color: str = "ink",
        align: str = "left",
    ) -> None:
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        wide = self.text_width(words, size=size, face=face)
        self.points += [(x - shift * wide, y - size * 0.75), (x + (1 - shift) * wide, y)]
        self.words.append(words)

    def text_width(self, words: str, *, size: float, face: Face = Face.SANS) -> float:
        return fonts.width(words, face, size)

    def line(
        self, points: Sequence[Point], *, color: str = "", width: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        self.points += points

    def box(
        self, x: float, y: float, w: float, h: float, *, fill: str = "", stroke: str = "", width: float = 0.5
    ) -> None:
        self.points += [(x, y), (x + w, y + h)]
        self.boxes += 1

    def shape(self, points: Sequence[Point], *, fill: str) -> None:
        self.points += points

    def dot(self, x: float, y: float, radius: float, *, fill: str, stroke: str = "") -> None:
        self.points.append((x, y))


DAYS = tuple(str(day) for day in range(1, 32))
CHARTS: list[Chart] = [
    Bars(DAYS, (Series("", tuple(float(day * 37 % 61) for day in range(31))),), frozenset({3})),
    Bars(
        ("党群", "养老"),
        (Series("本月", (300.0, 0.0)), Series("上月", (1284.0, None)), Series("去年同月", (2.0, 9.0))),
    ),
    Bars((), (Series("", ()),)),
    Lines(
        DAYS[:12], (Series("今年", tuple(1000.0 + day for day in range(12))), Series("去年", (None,) * 12))
    ),
    Lines(("1",), (Series("", (0.0,)),)),
    Ranked(("多功能活动厅（一层，可分隔为东西两厅）", "书法室"), (120.5, None), ("72.3%", "—")),
    Ranked((), ()),
    Donut(tuple(DAYS), tuple(float(day) for day in range(31))),
    Donut(("一", "二"), (0.0, 0.0)),
]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", [(230, 130), (480, 200)])
def test_everything_stays_inside_its_rectangle(chart: Chart, size: tuple[int, int]) -> None:
    pen = Recorder()
    chart.draw(pen, 100, 50, *size)
    for x, y in pen.points:
        assert 98 <= x <= 100 + size[0] + 3
        assert 48 <= y <= 50 + size[1] + 3


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_say_its_numbers(chart: Chart) -> None:
    assert isinstance(chart.outline(), list)


@given(st.floats(0.01, 1e7))
def test_steps_are_whole_and_reach_the_highest_value(most: float) -> None:
    steps = ticks(most)
    assert steps[-1] >= most * 0.999999
    assert 2 <= len(steps) <= 7
    assert all(step == int(step) for step in steps)


def test_a_missing_value_leaves_a_gap_and_nought_draws_nothing() -> None:
    pen = Recorder()
    Bars(("一", "二", "三"), (Series("", (5.0, None, 0.0)),)).draw(pen, 0, 0, 200, 100)
    assert pen.boxes == 1


def test_small_parts_of_a_donut_are_put_together() -> None:
    parts = Donut(tuple("abcdefgh"), (8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0)).outline()
    assert len(parts) == 6
    assert parts[-1].endswith("6 (16.7%)")
