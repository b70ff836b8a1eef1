"""What can be done on the calendar page, as data: buttons, keys, the F1 sheet and the palette read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.kit.actions import ActionSpec

if TYPE_CHECKING:
    from ui.booking.page import CalendarPage


def specs(page: CalendarPage) -> tuple[ActionSpec, ...]:
    """The actions of the page."""
    write = Permission.BOOKING_WRITE
    return (
        ActionSpec("booking.new", N_("New booking"), "plus", "F3", write, run=page.new_booking),
        ActionSpec("booking.slip", N_("Print the room slip"), "printer", "F8", run=page.print_slip),
        ActionSpec("booking.earlier", N_("Earlier"), "chevron-left", "Alt+PgUp", run=lambda: page.step(-1)),
        ActionSpec("booking.later", N_("Later"), "chevron-right", "Alt+PgDown", run=lambda: page.step(1)),
        ActionSpec("booking.today", N_("Go to today"), "calendar-check", "Ctrl+T", run=page.go_today),
        ActionSpec("booking.jump", N_("Go to a day"), "calendar-days", "Ctrl+G", run=page.head.open_month),
        ActionSpec("booking.list", N_("List or board"), "list", "Ctrl+B", run=page.head.list.toggle),
        ActionSpec("booking.filter", N_("Filter or search"), "funnel", "Ctrl+F", run=page.find_here),
    )
