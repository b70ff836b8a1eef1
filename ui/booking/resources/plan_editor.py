"""One appointment service in the panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import plan_service as service
from neighborcenter.booking import resource_queries
from neighborcenter.booking.appointment_queries import PlanRow
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_drafts import PlanDraft
from neighborcenter.catalog import queries as catalog
from neighborcenter.kit.i18n import _
from ui.booking.extras_field import ExtrasField
from ui.booking.resources.season_weeks import SeasonWeeks
from ui.booking.things import Extras, Thing
from ui.kit.buttons import Button
from ui.kit.cards import Divider
from ui.kit.fields import ChoiceField, LongTextField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, may
from ui.kit.messages import toast
from ui.kit.section import row_of

HOUR = 60


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the editor offers: rooms, equipment and staff, services."""

    rooms: tuple[tuple[int, str], ...] = ()
    things: tuple[Thing, ...] = ()
    services: tuple[tuple[int, str], ...] = ()


class PlanEditor(QWidget):
    """Adds an appointment service (row None) or changes one."""

    done = Signal()

    def __init__(self, row: PlanRow | None, facts: PlanFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(row.plan.name if row is not None else _("New appointment service"))
        takes = ExtrasField()
        takes.set_things(facts.things)
        takes.box.setPlaceholderText(_("Equipment or person, e.g. yx2"))
        self.form = Form(columns=2)
        add = self.form.add
        name = TextField(_("Blood pressure, haircut, advice…"))
        add("name", Field(_("Called"), name, required=True), wide=True)
        add("room_id", Field(_("Room"), ChoiceField(facts.rooms), required=True), wide=True)
        kept = ((row.plan.service_id, row.service),) if row is not None and row.plan.service_id else ()
        service_field = ChoiceField(
            facts.services or kept, _("None, or a service of the center"), optional=True
        )
        add("service_id", Field(_("Service"), service_field), wide=True)
        add("minutes", Field(_("Length of a slot"), NumberField(_("min"), minimum=5, maximum=720)))
        add("capacity", Field(_("Places in a slot"), NumberField(minimum=1, maximum=200)))
        add("pause", Field(_("Pause between slots"), NumberField(_("min"), maximum=240)))
        add("notice", Field(_("Latest, before it begins"), NumberField(_("h"), maximum=720)))
        add("horizon", Field(_("Days ahead"), NumberField(_("days"), maximum=730)))
        add("takes", Field(_("Takes staff and equipment"), takes), wide=True)
        hours = Field(_("Hours of the week"), SeasonWeeks(), _("All empty: whenever the room is open"))
        add("spans", hours, wide=True)
        add("note", Field(_("Note"), LongTextField(lines=2)), wide=True)
        self.save = Button(_("Save"), "primary", "check", main=True)
        self.save.clicked.connect(self._on_save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        if row is not None:
            box.addWidget(Divider())
            box.addLayout(row_of(self._switch(row), stretch_first=False))
        box.addStretch(1)
        self.foot = self.save
        self._fill()
        self.setEnabled(may(Permission.CENTER_WRITE))

    @staticmethod
    def facts(read: Any) -> PlanFacts:
        """Read what the editor offers; in the lane."""
        return PlanFacts(
            tuple((p.room_id, p.name) for p in places(read).values() if not p.retired),
            tuple(
                Thing(row.kind.value, row.id, row.name, row.quantity, row.profession)
                for row in resource_queries.resources(read)
            ),
            _services(read),
        )

    def begin(self) -> None:
        """Put the caret into the name."""
        self.form.focus_first()

    def draft(self) -> PlanDraft:
        """Return what has been typed."""
        values = self.form.values()
        return PlanDraft(
            name=values["name"],
            room_id=values["room_id"],
            minutes=int(values["minutes"] or 0),
            capacity=int(values["capacity"] or 0),
            pause_minutes=int(values["pause"] or 0),
            notice_minutes=int(values["notice"] or 0) * HOUR,
            horizon_days=int(values["horizon"] or 0),
            service_id=values["service_id"],
            note=values["note"],
            resources=values["takes"].resources,
            spans=values["spans"],
        )

    def _fill(self) -> None:
        if self.row is None:
            self.form.set_values({"minutes": 30, "capacity": 1, "pause": 0, "notice": 0, "horizon": 30})
            return
        plan = self.row.plan
        self.form.set_values(
            {
                "name": plan.name,
                "room_id": plan.room_id,
                "service_id": plan.service_id,
                "minutes": plan.minutes,
                "capacity": plan.capacity,
                "pause": plan.pause_minutes,
                "notice": plan.notice_minutes // HOUR,
                "horizon": plan.horizon_days,
                "takes": Extras(resources=plan.resources),
                "spans": plan.spans,
                "note": self.row.note,
            }
        )

    def _switch(self, row: PlanRow) -> Button:
        switch = Button(_("Give again"), icon="rotate-ccw") if row.retired else Button(
            _("Give no more"), "danger", "ban"
        )  # fmt: skip
        switch.clicked.connect(self._on_switch)
        return switch

    def _finish(self, said: str, undo: Any = None) -> None:
        toast(said, undo=undo)
        self.done.emit()

    def _on_save(self) -> None:
        if not self.form.check():
            return
        draft, row = self.draft(), self.row

        def act(work: Any) -> None:
            if row is None:
                service.add_plan(work, draft)
            else:
                service.change_plan(work, row.plan.id, draft, version=row.version)

        self.save.set_busy(True)
        Command(self, act).then(
            lambda _done: self._finish(_("Saved: {name}").format(name=draft.name))
        ).failed(self.form.set_problems).finally_(lambda: self.save.set_busy(False)).start()

    def _on_switch(self) -> None:
        row = self.row
        assert row is not None
        ref, retired = row.plan.id, row.retired
        act, back = (
            (service.reuse_plan, service.retire_plan)
            if retired
            else (service.retire_plan, service.reuse_plan)
        )
        words = _("Given again: {name}") if retired else _("Given no more: {name}")
        window = self.window()

        def undo() -> None:
            Command(window, lambda work: back(work, ref)).start()

        Command(self, lambda work: act(work, ref)).then(
            lambda _done: self._finish(words.format(name=row.plan.name), undo=undo)
        ).start()


def _services(read: Any) -> tuple[tuple[int, str], ...]:
    """What the center does, for whoever may see it."""
    if not read.may(Permission.CATALOG_VIEW):
        return ()
    return tuple((row.id, row.name) for row in catalog.services(read))
