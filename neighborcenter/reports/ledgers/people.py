"""Ledgers of residents: everybody, and those whom a care tag names."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotAllowed
from neighborcenter.kit.work import Read
from neighborcenter.people import rules
from neighborcenter.people.kinds import ResidentStatus, Sex
from neighborcenter.people.models import care_tag, household, resident, resident_tag
from neighborcenter.people.privacy import sees_sensitive
from neighborcenter.people.queries import address_text
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.paper.workbook import Cell
from neighborcenter.volunteers.models.people import volunteer

NAME = Column("name", "姓名", "Full name", 10, also=("居民姓名", "老人姓名", "户主姓名", "人员姓名"))
SEX = Column("sex", "性别", "Sex", 6)
AGE = Column("age", "年龄", "Age", 6, "number", also=("周岁", "年龄周岁"))
BORN = Column("born", "出生日期", "Born on", 12, "date", also=("出生年月", "出生年月日", "生日"))
ID_NUMBER = Column("id_number", "身份证号", "ID number", 22, also=("身份证号码", "公民身份号码", "证件号码"))
PHONE = Column(
    "phone", "联系电话", "Phone", 15, also=("电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话")
)
ADDRESS = Column(
    "address", "居住地址", "Address", 26, also=("住址", "现住址", "家庭住址", "家庭地址", "地址", "居住地")
)
GRID = Column("grid", "网格", "Grid", 14, also=("所属网格", "网格名称", "所在小区", "小区"))
DOOR = Column("door", "楼栋单元", "Building and door", 12, also=("楼栋门牌", "楼栋", "门牌号", "房号"))
SINCE = Column("since", "登记日期", "Registered on", 12, "date", also=("登记时间", "建档日期"))
REMARKS = Column("note", "备注", "Remarks", 18, also=("说明",), by_hand=True)
NOTE = Column("note", "备注", "Remarks", 18, also=("说明",))
GUARDIAN = Column("guardian", "监护人姓名", "Guardian", 12, also=("监护人", "紧急联系人", "紧急联系人姓名"))
GUARDIAN_PHONE = Column(
    "guardian_phone", "监护人电话", "Guardian's phone", 15, also=("紧急联系电话", "紧急联系人电话")
)
TAGS = Column("tags", "人员类别", "Category", 14, also=("类别", "人员类型", "关爱标签"))
HEADS = Column("heads", "家庭人口", "People in the household", 8, "number", also=("家庭人数", "人口数"))


def by_hand(key: str, zh: str, en: str, width: float = 12) -> Column:
    """A column for the pen."""
    return Column(key, zh, en, width, by_hand=True)


Value = Callable[[Any, "_Facts"], Cell]


class _Facts:
    """What the rows of one ledger need besides the residents' own columns, asked for once."""

    def __init__(self, read: Read, ask: Ask, tags: Sequence[str]) -> None:
        self.ask, self.today = ask, read.clock.today()
        self._clock = read.clock
        self.tag_ids = tag_ids(read, tags) if tags else ()
        self._read = read
        self._tags: dict[int, list[str]] | None = None
        self._heads: dict[int, int] | None = None
        self._guardians: dict[int, Any] | None = None

    def day(self, moment: datetime) -> date:
        """The day at the center of a moment."""
        return self._clock.wall(moment).date()

    def tags(self, ref: int) -> str:
        """Care tags of a resident, those this actor may see."""
        if self._tags is None:
            self._tags = {}
            wanted = (
                sa.select(resident_tag.c.resident_id, care_tag.c.name)
                .join(care_tag, care_tag.c.id == resident_tag.c.tag_id)
                .where(care_tag.c.center_id == self._read.center_id)
                .order_by(care_tag.c.position, care_tag.c.id)
            )
            if not sees_sensitive(self._read):
                wanted = wanted.where(care_tag.c.sensitive.is_(False))
            for row in self._read.rows(wanted):
                self._tags.setdefault(row.resident_id, []).append(row.name)
        return "、".join(self._tags.get(ref, ()))

    def heads(self, ref: int | None) -> int | None:
        """How many live in a household."""
        if ref is None:
            return None
        if self._heads is None:
            rows = self._read.rows(
                sa.select(resident.c.household_id, sa.func.count().label("heads"))
                .where(*living(self._read), resident.c.household_id.is_not(None))
                .group_by(resident.c.household_id)
            )
            self._heads = {row.household_id: row.heads for row in rows}
        return self._heads.get(ref)

    def guardian(self, row: Any) -> tuple[str, str]:
        """Name and phone of the guardian, registered or only noted."""
        if row.guardian_id is None:
            return row.guardian_name, row.guardian_phone
        if self._guardians is None:
            other = resident.alias()
            rows = self._read.rows(
                sa.select(other.c.id, other.c.name, other.c.phone)
                .where(other.c.id.in_(sa.select(resident.c.guardian_id).where(*living(self._read))))
            )  # fmt: skip
            self._guardians = {one.id: one for one in rows}
        found = self._guardians.get(row.guardian_id)
        return (found.name, found.phone) if found else (row.guardian_name, row.guardian_phone)


