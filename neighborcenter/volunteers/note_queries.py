"""Questions about trainings, awards and what people said: of one volunteer, or of all in some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.kit.work import Read
from neighborcenter.people.models import resident
from neighborcenter.volunteers.drafts import NoteDraft
from neighborcenter.volunteers.kinds import NoteKind, Rating
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.people import volunteer, volunteer_note
from neighborcenter.volunteers.texts import word


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One entry of a record."""

    note_id: int
    name: str
    number: str
    draft: NoteDraft


@dataclass(frozen=True, slots=True)
class RatedLine:
    """What was said of one service."""

    day: date
    content: str
    quality: str
    opinion: str


def notes(
    read: Read, volunteer_id: int | None = None, *, first: date | None = None, end: date | None = None
) -> list[NoteLine]:
    """Entries, the latest first: of one volunteer, or of everybody from `first` up to, not including, `end`."""
    read.require(Permission.VOLUNTEERS_VIEW)
    question = (
        sa.select(volunteer_note, resident.c.name, volunteer.c.number)
        .join(volunteer, volunteer.c.id == volunteer_note.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(volunteer_note.c.center_id == read.center_id)
        .order_by(volunteer_note.c.day.desc(), volunteer_note.c.id.desc())
    )
    if volunteer_id is not None:
        question = question.where(volunteer_note.c.volunteer_id == volunteer_id)
    if first is not None:
        question = question.where(volunteer_note.c.day >= first)
    if end is not None:
        question = question.where(volunteer_note.c.day < end)
    return [
        NoteLine(
            row.id,
            row.name,
            row.number,
            NoteDraft(
                row.volunteer_id, NoteKind(row.kind), row.day, row.title, row.body, row.issuer, row.minutes
            ),
        )
        for row in read.rows(question)
    ]


def rated(read: Read, volunteer_id: int, first: date, end: date) -> list[RatedLine]:
    """What was said of somebody's services of these days, earliest first."""
    read.require(Permission.VOLUNTEERS_VIEW)
    rows = read.rows(
        sa.select(
            service_hours.c.day, service_hours.c.content, service_hours.c.quality, service_hours.c.opinion
        )
        .where(
            service_hours.c.center_id == read.center_id,
            service_hours.c.volunteer_id == volunteer_id,
            sa.or_(service_hours.c.quality != "", service_hours.c.opinion != ""),
            service_hours.c.day >= first,
            service_hours.c.day < end,
        )
        .order_by(service_hours.c.day, service_hours.c.id)
    )
    return [RatedLine(row.day, row.content, quality_word(row.quality), row.opinion) for row in rows]


def quality_word(stored: str) -> str:
    """The word for how well a service went; what an older record holds in words of its own stays."""
    return word(Rating(stored)) if stored in set(Rating) else stored
