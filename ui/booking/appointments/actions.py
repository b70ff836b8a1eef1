"""The keys of the page of appointments, and what the picture tour opens there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_
from ui.booking.appointments import reading
from ui.booking.appointments.sheet import AppointmentSheet
from ui.booking.turnout_row import STEPS
from ui.kit.actions import ActionSpec
from ui.kit.jobs import Query
from ui.kit.page import Stop


def specs(page: Any) -> Sequence[ActionSpec]:
    """The actions of the page."""
    hand = page.hand
    write = Permission.BOOKING_WRITE
    words = (N_("They are here"), N_("Their turn"), N_("It is over"), N_("They did not come"))
    icons = ("user-round", "arrow-right", "check", "x")
    steps = (
        ActionSpec(f"appointments.{step.value}", text, icon, f"Alt+{at}", write, "selection", run=partial(hand.turn, step))
        for at, (step, text, icon) in enumerate(zip(STEPS, words, icons, strict=True), 1)
    )  # fmt: skip
    return (
        ActionSpec("appointments.make", N_("Make an appointment"), "plus", "F3", write, run=hand.make),
        *steps,
        ActionSpec("appointments.take_in", N_("Take in somebody without an appointment"), "user-plus", "Alt+N", write, run=hand.take_in),
        ActionSpec("appointments.move", N_("Another time"), "arrow-right", "Alt+M", write, "selection", run=hand.move),
        ActionSpec("appointments.cancel", N_("Cancel the appointment"), "x", "Alt+X", write, "selection", run=hand.cancel),
        ActionSpec("appointments.sweep", N_("Note who did not come"), "clock", permission=write, run=hand.sweep),
        ActionSpec("appointments.slip", N_("Print the slip"), "printer", "F8", needs="selection", run=hand.print_slip),
        ActionSpec("appointments.day", N_("Print the work of the day"), "printer", "Shift+F8", run=hand.print_day),
        ActionSpec("appointments.earlier", N_("The day before"), "chevron-left", "Alt+PgUp", run=partial(page.step, -1)),
        ActionSpec("appointments.later", N_("The day after"), "chevron-right", "Alt+PgDown", run=partial(page.step, 1)),
        ActionSpec("appointments.today", N_("Go to today"), "calendar-check", "Ctrl+T", run=lambda: page.show_day(page.today())),
        ActionSpec("appointments.jump", N_("Go to a day"), "calendar-days", "Ctrl+G", run=page.open_month),
    )  # fmt: skip


def stops(page: Any) -> Sequence[Stop]:
    """Every state the page can be in."""

    def at(state: str, act: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            line = next((one for one in page.source.lines if (one.row is None) == (state == "free")), None)
            if line is None:
                return None
            page.table.select(line.id)
            return act()

        return run

    def busy() -> None:
        Query(page, reading.next_busy_day, key="tour").then(page.show_day).start()

    def leave() -> None:
        for sheet in page.window().findChildren(AppointmentSheet):
            sheet.leave()

    return (
        Stop("busy", busy),
        Stop("card", at("taken", page.hand.open)),
        Stop("cancel", at("taken", page.hand.cancel)),
        Stop("move", at("taken", page.hand.move)),
        Stop("make", at("free", page.hand.make)),
        Stop("made", leave),
        Stop("slip", at("taken", page.hand.print_slip)),
    )
