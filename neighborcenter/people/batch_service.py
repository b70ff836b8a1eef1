"""Residents by the thousand: what an import writes, and taking an import back."""

from collections import Counter
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit import search
from neighborcenter.kit.pinyin import sort_key
from neighborcenter.kit.problems import Problem, refuse
from neighborcenter.kit.search_key import search_key
from neighborcenter.kit.work import Work
from neighborcenter.people import finding, rules
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident, resident_tag
from neighborcenter.people.privacy import RESIDENT_FIELDS
from neighborcenter.people.service import FIELDS, keys_of


def register_many(work: Work, drafts: Sequence[ResidentDraft], batch_id: int) -> list[int]:
    """Register many residents at once. Returns their ids, in order.

    Every draft is checked as a single one would be; likely duplicates are the importer's business, a double ID
    number is refused. Raises Invalid with the problems of the first draft that is wrong.
    """
    work.require(Permission.PEOPLE_IMPORT)
    today = work.clock.today()
    rows: list[dict[str, Any]] = []
    tags: list[tuple[int, ...]] = []
    for draft in drafts:
        clean, problems = rules.tidy(draft, today)
        refuse(problems)
        row = {name: getattr(clean, name) for name in FIELDS}
        for name in RESIDENT_FIELDS:
            row[name] = row[name] or ""
        row.update(name_sort=sort_key(clean.name), batch_id=batch_id)
        rows.append(row)
        tags.append(clean.tags or ())
    _refuse_double_numbers(work, [row["id_number"] for row in rows if row["id_number"]])
    before = work.value(sa.select(sa.func.max(resident.c.id))) or 0
    work.insert_many(resident, rows)
    ids = [
        row[0]
        for row in work.rows(
            sa.select(resident.c.id)
            .where(resident.c.batch_id == batch_id, resident.c.id > before)
            .order_by(resident.c.id)
        )
    ]
    search.put_new_keys(
        work,
        finding.RESIDENT,
        ((ref, keys_of(SimpleNamespace(**row))) for ref, row in zip(ids, rows, strict=True)),
    )
    work.insert_many(
        resident_tag,
        [{"resident_id": ref, "tag_id": tag} for ref, each in zip(ids, tags, strict=True) for tag in each],
    )
    work.record("people.register_many", "import_batch", batch_id, people=len(ids))
    return ids


def take_back_batch(work: Work, batch_id: int) -> int:
    """Remove the residents of an import. Returns how many went; those in use since then stay.

    In use means: some other record of the house points at them, or somebody changed them.
    """
    work.require(Permission.PEOPLE_IMPORT)
    ids = {
        row[0]
        for row in work.rows(
            sa.select(resident.c.id).where(
                resident.c.center_id == work.center_id,
                resident.c.batch_id == batch_id,
                resident.c.version == 1,
            )
        )
    }
    ids -= _pointed_at(work, batch_id)
    for ref in sorted(ids):
        search.put_keys(work, finding.RESIDENT, ref, ())
    for start in range(0, len(ids), 1_000):
        part = sorted(ids)[start : start + 1_000]
        work.execute(resident_tag.delete().where(resident_tag.c.resident_id.in_(part)))
        work.execute(resident.delete().where(resident.c.id.in_(part)))
    work.record("people.take_back", "import_batch", batch_id, people=len(ids))
    return len(ids)


def _pointed_at(work: Work, batch_id: int) -> set[int]:
    """Residents of the batch that some other record names."""
    wanted = sa.select(resident.c.id).where(resident.c.batch_id == batch_id)
    found: set[int] = set()
    for table in resident.metadata.sorted_tables:
        if table in (resident_tag, search_key):
            continue
        for column in table.c:
            if any(key.column is resident.c.id for key in column.foreign_keys):
                found |= {row[0] for row in work.rows(sa.select(column).where(column.in_(wanted)))}
    return found


def _refuse_double_numbers(work: Work, numbers: list[str]) -> None:
    doubles = [each for each, count in Counter(numbers).items() if count > 1]
    problems = [Problem("id_number", "people.id_taken", {"name": "***"}) for _each in doubles]
    for start in range(0, len(numbers), 1_000):
        part = numbers[start : start + 1_000]
        taken = work.rows(
            sa.select(resident.c.name).where(
                resident.c.center_id == work.center_id,
                resident.c.id_number.in_(part),
                resident.c.status.not_in([ResidentStatus.MERGED, ResidentStatus.REMOVED]),
            )
        )
        problems += [Problem("id_number", "people.id_taken", {"name": row[0]}) for row in taken]
    refuse(problems)
