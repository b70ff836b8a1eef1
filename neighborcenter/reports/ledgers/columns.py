"""Columns that several ledgers have, and the cells of a person in them."""

from datetime import datetime, time
from typing import Any

from neighborcenter.kit.i18n import _
from neighborcenter.people import rules
from neighborcenter.people.kinds import Sex
from neighborcenter.people.texts import SEX_NAMES
from neighborcenter.reports.ledgers.ledger import Ask, Column

DAY = Column(
    "day", "日期", "Day", 12, "date", also=("活动日期", "使用日期", "服务日期", "来访日期", "登记日期")
)
FROM = Column("from", "开始时间", "From", 8, "time", also=("起", "起始时间"))
TO = Column("to", "结束时间", "To", 8, "time", also=("止", "截止时间"))
HEADS = Column(
    "heads", "人数", "People", 7, "number", ("参加人数", "服务人数", "使用人数", "参与人数"), totals=True
)


def sex_of(row: Any) -> str:
    return "" if row.sex is None or row.sex is Sex.UNKNOWN else _(SEX_NAMES[row.sex])


def age_of(row: Any, day: datetime) -> int | None:
    return None if row.birth_date is None else rules.age_on(row.birth_date, day.date())


def midnights(ask: Ask) -> tuple[datetime, datetime]:
    return datetime.combine(ask.first, time()), datetime.combine(ask.end, time())
