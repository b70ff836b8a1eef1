"""Several bookings at once: cut, copied, put down, or carried together; one act, one way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from neighborcenter.booking import cancel_service, copy_service, move_service
from neighborcenter.booking.drafts import MoveDraft
from neighborcenter.booking.move_service import Moved
from neighborcenter.booking.resource_drafts import CopyDraft
from neighborcenter.booking.service import Booked
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from ui.booking.acts import Done, say_refused
from ui.booking.clipboard import Clip, Landing
from ui.kit.jobs import Command
from ui.kit.messages import toast
from ui.kit.timeline.board import Bar


def take(bars: Sequence[Bar], *, cut: bool) -> Clip:
    """Remember bookings and say what comes next."""
    words = _("Cut {count} bookings") if cut else _("Copied {count} bookings")
    toast(words.format(count=len(bars)), _("Go to another day or room and press Ctrl+V."))
    return Clip(tuple(bars), cut)


def put_down(owner: QObject, landings: Sequence[Landing], *, cut: bool, done: Done, refused: Done) -> None:
    """Carry it out, all or nothing."""
    if cut:
        move_all(owner, landings, done, refused)
    else:
        _copy(owner, landings, done, refused)


def move_all(owner: QObject, landings: Sequence[Landing], done: Done, refused: Done) -> None:
    """Move days that may change places with one another."""
    drafts = [MoveDraft(one.bar.id, one.room_id, one.during.start, one.during.end) for one in landings]

    def on_moved(moved: tuple[Moved, ...]) -> None:
        toast(
            _("Moved {count} bookings").format(count=len(moved)),
            _titles(landings),
            undo=lambda: _move_back(owner, moved),
        )
        done(moved)

    Command(owner, lambda work: move_service.move_many(work, drafts)).then(on_moved).refused(refused).start()


def _move_back(owner: QObject, moved: Sequence[Moved]) -> None:
    drafts = [
        MoveDraft(one.occurrence_id, one.room_before, one.before.start, one.before.end, outside_hours=True)
        for one in moved
    ]
    Command(owner, lambda work: move_service.move_many(work, drafts)).then(
        lambda _moved: toast(_("They are back where they were."))
    ).refused(say_refused).start()


def _copy(owner: QObject, landings: Sequence[Landing], done: Done, refused: Done) -> None:
    copies = [CopyDraft(one.bar.id, one.during.start, one.room_id) for one in landings]

    def act(work: Work) -> tuple[Booked, ...]:
        return tuple(copy_service.copy_occurrence(work, copy) for copy in copies)

    def on_copied(made: tuple[Booked, ...]) -> None:
        toast(
            _("Booked {count} more").format(count=len(made)),
            _titles(landings),
            undo=lambda: _take_back(owner, made),
        )
        done(made)

    Command(owner, act).then(on_copied).refused(refused).start()


def _take_back(owner: QObject, made: Sequence[Booked]) -> None:
    reason = _("Taken back")

    def act(work: Work) -> None:
        for booked in made:
            cancel_service.cancel_booking(work, booked.booking_id, reason)

    Command(owner, act).then(lambda _done: toast(_("The copies are taken back."))).refused(
        say_refused
    ).start()


def cancel_all(owner: QObject, bars: Sequence[Bar], done: Done) -> None:
    """Cancel several days at once; the toast brings them back."""
    ids = tuple(bar.id for bar in bars)

    def act(work: Work) -> None:
        for ref in ids:
            cancel_service.cancel_occurrence(work, ref)

    def restore(work: Work) -> None:
        for ref in ids:
            cancel_service.restore(work, [ref])

    def bring_back() -> None:
        Command(owner, restore).then(lambda _done: toast(_("The bookings are back."))).refused(
            say_refused
        ).start()

    def on_cancelled(_nothing: Any) -> None:
        titles = _(", ").join(dict.fromkeys(bar.title for bar in bars))
        toast(_("Cancelled {count} bookings").format(count=len(ids)), titles, undo=bring_back)
        done(None)

    Command(owner, act).then(on_cancelled).refused(say_refused).start()


def _titles(landings: Sequence[Landing]) -> str:
    return _(", ").join(dict.fromkeys(one.bar.title for one in landings))
