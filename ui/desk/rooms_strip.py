"""Right column: each room's day as a strip with a line for now, and what needs a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from neighborcenter.kit.i18n import _
from ui.desk.views import Heed, RoomLine, SideView
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconPlate
from ui.kit.focus import ring
from ui.kit.labels import Label
from ui.kit.later import later
from ui.kit.paint import dot, fill, mark, width_of, words
from ui.kit.theme import px, theme, theme_changed

if TYPE_CHECKING:
    from neighborcenter.kit import speech
else:
    speech = later("neighborcenter.kit.speech")


class RoomsStrip(QWidget):
    """Rooms against hours, painted as one. A press on a room, or arrows and Enter, opens it in the calendar."""

    room_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._side = SideView()
        self._longest = 0.0
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Rooms today"))
        ring(self, 8)
        theme_changed.connect(self.restyle)

    def restyle(self) -> None:
        self._longest = max((width_of(room.name, "body strong") for room in self._side.rooms), default=0.0)
        self.updateGeometry()
        self.update()

    def show_side(self, side: SideView) -> None:
        """Show these rooms."""
        self._side = side
        minute = side.now.hour * 60 + side.now.minute
        said = [self._spoken(room, minute) for room in side.rooms]
        self.setAccessibleDescription("; ".join(said))
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(20) + px(31) * max(len(self._side.rooms), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.sizeHint().height())

    def _spoken(self, room: RoomLine, minute: int) -> str:
        if room.closed:
            return _("{room} is closed today").format(room=room.name)
        if room.busy_at(minute):
            return _("{room} is in use").format(room=room.name)
        return _("{room} is free").format(room=room.name)

    def _left(self) -> float:
        """Where the lanes begin: behind the longest name, which may take a third of the width."""
        return px(17) + min(max(self._longest, px(60)), self.width() / 3) + px(10)

    def _x(self, minute: int) -> float:
        span = max(self._side.last - self._side.first, 60)
        share = (min(max(minute, self._side.first), self._side.last) - self._side.first) / span
        return self._left() + share * (self.width() - self._left())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, side = QPainter(self), theme(), self._side
        minute = side.now.hour * 60 + side.now.minute
        for hour in range(side.first // 60, side.last // 60 + 1, 2):
            rect = QRectF(self._x(hour * 60) - px(20), 0, px(40), px(18))
            words(painter, rect, str(hour), "note", look.text3, Qt.AlignmentFlag.AlignHCenter)
        for row, room in enumerate(side.rooms):
            top = px(20) + row * px(31)
            free = not room.busy_at(minute) and not room.closed
            dot(painter, QPointF(px(5), top + px(13)), free=free)
            name = QRectF(px(17), top, self._left() - px(22), px(26))
            words(
                painter, name, room.name, "body strong" if free else "body", look.text if free else look.text2
            )
            lane = QRectF(self._left(), top + px(3), self.width() - self._left(), px(20))
            fill(painter, lane, px(4), look.sunken)
            if room.closed:
                mark(painter, lane, look.category("closed"), hatched=True)
            for one in room.taken:
                self._paint_taken(painter, lane, one.start, one.end, one.text, one.kind)
        if side.first <= minute <= side.last and side.rooms:
            self._paint_now(painter, self._x(minute), px(20) + px(31) * len(side.rooms))

    def _paint_taken(
        self, painter: QPainter, lane: QRectF, start: int, end: int, text: str, kind: str
    ) -> None:
        look = theme().category(kind)
        left, right = self._x(start), self._x(end)
        rect = QRectF(left, lane.top(), max(right - left - 1, px(4)), lane.height())
        mark(painter, rect, look, hatched=kind == "closed")
        if rect.width() > px(24):
            inner = rect.adjusted(px(7), 0, -px(1), 0)
            # Two or three characters say more than one and an ellipsis; the tip has the whole.
            while text and width_of(text, "mark strong") > inner.width():
                text = text[:-1]
            words(painter, inner, text, "mark strong", look.text)

    def _paint_now(self, painter: QPainter, x: float, bottom: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().accent_text, 1.5))
        painter.drawLine(QPointF(x, px(17)), QPointF(x, bottom))
        painter.setBrush(theme().accent_text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(x, px(18)), px(3.5), px(3.5))
        painter.restore()

    def _row_at(self, y: float) -> int:
        row = int((y - px(20)) // px(31))
        return row if 0 <= row < len(self._side.rooms) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor))
        self.setToolTip(self._tip(row))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.room_opened.emit(self._side.rooms[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._side.rooms:
            self.room_opened.emit(self._side.rooms[min(self._current, len(self._side.rooms) - 1)].id)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._side.rooms:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._current = (self._current + step) % len(self._side.rooms)
            self.setAccessibleDescription(self._tip(self._current))
        else:
            super().keyPressEvent(event)

    def _tip(self, row: int) -> str:
        if row < 0:
            return ""
        room = self._side.rooms[row]
        lines = [
            f"{speech.say_minutes(one.start)}–{speech.say_minutes(one.end)} {one.text}" for one in room.taken
        ]
        return "\n".join([room.name, *lines])


class RoomsCard(Card):
    """The strip with its head: how many rooms, how many free now."""

    room_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Rooms today"), "", _("Calendar ›"))
        self.strip = RoomsStrip()
        self.strip.room_opened.connect(self.room_opened)
        self.none = Label(_("No rooms yet. Add them under Settings."), "small", "text2", wrap=True)
        self.add(self.strip)
        self.add(self.none)

    def show_side(self, side: SideView) -> None:
        """Show these rooms."""
        minute = side.now.hour * 60 + side.now.minute
        free = sum(not room.busy_at(minute) and not room.closed for room in side.rooms)
        self.note.setText(_("{count} rooms · {free} free now").format(count=len(side.rooms), free=free))
        self.strip.show_side(side)
        self.strip.setVisible(bool(side.rooms))
        self.none.setVisible(not side.rooms)


class _HeedRow(QWidget):
    acted = Signal(str, object)

    def __init__(self, heed: Heed) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(3), 0, px(3))
        row.setSpacing(px(11))
        row.addWidget(IconPlate(heed.icon, heed.kind))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(heed.text, "body strong", wrap=True))
        if heed.note:
            lines.addWidget(Label(heed.note, "small", "text2", wrap=True))
        row.addLayout(lines, 1)
        if heed.verb:
            button = Button(heed.verb)
            button.clicked.connect(lambda: self.acted.emit(heed.page, heed.target))
            row.addWidget(button)


class HeedCard(Card):
    """What needs a look; each row leads to where it is seen to."""

    page_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(_("Needs attention"))
        self._rows: list[_HeedRow] = []
        self._shown: tuple[Heed, ...] | None = None
        self._nothing = Label(_("Nothing needs a look."), "small", "text2")
        self.add(self._nothing)
        self.body.addStretch(1)

    def show_heeds(self, heeds: tuple[Heed, ...]) -> None:
        """Show these; the same again changes nothing, so that a caret on a button stays."""
        if heeds == self._shown:
            return
        self._shown = heeds
        for row in self._rows:
            self.body.removeWidget(row)
            row.deleteLater()
        self._rows = [_HeedRow(heed) for heed in heeds]
        for place, row in enumerate(self._rows):
            row.acted.connect(self.page_wanted)
            self.body.insertWidget(place, row)
        self._nothing.setVisible(not heeds)
