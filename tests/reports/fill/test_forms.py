"""Forms as offices send them: filled from the records, equal to a count by hand, and untouched everywhere else."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import Invalid, NotAllowed
from neighborcenter.kit.work import Work
from neighborcenter.reports.fill import service
from neighborcenter.reports.fill.docx import fill_document, read_document
from neighborcenter.reports.fill.drafts import FillDraft, TemplateDraft
from neighborcenter.reports.fill.filling import Filled
from neighborcenter.reports.fill.package import unpack
from neighborcenter.reports.fill.people_list import people_in
from neighborcenter.reports.fill.queries import layout_of, returns, template_card, templates
from neighborcenter.reports.fill.rematch import rematched
from neighborcenter.reports.fill.suggest import suggested, with_spot
from neighborcenter.reports.fill.writing import Contents, ListRows
from neighborcenter.reports.fill.xlsx_shift import Room, moved_formula
from neighborcenter.reports.fill.xlsx_write import fill_workbook
from neighborcenter.reports.kinds import SpotKind
from neighborcenter.reports.press import press
from tests.support.builders import Builders
from tests.support.foreign_forms import marks_form, paragraph, person_form, table_form, workbook_form
from tests.support.month import OCTOBER, FilledMonth

LOW = ("林志强", "陈丽华", "蔡秀英", "黄美玲", "许文彬", "吴燊")
Fill = Callable[..., Filled]


@pytest.fixture
def low_income(backend: Backend, actor: Actor) -> list[int]:
    """Six residents on minimum income; the tag is one about hardship."""
    from neighborcenter.people.models import care_tag, resident_tag

    with backend.work(actor) as work:
        make = Builders(backend, actor, work)
        tag = work.insert(care_tag, name="低保", sensitive=True, position=1)
        found = []
        for at, name in enumerate(LOW):
            ref = make.resident(
                name, phone=f"1380595{at:04d}", community="双沟社区", building="3", door=f"{at + 1}01",
                birth_date=date(1950 + at, 1, 1), id_number=f"35058219{50 + at}0101{at:03d}X",
            )  # fmt: skip
            work.connection.execute(resident_tag.insert().values(resident_id=ref, tag_id=tag))
            found.append(ref)
    return found


def add(work: Work, data: bytes, name: str = "困难群众花名册", file: str = "a.xlsx") -> int:
    return service.add_template(work, TemplateDraft(name, file, data))


def october(ref: int, **values: object) -> FillDraft:
    return FillDraft(ref, OCTOBER.first, date(2026, 10, 31), **values)  # type: ignore[arg-type]


def sheet(done: Filled, name: str = "花名册") -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(done.copies[0].data))[name].iter_rows(values_only=True))


def words(data: bytes) -> str:
    part = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", part.replace("</w:p>", "\n"))


@pytest.mark.both_engines
@pytest.mark.usefixtures("low_income")
def test_a_workbook_with_merged_heads_is_filled_and_keeps_its_looks(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        ref = add(work, workbook_form(lines=4))
        done = service.fill_template(work, october(ref), "a.xlsx")
    rows = sheet(done)
    assert {row[1] for row in rows[4:10]} == set(LOW)
    assert [row[0] for row in rows[4:10]] == [1, 2, 3, 4, 5, 6]
    lin = next(row for row in rows if row[1] == "林志强")
    assert lin[3:6] == (76, "138****0000", "双沟社区 3-101")
    page = load_workbook(io.BytesIO(done.copies[0].data))["花名册"]
    assert rows[10][:1] == ("合计",), "the sum stands below the six, not over the last two"
    assert rows[10][6:8] == ("=SUM(G5:G10)", "=COUNTA(B5:B10)")
    assert page.print_area == "'花名册'!$A$1:$I$12"
    assert page.print_title_rows == "$3:$4"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (8, "landscape")
    assert page.oddFooter.center.text == "第 &P 页"
    assert {str(one) for one in page.merged_cells.ranges} >= {"A1:I1", "G3:H3", "A3:A4", "B2:D2"}
    assert str(page.data_validations.dataValidation[0].sqref) == "C5:C10"
    assert [str(one.sqref) for one in page.conditional_formatting] == ["D5:D10"]
    assert page["B10"].border.left.style == "thin", "new rows look like those that were there"
    assert page["A1"].font.name == "方正小标宋简体"
    other = load_workbook(io.BytesIO(done.copies[0].data))
    assert other["汇总"]["B1"].value == "=花名册!H11"
    assert other.defined_names["人口"].attr_text == "花名册!$G$5:$G$10"
    assert done.unfilled == ("家庭情况/月补助(元)", "负责人：")


def test_every_part_that_is_not_written_to_stays_byte_for_byte(backend: Backend, actor: Actor) -> None:
    data = workbook_form()
    with backend.work(actor) as work:
        done = service.fill_template(work, october(add(work, data)), "a.xlsx")
    before, after = unpack(data), unpack(done.copies[0].data)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert list(before) == list(after)


@pytest.mark.both_engines
def test_a_document_with_a_table_says_what_the_papers_say(
    backend: Backend, actor: Actor, filled: FilledMonth
) -> None:
    with backend.work(actor) as work:
        done = service.fill_template(work, october(add(work, table_form(), file="b.docx")), "b.docx")
    grid = layout_of(done.copies[0].data).grids[0]
    with backend.read(actor) as read:
        held = press(read, "month_summary", {"month": OCTOBER}).record.figures.activities
    assert grid.text(0, 1) == "双沟社区“党建+”邻里中心"
    assert grid.text(0, 3) == "2026年10月"
    assert (grid.text(1, 1), grid.text(1, 3)) == (str(held.sessions), str(held.heads))
    lines = [row for row in grid.rows[3:-1] if row[0]]
    assert [row[0] for row in lines] == [str(at) for at in range(1, held.sessions + 1)]
    assert sum(int(row[5]) for row in lines) == held.heads
    assert grid.rows[-1][0].startswith("说明"), "the remark stays below"


def test_marks_split_over_runs_are_replaced_with_the_figures_of_the_month(
    backend: Backend, actor: Actor, filled: FilledMonth
) -> None:
    with backend.work(actor) as work:
        done = service.fill_template(work, october(add(work, marks_form(), file="c.docx")), "c.docx")
    with backend.read(actor) as read:
        totals = press(read, "month_summary", {"month": OCTOBER}).totals
    text = words(done.copies[0].data)
    assert "关于双沟社区“党建+”邻里中心工作情况的说明" in text
    assert (
        f"2026年10月，我中心接待群众{totals['visits']:.0f}人次，服务居民10人，办理{totals['services']:.0f}件。"
        in text
    )
    assert f"填报人：{actor.name}" in text
    assert "填报日期：2026年11月23日" in text
    assert "{" not in text
    part = zipfile.ZipFile(io.BytesIO(done.copies[0].data)).read("word/document.xml").decode()
    assert '<w:b/></w:rPr><w:t xml:space="preserve">双沟社区' in part, "it looks like the mark it replaced"


@pytest.mark.usefixtures("low_income")
def test_a_form_about_one_person_becomes_one_file_for_each(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        ref = add(work, person_form(), file="d.docx")
        with pytest.raises(Invalid) as refused:
            service.fill_template(work, october(ref), "d.docx")
        assert refused.value.problems[0].code == "reports.people_needed"
        people = people_in(work, "低保")
        done = service.fill_template(work, october(ref, people=people, people_words="低保"), "d.docx")
        assert {one.label for one in done.copies} == set(LOW)
        lin = next(one for one in done.copies if one.label == "林志强")
        assert "138****0000" in words(lin.data)
        whole = service.fill_template(
            work, october(ref, people=people_in(work, "林志强、吴燊"), reason="民政办核对低保"), "d.docx"
        )
        assert "13805950000" in words(next(one for one in whole.copies if one.label == "林志强").data)
        with pytest.raises(Invalid) as refused:
            people_in(work, "林志强、无此人")
        assert refused.value.problems[0].params["typed"] == "无此人"


def test_whole_numbers_need_the_right_and_a_reason(
    backend: Backend, actor: Actor, make: Builders, low_income: list[int]
) -> None:
    with backend.work(actor) as work:
        ref = add(work, workbook_form())
    coordinator = make.actor_as("coordinator")
    without = make.actor_as("manager", without=("people.reveal",))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed), backend.work(without) as work:
        service.fill_template(work, october(ref, reason="民政办要"), "a.xlsx")
    with pytest.raises(NotAllowed), backend.work(coordinator) as work:
        service.fill_template(work, october(ref), "a.xlsx")  # the tag is about hardship
    with pytest.raises(Invalid), backend.work(actor) as work:
        service.fill_template(work, october(ref, reason="x"), "a.xlsx")
    with backend.read(actor) as read:
        assert returns(read) == (), "what was refused was not handed in"


@pytest.mark.both_engines
def test_only_what_changed_since_the_last_return(
    backend: Backend, actor: Actor, low_income: list[int]
) -> None:
    from neighborcenter.people.kinds import ResidentStatus
    from neighborcenter.people.models import resident

    with backend.work(actor) as work:
        ref = add(work, workbook_form())
        first = service.fill_template(work, october(ref), "10.xlsx")
    assert (first.first_time, first.fresh, first.changed) == (True, 6, 0)
    with backend.work(actor) as work:
        work.update(resident, low_income[0], phone="13999999999")
        work.update(resident, low_income[1], status=ResidentStatus.MOVED)
    with backend.work(actor) as work:
        second = service.fill_template(work, october(ref, only_changed=True), "11.xlsx")
    assert (second.fresh, second.changed, second.left) == (0, 1, ("陈丽华",))
    rows = [row for row in sheet(second)[4:8] if row[1]]
    assert [(row[1], row[4], row[8]) for row in rows] == [
        ("林志强", "139****9999", "Changed"),
        ("陈丽华", None, "No longer listed"),
    ]
    with backend.work(actor) as work:
        last = returns(work, ref)
        assert [(one.rows, one.changed, one.left) for one in last] == [(2, 1, 1), (6, 0, 0)]
        service.undo_return(work, last[0].id)
        again = service.fill_template(work, october(ref, only_changed=True), "11.xlsx")
    assert (again.changed, again.left) == (1, ("陈丽华",)), "compared with the return that still stands"


def test_a_changed_form_is_found_again_by_its_headings(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        ref = add(work, workbook_form())
        before = template_card(work, ref).spots
        findings = service.renew_template(
            work, ref, "2027.xlsx", workbook_form(extra_row=True, phone="联系电话号码", lines=6)
        )
        after = template_card(work, ref)
    told = {one.what: one for one in findings}
    assert (told["姓名"].fate, told["姓名"].old, told["姓名"].new) == ("moved", "花名册!B4", "花名册!B5")
    assert (told["联系电话"].fate, told["联系电话"].now) == ("renamed", "联系电话号码")
    assert told["填报单位："].new == "花名册!B3"
    assert told["服务人次"].fate == "kept"
    assert len(after.spots) == len(before)
    head = next(spot for spot in after.spots if spot.kind is SpotKind.LIST)
    assert (head.row, head.last) == (4, 10)


def test_a_sheet_and_a_heading_that_are_gone_are_told() -> None:
    spots = suggested(layout_of(workbook_form()), service_known())
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "名册"
    for at, heading in enumerate(("序号", "姓名", "身份证号", "性别"), 1):
        page.cell(1, at, heading)
    out = io.BytesIO()
    book.save(out)
    found, findings = rematched(spots, layout_of(out.getvalue()))
    fates = {one.what: one.fate for one in findings}
    assert fates["姓名"] == "moved"
    assert fates["居住地址"] == "gone"
    assert fates["服务人次"] == "sheet_gone"
    assert fates["身份证号"] == "fresh"
    assert {spot.heading for spot in found if spot.kind is SpotKind.COLUMN} == {"序号", "姓名", "性别"}


def service_known():  # type: ignore[no-untyped-def]
    """What forms may be pointed at, without a center."""
    from neighborcenter.reports.fill.facts import FACTS
    from neighborcenter.reports.fill.suggest import Known
    from neighborcenter.reports.ledgers.registry import LEDGERS

    return Known(tuple(one.column for one in FACTS), LEDGERS)


def test_places_are_set_by_hand_and_wrong_fields_refused(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        ref = service.add_template(work, TemplateDraft("空表", "a.xlsx", workbook_form(), guess=False))
        with pytest.raises(Invalid) as refused:
            service.fill_template(work, october(ref), "a.xlsx")
        assert refused.value.problems[0].code == "reports.nothing_mapped"
        spots = suggested(template_card(work, ref).layout, service.known(work))
        name = next(spot for spot in spots if spot.field == "name")
        from dataclasses import replace

        with pytest.raises(Invalid) as refused:
            service.map_template(work, ref, with_spot(spots, replace(name, field="salary")))
        assert refused.value.problems[0].code == "reports.field_unknown"
        service.map_template(work, ref, with_spot(spots, replace(name, field="")))
        assert "name" not in {spot.field for spot in template_card(work, ref).spots}
        with pytest.raises(Invalid) as refused:
            add(work, workbook_form(), "空表")
        assert refused.value.problems[0].code == "reports.form_name_taken"


def test_files_that_are_no_forms_are_refused_in_words() -> None:
    for data, code in (
        (b"\xd0\xcf\x11\xe0old", "reports.form_old"),
        (b"no zip", "reports.form_unreadable"),
        (b"x" * (12 * 1024 * 1024 + 1), "reports.form_too_big"),
    ):
        with pytest.raises(Invalid) as refused:
            layout_of(data)
        assert refused.value.problems[0].code == code


def test_only_who_may_writes_and_hands_out(backend: Backend, actor: Actor, make: Builders) -> None:
    with backend.work(actor) as work:
        ref = add(work, workbook_form())
        service.retire_template(work, ref)
        assert templates(work) == ()
        service.restore_template(work, ref)
        assert [one.spots for one in templates(work)] == [11]
    desk = make.actor_as("front_desk")
    with pytest.raises(NotAllowed), backend.work(desk) as work:
        add(work, workbook_form(), "另一张")
    with pytest.raises(NotAllowed), backend.work(desk) as work:
        service.fill_template(work, october(ref), "a.xlsx")


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(G5:G8)", "SUM(G5:G10)"),
        ("G9+$H$8", "G11+$H$10"),
        ("SUM(A:A)+G4", "SUM(A:A)+G4"),
        ('IF(B9="G9:G10",LOG10(G9),汇总!B9)', 'IF(B11="G9:G10",LOG10(G11),汇总!B9)'),
        ("SUM($3:$4,9:9)", "SUM($3:$4,11:11)"),
        ("花名册!H9", "花名册!H11"),
        ("VLOOKUP(B5,B5:H8,2)", "VLOOKUP(B5,B5:H10,2)"),
    ],
)
def test_formulas_follow_when_rows_go_in(formula: str, moved: str) -> None:
    assert moved_formula(formula, Room("花名册", 7, 2, 7), "花名册") == moved


def test_a_list_of_one_line_grows_and_its_sum_with_it() -> None:
    data = workbook_form(lines=1)
    rows = ListRows("花名册", 4, 4, (0, 1), ((1, "甲"), (2, "乙"), (3, "丙")))
    page = load_workbook(io.BytesIO(fill_workbook(data, Contents(lists=(rows,)))))["花名册"]
    assert [page.cell(row, 2).value for row in range(5, 8)] == ["甲", "乙", "丙"]
    assert page["G8"].value == "=SUM(G5:G7)"
    assert str(page.data_validations.dataValidation[0].sqref) == "C5:C7"


def test_a_mark_in_a_text_that_cells_share_changes_only_its_own_cell() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A2"], page["A3"] = "报送{月份}数据", "报送{月份}数据", "不动"
    out = io.BytesIO()
    book.save(out)
    filled = fill_workbook(out.getvalue(), Contents(marks={"{月份}": "10月"}))
    page = load_workbook(io.BytesIO(filled)).active
    assert page is not None
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == ["报送10月数据", "报送10月数据", "不动"]


def test_text_around_a_mark_and_a_value_like_a_mark_stay() -> None:
    from tests.support import foreign_forms

    data = foreign_forms._document(paragraph("甲", "{联", "系人}乙{联系人}", "丙"))
    text = words(fill_document(data, Contents(marks={"{联系人}": "{联系人}王"})))
    assert text.strip() == "甲{联系人}王乙{联系人}王丙"
    assert read_document(unpack(data)).marks == ("{联系人}",)
