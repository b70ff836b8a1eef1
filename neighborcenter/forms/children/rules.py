"""Who is expected, and what the word for a relative means in the ledger. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from neighborcenter.forms.children.kinds import TRUSTED, WEEKDAYS

_RELATIONS = (
    ("外祖父母", ("外公", "外婆", "外祖", "姥", "阿公", "阿嬷")),
    ("祖父母", ("爷", "奶", "祖")),
    ("父亲", ("父", "爸")),
    ("母亲", ("母", "妈")),
    ("亲属", ("叔", "伯", "姑", "舅", "姨", "婶", "哥", "姐", "亲")),
)
"""Parts of words by the answer they mean; the first that fits counts."""


def expected(register: Mapping[str, Any], day: date) -> bool:
    """Whether a registered child comes on this day."""
    first, last, days = register.get("from_on"), register.get("until_on"), register.get("on_days") or ()
    if (isinstance(first, date) and day < first) or (isinstance(last, date) and day > last):
        return False
    return not days or WEEKDAYS[day.weekday()] in days


def fetchers(words: str) -> tuple[str, ...]:
    """The lines of the register, one person each."""
    return tuple(line.strip() for line in words.replace("；", "\n").splitlines() if line.strip())


def name_and_relation(line: str) -> tuple[str, str]:
    """王秀兰 外婆 → (王秀兰, 外祖父母); somebody whose relation is not said is trusted with it."""
    name, _blank, rest = line.replace("（", " ").replace("）", " ").replace("，", " ").partition(" ")
    found = next((answer for answer, parts in _RELATIONS if any(one in rest for one in parts)), TRUSTED)
    return name.strip(), found
