"""The board in words: what a screen reader says and a tooltip shows for a bar or a stretch of time."""

from __future__ import annotations

from neighborcenter.kit.i18n import _
from ui.kit.timeline.board import Bar, Board, Slot, clock_text


def day_text(board: Board, slot: Slot) -> str:
    """A date in words, as the caller named it."""
    at = board.day_at(slot.date)
    day = board.days[at] if at is not None else None
    return (day.label or f"{day.weekday} {day.number}") if day else slot.date.isoformat()


def when_text(board: Board, slot: Slot) -> str:
    """Day and time of a stretch."""
    return _("{day} {start}–{end}").format(
        day=day_text(board, slot), start=clock_text(slot.start), end=clock_text(slot.end)
    )


def bar_sentence(board: Board, bar: Bar) -> str:
    """One bar as a full sentence."""
    if bar.sentence:
        return bar.sentence
    slot = Slot(bar.room, bar.date, bar.start, bar.end)
    words = _("{when}, {room}, {title}").format(
        when=when_text(board, slot), room=_room(board, bar.room), title=bar.title
    )
    if bar.repeat:
        words = _("{sentence}, repeats").format(sentence=words)
    if bar.clash:
        words = _("{sentence}, in conflict").format(sentence=words)
    return words


def slot_sentence(board: Board, slot: Slot) -> str:
    """A stretch of time as a full sentence: free, or who has it."""
    taken = [bar.title for bar in board.bars if bar.meets(slot)]
    when, room = when_text(board, slot), _room(board, slot.room)
    if taken:
        return _("{when}, {room}, taken by {names}").format(when=when, room=room, names=_(", ").join(taken))
    return _("{when}, {room}, free").format(when=when, room=room)


def _room(board: Board, ref: int) -> str:
    at = board.room_at(ref)
    return board.rooms[at].name if at is not None else ""
