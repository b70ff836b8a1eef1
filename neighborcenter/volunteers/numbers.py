"""Numbers that are given once: volunteers', notices'.  A number is never given again, even if its owner is gone."""

from __future__ import annotations

import sqlalchemy as sa

from neighborcenter.kit.work import Work


def next_number(work: Work, table: sa.Table, letter: str, year: int) -> str:
    """The next number of a table with a `number` column, like V2026-0017, counted from 1 each year."""
    work.one_at_a_time(f"number:{table.name}")
    head = f"{letter}{year}-"
    last = work.value(
        sa.select(table.c.number)
        .where(table.c.center_id == work.center_id, table.c.number.startswith(head, autoescape=True))
        .order_by(sa.func.length(table.c.number).desc(), table.c.number.desc())
        .limit(1)
    )
    tail = str(last or "").removeprefix(head)
    return f"{head}{(int(tail) if tail.isdecimal() else 0) + 1:04d}"
