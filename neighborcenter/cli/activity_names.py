"""Turning what a person types into ids of activities, sessions and sign-ups."""

from neighborcenter.activities import codes
from neighborcenter.activities import queries as activities
from neighborcenter.cli.names import only
from neighborcenter.kit.fold import fold
from neighborcenter.kit.problems import Invalid, Problem
from neighborcenter.kit.work import Read

MOST = 20


def activity(read: Read, typed: str, field: str = "activity") -> int:
    """An activity by id, title, or letters that fit one only.  Raises NotFound, Ambiguous."""
    if typed.isdecimal() and activities.activity_rows(read, [int(typed)]):
        return int(typed)
    found = activities.find_activities(read, typed, MOST)
    exact = [row for row in found if row.title == fold(typed)]
    shown = [(row.id, f"{row.title} ({row.first_day or '–'}, {row.id})") for row in exact or found]
    return only(typed, shown, "activity", field)


def session(read: Read, activity_id: int, typed: str | None) -> int | None:
    """A session of an activity by id, or by its day; None stays None.  Raises NotFound, Ambiguous."""
    if typed is None:
        return None
    met = activities.sessions(read, activity_id)
    found = [one for one in met if typed in (str(one.id), one.starts.date().isoformat())]
    return only(
        typed, [(one.id, f"{one.starts:%Y-%m-%d %H:%M}") for one in found], "activity_session", "session"
    )


def enrollment(typed: str, field: str = "sign_up") -> int:
    """A sign-up by the code of its slip, or by id.  Raises Invalid."""
    ref = codes.enrollment_of(typed)
    if ref is not None:
        return ref
    if typed.isdecimal():
        return int(typed)
    raise Invalid(Problem(field, "activities.code_wrong", {"code": typed}))
