"""Three forms of the kind offices send: a workbook with merged heads, a document with a table, one with marks."""

import io
import zipfile
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

THIN = Side(style="thin", color="FF000000")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def workbook_form(
    *, lines: int = 4, extra_row: bool = False, phone: str = "联系电话", drop_note: bool = False
) -> bytes:
    """困难群众花名册: a title over all columns, a merged two-row head, `lines` blank lines, a sum, signatures.

    `extra_row` and the others make next year's edition: everything one row lower, a column renamed or gone.
    """
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "花名册"
    top = 2 if extra_row else 1
    heads = ["序号", "姓名", "性别", "年龄", phone, "居住地址", "家庭情况", None, "变动情况"]
    last = "I"
    page.merge_cells(f"A{top}:{last}{top}")
    page[f"A{top}"] = "困难群众花名册"
    page[f"A{top}"].font = Font(name="方正小标宋简体", size=18, bold=True)
    page[f"A{top}"].alignment = Alignment(horizontal="center")
    unit = top + 1
    page[f"A{unit}"] = "填报单位："
    page.merge_cells(f"B{unit}:D{unit}")
    page[f"G{unit}"] = "填报日期："
    head = unit + 1
    for at, words in enumerate(heads, 1):
        if words:
            page.cell(head, at, words)
    page.cell(head + 1, 7, "家庭人口")
    page.cell(head + 1, 8, "月补助(元)")
    page.merge_cells(start_row=head, start_column=7, end_row=head, end_column=8)
    for at in (1, 2, 3, 4, 5, 6, 9):
        page.merge_cells(start_row=head, start_column=at, end_row=head + 1, end_column=at)
    first = head + 2
    for row in range(head, first + lines + 1):
        for at in range(1, 10):
            cell = page.cell(row, at)
            cell.border = Border(THIN, THIN, THIN, THIN)
            if row < first:
                cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
    total = first + lines
    page.cell(total, 1, "合计")
    page.cell(total, 7, f"=SUM(G{first}:G{total - 1})")
    page.cell(total, 8, f"=COUNTA(B{first}:B{total - 1})")
    page.cell(total + 1, 1, "负责人：")
    _print_settings(page, head, first, total, last)
    _other_sheet(book, first, total)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _print_settings(page: Worksheet, head: int, first: int, total: int, last: str) -> None:
    """What a sum, a printer and a careful clerk have set: all of it must come through."""
    page.row_dimensions[first].height = 24
    page.column_dimensions["F"].width = 33
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 8
    page.print_title_rows = f"{head}:{head + 1}"
    page.print_area = f"A1:{last}{total + 1}"
    page.oddFooter.center.text = "第 &P 页"
    page.freeze_panes = f"A{first}"
    page.conditional_formatting.add(
        f"D{first}:D{total - 1}", CellIsRule("greaterThan", ["80"], font=Font(color="FFFF0000"))
    )
    choice = DataValidation("list", formula1='"男,女"')
    choice.add(f"C{first}:C{total - 1}")
    page.add_data_validation(choice)


def _other_sheet(book: Workbook, first: int, total: int) -> None:
    """A sheet and a name that look into the list."""
    other = book.create_sheet("汇总")
    other["A1"] = "总人数"
    other["B1"] = f"=花名册!H{total}"
    other["A2"] = "服务人次"
    book.defined_names["人口"] = DefinedName("人口", attr_text=f"花名册!$G${first}:$G${total - 1}")


def _document(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELS)
        packed.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>{body}'
            '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:body></w:document>',
        )
    return out.getvalue()


def paragraph(*runs: str, bold: bool = False) -> str:
    """A paragraph whose text is split over these runs."""
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    parts = "".join(f'<w:r>{looks}<w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
    return f"<w:p>{parts}</w:p>"


def _cell(text: str, *, span: int = 1) -> str:
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/>{wide}</w:tcPr>{paragraph(text)}</w:tc>'


def table(rows: list[list[str]], width: int) -> str:
    """A table; a row with fewer cells than `width` lets its last cell run over the rest."""
    lines = []
    for row in rows:
        cells = [_cell(text) for text in row[:-1]]
        cells.append(_cell(row[-1], span=width - len(row) + 1))
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "".join('<w:gridCol w:w="1500"/>' for _at in range(width))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def table_form() -> bytes:
    """活动开展情况统计表: labels with blanks beside them, then a list with two blank lines."""
    rows = [
        ["填报单位", "", "统计时段", "", "填报人", ""],
        ["活动场次", "", "参与人次", "", "志愿服务时长", ""],
        ["序号", "活动日期", "活动名称", "活动地点", "主办单位", "参加人数"],
        ["", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["说明：本表每月 5 日前报送。"],
    ]
    return _document(paragraph("活动开展情况统计表", bold=True) + table(rows, 6))


def marks_form() -> bytes:
    """情况说明: marks in running text, one split over four runs, and a label before a blank."""
    return _document(
        paragraph("关于", "{{中心", "名", "称", "}}工作情况的说明", bold=True)
        + paragraph(
            "{{统计时段}}，我中心接待", "群众{服务人次}人次，服务居民【服务居民人数】人，办理{{办件量}}件。"
        )
        + paragraph("填报人：________    填报日期：________")
    )


def person_form() -> bytes:
    """个人情况登记表: one copy for each person."""
    rows = [["姓名", "", "性别", ""], ["身份证号", "", "联系电话", ""], ["居住地址", ""]]
    return _document(paragraph("困难群众个人情况登记表") + table(rows, 4))
