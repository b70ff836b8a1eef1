"""A list of people as a spreadsheet or on paper: masked, as shown on the screen, noted in the audit trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.people import privacy
from neighborcenter.reports.paper import tables
from neighborcenter.reports.paper.blocks import Title
from neighborcenter.reports.paper.page import Imprint, Paper, print_paper
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_csv, write_xlsx
from ui.kit.columns import Column, RowSource
from ui.kit.jobs import Command, may
from ui.kit.messages import ask, toast
from ui.kit.printing import preview

# The Supreme People's Court counts 500 records of lodging or health, half of that when got on duty
# (法释〔2017〕10号 article 5): a question before 200 rows leave is cheap.
MANY = 200
NUMBERS = frozenset({"age", "people", "size", "members"})


def _texts(
    read: Read, source: RowSource, ids: Sequence[int], columns: Sequence[Column]
) -> Iterator[list[str]]:
    """The cells of the whole list, read 500 rows at a time."""
    for start in range(0, len(ids), 500):
        by_id = {row.id: row for row in source.rows(read, ids[start : start + 500])}
        for ref in ids[start : start + 500]:
            if ref in by_id:
                yield [column.text(by_id[ref]) for column in columns]


def _agreed(owner: QWidget, count: int) -> bool:
    """Whether so many rows may leave; asks when they are many."""
    if not may(Permission.EXPORT):
        toast(_("Your role may not export or print lists."), icon="circle-alert", owner=owner)
        return False
    if count < MANY:
        return True
    return ask(
        owner,
        _("Take {count} rows of personal data out of the program?").format(count=f"{count:,}"),
        _("Take out"),
        _("Numbers stay masked. Who took it, when and how many rows is written into the audit trail."),
    )


def export(
    owner: QWidget, title: str, source: RowSource, kind: str, ids: Sequence[int], columns: Sequence[Column],
    file: Path | None = None,
) -> None:  # fmt: skip
    """Write the list as "xlsx" or "csv" into `file`, asking for one when none is named."""
    if not ids or not _agreed(owner, len(ids)):
        return
    if file is None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getSaveFileName(
            owner, _("Save as…"), str(Path(folder) / f"{title}.{kind}"), f"{kind.upper()} (*.{kind})"
        )
        if not chosen:
            return
        file = Path(chosen)
    target, wanted = file, list(columns)
    names = tuple(column.name() for column in wanted)

    def act(work: Any) -> int:
        rows = [
            [
                _number(text) if column.key in NUMBERS else text
                for column, text in zip(wanted, cells, strict=True)
            ]
            for cells in _texts(work, source, ids, wanted)
        ]
        shown = tuple(
            SheetColumn(name, "number" if column.key in NUMBERS else "text", max(8.0, column.width / 8))
            for name, column in zip(names, wanted, strict=True)
        )
        sheet = Sheet(title, shown, rows)
        count = write_xlsx(target, [sheet]) if kind == "xlsx" else write_csv(target, sheet)
        privacy.hand_out(work, title, len(rows), kind, names)
        return count

    def done(count: int) -> None:
        toast(_("{count} rows written to {file}").format(count=count, file=target.name), owner=owner)

    Command(owner, act).then(done).start()


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def print_list(
    owner: QWidget, title: str, source: RowSource, ids: Sequence[int], columns: Sequence[Column]
) -> None:
    """Preview the list on A4 paper."""
    if not ids or not _agreed(owner, len(ids)):
        return
    wanted = list(columns)
    names = tuple(column.name() for column in wanted)

    def make(read: Read) -> bytes:
        rows = [tuple(cells) for cells in _texts(read, source, ids, wanted)]
        heads = tuple(
            tables.Column(name, column.width, "right" if column.key in NUMBERS else "left")
            for name, column in zip(names, wanted, strict=True)
        )
        imprint = Imprint(
            center_profile(read).name,
            title,
            _("{count} rows").format(count=len(rows)),
            read.actor.name,
            read.clock.local(),
            note=_("Phone and ID numbers are masked"),
        )
        return print_paper(Paper(imprint, (Title(title), tables.Table(heads, rows)))).pdf

    Command(owner, lambda work: privacy.hand_out(work, title, len(ids), "paper", names)).then(
        lambda _result: preview(owner, title, title, make)
    ).start()
