"""What an activity, its sessions and a sign-up may be: facts in, problems out.

Ages count in full years on the first day.  Law behind the minors: a person under 18 is a minor (Civil Code,
article 17), and personal information of a child under 14 needs the guardian's consent (PIPL, article 31);
the center asks for a guardian until 18.

A problem whose params hold `sure` is set aside by saying "go on" (`EnrollDraft.sure`), one with `override` by
a reason (`EnrollDraft.override`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from neighborcenter.activities.drafts import ActivityDraft, EnrollDraft, PersonDraft, SessionsDraft
from neighborcenter.activities.kinds import (
    OPEN,
    ActivityStatus,
    Consent,
    EnrollmentKind,
    SeatKind,
    SignUp,
    Source,
)
from neighborcenter.booking.drafts import BookingDraft
from neighborcenter.booking.rules import range_of, ranges_of, rule_of
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.times import TimeRange
from neighborcenter.people.rules import age_on

ADULT = 18
OLDEST = 120
MOST_PLACES = 10_000
MOST_OFFER_HOURS = 24 * 14
MOST_HEADS = 500
MOST_SESSIONS = 400


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """What the rules need to know of an activity."""

    title: str
    status: ActivityStatus
    sign_up: SignUp
    age_from: int | None = None
    age_to: int | None = None
    residents_only: bool = False
    needs_guardian: bool = True
    waiting_list: bool = True
    fee_fen: int = 0
    reduced_fen: int = 0
    opens: datetime | None = None
    closes: datetime | None = None
    eligible: Mapping[int, str] = field(default_factory=dict)
    reduced: frozenset[int] = frozenset()
    free: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Busy:
    """Something else on a person's day."""

    title: str
    during: TimeRange


@dataclass(frozen=True, slots=True)
class PersonFact:
    """What is known of one person of a sign-up; `live` says how they are in this list already ("")."""

    draft: PersonDraft
    name: str
    birth: date | None = None
    tags: frozenset[int] = frozenset()
    live: str = ""
    busy: Busy | None = None


@dataclass(frozen=True, slots=True)
class SignUpFacts:
    """What was looked up for one sign-up: `first_day` of what is signed up for, None when all of it is over."""

    now: datetime
    activity: ActivityFact
    first_day: date | None
    capacity: Mapping[SeatKind, int]
    people: Sequence[PersonFact] = ()
    group: str = ""
    group_live: str = ""


def problems_in(draft: ActivityDraft) -> list[Problem]:
    """Everything wrong with an activity as typed."""
    problems = []
    if not draft.title.strip():
        problems.append(Problem("title", "activities.title_missing"))
    for name in ("age_from", "age_to"):
        age = getattr(draft, name)
        if age is not None and not 0 <= age <= OLDEST:
            problems.append(Problem(name, "activities.age_range"))
    if draft.age_from is not None and draft.age_to is not None and draft.age_from > draft.age_to:
        problems.append(Problem("age_to", "activities.ages"))
    problems += [
        Problem(f"places.{kind}", "activities.places", {"most": MOST_PLACES})
        for kind, count in draft.places.items()
        if not 0 <= count <= MOST_PLACES
    ]
    if draft.fee_fen < 0 or not 0 <= draft.reduced_fen <= max(draft.fee_fen, 0):
        problems.append(Problem("fee_fen", "activities.fee"))
    if draft.sign_up_opens and draft.sign_up_closes and draft.sign_up_closes <= draft.sign_up_opens:
        problems.append(Problem("sign_up_closes", "activities.window"))
    if not 0 <= draft.offer_hours <= MOST_OFFER_HOURS:
        problems.append(Problem("offer_hours", "activities.offer_hours", {"most": MOST_OFFER_HOURS}))
    return problems


def problems_in_sessions(draft: SessionsDraft) -> list[Problem]:
    """Everything wrong with when an activity meets."""
    during, wrong = range_of(draft.starts, draft.ends)
    problems = [_in_our_words(problem) for problem in wrong]
    if during is None or problems or draft.days:
        return problems
    as_booked = BookingDraft(starts=draft.starts, ends=draft.ends, repeat=draft.repeat)
    rule, wrong = rule_of(as_booked)
    return wrong if rule is None else rule.problems(during.day)


