"""One thing or one person in the panel: its data, its hours, when it is away, what has it next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts import queries as accounts
from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import resource_queries as queries
from neighborcenter.booking import resource_service as service
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_drafts import AbsenceDraft, ResourceDraft
from neighborcenter.booking.resource_queries import AbsenceRow, ResourceRow, UseRow
from neighborcenter.booking.texts import resource_kind_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import TimeRange
from neighborcenter.people import finding
from neighborcenter.people import queries as residents
from ui.booking.resources.season_weeks import SeasonWeeks
from ui.kit.buttons import Button
from ui.kit.cards import Divider
from ui.kit.fields import ChoiceField, LongTextField, NumberField, TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, may
from ui.kit.labels import Label
from ui.kit.messages import toast
from ui.kit.section import row_of
from ui.kit.spoken import spoken_moment
from ui.people.picker import PersonPicker, Picked

NEXT = 8
"""So many uses are listed; the calendar shows the rest."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the editor needs to know: rooms, accounts, absences, the next uses, who it is among the residents."""

    rooms: tuple[tuple[int, str], ...] = ()
    accounts: tuple[tuple[int, str], ...] = ()
    absences: tuple[AbsenceRow, ...] = ()
    uses: tuple[UseRow, ...] = ()
    resident: Picked | None = None


