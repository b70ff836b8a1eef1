"""Closing days: the form, and below it who is affected before anything is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking import closing
from neighborcenter.booking.affected import AffectedDay
from neighborcenter.booking.closing import Closed
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.center.queries import RoomRow
from neighborcenter.kit.i18n import _
from ui.booking.acts import when_words
from ui.booking.series.day_lines import DayLine, DayLines
from ui.center.room_choice import RoomChoice
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField, TimeRangeField
from ui.kit.spoken import spoken_day

WHOLE_DAYS = (0, 24 * 60)


class ClosureEditor(QWidget):
    """Closes the center or a room for some days or hours, in the panel."""

    done = Signal()

    def __init__(self, rooms: Sequence[RoomRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Close days"))
        today = jobs.runner().backend.clock.today
        self.form = Form()
        self.form.add("first", Field(_("First day"), DateField(today), required=True))
        self.form.add("last", Field(_("Last day"), DateField(today), _("Empty: one day")))
        self.form.add("hours", Field(_("Time"), TimeRangeField(), _("Empty: whole days")))
        which = RoomChoice(_("The whole center"))
        which.offer([(room.id, room.name) for room in rooms if not room.retired])
        self.form.add("room_id", Field(_("Room"), which))
        self.form.add("reason", Field(_("Reason"), TextField(_("Floor waxing, disinfection…"))))
        self.count = Label("", "small strong", "text2", wrap=True)
        self.days = DayLines()
        self.save = Button(_("Close these days"), "primary", "calendar-off", main=True)
        self.save.clicked.connect(self._on_save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.form, self.count, self.days):
            box.addWidget(widget)
        box.addStretch(1)
        self.foot = self.save
        self.form.changed.connect(self.look)

    def draft(self) -> ClosureDraft | None:
        """What the form says; None while the first day is missing."""
        values = self.form.values()
        if values["first"] is None:
            return None
        begins, ends = values["hours"] or WHOLE_DAYS
        last = values["last"] or values["first"]
        return ClosureDraft(values["first"], last, values["reason"] or "", values["room_id"], begins, ends)

    def look(self) -> None:
        """Ask who is affected by what the form says now."""
        draft = self.draft()
        if draft is None or draft.end <= draft.start:
            self._on_affected(())
            return
        Query(self, lambda read: closing.preview_close(read, draft), key="affected", lane="quick").then(
            self._on_affected
        ).refused(lambda _refused: self._on_affected(())).start()

    def _on_affected(self, days: Sequence[AffectedDay]) -> None:
        self.days.show_lines([line_of(day) for day in days])
        self.count.setVisible(bool(days))
        words = _("{count} booked days would be suspended. They come back when this is lifted.")
        self.count.setText(words.format(count=len(days)))

    def _on_save(self) -> None:
        draft = self.draft()
        if not self.form.check() or draft is None:
            self.form.focus_first()
            return
        Command(self, lambda work: closing.close(work, draft)).then(
            lambda closed: self._finish(draft, closed)
        ).failed(self.form.set_problems).start()

    def _finish(self, draft: ClosureDraft, closed: Closed) -> None:
        page = self.window()

        def undo() -> None:
            Command(page, lambda work: closing.reopen(work, closed.closure_id)).start()

        said = _("Closed: {first} to {last}").format(
            first=spoken_day(draft.first), last=spoken_day(draft.last)
        )
        toast(said, suspended_words(closed), undo=undo)
        self.done.emit()


def suspended_words(closed: Closed) -> str:
    """What a closure did to the bookings."""
    if not closed.suspended:
        return ""
    if closed.call_list_id is None:
        return _("{count} booked days are suspended.").format(count=len(closed.suspended))
    words = _("{count} booked days are suspended; whom to ring stands under Call lists.")
    return words.format(count=len(closed.suspended))


def line_of(day: AffectedDay) -> DayLine:
    """A booked day that a closure suspends."""
    when = when_words(day.during.start, day.during.end)
    who = " · ".join(part for part in (day.room, day.who, day.phone) if part)
    return DayLine(f"{when} {day.title}", who, ("clock", "notice.text"))
