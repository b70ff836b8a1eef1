"""When and where an activity takes place: once, or again and again, in a room that is free every time."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.activities import session_service
from neighborcenter.activities.drafts import SessionsDraft
from neighborcenter.activities.rows import ActivityCard
from neighborcenter.activities.session_service import Added
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Clash, Problem, Refused, speak
from ui.activities.room_choice import Rooms, rooms_for
from ui.booking.repeat_editor import RepeatEditor
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, FlagField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, runner
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateTimeField
from ui.kit.pause import Pause
from ui.people.panels import Panel

PAUSE_MS = 60


class SessionsForm(Panel):
    """Adds sessions to an activity."""

    saved = Signal()

    def __init__(self, card: ActivityCard) -> None:
        super().__init__(_("Add sessions"))
        self._card = card
        self.form = Form(1)
        self.when = DateTimeField(runner().backend.clock.today)
        self.repeat = RepeatEditor()
        self.room = ChoiceField([], _("Choose, or write the place below"), optional=True)
        self.place = TextField(card.place or _("Square, school, another center …"))
        self.heading = TextField(_("Lesson 1, opening …"))
        self.skip = FlagField(_("Leave out days on which the room is taken or closed"))
        self.skip.set_value(True)
        self.form.add("starts", Field(_("Time"), self.when, required=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self.repeat)
        self.where = Form(1)
        self.where.add("room_id", Field(_("Room"), self.room))
        self.where.add("place", Field(_("Place in words"), self.place))
        self.where.add("title", Field(_("Session title"), self.heading))
        self.body.addWidget(self.where)
        self.body.addWidget(self.skip)
        self.message = Label("", "small strong", "accent_text", wrap=True)
        self.message.hide()
        self.body.addWidget(self.message)
        self.save = Button(_("Add"), "primary", "check", "Ctrl ↵", main=True)
        self.foot_row.addWidget(self.save, 1)
        self._pause = Pause(self, PAUSE_MS, self._ask)
        self.when.changed.connect(self._on_time)
        self.repeat.changed.connect(self._pause.start)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QTimer.singleShot(0, self, self.form.focus_first)

    def draft(self) -> SessionsDraft:
        """What stands in the form."""
        value = self.when.value()
        return SessionsDraft(
            activity_id=self._card.id,
            starts=value[0] if value else None,
            ends=value[1] if value else None,
            room_id=self.room.value(),
            place=self.place.value(),
            title=self.heading.value(),
            repeat=self.repeat.value(),
            skip_clashes=self.skip.value(),
        )

    def _on_time(self) -> None:
        value = self.when.value()
        self.repeat.set_first(value[0] if value else None)
        self._pause.start()

    def _ask(self) -> None:
        draft, people = self.draft(), sum(place.capacity for place in self._card.places)
        if draft.starts is not None:
            Query(self, lambda read: rooms_for(read, draft, people), key="rooms", lane="quick").then(
                self._on_rooms
            ).start()

    def _on_rooms(self, found: Rooms) -> None:
        self.room.set_choices(list(found.choices))
        hint = _("{count} rooms are free every time").format(count=len(found.choices))
        self.where.fields["room_id"].set_hint(hint)
        words = _("Add {count} sessions").format(count=found.times) if found.times > 1 else _("Add")
        self.save.setText(words)

    def submit(self) -> None:
        """Plan them."""
        if self.save.busy or not self.form.check():
            return
        draft = self.draft()
        self.save.set_busy(True)
        Command(self, lambda work: session_service.add_sessions(work, draft)).then(self._on_added).refused(
            self._on_refused
        ).finally_(lambda: self.save.set_busy(busy=False)).start()

    def _on_added(self, added: Added) -> None:
        left_out = len(added.skipped)
        detail = _("{count} days are left out: the room is taken or closed.").format(count=left_out)
        toast(
            _("{count} sessions planned").format(count=len(added.session_ids)),
            " ".join([detail] if left_out else []) + " ".join(speak(one) for one in added.warnings),
        )
        self.saved.emit()

    def _on_refused(self, refused: Refused) -> None:
        homeless: list[Problem] = self.form.set_problems(refused.problems)
        homeless = self.where.set_problems(homeless)
        words = [speak(problem) for problem in homeless]
        if isinstance(refused, Clash) and refused.in_the_way:
            words += [f"{one.title}" for one in refused.in_the_way[:3] if getattr(one, "title", "")]
        self.message.setText(" ".join(words))
        self.message.setVisible(bool(words))
