"""Hours voided after their certificate left the house: said at once, in the bell and in the register, put right there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neighborcenter.volunteers import certificate_service, hours_service, ledgers, notice_service, register
from neighborcenter.volunteers.drafts import CertificateDraft, HoursDraft, NoticeDraft
from tests.volunteers.screen.test_page import fill, lines_of, panel_of
from ui.kit import messages
from ui.volunteers.ask_panel import AskPanel
from ui.volunteers.certificate_tab import IssuePanel
from ui.volunteers.hours_panel import HoursPanel
from ui.volunteers.notices import notices


def certified(make: Any, clock: Any, wang: int) -> None:
    """Two services of 王桂兰 on one certificate."""
    with make.backend.work(make.actor) as work:
        made = [
            hours_service.draft_hours(
                work,
                HoursDraft(
                    wang, content="大厅引导",
                    pairs=((datetime(2026, 11, day, 8), datetime(2026, 11, day, 11)),),
                ),
            )
            for day in (19, 20)
        ]  # fmt: skip
        hours_service.confirm(work, made)
        hung = notice_service.hang(work, NoticeDraft(), made)
    clock.set(datetime(2026, 11, 27, 9))
    with make.backend.work(make.actor) as work:
        notice_service.take_down(work, hung)
        certificate_service.issue(
            work, CertificateDraft(wang, date(2026, 11, 1), date(2026, 11, 30), "评优", "林晓", "吴敏")
        )


def said_by_the_bell(make: Any) -> list[str]:
    with make.backend.read(make.actor) as read:
        return [one.text for one in notices(read) if one.icon == "triangle-alert"]


def test_it_is_told_and_issued_anew(helpers: Any, page: Any, settle: Any, clock: Any, make: Any) -> None:
    certified(make, clock, helpers["王桂兰"])
    number = "350582001-2026-0001"
    assert said_by_the_bell(make) == []
    page.show_tab("hours")
    page.reload()
    settle()
    hours = page.tab("hours")
    hours.table.grid.go_to_line(0)
    QTest.keyClick(hours.table.grid, Qt.Key.Key_Return)
    settle()
    panel_of(page, HoursPanel).wanted.emit("void")
    settle()
    fill(panel_of(page, AskPanel), reason="冒名签到")
    settle()
    toast = messages._last.toast
    assert toast is not None
    assert number in toast.text.text()
    assert [number in words for words in said_by_the_bell(make)] == [True]

    page.show_tab("certificates")
    settle()
    tab = page.tab("certificates")
    tab.table.grid.go_to_line(0)
    settle()
    tab.revoke(tab.table.current_row())
    settle()
    fill(panel_of(page, AskPanel), reason="时长更正")
    settle()
    assert said_by_the_bell(make) == []
    tab.issue(helpers["王桂兰"], tab.table.current_row())
    settle()
    anew = panel_of(page, IssuePanel)
    assert (anew.form.fields["purpose"].value(), anew.form.fields["responsible"].value()) == ("评优", "林晓")
    anew.submit()
    settle()
    with make.backend.read(make.actor) as read:
        assert [(one.number[-4:], one.minutes, one.revoke_reason) for one in register.certificates(read)] == [
            ("0002", 180, ""),
            ("0001", 360, "时长更正"),
        ]
        assert len(ledgers.person_lines(read, helpers["王桂兰"])) == len(lines_of(make.backend, make.actor))
