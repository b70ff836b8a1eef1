"""Volunteers come in from our own lists and the platforms', matched to one person each, and go out as a whole."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.data.importers.volunteer_cells import minutes_in, paper_in, standing_in
from neighborcenter.data.importers.volunteers import VolunteerImporter
from neighborcenter.data.importing import Outcome, import_file, undo_import
from neighborcenter.data.sheets import Cell
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import IdKind
from neighborcenter.people.models import resident
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.lists import EXPORTS
from neighborcenter.volunteers import cards, ledgers, policy_service, queries, volunteer_service
from neighborcenter.volunteers.drafts import PolicyDraft, VolunteerDraft
from neighborcenter.volunteers.kinds import AvailabilityKind, HoursKind, HoursStatus, VolunteerStatus
from neighborcenter.volunteers.queries import VolunteerFilter
from neighborcenter.volunteers.weekly import times_in, times_words
from tests.support.builders import Builders

WANG, CHEN = "35058219480412122", "35058219880702110"
EVERYBODY = VolunteerFilter(tuple(VolunteerStatus))


def checked(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def platform(path: Path, *more: list[Cell]) -> Path:
    """A list as a platform gives it out: a title, spaced heads, hours in two kinds, a time in the date."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["安海镇志愿者信息导出表（截至2026年11月）"])
    sheet.append(
        ["序号", "姓 名", "性别", "证件类型", "证件号码", "手机号码", "志愿者编号", "注册时间", "政治面貌",
         "信用时长（小时）", "荣誉时长", "服务领域", "专业特长", "所属组织", "服务时间", "状态"]
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [1, "王桂兰", "女", "内地居民身份证", checked(WANG), "１３８０５９５０４２７", "3505820021", "2021-03-05 10:22:31",
         "中共党员", "128.5", "6", "助老", "急救、护理", "红马甲巡防队", "周末上午", "正常"],
        [2, "陈丽娟", "女", "", "", "13905951234", "3505820022", "2023/6/1", "群众", "40小时30分钟", "", "", "", "", "", ""],
    ]  # fmt: skip
    for row in (*rows, *more):
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def chinese() -> Iterator[None]:
    set_language("zh_CN")
    yield
    set_language("en")


def run(backend: Backend, actor: Actor, path: Path, **how: bool) -> Outcome:
    return import_file(backend, actor, VolunteerImporter(), path, **how)


def undo(backend: Backend, actor: Actor, batch: int | None) -> int:
    assert batch is not None
    with backend.work(actor) as work:
        return undo_import(work, batch, {"volunteers": VolunteerImporter()})


def names_of(read: Read) -> list[str]:
    return [row.name for row in read.rows(sa.select(resident.c.name).order_by(resident.c.id))]


def card_of(backend: Backend, actor: Actor, name: str) -> cards.VolunteerCard:
    with backend.read(actor) as read:
        (row,) = [one for one in queries.volunteers(read, EVERYBODY) if one.name == name]
        return cards.volunteer_card(read, row.volunteer_id)


