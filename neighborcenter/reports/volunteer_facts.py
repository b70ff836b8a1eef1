"""What the papers of volunteers read: shifts with who is on them, and one volunteer's card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.models import room
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.people.kinds import IdKind, Sex
from neighborcenter.people.models import resident
from neighborcenter.people.privacy import shown_id, shown_phone
from neighborcenter.reports.volunteer_choices import Phones
from neighborcenter.volunteers.earned import EARNED
from neighborcenter.volunteers.kinds import (
    HOLDS_PLACE,
    AssignmentRole,
    AssignmentStatus,
    HoursKind,
    PostKind,
    ShiftStatus,
    VolunteerStatus,
)
from neighborcenter.volunteers.models.hours import service_hours
from neighborcenter.volunteers.models.needs import need, patrol_route
from neighborcenter.volunteers.models.people import volunteer
from neighborcenter.volunteers.models.shifts import assignment, post, shift

ORDER = {AssignmentRole.LEAD: 0, AssignmentRole.MEMBER: 1, AssignmentRole.STANDBY: 2}


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody on a shift; the phone as the paper shows it."""

    volunteer_id: int
    number: str
    name: str
    phone: str
    role: AssignmentRole
    status: AssignmentStatus
    published: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift with who is on it: leads first, then by name, standby last."""

    id: int
    post_id: int
    post: str
    kind: PostKind
    place: str
    route: str
    equipment: str
    name: str
    starts: datetime
    ends: datetime
    wanted: int
    lead_required: bool
    note: str
    people: tuple[OnDuty, ...]
    spots: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day it begins."""
        return self.starts.date()

    @property
    def time(self) -> str:
        """08:00–11:00, and 22:00–06:00 (+1) over midnight."""
        span = f"{self.starts:%H:%M}–{self.ends:%H:%M}"
        return _("{span} next day").format(span=span) if self.ends.date() > self.day else span

    @property
    def there(self) -> tuple[OnDuty, ...]:
        """Those who fill the places, without standby."""
        return tuple(one for one in self.people if one.role is not AssignmentRole.STANDBY)

    @property
    def leads(self) -> tuple[OnDuty, ...]:
        """Who leads it."""
        return tuple(one for one in self.people if one.role is AssignmentRole.LEAD)

    @property
    def gap(self) -> int:
        """Places still wanted."""
        return max(0, self.wanted - len(self.there))

    @property
    def hours(self) -> float:
        """How long it is."""
        return (self.ends - self.starts).total_seconds() / 3600


def midnight(day: date) -> datetime:
    """The first minute of a day at the center."""
    return datetime.combine(day, time.min)


def phones_of(values: Any) -> Phones:
    """What the paper was asked to do with phones; masked when nothing was said."""
    return Phones(values.get("phones") or 0)


def duties(
    read: Read,
    first: date,
    end: date,
    *,
    shift_id: int | None = None,
    kind: PostKind | None = None,
    phones: Phones = Phones.MASKED,
) -> tuple[Duty, ...]:
    """The shifts that begin from `first` up to, not including, `end`, by post and time; or the one asked for.

    Called off ones are left out.  Raises NotAllowed, also for whole phones without the right to see them;
    NotFound.
    """
    read.require(Permission.VOLUNTEERS_VIEW)
    if phones is Phones.WHOLE:
        read.require(Permission.PEOPLE_REVEAL)
    wanted = [shift.c.center_id == read.center_id, shift.c.status == ShiftStatus.OPEN]
    if shift_id is not None:
        wanted.append(shift.c.id == shift_id)
    else:
        wanted += [shift.c.starts >= midnight(first), shift.c.starts < midnight(end)]
    if kind is not None:
        wanted.append(post.c.kind == kind)
    rows = read.rows(
        sa.select(
            shift, post.c.name.label("post"), post.c.kind, post.c.place, post.c.route, post.c.equipment,
            room.c.name.label("room"), patrol_route.c.name.label("line"), patrol_route.c.spots,
        )
        .join(post, post.c.id == shift.c.post_id)
        .join(need, need.c.id == shift.c.need_id, isouter=True)
        .join(patrol_route, patrol_route.c.id == need.c.route_id, isouter=True)
        .join(room, room.c.id == post.c.room_id, isouter=True)
        .where(*wanted)
        .order_by(post.c.position, post.c.id, shift.c.starts, shift.c.id)
    )  # fmt: skip
    if shift_id is not None and not rows:
        raise NotFound("shift", shift_id, "shift")
    people = _people(read, wanted, phones)
    return tuple(
        Duty(
            row.id, row.post_id, row.post, row.kind, row.place or row.room or "", row.line or row.route, row.equipment,
            row.name, row.starts, row.ends, row.wanted, row.lead_required, row.note,
            tuple(people.get(row.id, ())), tuple(spot.strip() for spot in (row.spots or "").splitlines() if spot.strip()),
        )
        for row in rows
    )  # fmt: skip


