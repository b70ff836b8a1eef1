"""The catalog on paper and in files: asks where to, hands the work to the lane, says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.catalog.queries import ServiceRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Work
from ui.catalog.papers import guide_pdf, list_pdf, write_list
from ui.kit.columns import Column
from ui.kit.jobs import Command, Query
from ui.kit.messages import toast
from ui.kit.printing import preview


def print_guide(owner: QWidget, row: ServiceRow) -> None:
    """Preview the guide of one service."""
    preview(owner, row.title, row.title, lambda read: guide_pdf(read, row.id))


def print_list(owner: QWidget, ids: Sequence[int], columns: Sequence[Column]) -> None:
    """Preview the list as shown."""
    title = _("Service catalog")
    preview(owner, title, title, lambda read: list_pdf(read, ids, columns))


def export_list(owner: QWidget, kind: str, ids: Sequence[int], columns: Sequence[Column]) -> None:
    """Ask for a file, then write the list as shown."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = str(Path(home) / f"{_('Service catalog')}.{kind}")
    chosen, _kind = QFileDialog.getSaveFileName(owner, _("Save as…"), start, f"*.{kind}")
    if chosen:
        export_to(owner, kind, ids, columns, Path(chosen))


def export_to(owner: QWidget, kind: str, ids: Sequence[int], columns: Sequence[Column], file: Path) -> None:
    """Write the list to a file, off the main thread."""

    def said(count: int) -> None:
        note = partial(_note, file=file.name, rows=count)
        Command(owner, note).start()
        toast(_("Saved {count} rows to {file}").format(count=count, file=file.name), owner=owner)

    Query(owner, lambda read: write_list(read, ids, columns, kind, file), key="export").then(said).start()


def _note(work: Work, file: str, rows: int) -> None:
    """The trail says that the list left the house."""
    work.record("data.export", "services", None, file=file, rows=rows)
