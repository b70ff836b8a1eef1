"""The stored matter and its papers as the verbs of this room handle them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.catalog.models import Need, ServiceStatus, service
from neighborcenter.catalog.queries import papers as papers_of_service
from neighborcenter.desk.matters.drafts import MatterDraft, PaperDraft
from neighborcenter.desk.matters.kinds import Act
from neighborcenter.desk.matters.models import matter, matter_paper, matter_step
from neighborcenter.desk.matters.rules import PaperFact, number_of, problem_in_act
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Read, Work

LOCK = "desk.matters"


def stored(work: Read, matter_id: int) -> Any:
    """A matter's row with the name of its service.  Raises NotFound."""
    row = work.row(
        sa.select(matter, service.c.name.label("service"))
        .join(service, service.c.id == matter.c.service_id)
        .where(matter.c.center_id == work.center_id, matter.c.id == matter_id)
    )
    if row is None:
        raise NotFound("matter", matter_id)
    return row


def matter_of_number(read: Read, typed: str) -> int:
    """The id of a matter by its number (2026-0018), or by its id.  Raises Invalid."""
    year, _dash, serial = typed.strip().partition("-")
    if year.isdecimal() and serial.isdecimal():
        found = read.value(
            sa.select(matter.c.id).where(
                matter.c.center_id == read.center_id,
                matter.c.year == int(year),
                matter.c.serial == int(serial),
            )
        )
    else:
        found = read.value(
            sa.select(matter.c.id).where(
                matter.c.center_id == read.center_id,
                matter.c.id == (int(year) if year.isdecimal() and len(year) < 10 else 0),
            )
        )
    if found is None:
        raise Invalid(Problem("matter", "matters.unknown", {"number": typed.strip()}))
    return int(found)


def service_of(work: Work, draft: MatterDraft) -> Any | None:
    """The service a matter is about, or None."""
    if draft.service_id is None:
        return None
    return work.row(
        sa.select(service).where(service.c.center_id == work.center_id, service.c.id == draft.service_id)
    )


def is_published(row: Any) -> bool:
    """Whether a service may be asked for."""
    return bool(row.status is ServiceStatus.PUBLISHED)


def paper_rows(read: Read, matter_id: int) -> list[Any]:
    """The papers of a matter, in order."""
    return list(
        read.rows(
            sa.select(matter_paper)
            .where(matter_paper.c.matter_id == matter_id)
            .order_by(matter_paper.c.position, matter_paper.c.id)
        )
    )


def facts(rows: list[Any]) -> list[PaperFact]:
    """The papers as the rules see them; one that was asked for is necessary from then on."""
    return [PaperFact(row.name, row.need is Need.NECESSARY or row.asked, row.there) for row in rows]


def put_papers(work: Work, matter_id: int, service_id: int, wanted: tuple[PaperDraft, ...] | None) -> None:
    """Write the list of papers: those of the service, ticked off as said, then those said besides."""
    ticks = {fold(one.name): one for one in wanted or ()}
    rows: list[dict[str, Any]] = []
    for paper in papers_of_service(work, service_id):
        tick = ticks.pop(fold(paper.name), None)
        rows.append(_paper(matter_id, len(rows), paper.name, Need(paper.need), paper.copies, tick))
    for name, tick in ticks.items():
        if name:
            rows.append(_paper(matter_id, len(rows), name, Need.OPTIONAL, "", tick))
    work.insert_many(matter_paper, rows)


def _paper(
    matter_id: int, place: int, name: str, need: Need, copies: str, tick: PaperDraft | None
) -> dict[str, Any]:
    return {
        "matter_id": matter_id,
        "position": place,
        "name": name,
        "need": need,
        "copies": copies,
        "there": tick is not None and tick.there,
        "asked": False,
        "note": tick.note.strip() if tick is not None else "",
    }


def step(work: Work, row: Any, act: Act, words: str = "", **values: Any) -> None:
    """Write one line of a matter's course, and the same into the audit trail."""
    work.insert(
        matter_step,
        matter_id=row.id,
        at=work.clock.local(),
        act=act,
        words=words.strip(),
        account_id=work.actor.account_id,
        **values,
    )
    work.record(
        f"matters.{act.value}", "matter", row.id, number=number_of(row.year, row.serial), words=words.strip()
    )


def refuse_act(act: Act, row: Any) -> None:
    """Raises Invalid when the act is not possible where the matter stands."""
    problem = problem_in_act(act, row.status)
    if problem is not None:
        raise Invalid(problem)
