"""Every name can be printed, and copied from the PDF as it was typed."""

import io
from datetime import datetime

import pypdf
import pypdfium2
import pytest

from neighborcenter.reports.paper import fonts
from neighborcenter.reports.paper.blocks import Text
from neighborcenter.reports.paper.fonts import Face
from neighborcenter.reports.paper.page import Imprint, Paper, Printed, print_paper
from neighborcenter.reports.paper.styles import PLAIN

NAMES = "𠮷田、𡧛、𪚥、㛃、䶮、龘、堃、喆、垚、犇、燊、赟、翀、玥、𬱖、𬭸、𫖮、䲟、㑇、𨱏、𬬻、䒕、㙍、𬀩、𫍽、鿍、鿏"
RADICALS = "二十一月工会老人食堂民生用车长足走"


def printed(words: str) -> Printed:
    imprint = Imprint("金山社区邻里中心", "试印", "2026-11", "王桂兰", datetime(2026, 11, 23, 10, 15))
    return print_paper(Paper(imprint, (Text(words, PLAIN),)))


def text_by_pypdf(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def text_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        return "".join(page.get_textpage().get_text_range().split())
    finally:
        document.close()


def test_rare_names_are_drawn_and_copied_as_typed() -> None:
    paper = printed(NAMES)
    assert paper.missing == ()
    assert NAMES in "".join(text_by_pypdf(paper.pdf).split())
    assert NAMES in text_by_pdfium(paper.pdf)


def test_no_character_turns_into_a_radical() -> None:
    found = text_by_pypdf(printed(RADICALS).pdf)
    assert RADICALS in found
    assert not [sign for sign in found if 0x2E80 <= ord(sign) <= 0x2FDF]


def test_a_character_in_no_font_is_shown_and_reported() -> None:
    paper = printed("王\U000e0100小\U0003134f明😀")
    assert "😀" in paper.missing
    assert fonts.GETA in text_by_pypdf(paper.pdf)


@pytest.mark.parametrize("face", list(Face))
def test_all_common_characters_are_in_some_font_of_every_face(face: Face) -> None:
    common = "".join(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    )
    assert len(common) == 6763
    assert fonts.GETA not in "".join(stretch for _font, stretch in fonts.runs(common, face))


def test_control_and_zero_width_characters_are_not_printed() -> None:
    assert fonts.plain("王\u200b桂\x00兰\t女") == "王桂兰 女"
    assert printed("王\u200b桂\x07兰").missing == ()


def test_a_cell_is_cut_with_an_ellipsis_that_fits() -> None:
    cut = fonts.fit("居家养老上门服务、助浴助洁助餐", Face.SANS, 9, 80)
    assert cut.endswith("…")
    assert fonts.width(cut, Face.SANS, 9) <= 80
    assert fonts.fit("助餐", Face.SANS, 9, 80) == "助餐"


def test_many_different_characters_on_one_page_keep_their_text() -> None:
    words = "".join(chr(0x4E00 + at * 23) for at in range(700))
    found = "".join(text_by_pypdf(printed(words).pdf).split())
    assert words in found
