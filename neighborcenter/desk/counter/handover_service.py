"""The end of a shift: what is open is written down once, whoever takes over signs, and nothing changes after."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.models import account
from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import queries, rules
from neighborcenter.desk.counter.drafts import HandoverDraft
from neighborcenter.desk.counter.models import shift_handover
from neighborcenter.desk.matters import queries as matters
from neighborcenter.desk.matters.kinds import OPEN
from neighborcenter.desk.matters.queries import MatterFilter
from neighborcenter.desk.queries import desk_day
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Read, Work

MOST = 200
"""Lines of a kind that a handover writes down; what is pressing comes first."""


def open_now(read: Read) -> dict[str, Any]:
    """What the next shift finds: open matters, things that are out, things found, the figures of the day."""
    read.require(Permission.DESK_VIEW)
    ids = matters.matter_ids(read, MatterFilter(statuses=tuple(sorted(OPEN))))
    day = desk_day(read)
    return {
        "visits": day.visits,
        "heads": day.heads,
        "open_visits": day.open,
        "matters_open": len(ids),
        "matters": [
            {
                "number": row.number,
                "service": row.service,
                "who": row.who,
                "status": row.status.value,
                "due": row.due.isoformat() if row.due is not None else "",
                "overdue": row.clock.clock.value == "overdue",
            }
            for row in matters.matter_rows(read, ids[:MOST])
        ],
        "loans": [
            {
                "what": row.what,
                "quantity": row.quantity,
                "who": row.who,
                "due": f"{row.due_at:%Y-%m-%d %H:%M}",
                "overdue": row.overdue,
            }
            for row in queries.loans(read)[:MOST]
        ],
        "things": [
            {"what": row.what, "kind": row.kind.value, "kept_at": row.kept_at}
            for row in queries.things(read)[:MOST]
        ],
    }


def hand_over(work: Work, draft: HandoverDraft) -> int:
    """End a shift; returns the id.  Raises Invalid."""
    work.require(Permission.DESK_SERVE)
    refuse(rules.problems_in_handover(draft, work.actor.account_id))
    taker = draft.taker.strip()
    if draft.to_id is not None:
        taker = _name(work, draft.to_id)
    ref = work.insert(
        shift_handover,
        at=work.clock.local(),
        from_id=work.actor.account_id,
        giver=work.actor.name,
        to_id=draft.to_id,
        taker=taker,
        cash_fen=draft.cash_fen,
        cash_note=draft.cash_note.strip(),
        words=draft.words.strip(),
        content=json.dumps(open_now(work), ensure_ascii=False, sort_keys=True),
    )
    work.record("counter.hand_over", "shift_handover", ref, taker=taker, cash_fen=draft.cash_fen)
    return ref


def sign(work: Work, handover_id: int) -> None:
    """Take over: whoever is named signs, or anybody but the giver when only a name was written.

    Raises NotFound, Invalid.
    """
    work.require(Permission.DESK_SERVE)
    row = work.row(
        sa.select(shift_handover).where(
            shift_handover.c.center_id == work.center_id, shift_handover.c.id == handover_id
        )
    )
    if row is None:
        raise NotFound("shift_handover", handover_id)
    if row.signed_at is not None:
        raise Invalid(Problem("", "counter.signed_already"))
    if row.from_id == work.actor.account_id:
        raise Invalid(Problem("", "counter.own_signature"))
    if row.to_id is not None and row.to_id != work.actor.account_id:
        raise Invalid(Problem("", "counter.not_for_you", {"taker": row.taker}))
    work.update(
        shift_handover, handover_id, signed_at=work.clock.now(), signed_by=work.actor.account_id,
        taker=work.actor.name,
    )  # fmt: skip
    work.record("counter.sign", "shift_handover", handover_id, giver=row.giver)


def _name(work: Work, account_id: int) -> str:
    found = work.value(
        sa.select(account.c.name).where(account.c.center_id == work.center_id, account.c.id == account_id)
    )
    if found is None:
        raise NotFound("account", account_id, "taker")
    return str(found)
