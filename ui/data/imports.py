"""Settings, Imports: lists that came in from files, and taking one back as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.data import queries
from neighborcenter.data.importers.kinds import KIND_NAMES, RETURNERS
from neighborcenter.data.importing import undo_import
from neighborcenter.data.queries import BatchRow
from neighborcenter.kit.i18n import N_, _
from ui.data.import_panel import ImportPanel
from ui.kit.actions import ActionSpec
from ui.kit.buttons import Button
from ui.kit.columns import Column, Empty, Mark, Sort, Source, Where, in_order
from ui.kit.jobs import Command, may
from ui.kit.list_page import ListPage
from ui.kit.messages import ask, toast
from ui.kit.page import Stop
from ui.kit.table import TableView

COLUMNS = (
    Column("at", N_("Time"), 150, show=lambda row: f"{row.at:%Y-%m-%d %H:%M}", strong=True),
    Column("kind", N_("List"), 90, show=lambda row: _(KIND_NAMES[row.kind])),
    Column("file_name", N_("File"), 240, stretch=True),
    Column("rows", N_("Rows"), 80, "right"),
    Column("added", N_("New"), 80, "right"),
    Column("updated", N_("Changed"), 80, "right"),
    Column("refused", N_("Refused"), 80, "right"),
    Column("staff", N_("Staff"), 90),
    Column("undone_at", N_("State"), 120, show=lambda row: _state(row)),
)


def _state(row: BatchRow) -> Mark:
    if row.undone_at is None:
        return Mark(_("Kept"), "service", "check")
    return Mark(_("Taken back"), "closed", "rotate-ccw")


def batch_ids(read: Any, where: Where, sort: Sort | None) -> list[int]:
    """The ids of the imports that fit."""
    return [row.id for row in in_order(queries.import_batches(read, where.text), COLUMNS, sort)]


class ImportsSection(ListPage):
    """What came in, newest first."""

    key = "settings.imports"
    title = N_("Imports")
    watches = frozenset({"import_batch"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(
            "settings.imports",
            COLUMNS,
            Source(batch_ids, queries.batch_rows),
            placeholder=_("File name"),
            take_away=_("Imports"),
            empty=Empty(
                _("Nothing was imported yet"),
                _("Residents, volunteers, services, rooms and bookings come in from Excel or CSV."),
                "file-spreadsheet",
                _("Import from a file"),
                self.new,
            ),
        )
        self.main_button = self.new_button = Button(_("Import from a file"), "primary", "file-spreadsheet")
        self.undo_button = Button(_("Take back"), icon="rotate-ccw")
        for button, act in ((self.undo_button, self.take_back), (self.new_button, self.new)):
            button.clicked.connect(lambda _checked=False, run=act: run())
            button.setEnabled(may(Permission.DATA_IMPORT))
            self.table.bar.add_right(button)
        self.place(self.table)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+N begins an import."""
        return (
            ActionSpec(
                "data.import", N_("Import from a file"), "file-spreadsheet", "Ctrl+N", Permission.DATA_IMPORT,
                run=self.new,
            ),
        )  # fmt: skip

    def tour_stops(self) -> Sequence[Stop]:
        """A file of which two rows are refused; the trial keeps nothing."""
        return (Stop("import", self.new), Stop("import-refused", self._try_sample))

    def _try_sample(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="neighborcenter-tour-"))
        file = folder / f"{_('Residents')}.csv"
        file.write_text(
            "姓名,电话,门牌\n陈阿妹,13905951234,5-302\n林,12,1-101\n,13905951235,2-201\n", "utf-8"
        )
        panel = ImportPanel("residents")
        self.show_panel(panel)
        panel.choose(file)

    def open(self, target: Any) -> None:
        """Another page asks for an import of its kind of list."""
        self.new(str(target))

    def new(self, kind: str = "residents") -> None:
        """Open an import in the panel."""
        panel = ImportPanel(kind)
        panel.done.connect(self.close_panel)
        self.show_panel(panel)

    def take_back(self) -> None:
        """Take the chosen import back, after a question: it cannot be undone in turn."""
        row = self.table.current_row()
        if row is None or row.undone_at is not None:
            return
        words = _("Take back {file}: {added} new and {updated} changed records go as they came?").format(
            file=row.file_name, added=row.added, updated=row.updated
        )
        if ask(self, words, _("Take back")):
            makers = {kind: make() for kind, make in RETURNERS.items()}
            Command(self, lambda work: undo_import(work, row.id, makers)).then(
                lambda count: toast(_("{count} records taken back").format(count=count))
            ).start()
