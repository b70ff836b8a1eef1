"""What is looked up before somebody is signed up: who they are, what else they do, whether they are in already.

Read by the verb under its lock and by the form's live check alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities import places, queue, records, rules, waiting
from neighborcenter.activities.drafts import EnrollDraft, PersonDraft
from neighborcenter.activities.kinds import HOLDING, LIVE, ActivityStatus, EnrollmentKind, SessionStatus
from neighborcenter.activities.models import activity, activity_session, enrollee, enrollment
from neighborcenter.activities.places import Pool
from neighborcenter.activities.records import Scope
from neighborcenter.activities.rules import Busy, PersonFact, SignUpFacts
from neighborcenter.booking.kinds import HOLDING as BOOKED
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.kit.problems import NotFound, Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Read
from neighborcenter.people import records as people
from neighborcenter.people.models import people_group, resident, resident_tag


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything known before a sign-up is kept."""

    row: Any
    scope: Scope
    facts: SignUpFacts
    problems: tuple[Problem, ...]
    pools: Mapping[Any, Pool]
    contact: Contact


@dataclass(frozen=True, slots=True)
class Contact:
    """Under whose name a sign-up stands, and whom to ring."""

    who: str
    phone: str = ""
    resident_id: int | None = None
    group_id: int | None = None


def look(read: Read, draft: EnrollDraft) -> Looked:
    """Look everything up and judge it.  Raises NotFound."""
    row = records.stored(read, draft.activity_id)
    scope = Scope(row.id, draft.session_id)
    if draft.session_id is not None and records.stored_session(read, draft.session_id).activity_id != row.id:
        raise NotFound("activity_session", draft.session_id)
    sessions = records.sessions_in(read, scope)
    now = read.clock.local()
    known = people_facts(read, draft.people, scope, sessions)
    group = _group(read, draft)
    pools = places.pools(read, scope)
    facts = SignUpFacts(
        now=now,
        activity=records.fact_of(read, row),
        first_day=records.first_day_open(sessions, now),
        capacity={kind: pool.capacity for kind, pool in pools.items()},
        people=known,
        group=group.name if group is not None else draft.who.strip(),
        group_live="" if group is None else _group_live(read, scope, group.id),
    )
    problems = rules.problems_in_sign_up(draft, facts)
    return Looked(row, scope, facts, tuple(problems), pools, _contact(draft, known, group))


def waits(read: Read, looked: Looked, draft: EnrollDraft) -> int:
    """The place on the waiting list this sign-up would get; 0 when it would have its places at once."""
    standing = waiting.line(read, looked.scope)
    mine = queue.InLine(0, rules.wants_of(draft))
    before = [one for one in standing if one.priority >= draft.priority]
    behind = standing[len(before) :]
    whole = [
        *(queue.InLine(one.id, records.wants_of(one)) for one in before),
        mine,
        *(queue.InLine(one.id, records.wants_of(one)) for one in behind),
    ]
    got = queue.who_gets(whole, places.free_of(looked.pools), lets_pass=looked.row.lets_pass)
    return 0 if 0 in got else len(before) + 1


def people_facts(
    read: Read, drafts: Sequence[PersonDraft], scope: Scope, sessions: Sequence[Any], *, but: int = 0
) -> list[PersonFact]:
    """What is known of the people of a sign-up, in their order; `but` one sign-up that is about to move."""
    under = [replace(one, resident_id=people.kept_under(read, one.resident_id)) for one in drafts]
    ids = [one.resident_id for one in under if one.resident_id is not None]
    rows = {} if not ids else {row.id: row for row in read.rows(_residents(read, ids))}
    tags: dict[int, set[int]] = {}
    if ids:
        for ref, tag in read.rows(
            sa.select(resident_tag.c.resident_id, resident_tag.c.tag_id).where(
                resident_tag.c.resident_id.in_(ids)
            )
        ):
            tags.setdefault(ref, set()).add(tag)
    live = _live(read, scope, ids, but)
    busy = _busy(read, scope, ids, sessions)
    mine = records.ranges_of(sessions)
    facts = []
    for one in under:
        row = rows.get(one.resident_id)
        facts.append(
            PersonFact(
                draft=_with_guardian(one, row),
                name=row.name if row is not None else one.name.strip(),
                birth=one.birth_date or (row.birth_date if row is not None else None),
                tags=frozenset(tags.get(one.resident_id or 0, ())),
                live=live.get(one.resident_id or 0, ""),
                busy=rules.clash_of(mine, busy.get(one.resident_id or 0, ())),
            )
        )
    return facts


def _residents(read: Read, ids: Sequence[int]) -> sa.Select[Any]:
    return sa.select(
        resident.c.id, resident.c.name, resident.c.birth_date, resident.c.guardian_id,
        resident.c.guardian_name, resident.c.guardian_phone,
    ).where(resident.c.id.in_(ids), resident.c.center_id == read.center_id)  # fmt: skip


