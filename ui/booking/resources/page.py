"""Settings, Equipment and staff: what can be booked besides rooms; one of them opens in the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import resource_queries as queries
from neighborcenter.booking.kinds import ResourceKind
from neighborcenter.booking.resource_queries import AbsenceRow, ResourceRow
from neighborcenter.booking.texts import resource_kind_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.matching import matched
from ui.booking.resources.absence_editor import AbsenceEditor
from ui.booking.resources.editor import ResourceEditor
from ui.booking.resources.week_text import say_week
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Query, may
from ui.kit.list_page import ListPage
from ui.kit.page import Stop
from ui.kit.spoken import spoken_days
from ui.kit.table import TableView


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a resource, and the absence that holds now or comes next."""

    id: int
    row: ResourceRow
    away: AbsenceRow | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.row.name

    @property
    def quantity(self) -> int:
        """How many there are."""
        return self.row.quantity


def _state(line: Line) -> Mark:
    if line.row.retired:
        return Mark(_("No longer used"), "closed", "ban")
    if line.away is None:
        return Mark(_("In use"), "service", "check")
    since = spoken_days(line.away.starts.date(), line.away.ends.date())
    if line.row.kind is ResourceKind.STAFF:
        return Mark(_("Away {days}").format(days=since), "notice", "calendar-off")
    return Mark(
        _("{count} away {days}").format(count=line.away.quantity, days=since), "notice", "calendar-off"
    )


def _what(line: Line) -> str:
    row = line.row
    return row.profession if row.kind is ResourceKind.STAFF else row.note


def _hours(line: Line) -> str:
    return say_week(line.row.spans) or (_("Always") if line.row.kind is ResourceKind.STAFF else "")


COLUMNS = (
    Column("name", N_("Called"), 150, strong=True),
    Column("kind", N_("Kind"), 90, show=lambda line: resource_kind_name(line.row.kind)),
    Column("quantity", N_("Quantity"), 70, align="right"),
    Column("room", N_("Usual place"), 110, show=lambda line: line.row.room),
    Column("what", N_("Profession or note"), 160, show=_what),
    Column("hours", N_("Working hours"), 200, show=_hours, stretch=True),
    Column("state", N_("State"), 150, show=_state),
)


def _lines(read: Any) -> list[Line]:
    away: dict[int, AbsenceRow] = {}
    for absence in queries.absences(read):
        away.setdefault(absence.resource_id, absence)
    return [Line(row.id, row, away.get(row.id)) for row in queries.resources(read, retired=True)]


def _fits(line: Line, where: Where) -> bool:
    row, text = line.row, where.text.strip()
    if (where.get("state") == "retired") != row.retired:
        return False
    if where.get("kind") not in (None, row.kind.value):
        return False
    if where.get("state") == "away" and line.away is None:
        return False
    words = (row.name, row.profession, row.room, row.note, row.resident)
    return not text or any(matched(word, text) for word in words)


def line_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of those that fit."""
    return [line.id for line in in_order([one for one in _lines(read) if _fits(one, where)], COLUMNS, sort)]


def line_rows(read: Any, ids: Sequence[int]) -> list[Line]:
    """Return the lines with these ids."""
    wanted = set(ids)
    return [line for line in _lines(read) if line.id in wanted]


class ResourcesSection(ListPage):
    """Everything that is lent and everybody who works here."""

    key = "settings.resources"
    title = N_("Equipment and staff")
    watches = frozenset({"resource", "resource_absence", "working_hours", "room"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        writes = may(Permission.CENTER_WRITE)
        self.table = TableView(
            "settings.resources",
            COLUMNS,
            Source(line_ids, line_rows),
            filters=[
                FilterChoice("kind", N_("Kind"), [(k.value, resource_kind_name(k)) for k in ResourceKind]),
                FilterChoice("state", N_("State"), [("away", _("Away")), ("retired", _("No longer used"))]),
            ],
            placeholder=_("Name, profession or place"),
            take_away=_("Equipment and staff"),
            empty=Empty(
                _("No equipment and no staff yet"),
                _(
                    "What is lent with a room, and who can be booked: speakers, chairs, the nurse, the barber."
                ),
                "package",
                _("Add") if writes else "",
                self.new,
            ),
        )
        self.main_button = self.new_button = Button(_("Add"), "primary", "plus")
        self.away_button = Button(_("Note an absence"), icon="calendar-off")
        self.new_button.setEnabled(writes)
        self.away_button.setEnabled(may(Permission.BOOKING_WRITE))
        self.new_button.clicked.connect(self.new)
        self.away_button.clicked.connect(self.note_absence)
        for button in (self.away_button, self.new_button):
            self.table.bar.add_right(button)
        self.place(self.table)
        self.table.opened.connect(self._on_opened)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N adds, Ctrl+Shift+A notes an absence."""
        return (
            ActionSpec(
                "booking.add_resource", N_("Add equipment or staff"), "plus", "Ctrl+N",
                Permission.CENTER_WRITE, run=self.new,
            ),
            ActionSpec(
                "booking.absent", N_("Note an absence"), "calendar-off", "Ctrl+Shift+A",
                Permission.BOOKING_WRITE, run=self.note_absence,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """An empty editor, a person, an absence."""
        return (
            Stop("resource-new", self.new),
            Stop("resource", self._open_last),
            Stop("absence", self.note_absence),
        )

    def new(self) -> None:
        """Open an empty editor."""
        self._edit(None)

    def note_absence(self) -> None:
        """Say that the chosen one is away."""
        line = self.table.current_row()
        if isinstance(line, Line):
            self._show(AbsenceEditor(line.row))

    def _open_last(self) -> None:
        self.table.grid.go_to_line(self.table.model.rowCount() - 1)
        self._on_opened(0)

    def _on_opened(self, _ref: int) -> None:
        line = self.table.current_row()
        if isinstance(line, Line):
            self._edit(line.row)

    def _edit(self, row: ResourceRow | None) -> None:
        Query(self, lambda read: ResourceEditor.facts(read, row)).then(
            lambda facts: self._show(ResourceEditor(row, facts))
        ).start()

    def _show(self, editor: ResourceEditor | AbsenceEditor) -> None:
        editor.done.connect(self.close_panel)
        if isinstance(editor, ResourceEditor):
            editor.absence_wanted.connect(lambda row: self._show(AbsenceEditor(row)))
        self.show_panel(editor)
        editor.begin()
