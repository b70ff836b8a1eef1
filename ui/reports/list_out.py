"""Any list as an Excel workbook, a CSV file or a paper: what is shown, in the order it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.reports.paper import tables
from neighborcenter.reports.paper.page import Imprint, Paper, print_paper
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_csv, write_xlsx
from ui.kit.columns import Column
from ui.kit.jobs import Command, Query
from ui.kit.messages import toast
from ui.kit.printing import preview
from ui.kit.rows import cell_texts
from ui.kit.table import TableView

CHUNK = 500
MOST_ON_PAPER = 5000
"""100 sheets; a longer list belongs into a workbook."""


def _texts(
    table: TableView, ids: Sequence[int], columns: Sequence[Column], read: Any, tell: Callable[..., None]
) -> list[list[str]]:
    found: list[list[str]] = []
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        rows = {row.id: row for row in table.model.source.rows(read, part)}
        found += [cell_texts(columns, rows[ref]) for ref in part if ref in rows]
        tell(len(found), len(ids))
    return found


def export_list(
    table: TableView, title: str, kind: str, ids: Sequence[int], columns: Sequence[Column]
) -> None:
    """Ask for a file and write the list into it. Needs the right to export; leaves a line in the trail."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = f"{title}.{kind}"
    pattern = "Excel (*.xlsx)" if kind == "xlsx" else "CSV (*.csv)"
    chosen, _kind = QFileDialog.getSaveFileName(
        table, _("Export this list"), str(Path(folder) / name), pattern
    )
    if chosen:
        write_list(table, title, Path(chosen), ids, columns)


def write_list(
    table: TableView, title: str, file: Path, ids: Sequence[int], columns: Sequence[Column]
) -> None:
    """Write the list into `file`, off the main thread."""

    def act(read: Any, tell: Callable[..., None]) -> int:
        read.require(Permission.EXPORT)
        heads = tuple(SheetColumn(column.name(), width=max(8.0, column.width / 8)) for column in columns)
        sheet = Sheet(title, heads, _texts(table, ids, columns, read, tell), (title,))
        return write_csv(file, sheet) if file.suffix.lower() == ".csv" else write_xlsx(file, [sheet])

    def note(rows: int) -> None:
        toast(_("Exported {count} rows").format(count=rows), file.name)
        Command(
            table,
            lambda work: work.record("data.export", "list", None, list=title, rows=rows, file=file.name),
        ).start()

    Query(table, act, key="export", lane="work").progress(lambda *_report: None).then(note).start()


def print_list(table: TableView, title: str, ids: Sequence[int], columns: Sequence[Column]) -> None:
    """Show the list as a paper, A4; lying when it has many columns."""
    wanted = list(ids[:MOST_ON_PAPER])

    def make(read: Any) -> bytes:
        width = sum(column.width for column in columns)
        heads = tuple(
            tables.Column(column.name(), width=column.width / 100, align=column.align) for column in columns
        )
        rows = _texts(table, wanted, columns, read, lambda *_report: None)
        imprint = Imprint(
            center=center_profile(read).name,
            title=title,
            covers=_("{count} rows").format(count=len(rows)),
            made_by=read.actor.name,
            made_at=read.clock.local(),
        )
        story = (tables.Table(heads, [tuple(row) for row in rows], empty=_("Nothing here yet")),)
        return print_paper(Paper(imprint, story, "A4-landscape" if width > 800 else "A4")).pdf

    preview(table.window(), title, title, make)
