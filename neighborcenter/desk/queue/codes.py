"""The code on the slip of a number, for scanners: the day and the number, such as 261123A018.

Mostly digits and longer than six signs, so that it is told from what a hand types.
"""

from __future__ import annotations

import re
from datetime import date

_CODE = re.compile(r"(\d\d)(\d\d)(\d\d)([A-Z]\d{3,4})")


def slip_code(day: date, code: str) -> str:
    """What the slip of a number says to a scanner."""
    return f"{day:%y%m%d}{code}"


def read_slip(typed: str) -> tuple[date, str] | None:
    """The day and the number that a scanned code names; None when it is none."""
    found = _CODE.fullmatch(typed.strip().upper())
    if found is None:
        return None
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3])), found[4]
    except ValueError:
        return None
