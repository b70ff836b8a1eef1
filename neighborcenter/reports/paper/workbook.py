"""Rows to XLSX and CSV: the same words and totals as on paper, numbers as numbers, ID numbers and phones as text.

Written row by row (memory does not grow with the rows) and put in place only when whole.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from neighborcenter.kit.formula import guarded
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import Unavailable, teach
from neighborcenter.reports.paper.safe_file import replacing

Kind = Literal["text", "number", "decimal", "money", "percent", "date", "time", "datetime"]
Cell = str | int | float | date | datetime | time | None
Progress = Callable[[int], bool]  # rows written so far -> go on?

MOST_ROWS = 1_048_576  # what a sheet of XLSX holds
EVERY = 500  # rows between two calls of the progress callback

SENTENCES = {
    "reports.too_many_rows": N_(
        "A sheet holds {most} rows, here are more. Choose a shorter range, or save as CSV."
    ),
    "reports.stopped": N_("Stopped. {file} was not written."),
}
teach(SENTENCES)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet; `width` in characters. Kind "text" keeps leading zeros and long numbers whole."""

    title: str
    kind: Kind = "text"
    width: float = 14.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines above the table, its columns, rows, totals.

    An `official` one looks as offices keep ledgers: the title merged over all columns, one line below it, the head
    on row 3.  `choices` gives a column (by its place) a drop-down list, also on `blank` empty rows below.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Cell]]
    title: tuple[str, ...] = ()
    totals: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = field(default=())
    official: bool = False
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    blank: int = 0


_NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "number": "0",
    "decimal": "0.0",
    "money": "#,##0.00",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "datetime": "yyyy-mm-dd hh:mm",
}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_xlsx(path: Path, sheets: Sequence[Sheet], *, progress: Progress | None = None) -> int:
    """Write `sheets` to `path` and return the number of rows.

    Raises Unavailable: "reports.disk_full", "reports.file_open", "reports.too_many_rows", and
    "reports.stopped" when `progress` says no. `path` is only replaced when everything was written.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, loaded on first use
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - heavy, loaded on first use

    written = 0
    with replacing(path) as part:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        }
        book = xlsxwriter.Workbook(str(part), options)
        try:
            looks = _looks(book)
            names: set[str] = set()
            for sheet in sheets:
                page = book.add_worksheet(_sheet_name(sheet.name, names))
                written += _write_sheet(page, sheet, looks, path, progress)
        except BaseException:
            _abandon(book)
            raise
        try:
            book.close()
        except FileCreateError as problem:
            _abandon(book)
            raise problem.args[0] from problem  # the OSError inside, which `replacing` can tell apart
    return written


def _abandon(book: Any) -> None:
    """Drop a workbook without packing it (seconds for a long one), with its temporary rows."""
    book.fileclosed = True
    for page in book.worksheets():
        page.row_data_fh.close()
        Path(page.row_data_filename).unlink(missing_ok=True)


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
    grid = {**base, "border": 1, "border_color": "#C9C4BC"}
    looks = {
        f"cell-{kind}": book.add_format({**grid, "num_format": code})
        for kind, code in _NUMBER_FORMATS.items()
    }
    strong = {**grid, "bold": True, "bg_color": "#EBE5DC"}
    looks |= {
        f"total-{kind}": book.add_format({**strong, "num_format": code})
        for kind, code in _NUMBER_FORMATS.items()
    }
    looks["head"] = book.add_format({**strong, "align": "center", "text_wrap": True})
    looks["title"] = book.add_format({**base, "bold": True, "font_size": 14})
    looks["title-official"] = book.add_format({**base, "bold": True, "font_size": 16, "align": "center"})
    looks["line"] = book.add_format({**base, "font_color": "#57504A"})
    return looks


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel takes: 31 characters, none of []:*?/\\, not twice."""
    plain = name.translate(_FORBIDDEN).strip().strip("'")[:31] or "Sheet"
    chosen, number = plain, 2
    while chosen.casefold() in taken:
        chosen = f"{plain[:28]} {number}"
        number += 1
    taken.add(chosen.casefold())
    return chosen


