"""Many volunteers at once: what an import brings in, adds to those known, and takes back as a whole.

Hours served elsewhere become one opening line of each kind (`earned.py`); a later list with other hours ends the old
line and writes a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.i18n import _
from neighborcenter.kit.model import metadata
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people.models import resident
from neighborcenter.volunteers.drafts import Arrival
from neighborcenter.volunteers.earned import BROUGHT
from neighborcenter.volunteers.kinds import HoursKind, HoursStatus, SignMethod
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import (
    availability,
    skill,
    team,
    team_member,
    volunteer,
    volunteer_skill,
    volunteer_status,
)
from neighborcenter.volunteers.numbers import next_number
from neighborcenter.volunteers.records import stored

_SAID = (
    "languages", "fields", "health_limits", "work_unit", "party_member", "contact_name", "contact_relation",
    "contact_phone", "wanted_shifts", "most_shifts", "note",
)  # fmt: skip
_OWN = (volunteer_status, volunteer_skill, team_member, availability, service_hours)
"""Tables whose rows came with the volunteer; anything else that names them was built on the import."""
Before = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing in did: ids of new volunteers, and for all what to put back."""

    added: list[int] = field(default_factory=list)
    before: dict[int, Before] = field(default_factory=dict)


def bring_in(work: Work, arrivals: Sequence[Arrival], *, batch_id: int | None = None) -> Brought:
    """Take on or add to volunteers from a list whose rows were checked; one audit line stands for all.

    Who is known keeps standing and number; what the list does not say stays.  Known volunteers about whom nothing
    is new are not in the answer.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    done = Brought()
    skills, teams = _Names(work, skill), _Names(work, team)
    for arrival in arrivals:
        new = arrival.volunteer_id is None
        ref = _take_on(work, arrival, batch_id) if arrival.volunteer_id is None else arrival.volunteer_id
        before: Before = {} if new else _say(work, ref, arrival)
        before |= _join(work, ref, "skills", volunteer_skill, skills, arrival.skills)
        before |= _join(work, ref, "teams", team_member, teams, arrival.teams)
        before |= _say_times(work, ref, arrival)
        before |= _open_hours(work, ref, arrival)
        if new:
            done.added.append(ref)
        if new or before:
            version = sa.select(volunteer.c.version).where(volunteer.c.id == ref)
            done.before[ref] = before | {"version": work.value(version)}
    work.record(
        "volunteers.bring_in", "import_batch", batch_id, added=len(done.added), count=len(done.before)
    )
    return done


def take_back(work: Work, added: Sequence[int], before: Mapping[int, Before]) -> int:
    """Undo what `bring_in` did.  Gives how many volunteers were removed or put back.

    Raises Invalid ("import.in_use") naming some of them when anything was built on it since: then nothing goes.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    _refuse_used(work, added, before)
    for ref, was in before.items():
        _drop_lines(work, ref, was)
        if ref not in added and was.get("said"):
            said = dict(was["said"])
            if "registered_on" in said:
                said["registered_on"] = date.fromisoformat(said["registered_on"])
            work.update(volunteer, ref, **said)
    for table in (volunteer_status, availability):
        work.execute(table.delete().where(table.c.volunteer_id.in_(list(added))))
    work.execute(volunteer.delete().where(volunteer.c.id.in_(list(added))))
    for table, key in ((skill, "skills_made"), (team, "teams_made")):
        _drop_unused(work, table, [name for was in before.values() for name in was.get(key, ())])
    work.record(
        "volunteers.take_back", "volunteer", None, removed=len(added), restored=len(before) - len(added)
    )
    return len(before)


