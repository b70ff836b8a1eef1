"""What the desk does when other rooms tell news, inside the same unit of work."""

from __future__ import annotations

import json

import sqlalchemy as sa

from neighborcenter.desk.counter.models import loan, shift_handover
from neighborcenter.desk.matters.models import matter, matter_step
from neighborcenter.desk.queue.models import ticket
from neighborcenter.kit.work import Work
from neighborcenter.people.events import ResidentForgotten
from neighborcenter.people.texts import REMOVED_NAME


def on_resident_forgotten(work: Work, event: ResidentForgotten) -> None:
    """Blank the copies of name and phone in numbers, matters, loans and handovers; the figures hold."""
    ref = event.resident_id
    names = {
        row.who
        for table in (matter, loan)
        for row in work.rows(sa.select(table.c.who).where(table.c.resident_id == ref))
        if row.who
    }
    mine = sa.select(matter.c.id).where(matter.c.resident_id == ref)
    work.execute(
        matter_step.update().where(matter_step.c.matter_id.in_(mine)).values(words="", giver="", taker="")
    )
    gone = {"who": REMOVED_NAME, "phone": "", "note": ""}
    work.execute(
        matter.update()
        .where(matter.c.resident_id == ref)
        .values(**gone, agent="", agent_phone="", agent_relation="", opinion="", result="")
    )
    work.execute(loan.update().where(loan.c.resident_id == ref).values(**gone))
    work.execute(ticket.update().where(ticket.c.resident_id == ref).values(visitor="", note=""))
    for name in names:
        said = json.dumps({"who": name}, ensure_ascii=False)[1:-1]
        after = json.dumps({"who": REMOVED_NAME}, ensure_ascii=False)[1:-1]
        work.execute(
            shift_handover.update()
            .where(shift_handover.c.content.contains(said, autoescape=True))
            .values(content=sa.func.replace(shift_handover.c.content, said, after))
        )
