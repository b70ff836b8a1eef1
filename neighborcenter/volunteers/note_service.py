"""What belongs to a volunteer's record beside the hours: trainings, awards, what people said of the service.

The record has five groups (《志愿服务条例》 art. 19): who they are, what they served, and these three.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.work import Work
from neighborcenter.volunteers import rules
from neighborcenter.volunteers.drafts import NoteDraft
from neighborcenter.volunteers.kinds import HoursStatus, NoteKind, Rating
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import volunteer_note
from neighborcenter.volunteers.records import stored, stored_hours

_GONE = frozenset({HoursStatus.CORRECTED, HoursStatus.VOIDED})


def add_note(work: Work, draft: NoteDraft) -> int:
    """Write a training, an award, a praise or a complaint into somebody's record; gives its id.

    Raises NotFound, Invalid without a title or for a day to come.
    """
    work.require(Permission.VOLUNTEERS_WRITE)
    person = stored(work, draft.volunteer_id)
    refuse(rules.problems_in_note(draft, work.clock.today()))
    ref = work.insert(volunteer_note, volunteer_id=draft.volunteer_id, **_values(draft))
    work.record(
        "volunteers.add_note", "volunteer", draft.volunteer_id, number=person.number, kind=draft.kind.value
    )
    return ref


def change_note(work: Work, ref: int, draft: NoteDraft) -> None:
    """Put such an entry right, or write down how a complaint ended.  Raises NotFound, Invalid."""
    work.require(Permission.VOLUNTEERS_WRITE)
    _note(work, ref)
    refuse(rules.problems_in_note(draft, work.clock.today()))
    work.execute(volunteer_note.update().where(volunteer_note.c.id == ref).values(**_values(draft)))
    work.record("volunteers.change_note", "volunteer", draft.volunteer_id, kind=draft.kind.value)


def drop_note(work: Work, ref: int) -> None:
    """Take an entry away that does not belong there; the audit trail keeps what it said.  Raises NotFound."""
    work.require(Permission.VOLUNTEERS_WRITE)
    row = _note(work, ref)
    work.delete(volunteer_note, ref)
    work.record(
        "volunteers.drop_note", "volunteer", row.volunteer_id, kind=row.kind, title=row.title,
        day=row.day.isoformat(),
    )  # fmt: skip


def rate(work: Work, hours_id: int, quality: Rating | None, opinion: str = "") -> tuple[str, str]:
    """Say how well a service went: the lead's word, and what the people served said.

    Gives what stood there before.  Raises NotFound, Invalid for hours that do not count any more.
    """
    work.require(Permission.VOLUNTEERS_HOURS)
    row = stored_hours(work, hours_id)
    if row.status in _GONE:
        raise Invalid(Problem("", "volunteers.moves_not"))
    said = "" if quality is None else quality.value
    work.update(service_hours, hours_id, quality=said, opinion=opinion.strip())
    work.record("volunteers.rate", "service_hours", hours_id, quality=said)
    return row.quality, row.opinion


def _values(draft: NoteDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "day": draft.day,
        "title": draft.title.strip(),
        "body": draft.body.strip(),
        "issuer": draft.issuer.strip(),
        "minutes": draft.minutes if draft.kind is NoteKind.TRAINING else 0,
    }


def _note(work: Work, ref: int) -> Any:
    row = work.row(
        sa.select(volunteer_note).where(
            volunteer_note.c.id == ref, volunteer_note.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("volunteer_note", ref)
    return row
