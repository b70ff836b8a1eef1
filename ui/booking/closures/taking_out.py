"""Taking days out of many series at once: which days, which rooms, cancel or move, and what it does to whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking import cancel_service, takeout_service
from neighborcenter.booking.drafts import TakeOut
from neighborcenter.booking.takeout_service import OutDay, TakenOut
from neighborcenter.center.queries import RoomRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from ui.booking.acts import when_words
from ui.booking.series.day_lines import DayLine, DayLines
from ui.center.room_choice import RoomChoice
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField


class TakeOutEditor(QWidget):
    """A stretch of days out of all bookings, or of those of one room."""

    done = Signal()

    def __init__(self, rooms: Sequence[RoomRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Take days out of series"))
        today = jobs.runner().backend.clock.today
        offered = [(room.id, room.name) for room in rooms if not room.retired]
        self.form = Form()
        self.form.add("first", Field(_("First day"), DateField(today), required=True))
        self.form.add("last", Field(_("Last day"), DateField(today), _("Empty: one day")))
        which = RoomChoice(_("All rooms"))
        which.offer(offered)
        self.form.add("room_id", Field(_("Room"), which))
        self.form.add("reason", Field(_("Reason"), TextField(_("Spring Festival, building works…"))))
        other = RoomChoice(_("Cancel them"))
        other.offer([(ref, _("Move to {room}").format(room=name)) for ref, name in offered])
        self.form.add("to_room_id", Field(_("What becomes of them"), other))
        days = NumberField(_("days"), minimum=0, maximum=60)
        self.form.add("days_later", Field(_("Move them later by"), days, _("Empty: not moved")))
        self.count = Label("", "small strong", "text2", wrap=True)
        self.days = DayLines()
        self.save = Button(_("Take these days out"), "primary", "calendar-x", main=True)
        self.save.clicked.connect(self._on_save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.form, self.count, self.days):
            box.addWidget(widget)
        box.addStretch(1)
        self.foot = self.save
        self.form.changed.connect(self.look)

    def wish(self) -> TakeOut | None:
        """What the form says; None while the first day is missing."""
        values = self.form.values()
        if values["first"] is None:
            return None
        return TakeOut(
            values["first"],
            values["last"] or values["first"],
            () if values["room_id"] is None else (values["room_id"],),
            reason=values["reason"] or "",
            to_room_id=values["to_room_id"],
            days_later=int(values["days_later"] or 0),
        )

    def look(self) -> None:
        """Ask what it would do."""
        wish = self.wish()
        if wish is None:
            self._on_days(())
            return
        Query(self, lambda read: takeout_service.preview_take_out(read, wish), key="out", lane="quick").then(
            self._on_days
        ).refused(lambda _refused: self._on_days(())).start()

    def _on_days(self, days: Sequence[OutDay]) -> None:
        possible = sum(one.possible for one in days)
        self.count.setVisible(bool(days))
        words = _("{count} booked days are meant; {left} of them cannot go there and stay.")
        if possible == len(days):
            words = _("{count} booked days are meant.")
        self.count.setText(words.format(count=len(days), left=len(days) - possible))
        self.days.show_lines([_line(one) for one in days])

    def _on_save(self) -> None:
        wish = self.wish()
        if not self.form.check() or wish is None:
            self.form.focus_first()
            return
        Command(self, lambda work: takeout_service.take_out(work, wish)).then(self._finish).failed(
            self.form.set_problems
        ).start()

    def _finish(self, done: TakenOut) -> None:
        page = self.window()
        undo = None
        if done.cancelled and not done.moved:

            def undo() -> None:
                Command(page, lambda work: cancel_service.restore(work, done.cancelled)).start()

        said = _("{count} days taken out").format(count=len(done.cancelled) + len(done.moved))
        detail = _("Whom to ring stands under Call lists.") if done.call_list_id is not None else ""
        toast(said, detail, undo=undo)
        self.done.emit()


def _line(one: OutDay) -> DayLine:
    when = when_words(one.day.during.start, one.day.during.end)
    place = " · ".join(part for part in (one.day.room, one.day.who, one.day.phone) if part)
    if one.possible:
        return DayLine(f"{when} {one.day.title}", place)
    why = [problem.problem() for problem in one.taken] or list(one.shut)
    return DayLine(f"{when} {one.day.title}", speak(why[0]), ("triangle-alert", "notice.text"))
