"""What is done to series from the screen, each with its toast and its way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.booking import cancel_service, series_service
from neighborcenter.booking.affected import AffectedDay
from neighborcenter.booking.drafts import SeriesChange
from neighborcenter.booking.kinds import Fate
from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.booking.series_service import SeriesChanged
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from neighborcenter.kit.times import TimeRange
from ui.booking.acts import when_words
from ui.kit.jobs import Command
from ui.kit.messages import toast

Done = Callable[[Any], object]


def readd(owner: QWidget, day: AffectedDay, room_id: int | None = None, room: str = "") -> None:
    """Book a left-out or suspended day again; undo cancels it."""
    page = owner.window()

    def undo() -> None:
        Command(page, lambda work: cancel_service.cancel_occurrence(work, day.occurrence_id)).start()

    words = _("Booked again: {title}").format(title=day.title)
    where = f"{when_words(day.during.start, day.during.end)} · {room or day.room}"
    Command(owner, lambda work: series_service.readd(work, day.occurrence_id, room_id=room_id)).then(
        lambda _news: toast(words, where, undo=undo)
    ).refused(lambda refused: toast(_refused(refused), icon="circle-alert")).start()


def readd_day(owner: QWidget, card: BookingCard, day: CardDay) -> None:
    """Book a left-out or suspended day of a card again."""
    during = TimeRange(day.starts, day.ends)
    readd(
        owner,
        AffectedDay(
            day.occurrence_id, card.booking_id, day.room_id, day.room, during, card.title, card.who, card.phone,
            card.resident_id, card.group_id, len(card.days) > 1, day.status,
        ),
    )  # fmt: skip


def change(owner: QWidget, wanted: SeriesChange, done: Done, refused: Done) -> None:
    """Change a series; undo puts every day back."""
    page = owner.window()

    def said(changed: SeriesChanged) -> None:
        def undo() -> None:
            Command(page, lambda work: series_service.undo_change(work, changed)).start()

        toast(
            _("Series changed: {title}").format(title=changed.before.title),
            counted(changed),
            undo=undo,
        )
        done(changed)

    Command(owner, lambda work: series_service.change_series(work, wanted)).then(said).refused(
        refused
    ).start()


def counted(changed: SeriesChanged) -> str:
    """What happened to how many days."""
    found = changed.preview
    parts = (
        (found.count(Fate.CHANGES), _("{count} days changed")),
        (found.count(Fate.ADDED, Fate.COMES_BACK), _("{count} days added")),
        (found.count(Fate.DROPPED), _("{count} days dropped")),
        (found.count(Fate.STAYS, Fate.LEFT_OUT), _("{count} days could not follow")),
    )
    return _(", ").join(words.format(count=count) for count, words in parts if count)


def _refused(refused: Refused) -> str:
    return speak(refused.problems[0]) if refused.problems else _("Nothing was changed.")
