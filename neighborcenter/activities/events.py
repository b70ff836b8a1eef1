"""News from activities, heard inside the same unit of work by volunteers and whoever else cares."""

from dataclasses import dataclass

from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.kit.times import TimeRange


@dataclass(frozen=True, slots=True)
class SessionPlanned:
    """A session was planned, or one that was called off or suspended takes place after all."""

    session_id: int
    activity_id: int
    kind: ActivityKind
    during: TimeRange


@dataclass(frozen=True, slots=True)
class SessionCalledOff:
    """A session was cancelled, removed, or suspended by a closure (then SessionPlanned may follow)."""

    session_id: int
    activity_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """A session went to another time; `before` and `after` are the same when only its place changed."""

    session_id: int
    activity_id: int
    before: TimeRange
    after: TimeRange


@dataclass(frozen=True, slots=True)
class ActivityKindChanged:
    """An activity turned out to be of another kind."""

    activity_id: int
    before: ActivityKind
    after: ActivityKind
