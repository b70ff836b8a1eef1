"""Settings, Closed days: when the center or a room is closed besides holidays, and whose days that takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import closures
from neighborcenter.booking.closures import Return
from neighborcenter.center import queries
from neighborcenter.center.queries import ClosureRow, RoomRow
from neighborcenter.kit.i18n import N_, _
from ui.booking.closures.editor import ClosureEditor
from ui.booking.closures.lifting import LiftPanel, lift
from ui.booking.closures.taking_out import TakeOutEditor
from ui.center.rooms import all_rooms
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Sort, Source, Where, in_order
from ui.kit.jobs import Query, may, runner
from ui.kit.list_page import ListPage
from ui.kit.page import Stop
from ui.kit.table import TableView

COLUMNS = (
    Column(
        "first", N_("First day"), 150, show=lambda row: f"{row.first} {row.time_from}".strip(), strong=True
    ),
    Column("last", N_("Last day"), 150, show=lambda row: f"{row.last} {row.time_to}".strip()),
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


class ClosuresSection(ListPage):
    """The coming closures; Delete takes one back."""

    key = "settings.closures"
    title = N_("Closed days")
    watches = frozenset({"closed_day", "room"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms: list[RoomRow] = []
        self._editor: ClosureEditor | None = None
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
        self.out_button = Button(_("Take days out…"), icon="calendar-x")
        for button, act, able in (
            (self.out_button, self.take_out, may(Permission.BOOKING_CANCEL)),
            (self.reopen_button, self.reopen, writes),
            (self.new_button, self.new, writes),
        ):
            button.clicked.connect(lambda _checked=False, run=act: run())
            button.setEnabled(able)
            self.table.bar.add_right(button)
        self.place(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N closes days."""
        return (
            ActionSpec(
                "booking.take_out",
                N_("Take days out of series"),
                "calendar-x",
                "Ctrl+Shift+N",
                Permission.BOOKING_CANCEL,
                run=self.take_out,
            ),
            ActionSpec(
                "center.close_days", N_("Close days"), "plus", "Ctrl+N", Permission.CENTER_WRITE, run=self.new
            ),
        )

    def tour_stops(self) -> Sequence[Stop]:
        """The editor."""
        return (
            Stop("close-days", self._filled),
            Stop("lift", self.reopen),
            Stop("take-out", self.take_out),
        )

    def _filled(self) -> None:
        """The editor with a day that has bookings, for a picture."""
        self.new()
        editor = self._editor
        if editor is not None:
            editor.form.set_values({"first": runner().backend.clock.today()})
            editor.look()

    def reload(self) -> None:
        """Read closures and rooms."""
        self.table.reload()
        Query(self, all_rooms).then(self._on_rooms).start()

    def _on_rooms(self, rooms: list[RoomRow]) -> None:
        self._rooms = rooms

    def new(self) -> None:
        """Open an empty editor."""
        editor = self._editor = ClosureEditor(self._rooms)
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.form.focus_first()

    def reopen(self) -> None:
        """Lift the chosen closure; when bookings wait for it, show first which come back."""
        row = self.table.current_row()
        if isinstance(row, ClosureRow):
            Query(self, lambda read: closures.returns(read, row.id), lane="quick").then(
                lambda found: self._on_returns(row, found)
            ).start()

    def _on_returns(self, row: ClosureRow, found: Sequence[Return]) -> None:
        if not found:
            lift(self, row)
            return
        panel = LiftPanel(row, found)
        panel.done.connect(self.close_panel)
        self.show_panel(panel)
        panel.lift.setFocus()

    def take_out(self) -> None:
        """Take days out of many series at once."""
        editor = TakeOutEditor(self._rooms)
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.form.focus_first()
