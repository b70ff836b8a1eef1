"""The forms and answers that the matching of day work reads and writes, and what may come of a match."""

from enum import StrEnum

OFFERS, SEEKERS = "job-offers", "job-seekers"
"""Keys of the two forms."""
ANYTHING_ELSE = "其他"
ALL_DAY, MORNING, AFTERNOON, NIGHT, WEEKEND = "全天", "上午", "下午", "夜间", "周末"
"""Answers to when somebody can work."""
ANYWHERE = ("不限", "均可", "都可", "随意")
"""Words that say that any place will do."""
WAITING = "待推荐"


class Outcome(StrEnum):
    """What came of a match; the value is the answer in the seekers' form."""

    SENT = "已推荐"
    HIRED = "已上岗"
    REFUSED = "未录用"


CLOSED = frozenset({Outcome.HIRED.value, "放弃"})
"""Answers after which nobody looks for work any more."""


class Point(StrEnum):
    """What is looked at, in the order of its weight."""

    SKILL = "skill"
    PLACE = "place"
    TIME = "time"
    PAY = "pay"
