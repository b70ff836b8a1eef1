"""The closed lists of the volunteers' room.  Lists that differ from town to town (skills, posts) are tables."""

from enum import StrEnum


class VolunteerStatus(StrEnum):
    """Where somebody stands as a volunteer; every change keeps its day and reason."""

    RECRUIT = "recruit"
    TRIAL = "trial"
    ACTIVE = "active"
    RESTING = "resting"
    LEFT = "left"


ROSTERED = frozenset({VolunteerStatus.TRIAL, VolunteerStatus.ACTIVE})
"""Who may be put on a roster."""


class Proficiency(StrEnum):
    """How well a skill is held: a beginner stands with somebody experienced."""

    BEGINNER = "beginner"
    ABLE = "able"
    EXPERIENCED = "experienced"


class AvailabilityKind(StrEnum):
    """What a stretch of a week or of a day means to somebody."""

    CAN = "can"
    CANNOT = "cannot"
    WISH = "wish"
    AVOID = "avoid"


class Bond(StrEnum):
    """What two volunteers wish of each other."""

    TOGETHER = "together"
    APART = "apart"
    FAMILY = "family"


class PostKind(StrEnum):
    """What a post serves; meetings and staff duty earn no hours (`counts` of the post)."""

    PATROL = "patrol"
    DUTY = "duty"
    ACTIVITY = "activity"
    VISITING = "visiting"
    CLINIC = "clinic"
    MEALS = "meals"
    TEACHING = "teaching"
    TRAINING = "training"
    EMERGENCY = "emergency"
    STAFF = "staff"


class Serves(StrEnum):
    """What a need hangs on: whatever of it takes place gets a shift of its own."""

    ACTIVITY_KIND = "activity_kind"
    """Every session of a kind of activity."""
    ACTIVITY = "activity"
    SESSION = "session"
    BOOKING_KIND = "booking_kind"
    """Every booked day of a kind of use."""
    BOOKING = "booking"
    ROOM = "room"
    """Whatever is booked in a room."""
    ROUTE = "route"
    """A line that is walked on weekdays."""


class Rhythm(StrEnum):
    """In which weeks, or when in a month, a shift of a post's plan comes."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    """Every second week, counted from the week of its anchor."""
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"
    """The last such weekday of a month."""
    LAST_WORKDAY = "last_workday"


OF_WORKDAYS = frozenset({Rhythm.LAST_WORKDAY})
"""Rhythms that ask for no weekday."""


class ShiftStatus(StrEnum):
    OPEN = "open"
    CANCELLED = "cancelled"


class AssignmentStatus(StrEnum):
    """Where one person's place in a shift stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    REMOVED = "removed"


HOLDS_PLACE = frozenset({AssignmentStatus.PLANNED, AssignmentStatus.CONFIRMED, AssignmentStatus.PRESENT})


class AssignmentRole(StrEnum):
    MEMBER = "member"
    LEAD = "lead"
    STANDBY = "standby"


class HoursStatus(StrEnum):
    """The life of hours.  They are never deleted: a correction is a new line that names the old one."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    """Back-filled hours that somebody else than who entered them found right."""
    CONFIRMED = "confirmed"
    NOTICE = "notice"
    DISPUTED = "disputed"
    ENTERED = "entered"
    CORRECTED = "corrected"
    VOIDED = "voided"


class HoursKind(StrEnum):
    """信用时长 (signed in and out by the person) and 荣誉时长 (entered by staff; earns no points)."""

    RECOGNISED = "recognised"
    HONORARY = "honorary"


class Rating(StrEnum):
    """How well a service went, as its lead says."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class NoteKind(StrEnum):
    """What is written into a record beside the hours (《志愿服务条例》 art. 19: 培训, 表彰奖励, 评价)."""

    TRAINING = "training"
    AWARD = "award"
    PRAISE = "praise"
    COMPLAINT = "complaint"


class SignMethod(StrEnum):
    DESK = "desk"
    LIST = "list"
    QR = "qr"
    BACKFILL = "backfill"


class NoticeKind(StrEnum):
    """What a public notice is about; how long it hangs differs (`rules.NOTICE_DAYS`)."""

    HOURS = "hours"
    CERTIFICATE = "certificate"
    STARS = "stars"


class PointsKind(StrEnum):
    """Why a balance of points changed."""

    EARNED = "earned"
    REDEEMED = "redeemed"
    GIVEN = "given"
    RECEIVED = "received"
    EXPIRED = "expired"
    ADJUSTED = "adjusted"


class CertificateStatus(StrEnum):
    ISSUED = "issued"
    REVOKED = "revoked"
