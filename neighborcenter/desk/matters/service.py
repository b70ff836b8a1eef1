"""The course of a matter: taken in, accepted, papers asked for and supplied, done, returned, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.queries import holiday_calendar
from neighborcenter.desk import service as desk
from neighborcenter.desk.drafts import OutcomeDraft, VisitDraft
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.matters import records, rules
from neighborcenter.desk.matters.drafts import AskDraft, MatterDraft, RateDraft
from neighborcenter.desk.matters.kinds import OPEN, Act, MatterStatus
from neighborcenter.desk.matters.models import matter, matter_paper
from neighborcenter.desk.matters.records import refuse_act, step, stored
from neighborcenter.desk.models import visit
from neighborcenter.desk.queue.models import ticket
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people import queries as people
from neighborcenter.people import records as people_records


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A matter that was taken in.  `missing` are necessary papers; `warnings` say what is not certain."""

    matter_id: int
    number: str
    status: MatterStatus
    due: date | None
    missing: tuple[str, ...] = ()
    visit_id: int | None = None
    warnings: tuple[Problem, ...] = ()
    again: bool = False


def take_in(work: Work, draft: MatterDraft) -> TakenIn:
    """Take a matter in and count its visit as one to be finished; with `accept` accept it if nothing is missing.

    The same `client_key` again gives the first.  Raises Invalid (a proof that must not be issued among others),
    NotFound for an unknown resident.
    """
    work.require(Permission.DESK_SERVE)
    work.one_at_a_time(records.LOCK)
    earlier = _saved_before(work, draft)
    if earlier is not None:
        return earlier
    found = records.service_of(work, draft)
    refuse(
        rules.problems_in_matter(
            draft,
            known=found is not None,
            published=found is not None and records.is_published(found),
            refused=found is not None and bool(found.refused),
            service=found.name if found is not None else "",
        )
    )
    if found is None:
        raise NotFound("service", draft.service_id)
    person = people_records.kept_under(work, draft.resident_id)
    visited = desk.register_visit(
        work,
        VisitDraft(service_id=found.id, resident_id=person, visitor=draft.who, outcome=Outcome.OPEN),
    )
    ref, number = _insert(work, draft, found, person, visited.visit_id)
    records.put_papers(work, ref, found.id, draft.papers)
    if draft.ticket_id is not None:
        work.update(
            ticket, draft.ticket_id, visit_id=visited.visit_id, service_id=found.id, resident_id=person
        )
    row = stored(work, ref)
    step(work, row, Act.TAKE, draft.note)
    lacking = rules.missing(records.facts(records.paper_rows(work, ref)))
    due, warnings = (None, ()) if lacking or not draft.accept else _accept(work, row)
    status = MatterStatus.ACCEPTED if draft.accept and not lacking else MatterStatus.RECEIVED
    return TakenIn(ref, number, status, due, lacking, visited.visit_id, warnings)


def accept(work: Work, matter_id: int, *, incomplete: bool = False) -> date | None:
    """Accept a matter: the promise runs from now.  Gives the promised day, None where the service promises none.

    Raises NotFound, Invalid: necessary papers are missing (`incomplete` accepts all the same, 容缺受理).
    """
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    refuse_act(Act.ACCEPT, row)
    lacking = rules.missing(records.facts(records.paper_rows(work, matter_id)))
    if lacking and not incomplete:
        raise Invalid(Problem("papers", "matters.papers_missing", {"papers": "、".join(lacking)}))
    due, _warnings = _accept(work, row)
    return due


