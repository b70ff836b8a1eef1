"""Settings, Closed days: when the center or a room is closed besides holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, service
from neighborcenter.center.drafts import ClosureDraft
from neighborcenter.center.queries import ClosureRow, RoomRow
from neighborcenter.kit.i18n import N_, _
from ui.center.room_choice import RoomChoice
from ui.center.rooms import all_rooms
from ui.kit import jobs
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Sort, Source, Where, in_order
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, Query, may
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.page import Page, Stop
from ui.kit.table import TableView

COLUMNS = (
    Column("first", N_("First day"), 130, show=lambda row: row.first.isoformat(), strong=True),
    Column("last", N_("Last day"), 130, show=lambda row: row.last.isoformat()),
    Column("room", N_("Room"), 160, show=lambda row: row.room or _("The whole center")),
    Column("reason", N_("Reason"), 300),
)


def _closures(read: Any, where: Where) -> Sequence[ClosureRow]:
    since = date(2000, 1, 1) if where.get("when") == "all" else None
    text = where.text.lower()
    return [row for row in queries.closed_days(read, since) if text in f"{row.reason}{row.room}".lower()]


def closure_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the closures that fit."""
    return [row.id for row in in_order(_closures(read, where), COLUMNS, sort)]


def closure_rows(read: Any, ids: Sequence[int]) -> list[ClosureRow]:
    """Return the closures with these ids."""
    return [row for row in _closures(read, Where(choices={"when": "all"})) if row.id in set(ids)]


class ClosureEditor(QWidget):
    """Closes the center or a room for some days, in the panel."""

    done = Signal()

    def __init__(self, rooms: Sequence[RoomRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Close days"))
        today = jobs.runner().backend.clock.today
        self.form = Form()
        self.form.add("first", Field(_("First day"), DateField(today), required=True))
        self.form.add("last", Field(_("Last day"), DateField(today), _("Empty: one day")))
        which = RoomChoice(_("The whole center"))
        which.offer([(room.id, room.name) for room in rooms if not room.retired])
        self.form.add("room_id", Field(_("Room"), which))
        self.form.add("reason", Field(_("Reason"), TextField(_("Floor waxing, disinfection…"))))
        self.save = Button(_("Close these days"), "primary", "calendar-off", main=True)
        self.save.clicked.connect(self._on_save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        box.addStretch(1)
        self.foot = self.save

    def _finish(self, said: str) -> None:
        toast(said)
        self.done.emit()

    def _on_save(self) -> None:
        values = self.form.values()
        if not self.form.check() or values["first"] is None:
            self.form.focus_first()
            return
        draft = ClosureDraft(
            values["first"], values["last"] or values["first"], values["reason"], values["room_id"]
        )
        Command(self, lambda work: service.close_days(work, draft)).then(
            lambda _ref: self._finish(_("Closed: {first} to {last}").format(first=draft.first, last=draft.last))
        ).failed(self.form.set_problems).start()  # fmt: skip


class ClosuresSection(Page):
    """The coming closures; Delete takes one back."""

    key = "settings.closures"
    title = N_("Closed days")
    watches = frozenset({"closed_day", "room"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms: list[RoomRow] = []
        writes = may(Permission.CENTER_WRITE)
        self.table = TableView(
            "settings.closures",
            COLUMNS,
            Source(closure_ids, closure_rows),
            filters=[FilterChoice("when", N_("When"), [("all", _("Past ones too"))])],
            placeholder=_("Reason or room"),
            take_away=_("Closed days"),
            empty=Empty(
                _("No closed days ahead"),
                _("Public holidays are not listed here; they are under Holidays."),
                "calendar-off",
                _("Close days") if writes else "",
                self.new,
            ),
        )
        self.main_button = self.new_button = Button(_("Close days"), "primary", "plus")
        self.reopen_button = Button(_("Open again"), icon="rotate-ccw")
        for button, act in ((self.reopen_button, self.reopen), (self.new_button, self.new)):
            button.clicked.connect(lambda _checked=False, run=act: run())
            button.setEnabled(writes)
            self.table.bar.add_right(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N closes days."""
        return (
            ActionSpec(
                "center.close_days", N_("Close days"), "plus", "Ctrl+N", Permission.CENTER_WRITE, run=self.new
            ),
        )

    def tour_stops(self) -> Sequence[Stop]:
        """The editor."""
        return (Stop("close-days", self.new),)

    def reload(self) -> None:
        """Read closures and rooms."""
        self.table.reload()
        Query(self, all_rooms).then(self._on_rooms).start()

    def _on_rooms(self, rooms: list[RoomRow]) -> None:
        self._rooms = rooms

    def new(self) -> None:
        """Open an empty editor."""
        editor = ClosureEditor(self._rooms)
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.form.focus_first()

    def reopen(self) -> None:
        """Take the chosen closure back."""
        row = self.table.current_row()
        if not isinstance(row, ClosureRow):
            return
        draft = ClosureDraft(row.first, row.last, row.reason, row.room_id)

        def undo() -> None:
            Command(self, lambda work: service.close_days(work, draft)).start()

        Command(self, lambda work: service.reopen_days(work, row.id)).then(
            lambda _done: toast(_("Open again: {first}").format(first=row.first), undo=undo)
        ).start()
