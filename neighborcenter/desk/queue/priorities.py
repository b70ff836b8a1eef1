"""Which rule of priority puts somebody forward: their age, their care tags, what was said at the counter."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.desk.queue import rules
from neighborcenter.desk.queue.models import priority_rule
from neighborcenter.desk.queue.rules import PriorityFact
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.models import care_tag, resident, resident_tag
from neighborcenter.people.rules import age_on


@dataclass(frozen=True, slots=True)
class Priority:
    """What a ticket gets.  `shown` is empty for a rule whose tag not everybody may see: the rank says enough."""

    rule_id: int | None = None
    rank: int = 0
    shown: str = ""


def of(read: Read, resident_id: int | None, said: int | None) -> Priority:
    """The priority of somebody.  Raises NotFound for a rule that is not in use."""
    rows = read.rows(
        sa.select(priority_rule, sa.func.coalesce(care_tag.c.sensitive, sa.false()).label("sensitive"))
        .outerjoin(care_tag, care_tag.c.id == priority_rule.c.tag_id)
        .where(priority_rule.c.center_id == read.center_id, priority_rule.c.active.is_(True))
    )
    if said is not None and all(row.id != said for row in rows):
        raise NotFound("priority_rule", said, "rule_id")
    age, tags = _person(read, resident_id)
    facts = [PriorityFact(r.id, r.name, r.basis, r.rank, r.from_age, r.tag_id) for r in rows]
    best = rules.best_rule(facts, age=age, tag_ids=tags, said=said)
    if best is None:
        return Priority()
    hidden = next(bool(row.sensitive) for row in rows if row.id == best.rule_id)
    return Priority(best.rule_id, best.rank, "" if hidden else best.name)


def _person(read: Read, resident_id: int | None) -> tuple[int | None, tuple[int, ...]]:
    if resident_id is None:
        return None, ()
    born = read.value(sa.select(resident.c.birth_date).where(resident.c.id == resident_id))
    tags = read.rows(sa.select(resident_tag.c.tag_id).where(resident_tag.c.resident_id == resident_id))
    age = age_on(born, read.clock.today()) if born is not None else None
    return age, tuple(row.tag_id for row in tags)
