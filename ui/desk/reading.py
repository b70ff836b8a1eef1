"""What the front desk asks of the back office. All of it runs in a lane; what comes back are plain views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import queries as bookings
from neighborcenter.booking.board import BoardRoom, board
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Turnout
from neighborcenter.booking.queries import BookingFilter
from neighborcenter.booking.texts import turnout_name
from neighborcenter.catalog import queries as catalog
from neighborcenter.center import queries as center
from neighborcenter.center.service import ROOM_KIND
from neighborcenter.data.backup import backups
from neighborcenter.desk import queries as desk
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.queries import VisitFilter, VisitRow
from neighborcenter.desk.texts import outcome_name
from neighborcenter.kit import search
from neighborcenter.kit.fold import has_han
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people import queries as people
from neighborcenter.people.kinds import Sex
from ui.activities import reading as activities
from ui.booking.appointments import reading as appointments
from ui.desk.counter import reading as at_counter
from ui.desk.views import DayView, Heed, PersonView, Pick, RoomLine, SideView, Taken, VisitLine
from ui.kit.later import later

if TYPE_CHECKING:
    from neighborcenter.reports import press as papers
else:
    papers = later("neighborcenter.reports.press")

ROWS = 6
MOST_VISITS = 200
MOST_SESSIONS = 4
MOST_APPOINTMENTS = 4
_BACKUP_DUE = timedelta(days=7)
_EARLY, _LATE = 8 * 60, 21 * 60
_COLORS = {
    BookingKind.PARTY: "party",
    BookingKind.ACTIVITY: "activity",
    BookingKind.COURSE: "course",
    BookingKind.SERVICE: "service",
    BookingKind.HIRE: "lending",
}


_LAST_RANK = 9
_PLAN_RANK = 1


def find(read: Read, typed: str) -> tuple[Pick, ...]:
    """Services, residents and rooms that fit, best first; of equals the service, because the box asks 办什么.

    Each kind that fits at all keeps at least one row, however many residents share the initials.
    """
    ranked: list[tuple[int, int, Pick]] = []
    for order, (permission, seek) in enumerate(_SEEKERS):
        if read.may(permission):
            ranked += [(rank, order, pick) for rank, pick in seek(read, typed)]
    ranked.sort(key=lambda one: one[:2])
    firsts = {pick.kind: pick for _rank, _order, pick in reversed(ranked)}
    chosen: list[Pick] = []
    for _rank, _order, pick in ranked:
        waiting = sum(1 for first in firsts.values() if first not in chosen and first is not pick)
        if len(chosen) + waiting < ROWS or firsts[pick.kind] is pick:
            chosen.append(pick)
    for pick in chosen:
        matched(pick.title, typed)  # looked up here, so that painting need not load the readings
    return tuple(chosen[:ROWS])


def _services(read: Read, typed: str) -> list[tuple[int, Pick]]:
    ranks = {hit.ref_id: hit.rank for hit in search.lookup(read, typed, (catalog.KIND,), ROWS)}
    # A proof recognized from the words of a request ("开个无罪证明") has no key that fits; it comes first.
    asked = -1 if has_han(typed) else _LAST_RANK
    return [
        (ranks.get(row.id, asked if row.refused else _LAST_RANK), _service_pick(row))
        for row in catalog.pick_services(read, typed, ROWS)
    ]


def _service_pick(row: catalog.PickRow) -> Pick:
    note = _("not issued here: decline and refer") if row.refused else row.module
    return Pick("service", row.id, row.name, note, row.refused, row.refusal, row.refer_to)


def _residents(read: Read, typed: str) -> list[tuple[int, Pick]]:
    ranks = {hit.ref_id: hit.rank for hit in finding.hits(read, typed, limit=ROWS)}
    found = []
    for row in finding.find(read, typed, limit=ROWS):
        parts = (row.address, _about(row.sex, row.age), row.phone)
        note = " · ".join(part for part in parts if part)
        found.append((ranks.get(row.id, _LAST_RANK), Pick("resident", row.id, row.name, note)))
    return found


def _rooms(read: Read, typed: str) -> list[tuple[int, Pick]]:
    hits = search.lookup(read, typed, (ROOM_KIND,), 3)
    names = {room.id: room for room in center.rooms(read)} if hits else {}
    return [
        (hit.rank, Pick("room", hit.ref_id, room.name, _("{seats} seats").format(seats=room.capacity)))
        for hit in hits
        if (room := names.get(hit.ref_id)) is not None
    ]


def _plans(read: Read, typed: str) -> list[tuple[int, Pick]]:
    """What can be had by appointment; a few, so that they are looked through as they are."""
    return [
        (_PLAN_RANK, Pick("plan", one.data.id, one.title, one.note))
        for one in appointments.found_plans(read, typed)[:3]
    ]


_SEEKERS: tuple[tuple[Permission, Callable[[Read, str], list[tuple[int, Pick]]]], ...] = (
    (Permission.CATALOG_VIEW, _services),
    (Permission.PEOPLE_VIEW, _residents),
    (Permission.BOOKING_VIEW, _rooms),
    (Permission.BOOKING_WRITE, _plans),
)


def often(read: Read) -> tuple[Pick, ...]:
    """What the desk did most in the last month: offered while the box is empty."""
    counts = desk.frequent_services(read, limit=3 * ROWS)
    return tuple(_service_pick(row) for row in catalog.picked_services(read, [c.service_id for c in counts]))


def person(read: Read, resident_id: int) -> PersonView:
    """One resident as the desk sees it, masked. Raises NotFound."""
    card = people.resident_card(read, resident_id)
    recent = tuple(
        (row.at.date(), _what(row), row.served_by) for row in desk.recent_visits(read, resident_id, 3)
    )
    return PersonView(
        id=card.id,
        name=card.name,
        about=_about(card.sex, card.age),
        tags=tuple((tag.name, tag.color) for tag in card.tags)
        + tuple((group.name, "lending") for group in card.groups),
        address=card.address,
        phone=card.phone,
        id_number=card.id_number,
        alert=card.alert,
        recent=recent,
        coming=_coming(read, resident_id),
        pending=at_counter.pending(read, resident_id),
    )


def _about(sex: Sex, age: int | None) -> str:
    words = {Sex.FEMALE: _("woman"), Sex.MALE: _("man")}.get(sex, "")
    years = "" if age is None else _("{age} years").format(age=age)
    return " · ".join(part for part in (words, years) if part)


def _what(row: VisitRow) -> str:
    if row.outcome is Outcome.DONE:
        return row.service
    return _("{service} · {outcome}").format(service=row.service, outcome=outcome_name(row.outcome))


def _coming(read: Read, resident_id: int) -> tuple[tuple[datetime, str, str], ...]:
    if not read.may(Permission.BOOKING_VIEW):
        return ()
    wanted = BookingFilter(
        first=read.clock.today(), statuses=(OccurrenceStatus.BOOKED,), resident_id=resident_id
    )
    rows = bookings.booking_rows(read, bookings.booking_ids(read, wanted)[:2])
    return tuple((row.starts, row.title or _("Booking"), row.room) for row in rows)


def day(read: Read) -> DayView:
    """How today goes: figures, hours of the day with their heads, and the visits, newest first."""
    figures = desk.desk_day(read)
    today = read.clock.today()
    wanted = VisitFilter(first=today, end=today + timedelta(days=1), with_undone=True)
    rows = desk.visit_rows(read, desk.visit_ids(read, wanted)[:MOST_VISITS])
    busy = [hour for hour, heads in enumerate(figures.by_hour) if heads]
    first, last = min([8, *busy]), max([18, *busy])
    return DayView(
        heads=figures.heads,
        acts=figures.visits,
        passed_on=figures.by_outcome[Outcome.PASSED_ON],
        by_hour=tuple((hour, figures.by_hour[hour]) for hour in range(first, last + 1)),
        visits=tuple(_line(row) for row in rows),
    )


def _line(row: VisitRow) -> VisitLine:
    return VisitLine(
        id=row.visit_id,
        at=row.at,
        who=row.visitor or _("No name"),
        what=row.service if not row.passed_to else f"{row.service} → {row.passed_to}",
        heads=row.heads,
        outcome=row.outcome.value,
        outcome_text=outcome_name(row.outcome),
        undone=row.status is VisitStatus.UNDONE,
    )


def slip(read: Read, visit_id: int) -> bytes:
    """The slip of a visit as PDF. Raises NotFound, NotAllowed."""
    return papers.press(read, "visit_slip", {"visit": visit_id}).pdf().pdf


def side(read: Read, folder: Path | None = None) -> SideView:
    """The rooms of today against the hours, and what needs a look; ``folder`` is where the backups lie."""
    now = read.clock.local()
    lines: tuple[RoomLine, ...] = ()
    first, last = _EARLY, _LATE
    if read.may(Permission.BOOKING_VIEW):
        today = now.date()
        shown = board(read, today, today + timedelta(days=1))
        midnight = datetime.combine(today, time())
        lines = tuple(_room_line(room, midnight) for room in shown.rooms)
        ends = [edge for line in lines for one in line.taken for edge in (one.start, one.end)]
        first, last = min([first, *ends]), max([last, *ends])
    return SideView(
        lines,
        first // 60 * 60,
        min(-(-last // 60) * 60, 1440),
        now.time(),
        at_counter.heeds(read)
        + _sessions(read)
        + _appointments(read)
        + _heeds(read)
        + _backups(read, folder),
    )


def _room_line(room: BoardRoom, midnight: datetime) -> RoomLine:
    def minute(moment: datetime) -> int:
        return min(max(int((moment - midnight).total_seconds() // 60), 0), 1440)

    own = [
        Taken(minute(bar.starts), minute(bar.ends), bar.title or bar.who, _COLORS[bar.kind])
        for bar in room.bars
    ]
    held = [Taken(minute(bar.starts), minute(bar.ends), "", "closed") for bar in room.held]
    return RoomLine(
        room.room_id, room.name, tuple(own + held), closed=not any(day.spans for day in room.hours)
    )


def _sessions(read: Read) -> tuple[Heed, ...]:
    """What is on today and not over yet: who is expected, and the way to the door."""
    if not read.may(Permission.ACTIVITIES_VIEW):
        return ()
    now = read.clock.local()
    ahead = [
        one
        for one in activities.sessions_of(read, now.date(), now.date() + timedelta(days=1))
        if one.ends > now
    ]
    found = []
    for one in [one for one in ahead if not one.cancelled][:MOST_SESSIONS]:
        came = _("{present} of {expected} here").format(present=one.present, expected=one.expected)
        note = " · ".join(part for part in (one.where, came if one.expected else "") if part)
        found.append(
            Heed(
                f"{one.starts:%H:%M} {one.title}", note, "party-popper", one.category, _("Check-in"), "activities",
                ("door", one.activity_id, one.id),
            )
        )  # fmt: skip
    return tuple(found)


def _appointments(read: Read) -> tuple[Heed, ...]:
    """Who is expected next or waits for their turn, and the way to say that they are here."""
    if not read.may(Permission.BOOKING_VIEW):
        return ()
    found = []
    for row in appointments.coming(read, MOST_APPOINTMENTS):
        here = turnout_name(row.turnout) if row.turnout is Turnout.ARRIVED else ""
        note = " · ".join(part for part in (row.plan, row.room, here) if part)
        words = f"{row.starts:%H:%M} {row.who}"
        found.append(Heed(words, note, "timer", "service", _("Look"), "appointments", row.id))
    return tuple(found)


def _heeds(read: Read) -> tuple[Heed, ...]:
    found = []
    today = read.clock.today()
    if read.may(Permission.CENTER_VIEW):
        for year in center.holiday_years(read):
            # The State Council tells next year's days off in November.
            due = year.year == today.year or (year.year == today.year + 1 and today.month >= 11)
            if due and not year.known:
                found.append(
                    Heed(
                        _("Days off of {year} are not imported").format(year=year.year),
                        _("Until then weekends count as days off."),
                        "calendar-off", "notice", _("Import"), "settings",
                    )
                )  # fmt: skip
        for closure in center.closed_days(read, today):
            if closure.first <= today + timedelta(days=2):
                where = closure.room or _("The center")
                found.append(
                    Heed(
                        _("{where} is closed from {day}").format(where=where, day=say_date(closure.first)),
                        closure.reason, "ban", "closed", _("Look"), "calendar",
                    )
                )  # fmt: skip
    if not center.rooms(read) and read.may(Permission.CENTER_WRITE):
        found.append(Heed(_("No rooms yet"), "", "door-open", "course", _("Add"), "settings"))
    waiting = desk.desk_day(read).open
    if waiting:
        found.append(
            Heed(
                _("{count} matters put aside today").format(count=waiting),
                _("See the list of today."),
                "pause",
                "notice",
            )
        )
    return tuple(found)


def _backups(read: Read, folder: Path | None) -> tuple[Heed, ...]:
    """When the last whole backup was made; a week without one is too long."""
    if folder is None or not read.may(Permission.DATA_BACKUP):
        return ()
    whole = [one for one in backups(folder) if not one.trouble] if folder.is_dir() else []
    if not whole:
        return (
            Heed(
                _("No backup yet"),
                _("Make one under Settings."),
                "hard-drive",
                "notice",
                _("Look"),
                "settings",
            ),
        )
    made = read.clock.wall(whole[0].made)
    said = f"{say_date(made.date())} {made:%H:%M}"
    if read.clock.local() - made > _BACKUP_DUE:
        return (
            Heed(
                _("Last backup {when}").format(when=said),
                _("More than a week ago."),
                "hard-drive",
                "notice",
                _("Look"),
                "settings",
            ),
        )
    return (Heed(_("Backed up"), said, "cloud-check", "service"),)
