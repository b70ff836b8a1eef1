"""Papers: golden outlines, the same totals in the spreadsheet, and real PDFs with the words in them."""

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook

from neighborcenter.backend import Backend
from neighborcenter.kit.problems import Invalid, NotAllowed, NotFound
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.reports.choices import options
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.paper.page import print_paper
from neighborcenter.reports.papers.list_paper import ListColumn, list_paper
from neighborcenter.reports.params import Days, defaults, problems_in, values_from_words
from neighborcenter.reports.press import Pressed, press
from neighborcenter.reports.registry import REPORTS, report
from neighborcenter.reports.search import fits, reports_found
from tests.support.builders import Builders
from tests.support.ledgers import CARE_DAY
from tests.support.month import OCTOBER, FilledMonth
from tests.support.service import MONDAY

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "papers"
KEYS = tuple(one.key for one in REPORTS)


def of_activities_and_volunteers(filled: FilledMonth) -> dict[str, dict[str, Any]]:
    return {
        "activity_attendance": {"activity": filled.activity},
        "activity_badges": {"activity": filled.activity},
        "activity_certificate": {"activity": filled.activity},
        "activity_sign_in": {"session": filled.session},
        "activity_statistics": {"days": Days(date(2026, 10, 1), date(2026, 10, 31))},
        "activity_waiting": {"activity": filled.activity},
        "duty_table": {"week": MONDAY},
        "children_day": {"day": CARE_DAY},
        "form_entry": {"entry": filled.entry},
        "form_trend": {"entry": filled.ledgers.measured},
        "form_ledger": {"form": filled.form, "month": OCTOBER},
        "handover_log": {"day": date(2026, 10, 21)},
        "hours_ledger": {"month": OCTOBER},
        "insurance_list": {"policy": filled.service.policy},
        "patrol_sheet": {"day": date(2026, 10, 21)},
        "public_notice": {"notice": filled.service.notice},
        "roster_month": {"month": OCTOBER, "paper": 1},
        "roster_slips": {"week": MONDAY},
        "roster_week": {"week": MONDAY},
        "service_certificate": {"certificate": filled.service.certificate},
        "star_list": {},
        "thanks_letter": {
            "volunteer": filled.service.volunteers[0],
            "days": Days(date(2026, 10, 1), date(2026, 10, 31)),
        },
        "volunteer_card": {},
        "volunteer_record": {
            "volunteer": filled.service.volunteers[0],
            "days": Days(date(2026, 10, 1), date(2026, 10, 31)),
        },
        "volunteer_sign_in": {"day": date(2026, 10, 21)},
    }


def of_the_house(filled: FilledMonth) -> dict[str, dict[str, Any]]:
    return {
        "sign_up_slip": {"enrollment": filled.enrollment},
        "meal_delivery": {"day": date(2026, 10, 21)},
        "meal_kitchen": {"day": date(2026, 10, 21)},
        "meal_menu": {"week": date(2026, 10, 19)},
        "meal_payers": {"month": OCTOBER},
        "meal_settlement": {"month": OCTOBER},
        "meal_sign_off": {"day": date(2026, 10, 21)},
        "month_summary": {"month": OCTOBER},
        "day_book": {"days": Days(date(2026, 10, 12), date(2026, 10, 14))},
        "resident_list": {"tag": filled.tag},
        "room_week": {"room": filled.rooms[1], "week": date(2026, 10, 19)},
        "service_guide": {"service": filled.services[1]},
        "booking_sheet": {"occurrence": filled.occurrence},
        "answer_letter": {"occurrence": filled.occurrence},
        "appointment_slip": {"appointment": filled.appointment},
        "bar_list": {},
        "closure_list": {"closure": filled.closure},
        "invoice": {"occurrence": filled.occurrence},
        "override_list": {"days": Days(date(2026, 10, 1), date(2026, 10, 31))},
        "receipt": {"receipt": filled.receipt},
        "door_day": {"day": date(2026, 10, 21)},
        "hire_agreement": {"occurrence": filled.occurrence},
        "key_list": {"day": date(2026, 10, 21)},
        "sign_in_day": {"day": date(2026, 10, 21)},
        "sign_in_sheet": {"occurrence": filled.occurrence},
        "staff_sheet": {"day": date(2026, 10, 21)},
        "todays_papers": {"day": date(2026, 10, 21)},
        "usage": {"days": Days(date(2026, 10, 1), date(2026, 10, 31))},
        "inspection": {"days": Days(date(2026, 10, 1), date(2026, 10, 31))},
        "visit_slip": {"visit": filled.visit},
        "ticket_slip": {"ticket": filled.counter.ticket},
        "matter_receipt": {"matter": filled.counter.matter},
        "matter_handover": {"matter": filled.counter.matter},
        "referral_slip": {"visit": filled.visit},
        "loan_slip": {"loan": filled.counter.loan},
        "desk_handover": {"handover": filled.counter.handover},
    }


