"""The keyboard twin of the pointer: which key means what on a board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.kit.timeline import cursor as walk
from ui.kit.timeline.canvas import BoardCanvas
from ui.kit.timeline.layout import FINE_SNAP, SNAP

Key, Mod = Qt.Key, Qt.KeyboardModifier
SIDES = {Key.Key_Left: -1, Key.Key_Right: 1}
HEIGHTS = {Key.Key_Up: -1, Key.Key_Down: 1}
CLIPBOARD = frozenset({Key.Key_A, Key.Key_C, Key.Key_X, Key.Key_V})


def keyboard(view: BoardCanvas, event: QKeyEvent) -> bool:
    """Do what a key means; False when it means nothing here.

    Arrows walk over bars and gaps. Shift with an arrow moves the end, Ctrl with an arrow the whole stretch, by
    15 minutes (5 with Alt; up and down an hour). On a bar both only show where it would go: Enter does it,
    Esc forgets it. Enter books a free stretch or shows details, Space chooses, Delete cancels. What is chosen, or
    the bar one stands on, is cut by Ctrl+X, copied by Ctrl+C and put down by Ctrl+V where the keyboard stands.
    """
    board = view.board()
    if not board.rooms or not board.days:
        return False
    key, pressed = Key(event.key()), event.modifiers()
    if key in SIDES or key in HEIGHTS:
        return _arrow(view, key, pressed)
    if key in (Key.Key_Return, Key.Key_Enter):
        return _enter(view, pressed)
    if key == Key.Key_Escape:
        # Both are tried: a drag and a waiting keyboard move never stand together, but neither may survive.
        return view.stop_drag() or view.drop_staged() or _choose_nothing(view)
    if pressed & Mod.ControlModifier and key in CLIPBOARD:
        return _clipboard(view, key)
    place = view.cursor_place()
    bar = board.bar(place.bar) if place.bar is not None else None
    if key == Key.Key_Space and bar is not None:
        view.choose(lambda choice: choice.toggle(bar))
        view.move_cursor(place)
    elif key == Key.Key_Space:
        view.move_cursor(place)
    elif key == Key.Key_Delete and place.bar is not None and not view.read_only:
        view.cancelWanted.emit(place.bar)
    elif key in (Key.Key_Home, Key.Key_End):
        view.move_cursor(walk.to_day(board, place, 0 if key == Key.Key_Home else len(board.days) - 1))
    elif key in (Key.Key_PageUp, Key.Key_PageDown):
        view.stepWanted.emit(-1 if key == Key.Key_PageUp else 1)
    else:
        return False
    return True


def _choose_nothing(view: BoardCanvas) -> bool:
    had = bool(view.choice.refs)
    view.choose(lambda choice: choice.clear())
    return had


def _clipboard(view: BoardCanvas, key: Qt.Key) -> bool:
    """Everything chosen, cut, copied or put down."""
    if key == Key.Key_A:
        view.choose(lambda choice: choice.everything(view.board()))
    elif view.read_only:
        return True
    elif key == Key.Key_V:
        view.putWanted.emit(view.cursor_place().slot(view.board()))
    elif bars := view.choice.meant(view.board(), view.cursor_place().bar):
        view.takeWanted.emit(bars, key == Key.Key_X)
    return True


def _arrow(view: BoardCanvas, key: Qt.Key, pressed: Qt.KeyboardModifier) -> bool:
    board, place = view.board(), view.cursor_place()
    side, high = SIDES.get(key, 0), HEIGHTS.get(key, 0)
    changing = bool(pressed & (Mod.ShiftModifier | Mod.ControlModifier))
    if not changing:
        if pressed & Mod.AltModifier:
            return False
        view.drop_staged()
        place = view.cursor_place()
        view.move_cursor(walk.along(board, place, side) if side else walk.across(board, place, high))
        return True
    bar = board.bar(place.bar) if place.bar is not None else None
    if view.read_only or (bar is not None and bar.fixed):
        return True
    step = FINE_SNAP if pressed & Mod.AltModifier else SNAP
    minutes = side * step + high * 60
    after = walk.stretched(place, minutes) if pressed & Mod.ShiftModifier else walk.nudged(place, minutes)
    view.move_cursor(after, staged=bar is not None)
    return True


def _enter(view: BoardCanvas, pressed: Qt.KeyboardModifier) -> bool:
    """Confirm a waiting move, open a bar, or book a free stretch. Ctrl+Enter belongs to the page."""
    if pressed & Mod.ControlModifier:
        return False
    board, place = view.board(), view.cursor_place()
    if place.bar is None:
        if not view.read_only:
            view.createWanted.emit(place.slot(board))
        return True
    ref, slot = place.bar, place.slot(board)
    if view.drop_staged():
        view.changeWanted.emit(ref, slot)
    else:
        view.openWanted.emit(ref)
    return True