def ranges_in(draft: SessionsDraft) -> list[TimeRange]:
    """Every stretch of time the draft asks for, in order; empty while it cannot be said."""
    if draft.days:
        during, wrong = range_of(draft.starts, draft.ends)
        if during is None or wrong:
            return []
        return [during.on(day) for day in sorted(set(draft.days))[:MOST_SESSIONS]]
    return ranges_of(BookingDraft(starts=draft.starts, ends=draft.ends, repeat=draft.repeat))


def _in_our_words(problem: Problem) -> Problem:
    codes = {
        "booking.time_missing": "activities.time_missing",
        "booking.ends_before_start": "activities.time_order",
        "booking.too_long": "activities.session_long",
    }
    return replace(problem, code=codes.get(problem.code, problem.code))


def wants_of(draft: EnrollDraft) -> dict[SeatKind, int]:
    """How many places of each kind a sign-up wants."""
    if draft.kind is EnrollmentKind.GROUP:
        return {SeatKind.SEAT: draft.heads}
    wants: dict[SeatKind, int] = {}
    for person in draft.people:
        wants[person.seat_kind] = wants.get(person.seat_kind, 0) + 1
    return wants


def problems_in_sign_up(draft: EnrollDraft, facts: SignUpFacts) -> list[Problem]:
    """Everything that stands against a sign-up; what was overridden or seen comes as a warning."""
    problems = [*_in_form(draft, facts), *_in_window(draft, facts)]
    for place, person in enumerate(facts.people):
        problems += _in_person(f"people.{place}", person, facts)
    problems += _in_places(draft, facts)
    return [_answered(problem, draft) for problem in problems]


def _answered(problem: Problem, draft: EnrollDraft) -> Problem:
    seen = (problem.params.get("sure") and draft.sure) or (
        problem.params.get("override") and draft.override.strip()
    )
    return replace(problem, level="warning") if seen else problem


def _in_form(draft: EnrollDraft, facts: SignUpFacts) -> list[Problem]:
    title = facts.activity.title
    if facts.activity.sign_up is SignUp.NONE:
        return [Problem("activity_id", "activities.no_sign_up", {"title": title})]
    if facts.activity.sign_up is SignUp.SESSION and draft.session_id is None:
        return [Problem("session_id", "activities.session_missing")]
    if facts.activity.sign_up is SignUp.WHOLE and draft.session_id is not None:
        return [Problem("session_id", "activities.session_wrong")]
    if draft.kind is EnrollmentKind.GROUP:
        problems = []
        if draft.group_id is None and not draft.who.strip():
            problems.append(Problem("group_id", "activities.group_missing"))
        if not 1 <= draft.heads <= MOST_HEADS:
            problems.append(Problem("heads", "activities.heads", {"most": MOST_HEADS}))
        if facts.group_live:
            params = {"name": facts.group, "status": facts.group_live}
            problems.append(Problem("group_id", "activities.already_in", params))
        return problems
    if not draft.people:
        return [Problem("people", "activities.people_missing")]
    if draft.kind is EnrollmentKind.PERSON and len(draft.people) > 1:
        return [Problem("people", "activities.one_person")]
    seen: set[int] = set()
    for person in facts.people:
        ref = person.draft.resident_id
        if ref is not None and ref in seen:
            return [Problem("people", "activities.twice_in_form", {"name": person.name})]
        seen.update(() if ref is None else (ref,))
    return []


def _in_window(draft: EnrollDraft, facts: SignUpFacts) -> list[Problem]:
    activity = facts.activity
    params: dict[str, object]
    if activity.status not in OPEN:
        params = {"title": activity.title, "status": f"activities.status.{activity.status}"}
        return [Problem("activity_id", "activities.not_open", params)]
    if draft.source is Source.WALK_IN:
        return []  # Whoever stands at the door is in time.
    if facts.first_day is None:
        return [Problem("activity_id", "activities.all_over", {"title": activity.title})]
    if activity.opens is not None and facts.now < activity.opens:
        params = {"title": activity.title, "opens": _said(activity.opens), "override": True}
        return [Problem("activity_id", "activities.too_early", params)]
    if activity.closes is not None and facts.now >= activity.closes:
        params = {"title": activity.title, "closes": _said(activity.closes), "override": True}
        return [Problem("activity_id", "activities.too_late", params)]
    return []


