"""Papers of activities: codes a scanner reads, nothing about children that a badge must not say."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
import zxingcpp

from neighborcenter.activities.codes import code_of
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.badges import Badge, Badges
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.press import press
from tests.support.month import FilledMonth

pytestmark = pytest.mark.usefixtures("english")


def read_codes(pdf: bytes, page: int = 0, dots: float = 150) -> list[str]:
    """What a scanner reads on a page printed with so many dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    picture = sheet.render(scale=dots / 72).to_pil().convert("L")
    sheet.close()
    document.close()
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def test_a_scanner_reads_the_code_of_the_slip(view: Read, filled: FilledMonth) -> None:
    paper = press(view, "sign_up_slip", {"enrollment": filled.enrollment})
    assert read_codes(paper.pdf().pdf) == [code_of(filled.enrollment)]


def test_a_scanner_reads_every_badge(view: Read, filled: FilledMonth) -> None:
    paper = press(view, "activity_badges", {"activity": filled.activity})
    assert len(read_codes(paper.pdf().pdf)) == 6


def test_a_code_still_reads_with_a_stain_on_it(view: Read, filled: FilledMonth) -> None:
    document = pypdfium2.PdfDocument(press(view, "sign_up_slip", {"enrollment": filled.enrollment}).pdf().pdf)
    page = document[0]
    picture = page.render(scale=300 / 72).to_pil().convert("L")
    page.close()
    document.close()
    where = zxingcpp.read_barcodes(picture)[0].position
    left, top = where.top_left.x, where.top_left.y
    side = where.bottom_right.x - left
    # A fifth of its width and height, in the middle: 4 % of the squares.
    stain = (left + side * 2 // 5, top + side * 2 // 5, left + side * 3 // 5, top + side * 3 // 5)
    picture.paste(255, stain)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [code_of(filled.enrollment)]


def test_a_badge_says_nothing_about_guardian_phone_or_health(view: Read, filled: FilledMonth) -> None:
    words = outline(press(view, "activity_badges", {"activity": filled.activity}).paper)
    assert "王小明" in words
    assert all(secret not in words for secret in ("138", "祖母", "花生", "王建国"))


def test_the_sign_in_sheet_masks_phones_and_names_who_may_fetch(view: Read, filled: FilledMonth) -> None:
    words = outline(press(view, "activity_sign_in", {"session": filled.session}).paper)
    assert "138****1234" in words
    assert "13805951234" not in words
    assert "王建国 父亲 139****1234" in words
    assert "花生过敏" in words


def test_attendance_counts_who_came(view: Read, filled: FilledMonth) -> None:
    paper = press(view, "activity_attendance", {"activity": filled.activity})
    assert paper.totals == {"people": 6, "came": 6 + 5 + 4 + 3, "walk_ins": 0}


def test_certificates_are_for_those_who_came_one_page_each(view: Read, filled: FilledMonth) -> None:
    paper = press(view, "activity_certificate", {"activity": filled.activity})
    assert paper.totals == {"certificates": 6}
    assert paper.pdf().pages == 6
    first = paper.record.people[0]
    one = press(view, "activity_certificate", {"activity": filled.activity, "enrollee": first.id})
    assert one.pdf().pages == 1
    assert first.name in outline(one.paper)


def test_the_waiting_list_is_in_the_order_of_the_places(view: Read, filled: FilledMonth) -> None:
    paper = press(view, "activity_waiting", {"activity": filled.activity})
    assert [one.name for one, _heads in paper.record.lines] == ["欧阳建国"]


def test_papers_of_an_activity_of_nobody_are_not_found(view: Read) -> None:
    for key, values in (
        ("activity_badges", {"activity": 999_999}),
        ("activity_sign_in", {"session": 999_999}),
        ("sign_up_slip", {"enrollment": 999_999}),
    ):
        with pytest.raises(NotFound):
            press(view, key, values)


def test_eighty_badges_fill_ten_pages(view: Read) -> None:
    block = Badges(tuple(Badge(f"孩子{number}") for number in range(80)))
    pages, rest = 0, block
    while rest is not None:
        head, rest = rest.split(482, 716)
        assert head is not None
        pages += 1
    assert pages == 10


def test_statistics_add_up_the_same_by_kind_and_by_activity(view: Read, filled: FilledMonth) -> None:
    from tests.reports.test_papers import values_for

    paper = press(view, "activity_statistics", values_for("activity_statistics", filled))
    record: Any = paper.record
    assert sum(one.heads for one in record.kinds) == sum(one.heads for one in record.activities) == 18
    assert paper.totals["hours"] == 8
