"""Accident insurance: policies and whom they cover (《志愿服务条例》 art. 17)."""

from __future__ import annotations

from collections.abc import Sequence

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
    taken = sa.select(policy.c.id).where(policy.c.center_id == work.center_id, policy.c.number == number)
    if work.value(taken) is not None:
        raise Invalid(Problem("number", "volunteers.number_taken", {"number": number}))
    ref = work.insert(
        policy,
        number=number,
        insurer=draft.insurer.strip(),
        cover=draft.cover.strip(),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        note=draft.note.strip(),
    )
    _cover(work, ref, members, draft.valid_from)
    work.record("volunteers.add_policy", "policy", ref, number=number, members=len(set(members)))
    return ref


def cover(work: Work, ref: int, members: Sequence[int]) -> int:
    """Add people to a policy from today on; gives how many were new.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = work.row(sa.select(policy).where(policy.c.id == ref, policy.c.center_id == work.center_id))
    if row is None:
        raise NotFound("policy", ref)
    added = _cover(work, ref, members, max(work.clock.today(), row.valid_from))
    work.record("volunteers.cover", "policy", ref, number=row.number, members=added)
    return added


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
