"""Amounts in capitals, by the examples of the rules for notes and receipts and read back figure by figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighborcenter.reports.capital import MOST_FEN, capital

FIGURES = {sign: at for at, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (50, "伍角整"),
        (128_000, "壹仟贰佰捌拾元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (1_070_053, "壹万零柒佰元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (10_000_00, "壹万元整"),
        (100_000_000_00, "壹亿元整"),
        (100_010_000_00, "壹亿零壹万元整"),
        (-5_000, "负伍拾元整"),
    ],
)
def test_amounts_are_written_as_the_rules_write_them(fen: int, words: str) -> None:
    assert capital(fen) == words


def read_back(words: str) -> int:
    """The amount that a reader of the words understands, in fen."""
    fen = total = section = figure = 0
    for sign in words.removesuffix("整"):
        if sign in FIGURES:
            figure = FIGURES[sign]
        elif sign in PLACES:
            section, figure = section + figure * PLACES[sign], 0
        elif sign == "万":
            total, section, figure = total + (section + figure) * 10_000, 0, 0
        elif sign == "亿":
            total, section, figure = (total + section + figure) * 100_000_000, 0, 0
        elif sign == "元":
            fen, figure = (total + section + figure) * 100, 0
        elif sign == "角":
            fen, figure = fen + figure * 10, 0
        elif sign == "分":
            fen, figure = fen + figure, 0
    return fen


@given(st.integers(0, 10**13))
def test_what_is_written_reads_back_as_the_same_amount(fen: int) -> None:
    words = capital(fen)
    assert read_back(words) == fen
    assert "零零" not in words


def test_what_no_hall_costs_is_refused() -> None:
    with pytest.raises(ValueError, match="too much"):
        capital(MOST_FEN)
