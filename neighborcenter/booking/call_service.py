"""Making call lists and ticking the calls off."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import calls
from neighborcenter.booking.drafts import CallDraft
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.booking.models import call_entry, call_list
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work


def make_list(
    work: Work,
    *,
    title: str,
    subject: str,
    subject_id: int | None,
    words: str,
    entries: Sequence[CallDraft],
) -> int:
    """Make a list of people to ring; `subject` and its id say what it is about ("closed_day", 7).

    Returns its id.  Raises Invalid for a list without a title or without anybody.
    """
    work.require(Permission.BOOKING_VIEW)
    if not title.strip():
        raise Invalid(Problem("title", "calls.title_missing"))
    if not entries:
        raise Invalid(Problem("entries", "calls.nobody"))
    list_id = calls.keep_list(
        work, title=title, subject=subject, subject_id=subject_id, words=words, entries=entries
    )
    work.record("calls.make", "call_list", list_id, title=title.strip(), calls=len(entries))
    return list_id


def tick(work: Work, entry_id: int, outcome: CallOutcome, note: str | None = None) -> None:
    """Say what became of one call; OPEN takes it back.  A note of None stays as it is.

    The list is done when nobody is left to be called, and open again when a call is taken back.
    Raises NotFound.
    """
    work.require(Permission.BOOKING_WRITE)
    row = work.row(
        sa.select(call_entry.c.call_list_id, call_entry.c.note).where(
            call_entry.c.id == entry_id, call_entry.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("call_entry", entry_id)
    called = outcome in (CallOutcome.TOLD, CallOutcome.NOT_REACHED)
    work.update(
        call_entry,
        entry_id,
        outcome=outcome,
        note=row.note if note is None else note.strip(),
        called_at=work.clock.now() if called else None,
        called_by=work.actor.account_id if called else None,
    )
    left = work.value(
        sa.select(sa.func.count()).where(
            call_entry.c.call_list_id == row.call_list_id, call_entry.c.outcome.in_(calls.STILL_TO_CALL)
        )
    )
    work.update(call_list, row.call_list_id, closed_at=None if left else work.clock.now())
    work.record("calls.tick", "call_entry", entry_id, list=row.call_list_id, outcome=str(outcome))


def put_aside(work: Work, list_id: int) -> None:
    """Close a list although calls are left.  Raises NotFound."""
    work.require(Permission.BOOKING_WRITE)
    work.update(call_list, list_id, closed_at=work.clock.now())
    work.record("calls.put_aside", "call_list", list_id)


def take_up(work: Work, list_id: int) -> None:
    """Open a list again.  Raises NotFound."""
    work.require(Permission.BOOKING_WRITE)
    work.update(call_list, list_id, closed_at=None)
    work.record("calls.take_up", "call_list", list_id)
