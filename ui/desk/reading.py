"""What the front desk asks of the back office. All of it runs in a lane; what comes back are plain views."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import queries as bookings
from neighborcenter.booking.board import BoardRoom, board
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus, Turnout
from neighborcenter.booking.queries import BookingFilter
from neighborcenter.booking.texts import turnout_name
from neighborcenter.center import queries as center
from neighborcenter.data.backup import backups
from neighborcenter.desk import queries as desk
from neighborcenter.desk.kinds import Outcome, VisitStatus
from neighborcenter.desk.queries import VisitFilter, VisitRow
from neighborcenter.desk.texts import outcome_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from neighborcenter.people import queries as people
from ui.activities import reading as activities
from ui.booking.appointments import reading as appointments
from ui.desk import at_counter
from ui.desk.looking_up import about
from ui.desk.views import DayView, Heed, PersonView, RoomLine, SideView, Taken, VisitLine
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


def person(read: Read, resident_id: int) -> PersonView:
    """One resident as the desk sees it, masked. Raises NotFound."""
    card = people.resident_card(read, resident_id)
    recent = tuple(
        (row.at.date(), _what(row), row.served_by) for row in desk.recent_visits(read, resident_id, 3)
    )
    return PersonView(
        id=card.id,
        name=card.name,
        about=about(card.sex, card.age),
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
