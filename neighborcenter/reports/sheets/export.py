"""One list to be exported: its columns as data, its rows by question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import translate
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.times import day_of
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.workbook import (
    Cell,
    Kind,
    Progress,
    Sheet,
    SheetColumn,
    write_csv,
    write_xlsx,
)

Filters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its heading, and its kind and width in the sheet."""

    title: str
    kind: Kind = "text"
    width: float = 14.0


@dataclass(frozen=True, slots=True)
class Export:
    """A list that may leave the program. `filters` names the filters it understands."""

    key: str
    title: str
    permission: Permission
    columns: tuple[ExportColumn, ...]
    rows: Callable[[Read, Filters], Iterable[tuple[Cell, ...]]]
    filters: tuple[str, ...] = ()

    def sheet(self, read: Read, filters: Filters | None = None) -> Sheet:
        """The list as a sheet. Asks for the right to export and the right to see. Raises Invalid."""
        read.require(Permission.EXPORT)
        read.require(self.permission)
        wanted = dict(filters or {})
        for name in wanted:
            if name not in self.filters:
                raise Invalid(
                    Problem("filter", "reports.filter", {"name": name, "known": ", ".join(self.filters)})
                )
        title = translate(self.title)
        columns = tuple(SheetColumn(translate(c.title), c.kind, c.width) for c in self.columns)
        return Sheet(title, columns, self.rows(read, wanted))


def save_sheet(sheet: Sheet, path: Path, *, progress: Progress | None = None) -> int:
    """Write `sheet` as XLSX, or as CSV when the name says so. Returns the number of rows. Raises Invalid."""
    if path.suffix.lower() == ".csv":
        return write_csv(path, sheet, progress=progress)
    if path.suffix.lower() != ".xlsx":
        raise Invalid(Problem("file", "reports.suffix", {"file": path.name}))
    return write_xlsx(path, [sheet], progress=progress)


def day_in(filters: Filters, name: str) -> date | None:
    """The day a filter names, or None.  Raises Invalid."""
    text = filters.get(name, "")
    if not text:
        return None
    try:
        return day_of(text)
    except ValueError as error:
        raise Invalid(Problem("filter", "reports.date", {"text": text})) from error
