"""Things found and lost; words hung out at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.desk.counter import rules
from neighborcenter.desk.counter.drafts import NoticeDraft, ThingDraft, ThingEndDraft
from neighborcenter.desk.counter.kinds import ThingStatus
from neighborcenter.desk.counter.models import counter_notice, found_thing
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work


def add_thing(work: Work, draft: ThingDraft) -> int:
    """Note something found, or missed by somebody; returns its id.  Raises Invalid."""
    work.require(Permission.DESK_SERVE)
    now = work.clock.local()
    refuse(rules.problems_in_thing(draft, now))
    ref = work.insert(
        found_thing,
        kind=draft.kind,
        what=draft.what.strip(),
        place=draft.place.strip(),
        at=draft.at or now,
        kept_at=draft.kept_at.strip(),
        who=draft.who.strip(),
        phone=draft.phone.strip(),
        note=draft.note.strip(),
    )
    work.record("counter.add_thing", "found_thing", ref, kind=draft.kind.value, what=draft.what.strip())
    return ref


def end_thing(work: Work, draft: ThingEndDraft) -> None:
    """Say how it ended.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = _thing(work, draft.thing_id)
    if row.status is not ThingStatus.KEPT:
        raise Invalid(Problem("thing", "counter.ended_already"))
    refuse(rules.problems_in_end(draft))
    work.update(
        found_thing,
        row.id,
        status=draft.status,
        ended_at=work.clock.local(),
        claimed_by=draft.claimed_by.strip(),
        proof=draft.proof.strip(),
    )
    work.record("counter.end_thing", "found_thing", row.id, what=row.what, status=draft.status.value)


def reopen_thing(work: Work, thing_id: int) -> None:
    """Take its end back.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    row = _thing(work, thing_id)
    if row.status is ThingStatus.KEPT:
        raise Invalid(Problem("thing", "counter.not_ended"))
    work.update(found_thing, row.id, status=ThingStatus.KEPT, ended_at=None, claimed_by="", proof="")
    work.record("counter.reopen_thing", "found_thing", row.id, what=row.what)


def clear_things(work: Work, thing_ids: Sequence[int], to: str) -> tuple[int, ...]:
    """Hand on in one act what was found and kept its whole year; gives the ids for taking it back.

    Raises NotFound, Invalid when one has to be kept longer or was settled meanwhile.
    """
    work.require(Permission.DESK_SERVE)
    ids = tuple(dict.fromkeys(thing_ids))
    refuse(rules.problems_in_clearing(to, len(ids)))
    rows = [_thing(work, ref) for ref in ids]
    today = work.clock.today()
    refuse(
        [
            Problem("things", "counter.still_kept", {"what": row.what, "day": rules.kept_until(row.at)})
            for row in rows
            if not rules.may_be_cleared(row.kind, row.status, row.at, today)
        ]
    )
    now = work.clock.local()
    for row in rows:
        work.update(
            found_thing, row.id, status=ThingStatus.HANDED_ON, ended_at=now, claimed_by=to.strip(),
            proof=_("kept for its whole year"),
        )  # fmt: skip
    work.record("counter.clear_things", "found_thing", None, things=list(ids), to=to.strip())
    return ids


def keep_again(work: Work, thing_ids: Sequence[int]) -> None:
    """Take a clearing back.  Raises NotFound, Invalid."""
    work.require(Permission.DESK_SERVE)
    for ref in thing_ids:
        reopen_thing(work, ref)
    work.record("counter.keep_again", "found_thing", None, things=list(thing_ids))


def hang_notice(work: Work, draft: NoticeDraft) -> int:
    """Hang words out at the counter; returns their id.  Raises Invalid."""
    work.require(Permission.DESK_SERVE)
    refuse(rules.problems_in_notice(draft))
    ref = work.insert(
        counter_notice,
        words=draft.words.strip(),
        first=draft.first,
        last=draft.last,
        on_display=draft.on_display,
    )
    work.record("counter.hang_notice", "counter_notice", ref, words=draft.words.strip())
    return ref


def take_notice_down(work: Work, notice_id: int, *, down: bool = True) -> None:
    """Take words down, or hang them out again.  Raises NotFound."""
    work.require(Permission.DESK_SERVE)
    work.update(counter_notice, notice_id, active=not down)
    work.record("counter.take_notice_down", "counter_notice", notice_id, down=down)


def _thing(work: Work, thing_id: int) -> Any:
    row = work.row(
        sa.select(found_thing).where(found_thing.c.center_id == work.center_id, found_thing.c.id == thing_id)
    )
    if row is None:
        raise NotFound("found_thing", thing_id)
    return row
