"""Pages: what stays together, what repeats, how they are numbered."""

import io
from datetime import datetime

import pypdf
import pytest

from neighborcenter.kit.i18n import set_language
from neighborcenter.reports.paper.blocks import Block, PageBreak, Section, Space, Text, Title
from neighborcenter.reports.paper.facts import Figure, Figures, KeyValues, Signatures, WritingLines
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.paper.page import Imprint, Paper, lay_out, print_paper
from neighborcenter.reports.paper.tables import Column, Table

IMPRINT = Imprint(
    "金山社区“党建+”邻里中心",
    "来访接待台账",
    "2026-11-01 – 2026-11-30",
    "王桂兰",
    datetime(2026, 11, 23, 10, 15),
    cutoff=datetime(2026, 11, 22, 23, 59),
)


@pytest.fixture(autouse=True)
def _english():
    set_language("en")
    yield
    set_language("en")


def table(rows: int, **options: object) -> Table:
    cells = [(str(at), f"第 {at} 位来访者", "1") for at in range(1, rows + 1)]
    return Table((Column("No."), Column("Name"), Column("Heads", align="right")), cells, **options)  # type: ignore[arg-type]


def pages_of(*story: Block) -> list[str]:
    pdf = print_paper(Paper(IMPRINT, story)).pdf
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_every_page_says_which_of_how_many_and_repeats_the_head() -> None:
    pages = pages_of(Title("来访接待台账"), table(120))
    assert len(pages) == 4
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 4" in page
        assert "Heads" in page
        assert "Made by 王桂兰 2026-11-23 10:15" in page
        assert "Data up to 2026-11-22 23:59" in page


@pytest.mark.parametrize("rows", range(30, 50))
def test_the_totals_never_stand_alone(rows: int) -> None:
    for page in lay_out([table(rows, totals=("", "Total", str(rows)))], 480, 700):
        for _y, block in page:
            assert isinstance(block, Table)
            assert block.rows


def test_every_row_is_printed_once_and_in_order() -> None:
    placed = lay_out([table(1000)], 480, 700)
    seen = [row[0] for page in placed for _y, block in page for row in block.rows]  # type: ignore[attr-defined]
    assert seen == [str(at) for at in range(1, 1001)]


def test_nothing_is_set_below_the_end_of_the_page() -> None:
    story = [
        Title("台账"),
        Section("一"),
        table(55),
        Section("二"),
        table(7),
        Text("文" * 900),
        Signatures(("甲", "乙")),
    ]
    for page in lay_out(story, 480, 700):
        y, last = page[-1]
        assert y + last.least(480) <= 700
        assert y + last.height(480) <= 700 + 10


def test_a_heading_goes_to_the_next_page_with_what_it_heads() -> None:
    placed = lay_out([Space(660), Section("服务事项"), table(3)], 480, 700)
    assert [type(block).__name__ for _y, block in placed[1]] == ["Section", "Table"]


def test_a_paragraph_splits_without_a_single_line_left() -> None:
    words = "邻里中心接待来访群众，" * 40
    placed = lay_out([Space(600), Text(words)], 480, 700)
    parts = [block for page in placed for _y, block in page if isinstance(block, Text)]
    assert len(parts) == 2
    assert "".join(part.words for part in parts) == words


def test_a_block_taller_than_a_page_does_not_hang() -> None:
    assert len(lay_out([Space(2000), Space(10)], 480, 700)) == 2


def test_page_breaks_make_no_empty_pages() -> None:
    assert (
        len(lay_out([PageBreak(), Space(10), PageBreak(), PageBreak(), Space(10), PageBreak()], 480, 700))
        == 2
    )


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = Paper(IMPRINT, (Title("来访接待台账"), table(60)))
    assert print_paper(paper).pdf == print_paper(paper).pdf


def test_the_pdf_names_its_title_its_center_and_its_language() -> None:
    reader = pypdf.PdfReader(
        io.BytesIO(print_paper(Paper(IMPRINT, (Title("台账"), Section("一"), table(2)))).pdf)
    )
    assert reader.metadata is not None
    assert reader.metadata.title == "来访接待台账"
    assert reader.metadata.author == "金山社区“党建+”邻里中心"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert len(reader.outline) == 2


def test_an_empty_table_says_why() -> None:
    assert any("这段时间没有来访" in page for page in pages_of(table(0, empty="这段时间没有来访")))


def test_an_outline_reads_like_the_paper() -> None:
    story = (
        Title("来访接待台账", "2026 年 11 月"),
        Figures((Figure("来访", "1,284", "人次", (("环比", "+8.1%"),)),)),
        KeyValues((("姓名", "王桂兰"),)),
        table(1, totals=("", "合计", "1"), blanks=3, crossed=True),
        WritingLines(1, "意见"),
        Signatures(("填表人",)),
    )
    assert outline(Paper(IMPRINT, story)).splitlines() == [
        "金山社区“党建+”邻里中心 | 来访接待台账 | A4",
        "# 来访接待台账",
        "2026 年 11 月",
        "[来访] 1,284 人次 | 环比 +8.1%",
        "姓名: 王桂兰",
        "No. | Name | Heads",
        "1 | 第 1 位来访者 | 1",
        "=  | 合计 | 1",
        "(3 blank lines, crossed out)",
        "意见",
        "____",
        "填表人:____",
        "~ 2026-11-01 – 2026-11-30 | Made by 王桂兰 2026-11-23 10:15 | Data up to 2026-11-22 23:59",
    ]


def test_a_long_word_of_a_title_and_a_long_label_stay_whole() -> None:
    columns = (Column("No."), Column("Responsible", 20, fixed=True), Column("Remarks", 5))
    text = pages_of(Table(columns, [("1", "", "")]), KeyValues((("Number of the receipt of papers", "7"),)))
    assert "Responsible" in text[0].split()
    assert "receipt of papers" in text[0]
    assert sum(Table(columns, ()).widths(300)) == pytest.approx(300)
