"""Telephone numbers of the Chinese mainland: read, checked, written one way, masked."""

import re
from dataclasses import dataclass
from enum import StrEnum

from neighborcenter.kit.fold import fold
from neighborcenter.kit.malformed import Malformed

# Number segments given out by the ministry (工信部 list of 2023-03, with the satellite segments).  A number
# outside of them is only unusual: new segments appear every other year.
_KNOWN_MOBILE = re.compile(r"1(3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_COUNTRY = re.compile(r"(?:\+86|0086|86(?=1\d{10}$))(\d{9,12})")
_EXTENSION = re.compile(r"(?:转|轉|ext\.?|x|#|,)\s*(\d{1,6})$", re.IGNORECASE)
_JUNK = re.compile(r"[\s\-—–―_.()（）/]+")


class PhoneKind(StrEnum):
    """What kind of line a number belongs to."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"  # 400/800 numbers, 12345, 110 …


@dataclass(frozen=True, slots=True)
class Phone:
    """A checked number; `unusual` is "" or the code of a warning that does not forbid saving."""

    number: str
    kind: PhoneKind
    unusual: str = ""


def check_phone(text: str) -> Phone:
    """Read a number as people type it.  Mobile → 11 digits, landline → 0595-22345678 or …-801 with extension.

    Hard rules: a mobile number is 1 and ten digits, a landline is a valid area code with 7 or 8 digits.
    Raises Malformed with phone.empty, .characters, .short {missing}, .long {surplus}, .area or .rounded.
    """
    plain = fold(text)
    if not plain:
        raise Malformed("phone.empty")
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", plain):
        raise Malformed("phone.rounded")
    plain = re.sub(r"^(\d+)\.0$", r"\1", plain)  # a spreadsheet's number read as a decimal
    extension = ""
    if found := _EXTENSION.search(plain):
        extension, plain = found[1], plain[: found.start()]
    elif found := re.fullmatch(r"(0\d{2,3}-?\d{7,8})-(\d{1,6})", plain):
        plain, extension = found[1], found[2]
    digits = _JUNK.sub("", plain)
    if found := _COUNTRY.fullmatch(digits):
        digits = found[1] if found[1][0] == "0" or re.fullmatch(r"1\d{10}", found[1]) else "0" + found[1]
    if not digits.isdecimal() or not digits.isascii():
        raise Malformed("phone.characters")
    if digits[0] == "1" and len(digits) > 5:
        return _mobile(digits)
    if digits[0] == "0":
        return _landline(digits, extension)
    if re.fullmatch(r"[48]00\d{7}", digits):
        return Phone(f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", PhoneKind.SERVICE)
    if re.fullmatch(r"1[12]\d|1[0-2]\d{3}|9\d{4}", digits):
        return Phone(digits, PhoneKind.SERVICE)
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        number = f"{digits}-{extension}" if extension else digits
        return Phone(number, PhoneKind.LANDLINE, "phone.no_area")
    if len(digits) > 8:
        raise Malformed("phone.area")
    raise Malformed("phone.short", missing=(11 if digits[0] == "1" else 8) - len(digits))


def _mobile(digits: str) -> Phone:
    if len(digits) < 11:
        raise Malformed("phone.short", missing=11 - len(digits))
    if len(digits) > 11:
        raise Malformed("phone.long", surplus=len(digits) - 11)
    unusual = "" if _KNOWN_MOBILE.fullmatch(digits) else "phone.segment"
    return Phone(digits, PhoneKind.MOBILE, unusual)


def _landline(digits: str, extension: str) -> Phone:
    if digits[1:2] == "1" and digits[1:3] != "10":
        if digits[2:3] and len(digits) == 12:
            return _mobile(digits[1:])  # 0138…: the trunk zero in front of a mobile number
        raise Malformed("phone.area")
    area = 3 if digits[1:2] in ("1", "2") else 4
    rest = len(digits) - area
    least, most = (8, 8) if area == 3 else (7, 8)
    if rest < least:
        raise Malformed("phone.short", missing=least - rest)
    if rest > most:
        raise Malformed("phone.long", surplus=rest - most)
    if digits[area] in "01":
        raise Malformed("phone.area")
    number = f"{digits[:area]}-{digits[area:]}"
    return Phone(f"{number}-{extension}" if extension else number, PhoneKind.LANDLINE)


def mask_phone(number: str) -> str:
    """The number as lists show it: 13812345678 → 138****5678, 0595-22345678 → 0595-****5678."""
    if not number:
        return ""
    if len(number) == 11 and number.isdecimal():
        return f"{number[:3]}****{number[-4:]}"
    if found := re.fullmatch(r"(0\d{2,3}-)?(\d{3,4})(\d{4})(-\d+)?", number):
        return f"{found[1] or ''}{'*' * len(found[2])}{found[3]}"
    if len(number) <= 5:
        return number  # 110 and 12345 are nobody's secret
    return number[:2] + "*" * (len(number) - 4) + number[-2:]
