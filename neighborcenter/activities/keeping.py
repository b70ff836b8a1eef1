"""The people of a sign-up as rows: parts of the verbs that sign up, transfer and change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from neighborcenter.activities.drafts import PersonDraft, PickupDraft
from neighborcenter.activities.kinds import Consent
from neighborcenter.activities.models import enrollee, pickup_person
from neighborcenter.activities.rules import PersonFact
from neighborcenter.kit.work import Work
from neighborcenter.people import records as people


def keep_people(work: Work, enrollment_id: int, facts: Sequence[PersonFact]) -> None:
    """Write the people of a sign-up, with guardian, consent and who may fetch them."""
    for fact in facts:
        one = fact.draft
        ref = work.insert(
            enrollee,
            enrollment_id=enrollment_id,
            resident_id=one.resident_id,
            name=fact.name,
            birth_date=one.birth_date if one.resident_id is None else None,
            seat_kind=one.seat_kind,
            **guardian_values(work, one),
            **consent_values(work, one.consent, one.consent_words),
            care_note=one.care_note.strip(),
        )
        keep_pickups(work, ref, one.pickups)


def keep_pickups(work: Work, enrollee_id: int, pickups: Sequence[PickupDraft]) -> None:
    """Write who may fetch a child, in place of who might before."""
    work.execute(pickup_person.delete().where(pickup_person.c.enrollee_id == enrollee_id))
    work.insert_many(
        pickup_person,
        [
            {
                "enrollee_id": enrollee_id,
                "name": who.name.strip(),
                "phone": who.phone.strip(),
                "relation": who.relation.strip(),
                "position": place,
            }
            for place, who in enumerate(pickups)
            if who.name.strip()
        ],
    )


def guardian_values(work: Work, one: PersonDraft) -> dict[str, Any]:
    """The columns that say who the guardian is."""
    return {
        "guardian_id": people.kept_under(work, one.guardian_id),
        "guardian_name": one.guardian_name.strip(),
        "guardian_phone": one.guardian_phone.strip(),
        "guardian_relation": one.guardian_relation.strip(),
    }


def consent_values(work: Work, consent: Consent, words: str) -> dict[str, Any]:
    """The columns that say how consent was given, when, and who took it down."""
    given = consent is not Consent.NONE
    return {
        "consent": consent,
        "consent_words": words.strip(),
        "consent_at": work.clock.now() if given else None,
        "consent_by": work.actor.account_id if given else None,
    }
