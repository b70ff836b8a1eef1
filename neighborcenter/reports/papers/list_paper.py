"""Any list of the program on paper, as the screen shows it: its columns, its rows, its filter in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.center.queries import center_profile
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.blocks import Title
from neighborcenter.reports.paper.page import Imprint, Paper
from neighborcenter.reports.paper.styles import PaperSize
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn

WIDE = 620.0  # widths of screen columns in pixels that A4 upright still holds


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its title, its width on screen, where its cells stand."""

    title: str
    width: float
    right: bool = False


def list_paper(
    read: Read,
    title: str,
    columns: Sequence[ListColumn],
    rows: Sequence[tuple[str, ...]],
    *,
    filter_words: str = "",
) -> Paper:
    """The list as a paper: upright while it fits, else across. Cells are the words on the screen, already masked."""
    wide = sum(column.width for column in columns) > WIDE
    size: PaperSize = "A4-landscape" if wide else "A4"
    now: datetime = read.clock.local()
    covers = filter_words or _("{count} rows").format(count=len(rows))
    imprint = Imprint(center_profile(read).name, title, covers, read.actor.name, now, cutoff=now)
    most = str(len(rows))
    cells = [(str(number), *row) for number, row in enumerate(rows, 1)]
    table = Table(
        (
            Column(_("No."), 14 + 6 * len(most), "center", fixed=True),
            *(
                Column(one.title, one.width, "right" if one.right else "left", wrap=not one.right)
                for one in columns
            ),
        ),
        cells,
        ("", _("{count} rows").format(count=len(rows)), *("" for _one in columns[1:])) if rows else (),
        empty=_("The list is empty."),
    )
    return Paper(imprint, (Title(title, filter_words), table), size)


def list_sheet(
    title: str, columns: Sequence[ListColumn], rows: Sequence[tuple[str, ...]], *, filter_words: str = ""
) -> Sheet:
    """The same list as a sheet; every cell is text."""
    heads = tuple(SheetColumn(one.title, width=max(8.0, one.width / 7)) for one in columns)
    return Sheet(title, heads, rows, (title, filter_words) if filter_words else (title,))