def _in_person(where: str, person: PersonFact, facts: SignUpFacts) -> list[Problem]:
    activity, name = facts.activity, person.name
    if not name.strip():
        return [Problem(where, "activities.people_missing")]
    problems = []
    params: dict[str, object]
    if person.live:
        problems.append(Problem(where, "activities.already_in", {"name": name, "status": person.live}))
    if activity.residents_only and person.draft.resident_id is None:
        params = {"title": activity.title, "name": name, "override": True}
        problems.append(Problem(where, "activities.residents_only", params))
    if activity.eligible and not person.tags.intersection(activity.eligible):
        tags = "、".join(activity.eligible.values())
        params = {"title": activity.title, "name": name, "tags": tags, "override": True}
        problems.append(Problem(where, "activities.tag_missing", params))
    problems += _in_age(where, person, facts)
    if person.busy is not None:
        during = person.busy.during
        end = f"{during.end:%H:%M}" if during.end.date() == during.start.date() else _said(during.end)
        params = {
            "name": name, "other": person.busy.title, "start": _said(during.start), "end": end, "sure": True,
        }  # fmt: skip
        problems.append(Problem(where, "activities.busy", params))
    return problems


def _in_age(where: str, person: PersonFact, facts: SignUpFacts) -> list[Problem]:
    activity = facts.activity
    limited = activity.age_from is not None or activity.age_to is not None
    if person.birth is None:
        if not limited:
            return []
        params = {"name": person.name, "title": activity.title, "ages": ages_text(activity), "sure": True}
        return [Problem(where, "activities.age_unknown", params)]
    age = age_on(person.birth, facts.first_day or facts.now.date())
    params = {
        "name": person.name, "title": activity.title, "age": age, "from": activity.age_from,
        "to": activity.age_to, "sure": True,
    }  # fmt: skip
    problems = []
    if activity.age_from is not None and age < activity.age_from:
        problems.append(Problem(where, "activities.too_young", params))
    if activity.age_to is not None and age > activity.age_to:
        problems.append(Problem(where, "activities.too_old", params))
    if age < ADULT and activity.needs_guardian:
        draft = person.draft
        if draft.guardian_id is None and not draft.guardian_name.strip():
            problems.append(
                Problem(f"{where}.guardian", "activities.guardian_missing", {"name": person.name})
            )
        elif draft.consent is Consent.NONE:
            params = {"name": person.name, "sure": True}
            problems.append(Problem(f"{where}.consent", "activities.consent_missing", params))
    return problems


def _in_places(draft: EnrollDraft, facts: SignUpFacts) -> list[Problem]:
    problems = []
    params: dict[str, object]
    for kind, wanted in wants_of(draft).items():
        capacity = facts.capacity.get(kind, 0)
        named = f"activities.seat_kind.{kind}"
        if capacity == 0:
            params = {"title": facts.activity.title, "kind": named}
            problems.append(Problem("people", "activities.no_such_places", params))
        elif wanted > capacity:
            params = {
                "title": facts.activity.title, "kind": named, "capacity": capacity, "wanted": wanted,
            }  # fmt: skip
            problems.append(Problem("people", "activities.more_than_all", params))
    return problems


def fee_of(activity: ActivityFact, people: Iterable[PersonFact], heads: int = 0) -> tuple[int, str]:
    """The fee of a sign-up in fen, and why: "full 1, reduced 2, free 1" as pairs ("full:1 reduced:2 free:1")."""
    count = {"full": heads, "reduced": 0, "free": 0}
    for person in people:
        if person.tags & activity.free:
            count["free"] += 1
        elif person.tags & activity.reduced:
            count["reduced"] += 1
        else:
            count["full"] += 1
    if activity.fee_fen == 0:
        return 0, ""
    total = count["full"] * activity.fee_fen + count["reduced"] * activity.reduced_fen
    return total, " ".join(f"{name}:{number}" for name, number in count.items() if number)


def offer_until(now: datetime, hours: int, begins: datetime | None) -> datetime:
    """When an offer ends: after its hours, but not after the activity begins.  All three of one zone."""
    until = now + timedelta(hours=hours)
    return until if begins is None or begins <= now else min(until, begins)


def ages_text(activity: ActivityFact) -> str:
    """6–12, 60+ or ≤12."""
    if activity.age_from is not None and activity.age_to is not None:
        return f"{activity.age_from}–{activity.age_to}"
    return f"{activity.age_from}+" if activity.age_from is not None else f"≤{activity.age_to}"


def clash_of(mine: Sequence[TimeRange], others: Sequence[Busy]) -> Busy | None:
    """The first of the other things that overlaps one of my times."""
    found = [other for other in others if any(other.during.overlaps(one) for one in mine)]
    return min(found, key=lambda other: other.during.start, default=None)


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
