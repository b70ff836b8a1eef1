"""Several bars chosen at once, for one act over many days. Pure, without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from ui.kit.timeline.board import Bar, Board, Slot
from ui.kit.timeline.layout import shift


@dataclass(slots=True)
class Choice:
    """The chosen bars, by id, and the one from which a range is counted."""

    refs: set[int] = field(default_factory=set)
    anchor: int | None = None

    def toggle(self, bar: Bar) -> None:
        """Choose a bar or let it go; what is not a booking cannot be chosen."""
        if bar.id <= 0:
            return
        self.refs ^= {bar.id}
        self.anchor = bar.id

    def reach(self, board: Board, bar: Bar) -> None:
        """Choose everything between the anchor and this bar: their rooms, their days."""
        first = board.bar(self.anchor) if self.anchor is not None else None
        if first is None:
            self.toggle(bar)
            return
        rooms = sorted(board.room_at(one.room) or 0 for one in (first, bar))
        days = sorted((first.date, bar.date))
        self.refs |= {
            one.id
            for one in board.bars
            if one.id > 0
            and rooms[0] <= (board.room_at(one.room) or 0) <= rooms[1]
            and days[0] <= one.date <= days[1]
        }

    def everything(self, board: Board) -> None:
        """Choose every booking on the board."""
        self.refs = {bar.id for bar in board.bars if bar.id > 0}

    def clear(self) -> bool:
        """Choose nothing; False when nothing was chosen."""
        had = bool(self.refs)
        self.refs, self.anchor = set(), None
        return had

    def bars(self, board: Board) -> list[Bar]:
        """The chosen bars that are on the board, in order of time."""
        found = {bar.id: bar for bar in board.bars if bar.id in self.refs}
        return sorted(found.values(), key=lambda bar: (bar.date, bar.start, bar.id))

    def meant(self, board: Board, under: int | None) -> list[Bar]:
        """What an act over several bars means: the chosen ones, else the one under the cursor."""
        bar = board.bar(under) if under is not None else None
        return self.bars(board) or ([bar] if bar is not None and bar.id > 0 else [])


def carried(board: Board, bars: Iterable[Bar], led: Bar, slot: Slot) -> list[tuple[Bar, Slot]]:
    """Where bars go when one of them, `led`, is taken to `slot`: as many days, minutes and rows further.

    A bar that would leave the board is left out; the length of the led one may change, that of the others not.
    """
    rows = (board.room_at(slot.room) or 0) - (board.room_at(led.room) or 0)
    days, minutes = slot.date - led.date, slot.start - led.start
    found = []
    for bar in bars:
        if bar.id == led.id:
            found.append((bar, slot))
            continue
        row = (board.room_at(bar.room) or 0) + rows
        if not 0 <= row < len(board.rooms) or bar.fixed:
            continue
        start, end = shift(bar.start, bar.end, minutes)
        found.append((bar, Slot(board.rooms[row].id, bar.date + timedelta(days=days.days), start, end)))
    return found


def lined_up(bars: Iterable[Bar], on: Slot) -> list[tuple[Bar, Slot]]:
    """Where cut or copied bars would be put down at a place, the earliest on the day of the place.

    A single one begins when the place does; several keep their hours and the days between them. All from one room
    go to the room of the place; from several rooms each stays in its own.
    """
    many = sorted(bars, key=lambda bar: (bar.date, bar.start, bar.id))
    if not many:
        return []
    first, rooms = many[0], {bar.room for bar in many}
    if len(many) == 1:
        start, end = shift(first.start, first.end, on.start - first.start)
        return [(first, replace(on, start=start, end=end))]
    days = on.date - first.date
    return [
        (bar, Slot(on.room if len(rooms) == 1 else bar.room, bar.date + days, bar.start, bar.end))
        for bar in many
    ]
