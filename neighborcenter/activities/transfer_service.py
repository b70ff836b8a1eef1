"""Taking a sign-up to another session or activity, and changing the people in it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import codes, keeping, places, records, rules, signing, waiting
from neighborcenter.activities.drafts import EnrollDraft, PersonDraft, PickupDraft, TransferDraft
from neighborcenter.activities.enroll_service import want_live
from neighborcenter.activities.kinds import Consent, EnrollmentKind, EnrollmentStatus
from neighborcenter.activities.models import enrollee, enrollment, pickup_person
from neighborcenter.activities.waiting import Promoted
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work


@dataclass(frozen=True, slots=True)
class Transferred:
    """The sign-up at the other place, and who got the places that were left."""

    enrollment_id: int
    status: EnrollmentStatus
    code: str
    fee_fen: int
    warnings: tuple[Problem, ...]
    promoted: tuple[Promoted, ...]


_COPIED = (
    "kind", "resident_id", "group_id", "who", "phone", "seats", "wheelchairs", "helpers", "source", "note",
    "paid_at",
)  # fmt: skip


def transfer(work: Work, draft: TransferDraft) -> Transferred:
    """Take a sign-up to another session or activity, all of it or nothing: the old place is kept until then.

    Raises NotFound; Invalid when a rule of the other place stands against it or it has too few free places.
    """
    work.require(Permission.ACTIVITIES_ENROLL)
    if draft.override.strip():
        work.require(Permission.ACTIVITIES_WRITE)
    activity_id = work.value(
        sa.select(enrollment.c.activity_id).where(
            enrollment.c.id == draft.enrollment_id, enrollment.c.center_id == work.center_id
        )
    )
    if activity_id is None:
        raise NotFound("enrollment", draft.enrollment_id)
    goal = records.Scope(draft.activity_id or int(activity_id), draft.session_id)
    records.hold(work, *sorted({int(activity_id), goal.activity_id}))
    one = records.stored_enrollment(work, draft.enrollment_id)
    want_live(one)
    if goal == records.scope_of(one):
        raise Invalid(Problem("session_id", "activities.same_place", {"who": one.who}))
    # The old place is given up first, so that the person's own day does not stand in the way; a refusal
    # undoes it.
    waiting.end(work, one, EnrollmentStatus.MOVED, draft.reason)
    row = records.stored(work, goal.activity_id)
    arrived = waiting.settle(work, row, goal)
    new = _as_new(work, one, goal, draft)
    looked = signing.look(work, new)
    refuse(looked.problems)
    if signing.waits(work, looked, new):
        raise Invalid(Problem("session_id", "activities.no_place_free", {"who": one.who}))
    fee, reason = rules.fee_of(
        looked.facts.activity,
        looked.facts.people,
        one.seats if one.kind is EnrollmentKind.GROUP else 0,
    )
    status = waiting.granted(row)
    ref = work.insert(
        enrollment,
        activity_id=goal.activity_id,
        session_id=goal.session_id,
        status=status,
        priority=0,
        position=waiting.last_position(work, goal) + 1,
        fee_fen=fee,
        fee_reason=reason,
        moved_from_id=one.id,
        **{name: getattr(one, name) for name in _COPIED},
    )
    _copy_people(work, one.id, ref)
    places.take(work, looked.pools, ref, records.wants_of(one))
    work.record(
        "activities.transfer", "enrollment", ref, came_from=one.id, activity=row.title,
        reason=draft.reason.strip(), override=draft.override.strip(),
    )  # fmt: skip
    left = waiting.settle(work, records.stored(work, one.activity_id), records.scope_of(one))
    return Transferred(ref, status, codes.code_of(ref), fee, looked.problems, (*arrived, *left))


def give_consent(work: Work, enrollee_id: int, consent: Consent, words: str = "") -> None:
    """Take down a guardian's consent, or with NONE take it back.  Raises NotFound."""
    work.require(Permission.ACTIVITIES_ENROLL)
    work.update(enrollee, enrollee_id, **keeping.consent_values(work, consent, words))
    work.record("activities.consent", "enrollee", enrollee_id, consent=str(consent))


def change_person(work: Work, enrollee_id: int, draft: PersonDraft) -> None:
    """Change guardian, care note and who may fetch the child; who it is and the consent stay.  Raises NotFound."""
    work.require(Permission.ACTIVITIES_ENROLL)
    work.update(
        enrollee,
        enrollee_id,
        **keeping.guardian_values(work, draft),
        care_note=draft.care_note.strip(),
    )
    keeping.keep_pickups(work, enrollee_id, draft.pickups)
    work.record("activities.change_person", "enrollee", enrollee_id)


def set_paid(work: Work, enrollment_id: int, *, paid: bool) -> None:
    """Note that the fee was paid, or that it was not after all.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_ENROLL)
    one = records.stored_enrollment(work, enrollment_id)
    work.update(enrollment, one.id, paid_at=work.clock.now() if paid else None)
    work.record("activities.paid", "enrollment", one.id, paid=paid, fen=one.fee_fen)


def change_note(work: Work, enrollment_id: int, note: str) -> None:
    """Change the note of a sign-up.  Raises NotFound."""
    work.require(Permission.ACTIVITIES_ENROLL)
    one = records.stored_enrollment(work, enrollment_id)
    work.update(enrollment, one.id, note=note.strip())
    work.record("activities.note", "enrollment", one.id)


def _as_new(work: Work, one: records.Row, goal: records.Scope, draft: TransferDraft) -> EnrollDraft:
    """The sign-up as it would be made at the other place; what was agreed to before is agreed to still."""
    people = tuple(
        PersonDraft(
            resident_id=who.resident_id,
            name=who.name,
            birth_date=who.birth_date,
            seat_kind=who.seat_kind,
            guardian_id=who.guardian_id,
            guardian_name=who.guardian_name,
            guardian_phone=who.guardian_phone,
            consent=who.consent,
        )
        for who in records.people_of(work, [one.id]).get(one.id, [])
    )
    group = one.kind is EnrollmentKind.GROUP
    return EnrollDraft(
        activity_id=goal.activity_id,
        session_id=goal.session_id,
        kind=one.kind,
        people=() if group else people,
        group_id=one.group_id,
        heads=one.seats if group else 0,
        contact_id=one.resident_id,
        who=one.who,
        phone=one.phone,
        sure=True,
        override=draft.override,
    )


def _copy_people(work: Work, came_from: int, ref: int) -> None:
    for who in records.people_of(work, [came_from]).get(came_from, []):
        values = {name: value for name, value in who._mapping.items() if name not in ("id", "enrollment_id")}
        new = work.insert(enrollee, enrollment_id=ref, **values)
        pickups = work.rows(
            sa.select(pickup_person)
            .where(pickup_person.c.enrollee_id == who.id)
            .order_by(pickup_person.c.position)
        )
        keeping.keep_pickups(work, new, [PickupDraft(one.name, one.phone, one.relation) for one in pickups])