@pytest.mark.both_engines
def test_a_platforms_list_comes_in_with_hours_kept_apart(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    known = make.resident("王桂兰", id_number=checked(WANG), phone="13805950427")
    path = platform(tmp_path / "志愿汇.xlsx")
    dry = run(backend, actor, path, dry_run=True)
    done = run(backend, actor, path)
    assert (dry.rows, dry.added, dry.refused, dry.batch) == (done.rows, done.added, done.refused, None)
    assert (done.added, done.updated) == (2, 0)
    wang = card_of(backend, actor, "王桂兰")
    assert (wang.resident_id, wang.number, wang.status) == (known, "3505820021", VolunteerStatus.ACTIVE)
    assert (wang.registered_on, wang.draft.party_member) == (date(2021, 3, 5), True)
    assert [one.name for one in wang.skills] == ["急救", "护理"]
    assert wang.teams == ("红马甲巡防队",)
    assert [(one.weekday, one.opens, one.closes) for one in wang.availability] == [
        (5, "08:00", "12:00"),
        (6, "08:00", "12:00"),
    ]
    assert wang.brought == {HoursKind.RECOGNISED: 7710, HoursKind.HONORARY: 360}
    assert wang.minutes.get(HoursStatus.ENTERED, 0) == 0
    assert (wang.stars, wang.points) == (1, 0)
    assert card_of(backend, actor, "陈丽娟").brought == {HoursKind.RECOGNISED: 2430}
    with backend.read(actor) as read:
        lines = ledgers.month_lines(read, Month(2026, 11))
    assert {line.reason for line in lines} == {"志愿汇.xlsx"}
    assert all(line.brought_in for line in lines)


@pytest.mark.both_engines
def test_the_same_list_again_says_nothing_new_and_more_hours_replace_the_opening_line(
    backend: Backend, actor: Actor, tmp_path: Path
) -> None:
    first = run(backend, actor, platform(tmp_path / "甲.xlsx")).batch
    again = run(backend, actor, platform(tmp_path / "甲.xlsx"))
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    later = tmp_path / "乙.csv"
    later.write_text("姓名,手机号码,信用时长,单位\n陈丽娟,13905951234,55,镇卫生院\n", "utf-8-sig")
    second = run(backend, actor, later)
    assert (second.added, second.updated) == (0, 1)
    assert card_of(backend, actor, "陈丽娟").brought == {HoursKind.RECOGNISED: 3300}
    assert card_of(backend, actor, "陈丽娟").draft.work_unit == "镇卫生院"
    with pytest.raises(Invalid) as caught:
        undo(backend, actor, first)
    assert [one.code for one in caught.value.problems] == ["import.in_use"]
    assert undo(backend, actor, second.batch) == 1
    chen = card_of(backend, actor, "陈丽娟")
    assert (chen.brought, chen.draft.work_unit) == ({HoursKind.RECOGNISED: 2430}, "")


@pytest.mark.both_engines
def test_a_batch_goes_out_as_a_whole_with_the_people_skills_and_teams_it_brought(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    make.resident("王桂兰", birth_date=date(1948, 4, 12))
    with backend.read(actor) as read:
        people = names_of(read)
    batch = run(backend, actor, platform(tmp_path / "志愿汇.xlsx")).batch
    assert undo(backend, actor, batch) == 2
    with backend.read(actor) as read:
        assert queries.volunteers(read, EVERYBODY) == []
        assert queries.skills(read) == []
        assert names_of(read) == people
    assert run(backend, actor, platform(tmp_path / "志愿汇.xlsx")).added == 2


@pytest.mark.both_engines
def test_what_was_built_on_since_stays(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    batch = run(backend, actor, platform(tmp_path / "志愿汇.xlsx")).batch
    wang = card_of(backend, actor, "王桂兰")
    with backend.work(actor) as work:
        policy = PolicyDraft("PICC-1", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
        policy_service.add_policy(work, policy, [wang.volunteer_id])
    with pytest.raises(Invalid) as caught:
        undo(backend, actor, batch)
    assert caught.value.problems[0].params["names"] == "王桂兰"
    assert card_of(backend, actor, "陈丽娟").number == "3505820022"


def test_rows_that_cannot_be_meant_are_named_with_column_and_reason(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    make.resident("林建华", phone="13605951111")
    make.resident("林建华", phone="13605952222")
    path = platform(
        tmp_path / "志愿汇.xlsx",
        [3, "蔡小雨", "女", "", "", "13705950001", "", "2024-01-01", "", "很多", "", "", "", "", "", "正常"],
        [4, "林建华", "男", "", "", "", "", "", "", "", "", "", "", "", "", ""],
        [5, "吴国强", "男", "", "", "13705950002", "3505820021", "", "", "", "", "", "", "", "", ""],
        [6, "陈丽娟", "女", "", "", "13905951234", "", "", "", "", "", "", "", "", "", ""],
        [
            7,
            "郑阿明",
            "男",
            "鱼证",
            "A1",
            "13705950003",
            "",
            "2027-01-01",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "飞走",
        ],
        [8, "许文杰", "男", "", "", "13705950004", "", "", "", "", "", "", "", "", "看情况", ""],
    )
    done = run(backend, actor, path, dry_run=True, skip_bad=True)
    assert [(one.row, one.column, one.problem.code) for one in done.refused] == [
        (5, "信用时长（小时）", "import.hours"),
        (6, "姓 名", "import.who_of_them"),
        (7, "姓 名", "import.repeated"),
        (8, "姓 名", "import.repeated"),
        (9, "证件类型", "import.choice"),
        (9, "证件号码", "id.characters"),
        (9, "状态", "import.choice"),
        (9, "注册时间", "volunteers.in_future"),
    ]
    assert (10, "服务时间") in {(one.row, one.column) for one in done.warned}
    assert done.added == 3


def test_hidden_numbers_find_the_one_they_fit_and_register_nobody_twice(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    make.resident("王桂兰", phone="13805950427")
    right = make.resident("王桂兰", phone="13905959999", id_number=checked(WANG))
    path = tmp_path / "i志愿.csv"
    path.write_text("姓名,证件号码,手机,服务时长\n王桂兰,350582********122*,139****9999,12\n", "gb18030")
    assert run(backend, actor, path).added == 1
    assert card_of(backend, actor, "王桂兰").resident_id == right


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_our_own_list_reads_back_in_and_moves_to_another_place(
    backend: Backend, actor: Actor, tmp_path: Path, language: str
) -> None:
    first = run(backend, actor, platform(tmp_path / "志愿汇.xlsx")).batch
    set_language(language)  # type: ignore[arg-type]
    path = tmp_path / "名册.xlsx"
    with backend.read(actor) as read:
        export = EXPORTS["volunteers"]
        assert save_sheet(export.sheet(read, {"status": "all"}), path) == 2
    again = run(backend, actor, path)
    assert (again.added, again.updated, again.unchanged, again.refused) == (0, 0, 2, ())
    assert set(again.unknown) <= {"积分", "Points"}
    undo(backend, actor, first)
    assert run(backend, actor, path).added == 2
    assert card_of(backend, actor, "王桂兰").brought == {HoursKind.RECOGNISED: 7710, HoursKind.HONORARY: 360}
    assert len(card_of(backend, actor, "王桂兰").availability) == 2
    set_language("en")


def test_who_is_known_here_keeps_standing_and_number(
    backend: Backend, actor: Actor, make: Builders, tmp_path: Path
) -> None:
    home = make.resident("陈丽娟", phone="13905951234")
    with backend.work(actor) as work:
        volunteer_service.register(work, VolunteerDraft(home, number="V7"), status=VolunteerStatus.TRIAL)
    done = run(backend, actor, platform(tmp_path / "志愿汇.xlsx"))
    chen = card_of(backend, actor, "陈丽娟")
    assert (done.added, done.updated) == (1, 1)
    assert (chen.number, chen.status, chen.registered_on) == ("V7", VolunteerStatus.TRIAL, date(2023, 6, 1))
    assert "import.standing_stays" in {one.problem.code for one in done.warned}


def test_it_takes_the_right_to_import_people(backend: Backend, make: Builders, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        run(backend, make.actor_as("front_desk"), platform(tmp_path / "志愿汇.xlsx"))


@pytest.mark.parametrize(
    ("cell", "heading", "minutes"),
    [
        (128.5, "服务时长", 7710),
        ("1,280.5小时", "", 76_830),
        ("128小时30分钟", "", 7710),
        ("90分钟", "", 90),
        (7710, "服务时长（分钟）", 7710),
        ("128:30", "", 7710),
        (None, "", 0),
        ("很多", "", None),
        (-3, "", None),
    ],
)
def test_lengths_are_read_as_they_are_written(cell: Cell, heading: str, minutes: int | None) -> None:
    assert minutes_in(cell, heading) == minutes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("周末上午", [(5, "08:00", "12:00"), (6, "08:00", "12:00")]),
        ("周一至周三 14:00-17:30", [(0, "14:00", "17:30"), (1, "14:00", "17:30"), (2, "14:00", "17:30")]),
        ("星期六、日晚上", [(5, "18:30", "21:30"), (6, "18:30", "21:30")]),
        ("周五 22:00—6:00", [(4, "22:00", "24:00")]),
        ("看情况", None),
    ],
)
def test_weeks_are_read_as_people_write_them(text: str, found: list[tuple[int, str, str]] | None) -> None:
    times = times_in(text)
    assert (times if times is None else [(one.weekday, one.opens, one.closes) for one in times]) == found


def test_a_week_in_our_words_reads_back(chinese: None) -> None:
    times = times_in("周六 9:00-11:00；尽量不 周日下午") or ()
    assert [one.kind for one in times] == [AvailabilityKind.CAN, AvailabilityKind.AVOID]
    assert times_in(times_words(times)) == times


def test_words_for_papers_and_standing(chinese: None) -> None:
    assert paper_in("外国人永久居留身份证", "x") is IdKind.FOREIGN_PERMANENT
    assert paper_in("内地居民身份证", "x") is IdKind.RESIDENT_CARD
    assert paper_in("港澳居民来往内地通行证", "x") is IdKind.HK_MACAO_TAIWAN
    assert [standing_in(text) for text in ("在册", "已注销", "", "飞走")] == [
        VolunteerStatus.ACTIVE, VolunteerStatus.LEFT, VolunteerStatus.ACTIVE, None,
    ]  # fmt: skip
