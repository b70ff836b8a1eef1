"""What a person hands in about volunteers, posts, shifts and hours.  Times are the center's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.volunteers.kinds import (
    AssignmentRole,
    AvailabilityKind,
    HoursKind,
    NoteKind,
    NoticeKind,
    PostKind,
    Proficiency,
    Rhythm,
    Serves,
    SignMethod,
    VolunteerStatus,
)


@dataclass(frozen=True, slots=True)
class VolunteerDraft:
    """Somebody who wants to help: a known resident, or with `newcomer` one who is registered in the same act.

    `guardian_consent` in words and `guardian_consent_on` are needed below 18.  When a volunteer is changed, the
    person behind it is changed in the residents' room.
    """

    resident_id: int | None = None
    newcomer: ResidentDraft | None = None
    number: str = ""
    from_outside: bool = False
    languages: str = ""
    fields: str = ""
    health_limits: str = ""
    work_unit: str = ""
    party_member: bool = False
    contact_name: str = ""
    contact_relation: str = ""
    contact_phone: str = ""
    guardian_consent_on: date | None = None
    guardian_consent: str = ""
    consent_scope: str = ""
    wanted_shifts: int = 0
    most_shifts: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A volunteer as a list from elsewhere knows them; `volunteer_id` None takes the resident of the draft on.

    `skills` and `teams` are names, those the center lacks are made.  `recognised` and `honorary` are the minutes
    served before, None when the list says nothing of them; `source` is the list's name.
    """

    draft: VolunteerDraft
    volunteer_id: int | None = None
    status: VolunteerStatus = VolunteerStatus.ACTIVE
    registered_on: date | None = None
    skills: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    times: tuple[AvailabilityDraft, ...] = ()
    recognised: int | None = None
    honorary: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class HeldSkillDraft:
    """A skill somebody holds; one that needs a proof counts only when `confirmed` and not run out."""

    volunteer_id: int
    skill_id: int
    proficiency: Proficiency = Proficiency.ABLE
    proof: str = ""
    valid_until: date | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class AvailabilityDraft:
    """One stretch of a weekday (0 = Monday) or of one day, "HH:MM" to "HH:MM"."""

    kind: AvailabilityKind = AvailabilityKind.CAN
    weekday: int | None = None
    day: date | None = None
    opens: str = "00:00"
    closes: str = "24:00"


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """An insurance policy and the days it covers, both ends included."""

    number: str = ""
    insurer: str = ""
    cover: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A place, route or task that is staffed again and again.  `skills` are (skill id, how many)."""

    name: str = ""
    kind: PostKind = PostKind.DUTY
    room_id: int | None = None
    place: str = ""
    route: str = ""
    equipment: str = ""
    dangerous: bool = False
    lead_required: bool = False
    counts: bool = True
    age_from: int = 0
    age_to: int = 0
    minimum: int = 1
    wanted: int = 1
    maximum: int = 1
    priority: int = 0
    note: str = ""
    skills: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PatternDraft:
    """A shift of a post's plan; `closes` at or before `opens` goes over midnight.

    `weekday` says nothing for a last working day; `anchor` is a day of a week in which a fortnightly
    shift comes.
    """

    post_id: int
    name: str = ""
    weekday: int = 0
    opens: str = "08:00"
    closes: str = "12:00"
    valid_from: date | None = None
    valid_to: date | None = None
    on_holidays: bool = False
    rhythm: Rhythm = Rhythm.WEEKLY
    anchor: date | None = None


@dataclass(frozen=True, slots=True)
class ShiftDraft:
    """One shift of a post; the counts not given are the post's.  it may serve a booked day or a session."""

    post_id: int
    starts: datetime | None = None
    ends: datetime | None = None
    name: str = ""
    minimum: int | None = None
    wanted: int | None = None
    maximum: int | None = None
    lead_required: bool | None = None
    open_to_take: bool = False
    occurrence_id: int | None = None
    session_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RouteDraft:
    """A line to be walked; `spots` one a line, in the order of the walk."""

    name: str = ""
    spots: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """Who is wanted whenever something takes place: people of a post, around it by so many minutes.

    `kind` is the value of an ActivityKind or a BookingKind as `serves` says; of the ids the one it says.  A line
    is walked on `weekdays` ("135": 1 is Monday) from `opens` to `closes`, over midnight when that is not later.
    `skills` are (skill id, how many).
    """

    post_id: int
    serves: Serves = Serves.ACTIVITY_KIND
    kind: str = ""
    activity_id: int | None = None
    session_id: int | None = None
    booking_id: int | None = None
    room_id: int | None = None
    route_id: int | None = None
    name: str = ""
    before_minutes: int = 0
    after_minutes: int = 0
    weekdays: str = ""
    opens: str = ""
    closes: str = ""
    on_holidays: bool = False
    minimum: int = 1
    wanted: int = 1
    maximum: int = 1
    lead_required: bool = False
    dangerous: bool = False
    age_from: int = 0
    age_to: int = 0
    open_to_take: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    skills: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """Somebody on a shift.  `override` sets warnings aside, never what a law or a block forbids."""

    shift_id: int
    volunteer_id: int
    role: AssignmentRole = AssignmentRole.MEMBER
    pinned: bool = False
    source: str = "hand"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """Hours given, as pairs of coming and going, or back-filled minutes with a reason and evidence."""

    volunteer_id: int
    day: date | None = None
    pairs: tuple[tuple[datetime, datetime], ...] = ()
    minutes: int = 0
    shift_id: int | None = None
    post_id: int | None = None
    content: str = ""
    place: str = ""
    kind: HoursKind = HoursKind.RECOGNISED
    method: SignMethod = SignMethod.DESK
    reason: str = ""
    evidence: str = ""
    quality: str = ""
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A training (`minutes` long), an award, a praise or a complaint.

    `issuer` is who trained, who awarded, or who said so; `body` the result of a training, the document of an
    award, what was found about a complaint.
    """

    volunteer_id: int
    kind: NoteKind = NoteKind.TRAINING
    day: date | None = None
    title: str = ""
    body: str = ""
    issuer: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A public notice: where it hangs, from which day; the last day follows from the kind when not given."""

    kind: NoticeKind = NoticeKind.HOURS
    place: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """A certificate of service for the entered hours of these days, both included."""

    volunteer_id: int
    first_day: date | None = None
    last_day: date | None = None
    purpose: str = ""
    responsible: str = ""
    handler: str = ""
    note: str = ""
    replaces_id: int | None = None
