"""Whom to tell that a session changed: everybody in its list, as a call list to tick off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.activities.kinds import LIVE
from neighborcenter.activities.models import enrollment
from neighborcenter.booking import calls
from neighborcenter.booking.drafts import CallDraft
from neighborcenter.kit.i18n import _
from neighborcenter.kit.work import Read, Work

SUBJECT = "activity_session"
SUBJECT_ALL = "activity"


def concerned(read: Read, activity_id: int, session_ids: Iterable[int]) -> list[Any]:
    """The sign-ups, waiting ones too, of whoever takes part in one of the sessions, those with places first."""
    return list(
        read.rows(
            sa.select(
                enrollment.c.id,
                enrollment.c.resident_id,
                enrollment.c.group_id,
                enrollment.c.who,
                enrollment.c.phone,
                enrollment.c.status,
            )
            .where(
                enrollment.c.activity_id == activity_id,
                sa.or_(enrollment.c.session_id.is_(None), enrollment.c.session_id.in_(list(session_ids))),
                enrollment.c.status.in_(LIVE),
            )
            .order_by(enrollment.c.status, enrollment.c.position, enrollment.c.id)
        )
    )


def tell(
    work: Work, title: str, activity_id: int, sessions: Sequence[Any], words: str, *, all_of_it: bool = False
) -> int | None:
    """Make the call list of a change; None when nobody has to be told.  Returns its id."""
    people = concerned(work, activity_id, [one.id for one in sessions])
    if not people:
        return None
    when = said(sessions[0].starts) if sessions else ""
    return calls.keep_list(
        work,
        title=f"{title} {when}".strip(),
        subject=SUBJECT_ALL if all_of_it else SUBJECT,
        subject_id=activity_id if all_of_it else sessions[0].id,
        words=words,
        entries=[CallDraft(one.resident_id, one.group_id, one.who, one.phone) for one in people],
    )


def list_of(read: Read, session_id: int) -> int | None:
    """The newest call list about a session; None when nobody had to be told."""
    return calls.list_about(read, SUBJECT, session_id)


def cancelled_words(title: str, sessions: Sequence[Any], reason: str) -> str:
    """What to say when sessions do not take place."""
    days = "、".join(said(one.starts) for one in sessions[:5])
    sentence = _("“{title}” on {day} does not take place.").format(title=title, day=days)
    return f"{sentence} {reason.strip()}".strip()


def moved_words(title: str, before: datetime, after: datetime, where: str, reason: str) -> str:
    """What to say when a session goes elsewhere."""
    sentence = _("“{title}” of {before} takes place {after}, {where}.").format(
        title=title, before=said(before), after=said(after), where=where
    )
    return f"{sentence} {reason.strip()}".strip()


def back_words(title: str, starts: datetime) -> str:
    """What to say when a session takes place after all."""
    return _("“{title}” on {day} takes place after all.").format(title=title, day=said(starts))


def said(moment: datetime) -> str:
    """How a session's time stands in a sentence."""
    return f"{moment:%Y-%m-%d %H:%M}"