VALUES: dict[str, Value] = {
    "name": lambda row, _facts: row.name,
    "sex": lambda row, _facts: "" if row.sex is Sex.UNKNOWN else _(SEX_NAMES[row.sex]),
    "age": lambda row, facts: None if row.birth_date is None else rules.age_on(row.birth_date, facts.today),
    "born": lambda row, _facts: row.birth_date,
    "id_number": lambda row, facts: facts.ask.id_number(row.id_number),
    "phone": lambda row, facts: facts.ask.phone(row.phone),
    "address": lambda row, _facts: address_text(row.community, row.building, row.door),
    "grid": lambda row, _facts: row.community,
    "door": lambda row, _facts: "-".join(part for part in (row.building, row.door) if part),
    "since": lambda row, facts: facts.day(row.created_at),
    "guardian": lambda row, facts: facts.guardian(row)[0],
    "guardian_phone": lambda row, facts: facts.ask.phone(facts.guardian(row)[1]),
    "tags": lambda row, facts: facts.tags(row.id),
    "heads": lambda row, facts: facts.heads(row.household_id),
}
"""What stands in each column; columns without an entry are for the pen."""


def living(read: Read) -> list[sa.ColumnElement[bool]]:
    """Whoever lives here now."""
    return [resident.c.center_id == read.center_id, resident.c.status == ResidentStatus.ACTIVE]


def tag_ids(read: Read, names: Sequence[str]) -> tuple[int, ...]:
    """The care tags whose names hold one of these words. Raises NotAllowed for one this actor may not see."""
    found = [
        row
        for row in read.rows(
            sa.select(care_tag.c.id, care_tag.c.name, care_tag.c.sensitive).where(
                care_tag.c.center_id == read.center_id
            )
        )
        if any(name in row.name for name in names)
    ]
    if any(row.sensitive for row in found) and not sees_sensitive(read):
        raise NotAllowed(Permission.PEOPLE_SENSITIVE)
    return tuple(row.id for row in found)


def resident_lines(
    read: Read, ask: Ask, columns: Sequence[Column], tags: Sequence[str] = (), *more: sa.ColumnElement[bool]
) -> Iterable[Line]:
    """One line for every resident who lives here, has one of the tags and is among those asked for."""
    facts = _Facts(read, ask, tags)
    wanted = sa.select(resident).where(*living(read), *more).order_by(resident.c.name_sort, resident.c.id)
    if tags:
        tagged = sa.select(resident_tag.c.resident_id).where(resident_tag.c.tag_id.in_(facts.tag_ids))
        wanted = wanted.where(resident.c.id.in_(tagged))
    for row in read.rows(wanted):
        if ask.people is None or row.id in ask.people:
            cells = tuple(VALUES[one.key](row, facts) if one.key in VALUES else None for one in columns)
            yield Line("resident", row.id, cells, row.name)


def of_residents(
    key: str, zh: str, en: str, columns: tuple[Column, ...], tags: Sequence[str] = (), words: str = "",
    where: Callable[[], list[sa.ColumnElement[bool]]] = list,
) -> Ledger:  # fmt: skip
    """A ledger with one line per resident."""

    def rows(read: Read, ask: Ask) -> Iterable[Line]:
        return resident_lines(read, ask, columns, tags, *where())

    return Ledger(key, zh, en, Permission.PEOPLE_VIEW, columns, rows, of_people=True, words=words)


def _named(word: str) -> sa.ColumnElement[bool]:
    """Residents with an open tag whose name holds `word`; tags about health and hardship do not count here."""
    return resident.c.id.in_(
        sa.select(resident_tag.c.resident_id)
        .join(care_tag, care_tag.c.id == resident_tag.c.tag_id)
        .where(care_tag.c.name.contains(word), care_tag.c.sensitive.is_(False))
    )


