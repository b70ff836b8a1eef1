"""The calendar page: boards, list, panel. It turns intents into commands and reads again when told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import N_, _
from ui.booking.actions import specs
from ui.booking.carry_page import CarryPage
from ui.booking.feed import CalendarView, calendar_view
from ui.booking.foot import Foot
from ui.booking.head import Head
from ui.booking.list_view import ListView
from ui.booking.month_grid import MonthGrid
from ui.booking.span import Span
from ui.booking.tour import stops as stops_of_tour
from ui.booking.wanted import USUAL, Layer, Wanted
from ui.booking.who_field import Who
from ui.kit.actions import ActionSpec
from ui.kit.jobs import Query, runner
from ui.kit.page import Stop
from ui.kit.theme import px, theme_changed
from ui.kit.timeline.board import Slot
from ui.kit.timeline.cursor import stops
from ui.kit.timeline.day import DayBoard
from ui.kit.timeline.view import BoardView
from ui.kit.timeline.week import WeekBoard

# Design pixels: a narrower board would cut most titles.
LEAST_BOARD = 640


class CalendarPage(CarryPage):
    """Rooms by day, week or month."""

    key: ClassVar[str] = "calendar"
    title: ClassVar[str] = N_("Calendar")
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "booking",
            "occurrence",
            "claim",
            "room",
            "hours",
            "closed_day",
            "holiday",
            "holiday_year",
            "hold",
            "resource",
            "resource_claim",
            "resource_absence",
        }
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers = USUAL
        self._room: int | None = None
        self.head, self.foot = Head(self.today), Foot()
        self.week, self.day, self.month = WeekBoard(), DayBoard(), MonthGrid()
        self.list = ListView()
        self.boards = QStackedWidget()
        self._build()
        self._connect()
        self._minute = QTimer(self, interval=20_000)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._day_of_reading = self.today()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _build(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self.head)
        for board in (self.week, self.day, self.month):
            self.boards.addWidget(board)
        self._left = QVBoxLayout()
        self._left.addWidget(self.boards, 1)
        self._left.addWidget(self.list, 1)
        self._left.addWidget(self.foot)
        self.list.hide()
        self._middle = QHBoxLayout()
        self._middle.addLayout(self._left, 1)
        self._middle.addWidget(self.side)
        self._outer.addLayout(self._middle, 1)

    def _connect(self) -> None:
        self.head.scaled.connect(lambda scale: self.show_span(replace(self.span, scale=scale)))
        self.head.stepped.connect(self.step)
        self.head.todayWanted.connect(self.go_today)
        self.head.dayWanted.connect(lambda day: self.show_span(self.span.on(day)))
        self.head.narrowed.connect(self.narrow)
        self.head.layered.connect(self.show_layers)
        self.head.listed.connect(self.show_list)
        self.head.newWanted.connect(self.new_booking)
        self.foot.rowsWanted.connect(lambda: self.head.list.setChecked(True))
        for board in (self.week, self.day):
            self.listen_to(board)
        self.month.dayWanted.connect(self.open_day)
        self.month.stepWanted.connect(self.step)
        self.list.opened.connect(self.open_occurrence)
        self.side.turned.connect(self.place_side)

    def restyle(self) -> None:
        """Follow the size mode."""
        self._outer.setSpacing(px(14))
        self._left.setSpacing(px(8))
        self._middle.setSpacing(px(16))
        self.place_side()

    def place_side(self) -> None:
        """Beside the board while that keeps legible days; in large print over it, as the panels of other pages."""
        super().place_side()
        beside = self.width() - self.side.width() >= px(LEAST_BOARD)
        if beside and self._middle.indexOf(self.side) < 0:
            self._middle.addWidget(self.side)
        elif not beside:
            self._middle.removeWidget(self.side)
            top = self.head.height() + self._outer.spacing()
            place = QRect(self.width() - self.side.width(), top, self.side.width(), self.height() - top)
            self.side.setGeometry(place)
            self.side.raise_()
        over = not beside and not self.side.isHidden()
        self.foot.keep_clear(self.side.width() + self._middle.spacing() if over else 0)

    # -- reading -------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read what is shown again; cursor and scroll stay."""
        span, wanted, layers = self.span, self.wanted, self.layers
        Query(
            self,
            lambda read: calendar_view(read, span.first, span.end, wanted, layers),
            key="view",
            lane="quick",
        ).then(lambda view: self._on_view(span, view)).start()
        if self.list.isVisible():
            self.list.show_span(span, self.view.rooms)
        if self.side.shows(self.card) and self.card.day is not None:
            self.open_occurrence(self.card.day.occurrence_id, keep=True)

    def _on_view(self, span: Span, view: CalendarView) -> None:
        self.view = view
        self.head.show_span(span)
        self.head.show_view(view, self.wanted)
        self.foot.show_view(view, span.scale)
        if self._panel is not None:
            self._panel.set_choices(view.rooms, view.things)
        if span.scale == "month":
            self.month.set_view(view)
            self.boards.setCurrentWidget(self.month)
        else:
            board = self.board()
            board.set_board(view.board)
            self.boards.setCurrentWidget(board)
            if self._select is not None and board.select(self._select):
                self._select = None
            if self._room is not None:
                go_to_room(board, self._room)
                self._room = None
        self.set_note(_("Rooms · {count}").format(count=len(view.board.rooms)))

    def board(self) -> BoardView:
        """The board of the shown scale (the week's while a month is shown)."""
        return self.day if self.span.scale == "day" else self.week

    def boards_in_use(self) -> tuple[BoardView, ...]:
        """The boards that show a preview of the form."""
        return self.week, self.day

    def _on_minute(self) -> None:
        now = runner().backend.clock.local()
        for board in (self.week, self.day):
            board.set_now(now.hour * 60 + now.minute)
        if now.date() != self._day_of_reading:
            # Midnight has passed while the page stood open: another column is today.
            self._day_of_reading = now.date()
            self.mark_stale()

    # -- where we are --------------------------------------------------------------------------------

    def show_span(self, span: Span) -> None:
        """Show another stretch of days."""
        self.span = span
        self.head.show_span(span)
        self.reload()

    def step(self, steps: int) -> None:
        """Earlier or later."""
        self.show_span(self.span.moved(steps))

    def go_today(self) -> None:
        """Back to today."""
        self.show_span(self.span.on(self.today()))

    def open_day(self, day: date) -> None:
        """One day on its true scale."""
        self.show_span(Span("day", day))

    def narrow(self, wanted: Wanted) -> None:
        """Show fewer rooms or kinds."""
        self.wanted = wanted
        self.reload()

    def show_layers(self, layers: frozenset[Layer]) -> None:
        """Switch layers on and off."""
        self.layers = layers
        self.head.show_layers(layers)
        self.reload()

    def show_list(self, listed: bool) -> None:
        """The same bookings as rows, or as a board again."""
        self.boards.setVisible(not listed)
        self.list.setVisible(listed)
        self.head.list.setChecked(listed)
        self.foot.show_hints(not listed)
        if listed:
            self.list.show_span(self.span, self.view.rooms)

    # -- what the window asks ------------------------------------------------------------------------

    def begin(self) -> None:
        """The caret goes to the board, or into the list."""
        if self.list.isVisible():
            self.list.focus()
        else:
            (self.month if self.span.scale == "month" else self.board()).setFocus()

    def open(self, target: Any) -> None:
        """An occurrence, a day, ("room", its id), a Who or Slot to book for, or "new"."""
        if isinstance(target, Who):
            self.new_booking(None, target)
        elif isinstance(target, Slot):
            self.new_booking(target)
        elif isinstance(target, date):
            self.open_day(target)
        elif isinstance(target, int):
            self._select = target
            self.open_occurrence(target)
        elif isinstance(target, tuple) and target[0] == "room":
            self._room, self.wanted = target[1], Wanted()
            self.show_list(False)  # noqa: FBT003 - the slot's own order
            self.show_span(self.span if self.span.scale != "month" else Span("week", self.today()))
        elif target == "new":
            self.new_booking()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return specs(self)

    def tour_stops(self) -> Sequence[Stop]:
        """Every state the calendar can be in."""
        return stops_of_tour(self)

    def remember(self) -> dict[str, Any]:
        """The scale, the list and the layers survive; the day is always today."""
        switched = sorted(self.layers ^ USUAL)
        return {"scale": self.span.scale, "listed": self.list.isVisible(), "switched": switched}

    def recall(self, state: dict[str, Any]) -> None:
        """Take back what `remember` returned."""
        if state.get("scale") in ("day", "week", "month"):
            self.span = replace(self.span, scale=state["scale"])
        switched = {Layer(name) for name in state.get("switched", ()) if name in set(Layer)}
        self.layers = USUAL ^ switched
        self.head.show_layers(self.layers)
        if state.get("listed"):
            self.show_list(True)  # noqa: FBT003 - the slot's own order

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the side."""
        if event.key() == Qt.Key.Key_Escape and not self.side.shows(None):
            self.close_side()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side follows the width."""
        super().resizeEvent(event)
        self.place_side()


def go_to_room(board: BoardView, room_id: int) -> None:
    """Put the keyboard on a room's row, at the first stop of today or of the first day shown."""
    row = board.board().room_at(room_id)
    if row is not None:
        day = next((at for at, shown in enumerate(board.board().days) if shown.today), 0)
        board.move_cursor(stops(board.board(), row, day, 0)[0])
