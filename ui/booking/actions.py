"""What can be done on the calendar page, as data: buttons, keys, the F1 sheet and the palette read it."""

from __future__ import annotations

from datetime import date
from typing import Protocol, cast

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.booking import papers
from ui.booking.head import Head
from ui.booking.list_view import ListView
from ui.booking.span import Span
from ui.kit.actions import ActionSpec


class Calendar(Protocol):
    """What the actions need of their page."""

    head: Head
    list: ListView
    span: Span

    def today(self) -> date: ...

    def new_booking(self) -> None: ...
    def print_slip(self) -> None: ...
    def step(self, steps: int) -> None: ...
    def go_today(self) -> None: ...


# The board answers these itself; they stand here for the F1 sheet only.
BOARD_KEYS = (
    ActionSpec("booking.walk", N_("Next booking or gap on the board"), shortcut="Right"),
    ActionSpec("booking.below", N_("Part of the day or room below"), shortcut="Down"),
    ActionSpec("booking.longer", N_("15 minutes longer (with Alt: 5)"), shortcut="Shift+Right"),
    ActionSpec("booking.carry", N_("15 minutes later (with Alt: 5)"), shortcut="Ctrl+Right"),
    ActionSpec("booking.enter", N_("Book the gap, show the booking, confirm the move"), shortcut="Return"),
    ActionSpec("booking.choose", N_("Choose several bookings"), shortcut="Space"),
    ActionSpec("booking.cut", N_("Take the chosen bookings along"), shortcut="Ctrl+X"),
    ActionSpec("booking.copy", N_("Copy the chosen bookings"), shortcut="Ctrl+C"),
    ActionSpec("booking.paste", N_("Put them down here"), shortcut="Ctrl+V"),
    ActionSpec("booking.cancel", N_("Cancel booking"), shortcut="Del"),
)


def find_here(page: Calendar) -> None:
    """The filter of the board, or the search line of the list."""
    if page.list.table is not None and page.list.isVisible():
        page.list.table.bar.line.setFocus()
    else:
        page.head.open_filter()


def day_papers(page: Calendar) -> None:
    """Doors, keys and work of the day on show; of today while a week or a month is."""
    day = page.span.day if page.span.scale == "day" else page.today()
    papers.open_day(cast("QWidget", page), day)


def specs(page: Calendar) -> tuple[ActionSpec, ...]:
    """The actions of the page."""
    write = Permission.BOOKING_WRITE
    toggle, month = page.head.list.toggle, page.head.open_month
    return (
        ActionSpec("booking.new", N_("New booking"), "plus", "F3", write, run=page.new_booking),
        ActionSpec("booking.slip", N_("Print the room slip"), "printer", "F8", run=page.print_slip),
        ActionSpec(
            "booking.papers", N_("Papers of the day"), "printer", "Shift+F8", run=lambda: day_papers(page)
        ),
        ActionSpec("booking.earlier", N_("Earlier"), "chevron-left", "Alt+PgUp", run=lambda: page.step(-1)),
        ActionSpec("booking.later", N_("Later"), "chevron-right", "Alt+PgDown", run=lambda: page.step(1)),
        ActionSpec("booking.today", N_("Go to today"), "calendar-check", "Ctrl+T", run=page.go_today),
        ActionSpec("booking.jump", N_("Go to a day"), "calendar-days", "Ctrl+G", run=month),
        ActionSpec("booking.list", N_("List or board"), "list", "Ctrl+B", run=toggle),
        ActionSpec("booking.filter", N_("Filter or search"), "funnel", "Ctrl+F", run=lambda: find_here(page)),
        ActionSpec("booking.layers", N_("Layers"), "layers", "Ctrl+Shift+F", run=page.head.open_layers),
        *BOARD_KEYS,
    )
