"""Taking volunteers on, changing what is known of them, and where they stand."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.idnumber import check_id_number
from neighborcenter.kit.malformed import Malformed
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.people import records
from neighborcenter.people import service as people
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_phone
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.drafts import HeldSkillDraft, VolunteerDraft
from neighborcenter.volunteers.events import VolunteerLeft
from neighborcenter.volunteers.kinds import VolunteerStatus
from neighborcenter.volunteers.models.people import skill, volunteer, volunteer_skill, volunteer_status
from neighborcenter.volunteers.numbers import next_number
from neighborcenter.volunteers.records import stored

_FIELDS = (
    "from_outside", "languages", "fields", "health_limits", "work_unit", "party_member", "contact_name",
    "contact_relation", "contact_phone", "guardian_consent_on", "guardian_consent", "consent_scope",
    "wanted_shifts", "most_shifts", "note",
)  # fmt: skip
_KNOWN = sa.select(volunteer.c.id, volunteer.c.number).where(
    volunteer.c.center_id == sa.bindparam("center"), volunteer.c.resident_id == sa.bindparam("resident")
)


def register(work: Work, draft: VolunteerDraft, *, status: VolunteerStatus = VolunteerStatus.RECRUIT) -> int:
    """Take somebody on: a known resident or a newcomer, with a number of their own; gives the volunteer's id.

    Raises Invalid when they are a volunteer already or something is missing, NotFound for an unknown resident,
    and what registering a newcomer raises.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    today = work.clock.today()
    refuse(rules.problems_in_volunteer(draft, None, today))
    person = records.kept_under(work, draft.resident_id)
    if person is None and draft.newcomer is not None:
        person = people.register(work, draft.newcomer)
    known = work.row(_KNOWN, {"center": work.center_id, "resident": person})
    if known is not None:
        raise Invalid(Problem("resident_id", "volunteers.known_already", {"number": known.number}))
    number = draft.number.strip() or next_number(work, volunteer, "V", today.year)
    _refuse_id_number(work, number)
    _refuse_taken_number(work, number)
    ref = work.insert(
        volunteer,
        resident_id=person,
        number=number,
        status=status,
        since=today,
        registered_on=today,
        consent_at=work.clock.now() if draft.consent_scope.strip() else None,
        **_values(draft),
    )
    work.insert(volunteer_status, volunteer_id=ref, status=status, day=today, reason="")
    work.record("volunteers.register", "volunteer", ref, number=number, resident=person)
    return ref


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of a volunteer before a change, whole numbers and all, and the version the change made."""

    values: Mapping[str, Any]
    version: int


def change(work: Work, ref: int, draft: VolunteerDraft, *, version: int | None = None) -> Before:
    """Change what is known of a volunteer; the person behind is changed in the residents' room.

    Gives what stood before, with which `change_back` puts it back.  Raises NotFound, Stale, Invalid.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, ref)
    born = work.value(sa.select(resident.c.birth_date).where(resident.c.id == row.resident_id))
    problems = rules.problems_in_volunteer(draft, born, work.clock.today())
    refuse(p for p in problems if p.code != "volunteers.who_missing")
    number = draft.number.strip() or row.number
    if number != row.number:
        _refuse_id_number(work, number)
        _refuse_taken_number(work, number)
    values = _values(draft)
    if values["contact_phone"] == shown_phone(row.contact_phone):
        values["contact_phone"] = row.contact_phone  # shown masked, and left alone
    if draft.consent_scope.strip() and draft.consent_scope.strip() != row.consent_scope:
        values["consent_at"] = work.clock.now()
    work.update(volunteer, ref, version=version, number=number, **values)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    work.record("volunteers.change", "volunteer", ref, number=number, fields=changed)
    before = {name: getattr(row, name) for name in (*values, "number", "consent_at")}
    return Before(before, row.version + 1)


def change_back(work: Work, ref: int, before: Before) -> None:
    """Put back what a change changed.  Raises NotFound, Stale when somebody else has changed it since."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, ref)
    work.update(volunteer, ref, version=before.version, **before.values)
    changed = sorted(name for name, value in before.values.items() if getattr(row, name) != value)
    work.record("volunteers.change", "volunteer", ref, number=before.values["number"], fields=changed)


def set_status(
    work: Work, ref: int, status: VolunteerStatus, *, day: date | None = None, reason: str = ""
) -> None:
    """Move somebody to another standing from a day on; resting and leaving say why.

    Who rests or leaves is offered to be taken off coming shifts (`VolunteerLeft`).  Raises NotFound, Invalid.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, ref)
    if not rules.can_move(row.status, status):
        raise Invalid(Problem("status", "volunteers.moves_not"))
    if status in (VolunteerStatus.RESTING, VolunteerStatus.LEFT) and not reason.strip():
        raise Invalid(Problem("reason", "volunteers.reason_missing"))
    since = day or work.clock.today()
    work.update(volunteer, ref, status=status, since=since)
    work.insert(volunteer_status, volunteer_id=ref, status=status, day=since, reason=reason.strip())
    work.record(
        "volunteers.status", "volunteer", ref, number=row.number, status=status.value, day=since.isoformat(),
        reason=reason.strip(),
    )  # fmt: skip
    if status in (VolunteerStatus.RESTING, VolunteerStatus.LEFT):
        work.publish(VolunteerLeft(ref, since, reason.strip()))


