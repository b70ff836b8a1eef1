"""Lifting a closure: what comes back, what cannot and why, and the rooms that are free instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking import closing, series_service
from neighborcenter.booking.closing import Reopened
from neighborcenter.booking.closures import Return
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.center.queries import ClosureRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import speak
from neighborcenter.kit.times import minutes_of
from ui.booking.acts import when_words
from ui.booking.series.day_lines import DayLine, DayLines
from ui.kit.buttons import Button
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.spoken import spoken_day


class LiftPanel(QWidget):
    """Shows what would come back; the button lifts the closure."""

    done = Signal()

    def __init__(self, row: ClosureRow, found: Sequence[Return], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.lifted = False
        self.setWindowTitle(_("Open again"))
        words = _("{first} to {last}: {reason}")
        self.head = Label(
            words.format(first=spoken_day(row.first), last=spoken_day(row.last), reason=row.reason),
            "body",
            wrap=True,
        )
        self.count = Label("", "small strong", "text2", wrap=True)
        self.days = DayLines()
        self.lift = Button(_("Open again"), "primary", "rotate-ccw", main=True)
        self.lift.clicked.connect(lambda _checked=False: self.lift_it())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.head, self.count, self.days):
            box.addWidget(widget)
        box.addStretch(1)
        self.foot = self.lift
        self.show_returns(found)

    def show_returns(self, found: Sequence[Return]) -> None:
        """Show these days and whether they come back."""
        back = sum(one.comes_back for one in found)
        words = _("{back} booked days come back, {left} cannot.")
        self.count.setText(words.format(back=back, left=len(found) - back))
        self.days.show_lines([self._line(one) for one in found])

    def _line(self, one: Return) -> DayLine:
        when = when_words(one.day.during.start, one.day.during.end)
        place = " · ".join(part for part in (one.day.room, one.day.who) if part)
        if one.comes_back:
            return DayLine(f"{when} {one.day.title}", place)
        why = speak(one.problem) if one.problem is not None else ""
        ways = []
        if self.lifted:
            ways = [
                (
                    _("Book {room} instead").format(room=room.name),
                    partial(self._instead, one.day.occurrence_id, room.room_id),
                )
                for room in one.other_rooms
            ]
        return DayLine(f"{when} {one.day.title}", f"{place}  {why}", ("triangle-alert", "notice.text"), ways)

    def lift_it(self) -> None:
        """Lift the closure; what cannot come back stays in sight with its ways out."""
        lift(self, self.row, self._on_lifted)

    def _on_lifted(self, found: Reopened) -> None:
        if not found.left:
            self.done.emit()
            return
        self.lifted = True
        self.lift.hide()
        self.show_returns(found.left)

    def _instead(self, occurrence_id: int, room_id: int) -> None:
        Command(self, lambda work: series_service.readd(work, occurrence_id, room_id=room_id)).then(
            lambda _news: toast(_("Booked in another room"))
        ).start()


def lift(owner: QWidget, row: ClosureRow, then: Callable[[Reopened], object] = lambda _found: None) -> None:
    """Lift a closure and say what came back; undo closes the days again."""
    ends = minutes_of(row.time_to) if row.time_to else 24 * 60
    begins = minutes_of(row.time_from) if row.time_from else 0
    draft = ClosureDraft(row.first, row.last, row.reason, row.room_id, begins, ends)
    page = owner.window()

    def undo() -> None:
        Command(page, lambda work: closing.close(work, draft)).start()

    def said(found: Reopened) -> None:
        words = _("{back} booked days came back, {left} stay suspended.")
        some = found.back or found.left
        detail = words.format(back=len(found.back), left=len(found.left)) if some else ""
        toast(_("Open again: {first}").format(first=spoken_day(row.first)), detail, undo=undo)
        then(found)

    Command(owner, lambda work: closing.reopen(work, row.id)).then(said).start()
