"""What a chip says, and the calls that every reader understands."""

from __future__ import annotations

from datetime import date

import pytest

from neighborcenter.desk.cards.card import IdCard, read_block
from neighborcenter.desk.cards.reader import open_reader
from neighborcenter.desk.cards.sdt import DONE, FOUND, SdtReader
from neighborcenter.kit.problems import Unavailable

FIELDS = (15, 1, 2, 8, 35, 18, 15, 8, 8, 18)


def block(*words: str) -> bytes:
    """The 256 bytes of a chip."""
    return "".join(word.ljust(wide) for word, wide in zip(words, FIELDS, strict=True)).encode("utf-16-le")


CHIP = block(
    "王桂兰", "2", "01", "19480312", "福建省石狮市双沟社区8幢301室", "350582194803120429", "石狮市公安局",
    "20080312", "20280312", "",
)  # fmt: skip


def test_the_text_of_a_chip_becomes_a_card():
    card = read_block(CHIP)
    assert card == IdCard("王桂兰", "350582194803120429", "福建省石狮市双沟社区8幢301室", date(2028, 3, 12))
    assert not card.expired(date(2028, 3, 12))
    assert card.expired(date(2028, 3, 13))


def test_a_card_for_ever_never_expires_and_the_newest_address_counts():
    card = read_block(
        block(
            "蔡阿伯",
            "1",
            "01",
            "19300101",
            "旧址",
            "35058219300101001x",
            "公安局",
            "20080101",
            "长期",
            "新址",
        )
    )
    assert card is not None
    assert (card.valid_to, card.address, card.number) == (None, "新址", "35058219300101001X")
    assert not card.expired(date(2100, 1, 1))


@pytest.mark.parametrize("bytes_", [b"", CHIP[:200], bytes(256), b"\xff" * 256])
def test_what_is_no_chip_is_no_card(bytes_):
    assert read_block(bytes_) is None


class Library:
    """The calls of a reader's library, at one port, with or without a card."""

    def __init__(self, port: int = 1002, *, card: bool = True) -> None:
        self.port, self.card, self.closed = port, card, 0

    def SDT_OpenPort(self, port: int) -> int:
        return DONE if port == self.port else 1

    def SDT_ClosePort(self, port: int) -> int:
        self.closed = port
        return DONE

    def SDT_StartFindIDCard(self, port: int, _chip: object, _open: int) -> int:
        return FOUND if self.card and port == self.port else 0x80

    def SDT_SelectIDCard(self, _port: int, _serial: object, _open: int) -> int:
        return DONE

    def SDT_ReadBaseMsg(self, _port, text, _long, _picture, _wide, _open) -> int:
        text.raw = CHIP
        return DONE


def test_a_reader_finds_its_port_reads_and_lets_go():
    library = Library()
    reader = SdtReader(library)
    card = reader.read()
    assert card is not None
    assert card.name == "王桂兰"
    library.card = False
    assert reader.read() is None
    reader.close()
    assert library.closed == 1002


def test_without_a_reader_or_its_library_it_is_said():
    with pytest.raises(Unavailable, match="reader_silent"):
        SdtReader(Library(port=0))
    with pytest.raises(Unavailable, match="reader_library"):
        open_reader("/nowhere/libsdtapi.so")
