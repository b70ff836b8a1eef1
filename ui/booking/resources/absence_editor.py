"""Somebody is away, or pieces are in repair; afterwards the days that had counted on them stand here."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.booking import resource_service as service
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_drafts import AbsenceDraft
from neighborcenter.booking.resource_queries import ResourceRow
from neighborcenter.booking.resource_service import Absent
from neighborcenter.kit.i18n import _
from ui.kit import jobs
from ui.kit.buttons import Button
from ui.kit.cards import Banner
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.moments import DateField, TimeRangeField
from ui.kit.spoken import spoken_moment


class AbsenceEditor(QWidget):
    """Days, hours if it is one day only, how many, why."""

    done = Signal()

    def __init__(self, row: ResourceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(_("Away: {name}").format(name=row.name))
        today = jobs.runner().backend.clock.today
        self.form = Form()
        self.form.add("first", Field(_("First day"), DateField(today), required=True))
        self.form.add("last", Field(_("Last day"), DateField(today), _("Empty: only this day")))
        self.form.add("hours", Field(_("Hours of the day"), TimeRangeField(), _("Empty: the whole day")))
        if row.kind is ResourceKind.EQUIPMENT:
            self.form.add("quantity", Field(_("Quantity"), NumberField(minimum=1, maximum=row.quantity)))
        self.form.add("reason", Field(_("Reason"), TextField(_("Leave, training, repair…"))))
        self.form.set_values({"first": today(), "quantity": 1})
        self.save = Button(_("Note the absence"), "primary", "calendar-off", main=True)
        self.save.clicked.connect(self._on_save)
        self.banner = Banner("warning", "")
        self.banner.hide()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.form)
        self._box.addWidget(self.banner)
        self._box.addStretch(1)
        self.foot = self.save

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.form.focus_first()

    def draft(self) -> AbsenceDraft:
        """Return what has been typed."""
        values = self.form.values()
        first = values["first"]
        last = values["last"] or first
        starts = ends = None
        if first is not None and last is not None:
            opens, closes = values["hours"] or (0, 1440)
            starts = datetime.combine(first, time()) + timedelta(minutes=opens)
            ends = datetime.combine(last, time()) + timedelta(minutes=closes)
        return AbsenceDraft(self.row.id, starts, ends, int(values.get("quantity") or 1), values["reason"])

    def _on_save(self) -> None:
        if not self.form.check():
            return
        draft = self.draft()
        self.save.set_busy(True)
        Command(self, lambda work: service.put_absent(work, draft)).then(self._on_saved).failed(
            self.form.set_problems
        ).finally_(lambda: self.save.set_busy(False)).start()

    def _on_saved(self, absent: Absent) -> None:
        window = self.window()

        def undo() -> None:
            Command(window, lambda work: service.end_absence(work, absent.absence_id)).start()

        toast(_("Noted as away: {name}").format(name=self.row.name), undo=undo)
        if not absent.affected:
            self.done.emit()
            return
        self.form.hide()
        self.save.hide()
        count = len(absent.affected)
        self.banner.set_text(
            _("{count} days had counted on {name}. They stay booked: change or call.").format(
                count=count, name=self.row.name
            )
        )
        self.banner.show()
        for one in absent.affected:
            words = f"{spoken_moment(one.starts)}–{one.ends:%H:%M}  {one.title}"
            self._box.insertWidget(self._box.count() - 1, Label(words, "small", "text", wrap=True))
