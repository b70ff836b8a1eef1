"""The right-hand side of the calendar page: the form that books, the card that shows, and going between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.booking.service import Booked
from ui.booking import slip
from ui.booking.card import CardPanel, change_parts
from ui.booking.card_more import Found, card_of
from ui.booking.feed import CalendarView
from ui.booking.panel import BookingPanel
from ui.booking.series.panel import SeriesPanel
from ui.booking.side import Side
from ui.booking.span import Span
from ui.booking.who_field import Who
from ui.kit.jobs import Query, may, runner
from ui.kit.page import Page
from ui.kit.timeline.board import Slot
from ui.kit.timeline.ghost import Ghost
from ui.kit.timeline.view import BoardView


class SidePage(Page):
    """What the calendar page does at its right; the page itself knows boards and days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = Span("week", self.today())
        self.view = CalendarView()
        self._select: int | None = None
        self._printable: tuple[int, int] | None = None
        self._panel: BookingPanel | None = None
        self._series: SeriesPanel | None = None
        self.card, self.side = CardPanel(), Side()
        self.side.hold(self.card)
        self.card.closed.connect(self.close_side)
        self.card.done.connect(self.close_side)
        self.card.changeWanted.connect(self._on_change)
        self.card.seriesWanted.connect(self.change_series)
        self.card.printWanted.connect(lambda card, day: slip.open_slip(self, card, day))
        self.card.dayWanted.connect(lambda day: self.open_occurrence(day.occurrence_id))

    @property
    def panel(self) -> BookingPanel:
        """The form; built when it is first wanted, because it costs half of what the page does."""
        if self._panel is None:
            self._panel = made = BookingPanel(self.today)
            self.side.hold(made)
            made.booked.connect(self._on_booked)
            made.closed.connect(self.close_side)
            made.previewed.connect(self._on_preview)
            made.set_choices(self.view.rooms, self.view.things)
        return self._panel

    @property
    def series(self) -> SeriesPanel:
        """The panel that changes a series; built when it is first wanted."""
        if self._series is None:
            self._series = made = SeriesPanel()
            self.side.hold(made)
            made.closed.connect(self.close_side)
        return self._series

    def change_series(self, card: BookingCard, day: CardDay) -> None:
        """Change the repetition, time or room of a series from one of its days on."""
        rooms = [(room.id, room.name) for room in self.view.rooms]
        self.side.show_part(self.series)
        self.place_side()
        self.series.begin(card, day, rooms)

    @staticmethod
    def today() -> date:
        """The day at the center."""
        return runner().backend.clock.today()  # type: ignore[no-any-return]

    def board(self) -> BoardView:
        """The board on show."""
        raise LookupError(type(self).__name__)

    def boards_in_use(self) -> tuple[BoardView, ...]:
        """The boards that show a preview of the form."""
        return ()

    def place_side(self) -> None:
        """Give the side its width and place."""
        self.side.fit(self.width())

    def show_span(self, span: Span) -> None:
        """Show another stretch of days."""
        self.span = span

    def new_booking(self, slot: Slot | None = None, who: Who | None = None) -> None:
        """Open the form; a drawn stretch fills it."""
        if not may(Permission.BOOKING_WRITE):
            return
        self.panel.set_choices(self.view.rooms, self.view.things)
        self.side.show_part(self.panel)
        self.place_side()
        self.panel.begin(slot if isinstance(slot, Slot) else None, who)

    def close_side(self) -> None:
        """The board alone; the keyboard goes back to it."""
        self._leave_form()
        self.side.show_part(None)
        self._on_preview(None, "")
        self.begin()

    def _leave_form(self) -> None:
        if self._panel is not None and self.side.shows(self._panel):
            self._panel.put_away()

    def open_occurrence(self, ref: int, *, cancel: bool = False, keep: bool = False) -> None:
        """Show the card of a booked day, also of one that only echoes here; closures have none."""
        if ref < 0:
            echo = self.board().board().bar(ref)
            if echo is None or echo.echo_of is None:
                return
            ref = echo.echo_of
        Query(self, lambda read: card_of(read, ref), key="card", lane="quick").then(
            lambda found: self._on_card(found, cancel=cancel, keep=keep)
        ).start()

    def _on_card(self, found: Found | None, *, cancel: bool, keep: bool) -> None:
        if found is None:
            self.close_side()
            return
        if keep and (self.card.asking.isVisible() or not self.side.shows(self.card)):
            return
        self._leave_form()
        self._printable = (found.card.booking_id, found.day.occurrence_id)
        self.card.show_card(found.card, found.day, found.more)
        self.side.show_part(self.card)
        self.place_side()
        if cancel:
            self.card.ask_cancel()

    def _on_booked(self, booked: Booked | None) -> None:
        self.side.show_part(None)
        if booked is not None:
            self._select = booked.occurrences[0].occurrence_id
            self._printable = (booked.booking_id, self._select)
            if not self.board().select(self._select):
                self.mark_stale()
        self.begin()

    def _on_preview(self, slot: Slot | None, title: str) -> None:
        if slot is not None and not self.span.first <= slot.date < self.span.end:
            self.show_span(self.span.on(slot.date))
        for board in self.boards_in_use():
            board.set_preview(*((Ghost(slot, title),) if slot is not None else ()))

    def _on_change(self, card: BookingCard, day: CardDay) -> None:
        self.panel.set_choices(self.view.rooms, self.view.things)
        self.side.show_part(self.panel)
        self.panel.change(*change_parts(card, day))

    def ask_move(self, wanted: MoveDraft) -> None:
        """The form of a booked day at the place that a rule refused: the caret waits for the reason."""
        Query(self, lambda read: card_of(read, wanted.occurrence_id), key="card", lane="quick").then(
            lambda found: self._on_ask_move(found, wanted)
        ).start()

    def _on_ask_move(self, found: Found | None, wanted: MoveDraft) -> None:
        if found is None:
            self.close_side()
            return
        draft, move, details, who = change_parts(found.card, found.day)
        self.panel.set_choices(self.view.rooms, self.view.things)
        self.side.show_part(self.panel)
        self.panel.change(
            replace(draft, room_id=wanted.room_id, starts=wanted.starts, ends=wanted.ends), move, details, who
        )
        self.panel.book()

    def print_slip(self) -> None:
        """The slip of the card on show, of the bar under the cursor, or of what was booked last."""
        ref = self.board().cursor_place().bar if self.side.shows(None) else None
        if self.side.shows(self.card) and self.card.card is not None and self.card.day is not None:
            slip.open_slip(self, self.card.card, self.card.day)
        elif (occurrence := ref if ref is not None and ref > 0 else self._last_printable()) is not None:
            Query(self, lambda read: card_of(read, occurrence), key="slip", lane="quick").then(
                lambda found: slip.open_slip(self, found.card, found.day) if found else None
            ).start()

    def _last_printable(self) -> int | None:
        return self._printable[1] if self._printable else None
