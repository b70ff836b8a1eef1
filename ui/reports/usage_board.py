"""The use of rooms on the screen: the figures and charts of its paper, every one of which opens its days."""

from PySide6.QtWidgets import QWidget

from neighborcenter.kit.i18n import N_, _
from neighborcenter.reports.figures import Compared
from neighborcenter.reports.papers.usage import (
    MOST_BARS,
    chart_days,
    day_chart,
    heap_chart,
    ranked_rooms,
    room_chart,
)
from neighborcenter.reports.papers.usage_record import Usage
from ui.kit.chart import ChartView
from ui.reports.figure_board import FigureBoard, FigureTile


class UsageBoard(FigureBoard):
    """Tiles and charts (keys of figures: see behind_use.py)."""

    called = N_("Figures of the use of rooms")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([FigureTile(compared=False) for _key in range(6)], parent)
        self._usage: Usage | None = None
        self.rooms = ChartView(_("Rate of use by room (%)"), 220)
        self.daily = ChartView(_("Hours used by day"), 150)
        self.kinds = ChartView(_("Hours by kind of use"), 140)
        self.fees = ChartView(_("Hours for a fee and free"), 70)
        self.groups = ChartView(_("Hours by group"), 230)
        self.purposes = ChartView(_("Hours by purpose"), 230)
        self.rooms.pressed.connect(self._on_room)
        self.daily.pressed.connect(self._on_day)
        self.kinds.pressed.connect(lambda at: self._on_heap("kinds", at))
        self.fees.pressed.connect(lambda at: self._on_heap("fees", at))
        self.groups.pressed.connect(lambda at: self._on_heap("groups", at))
        self.purposes.pressed.connect(lambda at: self._on_heap("purposes", at))
        for view in (self.rooms, self.daily, self.kinds, self.fees, self.groups, self.purposes):
            self.add_card(view.accessibleName(), view)

    def show_record(self, usage: Usage) -> None:
        """Show a range of days."""
        self._usage = usage
        for tile, figure in zip(self.tiles, _figures(usage), strict=True):
            tile.set_figure(figure)
        self.rooms.set_chart(room_chart(usage), len(ranked_rooms(usage)))
        self.daily.set_chart(day_chart(usage), len(chart_days(usage)))
        for view, heaps in (
            (self.kinds, usage.kinds),
            (self.fees, usage.fees),
            (self.groups, usage.groups),
            (self.purposes, usage.purposes),
        ):
            view.set_chart(heap_chart(usage, heaps), len(heaps[:MOST_BARS]))

    def _on_room(self, at: int) -> None:
        assert self._usage is not None
        self.asked.emit(f"room:{ranked_rooms(self._usage)[at].room_id}")

    def _on_day(self, at: int) -> None:
        assert self._usage is not None
        self.asked.emit(f"use_day:{chart_days(self._usage)[at]}")

    def _on_heap(self, name: str, at: int) -> None:
        self.asked.emit(getattr(self._usage, name)[at].key)


def _figures(usage: Usage) -> tuple[Compared, ...]:
    """The six tiles; each key opens its rows."""
    total = usage.use.total

    def tile(key: str, label: str, unit: str, value: float | None, decimals: int = 0) -> Compared:
        return Compared(key, label, unit, value, None, None, decimals)

    return (
        tile("used", _("Hours used"), _("hours"), total.used / 60, 1),
        tile("rate", _("Rate of use"), "", total.rate),
        tile("held", _("Room bookings held"), _("bookings"), total.times),
        tile("missed", _("Nobody came"), _("bookings"), total.missed),
        tile("cancelled", _("Room bookings cancelled"), _("bookings"), usage.cancelled),
        tile(
            "people_expected", _("People expected"), _("people"), sum(one.tally.people for one in usage.kinds)
        ),
    )