def _party_volunteer() -> sa.ColumnElement[bool]:
    """Residents who said so when they registered as volunteers."""
    return resident.c.id.in_(sa.select(volunteer.c.resident_id).where(volunteer.c.party_member.is_(True)))


def _grids(read: Read, _ask: Ask) -> Iterable[Line]:
    """Residents of every grid, counted now; a grid is the community a resident's address names."""
    today = read.clock.today()
    earliest, latest = rules.born_between(60, None, today)
    assert latest is not None
    assert earliest is None

    def tagged(*names: str) -> sa.ColumnElement[int]:
        ids = tag_ids(read, names)
        having = sa.select(resident_tag.c.resident_id).where(resident_tag.c.tag_id.in_(ids))
        return many(resident.c.id.in_(having))

    def many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    found = read.rows(
        sa.select(
            resident.c.community,
            sa.func.count().label("all"),
            many(resident.c.sex == Sex.MALE).label("male"),
            many(resident.c.sex == Sex.FEMALE).label("female"),
            many(resident.c.birth_date <= latest).label("old"),
            tagged("独居").label("alone"),
            tagged("残疾").label("disabled"),
            tagged("低保").label("low"),
            tagged("留守").label("left"),
            tagged("重点").label("watched"),
        )
        .where(*living(read))
        .group_by(resident.c.community)
        .order_by(resident.c.community)
    )
    for at, row in enumerate(found, 1):
        yield Line(
            "grid", at, (*(int(cell) if number else cell for number, cell in enumerate(row)), None), row[0]
        )


def _houses(read: Read, ask: Ask) -> Iterable[Line]:
    """Every household with its head and how many live there."""
    heads: dict[int, list[Any]] = {}
    for one in read.rows(
        sa.select(
            resident.c.id,
            resident.c.household_id,
            resident.c.household_head,
            resident.c.name,
            resident.c.phone,
        )
        .where(*living(read), resident.c.household_id.is_not(None))
        .order_by(resident.c.household_head.desc(), resident.c.id)
    ):
        heads.setdefault(one.household_id, []).append(one)
    rows = read.rows(
        sa.select(household)
        .where(household.c.center_id == read.center_id)
        .order_by(household.c.community, household.c.building, household.c.door, household.c.id)
    )
    for row in rows:
        people = heads.get(row.id)
        if not people or (ask.people is not None and not any(one.id in ask.people for one in people)):
            continue
        head = people[0]
        yield Line(
            "resident",
            head.id,
            (
                row.community,
                row.building,
                row.door,
                head.name,
                ask.phone(head.phone),
                len(people),
                None,
                row.note,
            ),
            head.name,
        )


def _count(key: str, zh: str, en: str, *also: str) -> Column:
    return Column(key, zh, en, 9, "number", also, totals=True)


