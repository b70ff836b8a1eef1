"""How activities look and what they are called on the screen: colors, icons, days, places, money."""

from __future__ import annotations

from datetime import date, datetime

from neighborcenter.activities.kinds import (
    ActivityKind,
    ActivityStatus,
    EnrollmentStatus,
    SeatKind,
    SessionStatus,
)
from neighborcenter.activities.rows import ActivityRow, EnrollmentRow, PlaceRow, SessionRow
from neighborcenter.activities.texts import (
    enrollment_status_name,
    kind_name,
    seat_kind_name,
    session_status_name,
    status_name,
)
from neighborcenter.kit.i18n import _
from neighborcenter.kit.speech import say_date
from ui.kit.columns import Mark
from ui.kit.jobs import runner

KIND_LOOKS: dict[ActivityKind, tuple[str, str]] = {
    ActivityKind.FESTIVAL: ("party", "party-popper"),
    ActivityKind.COURSE: ("course", "book-open"),
    ActivityKind.CAMP: ("activity", "sun"),
    ActivityKind.AFTER_SCHOOL: ("course", "graduation-cap"),
    ActivityKind.TALK: ("activity", "mic"),
    ActivityKind.SERVICE_DAY: ("service", "hand-heart"),
    ActivityKind.PARTNER_DAY: ("party", "flag"),
    ActivityKind.CLINIC: ("service", "stethoscope"),
    ActivityKind.CONTEST: ("lending", "star"),
    ActivityKind.OTHER: ("activity", "calendar-days"),
}
STATUS_LOOKS: dict[ActivityStatus, tuple[str, str]] = {
    ActivityStatus.DRAFT: ("notice", "pencil"),
    ActivityStatus.PUBLISHED: ("service", "check"),
    ActivityStatus.RUNNING: ("activity", "circle-dot"),
    ActivityStatus.FINISHED: ("closed", "check"),
    ActivityStatus.CANCELLED: ("closed", "x"),
}
SESSION_LOOKS: dict[SessionStatus, tuple[str, str]] = {
    SessionStatus.PLANNED: ("service", "calendar-check"),
    SessionStatus.SUSPENDED: ("notice", "pause"),
    SessionStatus.HELD: ("closed", "check"),
    SessionStatus.CANCELLED: ("closed", "x"),
}
ENROLLMENT_LOOKS: dict[EnrollmentStatus, tuple[str, str]] = {
    EnrollmentStatus.PENDING: ("notice", "clock"),
    EnrollmentStatus.ENROLLED: ("service", "check"),
    EnrollmentStatus.WAITING: ("lending", "timer"),
    EnrollmentStatus.OFFERED: ("notice", "bell"),
    EnrollmentStatus.LEFT: ("closed", "x"),
    EnrollmentStatus.DECLINED: ("closed", "x"),
    EnrollmentStatus.LAPSED: ("closed", "timer"),
    EnrollmentStatus.REFUSED: ("closed", "ban"),
    EnrollmentStatus.MOVED: ("closed", "arrow-right"),
}


def kind_mark(kind: ActivityKind) -> Mark:
    """The chip of a kind."""
    return Mark(kind_name(kind), *KIND_LOOKS[kind])


def status_mark(status: ActivityStatus) -> Mark:
    """The chip of where an activity stands."""
    return Mark(status_name(status), *STATUS_LOOKS[status])


def session_mark(status: SessionStatus) -> Mark:
    """The chip of where a session stands."""
    return Mark(session_status_name(status), *SESSION_LOOKS[status])


def enrollment_mark(row: EnrollmentRow) -> Mark:
    """The chip of where a sign-up stands, with its place on the waiting list."""
    words = enrollment_status_name(row.status)
    if row.status is EnrollmentStatus.WAITING and row.place:
        words = _("Waits, no. {place}").format(place=row.place)
    return Mark(words, *ENROLLMENT_LOOKS[row.status])


def when_words(starts: datetime, ends: datetime, today: date | None = None) -> str:
    """12月2日 周三 14:00–16:00."""
    last = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{say_date(ends.date())} {ends:%H:%M}"
    return f"{say_date(starts.date(), today)} {starts:%H:%M}–{last}"


def days_words(row: ActivityRow) -> str:
    """When it takes place: the next session, or the days of what is over."""
    if row.next_starts is not None and row.next_ends is not None:
        return when_words(row.next_starts, row.next_ends)
    if row.first_day is None:
        return _("No day yet")
    last = row.last_day or row.first_day
    if last == row.first_day:
        return say_date(row.first_day)
    return f"{say_date(row.first_day)} – {say_date(last)}"


def places_words(taken: int, capacity: int) -> str:
    """12/20, or only how many where there is no limit."""
    return f"{taken}/{capacity}" if capacity else str(taken or "")


def left_mark(row: ActivityRow | SessionRow) -> object:
    """How many places are left, or that it is full and how many wait."""
    if not row.capacity:
        return ""
    if row.waiting:
        return Mark(_("Full, {count} wait").format(count=row.waiting), "notice", "timer")
    left = row.capacity - row.taken
    if left <= 0:
        return Mark(_("Full"), "closed", "ban")
    return Mark(_("{count} left").format(count=left), "service")


def session_left(row: SessionRow) -> object:
    """Places left of a session to come; nobody asks for those of one that is over or off."""
    return left_mark(row) if row.status is SessionStatus.PLANNED else ""


def place_words(place: PlaceRow) -> str:
    """Seats 12/20."""
    return f"{seat_kind_name(place.kind)} {place.taken}/{place.capacity}"


def wants_words(row: EnrollmentRow) -> str:
    """How many places a sign-up wants: 3, or "2 + 1 wheelchair place"."""
    parts = [str(row.seats)] if row.seats else []
    for count, kind in ((row.wheelchairs, SeatKind.WHEELCHAIR), (row.helpers, SeatKind.HELPER)):
        if count:
            parts.append(f"{count} {seat_kind_name(kind)}")
    return " + ".join(parts)


def money(fen: int) -> str:
    """¥1,280.00; what is free says so."""
    return f"¥{fen // 100:,}.{fen % 100:02d}" if fen else _("Free of charge")


def wall(moment: datetime) -> datetime:
    """A stored moment as the clock on the center's wall showed it."""
    at: datetime = runner().backend.clock.wall(moment)
    return at


def left_time(until: datetime, now: datetime) -> str:
    """How long an offer still holds: 2 d 5 h, 3 h 20 min, 12 min."""
    minutes = int((until - now).total_seconds() // 60)
    if minutes < 0:
        return _("lapsed")
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=left)
    return _("{minutes} min").format(minutes=left)
