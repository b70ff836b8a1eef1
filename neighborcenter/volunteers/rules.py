"""What volunteers may do and how their hours live: pure decisions.

Sources: 《志愿服务条例》 art. 12, 15, 17, 19 (record, fitness, insurance before danger), 民政部令第67号 (records true,
complete, in time), 民函〔2012〕340号 (hours really served without travel; three working days of notice before
they are entered; stars), 民发〔2015〕149号 (certificates: register, notice of seven days), the checks of the big
platforms (no meetings, staff duty or dinners; three sign-ins a day).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from neighborcenter.activities.kinds import ActivityKind
from neighborcenter.booking.kinds import BookingKind
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import minutes_of
from neighborcenter.people.rules import age_on
from neighborcenter.volunteers.drafts import (
    AvailabilityDraft,
    HoursDraft,
    NeedDraft,
    NoteDraft,
    PatternDraft,
    PolicyDraft,
    PostDraft,
    VolunteerDraft,
)
from neighborcenter.volunteers.kinds import (
    HoursKind,
    HoursStatus,
    NoticeKind,
    Rhythm,
    Serves,
    SignMethod,
    VolunteerStatus,
)

GROWN_UP = 18
ALONE_FROM = 14
"""Below this age a guardian is present (personal data of children under 14 are sensitive: PIPL art. 31)."""
MOST_PAIRS = 3
"""Sign-ins a day that the big platforms take."""
SAYS_NOTHING = "补录"
"""A word the big platforms refuse as the content of a service: it says how hours were entered, not what was done."""
LONGEST_SHIFT = timedelta(hours=24)
NOTICE_WORKING_DAYS = 3
"""Hours hang for three working days before they are entered."""
NOTICE_DAYS: Mapping[NoticeKind, int] = {NoticeKind.CERTIFICATE: 7, NoticeKind.STARS: 7}
"""Calendar days of the other notices."""
STAR_WORKING_DAYS = 5

MOVES: Mapping[VolunteerStatus, frozenset[VolunteerStatus]] = {
    VolunteerStatus.RECRUIT: frozenset({VolunteerStatus.TRIAL, VolunteerStatus.ACTIVE, VolunteerStatus.LEFT}),
    VolunteerStatus.TRIAL: frozenset({VolunteerStatus.ACTIVE, VolunteerStatus.RESTING, VolunteerStatus.LEFT}),
    VolunteerStatus.ACTIVE: frozenset({VolunteerStatus.RESTING, VolunteerStatus.LEFT}),
    VolunteerStatus.RESTING: frozenset({VolunteerStatus.ACTIVE, VolunteerStatus.LEFT}),
    VolunteerStatus.LEFT: frozenset({VolunteerStatus.RECRUIT, VolunteerStatus.ACTIVE}),
}

HOURS_MOVES: Mapping[HoursStatus, frozenset[HoursStatus]] = {
    HoursStatus.DRAFT: frozenset({HoursStatus.REVIEWED, HoursStatus.CONFIRMED, HoursStatus.VOIDED}),
    HoursStatus.REVIEWED: frozenset({HoursStatus.CONFIRMED, HoursStatus.VOIDED}),
    HoursStatus.CONFIRMED: frozenset({HoursStatus.NOTICE, HoursStatus.DRAFT, HoursStatus.VOIDED}),
    HoursStatus.NOTICE: frozenset({HoursStatus.ENTERED, HoursStatus.DISPUTED, HoursStatus.VOIDED}),
    HoursStatus.DISPUTED: frozenset({HoursStatus.NOTICE, HoursStatus.ENTERED, HoursStatus.VOIDED}),
    HoursStatus.ENTERED: frozenset({HoursStatus.CORRECTED, HoursStatus.VOIDED}),
    HoursStatus.CORRECTED: frozenset(),
    HoursStatus.VOIDED: frozenset(),
}
"""From which status to which; nothing leaves the last two."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the law asks about somebody before a task."""

    name: str
    birth_date: date | None
    guardian_agreed: bool
    status: VolunteerStatus
    insured: bool


@dataclass(frozen=True, slots=True)
class Task:
    """What the law asks about a task on its day."""

    name: str
    day: date
    dangerous: bool = False
    age_from: int = 0
    age_to: int = 0


