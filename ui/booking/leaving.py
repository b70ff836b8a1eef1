"""The list of bookings leaves the program: as a workbook, as a text table, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.page import print_paper
from neighborcenter.reports.paper.workbook import write_csv, write_xlsx
from neighborcenter.reports.papers.list_paper import ListColumn, list_paper, list_sheet
from ui.kit.columns import Column, RowSource
from ui.kit.jobs import Query
from ui.kit.messages import toast
from ui.kit.printing import PrintPreview, preview

# One statement binds its ids; SQLite takes 32,766 values at most.
PART = 5_000


def cells(
    read: Read, source: RowSource, ids: Sequence[int], columns: Sequence[Column]
) -> list[tuple[str, ...]]:
    """The words of every row, in the order of the list."""
    found: list[tuple[str, ...]] = []
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        rows = {row.id: row for row in source.rows(read, part)}
        found += [tuple(column.text(rows[ref]) for column in columns) for ref in part if ref in rows]
    return found


def list_columns(columns: Sequence[Column]) -> list[ListColumn]:
    """The columns as paper and workbook want them."""
    return [ListColumn(column.name(), column.width, column.align == "right") for column in columns]


def export_rows(
    owner: QWidget,
    kind: str,
    source: RowSource,
    ids: Sequence[int],
    columns: Sequence[Column],
    path: str = "",
) -> None:
    """Ask where to, write in the lane, say where it is."""
    title = _("Bookings")
    chosen = (
        path or QFileDialog.getSaveFileName(owner, _("Export this list"), f"{title}.{kind}", f"*.{kind}")[0]
    )
    if not chosen:
        return
    file = Path(chosen).with_suffix(f".{kind}")

    def write(read: Read) -> int:
        read.require(Permission.EXPORT)
        sheet = list_sheet(title, list_columns(columns), cells(read, source, ids, columns))
        return write_xlsx(file, [sheet]) if kind == "xlsx" else write_csv(file, sheet)

    Query(owner, write, key="export").then(
        lambda count: toast(
            _("{count} rows are in {file}").format(count=count, file=file.name), str(file.parent)
        )
    ).start()


def print_rows(
    owner: QWidget, source: RowSource, ids: Sequence[int], columns: Sequence[Column]
) -> PrintPreview:
    """Show the list as a paper."""
    title = _("Bookings")

    def make(read: Read) -> bytes:
        rows = cells(read, source, ids, columns)
        return print_paper(list_paper(read, title, list_columns(columns), rows)).pdf

    return preview(owner, title, f"{title}.pdf", make)
