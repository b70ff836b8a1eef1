"""What a short list is found by."""

import pytest

from ui.kit.listing import fits_words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("会议室", True),
        ("hys", True),
        ("yishi 会议", True),
        ("Meeting room 2", True),
        ("meeting ROOM", True),
        ("小会议室 老", True),
        ("小会议室 幼", False),
        ("Room meeting 9", False),
    ],
)
def test_every_typed_word_hits_or_the_words_stand_as_typed(typed: str, found: bool) -> None:
    assert fits_words("议事小会议室 Meeting room 2 老有所养", typed) is found