def ask(work: Work, draft: AskDraft) -> None:
    """Ask the resident for papers; the clock of an accepted matter stands still.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, draft.matter_id)
    refuse_act(Act.ASK, row)
    today = work.clock.today()
    refuse(rules.problems_in_ask(draft, today))
    values: dict[str, Any] = {"status": MatterStatus.SUPPLEMENT, "supply_by": draft.by}
    if row.status is MatterStatus.ACCEPTED:
        values["days_left"] = rules.paused(row.due, today, holiday_calendar(work))
        values["asked_on"] = today
    work.update(matter, row.id, **values)
    known = {paper.name: paper for paper in records.paper_rows(work, row.id)}
    for place, name in enumerate(draft.papers):
        if name in known:
            work.execute(
                matter_paper.update()
                .where(matter_paper.c.id == known[name].id)
                .values(asked=True, there=False)
            )
        else:
            work.insert(
                matter_paper, matter_id=row.id, position=len(known) + place, name=name.strip(), asked=True
            )
    words = " ".join(part for part in ("、".join(draft.papers), draft.words.strip()) if part)
    step(work, row, Act.ASK, words, due=draft.by)


def tick(work: Work, matter_id: int, paper_ids: Sequence[int], *, there: bool = True) -> None:
    """Tick papers off as being there, or take the tick back.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    if row.status not in OPEN:
        raise Invalid(Problem("matter", "matters.cannot_supply"))
    work.execute(
        matter_paper.update()
        .where(matter_paper.c.matter_id == matter_id, matter_paper.c.id.in_(list(paper_ids)))
        .values(there=there)
    )
    work.update(matter, matter_id)
    work.record("matters.supply", "matter", matter_id, papers=list(paper_ids), there=there)


def supply(work: Work, matter_id: int, papers: Sequence[str] = (), words: str = "") -> date | None:
    """The papers are there (none named: all that were asked for): the clock runs on.  Gives the promised day.

    Raises NotFound, Invalid when something asked for is still missing.
    """
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    refuse_act(Act.SUPPLY, row)
    known = records.paper_rows(work, matter_id)
    wanted = set(papers) or {paper.name for paper in known if paper.asked}
    work.execute(
        matter_paper.update()
        .where(matter_paper.c.matter_id == matter_id, matter_paper.c.name.in_(wanted))
        .values(there=True)
    )
    lacking = [paper.name for paper in known if paper.asked and not paper.there and paper.name not in wanted]
    if lacking:
        raise Invalid(Problem("papers", "matters.papers_missing", {"papers": "、".join(lacking)}))
    values: dict[str, Any] = {"supply_by": None, "asked_on": None, "days_left": None}
    due: date | None = row.due
    if row.accepted_on is not None:
        after = rules.resumed(row.due, row.days_left, work.clock.today(), holiday_calendar(work))
        due = after.day if after is not None else None
        values |= {"status": MatterStatus.ACCEPTED, "due": due}
    else:
        values["status"] = MatterStatus.RECEIVED
    work.update(matter, matter_id, **values)
    step(
        work, row, Act.SUPPLY, " ".join(part for part in ("、".join(papers), words.strip()) if part), due=due
    )
    return due


def finish(work: Work, matter_id: int, result: str = "") -> None:
    """The matter is done; its visit counts as done.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    refuse_act(Act.FINISH, row)
    _end(work, row, MatterStatus.DONE, Act.FINISH, result, Outcome.DONE)


def send_back(work: Work, matter_id: int, reason: str) -> None:
    """Return a matter that cannot be done, with the reason; its visit counts as declined.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    refuse_act(Act.RETURN, row)
    refuse([problem for problem in [rules.problem_in_reason(reason)] if problem is not None])
    _end(work, row, MatterStatus.RETURNED, Act.RETURN, reason, Outcome.REFERRED)


def withdraw(work: Work, matter_id: int, reason: str) -> None:
    """The resident takes the matter back.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    refuse_act(Act.WITHDRAW, row)
    refuse([problem for problem in [rules.problem_in_reason(reason)] if problem is not None])
    _end(work, row, MatterStatus.WITHDRAWN, Act.WITHDRAW, reason, Outcome.DONE)


def reopen(work: Work, matter_id: int, words: str = "") -> None:
    """Take up a matter again that was ended by mistake, where it stood.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    refuse_act(Act.REOPEN, row)
    status = MatterStatus.ACCEPTED if row.accepted_on is not None else MatterStatus.RECEIVED
    work.update(matter, matter_id, status=status, ended_at=None, result="", satisfaction=None, opinion="")
    _set_outcome(work, row, Outcome.OPEN)
    step(work, row, Act.REOPEN, words)


