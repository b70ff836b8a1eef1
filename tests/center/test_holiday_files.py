"""The holidays of a year are read from the notice itself, from lists and from files."""

from datetime import date
from pathlib import Path

import pytest

from neighborcenter.center import seed_files
from neighborcenter.center.holiday_files import holidays_from_file, holidays_from_text
from neighborcenter.kit.problems import Invalid

NOTICE = """国务院办公厅关于 2026年部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_the_notice_of_2026_reads_as_the_days_the_program_comes_with():
    read = holidays_from_text(NOTICE)
    known = {d: (m.off, m.name) for d, m in seed_files.holidays().days.items() if d.year == 2026}
    assert {d: (m.off, m.name) for d, m in read.days.items()} == known
    assert read.years == {2026}


def test_spaces_between_numbers_and_signs_do_no_harm():
    spaced = NOTICE.replace("月", " 月 ").replace("年", " 年").replace("日", " 日")
    assert holidays_from_text(spaced).days.keys() == holidays_from_text(NOTICE).days.keys()


def test_a_single_day_off_is_read():
    read = holidays_from_text("2025年安排\n一、元旦：1月1日（周三）放假1天，不调休。")
    assert [(d, m.off) for d, m in read.days.items()] == [(date(2025, 1, 1), True)]


def test_a_holiday_that_begins_in_december_belongs_to_the_old_year():
    read = holidays_from_text("2023年安排\n一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。")
    assert sorted(read.days) == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]


def test_a_notice_without_a_year_is_refused():
    with pytest.raises(Invalid) as refused:
        holidays_from_text("一、元旦：1月1日放假1天。")
    assert refused.value.problems[0].code == "center.holidays_no_year"


@pytest.mark.parametrize(
    "text",
    [
        "日期,名称,类型\n2027-01-01,元旦,休\n2027-01-03,元旦,班",
        "2027-01-01\t元旦\t放假\n2027/1/3\t元旦\t上班",
        "2027年1月1日，元旦，off\n2027.1.3，元旦，work",
    ],
)
def test_a_list_is_read_in_the_forms_people_write(text):
    read = holidays_from_text(text)
    assert [(d, m.off, m.name) for d, m in sorted(read.days.items())] == [
        (date(2027, 1, 1), True, "元旦"),
        (date(2027, 1, 3), False, "元旦"),
    ]


def test_the_line_that_cannot_be_read_is_named():
    with pytest.raises(Invalid) as refused:
        holidays_from_text("2027-01-01,元旦,休\n2027-13-01,元旦,休")
    problem = refused.value.problems[0]
    assert (problem.code, problem.params["line"]) == ("center.holidays_unreadable", 2)


def test_nothing_to_read_is_refused():
    for text in ("", "日期,名称,类型"):
        with pytest.raises(Invalid):
            holidays_from_text(text)


def test_files_of_every_kind_are_read(tmp_path: Path):
    import xlsxwriter

    (tmp_path / "a.csv").write_bytes("2027-01-01,元旦,休\n".encode("gb18030"))
    (tmp_path / "b.toml").write_text(
        'known_years = [2027]\n[[holiday]]\nyear = 2027\nname = "元旦"\noff = [2027-01-01]\n',
        encoding="utf-8",
    )
    book = xlsxwriter.Workbook(str(tmp_path / "c.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["日期", "名称", "类型"])
    sheet.write_datetime(1, 0, date(2027, 1, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_row(1, 1, ["元旦", "休"])
    book.close()
    for name in ("a.csv", "b.toml", "c.xlsx"):
        assert list(holidays_from_file(tmp_path / name).days) == [date(2027, 1, 1)], name


def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path):
    (tmp_path / "x.toml").write_text("nothing = [", encoding="utf-8")
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    for name in ("x.toml", "x.pdf"):
        with pytest.raises(Invalid) as refused:
            holidays_from_file(tmp_path / name)
        assert refused.value.problems[0].params["name"] == name
