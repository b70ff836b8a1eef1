"""What the desk asks of a reader of ID cards, and opening the one that stands at this computer."""

from __future__ import annotations

import ctypes
from typing import Protocol

from neighborcenter.desk.cards.card import IdCard
from neighborcenter.kit.problems import Unavailable


class CardReader(Protocol):
    """A reader of ID cards.  Both acts may take a second and belong into a lane."""

    def read(self) -> IdCard | None:
        """The card that lies on it; None for none, or when the reader does not answer."""

    def close(self) -> None:
        """Let go of the reader."""


def open_reader(library: str) -> CardReader:
    """The reader behind the library that came with it (sdtapi.dll, libsdtapi.so).

    Raises Unavailable when there is no such library, or no reader answers.
    """
    from neighborcenter.desk.cards.sdt import SdtReader  # noqa: PLC0415 - only where a reader stands

    load = getattr(ctypes, "WinDLL", ctypes.CDLL)  # the calls of Windows libraries are made its way
    try:
        loaded = load(library)
    except OSError as error:
        raise Unavailable("desk.reader_library", path=library) from error
    return SdtReader(loaded)
