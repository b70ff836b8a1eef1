"""What a card shows besides the booking itself: more rooms, equipment and staff of the day, and what is to be paid."""

from __future__ import annotations

from dataclasses import dataclass

from neighborcenter.booking import queries, stock, taking
from neighborcenter.booking.places import places
from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.booking.rulebook import queries as rulebook
from neighborcenter.booking.rulebook.charge_queries import ChargeFilter, ChargeRow, charges
from neighborcenter.booking.rulebook.queries import AnswerRow, OverrideRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class CardMore:
    """The rooms besides its own, things and people with their numbers, in words; fees, answers, rules set aside."""

    rooms: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    charges: tuple[ChargeRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    overrides: tuple[OverrideRow, ...] = ()


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
    return Found(card, day, _more(read, card, day))


def _more(read: Read, card: BookingCard, day: CardDay) -> CardMore:
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
        tuple(charges(read, ChargeFilter(booking_id=card.booking_id))),
        tuple(rulebook.answers(read, card.booking_id)),
        tuple(rulebook.overrides(read, booking_id=card.booking_id)),
    )
