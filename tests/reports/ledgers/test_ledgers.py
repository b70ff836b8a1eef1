"""The ledgers offices ask for: exact column names, rows equal to a count by hand, the same on screen, paper and sheet."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.problems import NotAllowed, NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.behind import rows_behind
from neighborcenter.reports.ledgers import registry, screen
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.paper import LEDGER_REPORTS, words_of
from neighborcenter.reports.ledgers.reading import Find, Reading
from neighborcenter.reports.params import Days, defaults
from neighborcenter.reports.press import Pressed, press
from tests.support.builders import Builders
from tests.support.month import OCTOBER, FilledMonth

OCTOBER_DAYS = Days(date(2026, 10, 1), date(2026, 10, 31))
# As clerks know them; a change here is a change of the form.
HEADS = {
    "residents": "序号 姓名 性别 年龄 民族 身份证号 联系电话 户籍地址 居住地址 网格 楼栋单元 婚姻状况 就业状态 医保类型 登记日期 备注",
    "living_alone": "序号 姓名 性别 年龄 联系电话 居住地址 网格 健康状况 走访日期 走访人 走访内容 存在问题 处理措施 下次走访日期 备注",
    "low_income": "序号 户主姓名 性别 年龄 联系电话 居住地址 网格 家庭人口 低保类型 享受金额(元/月) 困难原因 帮扶措施 调查日期 调查人 备注",
    "disabled": "序号 姓名 性别 年龄 残疾类别 残疾等级 联系电话 居住地址 网格 是否享受补贴 监护人姓名 监护人电话 登记日期 备注",
    "watched": "序号 姓名 性别 年龄 人员类别 联系电话 居住地址 网格 管控等级 管控措施 责任人 走访记录 登记日期 备注",
    "grids": "序号 网格名称 居民总数 男性 女性 60岁以上 独居老人 残疾人 低保户 留守儿童 重点人群 备注",
}  # fmt: skip


@pytest.fixture
def chinese() -> Iterator[None]:
    """Names as the offices know them."""
    set_language("zh_CN")
    yield
    set_language("en")


def pressed(read: Read, key: str) -> Pressed:
    chosen = next(one for one in LEDGER_REPORTS if one.key == f"ledger_{key}")
    values = defaults(chosen, read.clock)
    if "days" in values:
        values["days"] = OCTOBER_DAYS
    return press(read, chosen.key, values)


@pytest.mark.usefixtures("chinese")
def test_the_columns_are_called_exactly_as_on_the_form() -> None:
    for key, heads in HEADS.items():
        one = next(ledger for ledger in registry.LEDGERS if ledger.key == key)
        assert ["序号", *(column.title for column in one.columns)] == heads.split(" "), key
    assert len(registry.LEDGERS) >= 20
    assert len({one.key for one in registry.LEDGERS}) == len(registry.LEDGERS)


@pytest.mark.both_engines
@pytest.mark.usefixtures("chinese")
def test_every_ledger_is_the_same_on_screen_paper_and_sheet(view: Read, tmp_path: Path) -> None:
    for one in LEDGER_REPORTS:
        made = pressed(view, one.key.removeprefix("ledger_"))
        record = made.record
        made.save(tmp_path / "l.xlsx")
        page = load_workbook(tmp_path / "l.xlsx").worksheets[0]
        rows = list(page.iter_rows(values_only=True))
        assert rows[0][0] == one.name
        assert str(rows[1][0]).startswith("生成日期：2026年11月23日    数据来源：双沟社区")
        assert list(rows[2]) == [column.title for column in record.columns]
        assert page.freeze_panes == "A4"
        assert len(rows) - 3 == (len(record.lines) + 1 if record.lines else 0), one.key
        assert [row[0] for row in rows[3:]][: len(record.lines)] == list(range(1, len(record.lines) + 1))
        named = next(at for at, column in enumerate(record.columns) if column.kind == "text")
        shown = [words_of(line[named]) for line in record.rows]
        assert [row[named] or "" for row in rows[3 : 3 + len(shown)]] == shown, one.key
        text = "".join(
            "".join(p.extract_text().split()) for p in pypdf.PdfReader(io.BytesIO(made.pdf().pdf)).pages
        )
        assert "".join(one.name.split()) in text
        for secret in ("13805951234", "13605953456", "35050219490503304X"):
            assert secret not in text


@pytest.mark.both_engines
def test_rows_are_those_the_other_papers_count(view: Read, filled: FilledMonth) -> None:
    month = press(view, "month_summary", {"month": OCTOBER})
    visits = pressed(view, "visits")
    assert visits.totals["rows"] == month.totals["services"]
    assert visits.totals["heads"] == month.totals["visits"]
    held = month.record.figures.activities
    activities = pressed(view, "activities")
    assert (activities.totals["rows"], activities.totals["heads"]) == (held.sessions, held.heads)
    hours = press(view, "hours_ledger", {"month": OCTOBER})
    assert pressed(view, "service_hours").totals["hours"] == hours.totals["hours"]
    people = pressed(view, "residents")
    grids = pressed(view, "grids")
    assert people.totals["rows"] == grids.totals["all"]
    born = [line.cells[2] for line in people.record.lines]
    assert grids.totals["old"] == sum(1 for age in born if isinstance(age, int) and age >= 60)


def in_parts(view: Read, one: Ledger, ask: Ask, find: Find) -> list[int]:
    """The ids as one who scrolls gets them."""
    found: list[int] = []
    while part := screen.row_keys(view, one, ask, find, after=found[-1] if found else None, most=7):
        found += part
    return found


@pytest.mark.both_engines
@pytest.mark.usefixtures("filled", "chinese")
def test_visits_by_name_begin_with_those_of_nobody_registered(view: Read) -> None:
    one, ask = registry.ledger(view, "visits"), Ask(date(2026, 10, 1), date(2026, 11, 1))
    keys = screen.row_keys(view, one, ask, Find(sort="name"))
    people = [line.cells[one.at("sex")] is not None for _key, line in screen.row_lines(view, one, ask, keys)]
    names = [line.label for _key, line in screen.row_lines(view, one, ask, keys)]
    assert True in people
    known = [name for name, is_known in zip(names, people, strict=True) if is_known]
    assert [sort_key(name) for name in known] == sorted(sort_key(name) for name in known)


@pytest.mark.both_engines
@pytest.mark.usefixtures("filled")
def test_a_ledger_read_in_parts_is_the_ledger_read_whole(view: Read) -> None:
    ask = Ask(date(2026, 10, 1), date(2026, 11, 1))
    for one in registry.LEDGERS:
        rows = one.rows
        if not isinstance(rows, Reading):
            continue
        whole = [line.key for line in rows(view, ask)]
        assert in_parts(view, one, ask, Find()) == whole, one.key
        assert in_parts(view, one, ask, Find(descending=True)) == whole[::-1], one.key
        assert screen.row_count(view, one, ask) == len(whole), one.key
        for column in rows.sorts:
            by = rows.keys(view, ask, Find(sort=column))
            assert sorted(by) == sorted(whole), (one.key, column)
            assert in_parts(view, one, ask, Find(sort=column)) == by, (one.key, column)
            assert in_parts(view, one, ask, Find(sort=column, descending=True)) == by[::-1], (one.key, column)
        assert rows.keys(view, ask, Find("没有这样的字")) == []


@pytest.mark.both_engines
@pytest.mark.usefixtures("filled", "chinese")
def test_what_is_typed_finds_the_visits_that_say_it(view: Read) -> None:
    one = registry.ledger(view, "visits")
    ask = Ask(date(2026, 10, 1), date(2026, 11, 1))
    lines = list(one.rows(view, ask))
    for column in ("name", "matter"):
        typed = next(str(line.cells[one.at(column)]) for line in lines if line.cells[one.at(column)])
        keys = screen.row_keys(view, one, ask, Find(typed))
        assert {line.key for line in lines if line.cells[one.at(column)] == typed} <= set(keys)
        assert keys == [line.key for line in lines if line.key in set(keys)], "in the order of the ledger"
        assert screen.row_count(view, one, ask, Find(typed)) == len(keys)
        assert [line.label for _key, line in screen.row_lines(view, one, ask, keys[:1])] != []


def test_a_ledger_of_one_tag_holds_who_has_it_and_needs_its_right(
    backend: Backend, actor: Actor, make: Builders
) -> None:
    from neighborcenter.people.models import care_tag, resident_tag

    with backend.work(actor) as work:
        make = Builders(backend, actor, work)
        tag = work.insert(care_tag, name="残疾", sensitive=True, position=1)
        one = make.resident("林志强", guardian_name="林大海", guardian_phone="13605950001")
        make.resident("陈丽华")
        work.connection.execute(resident_tag.insert().values(resident_id=one, tag_id=tag))
    with backend.read(actor) as read:
        lines = pressed(read, "disabled").record.lines
        assert [(line.label, line.cells[9], line.cells[10]) for line in lines] == [
            ("林志强", "林大海", "136****0001")
        ]
        assert len(pressed(read, "emergency").record.lines) == 1
    with backend.read(make.actor_as("coordinator")) as read:
        with pytest.raises(NotAllowed):
            pressed(read, "disabled")
        assert len(pressed(read, "residents").record.lines) == 2


def test_a_room_below_may_hand_in_ledgers_of_its_own(view: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fuller(_read: Read, _ask: Ask) -> list[Line]:
        return [Line("entry", 1, ("王桂兰", "2026-10-08"), "王桂兰")]

    own = Ledger("living_alone", "独居老人走访记录表", "Visits", registry.LEDGERS[0].permission,
                 (Column("name", "姓名", "Name"), Column("day", "走访日期", "Day")), fuller)  # fmt: skip
    monkeypatch.setattr(registry, "PROVIDERS", [lambda _read: (own,)])
    assert registry.ledger(view, "独居老人走访记录表") is own
    assert [line.label for line in pressed(view, "living_alone").record.lines] == ["王桂兰"]
    with pytest.raises(NotFound):
        registry.ledger(view, "no-such-ledger")


@pytest.mark.both_engines
def test_every_figure_of_the_inspection_opens_the_rows_it_counts(view: Read, filled: FilledMonth) -> None:
    record = press(view, "inspection", {"days": OCTOBER_DAYS}).record
    for one in record.headlines:
        behind = rows_behind(view, one.key, record.counted)
        first = rows_behind(view, one.key, record.counted, 3)
        assert (first.total, first.count) == (pytest.approx(behind.total), len(behind.rows)), one.key
        assert first.rows[:3] == behind.rows[:3], "the first rows are the first of all"
        if one.key == "feedback":
            assert one.value is None
            assert behind.rows == ()
        else:
            assert behind.total == pytest.approx(one.value or 0), one.key
    parts = {part.key: part for part in record.parts}
    for key, at in (("modules", 2), ("services", 2), ("days", 1)):
        for line in parts[key].lines:
            if line.key:
                assert rows_behind(view, line.key, record.counted).total == line.cells[at], line.key
    for line in parts["rota"].lines:
        assert len(rows_behind(view, line.key, record.counted).rows) == line.cells[2] + line.cells[5]  # type: ignore[operator]
    month = press(view, "month_summary", {"month": OCTOBER})
    assert record.totals["visits"] == month.totals["visits"]


def test_entries_of_a_form_the_center_designed_stand_in_a_ledger(backend: Backend, actor: Actor) -> None:
    from neighborcenter.forms import entry_service, service
    from neighborcenter.forms.drafts import Definition, EntryDraft, FieldDef, FormDraft
    from neighborcenter.forms.kinds import FieldKind

    fields = (
        FieldDef("p_name", "姓名", FieldKind.FACT, "Name", fact="name"),
        FieldDef("day_of", "走访日期", FieldKind.DAY, "Day"),
        FieldDef("words", "走访内容", FieldKind.LONG_TEXT, "Talked about", required=True),
        FieldDef("amount", "慰问金", FieldKind.MONEY, "Gift"),
    )
    with backend.work(actor) as work:
        make = Builders(backend, actor, work)
        form = service.create_form(
            work,
            FormDraft("走访记录表", make.module("老有所养"), Definition(fields), key="talks"),
            publish=True,
        )
        elder = make.resident("王桂兰")
        for day in (date(2026, 10, 8), date(2026, 11, 8)):
            entry_service.add_entry(
                work, EntryDraft(form, {"words": "聊天", "amount": 5000}, day, resident_id=elder)
            )
    with backend.read(actor) as read:
        one = registry.ledger(read, "form_talks")
        assert [column.zh for column in one.columns] == ["姓名", "走访日期", "走访内容", "慰问金"]
        lines = list(one.rows(read, Ask(date(2026, 10, 1), date(2026, 11, 1))))
        assert [line.cells[:3] for line in lines] == [("王桂兰", date(2026, 10, 8), "聊天")]
        assert list(one.rows(read, Ask(date(2026, 10, 1), date(2026, 11, 1), frozenset()))) == []
