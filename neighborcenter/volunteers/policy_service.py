"""Accident insurance: policies and whom they cover (《志愿服务条例》 art. 17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.drafts import PolicyDraft
from neighborcenter.volunteers.models.people import policy, policy_member
from neighborcenter.volunteers.records import stored


def add_policy(work: Work, draft: PolicyDraft, members: Sequence[int] = ()) -> int:
    """Keep a policy and whom it covers from its first day; gives its id.  Raises Invalid, NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_policy(draft))
    number = draft.number.strip()
    _refuse_taken(work, number)
    ref = work.insert(policy, **_values(draft))
    _cover(work, ref, members, draft.valid_from)
    work.record("volunteers.add_policy", "policy", ref, number=number, members=len(set(members)))
    return ref


def change_policy(
    work: Work,
    ref: int,
    draft: PolicyDraft,
    members: Sequence[int],
    *,
    since: Mapping[int, date] | None = None,
    version: int | None = None,
) -> None:
    """Change a policy and say anew whom it covers; new ones from today on, who stays keeps their first day.

    `since` puts first days back when a change is taken back.  Raises NotFound, Stale, Invalid.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    refuse(rules.problems_in_policy(draft))
    row = _stored(work, ref)
    number = draft.number.strip()
    if number != row.number:
        _refuse_taken(work, number)
    work.update(policy, ref, version=version, **_values(draft))
    work.execute(
        policy_member.delete().where(
            policy_member.c.policy_id == ref, policy_member.c.volunteer_id.not_in(list(members))
        )
    )
    first = row.valid_from if draft.valid_from is None else draft.valid_from
    back = since or {}
    for member, day in back.items():
        _cover(work, ref, [member] if member in members else [], day)
    _cover(work, ref, members, max(work.clock.today(), first))
    work.record("volunteers.change_policy", "policy", ref, number=number, members=len(set(members)))


def drop_policy(work: Work, ref: int) -> None:
    """Take away a policy that was never one: entered by mistake, or taken back.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _stored(work, ref)
    work.execute(policy_member.delete().where(policy_member.c.policy_id == ref))
    work.delete(policy, ref)
    work.record("volunteers.drop_policy", "policy", ref, number=row.number)


def cover(work: Work, ref: int, members: Sequence[int]) -> int:
    """Add people to a policy from today on; gives how many were new.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _stored(work, ref)
    added = _cover(work, ref, members, max(work.clock.today(), row.valid_from))
    work.record("volunteers.cover", "policy", ref, number=row.number, members=added)
    return added


def uncover(work: Work, ref: int, members: Sequence[int]) -> int:
    """Take people off a policy; gives how many were on it.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _stored(work, ref)
    done = work.execute(
        policy_member.delete().where(
            policy_member.c.policy_id == ref, policy_member.c.volunteer_id.in_(list(members))
        )
    )
    work.record("volunteers.uncover", "policy", ref, number=row.number, members=done.rowcount)
    return done.rowcount


def _stored(work: Work, ref: int) -> Any:
    row = work.row(sa.select(policy).where(policy.c.id == ref, policy.c.center_id == work.center_id))
    if row is None:
        raise NotFound("policy", ref)
    return row


def _values(draft: PolicyDraft) -> dict[str, Any]:
    return {
        "number": draft.number.strip(),
        "insurer": draft.insurer.strip(),
        "cover": draft.cover.strip(),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "note": draft.note.strip(),
    }


def _refuse_taken(work: Work, number: str) -> None:
    taken = sa.select(policy.c.id).where(policy.c.center_id == work.center_id, policy.c.number == number)
    if work.value(taken) is not None:
        raise Invalid(Problem("number", "volunteers.number_taken", {"number": number}))


def _cover(work: Work, ref: int, members: Sequence[int], since: object) -> int:
    known = {
        row[0]
        for row in work.rows(sa.select(policy_member.c.volunteer_id).where(policy_member.c.policy_id == ref))
    }
    new = sorted(set(members) - known)
    for member in new:
        stored(work, member)
    work.insert_many(
        policy_member, [{"policy_id": ref, "volunteer_id": member, "covered_from": since} for member in new]
    )
    return len(new)