def values_for(key: str, filled: FilledMonth) -> dict[str, Any]:
    chosen = {**of_activities_and_volunteers(filled), **of_the_house(filled)}
    return chosen[key]


def pressed(view: Read, filled: FilledMonth, key: str) -> Pressed:
    return press(view, key, values_for(key, filled))


@pytest.mark.both_engines
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("key", KEYS)
def test_paper_says_what_it_said_before(view: Read, filled: FilledMonth, key: str) -> None:
    found = outline(pressed(view, filled, key).paper)
    path = GOLDEN / f"{key}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("key", KEYS)
def test_pdf_opens_and_holds_its_words(view: Read, filled: FilledMonth, key: str) -> None:
    made = pressed(view, filled, key)
    printed = made.pdf()
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf))
    assert len(reader.pages) == printed.pages
    assert printed.missing == ()
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "双沟社区“党建+”邻里中心" in text
    assert f"Page{printed.pages}of{printed.pages}" in text


@pytest.mark.usefixtures("english")
def test_workbook_has_the_totals_of_the_paper(view: Read, filled: FilledMonth, tmp_path: Path) -> None:
    made = pressed(view, filled, "month_summary")
    made.save(tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    figures = {row[0]: row[2] for row in book["Overview of figures"].iter_rows(values_only=True)}
    assert figures["Visits"] == made.totals["visits"]
    assert figures["Services given"] == made.totals["services"]
    for name, at in (("By module", 1), ("By matter", 2), ("By day", 1)):
        total = [row for row in book[name].iter_rows(values_only=True) if row[0] == "Total"][-1]
        assert total[at] == made.totals["services"], name
        assert total[at + 1] == made.totals["visits"], name
    rooms = list(book["Use of rooms"].iter_rows(values_only=True))
    assert rooms[-1][2] == pytest.approx(made.totals["room_hours"])
    assert rooms[-1][3] == pytest.approx(made.totals["open_hours"])
    tables = [block for block in made.paper.story if type(block).__name__ == "Table"]
    assert tables[0].totals[1] == f"{made.totals['services']:,.0f}"  # type: ignore[attr-defined]
    assert tables[1].totals[4] == f"{made.totals['visits']:,.0f}"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("english")
def test_day_book_on_paper_and_in_the_workbook_are_the_same_lines(
    view: Read, filled: FilledMonth, tmp_path: Path
) -> None:
    made = pressed(view, filled, "day_book")
    made.save(tmp_path / "d.xlsx")
    cells = list(load_workbook(tmp_path / "d.xlsx").worksheets[0].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(cells) if row[0] == "No.")
    lines = cells[head + 1 : -1]
    table = next(block for block in made.paper.story if type(block).__name__ == "Table")
    assert [row[2] for row in lines] == [row[2] for row in table.rows]  # type: ignore[attr-defined]
    assert sum(int(str(row[6])) for row in lines) == made.totals["visits"] == cells[-1][6]
    assert len(lines) == made.totals["services"]


@pytest.mark.parametrize("key", KEYS)
def test_no_full_phone_or_id_number_leaves_the_house(
    view: Read, filled: FilledMonth, key: str, tmp_path: Path
) -> None:
    made = pressed(view, filled, key)
    found = outline(made.paper)
    for sheet in made.sheets():
        found += "\n".join(str(cell) for row in sheet.rows for cell in row)
    for secret in ("13805951234", "13605953456", "35050219490503304X"):
        assert secret not in found


def test_page_one_of_the_month_stands_alone(view: Read, filled: FilledMonth) -> None:
    printed = pressed(view, filled, "month_summary").pdf()
    first = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages[0].extract_text()
    assert "384" in first
    assert printed.pages == 3


def test_a_paper_is_refused_without_its_permission(
    backend: Backend, make: Builders, filled: FilledMonth
) -> None:
    desk = make.actor_as("front_desk")
    with backend.read(desk) as read:
        for key in ("month_summary", "day_book", "resident_list"):
            with pytest.raises(NotAllowed):
                press(read, key, values_for(key, filled))
        assert press(read, "booking_sheet", values_for("booking_sheet", filled)).paper.size == "A5"


def test_unknown_reports_and_records_are_named(view: Read) -> None:
    with pytest.raises(NotFound):
        press(view, "no_such_paper", {})
    for key, values in (
        ("visit_slip", {"visit": 999_999}),
        ("appointment_slip", {"appointment": 999_999}),
        ("booking_sheet", {"occurrence": 999_999}),
        ("service_guide", {"service": 999_999}),
        ("room_week", {"room": 999_999, "week": date(2026, 10, 19)}),
        ("resident_list", {"tag": 999_999}),
    ):
        with pytest.raises(NotFound):
            press(view, key, values)


def test_missing_and_wrong_parameters_are_told(view: Read) -> None:
    backwards = Days(date(2026, 11, 2), date(2026, 11, 1))
    assert [one.code for one in problems_in(report("day_book"), {"days": backwards})] == [
        "reports.days_backwards"
    ]
    assert [one.code for one in problems_in(report("service_guide"), {})] == ["reports.choice_missing"]
    assert problems_in(report("room_week"), {"week": date(2026, 11, 2)}) == [], "all doors"
    with pytest.raises(Invalid):
        press(view, "day_book", {"days": Days(date(2020, 1, 1), date(2026, 1, 1))})


def test_a_form_begins_with_the_last_full_month_and_today(view: Read) -> None:
    assert defaults(report("month_summary"), view.clock) == {"month": Month(2026, 10)}
    assert defaults(report("day_book"), view.clock) == {"days": Days(date(2026, 11, 23), date(2026, 11, 23))}
    assert defaults(report("room_week"), view.clock)["week"] == date(2026, 11, 23)


def test_words_of_a_command_line_become_values(view: Read, filled: FilledMonth) -> None:
    book = report("day_book")
    assert (
        values_from_words(view, book, {"from": "2026-10-01", "to": "2026-10-03"})["days"].words()
        == "2026-10-01 – 2026-10-03"
    )
    assert values_from_words(view, book, {"days": "2026-10-01"})["days"].words() == "2026-10-01"
    week = report("room_week")
    assert values_from_words(view, week, {"room": "书法室", "week": "2026-10-21"}) == {
        "room": filled.rooms[1],
        "week": date(2026, 10, 19),
    }
    for words, code in (
        ({"month": "soon"}, "reports.month_unreadable"),
        ({"color": "red"}, "reports.param_unknown"),
    ):
        with pytest.raises(Invalid) as refused:
            values_from_words(view, report("month_summary"), words)
        assert refused.value.problems[0].code == code
    with pytest.raises(Invalid) as refused:
        values_from_words(view, week, {"room": "室"})
    assert refused.value.problems[0].code == "reports.choice_several"


def test_every_choice_can_be_printed(view: Read, filled: FilledMonth) -> None:
    for one in REPORTS:
        for param in one.params:
            if param.kind in ("room", "service", "tag"):
                assert options(view, param), param.key


def test_reports_are_found_by_what_people_call_them(view: Read) -> None:
    assert [one.id for one in reports_found(view, "yb", 5)] == ["month_summary"]
    assert [one.id for one in reports_found(view, "tz", 5)] == ["day_book", "invoice"]
    assert not fits(report("day_book"), "qqq")


def test_any_list_prints_with_its_rows(view: Read) -> None:
    paper = list_paper(
        view, "居民", [ListColumn("姓名", 120), ListColumn("年龄", 60, right=True)], [("王桂兰", "77")] * 90
    )
    assert paper.size == "A4"
    assert print_paper(paper).pages == 3
    wide = list_paper(view, "居民", [ListColumn(str(at), 100) for at in range(8)], [])
    assert wide.size == "A4-landscape"
    assert print_paper(wide).pages == 1


def test_a_long_tail_of_matters_is_one_line_and_nothing_is_lost(make: Builders, read: Read) -> None:
    services = [make.service(f"事项 {at}") for at in range(25)]
    for at, service in enumerate(services):
        for _number in range(25 - at):
            make.visit(service=service)
    made = press(read, "month_summary", {"month": Month(2026, 11)})
    table = [block for block in made.paper.story if type(block).__name__ == "Table"][1]
    rows, totals = table.rows, table.totals  # type: ignore[attr-defined]
    assert len(rows) == 21
    assert rows[-1][1] == "5 other matters"
    assert sum(int(row[3]) for row in rows) == int(totals[3]) == 325
    assert len(list(made.sheets()[2].rows)) == 25