def _write_sheet(
    page: Any, sheet: Sheet, looks: dict[str, Any], path: Path, progress: Progress | None
) -> int:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    row = 0
    for at, line in enumerate(sheet.title):
        if sheet.official and len(sheet.columns) > 1:
            look = looks["title-official" if at == 0 else "line"]
            page.merge_range(row, 0, row, len(sheet.columns) - 1, line, look)
        else:
            page.write_string(row, 0, line, looks["title" if at == 0 else "line"])
        row += 1
    if sheet.title and not sheet.official:
        row += 1
    page.freeze_panes(row + 1, 0)
    for at, column in enumerate(sheet.columns):
        page.write_string(row, at, column.title, looks["head"])
    page.repeat_rows(row)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    head = row
    writers = [_writer(page, column.kind, looks[f"cell-{column.kind}"]) for column in sheet.columns]
    count = 0
    for count, cells in enumerate(sheet.rows, 1):
        row += 1
        if row >= MOST_ROWS - 1 - len(sheet.notes):
            raise Unavailable("reports.too_many_rows", most=MOST_ROWS)
        for at, value in enumerate(cells):
            writers[at](row, at, value)
        if progress is not None and count % EVERY == 0 and not progress(count):
            raise Unavailable("reports.stopped", file=path.name)
    if count:
        page.autofilter(head, 0, row, len(sheet.columns) - 1)
    _offer_choices(page, sheet, head + 1, row + sheet.blank)
    if sheet.totals:
        row += 1
        for at, (column, value) in enumerate(zip(sheet.columns, sheet.totals, strict=True)):
            kind: Kind = "text" if isinstance(value, str) else column.kind
            _writer(page, kind, looks[f"total-{kind}"])(row, at, value)
    for note in sheet.notes:
        row += 1
        page.write_string(row, 0, note, looks["line"])
    return count


def _offer_choices(page: Any, sheet: Sheet, first: int, last: int) -> None:
    """Drop-down lists; Excel takes 255 characters of answers, a longer list is left to the reader's check."""
    for at, answers in sheet.choices.items():
        if last >= first and len(",".join(answers)) <= 255:
            page.data_validation(
                first, at, last, at, {"validate": "list", "source": list(answers), "ignore_blank": True}
            )


def _writer(page: Any, kind: Kind, look: Any) -> Callable[[int, int, Cell], None]:
    """The quickest way to write one column; its XlsxWriter call is chosen once, not per cell."""
    write_string, write_number, write_blank = page._write_string, page._write_number, page.write_blank

    def as_text(row: int, column: int, value: Cell) -> None:
        if value is None or value == "":
            write_blank(row, column, None, look)
        else:
            write_string(row, column, str(value)[:32767], look)

    def as_number(row: int, column: int, value: Cell) -> None:
        if isinstance(value, (int, float)):
            write_number(row, column, value, look)
        else:
            as_text(row, column, value)

    def as_date(row: int, column: int, value: Cell) -> None:
        if isinstance(value, (date, time)):
            page.write_datetime(row, column, value, look)
        else:
            as_text(row, column, value)

    if kind == "text":
        return as_text
    return as_number if kind in ("number", "decimal", "percent") else as_date


def write_csv(path: Path, sheet: Sheet, *, progress: Progress | None = None) -> int:
    """Write one sheet as CSV and return the number of rows: UTF-8 with a mark that Excel and WPS understand.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (CWE-1236). Raises
    Unavailable as `write_xlsx` does.
    """
    count = 0
    with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([guarded(column.title) for column in sheet.columns])
        for count, cells in enumerate(sheet.rows, 1):
            lines.writerow(
                [guarded(as_words(value)) if isinstance(value, str) else as_words(value) for value in cells]
            )
            if progress is not None and count % EVERY == 0 and not progress(count):
                raise Unavailable("reports.stopped", file=path.name)
        if sheet.totals:
            lines.writerow(
                [
                    guarded(as_words(value)) if isinstance(value, str) else as_words(value)
                    for value in sheet.totals
                ]
            )
    return count


def as_words(value: Cell) -> str:
    """A cell as text: 2026-11-23, 10:15, 2026-11-23 10:15."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)
