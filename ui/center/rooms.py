"""Settings, Rooms: the sites of the center and their rooms; a room opens in the panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries
from neighborcenter.center.queries import RoomRow, SiteRow
from neighborcenter.kit.i18n import N_, _
from ui.center.room_editor import PartsEditor, RoomEditor
from ui.center.site_editor import SiteEditor
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Query, may
from ui.kit.list_page import ListPage
from ui.kit.page import Stop
from ui.kit.table import TableView


def _name(row: RoomRow) -> str:
    return f"　└ {row.name}" if row.parent_id is not None else row.name


def _state(row: RoomRow) -> Mark:
    if row.retired:
        return Mark(_("No longer used"), "closed", "ban")
    if row.parts:
        return Mark(_("Divisible: {count}").format(count=len(row.parts)), "lending", "split")
    return Mark(_("In use"), "service", "check")


COLUMNS = (
    Column("name", N_("Room"), 190, show=_name, strong=True),
    Column("site", N_("Site"), 110),
    Column("floor", N_("Floor"), 70),
    Column("capacity", N_("Seats"), 70, align="right", show=lambda row: row.capacity or ""),
    Column("accessible", N_("Step-free"), 90, show=lambda row: _("Yes") if row.accessible else ""),
    Column("equipment", N_("Equipment"), 200, show=lambda row: _(", ").join(row.equipment), stretch=True),
    Column("state", N_("State"), 130, show=_state),
)


def all_rooms(read: Any) -> list[RoomRow]:
    """Return whole rooms, each followed by its parts, the retired ones too."""
    return [one for whole in queries.rooms(read, retired=True) for one in (whole, *whole.parts)]


def room_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the rooms that fit."""
    text = where.text.lower()
    found = [
        row
        for row in all_rooms(read)
        if (where.get("state") == "retired") == row.retired
        and (not text or text in f"{row.name}{row.site}{''.join(row.equipment)}".lower())
    ]
    return [row.id for row in in_order(found, COLUMNS, sort)]


def room_rows(read: Any, ids: Sequence[int]) -> list[RoomRow]:
    """Return the rooms with these ids."""
    wanted = set(ids)
    return [row for row in all_rooms(read) if row.id in wanted]


class RoomsSection(ListPage):
    """Sites above, rooms below."""

    key = "settings.rooms"
    title = N_("Rooms")
    watches = frozenset({"room", "site"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sites: tuple[SiteRow, ...] = ()
        writes = may(Permission.CENTER_WRITE)
        self.table = TableView(
            "settings.rooms",
            COLUMNS,
            Source(room_ids, room_rows),
            filters=[FilterChoice("state", N_("State"), [("retired", _("No longer used"))])],
            placeholder=_("Room, site or equipment"),
            take_away=_("Rooms"),
            empty=Empty(
                _("No rooms yet"), _("A room is what can be booked."), "door-open", _("Add a room"), self.new
            ),
        )
        self.main_button = self.new_button = Button(_("Add a room"), "primary", "plus")
        self.site_button = Button(_("Sites"), icon="building-2")
        for button in (self.site_button, self.new_button):
            button.setEnabled(writes)
            self.table.bar.add_right(button)
        self.new_button.clicked.connect(self.new)
        self.site_button.clicked.connect(self.show_sites)
        self.place(self.table)
        self.table.opened.connect(self._on_opened)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N adds a room."""
        return (
            ActionSpec(
                "center.open_room", N_("Add a room"), "plus", "Ctrl+N", Permission.CENTER_WRITE, run=self.new
            ),
        )

    def tour_stops(self) -> Sequence[Stop]:
        """A room, the sites, dividing."""
        return (
            Stop("room-new", self.new),
            Stop("room", self._open_first),
            Stop("sites", self.show_sites),
            Stop("divide", self._divide_last),
        )

    def _divide_last(self) -> None:
        line = self.table.model.rowCount() - 1
        self.table.grid.go_to_line(line)
        if isinstance(row := self.table.model.row_at(line), RoomRow):
            self.divide(row)

    def _open_first(self) -> None:
        self.go_to_first()
        self._on_opened(0)

    def reload(self) -> None:
        """Read sites and rooms."""
        self.table.reload()
        Query(self, queries.sites).then(self._on_sites).start()

    def _on_sites(self, sites: tuple[SiteRow, ...]) -> None:
        self._sites = sites

    def new(self) -> None:
        """Open an empty editor."""
        self._show(RoomEditor(None, self._sites))

    def show_sites(self) -> None:
        """Open the list of sites."""
        editor = SiteEditor(self._sites)
        editor.done.connect(self.close_panel)
        self.show_panel(editor)

    def _on_opened(self, _ref: int) -> None:
        row = self.table.current_row()
        if isinstance(row, RoomRow):
            self._show(RoomEditor(row, self._sites))

    def _show(self, editor: RoomEditor) -> None:
        editor.done.connect(self.close_panel)
        editor.divide_wanted.connect(self.divide)
        self.show_panel(editor)
        editor.begin()

    def divide(self, row: RoomRow) -> None:
        """Open the parts of a room."""
        parts = PartsEditor(row)
        parts.done.connect(self.close_panel)
        self.show_panel(parts)
