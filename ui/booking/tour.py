"""The pictures of the calendar: every state that hands can bring it into, on the data at hand; nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from neighborcenter.kit.i18n import _
from ui.booking.clipboard import Clip
from ui.booking.span import Span
from ui.booking.wanted import USUAL, Layer
from ui.booking.who_field import Who
from ui.kit.page import Stop
from ui.kit.timeline.board import Bar, Slot
from ui.kit.timeline.cursor import nudged

CalendarPage = Any
"""The page itself: it asks here, and the tour touches it as hands do."""


def stops(page: CalendarPage) -> Sequence[Stop]:
    """Form, card, conflict, holds, many at once, layers, resources, day, month, list and papers."""
    bars = [bar for bar in page.week.board().bars if bar.id > 0]
    return (
        Stop("form", partial(_form, page)),
        *(Stop("card", partial(page.open_occurrence, bar.id)) for bar in bars[:1]),
        *(Stop("series", partial(_series, page)) for _bar in bars[:1]),
        *(Stop("cancel", partial(page.open_occurrence, bar.id, cancel=True)) for bar in bars[:1]),
        *(Stop("slip", page.print_slip) for _bar in bars[:1]),
        *(Stop("clash", partial(_clash, page, bar)) for bar in bars[:1]),
        *(Stop("unsaved", page.new_booking) for _bar in bars[:1]),
        Stop("alone", page.close_side),
        *(Stop("states", partial(_states, page, bars)) for _bar in bars[:1]),
        *(Stop("chosen", partial(_choose, page, bars)) for _bar in bars[:1]),
        *(Stop("carried", partial(_carry, page, bars[0])) for _bar in bars[:1]),
        *(Stop("put-down", partial(_put, page, bars[:3])) for _bar in bars[:1]),
        Stop("layers", page.head.open_layers),
        Stop("whose", page.head.ask_whose),
        Stop("resources", partial(_resources, page)),
        Stop("day", partial(_day, page)),
        Stop("month", lambda: page.show_span(replace(page.span, scale="month"))),
        Stop("list", lambda: page.show_list(True)),  # noqa: FBT003 - the slot's own order
        Stop("paper", lambda: page.list.table.print_list() if page.list.table is not None else None),
        Stop("board", lambda: page.show_list(False)),  # noqa: FBT003 - the slot's own order
        Stop("week", lambda: page.show_span(replace(page.span, scale="week"))),
    )


def _series(page: CalendarPage) -> None:
    """The card's series with what a change would do to each day."""
    if page.card.card is not None and page.card.day is not None:
        page.change_series(page.card.card, page.card.day)


def _form(page: CalendarPage) -> None:
    """A form with everything open and something taken along."""
    page.new_booking()
    panel = page.panel
    panel.repeat.switch.setChecked(True)
    panel.show_more(shown=True)
    for thing in page.view.things[:2]:
        panel.extras.add(thing, 2)


def _clash(page: CalendarPage, bar: Bar) -> None:
    """Somebody is in the way, and the ways out."""
    page.new_booking(Slot(bar.room, bar.date, bar.start, bar.end), Who("合唱队"))


def _states(page: CalendarPage, bars: Sequence[Bar]) -> None:
    """A request, a suspended day, a colleague's hold, and time to set up and clean up."""
    board = page.week.board()
    shown = {}
    looks: tuple[dict[str, Any], ...] = (
        {"status": "asked"}, {"status": "ghost", "fixed": True}, {"before": 30, "after": 30},
        {"status": "held", "fixed": True, "title": _("{who} is filling in a form").format(who="陈静")},
    )  # fmt: skip
    for bar, look in zip(bars, looks, strict=False):
        shown[bar.id] = replace(bar, **look)
    page.week.set_board(replace(board, bars=tuple(shown.get(bar.id, bar) for bar in board.bars)))


def _choose(page: CalendarPage, bars: Sequence[Bar]) -> None:
    """Several bookings chosen."""
    page.week.choose(lambda choice: choice.refs.update(bar.id for bar in bars[:5]))
    page.week.setFocus()


def _carry(page: CalendarPage, bar: Bar) -> None:
    """One on its way by keyboard, in somebody's way."""
    page.week.choose(lambda choice: choice.clear())
    page.week.select(bar.id)
    page.week.move_cursor(nudged(page.week.cursor_place(), 150), staged=True)


def _put(page: CalendarPage, bars: Sequence[Bar]) -> None:
    """What was cut, seen at another place before it is put down."""
    page.week.drop_staged()
    page.clip = Clip(tuple(bars), cut=True)
    page.put_at(Slot(bars[0].room, page.week.board().days[-1].date, 9 * 60, 11 * 60))


def _resources(page: CalendarPage) -> None:
    """Equipment and staff as rows below the rooms."""
    page.close_side()
    page.clip = None
    page.show_layers(USUAL | {Layer.RESOURCES})


def _day(page: CalendarPage) -> None:
    """One day on its true scale."""
    page.show_layers(USUAL)
    page.show_span(Span("day", page.today()))
