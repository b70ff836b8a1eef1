"""When volunteers can come, when they are away, and with whom they like to serve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.drafts import AvailabilityDraft
from neighborcenter.volunteers.kinds import Bond
from neighborcenter.volunteers.models.people import availability, leave, team, team_member, volunteer_bond
from neighborcenter.volunteers.records import stored


def set_availability(work: Work, volunteer_id: int, stretches: Sequence[AvailabilityDraft]) -> None:
    """Replace what somebody said about their weeks and days by these stretches.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, volunteer_id)
    refuse(problem for each in stretches for problem in rules.problems_in_availability(each))
    work.execute(availability.delete().where(availability.c.volunteer_id == volunteer_id))
    work.insert_many(
        availability,
        [
            {
                "volunteer_id": volunteer_id,
                "kind": each.kind,
                "weekday": each.weekday,
                "day": each.day,
                "opens": each.opens,
                "closes": each.closes,
            }
            for each in stretches
        ],
    )
    work.record("volunteers.availability", "volunteer", volunteer_id, number=row.number, count=len(stretches))


def go_on_leave(work: Work, volunteer_id: int | None, first: date, last: date, reason: str = "") -> int:
    """Somebody is away for these days, or with None nobody is asked; gives the row's id.

    Raises NotFound, Invalid when the last day is before the first.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    if volunteer_id is not None:
        stored(work, volunteer_id)
    if last < first:
        raise Invalid(Problem("last_day", "volunteers.ends_first"))
    ref = work.insert(leave, volunteer_id=volunteer_id, first_day=first, last_day=last, reason=reason.strip())
    work.record(
        "volunteers.leave", "volunteer", volunteer_id, first=first.isoformat(), last=last.isoformat(),
        reason=reason.strip(), leave=ref,
    )  # fmt: skip
    return ref


def end_leave(work: Work, leave_id: int) -> None:
    """Take a leave back.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    work.delete(leave, leave_id)
    work.record("volunteers.end_leave", "leave", leave_id)


def tie(work: Work, one: int, other: int, bond: Bond, reason: str = "") -> None:
    """Two people wish to serve together, apart, or are one family.  Raises NotFound, Invalid for the same one."""
    work.require(Permission.VOLUNTEERS_WRITE)
    if one == other:
        raise Invalid(Problem("other_id", "volunteers.same_person"))
    first, second = sorted((one, other))
    stored(work, first)
    stored(work, second)
    _untie(work, first, second)
    work.insert(volunteer_bond, volunteer_id=first, other_id=second, bond=bond, reason=reason.strip())
    work.record("volunteers.tie", "volunteer", one, other=other, bond=bond.value)


def untie(work: Work, one: int, other: int) -> None:
    """Forget what two people wished of each other.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    if not _untie(work, *sorted((one, other))):
        raise NotFound("volunteer", other, "other_id")
    work.record("volunteers.untie", "volunteer", one, other=other)


def add_team(
    work: Work,
    name: str,
    members: Sequence[int],
    *,
    lead_id: int | None = None,
    as_a_whole: bool = False,
    note: str = "",
) -> int:
    """Make a team; the lead may lead shifts; `as_a_whole` teams are deployed together.  Gives its id.

    Raises Invalid for a missing or known name, NotFound.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    clean = _free_name(work, name)
    ref = work.insert(team, name=clean, lead_id=lead_id, as_a_whole=as_a_whole, note=note.strip())
    _fill_team(work, ref, members, lead_id)
    work.record("volunteers.add_team", "team", ref, name=clean, members=len(set(members)))
    return ref


def change_team(
    work: Work,
    ref: int,
    members: Sequence[int],
    *,
    lead_id: int | None = None,
    as_a_whole: bool = False,
    name: str | None = None,
    note: str | None = None,
    version: int | None = None,
) -> None:
    """Say anew who belongs to a team and who leads it; name and note stay when not given.

    Raises NotFound, Stale, Invalid for a missing or known name.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = work.row(sa.select(team).where(team.c.id == ref, team.c.center_id == work.center_id))
    if row is None:
        raise NotFound("team", ref)
    words = {} if note is None else {"note": note.strip()}
    if name is not None and name.strip() != row.name:
        words["name"] = _free_name(work, name)
    work.update(team, ref, version=version, lead_id=lead_id, as_a_whole=as_a_whole, **words)
    work.execute(team_member.delete().where(team_member.c.team_id == ref))
    _fill_team(work, ref, members, lead_id)
    work.record("volunteers.change_team", "team", ref, members=len(set(members)), lead=lead_id)


def retire_team(work: Work, ref: int, *, active: bool = False) -> None:
    """Take a team out of use, or with `active` back into it; who belonged to it stays noted.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    work.update(team, ref, active=active)
    work.record("volunteers.retire_team", "team", ref, active=active)


def _free_name(work: Work, name: str) -> str:
    clean = name.strip()
    if not clean:
        raise Invalid(Problem("name", "volunteers.name_missing"))
    named = sa.select(team.c.id).where(team.c.center_id == work.center_id, team.c.name == clean)
    if work.value(named) is not None:
        raise Invalid(Problem("name", "volunteers.name_taken", {"name": clean}))
    return clean


def _fill_team(work: Work, ref: int, members: Sequence[int], lead_id: int | None) -> None:
    belonging = {*members, *([] if lead_id is None else [lead_id])}
    for member in sorted(belonging):
        stored(work, member)
    work.insert_many(
        team_member,
        [
            {"team_id": ref, "volunteer_id": member, "may_lead": member == lead_id}
            for member in sorted(belonging)
        ],
    )


def _untie(work: Work, first: int, second: int) -> bool:
    done = work.execute(
        volunteer_bond.delete().where(
            volunteer_bond.c.volunteer_id == first,
            volunteer_bond.c.other_id == second,
            volunteer_bond.c.center_id == work.center_id,
        )
    )
    return bool(done.rowcount)
