"""Words of activities used on screen and paper alike."""

from collections.abc import Mapping

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
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.problems import name_values, teach

KINDS: Mapping[ActivityKind, str] = {
    ActivityKind.FESTIVAL: N_("Festival"),
    ActivityKind.COURSE: N_("Course"),
    ActivityKind.CAMP: N_("Summer camp"),
    ActivityKind.AFTER_SCHOOL: N_("After-school care"),
    ActivityKind.TALK: N_("Talk"),
    ActivityKind.SERVICE_DAY: N_("Service day"),
    ActivityKind.PARTNER_DAY: N_("Partner day"),
    ActivityKind.CLINIC: N_("Free clinic"),
    ActivityKind.CONTEST: N_("Contest"),
    ActivityKind.OTHER: N_("Other activity"),
}
STATUSES: Mapping[ActivityStatus, str] = {
    ActivityStatus.DRAFT: N_("Draft"),
    ActivityStatus.PUBLISHED: N_("Published"),
    ActivityStatus.RUNNING: N_("Running"),
    ActivityStatus.FINISHED: N_("Finished"),
    ActivityStatus.CANCELLED: N_("Cancelled"),
}
SIGN_UPS: Mapping[SignUp, str] = {
    SignUp.WHOLE: N_("Once for all sessions"),
    SignUp.SESSION: N_("For each session"),
    SignUp.NONE: N_("No sign-up"),
}
SESSION_STATUSES: Mapping[SessionStatus, str] = {
    SessionStatus.PLANNED: N_("To come"),
    SessionStatus.SUSPENDED: N_("Suspended"),
    SessionStatus.HELD: N_("Held"),
    SessionStatus.CANCELLED: N_("Cancelled"),
}
SEAT_KINDS: Mapping[SeatKind, str] = {
    SeatKind.SEAT: N_("Seats"),
    SeatKind.WHEELCHAIR: N_("Wheelchair places"),
    SeatKind.HELPER: N_("Helpers"),
}
ENROLLMENT_KINDS: Mapping[EnrollmentKind, str] = {
    EnrollmentKind.PERSON: N_("Person"),
    EnrollmentKind.FAMILY: N_("Family"),
    EnrollmentKind.GROUP: N_("Group"),
}
ENROLLMENT_STATUSES: Mapping[EnrollmentStatus, str] = {
    EnrollmentStatus.PENDING: N_("Waiting for approval"),
    EnrollmentStatus.ENROLLED: N_("Signed up"),
    EnrollmentStatus.WAITING: N_("On the waiting list"),
    EnrollmentStatus.OFFERED: N_("Place offered"),
    EnrollmentStatus.LEFT: N_("Has left"),
    EnrollmentStatus.DECLINED: N_("Declined the place"),
    EnrollmentStatus.LAPSED: N_("Offer lapsed"),
    EnrollmentStatus.REFUSED: N_("Not approved"),
    EnrollmentStatus.MOVED: N_("Transferred"),
}
SOURCES: Mapping[Source, str] = {
    Source.DESK: N_("At the front desk"),
    Source.PHONE: N_("By phone"),
    Source.WALK_IN: N_("Walk-in"),
    Source.IMPORT: N_("From a list"),
}
CONSENTS: Mapping[Consent, str] = {
    Consent.NONE: N_("No consent yet"),
    Consent.PAPER: N_("Signed on paper"),
    Consent.DESK: N_("Given at the desk"),
    Consent.PHONE: N_("Given by phone"),
}
PRESENCES: Mapping[Presence, str] = {
    Presence.PRESENT: N_("Present"),
    Presence.EXCUSED: N_("Excused"),
}

