"""Open shifts: the list of what wants somebody in the coming weeks, and one of them beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shiboken6
from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import assign_service, shift_service
from neighborcenter.volunteers.drafts import AssignmentDraft
from neighborcenter.volunteers.kinds import AssignmentStatus
from neighborcenter.volunteers.queries import ShiftRow
from neighborcenter.volunteers.rostering import change_service
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Empty
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Field
from ui.kit.jobs import Query, may
from ui.kit.listing import Listing
from ui.kit.messages import toast
from ui.kit.page import Stop
from ui.kit.spoken import spoken_moment
from ui.kit.table import TableView
from ui.volunteers import acts
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.open.panel import OpenPanel
from ui.volunteers.open.wanting import (
    OPEN_COLUMNS,
    OpenShift,
    fits,
    open_filters,
    read_open,
    text_of,
    there,
    wanting,
    when,
)
from ui.volunteers.tab import Tab


class OpenTab(Tab):
    """The list with one shift beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: OpenPanel | None = None
        self._asking = False
        self.table = TableView(
            "volunteer.open",
            OPEN_COLUMNS,
            Listing(wanting, OPEN_COLUMNS, text_of, fits),
            filters=open_filters(),
            empty=Empty(
                _("Every shift has its people"),
                _("Shifts that want somebody in the next five weeks stand here."),
                "circle-check",
            ),
            placeholder=_("Post, activity, day or name"),
            take_away=_("Shifts to fill") if may(Permission.EXPORT) else "",
        )
        self.let = self.main_button = Button(_("Let anybody take a place"), "primary", "hand-heart", "Alt O")
        self.let.setEnabled(may(Permission.VOLUNTEERS_WRITE))
        self.let.clicked.connect(lambda _checked=False: self.open_chosen())
        self.wants = Button(_("Needs"), "secondary", "list-checks", "Alt E")
        self.wants.clicked.connect(lambda _checked=False: self.show_needs())
        self.table.bar.add_right(self.wants)
        self.table.bar.add_right(self.let)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(lambda _ref: self.show_current())
        self.table.current_changed.connect(self._on_current)

    # -- the tab ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list and the shift again."""
        self.table.reload()
        shown = self._shown()
        if shown is not None:
            self._read(shown.shown.row)

    def begin(self) -> None:
        """The caret stands in the search line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """The id of a shift."""
        self.table.select(int(target))
        self.show_current()

    # -- one shift -------------------------------------------------------------------------------------------

    def _shown(self) -> OpenPanel | None:
        panel = self._panel
        return panel if panel is not None and shiboken6.isValid(panel) and panel.isVisible() else None

    def _on_current(self, ref: int | None) -> None:
        if ref is not None and self._shown() is not None:
            self.show_current()

    def show_current(self) -> None:
        """The chosen shift with who may take it."""
        row = self.table.current_row()
        if row is not None and not self._asking:
            self._read(row)

    def _read(self, row: ShiftRow) -> None:
        Query(self, lambda read: read_open(read, row), key="open").then(self._on_read).start()

    def _on_read(self, found: OpenShift | None) -> None:
        if self._asking or not self.isVisible():
            return
        shown = self._shown()
        if found is None:
            if shown is not None:
                self.close_panel()
        elif shown is not None:
            shown.show_shift(found)
        else:
            self.show_panel(self._new_panel(found))

    def _new_panel(self, found: OpenShift) -> OpenPanel:
        panel = self._panel = OpenPanel(found)
        panel.take_wanted.connect(lambda ref, name: self.take(panel.shown.row, ref, name))
        panel.standby_wanted.connect(lambda ref, name: self.stand_by(panel.shown.row, ref, name))
        panel.call_in_wanted.connect(lambda ref, name: self.call_in(panel.shown.row, ref, name))
        panel.give_back_wanted.connect(lambda ref, name: self.give_back(panel.shown.row, ref, name))
        panel.follow_wanted.connect(lambda: self.follow(panel.shown.row))
        panel.stay_wanted.connect(lambda: self.stay(panel.shown.row))
        panel.open_wanted.connect(lambda opened: self.set_open([panel.shown.row.shift_id], opened=opened))
        panel.sheet_wanted.connect(lambda key: self.print_sheet(panel.shown.row, key))
        return panel

    # -- what is done ----------------------------------------------------------------------------------------

    def take(self, row: ShiftRow, ref: int, name: str) -> None:
        """A volunteer takes a place: themselves where the shift is open, else they are put on it."""

        def verb(work: Work) -> int:
            if row.open_to_take:
                return assign_service.take(work, row.shift_id, ref).assignment_id
            return assign_service.assign(work, AssignmentDraft(row.shift_id, ref)).assignment_id

        self._act(verb, _("{name} takes {shift}").format(name=name, shift=_short(row)))

    def stand_by(self, row: ShiftRow, ref: int, name: str) -> None:
        """A volunteer stands by."""
        self._act(
            lambda work: assign_service.stand_by(work, row.shift_id, ref).assignment_id,
            _("{name} stands by for {shift}").format(name=name, shift=_short(row)),
        )

    def give_back(self, row: ShiftRow, ref: int, name: str) -> None:
        """A volunteer gives the place back that they took."""
        acts.act(
            self,
            lambda work: assign_service.give_back(work, row.shift_id, ref).assignment_id,
            _("{name} gives {shift} back").format(name=name, shift=_short(row)),
            undo=lambda work, place: assign_service.set_place(work, place, AssignmentStatus.PLANNED),
            then=lambda _place: self.reload(),
        )

    def _act(self, verb: acts.Verb, said: str) -> None:
        acts.act(
            self,
            verb,
            said,
            undo=lambda work, place: assign_service.set_place(work, place, AssignmentStatus.REMOVED),
            then=lambda _place: self.reload(),
        )

    def call_in(self, row: ShiftRow, ref: int, name: str) -> None:
        """A standby steps in for somebody, or into an empty place."""
        away = [(one.volunteer_id, one.name) for one in there(row)]
        panel = AskPanel(
            _("{name} steps in").format(name=name),
            _("Step in"),
            {
                "instead_of": Field(
                    _("Who cannot come"), ChoiceField(away, optional=row.free > 0),
                    _("Empty: into the free place") if row.free else "", required=not row.free,
                ),
                "reason": Field(_("Why"), TextField(_("ill, family, …"))),
            },
            lambda values: (
                lambda work: shift_service.call_in(
                    work, row.shift_id, ref, instead_of=values["instead_of"], reason=values["reason"] or ""
                )
            ),
            lambda _values, _before: _("{name} steps in: {shift}").format(name=name, shift=_short(row)),
            intro=when(row),
            undo=change_service.change_places,
        )  # fmt: skip
        if away:
            panel.form.set_values({"instead_of": away[0][0]})
        self._asking = True
        panel.done.connect(self._on_asked)
        panel.destroyed.connect(self._on_gone)
        self.show_panel(panel)

    def _on_gone(self) -> None:
        self._asking = False

    def _on_asked(self, _result: object) -> None:
        self._asking = False
        self._panel = None
        self.close_panel()
        self.reload()

    def follow(self, row: ShiftRow) -> None:
        """The shift goes along with what it serves."""
        acts.act(
            self,
            lambda work: shift_service.follow(work, row.shift_id),
            lambda gone: (
                _("{shift} goes along; {count} cannot come then").format(
                    shift=_short(row), count=len(gone.cannot)
                )
                if gone.cannot
                else _("{shift} goes along").format(shift=_short(row))
            ),
            undo=shift_service.ask_again,
            then=lambda _gone: self.reload(),
        )

    def stay(self, row: ShiftRow) -> None:
        """The shift stays where it is."""
        acts.act(
            self,
            lambda work: shift_service.stay(work, row.shift_id),
            _("{shift} stays where it is").format(shift=_short(row)),
            undo=shift_service.ask_again,
            then=lambda _gone: self.reload(),
        )

    def open_chosen(self) -> None:
        """Let anybody take a place of the chosen shifts."""
        refs = self.table.selected_ids()
        if not refs:
            toast(_("Choose shifts in the list first."), icon="info", owner=self)
        elif may(Permission.VOLUNTEERS_WRITE):
            self.set_open(refs, opened=True)

    def set_open(self, refs: Sequence[int], *, opened: bool) -> None:
        """Open shifts to be taken, or close them."""
        words = _("{count} shifts are open to be taken") if opened else _("{count} shifts are no longer open")
        acts.act(
            self,
            lambda work: shift_service.open_to_take(work, refs, opened=opened),
            lambda changed: words.format(count=len(changed)),
            undo=lambda work, changed: shift_service.open_to_take(work, changed, opened=not opened),
            then=lambda _changed: self.reload(),
        )

    def show_needs(self) -> None:
        """Who is wanted for what, in the list of needs."""
        self.tab_wanted.emit("basics", "needs")

    def print_sheet(self, row: ShiftRow, key: str) -> None:
        """The sign-in sheet of the shift."""
        values = {"day": row.starts.date(), "shift": row.shift_id}
        acts.print_paper(self, key, _("Volunteer sign-in"), values, f"{row.starts:%Y-%m-%d}")

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        writes = Permission.VOLUNTEERS_WRITE
        return (
            ActionSpec("open.let", N_("Let anybody take a place"), "hand-heart", "Alt+O", writes, "selection", run=self.open_chosen),
            ActionSpec("open.show", N_("Who may take a place"), "user-plus", "Return", "", "selection"),
            ActionSpec("open.standby", N_("Standby"), "timer", "Alt+S", Permission.VOLUNTEERS_HOURS, run=self._standby_chosen),
            ActionSpec("open.needs", N_("Who is wanted for what"), "list-checks", "Alt+E", run=self.show_needs),
            ActionSpec("open.find", N_("Find in this list"), "search", "Ctrl+F", run=self.begin),
            ActionSpec("open.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def _standby_chosen(self) -> None:
        shown = self._shown()
        if shown is not None:
            shown.choose_standby()

    def tour_stops(self) -> Sequence[Stop]:
        """The first shift with who may take it."""
        return (
            Stop("shift", self._open_first),
            Stop("closed", self.close_panel),
        )

    def _open_first(self) -> None:
        ref = self.table.model.id_at(0)
        if ref is not None:
            self.open(ref)


def _short(row: ShiftRow) -> str:
    return f"{spoken_moment(row.starts)} {row.post}"
