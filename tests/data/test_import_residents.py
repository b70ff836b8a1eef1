"""Residents come in from the lists that offices keep, whole or not at all, and go out again as a whole."""

from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
import xlwt

from neighborcenter.backend import Backend
from neighborcenter.data.importers.residents import ResidentImporter
from neighborcenter.data.importing import Cancelled, Outcome, import_file, undo_import
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.people import finding
from neighborcenter.people.models import resident

HEAD = ("序号", "姓 名", "性别", "身份证号", "联系电话", "居住地址", "备注")
GOOD_ID = "350582194804121228"


def checked(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def messy(path: Path) -> Path:
    """A list as it comes: merged titles, a date line, a head in row 3, full-width digits, a rounded number."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "居民"
    sheet.append(["桂花里社区居民信息登记表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["生成日期：2026年11月20日    数据来源：网格"])
    sheet.merge_cells("A2:G2")
    sheet.append(HEAD)
    sheet.append(
        [1, "王桂兰", "女", checked("35058219480412122"), "１３８０５９５０４２７", "桂花里5幢302室", ""]
    )
    sheet.append(
        [2, "单建国", "男", checked("35058219520308111"), 13905951234, "刺桐苑3号楼2单元501", "党员"]
    )
    sheet.append(
        [3, "仇丽华", "女", 350582196611223000.0, "13605951111", "桂花里1栋101", "号码被 Excel 改过"]
    )
    sheet.append([4, "王桂兰", "女", checked("35058219480412122"), "13805950427", "桂花里5幢302室", "重复"])
    sheet.append([None, None, None, None, None, None, None])
    sheet.append(HEAD)
    sheet.append([5, "", "男", "", "13705952222", "桂花里2幢201", "没有姓名"])
    sheet.append([6, "张䶮", "男", "", "13705953333", "桂花里2幢202", ""])
    book.save(path)
    return path


def run(backend: Backend, actor: Actor, path: Path, **how: bool) -> Outcome:
    return import_file(backend, actor, ResidentImporter(), path, **how)


def people(backend: Backend) -> list[str]:
    with backend.engine.connect() as connection:
        return list(connection.scalars(sa.select(resident.c.name).order_by(resident.c.id)))


@pytest.mark.both_engines
def test_a_messy_workbook_refuses_whole_and_says_why(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    outcome = run(backend, actor, messy(tmp_path / "居民.xlsx"))
    assert outcome.batch is None
    assert [(r.row, r.column, r.problem.code) for r in outcome.refused] == [
        (6, "身份证号", "id.rounded"),
        (7, "姓 名", "import.repeated"),
        (10, "姓 名", "people.name_missing"),
    ]
    assert people(backend) == []


@pytest.mark.both_engines
def test_a_dry_run_says_what_the_real_run_does(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    path = messy(tmp_path / "居民.xlsx")
    dry = run(backend, actor, path, dry_run=True, skip_bad=True)
    assert dry.batch is None
    assert people(backend) == []
    real = run(backend, actor, path, skip_bad=True)
    assert real.batch is not None
    assert (dry.rows, dry.added, dry.updated, dry.refused) == (
        real.rows,
        real.added,
        real.updated,
        real.refused,
    )
    assert people(backend) == ["王桂兰", "单建国", "张䶮"]


def test_what_came_in_is_found_at_once_and_clean(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    run(backend, actor, messy(tmp_path / "居民.xlsx"), skip_bad=True)
    with backend.read(actor) as read:
        row = read.row(sa.select(resident).where(resident.c.name == "王桂兰"))
        shan = finding.find(read, "shanjg")
        flat = read.row(sa.select(resident).where(resident.c.name == "单建国"))
    assert row is not None
    assert flat is not None
    assert (row.phone, row.community, row.building, row.door) == ("13805950427", "桂花里", "5", "302")
    assert (flat.phone, flat.building, flat.door) == ("13905951234", "3", "2-501")
    assert [hit.name for hit in shan] == ["单建国"]


@pytest.mark.both_engines
def test_a_batch_is_taken_back_as_a_whole(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    batch = run(backend, actor, messy(tmp_path / "居民.xlsx"), skip_bad=True).batch
    assert batch is not None
    with backend.work(actor) as work:
        assert undo_import(work, batch, {"residents": ResidentImporter()}) == 3
    assert people(backend) == []
    with backend.read(actor) as read:
        assert finding.find(read, "王桂兰") == []
    with backend.work(actor) as work, pytest.raises(Invalid) as caught:
        undo_import(work, batch, {"residents": ResidentImporter()})
    assert caught.value.problems[0].code == "import.undone"


def test_a_batch_on_which_something_was_built_stays(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    batch = run(backend, actor, messy(tmp_path / "居民.xlsx"), skip_bad=True).batch
    assert batch is not None
    with backend.work(actor) as work:
        ref = work.value(sa.select(resident.c.id).where(resident.c.name == "张䶮"))
        work.update(resident, ref, note="今天来过")
    with pytest.raises(Invalid) as caught, backend.work(actor) as work:
        undo_import(work, batch, {"residents": ResidentImporter()})
    assert caught.value.problems[0].code == "import.in_use"
    assert len(people(backend)) == 3


def test_a_second_list_fills_in_and_can_be_taken_back(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    run(backend, actor, messy(tmp_path / "居民.xlsx"), skip_bad=True)
    path = tmp_path / "补充.csv"
    path.write_bytes("姓名,电话,出生年月日,标签\n张䶮,13705953333,1990年3月8日,退役军人\n".encode("gb18030"))
    second = run(backend, actor, path)
    assert (second.added, second.updated, second.unchanged) == (0, 1, 0)
    with backend.read(actor) as read:
        assert (
            str(read.value(sa.select(resident.c.birth_date).where(resident.c.name == "张䶮"))) == "1990-03-08"
        )
    assert second.batch is not None
    with backend.work(actor) as work:
        undo_import(work, second.batch, {"residents": ResidentImporter()})
    with backend.read(actor) as read:
        assert read.value(sa.select(resident.c.birth_date).where(resident.c.name == "张䶮")) is None
    assert run(backend, actor, path, dry_run=True).updated == 1


def test_old_excel_files_are_read_too(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("居民")
    for column, heading in enumerate(("姓名", "手机号码")):
        sheet.write(0, column, heading)
    sheet.write(1, 0, "翟秀英")
    sheet.write(1, 1, 13805950000.0)
    path = tmp_path / "旧表.xls"
    book.save(str(path))
    assert run(backend, actor, path).added == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "import.empty"),
        ("坏.xlsx", b"PK\x03\x04 not a workbook", "import.damaged"),
        ("图.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "import.damaged"),
        ("无表头.csv", "甲,乙\n1,2\n".encode(), "import.no_head"),
        ("缺列.csv", "性别,电话\n女,13805950000\n".encode(), "import.columns_missing"),
        ("只有表头.csv", "姓名,电话\n".encode(), "import.no_rows"),
    ],
)
def test_a_file_that_is_no_list_gets_a_plain_answer(
    backend: Backend, actor: Actor, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Invalid) as caught:
        run(backend, actor, path)
    assert caught.value.problems[0].code == code


def test_an_import_can_be_stopped_and_leaves_nothing(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        import_file(
            backend,
            actor,
            ResidentImporter(),
            messy(tmp_path / "居民.xlsx"),
            skip_bad=True,
            cancelled=lambda: True,
        )
    assert people(backend) == []


def test_the_front_desk_may_not_import(backend: Backend, center_id: int, tmp_path: Path) -> None:
    desk = Actor(None, "前台", center_id, frozenset({"people.write"}))
    with pytest.raises(NotAllowed):
        run(backend, desk, messy(tmp_path / "居民.xlsx"))
