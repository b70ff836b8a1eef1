"""The panel's question and its answer: what stands in the form, what would come of it, and the hold it keeps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import TimeRange
from ui.booking import acts
from ui.booking.answers import rule_lines, ways_of
from ui.booking.feed import RoomChoice
from ui.booking.holding import FormHold
from ui.booking.outlook import Outlook, outlook
from ui.booking.panel_layout import PanelLayout
from ui.booking.things import Thing
from ui.booking.verdict_box import beside
from ui.booking.who_field import Who
from ui.kit.jobs import Query, runner
from ui.kit.pause import Pause
from ui.kit.timeline.board import DAY_MINUTES, Slot

# Long enough to swallow the letters of one word, far below what anybody notices.
PAUSE_MS = 40
USUAL = timedelta(hours=2)


class AskingPanel(PanelLayout):
    """A form that asks what would come of it after every key."""

    previewed = Signal(object, str)
    """Slot and title of what would be booked, or None."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._rooms: dict[int, RoomChoice] = {}
        self._outlook: Outlook | None = None
        self._own_room = self._own_kind = False
        self._length = USUAL
        self._asking = self._book_when_known = False
        self.key = ""
        self.hold = FormHold(self)
        self._changing: acts.Change | None = None
        self._pause = Pause(self, PAUSE_MS, self._ask)

    def set_choices(self, rooms: tuple[RoomChoice, ...], things: tuple[Thing, ...]) -> None:
        """The rooms that can be booked, and what can be taken besides."""
        self.extras.set_things(things)
        if {room.id: room for room in rooms} != self._rooms:
            self._rooms = {room.id: room for room in rooms}
            self.room.set_choices([(room.id, room.name) for room in rooms])

    def start_anew(self) -> None:
        """An empty form with a key and a hold of its own."""
        self.key = uuid.uuid4().hex
        self.hold.begin(self.key)
        self._changing = None
        self._own_room = self._own_kind = False
        self._length, self._outlook, self._book_when_known = USUAL, None, False
        self.clear()

    # -- what is asked for ---------------------------------------------------------------------------

    def draft(self) -> BookingDraft:
        """What stands in the form now."""
        who = self.who.value()
        starts, ends = self.time()
        title, extras = self.title.value() or who.name, self.extras.value()
        return BookingDraft(
            room_id=self.room.value() if self._own_room else None,
            also_rooms=extras.rooms,
            resources=extras.resources,
            override=self.verdict.reason.value(),
            ask=bool(self.request.value()),
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
            client_key=self.key,
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
            self,
            lambda read: outlook(read, draft, choose=choose, but=but),
            key="outlook",
            lane="quick",
        ).then(self._on_outlook).start()

    def _on_outlook(self, found: Outlook) -> None:
        if self._pause.isActive():
            return
        self._asking, self._outlook = False, found
        if not self._own_room:
            self.room.set_value(found.draft.room_id)
        self._show_answer(found)
        self._keep_held(found)
        self.previewed.emit(slot_of(found.draft), found.draft.title or _("New booking"))
        if self._book_when_known:
            self._book_when_known = False
            self._save(found)

    def _show_answer(self, found: Outlook) -> None:
        room = self._rooms.get(found.draft.room_id or 0)
        self.room_field.set_hint(room.note if room is not None else "")
        self.repeat.show_days(found.days)
        answer = ways_of(found, self._rooms)
        self.ways.say(answer.title, answer.line, answer.ways)
        self.special.setVisible(answer.shut or bool(self.special.value()))
        left = beside(self.fields, [p for p in found.verdict.problems if not p.params.get("asks")])
        self.verdict.say(rule_lines(found, left, runner().backend.clock), aside=found.aside)
        self.say_save(
            len(found.days) - found.skipped if found.days else 0,
            found.skipped,
            changing=self._changing is not None,
            asks=found.asks,
        )

    def _keep_held(self, found: Outlook) -> None:
        """Hold the room while the form is open; a series and what is taken anyway are not held."""
        starts, ends, room_id = found.draft.starts, found.draft.ends, found.draft.room_id
        free = not found.days and not found.found
        if self._changing is None and free and starts and ends and room_id is not None and self.isVisible():
            self.hold.want(room_id, TimeRange(starts, ends), found.draft.title)
        else:
            self.hold.let_go()

    def _save(self, found: Outlook) -> None:
        """Save what was answered; the panel itself does."""
        raise LookupError(type(self).__name__)


def slot_of(draft: BookingDraft) -> Slot | None:
    """Where a draft would stand on the board; None while room or time are missing."""
    if draft.room_id is None or draft.starts is None or draft.ends is None:
        return None
    start = draft.starts.hour * 60 + draft.starts.minute
    length = int((draft.ends - draft.starts).total_seconds() // 60)
    return Slot(draft.room_id, draft.starts.date(), start, min(start + length, DAY_MINUTES))