class ResourceEditor(QWidget):
    """Adds a resource (row None) or changes one."""

    done = Signal()
    absence_wanted = Signal(object)

    def __init__(self, row: ResourceRow | None, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self._resident = row, facts.resident
        self.setWindowTitle(row.name if row is not None else _("New equipment or staff"))
        self.form = Form()
        add = self.form.add
        add("name", Field(_("Called"), TextField(_("Speakers, folding chairs, Nurse Chen…")), required=True))
        add("kind", Field(_("Kind"), ChoiceField([(k, resource_kind_name(k)) for k in ResourceKind])))
        add("quantity", Field(_("Quantity"), NumberField(minimum=1, maximum=2000)))
        add("profession", Field(_("Profession"), TextField(_("Nurse, barber, teacher…"))))
        add("resident_id", Field(_("Resident"), PersonPicker(), _("Where they live here, too")))
        add("account_id", Field(_("Account"), ChoiceField(facts.accounts, optional=True)))
        add("room_id", Field(_("Usual place"), ChoiceField(facts.rooms, optional=True)))
        add("spans", Field(_("Working hours"), SeasonWeeks(), _("All empty: can always be booked")))
        add("note", Field(_("Note"), LongTextField(lines=2)))
        self.save = Button(_("Save"), "primary", "check", main=True)
        self.save.clicked.connect(self._on_save)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.form)
        self._fill()
        if row is not None:
            self._box.addWidget(Divider())
            self._show_absences(row, facts.absences)
            self._show_uses(facts.uses)
            switch = self._switch(row)
            self._box.addWidget(Divider())
            self._box.addLayout(row_of(switch, stretch_first=False))
        self._box.addStretch(1)
        self.foot = self.save
        self.form.fields["kind"].changed.connect(self._follow_kind)
        self._follow_kind()
        self.form.setEnabled(may(Permission.CENTER_WRITE))
        self.save.setEnabled(may(Permission.CENTER_WRITE))

    @staticmethod
    def facts(read: Any, row: ResourceRow | None) -> Facts:
        """Read what the editor shows; in the lane."""
        rooms = tuple((p.room_id, p.name) for p in places(read).values() if not p.retired)
        people: tuple[tuple[int, str], ...] = ()
        if read.may(Permission.ACCOUNTS_MANAGE):
            people = tuple((one.id, one.name) for one in accounts.accounts(read))
        elif row is not None and row.account_id is not None:
            people = ((row.account_id, row.account),)
        if row is None:
            return Facts(rooms, people)
        now = read.clock.local()
        uses = queries.uses(read, TimeRange(now, now + timedelta(days=60)), [row.id])
        absences = tuple(queries.absences(read, row.id))
        return Facts(rooms, people, absences, tuple(uses), _resident(read, row.resident_id))

    def begin(self) -> None:
        """Put the caret into the name."""
        self.form.focus_first()

    def draft(self) -> ResourceDraft:
        """Return what has been typed."""
        values = self.form.values()
        staff = values["kind"] is ResourceKind.STAFF
        return ResourceDraft(
            name=values["name"],
            kind=values["kind"],
            quantity=1 if staff else int(values["quantity"] or 0),
            profession=values["profession"] if staff else "",
            resident_id=_resident_id(values["resident_id"]) if staff else None,
            account_id=values["account_id"] if staff else None,
            room_id=values["room_id"],
            note=values["note"],
            spans=values["spans"],
        )

    def _fill(self) -> None:
        row = self.row
        if row is None:
            self.form.set_values({"kind": ResourceKind.EQUIPMENT, "quantity": 1})
            return
        names = ("name", "kind", "quantity", "profession", "account_id", "room_id", "spans", "note")
        self.form.set_values({name: getattr(row, name) for name in names} | {"resident_id": self._resident})

    def _follow_kind(self) -> None:
        staff = self.form.values()["kind"] is ResourceKind.STAFF
        for name in ("profession", "resident_id", "account_id", "spans"):
            self.form.fields[name].setVisible(staff)
        self.form.fields["quantity"].setVisible(not staff)

    def _show_absences(self, row: ResourceRow, absences: tuple[AbsenceRow, ...]) -> None:
        more = Button(_("Note an absence"), icon="calendar-off")
        more.setEnabled(may(Permission.BOOKING_WRITE))
        more.clicked.connect(lambda: self.absence_wanted.emit(row))
        self._box.addLayout(row_of(Label(_("Away"), "small strong", "text2"), more, stretch_first=False))
        for absence in absences:
            words = f"{spoken_moment(absence.starts)} – {spoken_moment(absence.ends)}"
            if row.kind is ResourceKind.EQUIPMENT:
                words += f" ×{absence.quantity}"
            label = Label(f"{words} {absence.reason}", "small", "text", wrap=True)
            back = Button(_("Take back"), "quiet", "rotate-ccw")
            back.setAccessibleName(_("Take back the absence {when}").format(when=words))
            back.clicked.connect(lambda _checked=False, one=absence: self._end(one))
            line = row_of(label, back, stretch_first=False)
            self._box.addLayout(line)

    def _show_uses(self, uses: tuple[UseRow, ...]) -> None:
        self._box.addWidget(Label(_("Booked next"), "small strong", "text2"))
        if not uses:
            self._box.addWidget(Label(_("Nothing in the next 60 days"), "small", "text2"))
        for use in uses[:NEXT]:
            count = f" ×{use.count}" if use.count > 1 else ""
            words = f"{spoken_moment(use.starts)}–{use.ends:%H:%M}  {use.title}{count}  {use.room}"
            self._box.addWidget(Label(words, "small", "text", wrap=True))
        if len(uses) > NEXT:
            more = _("and {count} more").format(count=len(uses) - NEXT)
            self._box.addWidget(Label(more, "small", "text2"))

    def _switch(self, row: ResourceRow) -> Button:
        switch = Button(_("Use again"), icon="rotate-ccw") if row.retired else Button(
            _("Take out of use"), "danger", "ban"
        )  # fmt: skip
        switch.setEnabled(may(Permission.CENTER_WRITE))
        switch.clicked.connect(self._on_switch)
        return switch

    def _finish(self, said: str, undo: Any = None) -> None:
        toast(said, undo=undo)
        self.done.emit()

    def _end(self, absence: AbsenceRow) -> None:
        window = self.window()
        again = AbsenceDraft(
            absence.resource_id, absence.starts, absence.ends, absence.quantity, absence.reason
        )

        def undo() -> None:
            Command(window, lambda work: service.put_absent(work, again)).start()

        Command(self, lambda work: service.end_absence(work, absence.id)).then(
            lambda _done: self._finish(_("Back again: {name}").format(name=absence.name), undo=undo)
        ).start()

    def _on_save(self) -> None:
        if not self.form.check():
            return
        draft, row = self.draft(), self.row

        def act(work: Any) -> None:
            if row is None:
                service.add_resource(work, draft)
            else:
                service.change_resource(work, row.id, draft, version=row.version)

        self.save.set_busy(True)
        Command(self, act).then(
            lambda _done: self._finish(_("Saved: {name}").format(name=draft.name))
        ).failed(self.form.set_problems).finally_(lambda: self.save.set_busy(False)).start()

    def _on_switch(self) -> None:
        row = self.row
        assert row is not None
        act, back = (
            (service.reuse_resource, service.retire_resource)
            if row.retired
            else (service.retire_resource, service.reuse_resource)
        )
        words = _("In use again: {name}") if row.retired else _("Taken out of use: {name}")
        window = self.window()

        def undo() -> None:
            Command(window, lambda work: back(work, row.id)).start()

        Command(self, lambda work: act(work, row.id)).then(
            lambda _done: self._finish(words.format(name=row.name), undo=undo)
        ).start()


def _resident(read: Any, ref: int | None) -> Picked | None:
    """Who a person of the staff is among the residents; without a name for whoever may not see residents."""
    if ref is None:
        return None
    name = residents.resident_card(read, ref).name if read.may(Permission.PEOPLE_VIEW) else _("Linked")
    return Picked(name, finding.RESIDENT, ref)


def _resident_id(picked: Picked | None) -> int | None:
    return picked.resident_id if picked is not None else None
