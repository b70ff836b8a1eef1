"""Every shipped form by its files: entered, its blank filled in a spreadsheet and read in, its ledger written out.

What is done with it in the window stands in `screen/test_shipped_forms.py`."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from neighborcenter.backend import Backend
from neighborcenter.data.importers.entries import entry_importer
from neighborcenter.data.importers.kinds import RETURNERS
from neighborcenter.data.importing import import_file, undo_import
from neighborcenter.forms import entry_queries, entry_service, files, service
from neighborcenter.forms.drafts import EntryDraft, FieldDef
from neighborcenter.forms.entry_queries import EntryFilter
from neighborcenter.forms.files import FormFile
from neighborcenter.forms.kinds import TYPED, FieldKind, Subject
from neighborcenter.forms.rules import limit
from neighborcenter.kit.times import Month
from neighborcenter.reports.press import press
from neighborcenter.reports.sheets.export import save_sheet
from neighborcenter.reports.sheets.form_sheets import blank_sheet, entries_sheet
from tests.support.builders import Builders

K = FieldKind
SHIPPED = {one.key: one for one in files.shipped()}
NOVEMBER = Month(2026, 11)
DAY = date(2026, 11, 20)


def answer(one: FieldDef, room: int) -> Any:
    """A good answer to a field."""
    middle = limit(one, one.low) if one.low else Decimal(2)
    return {
        K.TEXT: "林晓红", K.LONG_TEXT: "了解近况，提醒按时服药", K.NUMBER: middle, K.MONEY: 12_000, K.DATE: date(2026, 11, 18),
        K.TIME: time(9, 30), K.CHOICE: one.default or (one.options or ("",))[0], K.CHOICES: one.options[:2],
        K.YES_NO: True, K.ROOM: room, K.SIGNATURE: "李娜|10,20 30,40",
    }.get(one.kind)  # fmt: skip


@pytest.fixture
def placed(
    backend: Backend, make: Builders, request: pytest.FixtureRequest
) -> tuple[FormFile, int, int, int]:
    """The form of this case in its module, with a resident and a room."""
    one = SHIPPED[request.param]
    module = make.module(key=one.module)
    elder = make.resident("王桂兰", birth_date=date(1948, 4, 12), phone="13805950427")
    room = make.room("议事室")
    with backend.work(make.actor) as work:
        form = service.create_form(work, one.draft(module), publish=True)
    return one, form, elder, room


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("placed", sorted(SHIPPED), indirect=True)
def test_a_shipped_form_goes_out_as_a_blank_and_comes_back_filled(
    backend: Backend, make: Builders, placed: tuple[FormFile, int, int, int], tmp_path: Path
) -> None:
    one, form, elder, room = placed
    definition = one.definition
    values = {each.key: answer(each, room) for each in definition.fields if each.kind in TYPED}
    values = {key: value for key, value in values.items() if value is not None}
    person = elder if definition.subject is Subject.REQUIRED else None
    with backend.work(make.actor) as work:
        entry_service.add_entry(work, EntryDraft(form, values, DAY, person))

    read_in = tmp_path / "填报.xlsx"
    with backend.read(make.actor) as read:
        save_sheet(blank_sheet(read, form), read_in)
        importer = entry_importer(read, form)
    filled_in(read_in, values, named=person is not None)
    done = import_file(backend, make.actor, importer, read_in)
    assert [each.message for each in done.refused] == []
    assert done.added == 1
    with backend.read(make.actor) as read:
        ids = entry_queries.entry_ids(read, EntryFilter(form, order="day"), definition)
        rows = entry_queries.entry_rows(read, ids)
    assert len(rows) == 2
    assert differing(rows) <= {"day_of", "next_on"}

    with backend.read(make.actor) as read:
        save_sheet(
            entries_sheet(read, EntryFilter(form, with_void=False, order="day")), tmp_path / "全部.xlsx"
        )
        again = entry_importer(read, form)
    assert import_file(backend, make.actor, again, tmp_path / "全部.xlsx", dry_run=True).added == 0, (
        "known already"
    )
    with backend.work(make.actor) as work:
        makers = {kind: make_one() for kind, make_one in RETURNERS.items()}
        assert undo_import(work, int(done.batch or 0), makers) == 1

    printed(backend, make, form, definition.columns, tmp_path)


def differing(rows: list[entry_queries.EntryRow]) -> set[str]:
    """The fields in which two lines differ."""
    return {key for key in rows[0].cells if rows[0].cells[key] != rows[1].cells.get(key)}


def filled_in(path: Path, values: dict[str, Any], *, named: bool) -> None:
    """Fill the first row of a blank as a person would, by its headings."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert len(sheet.merged_cells.ranges) == 2, "title and hint over all columns"
    assert sheet.freeze_panes == "A4"
    form = next(one for one in SHIPPED.values() if str(sheet["A1"].value) in (one.name, one.name_en))
    asked = [one for one in form.definition.fields if one.kind in (K.CHOICE, K.YES_NO)]
    assert len(sheet.data_validations.dataValidation) == len(asked), "answers to choose from"
    by_label = {label: one for one in form.definition.fields for label in (one.label, one.label_en)}
    for cell in list(sheet[3]):
        label = str(cell.value).partition("（")[0]
        one = by_label.get(label)
        words: Any = None
        if one is not None and one.key in values:
            words = shown(one, values[one.key])
        elif one is not None and one.kind is K.DAY:
            words = "2026年11月21日"
        elif label in ("姓名", "Name") or (one is not None and one.fact == "name"):
            words = "王桂兰" if named else None
        if words is not None:
            sheet.cell(4, cell.column, words)
    book.save(path)


def shown(one: FieldDef, value: Any) -> Any:
    """A value as somebody types it into a cell."""
    if one.kind is K.MONEY:
        return value / 100
    if one.kind is K.YES_NO:
        return "是"
    if one.kind is K.ROOM:
        return "议事室"
    if one.kind is K.CHOICES:
        return "、".join(value)
    if one.kind is K.NUMBER:
        return float(value)
    return value


def printed(backend: Backend, make: Builders, form: int, columns: tuple[FieldDef, ...], folder: Path) -> None:
    """The ledger comes out, with the exact columns in row 3."""
    with backend.read(make.actor) as read:
        ledger = press(read, "form_ledger", {"form": form, "month": NOVEMBER})
        ledger.save(folder / "台账.xlsx")
    sheet = load_workbook(folder / "台账.xlsx").worksheets[0]
    heads = [str(cell.value).partition("（")[0] for cell in sheet[3]]
    assert heads[1:] == [one.label for one in columns]
    assert ledger.totals["lines"] == 1
    assert sheet.freeze_panes == "A4"


def test_the_columns_of_the_visits_are_those_that_offices_ask_for() -> None:
    labels = [one.label for one in SHIPPED["lonely-elders"].definition.columns]
    assert labels == [
        "姓名", "性别", "年龄", "联系电话", "居住地址", "网格", "健康状况", "走访日期", "走访人", "走访内容", "存在问题",
        "处理措施", "下次走访日期", "备注",
    ]  # fmt: skip
    labels = [one.label for one in SHIPPED["requests"].definition.columns]
    assert labels == [
        "登记日期", "诉求人姓名", "联系电话", "居住地址", "网格", "诉求类型", "诉求内容", "受理人", "处理措施", "处理结果",
        "完成日期", "满意度", "备注",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [".toml", ".json"])
def test_a_form_goes_through_a_file_unchanged(ending: str, tmp_path: Path) -> None:
    for one in SHIPPED.values():
        path = tmp_path / f"f{ending}"
        files.write_form(one, path)
        assert files.read_form(path) == one
