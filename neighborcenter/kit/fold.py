"""Text as typed, pasted or scanned, brought to one form so that equal things compare equal."""

import re
import unicodedata

# Radicals that PDF files and some input methods put in place of the ordinary character.  NFKC repairs the
# Kangxi block (U+2F00) but leaves the supplement (U+2E80) alone: 食堂 copied from a PDF arrives as ⻝堂.
_RADICALS = {
    0x2E81: "厂", 0x2E84: "乙", 0x2E85: "亻", 0x2E86: "冂", 0x2E88: "刀", 0x2E89: "刂", 0x2E8A: "卜",
    0x2E8C: "小", 0x2E8D: "小", 0x2E8E: "兀", 0x2E8F: "尣", 0x2E90: "尢", 0x2E92: "巳", 0x2E93: "幺",
    0x2E94: "彑", 0x2E96: "忄", 0x2E98: "扌", 0x2E99: "攵", 0x2E9B: "旡", 0x2E9C: "日", 0x2E9D: "月",
    0x2E9E: "歺", 0x2E9F: "母", 0x2EA0: "民", 0x2EA1: "氵", 0x2EA2: "氺", 0x2EA3: "灬", 0x2EA4: "爫",
    0x2EA5: "爫", 0x2EA6: "丬", 0x2EA7: "牛", 0x2EA8: "犭", 0x2EA9: "王", 0x2EAA: "疋", 0x2EAB: "目",
    0x2EAC: "示", 0x2EAD: "礻", 0x2EAE: "竹", 0x2EAF: "糹", 0x2EB0: "纟", 0x2EB1: "罓", 0x2EB2: "罒",
    0x2EB6: "羊", 0x2EB9: "耂", 0x2EBA: "肀", 0x2EBB: "聿", 0x2EBC: "肉", 0x2EBD: "臼", 0x2EBE: "艹",
    0x2EBF: "艹", 0x2EC0: "艹", 0x2EC1: "虎", 0x2EC2: "衤", 0x2EC3: "覀", 0x2EC4: "西", 0x2EC5: "见",
    0x2EC6: "角", 0x2EC8: "讠", 0x2EC9: "贝", 0x2ECA: "足", 0x2ECB: "车", 0x2ECC: "辶", 0x2ECD: "辶",
    0x2ECE: "辶", 0x2ECF: "阝", 0x2ED0: "钅", 0x2ED1: "長", 0x2ED2: "镸", 0x2ED3: "长", 0x2ED4: "门",
    0x2ED6: "阝", 0x2ED7: "雨", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风", 0x2EDC: "飞",
    0x2EDD: "食", 0x2EDF: "飠", 0x2EE0: "饣", 0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼", 0x2EE5: "鱼",
    0x2EE6: "鸟", 0x2EE7: "卤", 0x2EE8: "麦", 0x2EE9: "黄", 0x2EEA: "黾", 0x2EEB: "斉", 0x2EEC: "齐",
    0x2EED: "歯", 0x2EEE: "齿", 0x2EEF: "竜", 0x2EF0: "龙", 0x2EF1: "龜", 0x2EF2: "亀", 0x2EF3: "龟",
}  # fmt: skip

# Invisible characters come along when text is pasted from a web page or a chat window.
_INVISIBLE = dict.fromkeys([0x00AD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])

# The dot inside 阿依古丽·买买提 is typed in many ways; one of them is kept.
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･᛫"), "·")

_TABLE: dict[int, str | None] = {**_RADICALS, **_INVISIBLE, **_DOTS}

_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002ee5f\U0002f800-\U0002fa1f\U00030000-\U000323af"
)
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}·])[ \t\u3000]+(?=[{_HAN}·])")
_BLANKS = re.compile(r"\s+")
_ANY_HAN = re.compile(f"[{_HAN}]")


def is_han(text: str) -> bool:
    """Whether every character of `text` is a Chinese character (and there is at least one)."""
    return bool(text) and all(_ANY_HAN.match(each) for each in text)


def has_han(text: str) -> bool:
    """Whether `text` holds at least one Chinese character."""
    return _ANY_HAN.search(text) is not None


# Chinese punctuation is as it should be; folding it would turn （二楼） into (二楼).
_KEPT = re.compile("([，。；：！？（）～、「」《》“”‘’…—％＋＝]+)")


def neat(text: str) -> str:
    """`text` for showing: folded, but Chinese punctuation stays as typed. For notes and titles."""
    if text.isascii():
        return fold(text)
    parts = [part if _KEPT.fullmatch(part) else _plain(part) for part in _KEPT.split(text) if part]
    return _BLANKS.sub(" ", _BETWEEN_HAN.sub("", "".join(parts))).strip()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


def fold(text: str) -> str:
    """`text` in its one comparable form.

    Full-width letters and digits become ordinary ones, radicals and compatibility forms become the normal
    character, invisible characters go, spaces at both ends and between Chinese characters go, any other run
    of blanks becomes one space.  Upper and lower case stay as typed.
    """
    if text.isascii():
        return _BLANKS.sub(" ", text).strip()
    return _BLANKS.sub(" ", _BETWEEN_HAN.sub("", _plain(text))).strip()
