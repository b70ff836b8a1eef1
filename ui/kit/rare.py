"""Rare characters of names (䶮's even rarer cousins): their fonts are loaded when one is first shown.

The bundled fonts hold 30,000 characters; a few people write their name with one of the other 60,000, which lie
in a zip in blocks of 2,048. Loading a block takes some 10 ms; once loaded, Qt falls back to it by itself.
"""

import re
import zipfile
from functools import cache

from PySide6.QtGui import QFontDatabase

from neighborcenter.kit.paths import resource

_BLOCK = 0x800
_RARE = re.compile("[\u3400-\u4dbf\u9fa6-\u9fff\U00020000-\U000323af]")
_loaded: set[int] = set()


def ensure(text: str) -> None:
    """Make sure that every Chinese character of ``text`` can be drawn. Cheap when all are common."""
    if text.isascii():
        return
    for char in _RARE.findall(text):
        block = ord(char) // _BLOCK
        if block not in _loaded:
            _loaded.add(block)
            _load(block)


def _load(block: int) -> None:
    names = _names()
    wanted = [name for name in (f"{block:03X}A.ttf", f"{block:03X}B.ttf") if name in names]
    if wanted:
        with zipfile.ZipFile(resource("fonts", "rare-han.zip")) as archive:
            for name in wanted:
                QFontDatabase.addApplicationFontFromData(archive.read(name))


@cache
def _names() -> frozenset[str]:
    file = resource("fonts", "rare-han.zip")
    if not file.exists():
        return frozenset()
    with zipfile.ZipFile(file) as archive:
        return frozenset(archive.namelist())
