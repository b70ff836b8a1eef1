"""F6: give somebody an appointment, from wherever one is.

`F6 lxy⏎ ⏎` gives whoever is being served the next free slot; Alt+1…3 choose among the next three, Ctrl+Enter
takes in somebody who stands at the desk. The same sheet takes an appointment to another time.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from neighborcenter.booking.appointment_queries import AppointmentRow
from neighborcenter.booking.appointment_service import Placed
from neighborcenter.booking.resource_drafts import AppointmentDraft
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Problem, Refused, speak
from ui.booking.appointments import acts, reading
from ui.booking.appointments.reading import Given
from ui.booking.appointments.slots_field import SlotsField
from ui.kit.ask_box import ENTER, Ask, Boxed
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, runner
from ui.kit.labels import Label
from ui.kit.patience import Patience
from ui.kit.sheet import Sheet
from ui.people.picker import PersonPicker, Picked


class AppointmentSheet(Sheet):
    """What, who, when; `moving` is the appointment that goes to another time."""

    def __init__(
        self,
        window: QWidget,
        person: int | None = None,
        plan: int | None = None,
        starts: datetime | None = None,
        moving: AppointmentRow | None = None,
    ) -> None:
        super().__init__(window, _("Another time") if moving is not None else _("Make an appointment"))
        self._key = uuid.uuid4().hex
        self._moving, self._wanted, self._person = moving, starts, person
        self._plan: Given | None = None
        self._phone_asked = False
        self.patience = Patience(self)
        self.what = Ask(
            "plan", _("Appointment, pinyin or initials"), "timer", reading.found_plans, self.patience, self
        )
        self.who = PersonPicker(_("Name, pinyin or phone; or just a name"), free=True, tall=True)
        self.slots = SlotsField(runner().backend.clock.today)
        self.remark = TextField(_("What to know"))
        self.trouble = Label("", "small strong", "accent_text", wrap=True)
        self.trouble.hide()
        self.refusal = Label("", "small strong", "accent_text", wrap=True)
        self.refusal.hide()
        self.save = Button("", "primary", "check", "↵", main=True)
        self.now = Button(_("Is here now"), "secondary", "user-round", "Ctrl ↵", main=True)
        self.patience.watch(self.save, self.now, self.who.box)
        self._build()
        self._connect()
        self._begin(plan)

    def _build(self) -> None:
        self.what_field = Field(_("Appointment"), Boxed(self.what.box))
        self.who_field = Field(_("Who"), self.who)
        self.slots_field = Field(_("When"), self.slots)
        self.note_field = Field(_("Note"), self.remark)
        for part in (
            self.what_field,
            self.who_field,
            self.slots_field,
            self.note_field,
            self.trouble,
            self.refusal,
        ):
            self.body.addWidget(part)
        self.foot.addWidget(self.save, 3)
        self.foot.addWidget(self.now, 2)
        if self._moving is not None:
            self.title.setText(_("Another time for {who}").format(who=self._moving.who))
            for hidden in (self.who_field, self.note_field, self.now):
                hidden.hide()
        self.slots_field.hide()
        self._allow()

    def _connect(self) -> None:
        self.what.taken.connect(self._on_plan)
        self.who.changed.connect(self._look)
        self.who.picked.connect(self._on_picked)
        self.slots.changed.connect(self._look)
        self.slots.dayWanted.connect(self.show_day)
        self.save.clicked.connect(lambda _checked=False: self.submit())
        self.now.clicked.connect(lambda _checked=False: self.submit(here=True))

    def _begin(self, plan: int | None) -> None:
        person = self._person
        if person is not None:
            self.patience.wait("who")
            Query(self, lambda read: reading.name_of(read, person), key="who", lane="quick").then(
                lambda name: self._on_person(person, name)
            ).finally_(lambda: self.patience.go_on("who")).start()
        plan_id = self._moving.plan_id if self._moving is not None else plan
        if plan_id is not None:
            self.patience.wait("first")
            Query(self, lambda read: reading.plan(read, plan_id), key="plan", lane="quick").then(
                self._on_plan
            ).finally_(lambda: self.patience.go_on("first")).start()
        else:
            Query(self, lambda read: reading.found_plans(read, ""), key="plans", lane="quick").then(
                self._on_plans
            ).start()

    # -- choosing --------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it; the caret stands in the first box that is still to be filled."""
        super().open()
        self._next_focus()

    def _on_plans(self, found: list[Any]) -> None:
        """What there is stands below the box while nothing is typed."""
        if not self.what.box.query and self._plan is None:
            self.what.list.set_items(found, "")

    def _on_plan(self, plan: Given) -> None:
        self._plan = plan
        self.what.show_name(plan.name)
        self.what_field.set_hint(plan.note)
        self.show_day(self._wanted.date() if self._wanted is not None else None)

    def _on_picked(self, picked: Picked) -> None:
        """Whoever is only a name is asked for a phone first."""
        self._phone_asked = picked.id is None
        if picked.id is not None:
            self._next_focus()

    def _on_person(self, person: int, name: str) -> None:
        self.who.set_value(Picked(name, "resident", person))
        self._look()
        self._next_focus()

    def show_day(self, day: date | None) -> None:
        """The free slots of a day, or the next ones."""
        plan = self._plan
        if plan is None:
            return
        wanted, self._wanted = self._wanted, None
        self.patience.wait("slots")
        Query(self, lambda read: reading.offered(read, plan.id, day), key="slots", lane="quick").then(
            lambda found: self._on_slots(found, day, wanted)
        ).finally_(lambda: self.patience.go_on("slots")).start()

    def _on_slots(self, found: list[Any], day: date | None, wanted: datetime | None) -> None:
        self.slots_field.show()
        self.slots.show_slots(found, day, wanted)
        if not self.slots.isAncestorOf(self.focusWidget() or self):
            self._next_focus()

    def _next_focus(self) -> None:
        """The caret goes to what is still missing, at last to the button."""
        if self._plan is None and not self.patience.waiting:
            self.what.box.setFocus()
        elif self._moving is None and self.who.value() is None and self._person is None:
            self.who.box.setFocus()
        elif self._plan is not None:
            self.save.setFocus()

    # -- the answer ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Whoever is elsewhere at that time is warned of before, not after."""
        slot, picked = self.slots.value(), self.who.value()
        self.trouble.hide()
        self._allow()
        person = (
            self._moving.resident_id if self._moving is not None else picked.resident_id if picked else None
        )
        if slot is None or person is None:
            return
        but = self._moving.occurrence_id if self._moving is not None else 0
        self.patience.wait("look")
        Query(self, lambda read: reading.elsewhere(read, person, slot, but), key="look", lane="quick").then(
            self._on_looked
        ).finally_(lambda: self.patience.go_on("look")).start()

    def _on_looked(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self._allow()

    def _allow(self) -> None:
        """The button says what Enter does."""
        someone = self._moving is not None or self.who.value() is not None
        self.save.setEnabled(self._plan is not None and self.slots.value() is not None and someone)
        self.now.setEnabled(self._plan is not None and someone)
        usual = _("Move here") if self._moving is not None else _("Make the appointment")
        self.save.setText(usual if self.trouble.isHidden() else _("Do it anyway"))

    # -- saving ----------------------------------------------------------------------------------------------

    def submit(self, *, here: bool = False) -> None:
        """Give the place; `here`: they stand at the desk, whatever slot is chosen."""
        plan, slot, button = self._plan, self.slots.value(), self.now if here else self.save
        if plan is None or not button.isEnabled() or button.busy:
            return
        if self._moving is not None:
            assert slot is not None
            job = acts.move(self, self._moving, plan.id, slot.starts, self._on_placed, self._on_refused)
        else:
            picked = self.who.value()
            assert picked is not None
            if picked.id is None and not picked.phone and not self._phone_asked:
                self.who.list.created.emit(picked.name)
                return
            draft = AppointmentDraft(
                plan.id,
                slot.starts if slot is not None and not here else None,
                picked.resident_id,
                picked.name,
                picked.phone,
                self.remark.value(),
                self._key,
            )
            act = acts.walk_in if here else acts.make
            job = act(self, draft, plan.name, picked.name, self._on_placed, self._on_refused)
        self.refusal.hide()
        button.set_busy(text=_("Saving"))
        self.patience.wait("save")
        job.finally_(partial(self._on_saved, button)).start()

    def _on_saved(self, button: Button) -> None:
        button.set_busy(busy=False)
        self._allow()
        self.patience.go_on("save")

    def _on_placed(self, _placed: Placed) -> None:
        self.patience.forget()
        self.leave()

    def _on_refused(self, refused: Refused) -> None:
        """A rule said no, or another desk was quicker: say so here, and offer what is free now."""
        problems: tuple[Problem, ...] = tuple(refused.problems)
        words = " ".join(speak(problem) for problem in problems)
        if any(problem.field == "phone" for problem in problems):
            self.who.set_state("error")
        self.refusal.setText(words)
        self.refusal.show()
        if self._plan is not None and any(problem.field == "starts" for problem in problems):
            self.show_day(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves from wherever the caret is, Ctrl+Enter takes in whoever is here, Esc leaves."""
        if event.key() in ENTER:
            self.submit(here=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            event.accept()
        else:
            super().keyPressEvent(event)


def open_sheet(
    window: QWidget,
    person: int | None = None,
    plan: int | None = None,
    starts: datetime | None = None,
    moving: AppointmentRow | None = None,
) -> AppointmentSheet:
    """Open the sheet over a window: for whoever is served, for a slot at hand, or for anybody."""
    for old in window.findChildren(AppointmentSheet):
        old.leave()
    sheet = AppointmentSheet(window, person, plan, starts, moving)
    sheet.open()
    return sheet
