"""The front desk: one box, one person, one key — and the day beside it.

``wgl⏎ lxy⏎ Ctrl+⏎`` registers a visit of 王桂兰 for 量血压; ``lxy⏎ Ctrl+⏎`` counts an unnamed head.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from ui.desk.acts import VisitActs
from ui.desk.columns import Columns
from ui.desk.day_panel import DayPanel
from ui.desk.newcomer import Newcomers
from ui.desk.person_card import PersonCard
from ui.desk.queue.hand import QueueHand
from ui.desk.rooms_strip import HeedCard, RoomsCard
from ui.desk.scans import Scans
from ui.desk.views import DayView, PersonView, SideView
from ui.desk.what_box import WhatBox
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Tile
from ui.kit.jobs import Query, may, runner
from ui.kit.later import later
from ui.kit.page import Page, Stop
from ui.kit.sheet import Sheet
from ui.kit.theme import px

if TYPE_CHECKING:
    from ui.activities import sign_up as sign_ups
    from ui.booking import who_field
    from ui.booking.appointments import sheet as appointments
    from ui.desk import at_counter as counter_reading
    from ui.desk import looking_up, reading
    from ui.desk.counter import lend as lending
    from ui.desk.counter import take_in as taking_in
else:
    # The desk is painted before the back office is loaded; the lane loads it with the first question.
    sign_ups = later("ui.activities.sign_up")
    appointments = later("ui.booking.appointments.sheet")
    who_field = later("ui.booking.who_field")
    lending = later("ui.desk.counter.lend")
    counter_reading = later("ui.desk.at_counter")
    taking_in = later("ui.desk.counter.take_in")
    looking_up = later("ui.desk.looking_up")
    reading = later("ui.desk.reading")

# The now-line and "free now" follow the clock.
_MINUTE = 60_000


class DeskPage(Page):
    """Front desk."""

    key = "desk"
    title = N_("Front desk")
    watches = frozenset(
        {
            "visit",
            "resident",
            "resident_tag",
            "booking",
            "occurrence",
            "room",
            "hours",
            "closure",
            "holiday_year",
            "service",
            "activity",
            "activity_session",
            "attendance",
            "enrollment",
            "appointment",
            "ticket",
            "ticket_call",
            "desk_window",
            "queue_group",
            "setting",
            "matter",
            "loan",
            "counter_notice",
        }
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id: int | None = None
        self.day, self.card, self.what = DayPanel(), PersonCard(), WhatBox()
        self.rooms, self.heeds = RoomsCard(), HeedCard()
        self.queue = QueueHand(self, lambda read: counter_reading.display_notices(read))
        self.acts = VisitActs(self, self.card, self.what, self.queue)
        self.newcomers = Newcomers(self, self.card)
        self.scans = Scans(self, self.queue)
        self._build()
        self._connect()
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._read_side)
        self._minute.timeout.connect(self.queue.read)
        self._minute.start()

    def _build(self) -> None:
        self.card.put_on_top(self.queue.strip)
        self.columns = Columns(
            self.day, [self.card, self.what], [self.rooms, self.heeds], queue=self.queue.panel
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        tiles = (
            (_("Book a room"), "calendar-plus", "F3", Permission.BOOKING_WRITE, self.book_room),
            (_("Sign up"), "ticket", "F4", Permission.ACTIVITIES_ENROLL, self.sign_up),
            (_("Appointment"), "timer", "F6", Permission.BOOKING_WRITE, self.appoint),
            (_("Lend, take back"), "package", "F7", Permission.DESK_SERVE, self.lend),
            (_("Visit slip"), "printer", "F8", Permission.DESK_VIEW, self.print_slip),
            (_("Take papers in"), "briefcase", "F9", Permission.DESK_SERVE, self.take_in),
        )
        for text, icon, key, permission, act in tiles:
            tile = Tile(text, icon, key)
            tile.setEnabled(may(permission))
            tile.clicked.connect(lambda _checked=False, call=act: call())
            self.what.add_tile(tile)

    def _connect(self) -> None:
        self.what.asked.connect(self._on_asked)
        self.what.person_chosen.connect(self.serve)
        self.what.room_chosen.connect(self._on_room)
        self.what.plan_chosen.connect(self.appoint)
        self.what.ended.connect(self.acts.register)
        self.what.new_wanted.connect(self.newcomers.start)
        self.what.scanned.connect(self.scans.on_typed)
        self.scans.person_found.connect(self.serve)
        self.scans.stranger.connect(self.newcomers.start_card)
        self.scans.nobody.connect(self.what.focus)
        self.scans.done.connect(self.what.after_scan)
        self.card.left.connect(partial(self.serve, None))
        self.card.file_wanted.connect(partial(self.open_page, "people"))
        self.card.matter_wanted.connect(partial(self.open_page, "counter"))
        self.card.reveal_wanted.connect(self.acts.reveal)
        self.day.newcomer_wanted.connect(self.newcomers.start)
        self.queue.panel.newcomer_wanted.connect(self.newcomers.start)
        self.queue.switched.connect(lambda on: self.columns.use_queue(on=on))
        self.queue.arrived.connect(self._on_ticket)
        self.day.undo_wanted.connect(self.acts.take_back_line)
        self.rooms.link_clicked.connect(self._on_room)
        self.rooms.room_opened.connect(self._on_room)
        self.heeds.page_wanted.connect(self.open_page)
        self.acts.finished.connect(partial(self.serve, None))
        self.newcomers.registered.connect(self.serve)
        self.newcomers.left.connect(self.what.focus)
        self.what.box.queryChanged.connect(self._make_room)
        for change in (self.what.services_changed, self.card.turned, self.what.pass_row.asked):
            change.connect(lambda: self._make_room(self.what.box.query))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room(self.what.box.query)

    def _make_room(self, typed: str = "") -> None:
        """On low screens one line of lately, none while rows are to be shown below, and a form stands alone."""
        low, refused = self.height() < px(740), any(pick.refused for pick in self.what.services)
        crowded = bool(typed or self.what.services or self.queue.ticket is not None)
        alert = self.card.person is not None and bool(self.card.person.alert)
        tiny, passing = self.height() < px(520), self.what.pass_row.isVisible()
        self.what.setVisible(not (tiny and self.card.takes_down))
        self.what.chosen_row.setVisible(bool(self.what.services) and not (tiny and typed))
        if tiny and (typed or refused or passing or (crowded and alert)):
            self.card.set_lines(-1)
        else:
            self.card.set_lines(3 if not low else 0 if crowded else 1)

    # -- page ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The caret stands in the box."""
        self.what.focus()
        self.scans.begin()

    def reload(self) -> None:
        """Read the day, the rooms and whoever is being served again."""
        Query(self, lambda read: reading.day(read)).then(self._show_day).start()
        Query(self, lambda read: looking_up.often(read)).then(self.what.show_often).start()
        self.queue.read()
        self._read_side()
        if self._person_id is not None:
            self._read_person(self._person_id)

    def open(self, target: Any) -> None:
        """Serve a resident, by id."""
        if isinstance(target, int):
            self.serve(target)

    def person_at_hand(self) -> int | None:
        """Whoever is being served."""
        return self._person_id

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        serve = Permission.DESK_SERVE
        return (
            ActionSpec("desk.register", N_("Register the visit"), "check", "Ctrl+Return", serve, run=partial(self.what.end, "done")),
            ActionSpec("desk.newcomer", N_("Register a newcomer"), "user-plus", "Ctrl+N", Permission.PEOPLE_WRITE, run=self.newcomers.start),
            ActionSpec("desk.hold", N_("Put the matter aside"), "pause", "Alt+G", serve, run=partial(self.what.end, "open")),
            ActionSpec("desk.pass_on", N_("Pass the matter on"), "arrow-left-right", "Alt+Z", serve, run=partial(self.what.end, "passed_on")),
            ActionSpec("desk.book", N_("Book a room"), "calendar-plus", "F3", Permission.BOOKING_WRITE, run=self.book_room),
            ActionSpec("desk.slip", N_("Print the slip of the last visit"), "printer", "F8", Permission.DESK_VIEW, run=self.print_slip),
            ActionSpec("desk.more", N_("One person more"), "plus", "Alt+Up", serve, run=partial(self.card.heads.step, 1)),
            ActionSpec("desk.fewer", N_("One person fewer"), "minus", "Alt+Down", serve, run=partial(self.card.heads.step, -1)),
            ActionSpec("desk.nobody", N_("Serve the next person"), "user-round", "Alt+N", serve, run=partial(self.serve, None)),
            ActionSpec("desk.take_in", N_("Take papers in"), "briefcase", "F9", serve, run=self.take_in),
            *self.queue.specs(),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """Typing, a person served with a service chosen, a refused proof, a newcomer, the slip, the queue's own."""

        def take(typed: str) -> None:
            """Serve or choose the first that is found."""

            def found(picks: Sequence[Any]) -> None:
                for pick in picks[:1]:
                    self.serve(pick.id) if pick.kind == "resident" else self.what.add_service(pick)

            Query(self, partial(looking_up.find, typed=typed), key="tour").then(found).start()

        def leave() -> None:
            for sheet in self.window().findChildren(Sheet):
                sheet.leave()

        def nobody() -> None:
            self.what.clear()
            self.serve(None)

        def give() -> None:
            leave()
            self.queue.pass_on()

        return (
            Stop("typing", partial(self.what.box.setText, "l")),
            Stop("typed", self.what.clear),
            Stop("person", partial(take, "wang")),
            Stop("service", partial(take, "量血压")),
            Stop("pass-on", self.what.pass_row.ask),
            Stop("refused", partial(take, "无犯罪")),
            Stop("newcomer", self.newcomers.start),
            Stop("slip", self.print_slip),
            Stop("nobody", nobody),
            Stop("number", self.queue.give_number),
            Stop("give", give),
            Stop("display", self.queue.open_display),
            Stop("left", leave),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted lets the person go."""
        if event.key() == Qt.Key.Key_Escape and self._person_id is not None:
            self.serve(None)
        else:
            super().keyPressEvent(event)

    # -- reading ---------------------------------------------------------------------------------------------

    def _on_ticket(self, ticket: Any) -> None:
        """Another number stands at the window: whoever holds it is served, what it was taken for is chosen."""
        self.what.begin(ticket.pick if ticket is not None else None, at_hand=ticket is not None)
        self.serve(ticket.resident_id if ticket is not None else None)
        self._make_room(self.what.box.query)
        if ticket is not None:
            self.card.heads.set_count(ticket.heads)

    def _show_day(self, day: DayView) -> None:
        self.day.show_day(day, runner().backend.clock.local().hour)

    def _read_side(self) -> None:
        if not self.isVisible():
            return
        folder = runner().backend.paths.backups
        Query(self, lambda read: reading.side(read, folder), key="side").then(self._show_side).start()

    def _show_side(self, side: SideView) -> None:
        self.rooms.show_side(side)
        self.heeds.show_heeds(side.heeds)

    def _on_asked(self, typed: str) -> None:
        Query(self, lambda read: looking_up.find(read, typed), key="find", lane="quick").then(
            partial(self.what.show_found, typed)
        ).start()

    def serve(self, resident_id: int | None) -> None:
        """Serve a resident; None counts heads."""
        self._person_id = self.acts.resident_id = resident_id
        if resident_id is None:
            self.card.show_person(None)
        else:
            self._read_person(resident_id)
        self.what.focus()

    def _read_person(self, resident_id: int) -> None:
        Query(self, lambda read: reading.person(read, resident_id), key="person", lane="quick").then(
            self._show_person
        ).start()

    def _show_person(self, person: PersonView) -> None:
        if person.id == self._person_id:
            self.card.show_person(person)
            self._make_room(self.what.box.query)

    # -- ways out --------------------------------------------------------------------------------------------

    def _on_room(self, _room_id: int = 0) -> None:
        """The calendar of today on its true scale, where the room's row is."""
        self.open_page("calendar", runner().backend.clock.today())

    def book_room(self) -> None:
        """Go to the calendar with a new booking, for whoever is being served."""
        person = self.card.person if self._person_id is not None else None
        who = who_field.Who(name=person.name, resident_id=person.id) if person is not None else None
        self.open_page("calendar", who or "new")

    def sign_up(self) -> None:
        """Sign whoever is being served up for an activity; F4 does the same from every page."""
        sign_ups.open_sheet(self.window(), self._person_id)

    def appoint(self, plan: int | None = None) -> None:
        """Make whoever is being served an appointment; F6 does the same from every page."""
        appointments.open_sheet(self.window(), self._person_id, plan)

    def lend(self) -> None:
        """Lend something to whoever is being served, or take it back; F7 does the same from every page."""
        lending.open_sheet(self.window(), self._person_id)

    def take_in(self) -> None:
        """Take papers in from whoever is being served; F9 does the same from every page."""
        taking_in.open_sheet(self.window(), self._person_id)

    def print_slip(self) -> None:
        """Print the slip of the visit chosen in the list, else of the last one that counts."""
        kept = [line.id for line in self.day.list.lines if not line.undone]
        self.acts.print_slip(self.day.list.current_id() or (kept[0] if kept else None))
