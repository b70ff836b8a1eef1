"""Readers with the chip of the Ministry of Public Security: all of them come with the same few calls.

`SDT_OpenPort`, `SDT_StartFindIDCard`, `SDT_SelectIDCard`, `SDT_ReadBaseMsg`, `SDT_ClosePort`; USB readers answer at
ports 1001 to 1016. The chip gives its text as 256 bytes and the picture apart; the picture is not kept.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from neighborcenter.desk.cards.card import LENGTH, IdCard, read_block
from neighborcenter.kit.problems import Unavailable

USB_PORTS = range(1001, 1017)
DONE, FOUND = 0x90, 0x9F
_PICTURE = 1024
_ASK_ITSELF = 0
"""The port is open already; the calls need not open it."""


class SdtReader:
    """One reader; `library` has the calls."""

    def __init__(self, library: Any, ports: Iterable[int] = USB_PORTS) -> None:
        self._library = library
        self._port = next((port for port in ports if library.SDT_OpenPort(port) == DONE), 0)
        if not self._port:
            raise Unavailable("desk.reader_silent")

    def read(self) -> IdCard | None:
        """The card that lies on it; None for none, or for one that was taken away too soon."""
        chip, serial = ctypes.create_string_buffer(8), ctypes.create_string_buffer(8)
        if self._library.SDT_StartFindIDCard(self._port, chip, _ASK_ITSELF) != FOUND:
            return None
        if self._library.SDT_SelectIDCard(self._port, serial, _ASK_ITSELF) != DONE:
            return None
        text, picture = ctypes.create_string_buffer(LENGTH), ctypes.create_string_buffer(_PICTURE)
        long, wide = ctypes.c_uint(0), ctypes.c_uint(0)
        done = self._library.SDT_ReadBaseMsg(
            self._port, text, ctypes.byref(long), picture, ctypes.byref(wide), _ASK_ITSELF
        )
        return read_block(text.raw) if done == DONE else None

    def close(self) -> None:
        """Close the port."""
        self._library.SDT_ClosePort(self._port)
