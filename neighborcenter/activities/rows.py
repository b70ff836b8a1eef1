"""What the questions of this room hand out: frozen rows, phones masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.activities.kinds import (
    ActivityKind,
    ActivityStatus,
    Consent,
    EnrollmentKind,
    EnrollmentStatus,
    Presence,
    SeatKind,
    SessionStatus,
    SignUp,
    Source,
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Places of one kind: how many there are, how many are held."""

    pool_id: int
    kind: SeatKind
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        return self.capacity - self.taken


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity in a list.

    `next_starts` is the next session not over yet; figures are of places, so a family of three counts three.
    `sign_up_open`: somebody could sign up now.
    """

    id: int
    title: str
    kind: ActivityKind
    status: ActivityStatus
    sign_up: SignUp
    module_id: int | None
    module: str
    organiser: str
    campaign: str
    first_day: date | None
    last_day: date | None
    next_session_id: int | None
    next_starts: datetime | None
    next_ends: datetime | None
    place: str
    sessions: int
    capacity: int
    taken: int
    waiting: int
    fee_fen: int
    sign_up_opens: datetime | None
    sign_up_closes: datetime | None
    sign_up_open: bool

    @property
    def left(self) -> int:
        """Places left."""
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One meeting of an activity.  `present` are heads that came; `expected` are heads signed up for it."""

    id: int
    activity_id: int
    number: int
    activity: str
    kind: ActivityKind
    title: str
    starts: datetime
    ends: datetime
    room_id: int | None
    room: str
    place: str
    status: SessionStatus
    cancel_reason: str
    occurrence_id: int | None
    capacity: int
    taken: int
    waiting: int
    expected: int
    present: int
    note: str = ""

    @property
    def where(self) -> str:
        """The room, or the place in words."""
        return self.room or self.place


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A co-organiser."""

    group_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act on an activity or a sign-up, from the audit trail."""

    at: datetime
    actor: str
    act: str
    detail: str


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo: `file` lies in the attachments folder."""

    id: int
    session_id: int | None
    file: str
    caption: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What somebody said afterwards."""

    id: int
    session_id: int | None
    resident_id: int | None
    who: str
    score: int
    words: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """Everything about one activity but its lists of people."""

    id: int
    version: int
    title: str
    kind: ActivityKind
    status: ActivityStatus
    sign_up: SignUp
    module_id: int | None
    module: str
    organiser: str
    lead_name: str
    partners: tuple[PartnerRow, ...]
    summary: str
    place: str
    campaign: str
    age_from: int | None
    age_to: int | None
    residents_only: bool
    eligibility: str
    eligible_tags: tuple[int, ...]
    reduced_tags: tuple[int, ...]
    free_tags: tuple[int, ...]
    tag_names: tuple[tuple[int, str], ...]
    places: tuple[PlaceRow, ...]
    fee_fen: int
    reduced_fen: int
    needs_guardian: bool
    needs_approval: bool
    publish_on: date | None
    sign_up_opens: datetime | None
    sign_up_closes: datetime | None
    sign_up_open: bool
    waiting_list: bool
    lets_pass: bool
    offer_hours: int
    certificate: bool
    copied_from_id: int | None
    first_day: date | None
    last_day: date | None
    cancel_reason: str
    closing_words: str
    closing_heads: int | None
    closing_minutes: int | None
    closed_at: datetime | None
    enrolled: int
    pending: int
    waiting: int
    offered: int
    sessions: tuple[SessionRow, ...]
    photos: tuple[PhotoRow, ...]
    history: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class PickupRow:
    """Somebody who may fetch the child."""

    name: str
    phone: str
    relation: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a sign-up; a group is one row with its headcount."""

    enrollee_id: int
    resident_id: int | None
    name: str
    age: int | None
    heads: int
    seat_kind: SeatKind
    guardian_id: int | None
    guardian: str
    guardian_phone: str
    guardian_relation: str
    consent: Consent
    consent_words: str
    consent_at: datetime | None
    care_note: str
    pickups: tuple[PickupRow, ...] = ()

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age < 18


@dataclass(frozen=True, slots=True)
class EnrollmentRow:
    """One sign-up in a list.  `place` is its place on the waiting list (1 is next), 0 elsewhere."""

    id: int
    version: int
    code: str
    activity_id: int
    activity: str
    session_id: int | None
    session_starts: datetime | None
    kind: EnrollmentKind
    who: str
    phone: str
    resident_id: int | None
    group_id: int | None
    people: tuple[PersonRow, ...]
    seats: int
    wheelchairs: int
    helpers: int
    status: EnrollmentStatus
    source: Source
    priority: int
    place: int
    offer_expires_at: datetime | None
    fee_fen: int
    fee_reason: str
    paid_at: datetime | None
    note: str
    created_at: datetime
    ended_at: datetime | None
    end_reason: str

    @property
    def heads(self) -> int:
        """How many places it wants."""
        return self.seats + self.wheelchairs + self.helpers

    @property
    def names(self) -> str:
        """Everybody in it."""
        return "、".join(person.name for person in self.people)


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One line of the list at the door: somebody expected, or who came without signing up.

    `presence` is None while nothing is known; `minutes_late` counts from the beginning of the session.
    """

    session_id: int
    enrollee_id: int | None
    enrollment_id: int | None
    attendance_id: int | None
    resident_id: int | None
    name: str
    pinyin: str
    with_whom: str
    code: str
    heads: int
    seat_kind: SeatKind
    age: int | None
    guardian: str
    care_note: str
    pickups: tuple[PickupRow, ...]
    presence: Presence | None
    at: datetime | None
    minutes_late: int
    walk_in: bool
    picked_up_at: datetime | None
    picked_up_by: str
    unpaid_fen: int


@dataclass(frozen=True, slots=True)
class DoorFigures:
    """The door at a glance, in heads."""

    expected: int
    present: int
    excused: int
    walk_ins: int
    missing: int


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person over all sessions of an activity: the cells follow `sessions` of the sheet."""

    enrollee_id: int | None
    resident_id: int | None
    name: str
    heads: int
    cells: tuple[Presence | None, ...]
    came: int

    @property
    def share(self) -> float:
        """Which part of the sessions held so far this person came to."""
        return self.came / len(self.cells) if self.cells else 0.0


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """Names down, sessions across; only sessions that began already."""

    sessions: tuple[SessionRow, ...]
    people: tuple[AttendanceRow, ...]


@dataclass(frozen=True, slots=True)
class KindFigures:
    """One line of the statistics: activities, sessions, heads and hours of one kind, module or month."""

    key: str
    name: str
    activities: int
    sessions: int
    heads: int
    minutes: int
    enrolled: int
    came_of_enrolled: int
    score: float | None

    @property
    def hours(self) -> float:
        return self.minutes / 60


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One center's part in a campaign: figures only, no people."""

    center_id: int
    center: str
    activity_id: int
    title: str
    status: ActivityStatus
    first_day: date | None
    capacity: int
    taken: int
    heads: int
