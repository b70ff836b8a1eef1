"""What the screens of activities ask of the back office. All of it runs in a lane; plain values come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from neighborcenter.activities import enroll_service, queries
from neighborcenter.activities.drafts import ActivityFilter, EnrollDraft
from neighborcenter.activities.kinds import OPEN, SeatKind, SessionStatus, SignUp
from neighborcenter.activities.rows import ActivityCard, ActivityRow, EnrollmentRow, SessionRow
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import Problem
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people import queries as people
from neighborcenter.people.finding import Found
from ui.activities.looks import KIND_LOOKS, days_words, left_mark, money, when_words
from ui.activities.sign_up_parts import Attendee
from ui.kit.columns import Mark
from ui.kit.suggest import Suggestion

ROWS = 7
OPEN_NOW = tuple(sorted(str(one) for one in OPEN))
MOST_HOUSEHOLD = 12


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A session that can be signed up for."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity somebody is about to be signed up for."""

    id: int
    title: str
    words: str
    sign_up: SignUp
    sessions: tuple[SessionChoice, ...]
    session_id: int | None
    seat_kinds: tuple[SeatKind, ...]
    needs_guardian: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sign-up would come to: what stands against it, its place on the waiting list (0: a place), the fee."""

    problems: tuple[Problem, ...]
    place: int
    places: str
    fee_fen: int


def _row_of(row: ActivityRow) -> Suggestion:
    category, icon = KIND_LOOKS[row.kind]
    left = left_mark(row)
    words = left.text if isinstance(left, Mark) else ""
    if not row.sign_up_open:
        words = _("Sign-up is not open")
    elif row.sign_up is SignUp.NONE:
        words = _("No sign-up needed")
    return Suggestion(
        row.title, " · ".join(part for part in (days_words(row), row.place) if part), kind=words, icon=icon,
        category=category, data=(row.id, None),
    )  # fmt: skip


def found_activities(read: Read, typed: str) -> Sequence[Suggestion]:
    """Activities that fit, those that can be signed up for first."""
    return _ordered(queries.find_activities(read, typed, 3 * ROWS, open_only=True), typed)


def open_activities(read: Read) -> Sequence[Suggestion]:
    """What is open for sign-up now, the next first: offered while nothing is typed."""
    return _ordered(
        queries.activities(read, ActivityFilter(sign_up_open=True, statuses=OPEN_NOW))[: 3 * ROWS], ""
    )


def _ordered(rows: Sequence[ActivityRow], typed: str) -> Sequence[Suggestion]:
    def rank(row: ActivityRow) -> tuple[bool, bool, str]:
        # matched() also looks the readings up here, in the lane, so that painting need not.
        hit = matched(row.title, typed)
        return (
            not row.sign_up_open,
            not (hit and hit[0] == 0),
            row.next_starts.isoformat() if row.next_starts is not None else "~",
        )

    useful = [row for row in rows if row.sign_up is not SignUp.NONE]
    return [_row_of(row) for row in sorted(useful, key=rank)][:ROWS]


def choice(read: Read, activity_id: int, session_id: int | None = None) -> Choice:
    """An activity with the sessions that can still be signed up for. Raises NotFound."""
    card = queries.activity_card(read, activity_id)
    now = read.clock.local()
    ahead = [
        one for one in card.sessions if one.ends > now and one.status is SessionStatus.PLANNED
    ] if card.sign_up is SignUp.SESSION else []  # fmt: skip
    sessions = tuple(SessionChoice(one.id, _session_words(one)) for one in ahead)
    fitting = [one.id for one in ahead if one.taken < one.capacity] or [one.id for one in ahead]
    chosen = session_id if session_id in {one.id for one in ahead} else next(iter(fitting), None)
    return Choice(
        card.id,
        card.title,
        _card_words(card, now),
        card.sign_up,
        sessions,
        chosen,
        tuple(dict.fromkeys(place.kind for place in card.places)) or (SeatKind.SEAT,),
        card.needs_guardian,
    )


def _session_words(row: SessionRow) -> str:
    left = left_mark(row)
    return " · ".join(
        part
        for part in (when_words(row.starts, row.ends), left.text if isinstance(left, Mark) else "")
        if part
    )


def _card_words(card: ActivityCard, now: datetime) -> str:
    coming = [one for one in card.sessions if one.ends > now and one.status is SessionStatus.PLANNED]
    parts = []
    if coming:
        parts.append(when_words(coming[0].starts, coming[0].ends))
        parts.append(coming[0].where)
    if len(coming) > 1:
        parts.append(_("{count} sessions").format(count=len(coming)))
    parts.append(money(card.fee_fen))
    return " · ".join(part for part in parts if part)


def outlook(read: Read, draft: EnrollDraft) -> Outlook:
    """What a sign-up would come to now."""
    found = enroll_service.outlook(read, draft)
    card = queries.activity_card(read, draft.activity_id)
    session = next((one for one in card.sessions if one.id == draft.session_id), None)
    problems = found.problems
    if found.waits and not card.waiting_list:
        problems = (*problems, Problem("", "activities.full", {"title": card.title}))
    if session is not None:
        capacity, taken, waiting = session.capacity, session.taken, session.waiting
    else:
        capacity = sum(place.capacity for place in card.places)
        taken, waiting = sum(place.taken for place in card.places), card.waiting
    places = (
        _("{taken} of {capacity} places given").format(taken=taken, capacity=capacity) if capacity else ""
    )
    if waiting:
        places = _("{places}, {count} wait").format(places=places, count=waiting)
    return Outlook(tuple(problems), found.waits if card.waiting_list else 0, places, found.fee_fen)


def found_people(read: Read, typed: str) -> Sequence[Suggestion]:
    """Residents and groups that fit."""
    found = finding.find(read, typed, kinds=(finding.RESIDENT, finding.GROUP), limit=ROWS)
    for one in found:
        matched(one.name, typed)
    return [_person_of(one) for one in found]


def _person_of(one: Found) -> Suggestion:
    if one.kind == finding.GROUP:
        people_words = _("{count} people").format(count=one.size) if one.size else ""
        return Suggestion(
            one.name, people_words, _("Group"), icon="users", category="activity",
            data=Attendee(one.name, group_id=one.id, heads=max(1, one.size)),
        )  # fmt: skip
    note = " · ".join(part for part in (one.address, one.phone) if part)
    age = "" if one.age is None else _("{age} years").format(age=one.age)
    return Suggestion(
        one.name, note, _("Resident"), beside=age, data=Attendee(one.name, resident_id=one.id, age=one.age)
    )


def attendee(read: Read, picked: Attendee) -> Attendee:
    """Somebody with the household and, for a minor, the guardian on record. Raises NotFound."""
    if picked.resident_id is None:
        return picked
    card = people.resident_card(read, picked.resident_id)
    others = [one for one in card.household if one.id != card.id]
    household = tuple(_member(read, one.id, one.name, one.age) for one in others[:MOST_HOUSEHOLD])
    return Attendee(
        card.name,
        resident_id=card.id,
        age=card.age,
        guardian_id=card.guardian_id,
        guardian=card.guardian_name,
        guardian_phone=card.guardian_phone,
        household=household,
    )


def _member(read: Read, ref: int, name: str, age: int | None) -> Attendee:
    """One of the household; only a minor's record is looked into, for the guardian."""
    if age is None or age >= 18:
        return Attendee(name, resident_id=ref, age=age)
    card = people.resident_card(read, ref)
    return Attendee(
        name, resident_id=ref, age=age, guardian_id=card.guardian_id, guardian=card.guardian_name,
        guardian_phone=card.guardian_phone,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DaySession:
    """A session of a day, for the front desk and the calendar: what, when, where, how many."""

    id: int
    activity_id: int
    title: str
    starts: datetime
    ends: datetime
    where: str
    category: str
    expected: int
    present: int
    room_id: int | None
    cancelled: bool


def sessions_of(read: Read, first: date, end: date) -> tuple[DaySession, ...]:
    """The sessions from `first` up to, not including, `end`, in order; those suspended or cancelled say so."""
    rows = queries.sessions_between(read, first, end)
    found = [
        DaySession(
            row.id, row.activity_id, row.activity, row.starts, row.ends, row.where, KIND_LOOKS[row.kind][0],
            row.expected, row.present, row.room_id,
            row.status in (SessionStatus.CANCELLED, SessionStatus.SUSPENDED),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.starts, one.id)))


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a sign-up could go."""

    activity_id: int
    session_id: int | None
    words: str


def goals(read: Read, row: EnrollmentRow) -> tuple[Goal, ...]:
    """Other sessions of the same activity first, then the other activities that are open for sign-up."""
    found: list[Goal] = []
    own = queries.activity_card(read, row.activity_id)
    if own.sign_up is SignUp.SESSION:
        found += [
            Goal(row.activity_id, one.id, one.words)
            for one in choice(read, row.activity_id).sessions
            if one.id != row.session_id
        ]
    for other in queries.activities(read, ActivityFilter(sign_up_open=True, statuses=OPEN_NOW)):
        if other.id == row.activity_id:
            continue
        if other.sign_up is SignUp.WHOLE:
            found.append(Goal(other.id, None, f"{other.title} · {days_words(other)}"))
        elif other.next_session_id is not None:
            found.append(Goal(other.id, other.next_session_id, f"{other.title} · {days_words(other)}"))
    return tuple(found)
