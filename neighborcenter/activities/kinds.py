"""What an activity is, how one signs up, and where a sign-up stands: words for drafts, rules, tables, screens."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """What sort of activity; statistics count by it."""

    FESTIVAL = "festival"
    COURSE = "course"
    CAMP = "camp"
    AFTER_SCHOOL = "after_school"
    TALK = "talk"
    SERVICE_DAY = "service_day"
    PARTNER_DAY = "partner_day"
    CLINIC = "clinic"
    CONTEST = "contest"
    OTHER = "other"


class ActivityStatus(StrEnum):
    """Where an activity stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RUNNING = "running"
    """Somebody has been checked in."""
    FINISHED = "finished"
    CANCELLED = "cancelled"


OPEN = frozenset({ActivityStatus.PUBLISHED, ActivityStatus.RUNNING})
"""The statuses in which people may sign up."""


class SignUp(StrEnum):
    """What a sign-up is for."""

    WHOLE = "whole"
    """One sign-up counts for every session: a course, a camp."""
    SESSION = "session"
    """Each session has its own places and its own list: a monthly service day."""
    NONE = "none"
    """Nobody signs up; who comes is counted at the door."""


class SessionStatus(StrEnum):
    """Where one meeting stands."""

    PLANNED = "planned"
    SUSPENDED = "suspended"
    """A closure took its room; it comes back with the room."""
    HELD = "held"
    CANCELLED = "cancelled"


class SeatKind(StrEnum):
    """The kinds of places, counted apart."""

    SEAT = "seat"
    WHEELCHAIR = "wheelchair"
    HELPER = "helper"


class TagRole(StrEnum):
    """What a care tag means for an activity."""

    ELIGIBLE = "eligible"
    """Only people who carry one of these tags may sign up."""
    REDUCED = "reduced"
    FREE = "free"


class EnrollmentKind(StrEnum):
    """Who signs up together."""

    PERSON = "person"
    FAMILY = "family"
    GROUP = "group"


class EnrollmentStatus(StrEnum):
    """Where a sign-up stands."""

    PENDING = "pending"
    """Waits for approval; it holds its places. Not to be confused with the waiting list."""
    ENROLLED = "enrolled"
    WAITING = "waiting"
    """On the waiting list: there was no place."""
    OFFERED = "offered"
    """A place became free and is held until the offer ends."""
    LEFT = "left"
    DECLINED = "declined"
    """Said no to an offer."""
    LAPSED = "lapsed"
    """An offer was not answered in time."""
    REFUSED = "refused"
    """Not approved."""
    MOVED = "moved"
    """Went to another session or activity; the new sign-up names this one."""


HOLDING = frozenset({EnrollmentStatus.PENDING, EnrollmentStatus.ENROLLED, EnrollmentStatus.OFFERED})
"""The statuses that hold places."""
LIVE = HOLDING | {EnrollmentStatus.WAITING}
"""The statuses of which one person may have one per activity or session. All others are final."""


class Source(StrEnum):
    """How a sign-up came in."""

    DESK = "desk"
    PHONE = "phone"
    WALK_IN = "walk_in"
    IMPORT = "import"


class Consent(StrEnum):
    """How a guardian's consent for a minor was given (PIPL article 31: under 14 it must be a guardian's)."""

    NONE = "none"
    PAPER = "paper"
    DESK = "desk"
    PHONE = "phone"


class Presence(StrEnum):
    """What is known of a person at a session; no row at a session that was held means "did not come"."""

    PRESENT = "present"
    EXCUSED = "excused"