SENTENCES = {
    "activities.title_missing": N_("Say what the activity is called."),
    "activities.ages": N_("The youngest age must not be above the oldest."),
    "activities.age_range": N_("An age is between 0 and 120 years."),
    "activities.places": N_("The number of places is between 0 and {most}."),
    "activities.fee": N_("A fee cannot be below zero, and the reduced fee not above the full one."),
    "activities.window": N_("The sign-up must close after it opens."),
    "activities.offer_hours": N_("A place is held for 0 to {most} hours."),
    "activities.module_unknown": N_("This module does not exist."),
    "activities.wrong_status": N_("“{title}” is {status}; this cannot be done now."),
    "activities.no_sessions": N_("“{title}” has no session yet. Say when it takes place, then publish it."),
    "activities.sign_up_fixed": N_("People have signed up already; the way of signing up stays as it is."),
    "activities.has_people": N_("People have signed up for “{title}”. Cancel it instead of removing it."),
    "activities.reason_missing": N_("Say why, in a few words."),
    "activities.time_missing": N_("Say when it takes place."),
    "activities.time_order": N_("The end must be later than the start."),
    "activities.session_long": N_("One session lasts {hours} hours at most."),
    "activities.session_over": N_("This session was held or cancelled already."),
    "activities.session_not_cancelled": N_("This session is not cancelled."),
    "activities.session_missing": N_("Choose the session to sign up for."),
    "activities.session_wrong": N_("This activity has one list for all sessions."),
    "activities.no_sign_up": N_("Nobody signs up for “{title}”; who comes is counted at the door."),
    "activities.not_open": N_("“{title}” is {status}; nobody can sign up."),
    "activities.too_early": N_("Sign-up for “{title}” opens {opens}."),
    "activities.too_late": N_("Sign-up for “{title}” closed {closes}."),
    "activities.all_over": N_("“{title}” is over."),
    "activities.people_missing": N_("Choose who signs up."),
    "activities.one_person": N_("One person signs up here; choose a family to sign up several."),
    "activities.heads": N_("The number of people must be between 1 and {most}."),
    "activities.group_missing": N_("Choose the group that signs up."),
    "activities.twice_in_form": N_("“{name}” is in this form twice."),
    "activities.already_in": N_("“{name}” has signed up for this already ({status})."),
    "activities.residents_only": N_("“{title}” is for residents registered here; “{name}” is not."),
    "activities.tag_missing": N_("“{title}” is for: {tags}. “{name}” carries none of these tags."),
    "activities.too_young": N_("“{name}” is {age}; “{title}” is from {from} years."),
    "activities.too_old": N_("“{name}” is {age}; “{title}” is up to {to} years."),
    "activities.age_unknown": N_("The age of “{name}” is not known; “{title}” is for {ages}."),
    "activities.guardian_missing": N_("“{name}” is a minor. Say who the guardian is."),
    "activities.consent_missing": N_("The guardian’s consent for “{name}” is still missing."),
    "activities.busy": N_("“{name}” has “{other}” {start}–{end} on that day."),
    "activities.no_such_places": N_("“{title}” has no {kind}."),
    "activities.more_than_all": N_("“{title}” has {capacity} {kind} in all; {wanted} are wanted."),
    "activities.full": N_("“{title}” is full and keeps no waiting list."),
    "activities.taken_meanwhile": N_("Another desk has just given the last place. Look again."),
    "activities.below_taken": N_("{taken} {kind} are given already; there cannot be fewer."),
    "activities.no_pool": N_("There are no such places."),
    "activities.not_live": N_(
        "The sign-up of “{who}” has ended ({status}) and does not come back by itself."
    ),
    "activities.not_waiting": N_("“{who}” is not on the waiting list."),
    "activities.not_offered": N_("“{who}” has no open offer."),
    "activities.offer_over": N_("The offer to “{who}” has ended."),
    "activities.not_pending": N_("“{who}” does not wait for approval."),
    "activities.not_left": N_("“{who}” has not left."),
    "activities.no_place_free": N_("There is no free place for “{who}”."),
    "activities.same_place": N_("“{who}” is in this list already."),
    "activities.not_expected": N_("“{name}” is not signed up for this session."),
    "activities.not_there_yet": N_("“{title}” does not begin before {starts}."),
    "activities.already_here": N_("“{name}” was checked in at {at}."),
    "activities.not_here": N_("“{name}” is not checked in."),
    "activities.code_wrong": N_("“{code}” is not the code of a sign-up."),
    "activities.score": N_("The score is between 1 and 5."),
    "activities.picture": N_("“{file}” is not a picture (JPEG, PNG or WebP)."),
    "activities.picture_large": N_("“{file}” is larger than {megabytes} MB."),
    "activities.name_missing": N_("Say who came."),
    "activities.key_reused": N_("This form was already saved with other contents. Open a new one."),
    "activities.not_over": N_("Session {starts} has not ended yet."),
}
teach(SENTENCES)
name_values(
    {
        "activity": N_("activity"),
        "activity_session": N_("session"),
        "enrollment": N_("sign-up"),
        "attendance": N_("check-in"),
        "seat_pool": N_("list of places"),
        "activity_photo": N_("photo"),
        **{f"activities.status.{status}": words for status, words in STATUSES.items()},
        **{f"activities.enrolled.{status}": words for status, words in ENROLLMENT_STATUSES.items()},
        **{f"activities.seat_kind.{kind}": words for kind, words in SEAT_KINDS.items()},
    }
)
FEES: Mapping[str, str] = {"full": N_("full fee"), "reduced": N_("reduced fee"), "free": N_("free of charge")}


def kind_name(kind: ActivityKind) -> str:
    """The word for what sort of activity it is."""
    return _(KINDS[kind])


def status_name(status: ActivityStatus) -> str:
    """The word for where an activity stands."""
    return _(STATUSES[status])


def sign_up_name(sign_up: SignUp) -> str:
    """The words for what a sign-up is for."""
    return _(SIGN_UPS[sign_up])


def session_status_name(status: SessionStatus) -> str:
    """The word for where a session stands."""
    return _(SESSION_STATUSES[status])


def seat_kind_name(kind: SeatKind) -> str:
    """The word for a kind of places."""
    return _(SEAT_KINDS[kind])


def enrollment_status_name(status: EnrollmentStatus) -> str:
    """The words for where a sign-up stands."""
    return _(ENROLLMENT_STATUSES[status])


def enrollment_kind_name(kind: EnrollmentKind) -> str:
    """The word for who signs up together."""
    return _(ENROLLMENT_KINDS[kind])


def source_name(source: Source) -> str:
    """How a sign-up came in, in words."""
    return _(SOURCES[source])


def consent_name(consent: Consent) -> str:
    """How consent was given, in words."""
    return _(CONSENTS[consent])


def presence_name(presence: Presence) -> str:
    """What is known of a person at a session, in words."""
    return _(PRESENCES[presence])


def fee_words(reason: str) -> str:
    """Why a fee is what it is, from what is kept ("full:1 reduced:2"): “full 1, reduced 2”."""
    pairs = (one.partition(":") for one in reason.split())
    return "、".join(f"{_(FEES[name])} {count}" for name, _colon, count in pairs if name in FEES)
