"""What a card shows besides the booking itself: more rooms, equipment and staff of the day, and what is to be paid."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.booking import queries, stock, taking
from neighborcenter.booking.places import places
from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class CardMore:
    """The rooms besides its own, and things and people with their numbers, in words."""

    rooms: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A card opened at one of its days."""

    card: BookingCard
    day: CardDay
    more: CardMore


def card_of(read: Read, occurrence_id: int) -> Found | None:
    """The card of the booking to which an occurrence belongs, and that day; None when it is gone."""
    rows = queries.booking_rows(read, [occurrence_id])
    if not rows:
        return None
    card = queries.booking_card(read, rows[0].booking_id)
    day = next(day for day in card.days if day.occurrence_id == occurrence_id)
    return Found(card, day, _more(read, day))


def _more(read: Read, day: CardDay) -> CardMore:
    needs = taking.kept_needs(read, [day.occurrence_id])[day.occurrence_id]
    known = places(read)
    things = stock.things(read, (ref for ref, _count in needs.resources), day.starts)
    return CardMore(
        tuple(known[ref].name for ref in needs.room_ids[1:]),
        tuple(
            things[ref].name
            if things[ref].staff
            else _("{name} ×{count}").format(name=things[ref].name, count=count)
            for ref, count in needs.resources
            if ref in things
        ),
    )
