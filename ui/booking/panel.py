"""The panel that books: who, when, where — with the answer standing there before Enter is pressed.

Only who and when must be said. The room is chosen by itself (the smallest free one that seats the group)
until the person chooses one. Every change asks `outlook` in the quick lane; saving waits for its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from neighborcenter.booking.drafts import BookingDraft, DetailsDraft, MoveDraft
from neighborcenter.booking.service import Booked
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused
from ui.booking import acts
from ui.booking.outlook import Outlook
from ui.booking.panel_ask import AskingPanel
from ui.booking.things import Extras
from ui.booking.unsaved import Unsaved
from ui.booking.who_field import Who
from ui.kit.messages import announce
from ui.kit.timeline.board import Slot


class BookingPanel(AskingPanel):
    """One booking on its way: hand it a Slot or nothing, and it says `booked` or `closed`."""

    booked = Signal(object)
    """A Booked, or None when an existing booking was changed."""
    closed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        self._left: Unsaved | None = None
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
        for part in (self.special, self.request, self.extras, self.verdict, self.title):
            part.changed.connect(self._on_part)
        self.ways.chosen.connect(self._on_way)
        self.lengths.chosen.connect(self._on_length)
        self.unsaved.wanted.connect(self.take_up)
        self.save.clicked.connect(lambda _checked=False: self.book())
        self.close_button.clicked.connect(lambda _checked=False: self.leave())
        for box in (self.when, self.people, self.title, self.note, self.who.phone, self.verdict.reason):
            box.installEventFilter(self)
        for keys, act in (("Alt+E", self.extras.setFocus), ("Alt+U", self.take_up)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- beginning and ending ------------------------------------------------------------------------

    def begin(self, slot: Slot | None = None, who: Who | None = None) -> None:
        """A new booking; a drawn slot fills room and time, and the caret waits for the name."""
        self.keep_unsaved()
        self.start_anew()
        if slot is not None:
            self._draw(slot)
        elif who is None and self._left is not None:
            self.unsaved.show_left(self._left)
        self.who.setFocus()
        if who is not None:
            self.who.take(who)
        self._on_part()

    def _draw(self, slot: Slot) -> None:
        """A stretch drawn in a room's row, or in that of a thing, which is then taken along."""
        self._own_room = slot.room > 0
        if slot.room > 0:
            self.room.set_value(slot.room)
        else:
            self.extras.set_value(Extras(resources=((-slot.room, 1),)))
        start = datetime.combine(slot.date, datetime.min.time()) + timedelta(minutes=slot.start)
        self._length = timedelta(minutes=slot.end - slot.start)
        self.when.set_value((start, start + self._length))

    def keep_unsaved(self) -> None:
        """Remember what stands here, if somebody typed something, until a form is saved."""
        if not self.key or self._changing is not None:
            return
        starts, ends = self.time()
        when = (starts, ends) if starts is not None and ends is not None else None
        left = Unsaved(self.draft(), self.who.value(), when, self.extras.value())
        self._left = left if left.worth else self._left

    def take_up(self) -> None:
        """Go on with the form that was not saved."""
        left = self._left
        if left is None or self._changing is not None:
            return
        self._left = None
        self.unsaved.show_left(None)
        self.who.set_value(left.who)
        self._own_room, self._own_kind = left.draft.room_id is not None, True
        self.room.set_value(left.draft.room_id)
        self.when.set_value(left.when)
        self.people.set_value(left.draft.people or None)
        self.kind.set_value(left.draft.kind)
        self.title.set_value("" if left.draft.title == left.who.name else left.draft.title)
        self.note.set_value(left.draft.note)
        self.extras.set_value(left.extras)
        self.when.setFocus()
        self._on_part()

    def change(self, draft: BookingDraft, move: MoveDraft, details: DetailsDraft, who: Who) -> None:
        """Change a booked day: the same form, without repetition."""
        self.keep_unsaved()
        self.start_anew()
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
        """Close without booking; what was typed is offered by the next form."""
        self.put_away()
        self.closed.emit()

    def put_away(self) -> None:
        """Let go of what the form holds and remember what was typed; for forms that give way to something else."""
        if not self.key:
            return
        self.keep_unsaved()
        self._pause.stop()
        self.hold.let_go()
        self.key = ""
        self.previewed.emit(None, "")

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
            announce(self, self.ways.title.text() or self.verdict.words)
            if found.aside:
                self.verdict.reason_field.focus()
            elif self.ways.buttons:
                self.ways.buttons[0].setFocus()
            return
        self.save.set_busy(True, _("Saving"))  # noqa: FBT003 - busy is what it says
        if self._changing is not None:
            acts.change(
                self, acts.changed_parts(self._changing, draft), draft.title, self._on_saved, self._on_refused
            )
            return
        room = self._rooms.get(draft.room_id or 0)
        slip = "" if found.asks else _("F8 prints the slip")
        acts.book(
            self, draft, room.name if room else "", self._on_saved, self._on_refused, slip, asked=found.asks
        )

    def _complete(self, draft: BookingDraft) -> bool:
        """Whether the must-haves stand there; the first that does not gets the caret and says so."""
        if not draft.who:
            self.ask_for("who_field", "who", "booking.who_missing")
        elif draft.starts is None:
            self.ask_for("time_field", "starts", "booking.time_missing")
        elif draft.room_id is None:
            self.ask_for("room_field", "room_id", "booking.room_missing")
        else:
            return self._changing is not None or self.repeat.check()
        return False

    def _on_saved(self, result: Booked | object) -> None:
        self.save.set_busy(False)
        self.hold.booked()
        self.key, self._left = "", None
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
