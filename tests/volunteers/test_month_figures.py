"""The volunteers' figures of a month against a month reckoned by hand; behind each figure the rows that make it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from neighborcenter.reports.volunteering import VOLUNTEERING, behind_volunteering, volunteering
from neighborcenter.volunteers import (
    bringing_service,
    certificate_service,
    hours_service,
    notice_service,
    points_service,
    post_service,
    sign_service,
    table_service,
)
from neighborcenter.volunteers.drafts import (
    Arrival,
    CertificateDraft,
    NoticeDraft,
    ShiftDraft,
    VolunteerDraft,
)
from neighborcenter.volunteers.kinds import HoursKind
from neighborcenter.volunteers.sign_service import SheetLine
from tests.volunteers.test_life_of_hours import three_hours
from tests.volunteers.test_record_rules import entered, pair

NOVEMBER = (date(2026, 11, 1), date(2026, 12, 1))
DECEMBER = (date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.both_engines
def test_a_month_reckoned_by_hand(work, corner, clock):
    table_service.set_stars(work, date(2026, 1, 1), [(1, 3, "社区")])
    right = entered(work, clock, three_hours(corner.wang))  # 3 h
    wrong = entered(work, clock, three_hours(corner.chen))  # 3 h, put right to 1 h
    hours_service.correct(work, wrong, 60, "提前离开")
    gone = entered(work, clock, three_hours(corner.pupil))  # 3 h, voided
    hours_service.void(work, gone, "冒名签到")
    honour = three_hours(corner.chen, datetime(2026, 11, 19, 8), kind=HoursKind.HONORARY)
    entered(work, clock, honour)  # 3 h honorary
    # More hours for a line: one turn with it, entered only once they hung out.
    hours_service.correct(work, right, 240, "漏记一小时")
    # Served, not entered yet: a turn without hours.
    hours_service.draft_hours(work, three_hours(corner.wang, datetime(2026, 11, 18, 8)))
    # Brought in: neither a turn nor hours of the month.
    bringing_service.bring_in(work, [Arrival(VolunteerDraft(), corner.chen, recognised=6000)])
    # A night over the month's end belongs to November.
    clock.set(datetime(2026, 12, 2, 9))
    night = post_service.add_shift(
        work, ShiftDraft(corner.desk, datetime(2026, 11, 30, 22), datetime(2026, 12, 1, 6))
    )
    sign_service.type_sheet(work, night, [SheetLine(corner.wang, *pair(datetime(2026, 11, 30, 22), 8))])
    hours_service.confirm(work, hours_service.hours_of_shift(work, night))
    hung = notice_service.hang(work, NoticeDraft())
    clock.set(datetime(2026, 12, 8, 9))
    notice_service.take_down(work, hung)  # 8 h
    paper = CertificateDraft(corner.wang, date(2026, 11, 1), date(2026, 11, 30), "评优", "林晓", "吴敏")
    first = certificate_service.issue(work, paper)
    certificate_service.revoke(work, first, "姓名写错")
    certificate_service.issue(work, replace(paper, replaces_id=first))
    points_service.grant_star(work, points_service.apply_star(work, corner.wang, 1), "社区")

    november, december = (volunteering(work, *days).values for days in (NOVEMBER, DECEMBER))
    assert november == {
        "helpers": 3,
        "helpers_served": 2,
        "turns": 5,  # 王桂兰 thrice, 陈丽娟 twice
        "hours_recognised": 3 + 1 + 8,
        "hours_honorary": 3,
        "stars_granted": 0,
        "certificates": 0,
    }
    assert (december["turns"], december["hours_recognised"]) == (0, 0)
    # Both certificates were issued in December, the revoked one too; its state stands in its row.
    assert (december["certificates"], december["stars_granted"]) == (2, 1)
    for days, figures in ((NOVEMBER, november), (DECEMBER, december)):
        for key in VOLUNTEERING:
            behind = behind_volunteering(work, key, *days)
            assert behind is not None
            assert sum(row.counts for row in behind.rows) == figures[key], key
