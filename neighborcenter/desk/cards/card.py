"""What stands in the chip of an ID card of the second generation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

LENGTH = 256
_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")
# Name, sex, people, birth, address, number, issued by, valid from, valid to, newest address: in UTF-16 signs.
_WIDTHS = (15, 1, 2, 8, 35, 18, 15, 8, 8, 18)


@dataclass(frozen=True, slots=True)
class IdCard:
    """A card that lies on the reader.  `valid_to` None: for ever, or not told."""

    name: str
    number: str
    address: str = ""
    valid_to: date | None = None

    def expired(self, today: date) -> bool:
        """Whether the card is no longer valid."""
        return self.valid_to is not None and self.valid_to < today


def read_block(block: bytes) -> IdCard | None:
    """The text of a chip as every reader gives it out: 256 bytes of UTF-16; None when that is no card."""
    if len(block) < LENGTH:
        return None
    text = block[:LENGTH].decode("utf-16-le", errors="replace")
    places = pairwise(accumulate(_WIDTHS, initial=0))
    name, _sex, _people, _birth, address, number, _by, _start, end, moved = (
        text[start:stop].replace("\0", " ").strip() for start, stop in places
    )
    if not name or not _NUMBER.fullmatch(number):
        return None
    return IdCard(name, number.upper(), moved or address, _day(end))


def _day(words: str) -> date | None:
    if len(words) != 8 or not words.isdigit():
        return None
    try:
        return date(int(words[:4]), int(words[4:6]), int(words[6:]))
    except ValueError:
        return None
