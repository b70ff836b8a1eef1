"""The refused rows of an import as a workbook: what stood in the row, and why it was not taken."""

from pathlib import Path

from neighborcenter.data.importing import Outcome, RefusedRow
from neighborcenter.data.sheets import plain, read_sheet
from neighborcenter.kit.i18n import N_, _, translate
from neighborcenter.kit.problems import Unavailable

HEADINGS = (N_("Row"), N_("Column"), N_("Reason"))


def write_refused(outcome: Outcome, source: Path, target: Path, names: dict[str, tuple[str, ...]]) -> int:
    """Write the refused rows of `source` to `target` (XLSX), each with its reasons; returns how many rows.

    The original columns follow the reason, so that the sheet can be mended and imported again.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, loaded on first use
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - heavy, loaded on first use

    by_row: dict[int, list[RefusedRow]] = {}
    for entry in outcome.refused:
        by_row.setdefault(entry.row, []).append(entry)
    sheet = read_sheet(source, names, (), chosen={})
    fields = list(sheet.mapping)
    book = xlsxwriter.Workbook(
        str(target), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    page = book.add_worksheet(_("Refused rows"))
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EBE5DC"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
    for column, heading in enumerate([*map(translate, HEADINGS), *(sheet.mapping[f] for f in fields)]):
        page.write_string(0, column, heading, head)
    line = 0
    for row in sheet.rows:
        reasons = by_row.get(row.number)
        if reasons is None:
            continue
        line += 1
        page.write_number(line, 0, row.number, text)
        page.write_string(line, 1, "、".join(dict.fromkeys(r.column for r in reasons if r.column)), text)
        page.write_string(line, 2, "\n".join(r.message for r in reasons), text)
        for column, field in enumerate(fields, 3):
            page.write_string(line, column, plain(row.cells[field]), text)
    page.set_column(0, 0, 6)
    page.set_column(1, 1, 12)
    page.set_column(2, 2, 48)
    page.set_column(3, 3 + len(fields), 16)
    page.freeze_panes(1, 0)
    try:
        book.close()
    except FileCreateError as error:
        raise Unavailable("db.readonly", path=str(target)) from error
    return line
