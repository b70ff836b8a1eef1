"""Settings, Terms: the school terms that "only in term time" keeps to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center import queries, term_service
from neighborcenter.center.drafts import TermDraft
from neighborcenter.center.queries import TermRow
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import Problem
from ui.kit import jobs
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, Sort, Source, Where, in_order
from ui.kit.fields import TextField
from ui.kit.form import Field, Form
from ui.kit.jobs import Command, may
from ui.kit.list_page import ListPage
from ui.kit.messages import toast
from ui.kit.moments import DateField
from ui.kit.page import Stop
from ui.kit.table import TableView

COLUMNS = (
    Column("name", N_("Term"), 240, strong=True),
    Column("first", N_("First day"), 150),
    Column("last", N_("Last day"), 150),
    Column("weeks", N_("Weeks"), 100, "right", show=lambda row: weeks_of(row), sort=None),
)


def weeks_of(row: TermRow) -> int:
    """How many calendar weeks a term touches, as A/B weeks are counted."""
    return ((row.last - row.first).days + row.first.weekday()) // 7 + 1


def term_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """Return the ids of the terms that fit, the latest first."""
    text = where.text.lower()
    found = [row for row in reversed(queries.terms(read)) if text in row.name.lower()]
    return [row.id for row in in_order(found, COLUMNS, sort)]


def term_rows(read: Any, ids: Sequence[int]) -> list[TermRow]:
    """Return the terms with these ids."""
    return [row for row in queries.terms(read) if row.id in set(ids)]


class TermEditor(QWidget):
    """Adds or changes one term, in the panel."""

    done = Signal()

    def __init__(self, row: TermRow | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setWindowTitle(_("Add a term") if row is None else row.name)
        today = jobs.runner().backend.clock.today
        self.form = Form()
        self.form.add("name", Field(_("Name"), TextField(_("2026-2027, first term")), required=True))
        self.form.add("first", Field(_("First day"), DateField(today), required=True))
        self.form.add("last", Field(_("Last day"), DateField(today), required=True))
        if row is not None:
            self.form.set_values({"name": row.name, "first": row.first, "last": row.last})
        self.save = Button(_("Save"), "primary", "check", main=True)
        self.save.setEnabled(may(Permission.CENTER_WRITE))
        self.save.clicked.connect(lambda _checked=False: self.keep())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        box.addStretch(1)
        self.foot = self.save

    def keep(self) -> None:
        """Save; what is wrong stands beside its field."""
        if not self.form.check():
            return
        draft, row = TermDraft(**self.form.values()), self.row

        def act(work: Any) -> int:
            if row is None:
                return term_service.add_term(work, draft)
            term_service.change_term(work, row.id, draft)
            return row.id

        Command(self, act).then(lambda ref: self._on_saved(ref, draft)).failed(self._on_problems).start()

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        self.form.set_problems(problems)

    def _on_saved(self, ref: int, draft: TermDraft) -> None:
        page, before = self.window(), self.row

        def back(work: Any) -> None:
            if before is None:
                term_service.remove_term(work, ref)
            else:
                term_service.change_term(work, ref, TermDraft(before.name, before.first, before.last))

        def undo() -> None:
            Command(page, back).start()

        said = _("Term added: {name}") if before is None else _("Term changed: {name}")
        toast(said.format(name=draft.name), undo=undo)
        self.done.emit()


class TermsSection(ListPage):
    """The terms; Enter opens one, Ctrl+Del removes it."""

    key = "settings.terms"
    title = N_("Terms")
    watches = frozenset({"term"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        writes = may(Permission.CENTER_WRITE)
        self.table = TableView(
            "settings.terms",
            COLUMNS,
            Source(term_ids, term_rows),
            placeholder=_("Name of the term"),
            take_away=_("Terms"),
            empty=Empty(
                _("No terms yet"),
                _("With terms kept here a series can keep to term time and leave the school holidays out."),
                "graduation-cap",
                _("Add a term") if writes else "",
                self.new,
            ),
        )
        self.main_button = self.new_button = Button(_("Add a term"), "primary", "plus")
        self.remove_button = Button(_("Remove"), icon="trash-2")
        for button, act in ((self.remove_button, self.remove), (self.new_button, self.new)):
            button.clicked.connect(lambda _checked=False, run=act: run())
            button.setEnabled(writes)
            self.table.bar.add_right(button)
        self.table.opened.connect(lambda _ref: self.change())
        self.place(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N adds a term, Ctrl+Del removes the chosen one."""
        writes = Permission.CENTER_WRITE
        return (
            ActionSpec("center.add_term", N_("Add a term"), "plus", "Ctrl+N", writes, run=self.new),
            ActionSpec(
                "center.remove_term", N_("Remove the term"), "trash-2", "Ctrl+Del", writes, run=self.remove
            ),
        )

    def tour_stops(self) -> Sequence[Stop]:
        """The editor."""
        return (Stop("term-new", self.new),)

    def new(self) -> None:
        """Open an empty editor."""
        self._show(TermEditor(None))

    def change(self) -> None:
        """Open the chosen term."""
        row = self.table.current_row()
        if isinstance(row, TermRow):
            self._show(TermEditor(row))

    def _show(self, editor: TermEditor) -> None:
        editor.done.connect(self.close_panel)
        self.show_panel(editor)
        editor.form.focus_first()

    def remove(self) -> None:
        """Remove the chosen term; undo brings it back."""
        row = self.table.current_row()
        if not isinstance(row, TermRow):
            return
        again = TermDraft(row.name, row.first, row.last)

        def undo() -> None:
            Command(self, lambda work: term_service.add_term(work, again)).start()

        def done(_nothing: object) -> None:
            words = _("Series that were made within it keep their days.")
            toast(_("Term removed: {name}").format(name=row.name), words, undo=undo)
            self.close_panel()

        Command(self, lambda work: term_service.remove_term(work, row.id)).then(done).start()
