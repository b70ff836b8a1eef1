"""Changing a series at the right of the calendar: what, how much of it, and every day before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking.drafts import SeriesChange
from neighborcenter.booking.kinds import Fate, Scope
from neighborcenter.booking.queries import BookingCard, CardDay
from neighborcenter.booking.series import preview
from neighborcenter.booking.series_days import SeriesDay, SeriesPreview
from neighborcenter.booking.texts import scope_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Refused, speak
from neighborcenter.kit.speech import say_day
from ui.booking.acts import when_words
from ui.booking.headed import HeadedPanel
from ui.booking.repeat_editor import RepeatEditor
from ui.booking.series import acts
from ui.booking.series.day_lines import DayLine, DayLines
from ui.kit.buttons import Button
from ui.kit.fields import ChoiceField, FlagField, NumberField
from ui.kit.form import Field
from ui.kit.jobs import Query
from ui.kit.labels import Label
from ui.kit.moments import DateField, TimeRangeField
from ui.kit.pause import Pause
from ui.kit.theme import px, theme_changed

WAIT = 200
"""Milliseconds after the last key before the days are reckoned again."""
SIGNS = {
    Fate.SAME: ("check", "text3"),
    Fate.CHANGES: ("pencil", "accent_text"),
    Fate.ADDED: ("plus", "service.text"),
    Fate.COMES_BACK: ("undo-2", "service.text"),
    Fate.DROPPED: ("minus", "notice.text"),
    Fate.STAYS: ("triangle-alert", "notice.text"),
    Fate.LEFT_OUT: ("triangle-alert", "notice.text"),
    Fate.GONE: ("x", "text3"),
}


class SeriesPanel(HeadedPanel):
    """Hand it a card and a day; it says `closed` when it is done or put away."""

    changed = Signal(object)
    """A SeriesChanged, when the change is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: BookingCard | None = None
        self.day: CardDay | None = None
        self.found: SeriesPreview | None = None
        self._rooms: dict[int, str] = {}
        self._rooms_on: dict[date, int] = {}
        self.heading.setText(_("Change the series"))
        self._scroll.setWidget(self._fields())
        self.save = Button(_("Change"), "primary", "check", main=True)
        self.save.clicked.connect(lambda _checked=False: self.keep())
        self._outer.addWidget(self.save)
        self._timer = Pause(self, WAIT, self.look)
        theme_changed.connect(self.restyle)
        self.restyle()

    def _fields(self) -> QWidget:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(px(2), 0, px(6), 0)
        self.now = Label("", "small", "text2", wrap=True)
        self.scope = ChoiceField([(scope, scope_name(scope)) for scope in Scope])
        self.room = ChoiceField([], _("Room"))
        self.times = TimeRangeField()
        self.later = NumberField(_("days later"), minimum=0, maximum=6)
        self.until = DateField(lambda: self.day.starts.date() if self.day else date.max)
        self.repeat = RepeatEditor()
        self.skip = FlagField(_("Days that cannot follow stay as they are"))
        self.words = Label("", "small strong", "text2", wrap=True)
        self.against = Label("", "small", "notice.text", wrap=True)
        self.days = DayLines()
        fields = (
            Field(_("How much of it"), self.scope),
            Field(_("Room"), self.room),
            Field(_("Time"), self.times),
            Field(_("Another day of the week"), self.later, _("Every day so many days later")),
            Field(_("Last day"), self.until, _("Empty: as it is")),
        )
        self._column.addWidget(self.now)
        for widget in (*fields, self.repeat, self.skip, self.against, self.words, self.days):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        for editor in (self.scope, self.room, self.times, self.later, self.until, self.repeat, self.skip):
            editor.changed.connect(self._on_part)
        return inside

    def begin(self, card: BookingCard, day: CardDay, rooms: Sequence[tuple[int, str]]) -> None:
        """Show the series of a card, asked from one of its days."""
        self.card, self.day = card, day
        self._rooms, self._rooms_on = dict(rooms), {}
        series = len(card.days) > 1
        self.heading.setText(_("Change “{title}”").format(title=card.title))
        self.now.setText(card.repetition or _("Does not repeat yet."))
        self.scope.set_value(Scope.FOLLOWING if series else Scope.ALL)
        self.room.set_choices(rooms)
        self.room.set_value(day.room_id)
        self.times.set_value(_minutes(day.starts, day.ends))
        self.later.set_value(None)
        self.until.set_value(None)
        self.repeat.reset()
        self.repeat.set_first(day.starts)
        self.repeat.switch.setChecked(not series)
        self.skip.set_value(False)
        self.look()
        self.scope.setFocus()

    def wanted(self) -> SeriesChange | None:
        """What the fields say; only what differs from the day that is shown."""
        day = self.day
        if day is None:
            return None
        times = self.times.value() or _minutes(day.starts, day.ends)
        before = _minutes(day.starts, day.ends)
        room_id = self.room.value()
        return SeriesChange(
            day.occurrence_id,
            self.scope.value() or Scope.ALL,
            room_id=room_id if room_id not in (None, day.room_id) else None,
            starts_at=_clock(times[0]) if times[0] != before[0] else None,
            days_later=int(self.later.value() or 0),
            minutes=times[1] - times[0] if times[1] - times[0] != before[1] - before[0] else None,
            repeat=self.repeat.value() or None,
            until=self.until.value(),
            rooms_on=tuple(self._rooms_on.items()),
            skip_clashes=self.skip.value(),
        )

    def look(self) -> None:
        """Ask what the change would do."""
        wanted = self.wanted()
        if wanted is not None:
            Query(self, lambda read: preview(read, wanted), key="series", lane="quick").then(
                self._on_preview
            ).start()

    def _on_part(self, _what: object = None) -> None:
        self._timer.start()

    def _on_preview(self, found: SeriesPreview) -> None:
        self.found = found
        errors = [speak(problem) for problem in found.problems]
        self.against.setText("\n".join(errors))
        self.against.setVisible(bool(errors))
        changing = found.count(Fate.CHANGES, Fate.ADDED, Fate.COMES_BACK)
        words = _("{count} days change").format(count=changing)
        dropped, stuck = found.count(Fate.DROPPED), len(found.clashing)
        if dropped:
            words = _("{words}, {count} go").format(words=words, count=dropped)
        if stuck:
            words = _("{words}, {count} cannot follow").format(words=words, count=stuck)
        if not changing and not dropped and not stuck:
            words = _("Nothing is changed yet.")
        elif found.splits:
            words = _("{words}. They become a booking of their own.").format(words=words)
        self.words.setText(words)
        self.skip.setVisible(bool(stuck))
        # What is in the way comes first: it wants an answer.
        days = sorted(found.days, key=lambda day: (not day.clashes, day.slot))
        self.days.show_lines([self._line(day) for day in days])
        wrong = any(problem.level == "error" for problem in found.problems)
        moved = any(day.fate is not Fate.SAME and day.fate is not Fate.GONE for day in found.days)
        self.save.setEnabled(moved and not wrong and (not stuck or self.skip.value()))

    def _line(self, day: SeriesDay) -> DayLine:
        shown = day.after or day.before
        if shown is None:
            return DayLine(say_day(day.slot))
        text = when_words(shown.start, shown.end)
        notes = []
        if day.room_after is not None and day.room_after != day.room_before:
            notes.append(self._rooms.get(day.room_after, ""))
        if day.fate is Fate.CHANGES and day.before is not None and day.before != day.after:
            notes.append(_("was {when}").format(when=when_words(day.before.start, day.before.end)))
        notes += [speak(problem) for problem in day.why[:2]]
        if day.fate is Fate.DROPPED:
            notes.append(_("no longer part of it"))
        if day.fate is Fate.GONE:
            notes.append(_("stays cancelled"))
        ways = [
            (
                _("{room} on this day").format(room=room.name),
                partial(self.take_room, day.slot.date(), room.room_id),
            )
            for room in day.other_rooms
        ]
        return DayLine(text, " · ".join(note for note in notes if note), SIGNS[day.fate], ways)

    def take_room(self, day: date, room_id: int) -> None:
        """Another room on one day."""
        self._rooms_on[day] = room_id
        self.look()

    def keep(self) -> None:
        """Carry the change out; the toast takes it back."""
        wanted = self.wanted()
        if wanted is None or not self.save.isEnabled():
            return
        acts.change(self, wanted, self._on_kept, self._on_refused)

    def _on_kept(self, done: object) -> None:
        self.changed.emit(done)
        self.closed.emit()

    def _on_refused(self, refused: Refused) -> None:
        self.against.setText("\n".join(speak(problem) for problem in refused.problems[:3]))
        self.against.show()
        self.look()

    def restyle(self) -> None:
        """Follow the size mode."""
        self._outer.setSpacing(px(8))
        self._column.setSpacing(px(10))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it is; Ctrl+Enter changes it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        else:
            super().keyPressEvent(event)


def _minutes(starts: datetime, ends: datetime) -> tuple[int, int]:
    """Start and end in minutes since the midnight before the start."""
    midnight = datetime.combine(starts.date(), time())
    minute = timedelta(minutes=1)
    return (starts - midnight) // minute, (ends - midnight) // minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
