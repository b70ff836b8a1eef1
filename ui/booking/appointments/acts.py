"""What is done with appointments: each act starts its Command, says what happened, and offers it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.booking import appointment_service as service
from neighborcenter.booking import attendance_service as attendance
from neighborcenter.booking.appointment_queries import AppointmentRow
from neighborcenter.booking.appointment_service import Placed
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.resource_drafts import AppointmentDraft
from neighborcenter.booking.texts import turnout_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from neighborcenter.kit.work import Work
from neighborcenter.reports.press import press
from ui.booking.acts import say_refused, when_words
from ui.kit.jobs import Command
from ui.kit.messages import toast
from ui.kit.printing import PrintPreview, preview

OnPlaced = Callable[[Placed], object]
OnRefused = Callable[[Refused], object]

STEPS: dict[Turnout, Callable[[Work, int], Turnout]] = {
    Turnout.EXPECTED: attendance.put_back,
    Turnout.ARRIVED: attendance.arrive,
    Turnout.STARTED: attendance.start,
    Turnout.DONE: attendance.finish,
    Turnout.NO_SHOW: attendance.no_show,
}


def make(
    owner: QWidget, draft: AppointmentDraft, what: str, who: str, done: OnPlaced, refused: OnRefused
) -> Command:
    """Give somebody a place; Ctrl+Z takes it back.  The caller starts it."""
    return _placing(
        owner, service.make_appointment, draft, _("{who}: {what}, {when}"), what, who, done, refused
    )


def walk_in(
    owner: QWidget, draft: AppointmentDraft, what: str, who: str, done: OnPlaced, refused: OnRefused
) -> Command:
    """Take in somebody who stands at the desk.  The caller starts it."""
    words = _("{who} is here: {what}, {when}")
    return _placing(owner, service.walk_in, draft, words, what, who, done, refused)


def _placing(
    owner: QWidget,
    verb: Callable[[Work, AppointmentDraft], Placed],
    draft: AppointmentDraft,
    pattern: str,
    what: str,
    who: str,
    done: OnPlaced,
    refused: OnRefused,
) -> Command:
    window = owner.window()

    def said(placed: Placed) -> None:
        words = pattern.format(who=who, what=what, when=when_words(placed.starts, placed.ends))
        toast(words, _warned(placed), undo=lambda: _take_back(window, placed.appointment_id, who))
        done(placed)

    return Command(owner, lambda work: verb(work, draft)).then(said).refused(refused)


def _warned(placed: Placed) -> str:
    return " ".join(speak(problem) for problem in placed.warnings)


def _take_back(window: QWidget, appointment_id: int, who: str) -> None:
    _say(
        window,
        lambda work: service.cancel_appointment(work, appointment_id, _("Taken back")),
        _("The appointment of {who} is taken back").format(who=who),
    )


def move(
    owner: QWidget, row: AppointmentRow, plan_id: int, starts: datetime, done: OnPlaced, refused: OnRefused
) -> Command:
    """Take somebody to another slot.  The caller starts it."""
    window = owner.window()

    def back() -> None:
        _say(
            window,
            lambda work: service.move_appointment(work, row.id, row.starts, row.plan_id),
            _("It is back where it was."),
        )

    def said(placed: Placed) -> None:
        words = _("{who} comes {when} now").format(who=row.who, when=when_words(placed.starts, placed.ends))
        toast(words, _warned(placed), undo=back)
        done(placed)

    return (
        Command(owner, lambda work: service.move_appointment(work, row.id, starts, plan_id))
        .then(said)
        .refused(refused)
    )


def cancel(owner: QWidget, row: AppointmentRow, reason: str) -> None:
    """Give a place back; undo brings it back while nobody else has it."""
    window = owner.window()

    def back() -> None:
        restore(window, row)

    def said(_done: object) -> None:
        words = _("Cancelled: {who}, {when}").format(who=row.who, when=when_words(row.starts, row.ends))
        toast(words, undo=back)

    Command(window, lambda work: service.cancel_appointment(work, row.id, reason)).then(said).refused(
        say_refused
    ).start()


def restore(owner: QWidget, row: AppointmentRow) -> None:
    """Bring a cancelled appointment back."""
    words = _("The appointment of {who} is back").format(who=row.who)
    _say(owner.window(), lambda work: service.restore_appointment(work, row.id), words)


def turn_out(owner: QWidget, row: AppointmentRow, step: Turnout) -> None:
    """Note that they came, began, ended, did not come; the step that stands there already is taken back."""
    window = owner.window()
    wanted = Turnout.EXPECTED if step is row.turnout else step

    def back(before: Turnout) -> None:
        _say(window, lambda work: attendance.put_back(work, row.id, before), _("Taken back"))

    def said(before: Turnout) -> None:
        words = _("{who}: {state}").format(who=row.who, state=turnout_name(wanted))
        toast(words, row.plan, undo=lambda: back(before))

    Command(window, lambda work: STEPS[wanted](work, row.id)).then(said).refused(say_refused).start()


def sweep(owner: QWidget, day: date) -> None:
    """Note for everybody whose time is over and who is still expected that they did not come."""
    window = owner.window()

    def back(gone: tuple[int, ...]) -> None:
        def act(work: Work) -> None:
            for ref in gone:
                attendance.put_back(work, ref)

        _say(window, act, _("Taken back"))

    def said(gone: tuple[int, ...]) -> None:
        if gone:
            toast(_("{count} did not come").format(count=len(gone)), undo=lambda: back(gone))
        else:
            toast(_("Nobody is missing whose time is over"))

    Command(window, lambda work: attendance.sweep_no_shows(work, day)).then(said).refused(say_refused).start()


def _say(window: QWidget, act: Callable[[Work], Any], words: str) -> None:
    Command(window, act).then(lambda _done: toast(words, icon="undo-2")).refused(say_refused).start()


def print_slip(owner: QWidget, appointment_id: int) -> PrintPreview:
    """Show the slip to take along; one key prints."""
    title = _("Appointment slip")
    values = {"appointment": appointment_id}
    return preview(
        owner, title, f"{title}.pdf", lambda read: press(read, "appointment_slip", values).pdf().pdf
    )


def print_day(owner: QWidget, day: date) -> PrintPreview:
    """Show the work of the day with everybody who has an appointment; one key prints."""
    title, values = _("Work of the day"), {"day": day}
    name = f"{title} {day}.pdf"
    return preview(owner, title, name, lambda read: press(read, "staff_sheet", values).pdf().pdf)
