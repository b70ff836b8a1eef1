"""Notes are kept per month, exports leave a line in the audit trail."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.audit import audit_entry
from neighborcenter.kit.problems import Invalid, NotAllowed, Stale, Unavailable
from neighborcenter.reports.drafts import NoteDraft
from neighborcenter.reports.press import press
from neighborcenter.reports.queries import notes
from neighborcenter.reports.service import export_report, write_note
from tests.support.builders import Builders
from tests.support.month import OCTOBER, FilledMonth


def draft(body: str, place: str = "problems", version: int = 0) -> NoteDraft:
    return NoteDraft("month_summary", "2026-10", place, body, version)


def test_a_note_is_kept_changed_and_taken_away(backend: Backend, actor: Actor) -> None:
    for body in ("场地不足。", "场地不足，拟与学校共用。", ""):
        with backend.work(actor) as work:
            write_note(work, draft(body))
        with backend.read(actor) as read:
            assert notes(read, "month_summary", "2026-10")["problems"].body == body
    with backend.read(actor) as read:
        assert notes(read, "month_summary", "2026-11") == {}


def test_two_managers_do_not_overwrite_each_other(backend: Backend, actor: Actor) -> None:
    with backend.work(actor) as work:
        write_note(work, draft("第一稿"))
    with backend.work(actor) as work:
        write_note(work, draft("第二稿", version=1))
    with pytest.raises(Stale), backend.work(actor) as work:
        write_note(work, draft("另一稿", version=1))
    with backend.read(actor) as read:
        assert notes(read, "month_summary", "2026-10")["problems"].body == "第二稿"


def test_notes_need_their_permission_and_fit_the_paper(
    backend: Backend, actor: Actor, make: Builders
) -> None:
    with pytest.raises(NotAllowed), backend.work(make.actor_as("coordinator")) as work:
        write_note(work, draft("不该写"))
    with pytest.raises(Invalid), backend.work(actor) as work:
        write_note(work, draft("长" * 2001))


def test_notes_are_printed(backend: Backend, actor: Actor, filled: FilledMonth) -> None:
    with backend.work(actor) as work:
        write_note(work, draft("舞蹈排练厅排期紧张。"))
    with backend.read(actor) as read:
        made = press(read, "month_summary", {"month": OCTOBER})
    assert any("舞蹈排练厅排期紧张。" in line for block in made.paper.story for line in block.outline())


def test_a_saved_report_leaves_a_line_and_a_failed_one_none(
    backend: Backend, actor: Actor, filled: FilledMonth, tmp_path: Path
) -> None:
    with backend.read(actor) as read:
        made = press(read, "month_summary", {"month": OCTOBER})
    with backend.work(actor) as work:
        assert export_report(work, made, tmp_path / "m.pdf") == 3
    with pytest.raises(Unavailable), backend.work(actor) as work:
        export_report(work, made, tmp_path / "none" / "m.pdf")
    with backend.read(actor) as read:
        acts = [row.act for row in read.rows(sa.select(audit_entry.c.act)) if row.act == "reports.export"]
    assert acts == ["reports.export"]


def test_exports_need_their_permission(
    backend: Backend, make: Builders, filled: FilledMonth, tmp_path: Path
) -> None:
    desk = make.actor_as("front_desk")
    with backend.read(desk) as read:
        made = press(read, "booking_sheet", {"occurrence": filled.occurrence})
    with pytest.raises(NotAllowed), backend.work(desk) as work:
        export_report(work, made, tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()
