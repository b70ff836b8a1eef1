"""What the calendar does: book, move, cancel — each a Command with its toast and its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from neighborcenter.booking import cancel_service, details_service, move_service, service, turnout_service
from neighborcenter.booking.cancel_service import Cancelled
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft
from neighborcenter.booking.kinds import Scope, Turnout
from neighborcenter.booking.move_service import Moved
from neighborcenter.booking.service import Booked
from neighborcenter.booking.texts import turnout_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Work
from ui.kit.jobs import Command
from ui.kit.messages import toast

Done = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Change:
    """Another time or room, other words, or both, for one booked day."""

    move: MoveDraft | None = None
    details: DetailsDraft | None = None


def changed_parts(before: Change, draft: BookingDraft) -> Change:
    """The parts of a form that differ from what is kept; the rest is not touched.

    `before` holds the place and the words as they were when the form opened.
    """
    place, words = before.move, before.details
    if place is not None:
        same = (draft.room_id, draft.starts, draft.ends) == (place.room_id, place.starts, place.ends)
        asked = replace(place, room_id=draft.room_id, starts=draft.starts, ends=draft.ends)
        place = None if same else replace(asked, outside_hours=draft.outside_hours, override=draft.override)
    names = ("title", "who", "people", "kind", "note")
    if words is not None:
        links = ("resident_id", "group_id", "for_center")
        same = (
            all(getattr(words, name) == getattr(draft, name) for name in (*names, *links)) and not draft.phone
        )
        wanted: dict[str, Any] = {name: getattr(draft, name) for name in (*names, *links)}
        words = None if same else replace(words, **wanted, phone=draft.phone or None, relink=True)
    return Change(place, words)


def when_words(starts: datetime, ends: datetime) -> str:
    """A stretch of time as toasts and cards say it."""
    last = "24:00" if ends.time() == datetime.min.time() else f"{ends:%H:%M}"
    return _("{day} {start}–{end}").format(day=say_date(starts.date()), start=f"{starts:%H:%M}", end=last)


def refused_words(refused: Refused) -> str:
    """The first thing that stood against it."""
    return speak(refused.problems[0]) if refused.problems else _("Nothing was changed.")


def book(
    owner: QObject,
    draft: BookingDraft,
    room: str,
    done: Done,
    refused: Done,
    slip: str = "",
    *,
    asked: bool = False,
) -> None:
    """Book a draft. `slip` names the key that prints, for the toast; `asked`: it waits for an answer."""

    def on_booked(booked: Booked) -> None:
        first = booked.occurrences[0]
        pattern = _("Asked for “{title}”: {when}, {room}") if asked else _("Booked “{title}”: {when}, {room}")
        words = pattern.format(title=draft.title, when=when_words(first.starts, first.ends), room=room)
        parts = []
        if len(booked.occurrences) > 1:
            parts.append(_("{count} days").format(count=len(booked.occurrences)))
        if booked.skipped:
            parts.append(_("{count} days left out").format(count=len(booked.skipped)))
        if slip:
            parts.append(slip)
        toast(words, " · ".join(parts), undo=lambda: _unbook(owner, booked))
        done(booked)

    Command(owner, lambda work: service.book(work, draft)).then(on_booked).refused(refused).start()


def _unbook(owner: QObject, booked: Booked) -> None:
    reason = _("Taken back")
    Command(owner, lambda work: cancel_service.cancel_booking(work, booked.booking_id, reason)).then(
        lambda _cancelled: toast(_("The booking is taken back."))
    ).refused(say_refused).start()


def say_refused(refused: Refused) -> None:
    """A refusal that no form shows."""
    toast(refused_words(refused), _("Nothing was changed."), icon="triangle-alert")


def move(
    owner: QObject,
    draft: MoveDraft,
    title: str,
    rooms: dict[int, str],
    done: Done,
    ask: Callable[[], object] | None = None,
) -> None:
    """Move one day; a bad drop goes back by itself and says why.

    `ask` is called instead where a reason would set aside the rule that refused.
    """

    def on_moved(moved: Moved) -> None:
        words = _("Moved “{title}” to {when}, {room}").format(
            title=title,
            when=when_words(moved.after.start, moved.after.end),
            room=rooms.get(moved.room_after, ""),
        )
        warnings = " ".join(speak(problem) for problem in moved.warnings)
        toast(words, warnings, undo=lambda: _move_back(owner, moved))
        done(moved)

    def on_refused(refused: Refused) -> None:
        if ask is not None and any(problem.params.get("override") for problem in refused.problems):
            ask()
        else:
            say_refused(refused)
        done(None)

    Command(owner, lambda work: move_service.move_occurrence(work, draft)).then(on_moved).refused(
        on_refused
    ).start()


def _move_back(owner: QObject, moved: Moved) -> None:
    back = MoveDraft(
        moved.occurrence_id, moved.room_before, moved.before.start, moved.before.end, outside_hours=True
    )
    Command(owner, lambda work: move_service.move_occurrence(work, back)).then(
        lambda _moved: toast(_("It is back where it was."))
    ).refused(say_refused).start()


def extend(owner: QObject, occurrence_id: int, until: datetime, title: str) -> None:
    """Let a booking end later; who comes after it is named when it cannot."""

    def on_extended(moved: Moved) -> None:
        words = _("“{title}” goes on until {end}").format(title=title, end=f"{until:%H:%M}")
        warnings = " ".join(speak(problem) for problem in moved.warnings)
        toast(words, warnings, undo=lambda: _move_back(owner, moved))

    Command(owner, lambda work: move_service.extend(work, occurrence_id, until, agreed=True)).then(
        on_extended
    ).refused(say_refused).start()


STEPS: dict[Turnout, Callable[[Work, int], Turnout]] = {
    Turnout.EXPECTED: turnout_service.put_back,
    Turnout.ARRIVED: turnout_service.arrive,
    Turnout.STARTED: turnout_service.start,
    Turnout.DONE: turnout_service.finish,
    Turnout.NO_SHOW: turnout_service.no_show,
}


def turn_out(owner: QObject, occurrence_id: int, turnout: Turnout, title: str) -> None:
    """Note whether they came; undo puts back what stood there before."""

    def put_back(before: Turnout) -> None:
        Command(owner, lambda work: turnout_service.put_back(work, occurrence_id, before)).then(
            lambda _before: toast(_("Taken back"))
        ).refused(say_refused).start()

    def on_turned(before: Turnout) -> None:
        words = _("“{title}”: {state}").format(title=title, state=turnout_name(turnout))
        toast(words, undo=lambda: put_back(before))

    Command(owner, lambda work: STEPS[turnout](work, occurrence_id)).then(on_turned).refused(
        say_refused
    ).start()


def change(owner: QObject, wanted: Change, title: str, done: Done, refused: Done) -> None:
    """Save a changed card: words and place in one act, all or nothing."""

    def act(work: Work) -> Moved | None:
        moved = move_service.move_occurrence(work, wanted.move) if wanted.move is not None else None
        if wanted.details is not None:
            details_service.change_details(work, wanted.details)
        return moved

    def on_changed(moved: Moved | None) -> None:
        undo = (lambda: _move_back(owner, moved)) if moved is not None and wanted.details is None else None
        toast(_("“{title}” is changed.").format(title=title), undo=undo)
        done(moved)

    Command(owner, act).then(on_changed).refused(refused).start()


def cancel(
    owner: QObject, booking_id: int, occurrence_id: int, scope: Scope, reason: str, title: str, done: Done
) -> None:
    """Cancel one day, this and the later ones, or all that are not over."""

    def act(work: Work) -> Cancelled:
        if scope is Scope.ONE:
            return cancel_service.cancel_occurrence(work, occurrence_id, reason)
        if scope is Scope.FOLLOWING:
            return cancel_service.cancel_following(work, occurrence_id, reason)
        return cancel_service.cancel_booking(work, booking_id, reason)

    def on_cancelled(cancelled: Cancelled) -> None:
        count = len(cancelled.occurrence_ids)
        words = _("Cancelled “{title}”").format(title=title)
        detail = _("{count} days").format(count=count) if count > 1 else ""
        toast(words, detail, undo=lambda: restore(owner, cancelled.occurrence_ids))
        done(cancelled)

    Command(owner, act).then(on_cancelled).refused(say_refused).start()


def restore(owner: QObject, occurrence_ids: tuple[int, ...]) -> None:
    """Bring cancelled days back while their room is free."""
    Command(owner, lambda work: cancel_service.restore(work, occurrence_ids)).then(
        lambda _nothing: toast(_("The booking is back."))
    ).refused(say_refused).start()
