"""What a person hands in about activities.  Times are the center's local time; money is in fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from neighborcenter.activities.kinds import ActivityKind, Consent, EnrollmentKind, SeatKind, SignUp, Source


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """A co-organiser: a group of the center, or just words."""

    group_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An activity or course.  `places`: how many of each kind; with sign-up by session, of each session.

    `age_from` and `age_to` are full years on the first day.  `fee_fen` is the full fee, `reduced_fen` what those
    pay who carry one of `reduced_tags`; those of `free_tags` pay nothing.  With `eligible_tags` only people who
    carry one of them may sign up.  `offer_hours` is how long a free place is held for the next who waits; 0
    gives it to them at once.  With `lets_pass` somebody who needs fewer places may pass a waiting family.
    """

    title: str = ""
    kind: ActivityKind = ActivityKind.OTHER
    module_id: int | None = None
    sign_up: SignUp = SignUp.WHOLE
    organiser: str = ""
    lead_name: str = ""
    partners: tuple[PartnerDraft, ...] = ()
    summary: str = ""
    place: str = ""
    campaign: str = ""
    age_from: int | None = None
    age_to: int | None = None
    residents_only: bool = False
    eligibility: str = ""
    eligible_tags: tuple[int, ...] = ()
    reduced_tags: tuple[int, ...] = ()
    free_tags: tuple[int, ...] = ()
    places: Mapping[SeatKind, int] = field(default_factory=dict)
    fee_fen: int = 0
    reduced_fen: int = 0
    needs_guardian: bool = True
    needs_approval: bool = False
    publish_on: date | None = None
    sign_up_opens: datetime | None = None
    sign_up_closes: datetime | None = None
    waiting_list: bool = True
    lets_pass: bool = False
    offer_hours: int = 24
    certificate: bool = False
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class SessionsDraft:
    """When and where an activity meets: one time, a repetition (RRULE text), or a list of `days` at these hours.

    With a room the sessions are booked there; without one they meet at `place` (empty: the activity's place).
    `skip_clashes` leaves out days on which the room is taken or closed.
    """

    activity_id: int
    starts: datetime | None = None
    ends: datetime | None = None
    room_id: int | None = None
    place: str = ""
    title: str = ""
    repeat: str = ""
    days: tuple[date, ...] = ()
    skip_clashes: bool = False
    outside_hours: bool = False
    override: str = ""


@dataclass(frozen=True, slots=True)
class SessionMoveDraft:
    """Another time or place for one session; None leaves that part as it is."""

    session_id: int
    starts: datetime | None = None
    ends: datetime | None = None
    room_id: int | None = None
    place: str | None = None
    title: str | None = None
    reason: str = ""
    outside_hours: bool = False
    override: str = ""


@dataclass(frozen=True, slots=True)
class PickupDraft:
    """Somebody who may fetch the child."""

    name: str = ""
    phone: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """One person of a sign-up: a resident, or somebody known by name.

    A minor has a guardian: a resident or words; left empty, the guardian of the resident's record is taken.
    """

    resident_id: int | None = None
    name: str = ""
    birth_date: date | None = None
    seat_kind: SeatKind = SeatKind.SEAT
    guardian_id: int | None = None
    guardian_name: str = ""
    guardian_phone: str = ""
    guardian_relation: str = ""
    consent: Consent = Consent.NONE
    consent_words: str = ""
    care_note: str = ""
    pickups: tuple[PickupDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class EnrollDraft:
    """A sign-up of a person, of a family (`people`: those chosen), or of a group with a headcount.

    `session_id` where each session has its own list.  `contact_id` or `who` and `phone`: whom to tell of
    changes; left empty, the first person, their guardian, or the group's leader.  `sure`: the warnings (age,
    clash with the person's day) were seen.  `override`: the reason why the sign-up window, eligibility or age
    are set aside.
    """

    activity_id: int
    session_id: int | None = None
    kind: EnrollmentKind = EnrollmentKind.PERSON
    people: tuple[PersonDraft, ...] = ()
    group_id: int | None = None
    heads: int = 0
    contact_id: int | None = None
    who: str = ""
    phone: str = ""
    source: Source = Source.DESK
    priority: int = 0
    note: str = ""
    sure: bool = False
    override: str = ""
    client_key: str = ""


@dataclass(frozen=True, slots=True)
class TransferDraft:
    """Take a sign-up to another session or activity."""

    enrollment_id: int
    activity_id: int | None = None
    session_id: int | None = None
    reason: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True)
class WalkInDraft:
    """Somebody who came without signing up."""

    session_id: int
    resident_id: int | None = None
    name: str = ""
    heads: int = 1
    seat_kind: SeatKind = SeatKind.SEAT
    guardian_name: str = ""
    guardian_phone: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """What somebody said afterwards: 1 to 5 and words."""

    activity_id: int
    score: int = 0
    words: str = ""
    session_id: int | None = None
    resident_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """How an activity ended: words, and where it was counted otherwise, people and minutes."""

    activity_id: int
    words: str = ""
    heads: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activities a list shows; `end` is not included. `order` may begin with "-" to turn it round.

    `order` is one of first_day, title, kind, status, taken, waiting.
    """

    text: str = ""
    kinds: tuple[ActivityKind, ...] = ()
    statuses: tuple[str, ...] = ()
    module_id: int | None = None
    first: date | None = None
    end: date | None = None
    places_left: bool = False
    sign_up_open: bool = False
    campaign: str = ""
    resident_id: int | None = None
    order: str = "first_day"
