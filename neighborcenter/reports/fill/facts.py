"""Single facts a form may ask for: the center, the period, whoever fills it in, sums of the month, one person.

Figures of the month are those of the month's paper (`counting.py`, `figures.py`) and the sums of the ledgers, so
that a form filled for an office never says another number than the house's own papers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Literal

import sqlalchemy as sa

from neighborcenter.booking.use import RoomUse, reckon
from neighborcenter.catalog.queries import counts_by_module
from neighborcenter.center.queries import center_profile
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.modules.queries import board
from neighborcenter.people.models import resident
from neighborcenter.people.queries import rows_of
from neighborcenter.reports.counting import VisitCounts, visit_counts
from neighborcenter.reports.ledgers import people as columns
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.people import lines_of_residents, living
from neighborcenter.reports.ledgers.reading import Reading
from neighborcenter.reports.ledgers.registry import ledger, ledgers
from neighborcenter.reports.paper.workbook import Cell
from neighborcenter.reports.params import Days

Group = Literal["center", "period", "made", "figure", "person", "module"]
PERSON = "person."


class Context:
    """What the facts of one copy are read from; asked for once and only when a form wants it."""

    def __init__(
        self, read: Read, days: Days, *, whole: bool = False, people: frozenset[int] | None = None
    ) -> None:
        self.read, self.days, self.whole, self.people = read, days, whole, people
        self.person: dict[str, Cell] = {}
        self._lines: dict[str, tuple[Ledger, tuple[Line, ...]]] = {}

    @property
    def ask(self) -> Ask:
        """What ledgers are asked for."""
        return Ask(self.days.first, self.days.end, self.people, self.whole)

    @cached_property
    def visits(self) -> VisitCounts:
        """Visits of the days."""
        return visit_counts(self.read, self.days.first, self.days.end, days=False)

    @cached_property
    def use(self) -> RoomUse:
        """The use of all rooms in the days."""
        return reckon(self.read, self.days.first, self.days.end).total

    def lines(self, key: str) -> tuple[Ledger, tuple[Line, ...]]:
        """A ledger and its rows for these days, everybody in it."""
        if key not in self._lines:
            one = ledger(self.read, key)
            self._lines[key] = (one, tuple(one.rows(self.read, Ask(self.days.first, self.days.end))))
        return self._lines[key]

    def count(self, key: str) -> int:
        """How many rows a ledger has."""
        if key not in self._lines:
            one = ledger(self.read, key)
            if isinstance(one.rows, Reading):
                return one.rows.count(self.read, Ask(self.days.first, self.days.end))
        return len(self.lines(key)[1])

    def sum(self, key: str, column: str) -> float:
        """What a column of a ledger adds up to; whole numbers as such."""
        one, lines = self.lines(key)
        at = one.at(column)
        found = round(
            sum(cell for cell in (line.cells[at] for line in lines) if isinstance(cell, (int, float))), 1
        )
        return int(found) if found == int(found) else found


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its names as a column has them, and how it is read."""

    column: Column
    group: Group
    value: Callable[[Context], Cell]


def _fact(key: str, zh: str, en: str, value: Callable[[Context], Cell], *also: str) -> Fact:
    group: Group = key.partition(".")[0]  # type: ignore[assignment]
    return Fact(Column(key, zh, en, also=also), group, value)


def _period(context: Context) -> str:
    month = Month.of(context.days.first)
    if (month.first, month.next_first) == (context.days.first, context.days.end):
        return f"{month.year}年{month.month}月"
    return f"{context.days.first}至{context.days.last}"


def _day(context: Context) -> str:
    today = context.read.clock.today()
    return f"{today.year}年{today.month}月{today.day}日"


