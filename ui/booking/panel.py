"""The panel that books: who, when, where — with the answer standing there before Enter is pressed.

Only who and when must be said. The room is chosen by itself (the smallest free one that seats the group)
until the person chooses one. Every change asks `outlook` in the quick lane; saving waits for its answer.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.booking.service import Booked
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused
from ui.booking import acts
from ui.booking.answers import ways_of
from ui.booking.feed import RoomChoice
from ui.booking.outlook import Outlook, outlook
from ui.booking.panel_layout import PanelLayout
from ui.booking.who_field import Who
from ui.kit.jobs import Query
from ui.kit.messages import announce
from ui.kit.timeline.board import DAY_MINUTES, Slot

# Long enough to swallow the letters of one word, far below what anybody notices.
PAUSE_MS = 40
USUAL = timedelta(hours=2)


class BookingPanel(PanelLayout):
    """One booking on its way: hand it a Slot or nothing, and it says `booked` or `closed`."""

    booked = Signal(object)
    """A Booked, or None when an existing booking was changed."""
    closed = Signal()
    previewed = Signal(object, str)
    """Slot and title of what would be booked, or None."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._rooms: dict[int, RoomChoice] = {}
        self._outlook: Outlook | None = None
        self._own_room = self._own_kind = False
        self._length = USUAL
        self._asking = self._book_when_known = False
        self._key = ""
        self._changing: acts.Change | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._connect()

    def _connect(self) -> None:
        self.who.changed.connect(self._on_part)
        self.who.taken.connect(self._on_who)
        self.when.changed.connect(self._on_part)
        self.room.changed.connect(self._on_room)
        self.people.changed.connect(self._on_part)
        self.kind.changed.connect(self._on_kind)
        self.repeat.changed.connect(self._on_part)
        self.repeat.switch.toggled.connect(self._on_repeat)
        self.special.changed.connect(self._on_part)
        self.ways.chosen.connect(self._on_way)
        self.lengths.chosen.connect(self._on_length)
        self.save.clicked.connect(lambda _checked=False: self.book())
        self.close_button.clicked.connect(lambda _checked=False: self.leave())
        for box in (self.when, self.people, self.title, self.note, self.who.phone):
            box.installEventFilter(self)

    # -- beginning and ending ------------------------------------------------------------------------

    def set_rooms(self, rooms: tuple[RoomChoice, ...]) -> None:
        """The rooms that can be booked."""
        if {room.id: room for room in rooms} != self._rooms:
            self._rooms = {room.id: room for room in rooms}
            self.room.set_choices([(room.id, room.name) for room in rooms])

    def begin(self, slot: Slot | None = None, who: Who | None = None) -> None:
        """A new booking; a drawn slot fills room and time, and the caret waits for the name."""
        self._key = uuid.uuid4().hex
        self._changing = None
        self._own_room, self._own_kind = slot is not None, False
        self._length, self._outlook, self._book_when_known = USUAL, None, False
        self.clear()
        if slot is not None:
            self.room.set_value(slot.room)
            start = datetime.combine(slot.date, datetime.min.time()) + timedelta(minutes=slot.start)
            self._length = timedelta(minutes=slot.end - slot.start)
            self.when.set_value((start, start + self._length))
        self.who.setFocus()
        if who is not None:
            self.who.take(who)
        self._on_part()

    def change(self, draft: BookingDraft, move: MoveDraft, details: DetailsDraft, who: Who) -> None:
        """Change a booked day: the same form, without repetition."""
        self.begin()
        self._changing = acts.Change(move, details)
        self._own_room = self._own_kind = True
        self.say_changing()
        self.who.set_value(who)
        self.room.set_value(draft.room_id)
        if draft.starts is not None and draft.ends is not None:
            self._length = draft.ends - draft.starts
            self.when.set_value((draft.starts, draft.ends))
        self.people.set_value(draft.people or None)
        self.kind.set_value(draft.kind)
        self.title.set_value(draft.title)
        self.note.set_value(draft.note)
        self.when.setFocus()
        self._on_part()

    def leave(self) -> None:
        """Close without booking."""
        self._pause.stop()
        self.previewed.emit(None, "")
        self.closed.emit()

    # -- what is asked for ---------------------------------------------------------------------------

    def draft(self) -> BookingDraft:
        """What stands in the form now."""
        who = self.who.value()
        starts, ends = self.time()
        title = self.title.value() or who.name
        return BookingDraft(
            room_id=self.room.value() if self._own_room else None,
            starts=starts,
            ends=ends,
            title=title,
            who=who.name,
            phone=who.phone,
            resident_id=who.resident_id,
            group_id=who.group_id,
            for_center=who.for_center,
            people=int(self.people.value() or 0),
            kind=self.kind.value() or BookingKind.HIRE,
            note=self.note.value(),
            repeat="" if self._changing else self.repeat.value(),
            skip_clashes=True,
            outside_hours=self.special.value(),
            client_key=self._key,
        )

    def time(self) -> tuple[datetime | None, datetime | None]:
        """Start and end; with a start alone the usual length is added."""
        found = self.when.when()
        if found is None or found.starts is None:
            return None, None
        return found.starts, found.ends or found.starts + self._length

    def _on_part(self) -> None:
        starts, ends = self.time()
        self.repeat.set_first(starts)
        if starts is not None and ends is not None:
            self.lengths.show_length(ends - starts)
        self._asking = True
        self._pause.start()

    def _on_who(self, who: Who) -> None:
        """Somebody was chosen: what is known of them fills the rest, and the caret goes on."""
        if who.size and not self.people.value():
            self.people.set_value(who.size)
        if not self._own_kind:
            self.kind.set_value(
                BookingKind.HIRE if not (who.group_id or who.for_center) else BookingKind.ACTIVITY
            )
        self._on_part()
        if who.known:
            (self.save if self.time()[0] is not None else self.when).setFocus()

    def _on_room(self) -> None:
        self._own_room = True
        self._on_part()

    def _on_kind(self) -> None:
        self._own_kind = True
        self._on_part()

    def _on_repeat(self, on: bool) -> None:
        """Bring the parts of the rule into view once they have their place."""
        if on:
            QTimer.singleShot(0, self, lambda: self.rows.ensureWidgetVisible(self.repeat))

    def _on_length(self, length: timedelta) -> None:
        self._length = length
        starts, _ends = self.time()
        if starts is not None:
            self.when.set_value((starts, starts + length))
        self._on_part()
        self.time_field.set_problem(None)

    def _on_way(self, way: object) -> None:
        """A way out was taken: its room and its time."""
        self._own_room = True
        self.room.set_value(way.room_id)  # type: ignore[attr-defined]
        self.when.set_value((way.starts, way.ends))  # type: ignore[attr-defined]
        self._on_part()
        self.save.setFocus()

    # -- the answer ----------------------------------------------------------------------------------

    def _ask(self) -> None:
        draft = self.draft()
        but = self._changing.move.occurrence_id if self._changing and self._changing.move else 0
        choose = not self._own_room
        Query(
            self, lambda read: outlook(read, draft, choose=choose, but=but), key="outlook", lane="quick"
        ).then(self._on_outlook).start()

    def _on_outlook(self, found: Outlook) -> None:
        if self._pause.isActive():
            return
        self._asking, self._outlook = False, found
        if not self._own_room:
            self.room.set_value(found.draft.room_id)
        room = self._rooms.get(found.draft.room_id or 0)
        self.room_field.set_hint(room.note if room is not None else "")
        self.repeat.show_days(found.days)
        answer = ways_of(found, self._rooms)
        self.ways.say(answer.title, answer.line, answer.ways)
        self.special.setVisible(answer.shut or self.special.value())
        self.say_save(
            len(found.days) - found.skipped if found.days else 0,
            found.skipped,
            changing=self._changing is not None,
        )
        self.previewed.emit(slot_of(found.draft), found.draft.title or _("New booking"))
        if self._book_when_known:
            self._book_when_known = False
            self._save(found)

    # -- saving --------------------------------------------------------------------------------------

    def book(self) -> None:
        """Save; if the answer to the last key is still on its way, right after it has come."""
        if self.save.busy:
            return
        if self._asking or self._outlook is None:
            self._book_when_known = True
            if not self._pause.isActive():
                return
            self._pause.stop()
            self._ask()
            return
        self._save(self._outlook)

    def _save(self, found: Outlook) -> None:
        draft = replace(self.draft(), room_id=found.draft.room_id)
        if not self._complete(draft):
            return
        if found.blocked:
            announce(self, self.ways.title.text())
            if self.ways.buttons:
                self.ways.buttons[0].setFocus()
            return
        self.save.set_busy(True, _("Saving"))  # noqa: FBT003 - busy is what it says
        if self._changing is not None:
            acts.change(
                self, acts.changed_parts(self._changing, draft), draft.title, self._on_saved, self._on_refused
            )
            return
        room = self._rooms.get(draft.room_id or 0)
        slip = _("F8 prints the slip")
        acts.book(self, draft, room.name if room else "", self._on_saved, self._on_refused, slip)

    def _complete(self, draft: BookingDraft) -> bool:
        """Whether the must-haves stand there; the first that does not gets the caret and says so."""
        if not draft.who:
            self.ask_for("who_field", "who", "booking.who_missing")
        elif draft.starts is None:
            self.ask_for("time_field", "starts", "booking.time_missing")
        elif draft.room_id is None:
            self.ask_for("room_field", "room_id", "booking.room_missing")
        else:
            return True
        return False

    def _on_saved(self, result: Booked | object) -> None:
        self.save.set_busy(False)
        self.previewed.emit(None, "")
        self.booked.emit(result if isinstance(result, Booked) else None)

    def _on_refused(self, refused: Refused) -> None:
        """Another desk was quicker, or a rule changed: say so here and look again."""
        self.save.set_busy(False)
        self.ways.say(acts.refused_words(refused))
        self._on_part()

    # -- keys ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the time goes to the button, Enter in the other boxes books."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and plain
                and isinstance(watched, QLineEdit)
            ):
                self._on_enter(watched)
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self, box: QLineEdit) -> None:
        starts, ends = self.time()
        if box is self.when:
            if starts is not None and ends is not None:
                self.when.set_value((starts, ends))
                self.time_field.set_problem(None)
                self.save.setFocus()
            else:
                self.time_field.check()
        elif box is self.who.phone and starts is None:
            self.when.setFocus()
        else:
            self.book()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Ctrl+Enter books from anywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.book()
        else:
            super().keyPressEvent(event)


def slot_of(draft: BookingDraft) -> Slot | None:
    """Where a draft would stand on the board; None while room or time are missing."""
    if draft.room_id is None or draft.starts is None or draft.ends is None:
        return None
    start = draft.starts.hour * 60 + draft.starts.minute
    length = int((draft.ends - draft.starts).total_seconds() // 60)
    return Slot(draft.room_id, draft.starts.date(), start, min(start + length, DAY_MINUTES))
