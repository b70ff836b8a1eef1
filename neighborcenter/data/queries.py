"""Questions about imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.data.models import import_batch
from neighborcenter.kit.work import Read


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import; times are the center's local time."""

    id: int
    at: datetime
    kind: str
    file_name: str
    rows: int
    added: int
    updated: int
    refused: int
    staff: str
    undone_at: datetime | None


def import_batches(read: Read, text: str = "") -> list[BatchRow]:
    """Every import of the center, newest first; `text` is looked for in file names."""
    read.require(Permission.DATA_IMPORT)
    statement = (
        sa.select(import_batch, account.c.name.label("staff"))
        .outerjoin(account, account.c.id == import_batch.c.created_by)
        .where(import_batch.c.center_id == read.center_id)
        .order_by(import_batch.c.id.desc())
    )
    if text:
        statement = statement.where(import_batch.c.file_name.contains(text, autoescape=True))
    return [
        BatchRow(
            r.id,
            read.clock.wall(r.created_at),
            r.kind,
            r.file_name,
            r.rows,
            r.added,
            r.updated,
            r.refused,
            r.staff or "",
            None if r.undone_at is None else read.clock.wall(r.undone_at),
        )
        for r in read.rows(statement)
    ]


def batch_rows(read: Read, ids: Sequence[int]) -> list[BatchRow]:
    """The imports with these ids, in their order."""
    found = {row.id: row for row in import_batches(read)}
    return [found[ref] for ref in ids if ref in found]
