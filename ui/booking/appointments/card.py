"""One appointment in the panel: what, when, where, did they come; move, cancel, the slip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.appointment_queries import AppointmentRow
from neighborcenter.booking.kinds import Turnout
from neighborcenter.booking.texts import turnout_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from ui.booking.appointments.columns import mark
from ui.booking.appointments.reading import Line
from ui.booking.turnout_row import STEPS
from ui.kit.buttons import Button
from ui.kit.chip_flow import ChipFlow
from ui.kit.chips import Chip, StatusChip
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import may, runner
from ui.kit.labels import Label
from ui.kit.shown import set_shown
from ui.people.panels import Fact, Panel


class AppointmentCard(Panel):
    """Says what was pressed; the page decides."""

    turned = Signal(object)
    moveWanted = Signal()
    cancelWanted = Signal()
    restoreWanted = Signal()
    slipWanted = Signal()
    residentWanted = Signal(int)

    def __init__(self, line: Line) -> None:
        assert line.row is not None
        row = line.row
        super().__init__(row.who)
        self.line, self.row = line, row
        state = mark(line)
        self.body.addWidget(StatusChip(state.text, state.category, state.icon), 0, Qt.AlignmentFlag.AlignLeft)
        self._facts(line, row)
        self.steps = ChipFlow()
        self.chips = {step: self._step(row, step) for step in STEPS}
        writes = may(Permission.BOOKING_WRITE)
        now = runner().backend.clock.local()
        if writes and not row.cancelled and line.starts.date() <= now.date():
            self.section(_("Did they come"))
            self.steps.set_chips(list(self.chips.values()))
            self.chips[Turnout.NO_SHOW].setEnabled(line.starts <= now)
            self.body.addWidget(self.steps)
        self.move_button = self._button(_("Another time"), "arrow-right", "Alt M", self.moveWanted)
        self.cancel_button = self._button(_("Cancel it"), "x", "Alt X", self.cancelWanted)
        self.back_button = self._button(_("Bring back"), "rotate-ccw", "", self.restoreWanted)
        self.add_head_button("printer", f"{_('Print the slip')}  F8", self.slipWanted.emit)
        shown = (self.back_button,) if row.cancelled else (self.move_button, self.cancel_button)
        for button in (self.move_button, self.cancel_button, self.back_button):
            button.setEnabled(writes)
            set_shown(button, button in shown)
        for button in (self.cancel_button, self.back_button, self.move_button):
            self.foot_row.addWidget(button, 1)

    def _facts(self, line: Line, row: AppointmentRow) -> None:
        when = f"{say_date(line.starts.date())} {line.time}"
        seat = _("{number} of {count}").format(number=row.seat_no, count=row.capacity)
        pairs = (
            (_("Appointment"), row.plan),
            (_("When"), when),
            (_("Room"), row.room),
            (_("With"), line.staff),
            (_("Seat number"), seat if row.capacity > 1 else ""),
            (_("Phone"), row.phone),
            (_("Note"), row.note),
            (_("Why it was cancelled"), row.cancel_reason),
        )
        for name, value in pairs:
            if value:
                self.body.addWidget(Fact(name, value))
        if row.walk_in:
            self.body.addWidget(Label(_("Came without an appointment"), "small", "text2", wrap=True))
        if row.resident_id is not None and may(Permission.PEOPLE_VIEW):
            person = row.resident_id
            self.add_head_button(
                "user-round", _("Open the resident"), lambda: self.residentWanted.emit(person)
            )

    def _step(self, row: AppointmentRow, step: Turnout) -> Chip:
        chip = Chip(turnout_name(step))
        chip.setChecked(step is row.turnout)
        chip.setToolTip(f"Alt {STEPS.index(step) + 1}")
        chip.clicked.connect(lambda _checked=False: self.turned.emit(step))
        return chip

    def _button(self, text: str, icon: str, key: str, signal: SignalInstance) -> Button:
        button = Button(text, "secondary", icon)
        button.setToolTip(f"{text}  {key}".strip())
        button.clicked.connect(lambda _checked=False: signal.emit())
        return button


class CancelPanel(Panel):
    """Why an appointment is cancelled; one field, one button."""

    def __init__(self, row: AppointmentRow, then: Callable[[str], object]) -> None:
        super().__init__(_("Cancel the appointment of {who}").format(who=row.who))
        self._then = then
        self.body.addWidget(Label(f"{row.plan} · {row.starts:%H:%M}", "small", "text2", wrap=True))
        self.reason = TextField(_("Reason, if there is one"))
        self.body.addWidget(Field(_("Why"), self.reason))
        flow = ChipFlow()
        chips = []
        for words in (_("Called to say no"), _("Staff are ill"), _("Made by mistake")):
            chip = Chip(words, checkable=False)
            chip.clicked.connect(lambda _checked=False, w=words: self.reason.set_value(w))
            chips.append(chip)
        flow.set_chips(chips)
        self.body.addWidget(flow)
        self.agree = Button(_("Cancel it"), "danger", "x", "↵")
        self.agree.clicked.connect(lambda _checked=False: self.submit())
        self.foot_row.addWidget(self.agree, 1)
        self.reason.returnPressed.connect(self.submit)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)

    def begin(self) -> None:
        """The caret stands in the reason."""
        self.reason.setFocus()

    def submit(self) -> None:
        """Go on."""
        self._then(self.reason.value())
        self.closed.emit()
