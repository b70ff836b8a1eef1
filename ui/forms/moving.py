"""Ledgers and forms in and out of files: the workbook, the blank, a list read in, the form itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.data.importers.entries import entry_importer
from neighborcenter.data.importers.kinds import RETURNERS
from neighborcenter.data.importing import Outcome, import_file, undo_import
from neighborcenter.data.refused_sheet import write_refused
from neighborcenter.forms import files
from neighborcenter.forms.entry_queries import EntryFilter
from neighborcenter.forms.files import FormFile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules import queries as modules
from neighborcenter.reports.press import press
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.form_sheets import blank_sheet, entries_sheet
from ui.kit.jobs import Command, Query, Task, runner
from ui.kit.messages import toast
from ui.volunteers.acts import say_refused

if TYPE_CHECKING:
    from neighborcenter.forms.queries import FormCard

XLSX = "Excel (*.xlsx)"


def _where(owner: QWidget, name: str, kinds: str) -> Path | None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _kind = QFileDialog.getSaveFileName(owner, _("Save"), str(Path(folder) / name), kinds)
    return Path(chosen) if chosen else None


def _write(owner: QWidget, file: Path | None, act: Callable[[Read, Path], Any], record: bool) -> None:
    if file is None:
        return

    def done(rows: Any) -> None:
        toast(_("Saved: {file}").format(file=file.name), owner=owner.window())
        if record:
            Command(
                owner,
                lambda work: work.record("data.export", "form", None, file=file.name, rows=int(rows or 0)),
            ).start()

    Query(owner, lambda read: act(read, file), key=("save", file.name), lane="work").then(done).refused(
        say_refused
    ).start()


def save_ledger(owner: QWidget, form: FormCard, month: Month | None) -> None:
    """The ledger of the month as a workbook with its exact columns."""
    span = month or Month.of(runner().backend.clock.today())
    file = _where(owner, f"{form.title} {span}.xlsx", XLSX)
    _write(
        owner, file, lambda read, at: press(read, "form_ledger", {"form": form.id, "month": span}).save(at),
        record=True,
    )  # fmt: skip


def save_blank(owner: QWidget, form: FormCard, _month: Month | None) -> None:
    """An empty sheet with drop-down lists."""
    file = _where(owner, f"{form.title}.xlsx", XLSX)
    _write(owner, file, lambda read, at: save_sheet(blank_sheet(read, form.id), at), record=False)


def save_entries(owner: QWidget, form: FormCard, month: Month | None) -> None:
    """The entries with every field, as they can be read in again."""
    wanted = EntryFilter(
        form.id,
        None if month is None else month.first,
        None if month is None else month.next_first,
        with_void=False,
        order="day",
    )
    file = _where(owner, f"{form.title}.xlsx", f"{XLSX};;CSV (*.csv)")
    _write(owner, file, lambda read, at: save_sheet(entries_sheet(read, wanted), at), record=True)


def save_form(owner: QWidget, form: FormCard, _month: Month | None) -> None:
    """The form itself, for another center."""

    def write(read: Read, at: Path) -> None:
        row = modules.module_card(read, form.module_id)
        key = row.key if row is not None and row.key else form.module
        files.write_form(
            FormFile(form.key, form.name, form.name_en, form.description, key, form.definition), at
        )

    _write(owner, _where(owner, f"{form.key}.toml", "TOML (*.toml);;JSON (*.json)"), write, record=False)


def read_in(owner: QWidget, form: FormCard, _month: Month | None) -> None:
    """Ask for a list and enter it."""
    found, _kind = QFileDialog.getOpenFileName(
        owner, _("Read entries in"), "", "Excel, CSV (*.xlsx *.xls *.csv)"
    )
    if found:
        read_file(owner, form, Path(found))


def read_file(owner: QWidget, form: FormCard, file: Path) -> None:
    """Enter a list, all of it or nothing; refused rows are written beside the file with their reasons."""
    desk = runner()

    def act() -> Outcome:
        with desk.backend.read(desk.actor) as read:
            importer = entry_importer(read, form.id)
        outcome = import_file(desk.backend, desk.actor, importer, file)
        if outcome.refused:
            write_refused(outcome, file, _beside(file), dict(importer.names))
        return outcome

    Task(owner, act, lane="work").then(lambda outcome: _said(owner, file, outcome)).refused(
        say_refused
    ).start()


def _beside(file: Path) -> Path:
    return file.with_name(_("{file} refused.xlsx").format(file=file.stem))


def _said(owner: QWidget, file: Path, outcome: Outcome) -> None:
    runner().touched.emit(frozenset({"entry"}), owner)
    if outcome.refused:
        first = outcome.refused[0]
        words = _("Row {row}, {column}: {message}").format(
            row=first.row, column=first.column, message=first.message
        )
        said = _("Nothing was read in: {count} rows are refused").format(
            count=len({one.row for one in outcome.refused})
        )
        toast(said, f"{words} ({_beside(file).name})", icon="triangle-alert", owner=owner.window())
        return
    batch = outcome.batch

    def back() -> None:
        makers = {kind: make() for kind, make in RETURNERS.items()}
        Command(owner, lambda work: undo_import(work, int(batch or 0), makers)).then(
            lambda _count: toast(_("Taken back"), icon="undo-2", owner=owner.window())
        ).refused(say_refused).start()

    said = _("{added} entered, {known} known already").format(added=outcome.added, known=outcome.unchanged)
    toast(said, undo=back if batch is not None and outcome.added else None, owner=owner.window())
