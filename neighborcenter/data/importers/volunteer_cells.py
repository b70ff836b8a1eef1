"""What the cells of volunteers' lists mean: lengths of service, standing, kinds of papers.

Every platform writes them its own way: 128.5, 128 小时 30 分, 7710 分钟; 在册, 正常, 已注册.
"""

from __future__ import annotations

import re
from decimal import Decimal

from neighborcenter.data.sheets import Cell, plain
from neighborcenter.kit.fold import fold
from neighborcenter.kit.i18n import translate
from neighborcenter.people.kinds import IdKind
from neighborcenter.people.texts import ID_KIND_NAMES
from neighborcenter.volunteers.kinds import VolunteerStatus
from neighborcenter.volunteers.texts import WORDS

MOST_MINUTES = 100_000 * 60
"""More hours than a life of service has are a misread cell."""
_NUMBER = r"([0-9][0-9,]*(?:\.[0-9]+)?)"
_HOURS = re.compile(rf"^{_NUMBER}\s*(?:小时|个小时|时|h|hours?)?$", re.IGNORECASE)
_BOTH = re.compile(
    rf"^(?:{_NUMBER}\s*(?:小时|个小时|时|h))?\s*(?:{_NUMBER}\s*(?:分钟|分|min))?$", re.IGNORECASE
)
_COLON = re.compile(r"^([0-9]+):([0-5][0-9])(?::[0-5][0-9])?$")
_STANDING = {
    VolunteerStatus.ACTIVE: ("在册", "正常", "已注册", "已认证", "已激活", "启用", "有效", "正式志愿者", "已审核", "审核通过", "已实名", "active"),
    VolunteerStatus.RESTING: ("暂停服务", "已暂停", "停用", "已停用", "冻结", "已冻结", "休整", "无效", "paused"),
    VolunteerStatus.LEFT: ("注销", "已注销", "退队", "离队", "已退出"),
    VolunteerStatus.RECRUIT: ("待审核", "审核中", "预备", "申请中", "未激活", "未实名", "未认证"),
    VolunteerStatus.TRIAL: ("见习", "试用期"),
}  # fmt: skip
_PAPERS = {
    "身份证": IdKind.RESIDENT_CARD, "港澳": IdKind.HK_MACAO_TAIWAN, "台湾": IdKind.HK_MACAO_TAIWAN,
    "台胞": IdKind.HK_MACAO_TAIWAN, "永久居留": IdKind.FOREIGN_PERMANENT, "护照": IdKind.PASSPORT,
}  # fmt: skip


def minutes_in(cell: Cell, heading: str = "") -> int | None:
    """The minutes a length of service means; hours unless cell or heading say minutes.  None when unreadable."""
    text = fold(plain(cell)).replace(" ", "")
    if not text:
        return 0
    number: Decimal | None = None
    colon = _COLON.match(text)
    if colon is not None:
        number = Decimal(int(colon[1]) * 60 + int(colon[2]))
    elif (hours := _HOURS.match(text)) is not None:
        in_minutes = "分" in heading and text[-1].isdigit()
        number = _decimal(hours[1]) * (1 if in_minutes else 60)
    elif (both := _BOTH.match(text)) is not None:
        number = _decimal(both[1] or "0") * 60 + _decimal(both[2] or "0")
    if number is None or number > MOST_MINUTES:
        return None
    return int(number.to_integral_value())


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def standing_in(text: str) -> VolunteerStatus | None:
    """The standing a word means; in service when nothing is said, None for an unknown word."""
    if not text:
        return VolunteerStatus.ACTIVE
    for status in VolunteerStatus:
        if text in (translate(WORDS[status]), WORDS[status], status.value, *_STANDING[status]):
            return status
    return None


def paper_in(text: str, number: str) -> IdKind | None:
    """The kind of paper a word means; by the number when nothing is said, None for an unknown word."""
    if not number or not text:
        return IdKind.NONE
    for named, words in ID_KIND_NAMES.items():
        if text in (words, translate(words)):
            return named
    for word, kind in _PAPERS.items():
        if word in text and not (kind is IdKind.RESIDENT_CARD and ("外国" in text or "永久" in text)):
            return kind
    return IdKind.OTHER if any(word in text for word in ("其他", "军官", "士兵", "户口")) else None
