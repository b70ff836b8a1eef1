"""What is done with the line under the cursor: the card, book it, here, begun, over, missing, move, cancel, print."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.kinds import Turnout
from ui.booking.appointments import acts
from ui.booking.appointments.card import AppointmentCard, CancelPanel
from ui.booking.appointments.columns import DaySource
from ui.booking.appointments.reading import Line
from ui.booking.appointments.sheet import open_sheet
from ui.kit.jobs import may
from ui.kit.page import Page
from ui.kit.table import TableView


class DayPage(Page):
    """What the hand needs of its page."""

    source: DaySource
    table: TableView

    def today(self) -> date:
        """The center's day."""
        raise NotImplementedError


class Hand:
    """Acts on one line of a page of appointments."""

    def __init__(self, page: DayPage) -> None:
        self._page = page

    def line(self) -> Line | None:
        """The line under the cursor."""
        line = self._page.table.current_row()
        return line if isinstance(line, Line) else None

    def open(self) -> None:
        """An appointment opens in the panel; a free slot is booked."""
        line = self.line()
        if line is None:
            return
        if line.row is None:
            self.make()
            return
        card = AppointmentCard(line)
        card.closed.connect(self._page.close_panel)
        card.turned.connect(partial(self._turn, line))
        card.moveWanted.connect(partial(self._move, line))
        card.cancelWanted.connect(partial(self._ask_cancel, line))
        card.restoreWanted.connect(partial(self._restore, line))
        card.slipWanted.connect(partial(acts.print_slip, self._page, line.id))
        card.residentWanted.connect(partial(self._page.open_page, "people"))
        self._page.show_panel(card)

    def make(self) -> None:
        """Make an appointment in the slot under the cursor, or in the next free one of its kind."""
        if not may(Permission.BOOKING_WRITE):
            return
        line = self.line()
        free = line is not None and line.row is None
        open_sheet(
            self._page.window(),
            plan=line.plan_id if line is not None else None,
            starts=line.starts if line is not None and free else self._morning(),
        )

    def _morning(self) -> datetime | None:
        """Another day than today is meant when it is shown."""
        day = self._page.source.day
        return datetime.combine(day, datetime.min.time()) if day > self._page.today() else None

    def take_in(self) -> None:
        """Somebody stands at the desk without an appointment."""
        line = self.line()
        open_sheet(self._page.window(), plan=line.plan_id if line is not None else None)

    def turn(self, step: Turnout) -> None:
        """Note whether whoever is under the cursor came."""
        line = self.line()
        if line is not None:
            self._turn(line, step)

    def _turn(self, line: Line, step: Turnout) -> None:
        if line.row is not None and may(Permission.BOOKING_WRITE):
            acts.turn_out(self._page, line.row, step)
            self._page.close_panel()

    def move(self) -> None:
        """Another time for whoever is under the cursor."""
        line = self.line()
        if line is not None:
            self._move(line)

    def _move(self, line: Line) -> None:
        if line.row is not None and not line.row.cancelled:
            self._page.close_panel()
            open_sheet(self._page.window(), moving=line.row)

    def cancel(self) -> None:
        """Ask why, then give the place back."""
        line = self.line()
        if line is not None:
            self._ask_cancel(line)

    def _ask_cancel(self, line: Line) -> None:
        row = line.row
        if row is None or row.cancelled:
            return
        panel = CancelPanel(row, lambda reason: acts.cancel(self._page, row, reason))
        panel.closed.connect(self._page.close_panel)
        self._page.show_panel(panel)
        panel.begin()

    def _restore(self, line: Line) -> None:
        if line.row is not None:
            acts.restore(self._page, line.row)
            self._page.close_panel()

    def print_slip(self) -> None:
        """The slip of whoever is under the cursor."""
        line = self.line()
        if line is not None and line.row is not None:
            acts.print_slip(self._page, line.id)

    def print_day(self) -> None:
        """The work of the day, on paper."""
        acts.print_day(self._page, self._page.source.day)

    def sweep(self) -> None:
        """Whose time is over and who is not here did not come."""
        acts.sweep(self._page, self._page.source.day)
