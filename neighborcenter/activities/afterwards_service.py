"""What is kept when an activity is over: what people said, and photos."""

from __future__ import annotations

from pathlib import Path

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import records
from neighborcenter.activities.drafts import FeedbackDraft
from neighborcenter.activities.models import activity_feedback, activity_photo
from neighborcenter.kit.attachments import LARGEST_MB, Unfit, keep
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import records as people


def give_feedback(work: Work, draft: FeedbackDraft) -> int:
    """Keep what somebody said, named or not; returns its id.  Raises NotFound, Invalid."""
    work.require(Permission.ACTIVITIES_ENROLL)
    row = records.stored(work, draft.activity_id)
    if not 1 <= draft.score <= 5:
        raise Invalid(Problem("score", "activities.score"))
    if draft.session_id is not None and records.stored_session(work, draft.session_id).activity_id != row.id:
        raise NotFound("activity_session", draft.session_id, "session_id")
    ref = work.insert(
        activity_feedback,
        activity_id=row.id,
        session_id=draft.session_id,
        resident_id=people.kept_under(work, draft.resident_id),
        score=draft.score,
        words=draft.words.strip(),
    )
    work.record("activities.feedback", "activity", row.id, title=row.title, score=draft.score)
    return ref


def take_back_feedback(work: Work, feedback_id: int) -> None:
    """Remove feedback entered by mistake.  Raises NotFound."""
    work.require(Permission.ACTIVITIES_ENROLL)
    work.delete(activity_feedback, feedback_id)
    work.record("activities.feedback_removed", "activity_feedback", feedback_id)


def add_photo(
    work: Work,
    attachments: Path,
    activity_id: int,
    file: Path,
    *,
    caption: str = "",
    session_id: int | None = None,
) -> int:
    """Copy a picture into the attachments folder, named by its contents; returns the photo's id.

    The same picture twice is one file.  Raises NotFound, Invalid for what is no picture or too large, OSError.
    """
    work.require(Permission.ACTIVITIES_WRITE)
    row = records.stored(work, activity_id)
    try:
        name = keep(attachments, "activities", file)
    except Unfit as unfit:
        code = "activities.picture_large" if unfit.large else "activities.picture"
        raise Invalid(Problem("file", code, {"file": file.name, "megabytes": LARGEST_MB})) from unfit
    ref = work.insert(
        activity_photo, activity_id=activity_id, session_id=session_id, file=name, caption=caption.strip()
    )
    work.record("activities.photo", "activity", activity_id, title=row.title, file=name)
    return ref


def remove_photo(work: Work, photo_id: int) -> None:
    """Take a photo off its activity; the file stays for the backups that name it.  Raises NotFound."""
    work.require(Permission.ACTIVITIES_WRITE)
    work.delete(activity_photo, photo_id)
    work.record("activities.photo_removed", "activity_photo", photo_id)
