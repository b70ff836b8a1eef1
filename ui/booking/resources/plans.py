"""Settings, Appointments: what can be had by appointment, how long, where, with whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import appointment_queries as queries
from neighborcenter.booking import resource_queries
from neighborcenter.booking.appointment_queries import PlanRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.matching import matched
from ui.booking.resources.plan_editor import PlanEditor, PlanFacts
from ui.booking.resources.week_text import say_week
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, FilterChoice, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Query, may
from ui.kit.list_page import ListPage
from ui.kit.page import Stop
from ui.kit.table import TableView


class Line:
    """One line of the list: a service with the names of what its slots take."""

    __slots__ = ("id", "name", "row", "takes")

    def __init__(self, row: PlanRow, takes: str) -> None:
        self.id = row.plan.id
        self.name = row.plan.name
        self.row = row
        self.takes = takes


COLUMNS = (
    Column("name", N_("Appointment"), 150, strong=True),
    Column("room", N_("Room"), 110, show=lambda line: line.row.room),
    Column("minutes", N_("Slot"), 90, show=lambda line: _("{count} min").format(count=line.row.plan.minutes)),
    Column("capacity", N_("Places in a slot"), 80, align="right", show=lambda line: line.row.plan.capacity),
    Column("takes", N_("Takes"), 160),
    Column(
        "hours",
        N_("Hours of the week"),
        210,
        show=lambda line: say_week(line.row.plan.spans) or _("Whenever the room is open"),
        stretch=True,
    ),
    Column(
        "state",
        N_("State"),
        120,
        show=lambda line: (
            Mark(_("No longer given"), "closed", "ban")
            if line.row.retired
            else Mark(_("By appointment"), "service", "check")
        ),
    ),
)


def _lines(read: Any) -> list[Line]:
    names = {row.id: row.name for row in resource_queries.resources(read, retired=True)}
    found = []
    for row in queries.plans(read, retired=True):
        takes = [names[ref] if count == 1 else f"{names[ref]} ×{count}" for ref, count in row.plan.resources]
        found.append(Line(row, _(", ").join(takes)))
    return found


def line_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of those that fit."""
    text = where.text.strip()
    found = [
        line
        for line in _lines(read)
        if (where.get("state") == "retired") == line.row.retired
        and (not text or any(matched(word, text) for word in (line.name, line.row.room, line.takes)))
    ]
    return [line.id for line in in_order(found, COLUMNS, sort)]


def line_rows(read: Any, ids: Sequence[int]) -> list[Line]:
    """Return the lines with these ids."""
    wanted = set(ids)
    return [line for line in _lines(read) if line.id in wanted]


class PlansSection(ListPage):
    """Everything given by appointment; one opens in the panel."""

    key = "settings.appointments"
    title = N_("Appointments")
    watches = frozenset({"appointment_plan", "plan_resource", "working_hours", "resource", "room"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        writes = may(Permission.CENTER_WRITE)
        self.table = TableView(
            "settings.appointments",
            COLUMNS,
            Source(line_ids, line_rows),
            filters=[FilterChoice("state", N_("State"), [("retired", _("No longer given"))])],
            placeholder=_("Appointment, room or person"),
            take_away=_("Appointments"),
            empty=Empty(
                _("Nothing is given by appointment yet"),
                _("Blood pressure, haircuts, advice: slots of one length, each with so many places."),
                "timer",
                _("Add") if writes else "",
                self.new,
            ),
        )
        self.main_button = self.new_button = Button(_("Add"), "primary", "plus")
        self.new_button.setEnabled(writes)
        self.new_button.clicked.connect(self.new)
        self.table.bar.add_right(self.new_button)
        self.place(self.table)
        self.table.opened.connect(self._on_opened)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N adds."""
        return (
            ActionSpec(
                "booking.add_plan", N_("Add an appointment service"), "plus", "Ctrl+N",
                Permission.CENTER_WRITE, run=self.new,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """An empty editor, and the first service."""
        return (Stop("plan-new", self.new), Stop("plan", self._open_first))

    def new(self) -> None:
        """Open an empty editor."""
        self._edit(None)

    def _open_first(self) -> None:
        self.go_to_first()
        self._on_opened(0)

    def _on_opened(self, _ref: int) -> None:
        line = self.table.current_row()
        if isinstance(line, Line):
            self._edit(line.row)

    def _edit(self, row: PlanRow | None) -> None:
        Query(self, PlanEditor.facts).then(lambda facts: self._show(row, facts)).start()

    def _show(self, row: PlanRow | None, facts: PlanFacts) -> None:
        editor = PlanEditor(row, facts)
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.begin()
