"""Another time, room or place for one session; who signed up gets on a call list."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.activities.drafts import SessionMoveDraft
from neighborcenter.activities.rows import SessionRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from ui.activities import acts
from ui.activities.looks import when_words
from ui.activities.room_choice import Rooms, rooms_at
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Query, runner
from ui.kit.labels import Label
from ui.kit.moments import DateTimeField
from ui.kit.pause import Pause
from ui.people.panels import Panel

PAUSE_MS = 60


class MovePanel(Panel):
    """`moved` carries the id of the call list, or None when nobody has to be told."""

    moved = Signal(object)

    def __init__(self, row: SessionRow) -> None:
        super().__init__(_("Move {when}").format(when=when_words(row.starts, row.ends)))
        self._row = row
        self.when = DateTimeField(runner().backend.clock.today, day=row.starts.date())
        self.when.set_value((row.starts, row.ends))
        self.room = ChoiceField([(row.room_id, row.room)] if row.room_id else [], optional=True)
        self.room.set_value(row.room_id)
        self.place = TextField(row.place)
        self.reason = TextField(_("It is said at the telephone"))
        self.form = Form(1)
        self.form.add("starts", Field(_("Time"), self.when, required=True))
        self.form.add("room_id", Field(_("Room"), self.room))
        self.form.add("place", Field(_("Place in words"), self.place))
        self.form.add("reason", Field(_("Why"), self.reason))
        self.body.addWidget(self.form)
        told = _("{count} people are expected; they get on a call list.").format(count=row.expected)
        self.body.addWidget(
            Label(told if row.expected else _("Nobody has to be told."), "small", "text2", wrap=True)
        )
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.body.addWidget(self.message)
        self.save = Button(_("Move"), "primary", "check", "Ctrl ↵", main=True)
        self.foot_row.addWidget(self.save, 1)
        self._pause = Pause(self, PAUSE_MS, self._ask)
        self.when.changed.connect(self._pause.start)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QTimer.singleShot(0, self, self.form.focus_first)
        self._ask()

    def _ask(self) -> None:
        value = self.when.value()
        if value is not None:
            starts, ends = value
            people = max(self._row.capacity, self._row.expected)
            Query(self, lambda read: rooms_at(read, starts, ends, people), key="rooms", lane="quick").then(
                self._on_rooms
            ).start()

    def _on_rooms(self, found: Rooms) -> None:
        own = [(self._row.room_id, self._row.room)] if self._row.room_id else []
        others = [choice for choice in found.choices if choice[0] != self._row.room_id]
        chosen = self.room.value()
        self.room.set_choices([*own, *others])
        self.room.set_value(chosen)
        hint = _("{count} rooms are free at that time").format(count=len(others))
        self.form.fields["room_id"].set_hint(hint)

    def submit(self) -> None:
        """Move it."""
        value = self.when.value()
        if self.save.busy or not self.form.check() or value is None:
            return
        room = self.room.value()
        draft = SessionMoveDraft(
            self._row.id,
            *value,
            room_id=room if room != self._row.room_id else None,
            place=self.place.value() or None,
            reason=self.reason.value(),
        )
        self.save.set_busy(True)
        acts.move_session(self, draft, self._row.activity, self.moved.emit, self._on_refused).finally_(
            lambda: self.save.set_busy(busy=False)
        ).start()

    def _on_refused(self, refused: Refused) -> None:
        homeless = self.form.set_problems(refused.problems)
        self.message.setText(" ".join(speak(problem) for problem in homeless))
        self.message.setVisible(bool(homeless))
