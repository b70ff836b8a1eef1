"""The work list across all forms: who is due, who is late, who was never seen. Opening a line enters the visit,
or the entry that is still to be brought to its end: a loan, a request, a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import due_queries
from neighborcenter.forms.due_queries import DueRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read
from ui.forms.columns import DUE_COLUMNS, due_filters, due_fits, due_text
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button, Segmented
from ui.kit.columns import Empty, Where
from ui.kit.jobs import may
from ui.kit.listing import Listing
from ui.kit.page import Stop
from ui.kit.table import TableView
from ui.volunteers.tab import Tab

AHEAD = (("0", N_("Until today")), ("7", N_("A week ahead")), ("31", N_("A month ahead")))


class DueTab(Tab):
    """Everybody to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[DueRow] = ()
        self._forms: list[tuple[int, str]] = []
        self.ahead = Segmented([(key, _(words)) for key, words in AHEAD], "7", _("How far ahead"))
        self.table = TableView(
            "forms.due",
            DUE_COLUMNS,
            Listing(self._load, DUE_COLUMNS, due_text, due_fits),
            filters=due_filters(self._forms),
            empty=Empty(
                _("Nothing is due"),
                _("Forms with a next day put people and matters here by themselves."),
                "calendar-check",
            ),
            placeholder=_("Name, matter, door or form"),
            take_away=_("Who is due") if may(Permission.EXPORT) else "",
        )
        self.enter = self.main_button = Button(_("Deal with it"), "primary", "pencil", key="↵")
        self.enter.setEnabled(may(Permission.FORMS_WRITE))
        self.table.bar.add_right(self.ahead)
        self.table.bar.add_right(self.enter)
        self.box.addWidget(self.table, 1)
        self.ahead.chosen.connect(lambda _key: self.reload())
        self.table.opened.connect(self._on_opened)
        self.enter.clicked.connect(lambda _checked=False: self._enter_current())

    def _load(self, read: Read) -> Sequence[DueRow]:
        self.rows = due_queries.due_list(read, ahead=int(self.ahead.current))
        self._forms[:] = sorted({one.form_id: one.form for one in self.rows}.items())
        return self.rows

    def reload(self) -> None:
        """Read the list again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the filter line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """The id of a form: only its people."""
        if isinstance(target, int):
            self.table.set_where(Where("", {"form": target}))

    def person(self) -> int | None:
        """The resident on the line under the cursor."""
        row = self.table.current_row()
        return None if row is None else row.resident_id

    def _enter_current(self) -> None:
        ref = self.table.current_id() or self.table.model.id_at(0)
        if ref is not None:
            self._on_opened(ref)

    def _on_opened(self, ref: int) -> None:
        row = next((one for one in self.rows if one.id == ref), None)
        if row is None or not may(Permission.FORMS_WRITE):
            return
        if row.entry_id is not None:
            self.tab_wanted.emit("ledger", ("change", row.form_id, row.entry_id))
        else:
            self.tab_wanted.emit("ledger", ("enter", row.form_id, row.resident_id))

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        return (
            ActionSpec("forms.due_enter", N_("Deal with it"), "pencil", "Ctrl+N", Permission.FORMS_WRITE, run=self._enter_current),
            ActionSpec("forms.due_find", N_("Find in this list"), "search", "Ctrl+F", run=self.table.bar.line.setFocus),
            ActionSpec("forms.due_print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """Only those who are late."""
        return (
            Stop("late", lambda: self.table.set_where(Where("", {"late": "late"}))),
            Stop("all", lambda: self.table.set_where(Where())),
        )
