"""Identity numbers: read, checked to the digit, masked.

Rules: GB 11643-1999 (18 places, check character by ISO 7064 MOD 11-2), its 15-place forerunner, the residence
permits for Hong Kong, Macao and Taiwan residents (81/82/83, same check), the foreigners' permanent residence
card (since 2023 18 places beginning with 9, same check; before that three letters and 12 digits).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from neighborcenter.kit.fold import fold
from neighborcenter.kit.malformed import Malformed

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
# Nobody alive was born before this year; an earlier one is a slip of the pen.
_OLDEST = 1900
_SCIENTIFIC = re.compile(r"\d(?:\.\d*)?[eE]\+?\d+")


class IdKind(StrEnum):
    """The document a number is printed on."""

    RESIDENT = "resident"  # 居民身份证
    RESIDENT_15 = "resident_15"  # 一代身份证
    PERMIT = "permit"  # 港澳台居民居住证
    FOREIGN = "foreign"  # 外国人永久居留身份证
    PASSPORT = "passport"
    HK_MACAO_PASS = "hk_macao_pass"  # 港澳居民来往内地通行证
    TAIWAN_PASS = "taiwan_pass"  # 台湾居民来往大陆通行证
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A checked number with what it tells; birth, sex ("male"/"female") and division only where it holds them."""

    number: str
    kind: IdKind
    birth: date | None = None
    sex: str | None = None
    division: str | None = None


_SHAPES = {
    IdKind.PASSPORT: re.compile(r"[A-Z0-9]{5,15}"),
    IdKind.HK_MACAO_PASS: re.compile(r"[HM]\d{8}(?:\d{2})?"),
    IdKind.TAIWAN_PASS: re.compile(r"\d{8}(?:\d{2})?"),
    IdKind.OTHER: re.compile(r"[A-Z0-9]{3,30}"),
}


def check_character(first17: str) -> str:
    """The 18th character that belongs to the 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def check_id_number(text: str, today: date, kind: IdKind | None = None) -> IdNumber:
    """Read an identity number as typed, scanned or pasted from a spreadsheet.

    `kind` None means: one of the cards with an 18- or 15-place number.  Raises Malformed with one of
    id.empty, .characters, .short {missing}, .long {surplus}, .rounded (a spreadsheet has thrown the last
    digits away), .province {code}, .month {month}, .day {month, day}, .future {year}, .old {year},
    .checksum, .shape.
    """
    plain = re.sub(r"[\s\-—–.,'’·]+", "", raw := fold(text).upper())
    if not plain:
        raise Malformed("id.empty")
    if kind in _SHAPES:
        if not _SHAPES[kind].fullmatch(plain):
            raise Malformed("id.shape")
        return IdNumber(plain, kind)
    if _SCIENTIFIC.fullmatch(raw):
        raise Malformed("id.rounded")
    if re.fullmatch(r"\d{15,18}\.0", raw):
        plain = raw[:-2]
    if re.fullmatch(r"[A-Z]{3}\d{12}", plain):
        return IdNumber(plain, IdKind.FOREIGN)
    if not re.fullmatch(r"\d*X?", plain):
        raise Malformed("id.characters")
    if (
        len(plain) == 15
        and plain.isdecimal()
        and (kind in (None, IdKind.RESIDENT_15))
        and _looks_old(plain, today)
    ):
        return _old_number(plain, today)
    if len(plain) != 18:
        missing = 18 - len(plain)
        raise (
            Malformed("id.short", missing=missing) if missing > 0 else Malformed("id.long", surplus=-missing)
        )
    return _new_number(plain, today)


def _looks_old(plain: str, today: date) -> bool:
    """Fifteen digits are a first-generation number unless they are clearly the head of an 18-place one."""
    if plain[6:8] in ("19", "20"):
        try:
            _birth(plain[6:14], today)
        except Malformed:
            return True
        try:
            _birth("19" + plain[6:12], today)
        except Malformed:
            return False
    return True


def _old_number(plain: str, today: date) -> IdNumber:
    _province(plain)
    birth = _birth("19" + plain[6:12], today)
    return IdNumber(plain, IdKind.RESIDENT_15, birth, _sex(plain[14]), plain[:6])


def _new_number(plain: str, today: date) -> IdNumber:
    fits = plain[:17].isdecimal() and check_character(plain[:17]) == plain[17]
    if not plain[:17].isdecimal():
        raise Malformed("id.characters")
    # A spreadsheet keeps 15 significant digits and writes zeros after them.
    if not fits and plain.endswith("000"):
        raise Malformed("id.rounded")
    if plain[0] == "9":
        kind = IdKind.FOREIGN
    else:
        _province(plain)
        kind = IdKind.PERMIT if plain[:2] in ("81", "82", "83") else IdKind.RESIDENT
    birth = _birth(plain[6:14], today)
    if not fits:
        raise Malformed("id.checksum")
    return IdNumber(plain, kind, birth, _sex(plain[16]), None if kind is IdKind.FOREIGN else plain[:6])


def _province(plain: str) -> None:
    if plain[:2] not in _PROVINCES:
        raise Malformed("id.province", code=plain[:2])


def _birth(eight: str, today: date) -> date:
    year, month, day = int(eight[:4]), int(eight[4:6]), int(eight[6:])
    if not 1 <= month <= 12:
        raise Malformed("id.month", month=month)
    try:
        born = date(year, month, day)
    except ValueError:
        raise Malformed("id.day", year=year, month=month, day=day) from None
    if born > today:
        raise Malformed("id.future", year=year)
    if year < _OLDEST:
        raise Malformed("id.old", year=year)
    return born


def _sex(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"


def upgrade(number: str) -> str:
    """The 18-place number that replaced a 15-place one (GB 11643: "19" put in, check character added)."""
    longer = number[:6] + "19" + number[6:]
    return longer + check_character(longer)


def mask_id(number: str, *, lists: bool = False) -> str:
    """The number with its birth date hidden: 350582********1234; in lists 3505**********1234."""
    if not number:
        return ""
    if len(number) >= 15:
        head = 4 if lists else 6
        return number[:head] + "*" * (len(number) - head - 4) + number[-4:]
    if len(number) <= 4:
        return "*" * len(number)
    return number[0] + "*" * (len(number) - 4) + number[-3:]
