"""What the door reads: one session's list as lines, with what to mind about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from neighborcenter.activities import checkin_queries
from neighborcenter.activities.codes import enrollment_of
from neighborcenter.activities.kinds import Presence, SeatKind, SessionStatus
from neighborcenter.activities.rows import DoorFigures, DoorRow, SessionRow
from neighborcenter.activities.texts import seat_kind_name
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from ui.activities.door_list import DoorLine
from ui.activities.looks import money
from ui.kit.jobs import runner

NOT_HELD = frozenset({SessionStatus.CANCELLED, SessionStatus.SUSPENDED})
LATE_FROM = 5
"""Minutes after the beginning from which somebody came late."""


@dataclass(frozen=True, slots=True)
class DoorView:
    """One session at the door."""

    lines: tuple[DoorLine, ...]
    figures: DoorFigures


def view(read: Read, session_id: int) -> DoorView:
    """Read the list. Raises NotFound."""
    rows = checkin_queries.door(read, session_id)
    for row in rows:
        matched(row.name, "a")  # the readings are looked up here, so that typing need not
    return DoorView(tuple(_line(row) for row in rows), checkin_queries.door_figures(rows))


def _line(row: DoorRow) -> DoorLine:
    """A row keeps one key through ticking: the person, or the walk-in's own line."""
    key = (
        ("enrollee", row.enrollee_id)
        if row.enrollee_id is not None
        else ("attendance", row.attendance_id or 0)
    )
    name = row.name if row.heads == 1 else _("{name} ({heads} people)").format(name=row.name, heads=row.heads)
    age = _("{age} years").format(age=row.age) if row.age is not None else ""
    fetched = _(", ").join(" ".join(p for p in (one.name, one.relation) if p) for one in row.pickups)
    note = " · ".join(
        part
        for part in (
            age,
            _("guardian {name}").format(name=row.guardian) if row.guardian else "",
            _("fetched by {names}").format(names=fetched) if fetched else "",
            row.with_whom if not row.guardian else "",
        )
        if part
    )
    at = f"{row.at:%H:%M}" if row.at is not None else ""
    state = str(row.presence) if row.presence is not None else ""
    pickups = tuple(" ".join(p for p in (one.name, one.relation) if p) for one in row.pickups)
    return DoorLine(
        key, row.enrollee_id, row.attendance_id, name, note, row.code, row.heads, state,
        at if state == "present" else "", _marks(row), pickups, row.picked_up_at is not None,
    )  # fmt: skip


def _marks(row: DoorRow) -> tuple[tuple[str, str, str], ...]:
    found = []
    if row.care_note:
        found.append((row.care_note, "notice", "triangle-alert"))
    if row.seat_kind is not SeatKind.SEAT:
        found.append((seat_kind_name(row.seat_kind), "lending", "accessibility"))
    if row.unpaid_fen:
        found.append((_("{fee}, unpaid").format(fee=money(row.unpaid_fen)), "notice", ""))
    if row.walk_in:
        found.append((_("walk-in"), "course", "user-plus"))
    if row.minutes_late >= LATE_FROM:
        found.append((_("{minutes} min late").format(minutes=row.minutes_late), "closed", "clock"))
    if row.picked_up_at is not None:
        found.append((_("fetched {time}").format(time=f"{row.picked_up_at:%H:%M}"), "closed", "house"))
    if row.presence is Presence.EXCUSED:
        found.append((_("excused"), "closed", "minus"))
    return tuple(found)


def is_code(typed: str) -> bool:
    """Whether what stands in the box is the code of a slip, typed by hand."""
    return enrollment_of(typed) is not None


def nearest(sessions: Sequence[SessionRow]) -> int | None:
    """The session of now: the one that runs or comes next, else the last."""
    now: datetime = runner().backend.clock.local()
    coming = [one for one in sessions if one.ends >= now]
    if coming:
        return min(coming, key=lambda one: one.starts).id
    return sessions[-1].id if sessions else None
