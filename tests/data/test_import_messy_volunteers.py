"""Volunteers' lists as they really arrive: merged titles, numbers as floats, rounded ID numbers, tabs, totals, GB18030."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from neighborcenter.backend import Backend
from neighborcenter.data.sheets import Cell
from neighborcenter.kit.actor import Actor
from neighborcenter.volunteers import queries
from neighborcenter.volunteers.kinds import HoursKind, VolunteerStatus
from tests.data.test_import_volunteers import CHEN, EVERYBODY, WANG, card_of, checked, run

I_ZHIYUAN = [
    "序号", "志愿者编号", "姓名", "性别", "出生日期", "证件类型", "证件号码", "手机", "政治面貌", "文化程度",
    "所属组织", "注册日期", "服务时长（小时）", "其中：荣誉时长（小时）", "星级", "审核状态",
]  # fmt: skip


def i_zhiyuan(path: Path) -> Path:
    """A workbook with a merged title, a line about who made it, typed figures of every kind, and a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["福建省“i志愿”系统 志愿者名册"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(I_ZHIYUAN))
    sheet.append(["导出单位：刺桐社区居民委员会", *[None] * 10, "导出时间：2026-11-20 09:30"])
    sheet.merge_cells("A2:K2")
    sheet.append([])
    sheet.append(I_ZHIYUAN)
    rows: list[list[Cell]] = [
        [1.0, 350582000112345.0, "王 桂兰", "女", datetime(1948, 4, 12), "居民身份证", checked(WANG), 13805950427.0,
         "中共党员", "高中", "红马甲巡防队", datetime(2021, 3, 5, 10, 22), 134.5, 6.0, "一星", "审核通过"],
        [2.0, 350582000112346.0, "陈丽娟", "女", 19880702.0, "居民身份证", float(checked(CHEN)[:17] + "0"), 13905951234.0,
         "群众", "本科", "", "2023年6月1日", "40小时30分钟", None, "", "审核通过"],
        [None] * len(I_ZHIYUAN),
        [3.0, 350582000112347.0, "郑建国", "男", "1970-05-05", "居民身份证", "", "1390595 7788", "", "", "", "2024/2/30", 5, None, "", ""],
        ["合计", None, "3人", None, None, None, None, None, None, None, None, None, 180.0, 6.0, None, None],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def zhiyuanhui(path: Path) -> Path:
    """The CSV of the other platform: GB18030, long numbers kept by a tab, the head again on its second page."""
    head = "姓名,身份证号码,手机号码,志愿者编号,加入时间,信用时长,荣誉时长,所属团队,账号状态"
    lines = [
        "志愿汇组织成员列表,,,,,,,,",
        head,
        f"王桂兰,\t{checked(WANG)},\t13805950427,\t3505820021,2021-03-05 10:22:31,128.5,6,红马甲巡防队,正常",
        "陈丽娟,\t3505**********2110,\t139****1234,\t3505820022,2023-06-01 00:00:00,40.5,0,,正常",
        head,
        "林小燕,,\t15905956666,\t3505820023,2025-01-02 08:00:00,0,0,,已冻结",
    ]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def test_a_workbook_of_i_zhiyuan(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    done = run(backend, actor, i_zhiyuan(tmp_path / "i志愿.xlsx"), skip_bad=True)
    # A rounded ID number and a day that does not exist are named; nobody is registered with half a number.
    assert [(one.row, one.column, one.problem.code) for one in done.refused] == [
        (6, "证件号码", "id.rounded"),
        (8, "注册日期", "import.date"),
    ]
    assert done.added == 1
    wang = card_of(backend, actor, "王桂兰")
    assert (wang.number, wang.registered_on) == ("350582000112345", date(2021, 3, 5))
    assert wang.brought == {HoursKind.RECOGNISED: int(128.5 * 60), HoursKind.HONORARY: 360}
    assert (wang.teams, wang.draft.party_member) == (("红马甲巡防队",), True)
    with backend.read(actor) as read:
        assert [row.name for row in queries.volunteers(read, EVERYBODY)] == ["王桂兰"]


@pytest.mark.both_engines
def test_a_csv_of_zhiyuanhui(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    done = run(backend, actor, zhiyuanhui(tmp_path / "志愿汇.csv"))
    assert list(done.refused) == []
    assert done.added == 3
    assert card_of(backend, actor, "王桂兰").number == "3505820021"
    chen, lin = card_of(backend, actor, "陈丽娟"), card_of(backend, actor, "林小燕")
    assert chen.brought == {HoursKind.RECOGNISED: 2430}
    assert (lin.status, lin.brought) == (VolunteerStatus.RESTING, {})
