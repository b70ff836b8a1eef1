"""Ledgers of residents: everybody, and those whom a care tag names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotAllowed
from neighborcenter.kit.work import Read
from neighborcenter.people import rules
from neighborcenter.people.kinds import ResidentStatus, Sex
from neighborcenter.people.models import care_tag, resident, resident_tag
from neighborcenter.people.privacy import sees_sensitive
from neighborcenter.people.queries import TagRow, address_text, rows_of, tags_of
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.ledgers.ledger import Ask, Column, Ledger, Line
from neighborcenter.reports.ledgers.reading import By, Reading, Seek, has_words, seek_person
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
    """What some rows of a ledger need besides the residents' own columns, asked for once for all of them."""

    def __init__(self, read: Read, ask: Ask, rows: Sequence[Any]) -> None:
        self.ask, self.today = ask, read.clock.today()
        self._read, self._rows = read, rows
        self._tags: Mapping[int, tuple[TagRow, ...]] | None = None
        self._heads: dict[int, int] | None = None
        self._guardians: dict[int, Any] | None = None

    def day(self, moment: datetime) -> date:
        """The day at the center of a moment."""
        return self._read.clock.wall(moment).date()

    def tags(self, ref: int) -> str:
        """Care tags of a resident, those this actor may see."""
        if self._tags is None:
            self._tags = tags_of(self._read, [row.id for row in self._rows])
        return "、".join(tag.name for tag in self._tags.get(ref, ()))

    def heads(self, ref: int | None) -> int | None:
        """How many live in a household."""
        if ref is None:
            return None
        if self._heads is None:
            homes = {row.household_id for row in self._rows if row.household_id is not None}
            living_there = (
                sa.select(resident.c.household_id, sa.func.count().label("heads"))
                .where(resident.c.status == ResidentStatus.ACTIVE)
                .group_by(resident.c.household_id)
            )
            found = rows_of(self._read, living_there, resident.c.household_id, sorted(homes))
            self._heads = {row.household_id: row.heads for row in found}
        return self._heads.get(ref)

    def guardian(self, row: Any) -> tuple[str, str]:
        """Name and phone of the guardian, registered or only noted."""
        if row.guardian_id is None:
            return row.guardian_name, row.guardian_phone
        if self._guardians is None:
            named = sa.select(resident.c.id, resident.c.name, resident.c.phone)
            refs = {one.guardian_id for one in self._rows if one.guardian_id is not None}
            self._guardians = {one.id: one for one in rows_of(self._read, named, resident.c.id, sorted(refs))}
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


def lines_of_residents(
    read: Read, ask: Ask, columns: Sequence[Column], rows: Sequence[Any]
) -> Iterable[Line]:
    """One line for each of these residents who is among those asked for."""
    rows = rows if ask.people is None else [row for row in rows if row.id in ask.people]
    facts = _Facts(read, ask, rows)
    for row in rows:
        cells = tuple(VALUES[one.key](row, facts) if one.key in VALUES else None for one in columns)
        yield Line("resident", row.id, cells, row.name, row.id)


def of_residents(
    key: str, zh: str, en: str, columns: tuple[Column, ...], tags: Sequence[str] = (), words: str = "",
    where: Callable[[], list[sa.ColumnElement[bool]]] = list,
) -> Ledger:  # fmt: skip
    """A ledger with one line per resident who lives here, has one of the tags and fits `where`."""

    def within(read: Read, _ask: Ask) -> list[sa.ColumnElement[bool]]:
        found = [resident.c.status == ResidentStatus.ACTIVE, *where()]
        if tags:
            having = sa.select(resident_tag.c.resident_id).where(
                resident_tag.c.tag_id.in_(tag_ids(read, tags))
            )
            found.append(resident.c.id.in_(having))
        return found

    def lines(read: Read, ask: Ask, rows: Sequence[Any]) -> Iterable[Line]:
        return lines_of_residents(read, ask, columns, rows)

    rows = Reading(
        lambda _read: sa.select(resident),
        resident.c.center_id,
        within,
        (resident.c.name_sort, resident.c.id),
        lines,
        (Seek(_typed),),
        "name",
        {
            "address": resident.c.community + resident.c.building + resident.c.door,
            "grid": resident.c.community, "born": By(resident.c.birth_date, resident.c.birth_date.is_(None)), "since": resident.c.created_at,
            "sex": resident.c.sex, "door": resident.c.building + resident.c.door,
        },
    )  # fmt: skip
    return Ledger(key, zh, en, Permission.PEOPLE_VIEW, columns, rows, of_people=True, words=words)


def _typed(read: Read, typed: str) -> sa.ColumnElement[bool]:
    """Whom the search box names, and who lives where the text says."""
    person = seek_person(resident.c.id).condition(read, typed)
    where = [
        has_words(read, one, typed) for one in (resident.c.community, resident.c.building, resident.c.name)
    ]
    return sa.or_(*where, *(() if person is None else (person,)))


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
)  # fmt: skip