def _people(read: Read, wanted: list[sa.ColumnElement[bool]], phones: Phones) -> dict[int, list[OnDuty]]:
    found: dict[int, list[OnDuty]] = {}
    rows = read.rows(
        sa.select(assignment, volunteer.c.number, resident.c.name, resident.c.phone)
        .join(shift, shift.c.id == assignment.c.shift_id)
        .join(post, post.c.id == shift.c.post_id)
        .join(volunteer, volunteer.c.id == assignment.c.volunteer_id)
        .join(resident, resident.c.id == volunteer.c.resident_id)
        .where(*wanted, assignment.c.status.in_(sorted(HOLDS_PLACE)))
        .order_by(resident.c.name_sort, volunteer.c.id)
    )
    for row in rows:
        found.setdefault(row.shift_id, []).append(
            OnDuty(
                row.volunteer_id, row.number, row.name, _phone(row.phone, phones), row.role, row.status,
                row.published_at is not None,
            )
        )  # fmt: skip
    for people in found.values():
        people.sort(key=lambda one: ORDER[one.role])
    return found


def _phone(number: str, phones: Phones) -> str:
    if phones is Phones.NONE:
        return ""
    return number if phones is Phones.WHOLE else shown_phone(number)


def by_day(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """The same shifts by time instead of by post."""
    return tuple(sorted(found, key=lambda one: one.starts))


def week_words(monday: date) -> str:
    """2026-11-23 – 2026-11-29."""
    return f"{monday} – {monday + timedelta(days=6)}"


@dataclass(frozen=True, slots=True)
class Helper:
    """A volunteer as cards, letters and certificates name them; the ID number masked."""

    id: int
    number: str
    name: str
    sex: Sex
    born: date | None
    id_kind: IdKind
    id_number: str
    phone: str
    status: VolunteerStatus
    registered_on: date


_HELPER = sa.select(
    volunteer, resident.c.name, resident.c.sex, resident.c.birth_date, resident.c.id_kind,
    resident.c.id_number, resident.c.phone,
).join(resident, resident.c.id == volunteer.c.resident_id)  # fmt: skip


def helpers(read: Read, *, volunteer_id: int | None = None) -> tuple[Helper, ...]:
    """Those on trial and active by name, or the one asked for.  Raises NotAllowed, NotFound."""
    read.require(Permission.VOLUNTEERS_VIEW)
    question = _HELPER.where(volunteer.c.center_id == read.center_id)
    if volunteer_id is None:
        question = question.where(volunteer.c.status.in_((VolunteerStatus.TRIAL, VolunteerStatus.ACTIVE)))
    else:
        question = question.where(volunteer.c.id == volunteer_id)
    rows = read.rows(question.order_by(resident.c.name_sort, volunteer.c.id))
    if volunteer_id is not None and not rows:
        raise NotFound("volunteer", volunteer_id, "volunteer")
    return tuple(
        Helper(
            row.id, row.number, row.name, row.sex, row.birth_date, row.id_kind,
            shown_id(row.id_number, lists=False), shown_phone(row.phone), row.status, row.registered_on,
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """One entered line of somebody's hours."""

    day: date
    content: str
    minutes: int
    kind: HoursKind


def served_in(read: Read, volunteer_id: int, first: date, end: date) -> tuple[Served, ...]:
    """The entered hours of a volunteer from `first` up to, not including, `end`, in order of time."""
    rows = read.rows(
        sa.select(
            service_hours.c.day, service_hours.c.content, service_hours.c.minutes, service_hours.c.kind,
            post.c.name.label("post"),
        )
        .join(post, post.c.id == service_hours.c.post_id, isouter=True)
        .where(
            service_hours.c.center_id == read.center_id,
            service_hours.c.volunteer_id == volunteer_id,
            EARNED,
            service_hours.c.day >= first,
            service_hours.c.day < end,
        )
        .order_by(service_hours.c.day, service_hours.c.id)
    )  # fmt: skip
    return tuple(Served(row.day, row.content or row.post or "", row.minutes, row.kind) for row in rows)
