"""All forms of the center with this month's figures; opening one shows its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.forms import files, queries, renewing, service, starting
from neighborcenter.forms.queries import FormCount
from neighborcenter.forms.renewing import Newer
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.work import Read, Work
from neighborcenter.modules import queries as modules
from ui.forms.columns import FORM_COLUMNS, form_fits, form_text
from ui.forms.new_form import NewForm
from ui.forms.newer_panel import NewerPanel
from ui.forms.reading import module_choices
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.cards import Banner
from ui.kit.columns import Empty, FilterChoice, Where
from ui.kit.jobs import Query, may
from ui.kit.listing import Listing
from ui.kit.page import Stop
from ui.kit.table import TableView
from ui.volunteers import acts
from ui.volunteers.tab import Tab

Beginnings = tuple[tuple[tuple[int, str], ...], tuple[FormCount, ...]]
"""The modules, and the forms that a new one may be like."""


class ListTab(Tab):
    """The overview."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: list[tuple[int, str]] = []
        self._retired = False
        self.found: Sequence[FormCount] = ()
        designs = may(Permission.FORMS_DESIGN)
        self.table = TableView(
            "forms.list",
            FORM_COLUMNS,
            Listing(self._load, FORM_COLUMNS, form_text, form_fits),
            filters=(
                FilterChoice("module", N_("Module"), load=lambda: self._modules),
                FilterChoice("due", N_("Due"), [("due", _("Somebody is due"))]),
            ),
            empty=Empty(
                _("No forms yet"), _("Make one of your own, or take the ones that come with the program."),
                "notebook-pen", _("Take the shipped forms") if designs else "", self.take_shipped,
            ),
            placeholder=_("Form or module: characters, pinyin or initials"),
            take_away=_("Forms") if may(Permission.EXPORT) else "",
        )  # fmt: skip
        if designs:
            self.from_file = Button(_("From a file"), "secondary", "upload")
            self.from_file.clicked.connect(lambda _checked=False: self.choose_file())
            new = self.main_button = Button(_("New form"), "primary", "plus", key="Ctrl N")
            new.clicked.connect(lambda _checked=False: self.new_form())
            self.table.bar.add_right(self.from_file)
            self.table.bar.add_right(new)
        self.newer: Sequence[Newer] = ()
        self.newer_line = Banner("info", "", _("Look"))
        self.newer_line.acted.connect(self.show_newer)
        self.newer_line.hide()
        self.box.addWidget(self.newer_line)
        self.box.addWidget(self.table, 1)
        self.table.loaded.connect(self._on_loaded)
        self.table.opened.connect(lambda ref: self.tab_wanted.emit("ledger", ref))

    def _load(self, read: Read) -> Sequence[FormCount]:
        self.found = queries.overview(read, retired=self._retired)
        self._modules = sorted({one.module_id: one.module for one in self.found}.items())
        if read.may(Permission.FORMS_DESIGN):
            self.newer = renewing.newer_forms(read)
        return self.found

    def _on_loaded(self) -> None:
        words = _("{count} shipped forms have a new version").format(count=len(self.newer))
        self.newer_line.set_text(words)
        self.newer_line.setVisible(bool(self.newer))

    def show_newer(self) -> None:
        """What the new versions of shipped forms have otherwise."""
        if self.newer:
            panel = NewerPanel(self.newer)
            panel.wanted.connect(self.take_newer)
            self.show_panel(panel)

    def take_newer(self, form_ids: Sequence[int]) -> None:
        """Let the new versions hold."""
        self.close_panel()
        acts.act(
            self,
            lambda work: renewing.take_newer(work, form_ids),
            lambda done: _("{count} forms have their new version").format(count=len(done)),
            undo=renewing.give_back,
        )

    def reload(self) -> None:
        """Read the forms again."""
        self.table.reload()

    def begin(self) -> None:
        """The caret stands in the filter line."""
        self.table.bar.line.setFocus()

    def open(self, target: Any) -> None:
        """("module", id): the forms of one module."""
        if isinstance(target, tuple) and target[0] == "module":
            wanted = int(target[1])

            def ready(names: Sequence[tuple[int, str]]) -> None:
                self._modules = list(names)
                self.table.set_where(Where("", {"module": wanted}))

            Query(self, module_choices, key="modules").then(ready).start()

    def new_form(self) -> None:
        """Ask for a name and a module; the design opens then."""
        if may(Permission.FORMS_DESIGN):
            Query(self, _beginnings, key="new").then(self._on_beginnings).start()

    def _on_beginnings(self, found: Beginnings) -> None:
        choices, forms = found
        panel = NewForm(choices, forms, self.table.bar.where().get("module"))
        panel.saved.connect(lambda ref: self.tab_wanted.emit("design", ref))
        self.show_panel(panel)
        panel.focus_first()

    def choose_file(self) -> None:
        """Take a form from a file."""
        found, _kind = QFileDialog.getOpenFileName(self, _("From a file"), "", "TOML JSON (*.toml *.json)")
        if found:
            self.take_file(Path(found))

    def take_file(self, file: Path) -> None:
        """A form from this file: new, or the next version of the one with its key."""

        def take(work: Work) -> tuple[int, str]:
            form = files.read_form(file)
            board = modules.board(work)
            fitting = [one.id for one in board if form.module in (one.key, one.name)]
            return service.take_in(work, form.draft(fitting[0] if fitting else board[0].id))

        acts.act(
            self,
            take,
            lambda _done: _("“{file}” is taken in").format(file=file.stem),
            then=lambda done: self.tab_wanted.emit("ledger", done[0]),
        )

    def take_shipped(self) -> None:
        """Add the forms that come with the program."""
        acts.act(
            self, starting.make_starting_forms, lambda count: _("{count} forms added").format(count=count)
        )

    def show_retired(self) -> None:
        """Forms that are not used any more as well, or no longer."""
        self._retired = not self._retired
        self.reload()

    def action_specs(self) -> Sequence[ActionSpec]:
        """What can be done here."""
        designs = Permission.FORMS_DESIGN
        return (
            ActionSpec("forms.new", N_("New form"), "plus", "Ctrl+N", designs, run=self.new_form),
            ActionSpec("forms.file", N_("Take a form from a file"), "upload", "", designs, run=self.choose_file),
            ActionSpec("forms.shipped", N_("Take the shipped forms"), "package", "", designs, run=self.take_shipped),
            ActionSpec("forms.newer", N_("New versions of shipped forms"), "history", "", designs, run=self.show_newer),
            ActionSpec("forms.retired", N_("Show forms not used any more"), "history", "", run=self.show_retired),
            ActionSpec("forms.find", N_("Find in this list"), "search", "Ctrl+F", run=self.table.bar.line.setFocus),
            ActionSpec("forms.print", N_("Print this list"), "printer", "Ctrl+P", Permission.EXPORT, run=self.table.print_list),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """The sheet of a new form."""
        return (Stop("new", self.new_form),)


def _beginnings(read: Read) -> Beginnings:
    return module_choices(read), queries.overview(read)