class _Names:
    """Skills or teams of the center by name; one that is not there is made."""

    def __init__(self, work: Work, table: sa.Table) -> None:
        self._work, self._table = work, table
        rows = work.rows(sa.select(table.c.id, table.c.name).where(table.c.center_id == work.center_id))
        self._ids = {row.name: row.id for row in rows}

    def id_of(self, name: str) -> tuple[int, bool]:
        """Its id, and whether it was made now."""
        known = self._ids.get(name)
        if known is not None:
            return known, False
        more = {"position": len(self._ids) + 1} if "position" in self._table.c else {}
        self._ids[name] = self._work.insert(self._table, name=name, **more)
        return self._ids[name], True


def _take_on(work: Work, arrival: Arrival, batch_id: int | None) -> int:
    draft, today = arrival.draft, work.clock.today()
    since = arrival.registered_on or today
    ref = work.insert(
        volunteer,
        resident_id=draft.resident_id,
        number=draft.number or next_number(work, volunteer, "V", today.year),
        status=arrival.status,
        since=since,
        registered_on=since,
        batch_id=batch_id,
        **{name: getattr(draft, name) for name in _SAID},
    )
    work.insert(volunteer_status, volunteer_id=ref, status=arrival.status, day=since, reason=arrival.source)
    return ref


def _say(work: Work, ref: int, arrival: Arrival) -> Before:
    """Write what the list knows besides; an empty cell wipes nothing."""
    row = stored(work, ref)
    new = {name: value for name in _SAID if (value := getattr(arrival.draft, name))}
    if arrival.registered_on is not None and arrival.registered_on < row.registered_on:
        new["registered_on"] = arrival.registered_on
    changed = {name: value for name, value in new.items() if value != getattr(row, name)}
    if not changed:
        return {}
    work.update(volunteer, ref, **changed)
    return {"said": {name: getattr(row, name) for name in changed}}


def _join(work: Work, ref: int, what: str, table: sa.Table, known: _Names, names: Iterable[str]) -> Before:
    """Note the skills or teams that somebody does not have yet."""
    column = table.c.skill_id if table is volunteer_skill else table.c.team_id
    held = {row[0] for row in work.rows(sa.select(column).where(table.c.volunteer_id == ref))}
    joined, made = [], []
    for name in dict.fromkeys(names):
        found, is_new = known.id_of(name)
        if is_new:
            made.append(found)
        if found not in held:
            values = {"volunteer_id": ref, column.name: found}
            work.execute(table.insert().values(**values, **_center(work, table)))
            joined.append(found)
    found_out: Before = {what: joined} if joined else {}
    return found_out | ({f"{what}_made": made} if made else {})


def _center(work: Work, table: sa.Table) -> dict[str, int]:
    return {"center_id": work.center_id} if "center_id" in table.c else {}


def _say_times(work: Work, ref: int, arrival: Arrival) -> Before:
    """The week as the list has it, for whoever said nothing of weekdays yet."""
    known = sa.select(availability.c.id).where(
        availability.c.volunteer_id == ref, availability.c.weekday.is_not(None)
    )
    if not arrival.times or work.value(known.limit(1)) is not None:
        return {}
    work.insert_many(
        availability,
        [
            {
                "volunteer_id": ref,
                "kind": each.kind,
                "weekday": each.weekday,
                "day": each.day,
                "opens": each.opens,
                "closes": each.closes,
            }
            for each in arrival.times
        ],
    )
    return {"times": True}


def _open_hours(work: Work, ref: int, arrival: Arrival) -> Before:
    """One opening line of each kind; the one of an earlier list ends when this one has other hours."""
    wanted = {HoursKind.RECOGNISED: arrival.recognised, HoursKind.HONORARY: arrival.honorary}
    there = {
        row.kind: row
        for row in work.rows(sa.select(service_hours).where(service_hours.c.volunteer_id == ref, BROUGHT))
    }
    opened, ended = [], []
    for kind, minutes in wanted.items():
        old = there.get(kind)
        if minutes is None or minutes == (0 if old is None else old.minutes):
            continue
        if old is not None:
            work.update(service_hours, old.id, status=HoursStatus.CORRECTED, end_reason=_("Brought in anew"))
            ended.append(old.id)
        if minutes:
            opened.append(
                work.insert(
                    service_hours,
                    volunteer_id=ref,
                    content=_("Service elsewhere before"),
                    day=work.clock.today(),
                    minutes=minutes,
                    kind=kind,
                    method=SignMethod.BACKFILL,
                    status=HoursStatus.ENTERED,
                    reason=arrival.source,
                    entered_at=work.clock.now(),
                )
            )
    found: Before = {"hours": opened} if opened else {}
    return found | ({"ended": ended} if ended else {})