def take_back_status(work: Work, ref: int) -> VolunteerStatus:
    """Take the last change of standing back, as if it had not been made; gives the standing before.

    Raises NotFound, Invalid when there is none before, or coming shifts were told of it (resting, leaving).
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, ref)
    lines = work.rows(
        sa.select(volunteer_status)
        .where(volunteer_status.c.volunteer_id == ref)
        .order_by(volunteer_status.c.id.desc())
        .limit(2)
    )
    if len(lines) < 2 or row.status in (VolunteerStatus.RESTING, VolunteerStatus.LEFT):
        raise Invalid(Problem("status", "volunteers.moves_not"))
    last, before = lines
    work.delete(volunteer_status, last.id)
    work.update(volunteer, ref, status=before.status, since=before.day)
    status: VolunteerStatus = before.status
    work.record("volunteers.take_back_status", "volunteer", ref, number=row.number, status=status.value)
    return status


def add_skill(work: Work, name: str, *, needs_proof: bool = False) -> int:
    """Put a skill on the center's own list; gives its id.  Raises Invalid for a missing or known name."""
    work.require(Permission.VOLUNTEERS_WRITE)
    clean = name.strip()
    if not clean:
        raise Invalid(Problem("name", "volunteers.name_missing"))
    named = sa.select(skill.c.id).where(skill.c.center_id == work.center_id, skill.c.name == clean)
    if work.value(named) is not None:
        raise Invalid(Problem("name", "volunteers.name_taken", {"name": clean}))
    last = work.value(sa.select(sa.func.max(skill.c.position)).where(skill.c.center_id == work.center_id))
    ref = work.insert(skill, name=clean, needs_proof=needs_proof, position=(last or 0) + 1)
    work.record("volunteers.add_skill", "skill", ref, name=clean)
    return ref


def hold_skill(work: Work, draft: HeldSkillDraft) -> None:
    """Note that somebody holds a skill, or change how well, with what proof and until when.

    Raises NotFound, Invalid for a proof that has run out.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, draft.volunteer_id)
    known = work.row(
        sa.select(skill.c.name).where(skill.c.id == draft.skill_id, skill.c.center_id == work.center_id)
    )
    if known is None:
        raise NotFound("skill", draft.skill_id, "skill_id")
    if draft.valid_until is not None and draft.valid_until < work.clock.today():
        raise Invalid(Problem("valid_until", "volunteers.run_out", {"day": draft.valid_until.isoformat()}))
    values: dict[str, Any] = {
        "proficiency": draft.proficiency,
        "proof": draft.proof.strip(),
        "valid_until": draft.valid_until,
        "confirmed_at": work.clock.now() if draft.confirmed else None,
        "confirmed_by": work.actor.account_id if draft.confirmed else None,
    }
    held = work.value(
        sa.select(volunteer_skill.c.id).where(
            volunteer_skill.c.volunteer_id == draft.volunteer_id,
            volunteer_skill.c.skill_id == draft.skill_id,
        )
    )
    if held is None:
        work.insert(volunteer_skill, volunteer_id=draft.volunteer_id, skill_id=draft.skill_id, **values)
    else:
        work.update(volunteer_skill, held, **values)
    work.record(
        "volunteers.skill", "volunteer", draft.volunteer_id, number=row.number, skill=known.name,
        confirmed=draft.confirmed,
    )  # fmt: skip


def drop_skill(work: Work, volunteer_id: int, skill_id: int) -> None:
    """Take a skill off somebody's list.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = stored(work, volunteer_id)
    done = work.execute(
        volunteer_skill.delete().where(
            volunteer_skill.c.volunteer_id == volunteer_id,
            volunteer_skill.c.skill_id == skill_id,
            volunteer_skill.c.center_id == work.center_id,
        )
    )
    if done.rowcount == 0:
        raise NotFound("skill", skill_id, "skill_id")
    work.record("volunteers.drop_skill", "volunteer", volunteer_id, number=row.number, skill=skill_id)


def _values(draft: VolunteerDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _FIELDS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _refuse_id_number(work: Work, number: str) -> None:
    """Raises Invalid: the volunteer number is there so that nobody need show the ID number (MZ/T 061)."""
    with contextlib.suppress(Malformed):
        check_id_number(number, work.clock.today())
        raise Invalid(Problem("number", "volunteers.number_is_id"))


def _refuse_taken_number(work: Work, number: str) -> None:
    taken = sa.select(volunteer.c.id).where(
        volunteer.c.center_id == work.center_id, volunteer.c.number == number
    )
    if work.value(taken) is not None:
        raise Invalid(Problem("number", "volunteers.number_taken", {"number": number}))