def _with_guardian(draft: PersonDraft, row: Any) -> PersonDraft:
    """The guardian of the record stands in where the form names none."""
    if row is None or draft.guardian_id is not None or draft.guardian_name.strip():
        return draft
    return replace(
        draft,
        guardian_id=row.guardian_id,
        guardian_name=row.guardian_name,
        guardian_phone=draft.guardian_phone or row.guardian_phone,
    )


def _live(read: Read, scope: Scope, ids: Sequence[int], but: int) -> dict[int, str]:
    if not ids:
        return {}
    rows = read.rows(
        sa.select(enrollee.c.resident_id, enrollment.c.status)
        .join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
        .where(
            enrollee.c.resident_id.in_(ids),
            scope.matches(enrollment.c),
            enrollment.c.status.in_(LIVE),
            enrollment.c.id != but,
        )
    )
    return {ref: f"activities.enrolled.{status}" for ref, status in rows}


def _busy(read: Read, scope: Scope, ids: Sequence[int], sessions: Sequence[Any]) -> dict[int, list[Busy]]:
    """What else these people do while the sessions last: other activities, rooms booked in their name."""
    if not ids or not sessions:
        return {}
    first = max(min(one.starts for one in sessions), read.clock.local())
    last = max(one.ends for one in sessions)
    found: dict[int, list[Busy]] = {}
    others = (
        sa.select(
            enrollee.c.resident_id, activity.c.title, activity_session.c.starts, activity_session.c.ends
        )
        .select_from(
            enrollee.join(enrollment, enrollment.c.id == enrollee.c.enrollment_id)
            .join(activity, activity.c.id == enrollment.c.activity_id)
            .join(
                activity_session,
                sa.and_(
                    activity_session.c.activity_id == enrollment.c.activity_id,
                    sa.or_(
                        enrollment.c.session_id.is_(None), activity_session.c.id == enrollment.c.session_id
                    ),
                ),
            )
        )
        .where(
            enrollee.c.resident_id.in_(ids),
            enrollment.c.status.in_(HOLDING),
            sa.not_(scope.matches(enrollment.c)),
            activity.c.status != ActivityStatus.CANCELLED,
            activity_session.c.status == SessionStatus.PLANNED,
            activity_session.c.starts < last,
            activity_session.c.ends > first,
        )
    )
    rooms = (
        sa.select(booking.c.resident_id, booking.c.title, occurrence.c.starts, occurrence.c.ends)
        .join(occurrence, occurrence.c.booking_id == booking.c.id)
        .where(
            booking.c.resident_id.in_(ids),
            occurrence.c.status.in_(BOOKED),
            occurrence.c.starts < last,
            occurrence.c.ends > first,
        )
    )
    for statement in (others, rooms):
        for ref, title, starts, ends in read.rows(statement):
            found.setdefault(ref, []).append(Busy(title, TimeRange(starts, ends)))
    return found


def _group(read: Read, draft: EnrollDraft) -> Any:
    if draft.kind is not EnrollmentKind.GROUP or draft.group_id is None:
        return None
    row = read.row(
        sa.select(
            people_group.c.id, people_group.c.name, people_group.c.leader_id, people_group.c.phone
        ).where(people_group.c.id == draft.group_id, people_group.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("people_group", draft.group_id, "group_id")
    return row


def _group_live(read: Read, scope: Scope, group_id: int) -> str:
    status = read.value(
        sa.select(enrollment.c.status).where(
            enrollment.c.group_id == group_id, scope.matches(enrollment.c), enrollment.c.status.in_(LIVE)
        )
    )
    return "" if status is None else f"activities.enrolled.{status}"


def _contact(draft: EnrollDraft, known: Sequence[PersonFact], group: Any) -> Contact:
    """Whom to tell: as typed, else the first person or, for a minor, the guardian; the leader of a group."""
    phone = draft.phone.strip()
    if draft.kind is EnrollmentKind.GROUP:
        leader = None if group is None else group.leader_id
        name = draft.who.strip() or (group.name if group is not None else "")
        return Contact(name, phone, draft.contact_id or leader, draft.group_id)
    if not known:
        return Contact(draft.who.strip(), phone, draft.contact_id)
    first = known[0]
    who = draft.who.strip() or first.name
    if draft.contact_id is not None or phone:
        return Contact(who, phone, draft.contact_id or first.draft.resident_id)
    if first.draft.guardian_id is not None:
        return Contact(who, first.draft.guardian_phone.strip(), first.draft.guardian_id)
    return Contact(who, first.draft.guardian_phone.strip(), first.draft.resident_id)