FACTS: tuple[Fact, ...] = (
    _fact("center.name", "中心名称", "Center", lambda c: center_profile(c.read).name, "填报单位", "单位名称", "单位", "报送单位", "邻里中心名称", "填表单位", "制表单位"),
    _fact("center.town", "所属镇街", "Town", lambda c: center_profile(c.read).town, "镇街", "乡镇(街道)", "镇(街道)", "街道", "所在地区"),
    _fact("center.address", "中心地址", "Address of the center", lambda c: center_profile(c.read).address, "单位地址", "地址", "详细地址"),
    _fact("center.phone", "中心电话", "Phone of the center", lambda c: center_profile(c.read).phone, "联系电话", "单位电话", "咨询电话", "电话"),
    _fact("center.operator", "运营单位", "Operator", lambda c: center_profile(c.read).operator, "运营主体", "运营方"),
    _fact("period.words", "统计时段", "Period", _period, "统计时间", "报告期", "统计周期", "月份", "报送月份", "期间", "时段", "所属期"),
    _fact("period.year", "年", "Year", lambda c: c.days.first.year, "年度", "年份"),
    _fact("period.month", "月", "Month", lambda c: c.days.first.month),
    _fact("period.first", "开始日期", "First day", lambda c: c.days.first, "起始日期"),
    _fact("period.last", "截止日期", "Last day", lambda c: c.days.last, "结束日期"),
    _fact("made.day", "填报日期", "Filled in on", _day, "填表日期", "制表日期", "报送日期", "填报时间", "日期", "上报日期"),
    _fact("made.by", "填报人", "Filled in by", lambda c: c.read.actor.name, "填表人", "制表人", "经办人", "联系人"),
    _fact("figure.visits", "服务人次", "Visits", lambda c: c.visits.total.heads, "接待人次", "来访人次", "服务群众人次", "服务总人次", "接待群众人次", "本月服务人次"),
    _fact("figure.people", "服务居民人数", "Residents served", lambda c: c.visits.people, "服务人数", "服务居民数", "受益人数"),
    _fact("figure.services", "办理件数", "Services given", lambda c: c.visits.total.services, "受理件数", "办件量", "办件数", "服务件数", "受理量", "办理事项数"),
    _fact("figure.held", "场地使用场次", "Room bookings held", lambda c: c.use.times, "场地使用次数", "活动室使用次数", "场地使用"),
    _fact("figure.room_hours", "场地使用小时", "Hours rooms were used", lambda c: round(c.use.used / 60, 1), "场地使用时长"),
    _fact("figure.rate", "场地使用率", "Use of rooms", lambda c: "" if c.use.rate is None else f"{c.use.rate:.1%}", "使用率"),
    _fact("figure.activities", "活动场次", "Activity sessions", lambda c: c.count("activities"), "开展活动场次", "举办活动场次", "活动次数", "活动数", "开展活动"),
    _fact("figure.activity_heads", "活动参与人次", "People at activities", lambda c: c.sum("activities", "heads"), "参与人次", "活动人次", "参加人次", "参加活动人次"),
    _fact("figure.volunteers", "志愿者人数", "Volunteers", lambda c: c.count("volunteers"), "注册志愿者人数", "志愿者数", "志愿者总数"),
    _fact("figure.volunteer_hours", "志愿服务时长", "Volunteer hours", lambda c: c.sum("service_hours", "hours"), "志愿服务小时数", "服务总时数", "志愿服务总时长"),
    _fact("figure.volunteer_times", "志愿服务人次", "Volunteer services", lambda c: c.count("service_hours"), "参与志愿服务人次"),
    _fact("figure.residents", "居民总数", "Residents", lambda c: c.count("residents"), "登记居民数", "常住人口", "居民人数", "总人数"),
    _fact("figure.old", "60岁以上老年人数", "Residents aged 60 or more", lambda c: c.sum("grids", "old"), "老年人数", "老年人口", "60岁以上人数"),
    _fact("figure.alone", "独居老人数", "Elders living alone", lambda c: c.sum("grids", "alone"), "独居老人", "独居老人人数"),
    _fact("figure.disabled", "残疾人数", "Disabled residents", lambda c: c.sum("grids", "disabled"), "残疾人"),
    _fact("figure.low", "低保人数", "Residents on minimum income", lambda c: c.sum("grids", "low"), "低保户数", "低保户"),
    _fact("figure.homes", "登记户数", "Homes", lambda c: c.count("houses"), "户数", "总户数"),
    _fact("figure.groups", "社区团队数", "Groups", lambda c: c.count("groups"), "团队数", "社团数"),
    _fact("figure.rooms", "功能室数", "Rooms", lambda c: c.count("rooms"), "场地数", "活动室数"),
    _fact("figure.offered", "服务项目数", "Services on offer", lambda c: c.count("services"), "服务项目总数", "服务事项数", "服务项目"),
)  # fmt: skip

PERSON_COLUMNS: tuple[Column, ...] = (
    columns.NAME, columns.SEX, columns.AGE, columns.BORN, columns.ID_NUMBER, columns.PHONE, columns.ADDRESS,
    columns.GRID, columns.DOOR, columns.HEADS, columns.GUARDIAN, columns.GUARDIAN_PHONE, columns.TAGS, columns.SINCE,
)  # fmt: skip


def _person(column: Column) -> Fact:
    named = Column(f"{PERSON}{column.key}", column.zh, column.en, column.width, column.kind, column.also)
    return Fact(named, "person", lambda c: c.person.get(column.key))


PERSON_FACTS: tuple[Fact, ...] = tuple(_person(one) for one in PERSON_COLUMNS)


def module_facts(read: Read) -> tuple[Fact, ...]:
    """Visits and services of each module, by the names this center gave them."""
    if not read.may("modules.view"):
        return ()
    offered = counts_by_module(read)
    found = []
    for one in board(read):
        many = offered[one.id].published if one.id in offered else 0
        english = one.name_en or one.name
        found.append(
            _fact(
                f"module.{one.id}.visits",
                f"{one.name}服务人次",
                f"{english}: visits",
                _module_visits(one.id),
                one.name,
            )
        )
        found.append(
            _fact(f"module.{one.id}.offered", f"{one.name}服务项目数", f"{english}: services", _always(many))
        )
    return tuple(found)


def _module_visits(ref: int) -> Callable[[Context], Cell]:
    return lambda context: context.visits.by_module[ref].heads if ref in context.visits.by_module else 0


def _always(value: Cell) -> Callable[[Context], Cell]:
    return lambda _context: value


def known_facts(read: Read) -> tuple[Fact, ...]:
    """Every fact, in the order of the list of fields."""
    return (*FACTS, *module_facts(read), *PERSON_FACTS)


def person_cells(read: Read, people: Sequence[int], *, whole: bool) -> list[tuple[int, dict[str, Cell]]]:
    """The facts of these people, in the order of their names."""
    today = read.clock.today()
    ask = Ask(today, today + timedelta(days=1), frozenset(people), whole)
    rows = rows_of(read, sa.select(resident).where(*living(read)), resident.c.id, people)
    rows.sort(key=lambda row: (row.name_sort, row.id))
    return [
        (line.ref, dict(zip((one.key for one in PERSON_COLUMNS), line.cells, strict=True)))
        for line in lines_of_residents(read, ask, PERSON_COLUMNS, rows)
    ]


def known_ledgers(read: Read) -> tuple[Ledger, ...]:
    """What a list may be filled from."""
    return ledgers(read)
