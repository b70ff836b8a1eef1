"""Slips on the roll of a thermal printer, where the center chose it."""

import io

import pypdf
import pytest

from neighborcenter.kit.problems import Invalid
from neighborcenter.reports.paper import styles
from neighborcenter.reports.press import press
from neighborcenter.reports.slip_service import choose_slip_paper
from neighborcenter.reports.slips import SHEETS
from tests.reports.test_papers import values_for

SLIPS = {"ticket_slip": 1, "visit_slip": 1, "referral_slip": 1, "loan_slip": 1, "matter_receipt": 2}
"""Slips and their pages: of a receipt one is for the file."""


def test_slips_come_on_the_roll_as_long_as_what_stands_on_them(backend, actor, filled):
    with backend.work(actor) as work:
        assert choose_slip_paper(work, styles.ROLL) == SHEETS
        lengths = set()
        for key, pages in SLIPS.items():
            made = press(work, key, values_for(key, filled)).pdf()
            sheets = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
            assert (made.pages, made.missing) == (pages, ()), key
            for sheet in sheets:
                wide, long = float(sheet.mediabox.width), float(sheet.mediabox.height)
                assert wide == pytest.approx(80 * styles.MM, abs=0.1)
                assert styles.SHORTEST_ROLL - 0.1 <= long < 300 * styles.MM
                lengths.add(round(long))
        assert len(lengths) >= 4, "each is as long as it has to be"
        day_book = press(work, "matter_handover", values_for("matter_handover", filled)).pdf()
        wide = pypdf.PdfReader(io.BytesIO(day_book.pdf)).pages[0].mediabox.width
        assert float(wide) > 140 * styles.MM, "what is no slip stays on sheets"


def test_the_paper_of_slips_is_one_of_two(backend, actor, filled):
    with pytest.raises(Invalid), backend.work(actor) as work:
        choose_slip_paper(work, "A3")
