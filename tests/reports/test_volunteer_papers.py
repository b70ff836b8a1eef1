"""Papers of volunteers: what a wall may show, what a certificate must say, and sheets that fit the page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from neighborcenter.accounts.permissions import Permission
from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.problems import NotAllowed, NotFound
from neighborcenter.kit.times import Month
from neighborcenter.kit.work import Read
from neighborcenter.reports.paper.outline import outline
from neighborcenter.reports.paper.page import Imprint, Paper, print_paper
from neighborcenter.reports.paper.roster_grid import GridHead, GridRow, Piece, RosterGrid
from neighborcenter.reports.params import Days, defaults
from neighborcenter.reports.press import press
from neighborcenter.reports.registry import report
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.reports.volunteering import volunteering
from neighborcenter.reports.words import short_day
from neighborcenter.volunteers import certificate_service, hours_service, queries
from neighborcenter.volunteers.kinds import HoursStatus
from tests.reports.test_activity_papers import read_codes
from tests.support.builders import Builders
from tests.support.month import OCTOBER, FilledMonth
from tests.support.service import MONDAY

pytestmark = pytest.mark.usefixtures("english")
PHONE = "13805951234"


def test_the_wall_shows_no_phones_the_duty_table_masked_ones(view: Read, filled: FilledMonth) -> None:
    assert defaults(report("roster_week"), view.clock)["phones"] == Phones.NONE
    wall = press(view, "roster_week", {"week": MONDAY})
    words = outline(wall.paper)
    assert "★王桂兰 𠮷田惠美" in words
    assert "138" not in words
    assert wall.totals == {"shifts": 4, "places": 6, "people": 4, "gaps": 2}
    assert [one.text for one in wall.checks] == ["Places still empty: 2.", "Places not made known yet: 7."]
    assert "王桂兰 138****1234" in outline(press(view, "duty_table", {"week": MONDAY}).paper)


def test_a_month_has_a_line_a_day_and_says_usual_times_once(view: Read, filled: FilledMonth) -> None:
    month = press(view, "roster_month", {"month": OCTOBER, "paper": 1})
    week = press(view, "roster_week", {"week": MONDAY})
    lines = outline(month.paper).splitlines()
    days = [line for line in lines if re.match(r"\d+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun)", line)]
    assert len(days) == 31
    assert "138" not in "".join(lines)
    assert month.pdf().pages == 1
    assert month.totals["shifts"] >= len(week.record.shifts) == 4
    for duty in week.record.shifts:
        (line,) = [line for line in days if line.startswith(f"{duty.day.day} ")]
        assert all(one.name in line for one in duty.people)
        assert (duty.time in line) != (duty.time in lines[3])
    turns = {row[0]: row[2] for row in month.sheets()[1].rows}
    assert sum(turns.values()) == month.totals["places"]


def test_a_usual_week_of_duty_stands_on_one_sheet(view: Read, filled: FilledMonth) -> None:
    record = press(view, "duty_table", {"week": MONDAY}).record
    one = record.shifts[0]
    full = tuple(
        replace(one, starts=one.starts + timedelta(days=at // 4), ends=one.ends + timedelta(days=at // 4))
        for at in range(26)
    )
    chosen, imprint = report("duty_table"), Imprint("", "", "", "", view.clock.local())
    printed = print_paper(Paper(imprint, chosen.story(replace(record, shifts=full)), chosen.size))
    assert printed.pages == 1
    text = pypdf.PdfReader(io.BytesIO(printed.pdf)).pages[0].extract_text()
    assert text.count(f"{short_day(record.monday)} Monday") == 1  # a day is said once


def test_whole_phones_need_the_right_to_see_them(
    backend: Backend, make: Builders, actor: Actor, filled: FilledMonth
) -> None:
    values = {"week": MONDAY, "phones": Phones.WHOLE.value}
    with backend.read(actor) as read:
        assert f"王桂兰 {PHONE}" in outline(press(read, "duty_table", values).paper)
    with backend.read(make.actor_as("manager", without=(Permission.PEOPLE_REVEAL,))) as read:
        with pytest.raises(NotAllowed):
            press(read, "duty_table", values)
        assert PHONE not in outline(press(read, "duty_table", {"week": MONDAY}).paper)


def test_a_slip_is_one_persons_and_nobody_elses(view: Read, filled: FilledMonth) -> None:
    who = filled.service.volunteers[0]
    slips = press(view, "roster_slips", {"week": MONDAY, "volunteer": who})
    assert slips.totals == {"slips": 1, "shifts": 2}
    assert "𠮷田惠美" not in outline(slips.paper)


def test_a_sign_in_sheet_of_one_shift_lists_its_people_in_order(view: Read, filled: FilledMonth) -> None:
    made = press(view, "volunteer_sign_in", {"day": date(2026, 12, 1), "shift": filled.service.patrol})
    assert [one.name for duty in made.record.shifts for one in duty.people] == ["𠮷田惠美", "王桂兰", "张䶮"]
    assert made.pdf().pages == 1


def test_what_hangs_out_names_nobody_in_full(view: Read, filled: FilledMonth) -> None:
    made = press(view, "public_notice", {"notice": filled.service.notice})
    cells = [str(cell) for sheet in made.sheets() for row in sheet.rows for cell in row]
    words = outline(made.paper) + "".join(cells)
    assert made.totals == {"lines": 2, "hours": 5.0}
    assert "王*兰" in words
    assert "V2026-0001" in words
    assert "王桂兰" not in words
    assert "𠮷田惠美" not in words


def test_a_revoked_certificate_says_that_it_is_void(
    backend: Backend, actor: Actor, filled: FilledMonth
) -> None:
    ref = filled.service.certificate
    with backend.work(actor) as work:
        certificate_service.revoke(work, ref, "姓名写错")
    with backend.read(actor) as read:
        made = press(read, "service_certificate", {"certificate": ref})
    words = outline(made.paper)
    assert "姓名写错. This certificate is void." in words
    assert "350502********304X" in words
    assert [one.text for one in made.checks] == ["This certificate was revoked."]


def test_corrected_hours_stay_in_the_ledger_and_count_once(
    backend: Backend, actor: Actor, filled: FilledMonth
) -> None:
    with backend.read(actor) as read:
        before = press(read, "hours_ledger", {"month": OCTOBER})
        first = before.record.lines[0]
    with backend.work(actor) as work:
        line = queries.hours(work, first.day, date(2026, 10, 20))[0]
        hours_service.correct(work, line.hours_id, 60, "签退时间录错")
    with backend.read(actor) as read:
        after = press(read, "hours_ledger", {"month": OCTOBER})
    assert (before.totals["hours"], before.totals["entered"]) == (8.0, 5.0)
    assert (after.totals["hours"], after.totals["entered"]) == (6.0, 3.0)
    assert len(after.record.lines) == len(before.record.lines) + 1


def test_hours_brought_in_stand_in_the_ledger_and_are_no_service_of_the_month(
    view: Read, filled: FilledMonth
) -> None:
    ledger = press(view, "hours_ledger", {"month": Month(2026, 9)})
    assert ledger.totals == {"lines": 0, "people": 0, "hours": 0.0, "entered": 0.0}
    assert {line.state for line in ledger.record.lines} == {"Brought in"}
    september = volunteering(view, date(2026, 9, 1), date(2026, 10, 1))
    assert set(september.values.values()) == {0}


def test_more_hours_for_a_line_are_no_further_turn(
    backend: Backend, actor: Actor, filled: FilledMonth
) -> None:
    first, end = date(2026, 10, 1), date(2026, 11, 1)
    with backend.work(actor) as work:
        before = volunteering(work, first, end).values["turns"]
        line = next(one for one in queries.hours(work, first, end) if one.status is HoursStatus.ENTERED)
        hours_service.correct(work, line.hours_id, line.minutes + 30, "漏记半小时")
        assert volunteering(work, first, end).values["turns"] == before
        hours_service.void(work, line.hours_id, "冒名签到")
        assert volunteering(work, first, end).values["hours_recognised"] < 5


def test_a_scanner_reads_the_cards(view: Read, filled: FilledMonth) -> None:
    made = press(view, "volunteer_card", {})
    assert read_codes(made.pdf().pdf) == [f"V2026-000{number}" for number in (1, 2, 3, 4)]


def test_empty_days_make_papers_that_say_so(read: Read, make: Builders) -> None:
    far = date(2027, 3, 1)
    said = {
        "roster_week": ({"week": far}, "No shift in this week."),
        "roster_month": ({"month": Month(2027, 3)}, "No shift in this month."),
        "duty_table": ({"week": far}, "No shift in this week."),
        "roster_slips": ({"week": far}, "Nobody is on the roster of this week."),
        "volunteer_sign_in": ({"day": far}, "No shift on this day."),
        "patrol_sheet": ({"day": far}, "No patrol is planned"),
        "handover_log": ({"day": far}, "No shift on this day."),
        "hours_ledger": ({"month": Month(2027, 3)}, "No hours in this month."),
        "volunteer_card": ({}, "There is no volunteer yet."),
    }
    for key, (values, words) in said.items():
        made = press(read, key, values)
        assert words in outline(made.paper), key
        assert made.pdf().pages == 1, key


def test_papers_of_nobody_are_not_found(read: Read) -> None:
    days = Days(date(2026, 10, 1), date(2026, 10, 31))
    for key, values in (
        ("public_notice", {"notice": 999}),
        ("service_certificate", {"certificate": 999}),
        ("insurance_list", {"policy": 999}),
        ("thanks_letter", {"volunteer": 999, "days": days}),
        ("volunteer_record", {"volunteer": 999, "days": days}),
        ("roster_slips", {"week": MONDAY, "volunteer": 999}),
        ("volunteer_sign_in", {"day": MONDAY, "shift": 999}),
    ):
        with pytest.raises(NotFound):
            press(read, key, values)


def test_a_roster_of_forty_posts_repeats_its_head_and_loses_no_row(read: Read) -> None:
    heads = tuple(GridHead(f"周{sign}", f"11-{23 + at}") for at, sign in enumerate("一二三四五六日"))
    stack = (Piece("08:00–11:00", "time"), Piece("★阿卜杜热西提·买买提江·阿卜力米提", "lead"), Piece("张䶮"))
    rows = tuple(GridRow(f"岗位{number}", "一层", ((stack,),) * 7) for number in range(40))
    grid = RosterGrid("岗位", heads, rows)
    found, rest = list[GridRow](), grid
    while rest is not None:
        head, rest = rest.split(700, 470)  # type: ignore[assignment]
        assert isinstance(head, RosterGrid)
        assert head.height(700) <= 470
        found += head.rows
    assert tuple(found) == rows
    printed = print_paper(Paper(Imprint("", "", "", "", read.clock.local()), (grid,), "A4-landscape"))
    assert printed.missing == ()
