"""The figures of a month on the screen: what the board will see, and every number opens the rows behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.times import days_between
from neighborcenter.reports.figures import VOLUNTEER_KEYS, MonthFigures
from neighborcenter.reports.papers.month_summary import (
    BOXES,
    MonthSummary,
    daily_chart,
    hourly_chart,
    module_chart,
)
from neighborcenter.reports.papers.month_text import summary
from ui.kit.chart import ChartView
from ui.kit.labels import Label
from ui.reports.figure_board import FigureBoard, FigureTile

MORE = ("unnamed", "cancelled", "open", *VOLUNTEER_KEYS)


class MonthBoard(FigureBoard):
    """Tiles, charts, and the paragraph of the paper (keys of figures: see behind.py)."""

    called = N_("Figures of the month")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([FigureTile() for _key in (*BOXES, *MORE)], parent)
        self._figures: MonthFigures | None = None
        self.text = Label("", "body", "text", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.daily = ChartView(_("Visits by day (person-times)"), 150)
        self.modules = ChartView(_("Services by module"), 210)
        self.hourly = ChartView(_("Visits by hour (person-times)"), 170)
        self.daily.pressed.connect(self._on_day)
        self.modules.pressed.connect(self._on_module)
        self.hourly.pressed.connect(self._on_hour)
        for view in (self.daily, self.modules, self.hourly):
            self.add_card(view.accessibleName(), view)
        self.add_card(_("The month in words"), self.text)

    def show_record(self, record: MonthSummary) -> None:
        """Show a month."""
        figures = self._figures = record.figures
        for tile, key in zip(self.tiles, (*BOXES, *MORE), strict=True):
            tile.set_figure(figures.compared(key))
        self.text.setText(summary(figures))
        self.daily.set_chart(daily_chart(figures), figures.month.days)
        self.modules.set_chart(module_chart(figures), len(self._ranked()))
        self.hourly.set_chart(hourly_chart(figures), len(self._hours()))

    def _ranked(self) -> list[int]:
        assert self._figures is not None
        ranked = sorted(self._figures.modules, key=lambda one: -one.now.services)[:8]
        return [one.ref for one in ranked]

    def _hours(self) -> Sequence[int]:
        assert self._figures is not None
        hours = self._figures.shape.by_hour
        return range(min(hours), max(hours) + 1) if hours else ()

    def _on_day(self, at: int) -> None:
        assert self._figures is not None
        self.asked.emit(f"day:{days_between(self._figures.month.first, self._figures.month.next_first)[at]}")

    def _on_module(self, at: int) -> None:
        self.asked.emit(f"module:{self._ranked()[at]}")

    def _on_hour(self, at: int) -> None:
        hours = self._hours()
        if at < len(hours):
            self.asked.emit(f"hour:{hours[at]}")
