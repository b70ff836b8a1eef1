"""Signing up, leaving, and taking a leave back; a person, a family or a group, each in one act."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import codes, keeping, places, queue, records, rules, signing, waiting
from neighborcenter.activities import texts as texts  # teaches the sentences of this room
from neighborcenter.activities.drafts import EnrollDraft
from neighborcenter.activities.kinds import LIVE, EnrollmentKind, EnrollmentStatus, SeatKind
from neighborcenter.activities.models import enrollee, enrollment
from neighborcenter.activities.rules import PersonFact
from neighborcenter.activities.waiting import Promoted
from neighborcenter.kit.problems import Invalid, Problem, refuse
from neighborcenter.kit.work import Read, Work
from neighborcenter.people import records as people


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a sign-up came to.  `place`: on the waiting list (1 is next), 0 with a place.

    `promoted` are others who got a place meanwhile; `again`: this form had been saved before.
    """

    enrollment_id: int
    status: EnrollmentStatus
    place: int
    code: str
    fee_fen: int
    warnings: tuple[Problem, ...] = ()
    promoted: tuple[Promoted, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Who left, and who got a place through it."""

    enrollment_id: int
    promoted: tuple[Promoted, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sign-up would come to: for the form while it is filled in."""

    problems: tuple[Problem, ...]
    waits: int
    fee_fen: int
    fee_reason: str
    people: tuple[PersonFact, ...]

    @property
    def needs_word(self) -> bool:
        """Whether only problems stand in the way that "go on" sets aside."""
        errors = [problem for problem in self.problems if problem.level == "error"]
        return bool(errors) and all(problem.params.get("sure") for problem in errors)


def outlook(read: Read, draft: EnrollDraft) -> Outlook:
    """What this sign-up would come to now: problems, place on the waiting list (0: has a place), fee.

    Raises NotFound.
    """
    read.require(Permission.ACTIVITIES_ENROLL)
    looked = signing.look(read, draft)
    errors = any(
        problem.level == "error" and problem.field in ("session_id", "activity_id", "people")
        for problem in looked.problems
    )
    fee, reason = rules.fee_of(looked.facts.activity, looked.facts.people, _heads(draft))
    return Outlook(
        looked.problems,
        0 if errors else signing.waits(read, looked, draft),
        fee,
        reason,
        tuple(looked.facts.people),
    )


def enroll(work: Work, draft: EnrollDraft) -> Enrolled:
    """Sign up a person, a family or a group; without a free place they go on the waiting list.

    The same `client_key` again changes nothing and gives the first result.  Raises NotFound; Invalid when a rule
    stands against it (`params["sure"]`: may be gone on with; `params["override"]`: a coordinator may set it
    aside with a reason) or it is full without a waiting list; Clash when another desk gave the last place.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    if draft.override.strip():
        work.require(Permission.ACTIVITIES_WRITE)
    records.hold(work, draft.activity_id)
    earlier = _saved_before(work, draft)
    if earlier is not None:
        return earlier
    row = records.stored(work, draft.activity_id)
    promoted = waiting.settle(work, row, records.Scope(row.id, draft.session_id))
    looked = signing.look(work, draft)
    refuse(looked.problems)
    place = signing.waits(work, looked, draft)
    if place and not row.waiting_list:
        raise Invalid(Problem("", "activities.full", {"title": row.title}))
    status = EnrollmentStatus.WAITING if place else waiting.granted(row)
    ref, fee = _keep(work, draft, looked, status)
    if not place:
        places.take(work, looked.pools, ref, rules.wants_of(draft))
    work.record(
        "activities.enroll",
        "enrollment",
        ref,
        activity=row.title,
        resident=looked.contact.resident_id,
        group=looked.contact.group_id,
        heads=sum(rules.wants_of(draft).values()),
        status=status.value,
        override=draft.override.strip(),
        guardians_consent=[str(one.draft.consent) for one in looked.facts.people],
    )
    return Enrolled(ref, status, place, codes.code_of(ref), fee, looked.problems, promoted)


def leave(work: Work, enrollment_id: int, reason: str = "") -> Left:
    """End a sign-up; its places go to whoever is next, and it never comes back by itself.

    Raises NotFound, Invalid when it has ended already.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = records.stored_enrollment(work, enrollment_id)
    want_live(one)
    waiting.end(work, one, EnrollmentStatus.LEFT, reason)
    row = records.stored(work, one.activity_id)
    work.record("activities.leave", "enrollment", one.id, activity=row.title, reason=reason.strip())
    return Left(one.id, waiting.settle(work, row, records.scope_of(one)))


def restore(work: Work, enrollment_id: int) -> Enrolled:
    """Take a leave back, made by mistake: with its places while they are free, or to its old place in line.

    Raises NotFound, Invalid when it did not leave, the person is in again, or the places are given.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    one = records.stored_enrollment(work, enrollment_id)
    if one.status is not EnrollmentStatus.LEFT:
        raise Invalid(Problem("", "activities.not_left", {"who": one.who}))
    row = records.stored(work, one.activity_id)
    scope = records.scope_of(one)
    _refuse_doubles(work, one, scope)
    status = EnrollmentStatus(one.ended_from)
    if status is EnrollmentStatus.OFFERED:
        status = waiting.granted(row)
    place = 0
    if status is EnrollmentStatus.WAITING:
        place = 1 + sum(
            (-other.priority, other.position) < (-one.priority, one.position)
            for other in waiting.line(work, scope)
        )
    else:
        pools = places.pools(work, scope)
        if not queue.fits(records.wants_of(one), places.free_of(pools)):
            raise Invalid(Problem("", "activities.no_place_free", {"who": one.who}))
        places.take(work, pools, one.id, records.wants_of(one))
    work.update(enrollment, one.id, status=status, ended_at=None, end_reason="", ended_from="")
    work.record("activities.restore", "enrollment", one.id, activity=row.title, status=status.value)
    return Enrolled(one.id, status, place, codes.code_of(one.id), one.fee_fen)


def want_live(one: records.Row) -> None:
    """Raises Invalid when a sign-up has ended."""
    if one.status not in LIVE:
        params = {"who": one.who, "status": f"activities.enrolled.{one.status}"}
        raise Invalid(Problem("", "activities.not_live", params))


def _refuse_doubles(work: Work, one: records.Row, scope: records.Scope) -> None:
    ids = [who.resident_id for who in records.people_of(work, [one.id]).get(one.id, []) if who.resident_id]
    again = work.row(
        sa.select(enrollment.c.who, enrollment.c.status)
        .join(enrollee, enrollee.c.enrollment_id == enrollment.c.id)
        .where(scope.matches(enrollment.c), enrollment.c.status.in_(LIVE), enrollee.c.resident_id.in_(ids))
    )
    if again is not None:
        params = {"name": again.who, "status": f"activities.enrolled.{again.status}"}
        raise Invalid(Problem("", "activities.already_in", params))


def _heads(draft: EnrollDraft) -> int:
    return draft.heads if draft.kind is EnrollmentKind.GROUP else 0


def _saved_before(work: Work, draft: EnrollDraft) -> Enrolled | None:
    if not draft.client_key:
        return None
    work.one_at_a_time(draft.client_key)
    row = work.row(
        sa.select(enrollment).where(
            enrollment.c.center_id == work.center_id, enrollment.c.client_key == draft.client_key
        )
    )
    if row is None:
        return None
    if (row.activity_id, row.session_id) != (draft.activity_id, draft.session_id):
        raise Invalid(Problem("", "activities.key_reused"))
    ahead = [one.id for one in waiting.line(work, records.scope_of(row))]
    place = ahead.index(row.id) + 1 if row.id in ahead else 0
    return Enrolled(row.id, row.status, place, codes.code_of(row.id), row.fee_fen, again=True)


def _keep(
    work: Work, draft: EnrollDraft, looked: signing.Looked, status: EnrollmentStatus
) -> tuple[int, int]:
    wants = rules.wants_of(draft)
    fee, reason = rules.fee_of(looked.facts.activity, looked.facts.people, _heads(draft))
    contact = looked.contact
    ref = work.insert(
        enrollment,
        activity_id=draft.activity_id,
        session_id=draft.session_id,
        kind=draft.kind,
        resident_id=people.kept_under(work, contact.resident_id),
        group_id=contact.group_id,
        who=contact.who,
        phone=contact.phone,
        seats=wants.get(SeatKind.SEAT, 0),
        wheelchairs=wants.get(SeatKind.WHEELCHAIR, 0),
        helpers=wants.get(SeatKind.HELPER, 0),
        status=status,
        source=draft.source,
        priority=draft.priority,
        position=waiting.last_position(work, looked.scope) + 1,
        fee_fen=fee,
        fee_reason=reason,
        note=draft.note.strip(),
        client_key=draft.client_key or None,
    )
    keeping.keep_people(work, ref, looked.facts.people)
    if draft.kind is EnrollmentKind.GROUP:
        work.insert(enrollee, enrollment_id=ref, name=contact.who, heads=draft.heads)
    return ref, fee
