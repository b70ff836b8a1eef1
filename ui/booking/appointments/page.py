"""The page of appointments: one day, who comes when and what is free; here, begun, ended, missing by one key each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date
from ui.booking.appointments import reading
from ui.booking.appointments.actions import specs, stops
from ui.booking.appointments.columns import COLUMNS, DaySource, nearest, state_word
from ui.booking.appointments.hand import DayPage, Hand
from ui.booking.appointments.reading import Line
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty, Sort, Where
from ui.kit.jobs import Query, may, runner
from ui.kit.labels import LinkLabel
from ui.kit.moments import MonthPopup
from ui.kit.page import Stop
from ui.kit.steps import Steps
from ui.kit.table import TableView
from ui.kit.theme import px, theme_changed

FIGURES = ("expected", "here", "done", "missing", "free")
# "Not here yet" follows the clock.
_MINUTE = 60_000


class AppointmentsPage(DayPage):
    """Appointments."""

    key = "appointments"
    title = N_("Appointments by day")
    watches = frozenset(
        {"appointment", "appointment_plan", "plan_resource", "occurrence", "claim", "resource", "resource_claim",
         "resource_absence", "working_hours", "hours", "closed_day", "room"}
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = DaySource(self.today())
        self._wanted: int | None = None
        self._go_to_now = True
        self.now = Button(_("Today"))
        self.steps = Steps(_("The day before"), _("The day after"), self.now)
        self.heading = LinkLabel("", "title")
        self.heading.set_look(color="text")
        self.figures = {state: LinkLabel("") for state in FIGURES}
        self.main_button = self.new = Button(_("Make an appointment"), "primary", "plus", "F3")
        self.table = TableView(
            "appointments",
            COLUMNS,
            self.source,
            filters=self.source.filters(),
            sort=Sort("starts"),
            placeholder=_("Name, appointment, staff or room"),
            take_away=_("Appointments by day"),
            empty=Empty(
                _("Nothing by appointment on this day"),
                _("What can be had by appointment, and when, stands in the settings."),
                "timer",
                _("Settings"),
                partial(self.open_page, "settings", "settings.appointments"),
            ),
        )
        self.hand = Hand(self)
        self._build()
        self._connect()
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self.mark_stale)
        self._minute.start()
        theme_changed.connect(self.restyle)
        self.restyle()

    def _build(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        for part in (self.steps, self.heading):
            self._head.addWidget(part)
        self._head.addStretch(1)
        for figure in self.figures.values():
            self._head.addWidget(figure)
        self._head.addWidget(self.new)
        self._outer.addLayout(self._head)
        self._outer.addWidget(self.table, 1)
        self.new.setEnabled(may(Permission.BOOKING_WRITE))

    def _connect(self) -> None:
        self.steps.stepped.connect(self.step)
        self.now.clicked.connect(lambda _checked=False: self.show_day(self.today()))
        self.heading.clicked.connect(self.open_month)
        self.new.clicked.connect(lambda _checked=False: self.hand.make())
        self.table.opened.connect(lambda _ref: self.hand.open())
        self.table.loaded.connect(self._on_loaded)
        for state, figure in self.figures.items():
            figure.clicked.connect(partial(self.show_state, state))

    def restyle(self) -> None:
        """Take sizes of the theme again."""
        self._outer.setSpacing(px(12))
        self._head.setSpacing(px(8))

    def today(self) -> date:
        """The center's day."""
        day: date = runner().backend.clock.today()
        return day

    # -- what is shown ---------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the day again; the cursor stays."""
        self.heading.setText(say_date(self.source.day, self.today()))
        self.table.reload()

    def _on_loaded(self) -> None:
        for state, figure in self.figures.items():
            figure.setText(f"{state_word(state)} {self.source.count(state)}")
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
            self.hand.open()
        elif self._go_to_now and self.table.model.rowCount():
            self._go_to_now = False
            now = nearest(self.source.lines, runner().backend.clock.local())
            if now is not None:
                self.table.select(now)

    def show_day(self, day: date) -> None:
        """Another day."""
        self.source.day = day
        self._go_to_now = True
        self.close_panel()
        self.reload()

    def step(self, days: int) -> None:
        """Earlier or later."""
        self.show_day(self.source.day + timedelta(days=days))

    def open_month(self) -> None:
        """Let a month drop down to jump to a day."""
        popup = MonthPopup(self, self.source.day, self.today())
        popup.picked.connect(self.show_day)
        popup.open_below(self.heading)

    def show_state(self, state: str) -> None:
        """Only the lines behind a figure; once more shows all again."""
        same = self.table.bar.where().get("state") == state
        self.table.set_where(Where() if same else Where("", {"state": state}))

    # -- what the window asks --------------------------------------------------------------------------------

    def begin(self) -> None:
        """The caret goes to the rows."""
        self.table.grid.setFocus()

    def open(self, target: Any) -> None:
        """A day, or an appointment by its id."""
        if isinstance(target, date):
            self.show_day(target)
        elif isinstance(target, int):
            Query(self, lambda read: reading.appointment(read, target), key="target").then(
                self._open_line
            ).start()

    def _open_line(self, line: Line) -> None:
        self._wanted = line.id
        self.source.day = line.starts.date()
        self.table.set_where(Where())
        self.reload()

    def person_at_hand(self) -> int | None:
        """Whoever is under the cursor."""
        line = self.hand.line()
        return line.row.resident_id if line is not None and line.row is not None else None

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return specs(self)

    def tour_stops(self) -> Sequence[Stop]:
        """A card, the sheet, another time, why it is cancelled, the slip."""
        return stops(self)