@dataclass(frozen=True, slots=True)
class PointsRule:
    """How hours turn into points from a day on; 0 means without limit."""

    points_per_hour: int = 1
    most_hours: int = 0
    cap: int = 0
    redeem_from_hours: int = 0
    expiry: str = ""


def problems_in_volunteer(draft: VolunteerDraft, born: date | None, today: date) -> list[Problem]:
    """What is missing or odd in somebody's registration; a minor needs the guardian's consent with its day."""
    problems = []
    if draft.resident_id is None and draft.newcomer is None:
        problems.append(Problem("resident_id", "volunteers.who_missing"))
    if draft.guardian_consent_on is not None and draft.guardian_consent_on > today:
        problems.append(Problem("guardian_consent_on", "volunteers.consent_later"))
    if born is not None and is_minor(born, today) and not _agreed(draft):
        problems.append(
            Problem(
                "guardian_consent", "volunteers.guardian_missing", {"age": age_on(born, today)}, "warning"
            )
        )
    problems += [
        Problem(field, "volunteers.below_zero")
        for field in ("wanted_shifts", "most_shifts")
        if getattr(draft, field) < 0
    ]
    if 0 < draft.most_shifts < draft.wanted_shifts:
        problems.append(Problem("most_shifts", "volunteers.most_below_wanted"))
    return problems


def problems_in_post(draft: PostDraft) -> list[Problem]:
    """A post has a name and counts in order."""
    problems = []
    if not draft.name.strip():
        problems.append(Problem("name", "volunteers.name_missing"))
    if not 0 <= draft.minimum <= draft.wanted <= draft.maximum or draft.maximum == 0:
        problems.append(Problem("wanted", "volunteers.counts_order"))
    if draft.age_to and draft.age_to < draft.age_from:
        problems.append(Problem("age_to", "volunteers.ages_order"))
    if any(count < 1 for _, count in draft.skills):
        problems.append(Problem("skills", "volunteers.below_one"))
    return problems


_HANGS_ON = {
    Serves.ACTIVITY: "activity_id",
    Serves.SESSION: "session_id",
    Serves.BOOKING: "booking_id",
    Serves.ROOM: "room_id",
    Serves.ROUTE: "route_id",
}
MOST_AROUND = 12 * 60
"""Minutes before and after what is served."""