def rate(work: Work, draft: RateDraft) -> None:
    """Keep what the resident said.  Raises NotFound, Invalid while the matter is open."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, draft.matter_id)
    refuse_act(Act.RATE, row)
    work.update(matter, row.id, satisfaction=draft.satisfaction, opinion=draft.opinion.strip())
    step(work, row, Act.RATE, draft.opinion)


def note(work: Work, matter_id: int, words: str) -> None:
    """Write a note into the course of a matter.  Raises NotFound, Invalid when it is empty."""
    work.require(Permission.DESK_SERVE)
    row = stored(work, matter_id)
    if not words.strip():
        raise Invalid(Problem("words", "required"))
    work.update(matter, matter_id)
    step(work, row, Act.NOTE, words)


def _insert(work: Work, draft: MatterDraft, found: Any, person: int | None, visit_id: int) -> tuple[int, str]:
    """Write the matter under the next number of the year; gives its id and its number."""
    now = work.clock.local()
    serial = 1 + int(
        work.value(
            sa.select(sa.func.coalesce(sa.func.max(matter.c.serial), 0)).where(
                matter.c.center_id == work.center_id, matter.c.year == now.year
            )
        )
    )
    ref = work.insert(
        matter,
        year=now.year,
        serial=serial,
        service_id=found.id,
        module_id=found.module_id,
        handling=found.handling,
        resident_id=person,
        who=people.resident_name(work, person) if person is not None else draft.who.strip(),
        phone=draft.phone.strip(),
        agent=draft.agent.strip(),
        agent_phone=draft.agent_phone.strip(),
        agent_relation=draft.agent_relation.strip(),
        delivery=draft.delivery,
        department=found.department,
        received_at=now,
        days=found.days,
        note=draft.note.strip(),
        visit_id=visit_id,
        handler_id=work.actor.account_id,
        client_key=draft.client_key or None,
    )
    return ref, rules.number_of(now.year, serial)


def _accept(work: Work, row: Any) -> tuple[date | None, tuple[Problem, ...]]:
    today = work.clock.today()
    promise = rules.promised(today, row.days, holiday_calendar(work))
    due = promise.day if promise is not None else None
    work.update(matter, row.id, status=MatterStatus.ACCEPTED, accepted_on=today, due=due)
    step(work, row, Act.ACCEPT, "", due=due)
    unknown = promise.unknown_years if promise is not None else ()
    return due, tuple(Problem("due", "matters.year_unknown", {"year": year}, "warning") for year in unknown)


def _end(work: Work, row: Any, status: MatterStatus, act: Act, words: str, outcome: Outcome) -> None:
    work.update(matter, row.id, status=status, ended_at=work.clock.local(), result=words.strip(), away=False)
    _set_outcome(work, row, outcome)
    step(work, row, act, words)


def _set_outcome(work: Work, row: Any, outcome: Outcome) -> None:
    """Let the visit of the matter say how it ended; one that was taken back stays so."""
    found = work.row(sa.select(visit.c.status, visit.c.outcome).where(visit.c.id == row.visit_id))
    if found is None or found.status is VisitStatus.UNDONE or found.outcome is outcome:
        return
    if outcome is Outcome.REFERRED and found.outcome is not Outcome.OPEN:
        return
    desk.set_outcome(work, OutcomeDraft(row.visit_id, outcome))


def _saved_before(work: Work, draft: MatterDraft) -> TakenIn | None:
    if not draft.client_key:
        return None
    row = work.row(
        sa.select(matter).where(matter.c.center_id == work.center_id, matter.c.client_key == draft.client_key)
    )
    if row is None:
        return None
    if row.service_id != draft.service_id:
        raise Invalid(Problem("", "matters.key_reused"))
    number = rules.number_of(row.year, row.serial)
    return TakenIn(row.id, number, row.status, row.due, visit_id=row.visit_id, again=True)
