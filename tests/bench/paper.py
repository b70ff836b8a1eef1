"""Speed of paper: pages of a long ledger for each second of the processor, and its spreadsheet twin."""

import tempfile
import time
from datetime import datetime
from pathlib import Path

from neighborcenter.reports.paper.blocks import Title
from neighborcenter.reports.paper.page import Imprint, Paper, print_paper
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn, write_csv, write_xlsx
from tests.bench import Figure

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "桂兰建国秀英志强丽华海燕文军春梅国庆玉珍晓东美玲金凤伟明淑芬永福阿婆小龙家豪子涵雨欣梓萱浩然思琪俊杰"
ERRANDS = (
    "老年食堂就餐",
    "四点半课堂托管",
    "养老保险待遇资格认证",
    "医保参保登记",
    "健康体检与血压测量",
    "就业困难人员认定",
    "法律咨询",
    "场地借用",
)


def ledger(count: int) -> list[tuple[str, ...]]:
    """`count` rows of a visitors' book, eight cells each, all different."""
    rows = []
    for at in range(count):
        name = SURNAMES[at * 7 % len(SURNAMES)] + GIVEN[at * 3 % len(GIVEN)] + GIVEN[at * 11 % len(GIVEN)]
        rows.append(
            (
                str(at + 1),
                f"2026-11-{at % 30 + 1:02d} {8 + at % 9:02d}:{at * 13 % 60:02d}",
                name,
                f"138****{at * 7919 % 10000:04d}",
                f"金山社区第 {at % 12 + 1} 网格",
                ERRANDS[at % len(ERRANDS)],
                "已办结" if at % 9 else "已转街道办理",
                "林志强" if at % 2 else "陈丽华",
            )
        )
    return rows


def ledger_paper(rows: list[tuple[str, ...]]) -> Paper:
    """The rows as a paper: A4, 45 rows a page."""
    columns = (
        Column("序号", 34, "center", fixed=True),
        Column("时间", 84, "center", fixed=True),
        Column("姓名", 1.2),
        Column("电话", 66, "center", fixed=True),
        Column("住址", 1.6),
        Column("事项", 2.2),
        Column("结果", 1.3),
        Column("经办", 0.9),
    )
    imprint = Imprint(
        "金山社区“党建+”邻里中心",
        "来访接待台账",
        "2026-11-01 – 2026-11-30",
        "王桂兰",
        datetime(2026, 11, 23, 10, 15),
    )
    return Paper(imprint, (Title("来访接待台账"), Table(columns, rows, row_height=15.4)))


def ledger_sheet(rows: list[tuple[str, ...]]) -> Sheet:
    """The same rows as a sheet."""
    titles = ("序号", "时间", "姓名", "电话", "住址", "事项", "结果", "经办")
    return Sheet("来访接待台账", tuple(SheetColumn(title) for title in titles), rows, title=("来访接待台账",))


def measure(scale: float = 1.0) -> list[Figure]:
    """Print and save 10,000 rows (times `scale`); CPU seconds of this process."""
    count = max(100, int(10_000 * scale))
    rows = ledger(count)
    print_paper(ledger_paper(rows[:100]))  # fonts are read once a session
    start = time.process_time()
    printed = print_paper(ledger_paper(rows))
    spent = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        write_xlsx(Path(folder) / "ledger.xlsx", [ledger_sheet(rows)])
        xlsx = time.process_time() - start
        start = time.process_time()
        write_csv(Path(folder) / "ledger.csv", ledger_sheet(rows))
        plain = time.process_time() - start
    share = 10_000 / count  # seconds for 10,000 rows
    note = f"{count} rows x 8, {printed.pages} pages, {len(printed.pdf) // 1024} KB"
    return [
        Figure("ledger pdf", printed.pages / spent, "pages/s", 0, 100, note),
        Figure("ledger xlsx", xlsx * share, "s", 0, 2, note),
        Figure("ledger csv", plain * share, "s", 0, 0.5, note),
    ]