PEOPLE_LEDGERS: tuple[Ledger, ...] = (
    of_residents(
        "residents", "居民信息登记表", "Register of residents",
        (
            NAME, SEX, AGE, by_hand("nation", "民族", "Ethnic group", 6), ID_NUMBER, PHONE,
            by_hand("registered_at", "户籍地址", "Registered address", 20), ADDRESS, GRID, DOOR,
            by_hand("marriage", "婚姻状况", "Marital status", 8), by_hand("work", "就业状态", "Employment", 8),
            by_hand("insurance", "医保类型", "Health insurance", 8), SINCE, REMARKS,
        ),
        words="jmxxdjb jmdj juminxinxi",
    ),
    of_residents(
        "living_alone", "独居老人走访记录表", "Visits to elders living alone",
        (
            NAME, SEX, AGE, PHONE, ADDRESS, GRID, by_hand("health", "健康状况", "Health"),
            by_hand("visited_on", "走访日期", "Visited on"), by_hand("visited_by", "走访人", "Visited by", 10),
            by_hand("visit_words", "走访内容", "What was seen", 18), by_hand("trouble", "存在问题", "Problems", 14),
            by_hand("measures", "处理措施", "Measures", 14), by_hand("next_visit", "下次走访日期", "Next visit"), REMARKS,
        ),
        ("独居",), "djlr zoufang dulao",
    ),
    of_residents(
        "low_income", "低保户调查表", "Survey of households on minimum income",
        (
            Column("name", "户主姓名", "Head of the household", 10, also=("姓名",)), SEX, AGE, PHONE, ADDRESS, GRID, HEADS,
            by_hand("low_kind", "低保类型", "Kind"), by_hand("amount", "享受金额(元/月)", "Yuan a month"),
            by_hand("cause", "困难原因", "Cause", 14), by_hand("help", "帮扶措施", "Help given", 14),
            by_hand("surveyed_on", "调查日期", "Surveyed on"), by_hand("surveyed_by", "调查人", "Surveyed by"), REMARKS,
        ),
        ("低保", "特困"), "dbh dibao",
    ),
    of_residents(
        "disabled", "残疾人登记表", "Register of disabled persons",
        (
            NAME, SEX, AGE, by_hand("disability", "残疾类别", "Kind of disability"),
            by_hand("degree", "残疾等级", "Degree", 8), PHONE, ADDRESS, GRID,
            by_hand("allowance", "是否享受补贴", "Allowance", 8), GUARDIAN, GUARDIAN_PHONE, SINCE, REMARKS,
        ),
        ("残疾",), "cjr canji",
    ),
    of_residents(
        "veterans", "退役军人登记表", "Register of veterans",
        (
            NAME, SEX, AGE, ID_NUMBER, PHONE, ADDRESS, GRID, by_hand("enlisted", "入伍时间", "Enlisted"),
            by_hand("discharged", "退役时间", "Discharged"), by_hand("card", "优待证号", "Card number", 16), SINCE, REMARKS,
        ),
        ("退役", "军人"), "tyjr tuiyi",
    ),
    of_residents(
        "party_members", "党员信息登记表", "Register of Party members",
        (
            NAME, SEX, AGE, by_hand("nation", "民族", "Ethnic group", 6), ID_NUMBER, PHONE, ADDRESS,
            by_hand("joined", "入党时间", "Joined the Party"), by_hand("branch", "所在党支部", "Branch", 16), SINCE, REMARKS,
        ),
        words="dyxx dangyuan",
        where=lambda: [sa.or_(_named("党员"), _party_volunteer())],
    ),
    of_residents(
        "watched", "重点人员台账", "Ledger of persons in special care",
        (
            NAME, SEX, AGE, TAGS, PHONE, ADDRESS, GRID, by_hand("level", "管控等级", "Level", 8),
            by_hand("control", "管控措施", "Measures", 14), by_hand("answers", "责任人", "Who answers", 10),
            by_hand("seen", "走访记录", "Visits", 14), SINCE, REMARKS,
        ),
        ("重点", "精神", "矫正", "刑满", "戒毒"), "zdry zhongdian",
    ),
    of_residents(
        "emergency", "紧急联系表", "Emergency contacts",
        (
            NAME, SEX, AGE, PHONE, ADDRESS, TAGS,
            Column("guardian", "紧急联系人", "Emergency contact", 12, also=("监护人", "监护人姓名", "紧急联系人姓名")),
            Column("guardian_phone", "紧急联系电话", "Emergency phone", 15, also=("监护人电话", "紧急联系人电话")), REMARKS,
        ),
        words="jjlx jinji",
        where=lambda: [
            sa.or_(resident.c.guardian_id.is_not(None), resident.c.guardian_name != "")
        ],
    ),
    Ledger(
        "grids", "网格人员统计表", "Residents by grid", Permission.PEOPLE_VIEW,
        (
            Column("grid", "网格名称", "Grid", 18, also=("网格", "社区", "小区")),
            _count("all", "居民总数", "Residents", "总人数", "人口数"), _count("male", "男性", "Men", "男"),
            _count("female", "女性", "Women", "女"), _count("old", "60岁以上", "Aged 60 or more", "60周岁以上"),
            _count("alone", "独居老人", "Elders living alone"), _count("disabled", "残疾人", "Disabled"),
            _count("low", "低保户", "On minimum income"), _count("left", "留守儿童", "Children left behind"),
            _count("watched", "重点人群", "In special care"), by_hand("note", "备注", "Remarks", 16),
        ),
        _grids, words="wgry wangge",
    ),
    Ledger(
        "houses", "房屋信息登记表", "Register of homes", Permission.PEOPLE_VIEW,
        (
            Column("grid", "所属网格", "Grid", 16, also=("网格", "小区")), Column("building", "楼栋", "Building", 10),
            Column("room", "房号", "Door", 10, also=("门牌号", "室号")),
            Column("name", "户主姓名", "Head of the household", 12, also=("户主", "业主姓名")), PHONE,
            Column("heads", "居住人数", "People living there", 9, "number", ("家庭人口", "人数"), totals=True),
            by_hand("use", "房屋性质", "Use of the home"), NOTE,
        ),
        _houses, of_people=True, words="fwxx fangwu",
    ),
)  # fmt: skip
