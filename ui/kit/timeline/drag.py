"""What the pointer is doing on a board: drawing, moving or stretching a stretch of time. Pure, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.kit.timeline.board import Bar, Slot
from ui.kit.timeline.layout import (
    CREATE_PIXELS,
    FINE_SNAP,
    MOVE_PIXELS,
    SNAP,
    Grid,
    Hit,
    shift,
    snap,
    snap_range,
)


@dataclass(slots=True)
class Drag:
    """From press to release. `slot` is None until the pointer has gone far enough to mean it."""

    grid: Grid
    hit: Hit
    x: float
    y: float
    slot: Slot | None = None

    @property
    def bar(self) -> Bar | None:
        """The bar being dragged; None while drawing a new stretch."""
        return self.hit.bar

    def moved(self, x: float, y: float, *, fine: bool = False) -> Slot | None:
        """The stretch meant by the pointer being here; `fine` snaps to 5 instead of 15 minutes."""
        far = max(abs(x - self.x), abs(y - self.y))
        if self.slot is None and far < (CREATE_PIXELS if self.hit.zone == "slot" else MOVE_PIXELS):
            return None
        step = FINE_SNAP if fine else SNAP
        if self.hit.bar is None:
            self.slot = self._drawn(x, step)
        elif self.hit.zone == "bar":
            self.slot = self._carried(self.hit.bar, x, y, step)
        else:
            self.slot = self._stretched(self.hit.bar, x, y, step)
        return self.slot

    def _here(self, start: int, end: int) -> Slot:
        board = self.grid.board
        return Slot(board.rooms[self.hit.room].id, board.days[self.hit.day].date, start, end)

    def _drawn(self, x: float, step: int) -> Slot:
        """Drawing stays in the band where it began, so that a shaky hand does not jump to the evening."""
        head = self.grid.minute_at(self.hit.room, self.hit.day, x, self.y)
        return self._here(*snap_range(self.hit.minute, head, step))

    def _carried(self, bar: Bar, x: float, y: float, step: int) -> Slot | None:
        """Carrying keeps the length; outside the cells the last place stays."""
        room, day = self.grid.room_at(y), self.grid.day_at(x)
        if room < 0 or day < 0:
            return self.slot
        held = self.hit.minute - bar.start
        start = snap(self.grid.minute_at(room, day, x, y) - held, step)
        board = self.grid.board
        begin, end = shift(bar.start, bar.end, start - bar.start)
        return Slot(board.rooms[room].id, board.days[day].date, begin, end)

    def _stretched(self, bar: Bar, x: float, y: float, step: int) -> Slot:
        """An edge stays in its room and day and at least one step from the other edge."""
        inside = self.grid.room_at(y) == self.hit.room
        minute = self.grid.minute_at(self.hit.room, self.hit.day, x, y if inside else self.y)
        if self.hit.zone == "start":
            return self._here(min(snap(minute, step), bar.end - step), bar.end)
        return self._here(bar.start, max(snap(minute, step), bar.start + step))