def _drop_lines(work: Work, ref: int, was: Before) -> None:
    """Take away the rows that came with somebody, and put ended lines back."""
    work.execute(service_hours.delete().where(service_hours.c.id.in_(was.get("hours", ()))))
    for line in was.get("ended", ()):
        work.update(service_hours, line, status=HoursStatus.ENTERED, end_reason="")
    for what, column in (("skills", volunteer_skill.c.skill_id), ("teams", team_member.c.team_id)):
        table = column.table
        work.execute(sa.delete(table).where(table.c.volunteer_id == ref, column.in_(was.get(what, ()))))
    if was.get("times"):
        work.execute(
            availability.delete().where(
                availability.c.volunteer_id == ref, availability.c.weekday.is_not(None)
            )
        )


def _drop_unused(work: Work, table: sa.Table, refs: Sequence[int]) -> None:
    """Skills and teams the list brought go with it, unless somebody else has come to use them."""
    using = _referring(f"{table.name}.id", ())
    for ref in refs:
        if not any(work.rows(sa.select(column).where(column == ref).limit(1)) for column in using):
            work.delete(table, ref)


def _refuse_used(work: Work, added: Sequence[int], before: Mapping[int, Before]) -> None:
    """Raises Invalid when somebody was changed, rostered, insured or given hours since."""
    refs = list(before)
    rows = work.rows(
        sa.select(volunteer.c.id, volunteer.c.version, resident.c.name)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer.c.id.in_(refs))
    )
    names = {row.id: row.name for row in rows}
    used = {row.id for row in rows if row.version != before[row.id].get("version")}
    for column in _referring("volunteer.id", _OWN):
        used |= {row[0] for row in work.rows(sa.select(column).where(column.in_(list(added))))}
    lines = sa.select(service_hours.c.volunteer_id, service_hours.c.id, service_hours.c.version)
    came = {line for was in before.values() for line in was.get("hours", ())}
    for row in work.rows(lines.where(service_hours.c.volunteer_id.in_(refs))):
        if (row.id in came and row.version > 1) or (row.id not in came and row.volunteer_id in set(added)):
            used.add(row.volunteer_id)
    used |= _said_more(work, added, before)
    if used:
        some = "、".join([names.get(ref, "") for ref in sorted(used)][:5])
        raise Invalid(Problem("batch", "import.in_use", {"count": len(used), "names": some}))


def _said_more(work: Work, added: Sequence[int], before: Mapping[int, Before]) -> set[int]:
    """New volunteers whose skills, teams or times were added to since."""
    found = set()
    for what, column in (("skills", volunteer_skill.c.skill_id), ("teams", team_member.c.team_id)):
        whose = column.table.c.volunteer_id
        for ref, name in work.rows(sa.select(whose, column).where(whose.in_(list(added)))):
            if name not in before[ref].get(what, ()):
                found.add(ref)
    stretches = sa.select(availability.c.volunteer_id, availability.c.day).where(
        availability.c.volunteer_id.in_(list(added))
    )
    for ref, day in work.rows(stretches):
        if day is not None or not before[ref].get("times"):
            found.add(ref)
    return found


def _referring(target: str, but: Sequence[sa.Table]) -> list[sa.Column[Any]]:
    """Every column of any room that points to `target`."""
    return [
        column
        for table in metadata.sorted_tables
        if table not in but
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == target
    ]
