"""The short code on a sign-up slip: typed or scanned at the door.

"A" and the number of the sign-up with a check digit (ISO/IEC 7064 MOD 11,10, which finds every wrong digit and
nearly every swap), so that a slip read wrongly opens nobody else's record.
"""

from __future__ import annotations

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

from neighborcenter.kit.fold import fold

MARK = "A"
_DIGITS = 5


def code_of(enrollment_id: int) -> str:
    """The code of a sign-up: A000173."""
    number = f"{enrollment_id:0{_DIGITS}d}"
    return f"{MARK}{number}{mod_11_10.calc_check_digit(number)}"


def enrollment_of(typed: str) -> int | None:
    """Which sign-up a typed or scanned code names; None when it is no code (the check digit is wrong)."""
    text = fold(typed).upper().replace("-", "").replace(" ", "")
    digits = text.removeprefix(MARK)
    if len(digits) <= _DIGITS or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        mod_11_10.validate(digits)
    except ValidationError:
        return None
    return int(digits[:-1])