def problems_in_need(draft: NeedDraft) -> list[Problem]:
    """A need says what it hangs on, around it by half a day at most, and counts in order."""
    problems = []
    if draft.serves in _HANGS_ON:
        field = _HANGS_ON[draft.serves]
        if getattr(draft, field) is None:
            problems.append(Problem(field, "volunteers.served_missing"))
    else:
        known = ActivityKind if draft.serves is Serves.ACTIVITY_KIND else BookingKind
        if draft.kind not in {each.value for each in known}:
            problems.append(Problem("kind", "volunteers.served_missing"))
    problems += [
        Problem(field, "volunteers.around_long", {"most": MOST_AROUND // 60})
        for field in ("before_minutes", "after_minutes")
        if not 0 <= getattr(draft, field) <= MOST_AROUND
    ]
    if not 0 <= draft.minimum <= draft.wanted <= draft.maximum or draft.maximum == 0:
        problems.append(Problem("wanted", "volunteers.counts_order"))
    if draft.age_to and draft.age_to < draft.age_from:
        problems.append(Problem("age_to", "volunteers.ages_order"))
    if any(count < 1 for _, count in draft.skills):
        problems.append(Problem("skills", "volunteers.below_one"))
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        problems.append(Problem("valid_to", "volunteers.ends_first"))
    return problems + (_problems_in_walk(draft) if draft.serves is Serves.ROUTE else [])


def _problems_in_walk(draft: NeedDraft) -> list[Problem]:
    problems = []
    if not draft.weekdays or not set(draft.weekdays) <= set("1234567"):
        problems.append(Problem("weekdays", "volunteers.weekdays_missing"))
    try:
        minutes_of(draft.opens), minutes_of(draft.closes)
    except ValueError:
        problems.append(Problem("opens", "volunteers.time_unreadable"))
    return problems


def narrowed(task: Task, *, dangerous: bool, age_from: int, age_to: int) -> Task:
    """A task with what a need asks on top of its post: danger of either counts, the narrower ages hold."""
    lowest = min((age for age in (task.age_to, age_to) if age), default=0)
    return replace(
        task, dangerous=task.dangerous or dangerous, age_from=max(task.age_from, age_from), age_to=lowest
    )


def problems_in_availability(draft: AvailabilityDraft) -> list[Problem]:
    """One stretch names a weekday or a day, and ends after it begins."""
    problems = []
    if (draft.weekday is None) == (draft.day is None):
        problems.append(Problem("weekday", "volunteers.weekday_or_day"))
    try:
        opens, closes = minutes_of(draft.opens), minutes_of(draft.closes)
    except ValueError:
        return [*problems, Problem("opens", "volunteers.time_unreadable")]
    if closes <= opens:
        problems.append(Problem("closes", "volunteers.ends_first"))
    return problems


def problems_in_pattern(draft: PatternDraft) -> list[Problem]:
    """A weekly shift: readable times; the end may lie on the next day."""
    try:
        minutes_of(draft.opens), minutes_of(draft.closes)
    except ValueError:
        return [Problem("opens", "volunteers.time_unreadable")]
    if not 0 <= draft.weekday <= 6:
        return [Problem("weekday", "volunteers.weekday_or_day")]
    if draft.rhythm is Rhythm.FORTNIGHTLY and draft.anchor is None:
        return [Problem("anchor", "volunteers.anchor_missing")]
    return []


def problems_in_policy(draft: PolicyDraft) -> list[Problem]:
    """A policy has a number and a period."""
    problems = []
    if not draft.number.strip():
        problems.append(Problem("number", "volunteers.number_missing"))
    if draft.valid_from is None or draft.valid_to is None:
        problems.append(Problem("valid_from", "volunteers.period_missing"))
    elif draft.valid_to < draft.valid_from:
        problems.append(Problem("valid_to", "volunteers.ends_first"))
    return problems


def problems_with(candidate: Candidate, task: Task) -> list[Problem]:
    """What the law and the post say about somebody for a task: never set aside by a wish.

    Danger needs insurance before the first minute and nobody under 18 (条例 art. 15, 17); a minor needs the
    guardian's consent, below 14 the guardian comes along.
    """
    problems = []
    params: dict[str, str | int] = {"name": candidate.name, "post": task.name}
    if candidate.status not in (VolunteerStatus.TRIAL, VolunteerStatus.ACTIVE):
        problems.append(Problem("volunteer_id", "volunteers.not_active", params))
    if task.dangerous and not candidate.insured:
        problems.append(Problem("volunteer_id", "volunteers.uninsured", params))
    born = candidate.birth_date
    if born is None:
        if task.age_from or task.age_to or task.dangerous:
            problems.append(Problem("volunteer_id", "volunteers.age_unknown", params, "warning"))
        return problems
    age = age_on(born, task.day)
    params = {**params, "age": age}
    if age < GROWN_UP:
        if task.dangerous:
            problems.append(Problem("volunteer_id", "volunteers.minor_in_danger", params))
        if not candidate.guardian_agreed:
            problems.append(Problem("volunteer_id", "volunteers.guardian_missing", params))
        if age < ALONE_FROM:
            problems.append(Problem("volunteer_id", "volunteers.guardian_comes", params, "warning"))
    if age < task.age_from or (task.age_to and age > task.age_to):
        problems.append(Problem("volunteer_id", "volunteers.age_outside", {**params, "ages": _ages(task)}))
    return problems


def problems_in_hours(draft: HoursDraft, now: datetime) -> list[Problem]:
    """Hours are really served, on one day, without overlap, not in the future; back-filled ones say why."""
    problems = []
    if draft.method is SignMethod.BACKFILL:
        if not draft.reason.strip():
            problems.append(Problem("reason", "volunteers.reason_missing"))
        if not draft.evidence.strip():
            problems.append(Problem("evidence", "volunteers.evidence_missing", level="warning"))
    if draft.pairs:
        problems += _problems_in_pairs(draft.pairs, now)
    elif draft.minutes <= 0 or draft.minutes > 24 * 60:
        problems.append(Problem("minutes", "volunteers.minutes_missing"))
    elif draft.method is not SignMethod.BACKFILL and draft.kind is HoursKind.RECOGNISED:
        problems.append(Problem("pairs", "volunteers.pairs_missing"))
    day = day_of_hours(draft)
    if day is None:
        problems.append(Problem("day", "volunteers.day_missing"))
    elif day > now.date():
        problems.append(Problem("day", "volunteers.in_future"))
    if not draft.content.strip() and draft.shift_id is None:
        problems.append(Problem("content", "volunteers.content_missing"))
    elif SAYS_NOTHING in draft.content:
        problems.append(Problem("content", "volunteers.content_says_nothing", {"word": SAYS_NOTHING}))
    return problems


def problems_in_note(draft: NoteDraft, today: date) -> list[Problem]:
    """An entry of a record says what and when; nothing of it lies ahead."""
    problems = []
    if not draft.title.strip():
        problems.append(Problem("title", "volunteers.title_missing"))
    if draft.day is None:
        problems.append(Problem("day", "volunteers.day_missing"))
    elif draft.day > today:
        problems.append(Problem("day", "volunteers.in_future"))
    if draft.minutes < 0:
        problems.append(Problem("minutes", "volunteers.below_zero"))
    return problems


def can_move(before: VolunteerStatus, after: VolunteerStatus) -> bool:
    """Whether somebody may go from one standing to another."""
    return after in MOVES[before]


def can_hours_move(before: HoursStatus, after: HoursStatus) -> bool:
    """Whether hours may go from one status to another."""
    return after in HOURS_MOVES[before]


def is_minor(born: date, day: date) -> bool:
    """Whether somebody is under 18 on a day."""
    return age_on(born, day) < GROWN_UP


def day_of_hours(draft: HoursDraft) -> date | None:
    """The day hours count on: the one given, else the day of the first coming (a night shift counts there)."""
    if draft.day is not None:
        return draft.day
    return min(came for came, _ in draft.pairs).date() if draft.pairs else None


def last_day_of(ends: datetime) -> date:
    """The day of the last minute of a shift: one that ends at midnight ends on the day before."""
    return (ends - timedelta(minutes=1)).date()


def minutes_served(draft: HoursDraft) -> int:
    """Minutes really served: the sum of the pairs, breaks out; back-filled ones as given."""
    if not draft.pairs:
        return draft.minutes
    return sum(int((went - came).total_seconds() // 60) for came, went in draft.pairs)


def most_honorary(minutes: int, planned: int) -> int:
    """Honorary hours tied to a shift do not exceed its planned length."""
    return min(minutes, planned) if planned else minutes


def points_for(minutes: int, balance: int, rule: PointsRule) -> int:
    """Points of entered recognised hours: whole hours only, at most so many a service, never above the cap."""
    hours = minutes // 60
    if rule.most_hours:
        hours = min(hours, rule.most_hours)
    points = hours * rule.points_per_hour
    return max(0, min(points, rule.cap - balance)) if rule.cap else points


def stars_for(minutes: int, levels: Iterable[tuple[int, int]]) -> int:
    """The stars that entered minutes reach; `levels` are (stars, minutes)."""
    return max((stars for stars, needed in levels if minutes >= needed), default=0)


def shift_on(pattern: PatternDraft, day: date) -> tuple[datetime, datetime]:
    """When a weekly shift begins and ends on a day; it may end on the next."""
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the center's own time has no zone
    starts = midnight + timedelta(minutes=minutes_of(pattern.opens))
    ends = midnight + timedelta(minutes=minutes_of(pattern.closes))
    return starts, ends if ends > starts else ends + timedelta(days=1)


def _problems_in_pairs(pairs: Sequence[tuple[datetime, datetime]], now: datetime) -> list[Problem]:
    problems = []
    ordered = sorted(pairs)
    if len(ordered) > MOST_PAIRS:
        problems.append(Problem("pairs", "volunteers.many_pairs", {"most": MOST_PAIRS}))
    if any(went <= came for came, went in ordered):
        problems.append(Problem("pairs", "volunteers.ends_first"))
    if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(ordered)):
        problems.append(Problem("pairs", "volunteers.pairs_overlap"))
    if ordered[-1][1] > now:
        problems.append(Problem("pairs", "volunteers.in_future"))
    if ordered[-1][1] - ordered[0][0] > LONGEST_SHIFT:
        problems.append(Problem("pairs", "volunteers.too_long"))
    return problems


def _agreed(draft: VolunteerDraft) -> bool:
    return draft.guardian_consent_on is not None and bool(draft.guardian_consent.strip())


def _ages(task: Task) -> str:
    return f"{task.age_from}–{task.age_to}" if task.age_to else f"≥ {task.age_from}"
