"""The list of bookings: its columns, its filters, where its rows come from, and how it leaves as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from neighborcenter.booking import queries
from neighborcenter.booking.kinds import BookingKind, OccurrenceStatus
from neighborcenter.booking.queries import BookingFilter, BookingRow
from neighborcenter.booking.texts import kind_name, status_name
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.speech import say_date
from neighborcenter.kit.work import Read
from ui.booking.bars import COLORS, STATES
from ui.booking.feed import RoomChoice
from ui.kit.columns import Column, FilterChoice, Mark, Sort, Where


def _status(row: BookingRow) -> Mark:
    return Mark(status_name(row.status), *STATES.get(row.status, ("service", "check")))


COLUMNS = (
    Column("day", N_("Date"), 140, show=lambda row: say_date(row.starts.date()), sort="starts"),
    Column("time", N_("Time"), 150, show=lambda row: f"{row.starts:%H:%M}–{row.ends:%H:%M}", sort=None),
    Column("room", N_("Room"), 110),
    Column("title", N_("Title"), 140, strong=True, stretch=True),
    Column("who", N_("For whom"), 130, stretch=True),
    Column("phone", N_("Phone"), 110, sort=None, hidden=True),
    Column("people", N_("How many"), 75, align="right", show=lambda row: row.people or ""),
    Column("kind", N_("Kind"), 130, show=lambda row: Mark(kind_name(row.kind), COLORS[row.kind])),
    Column("series", N_("Repeats"), 70, sort=None, show=lambda row: _("yes") if row.series else ""),
    Column("status", N_("Status"), 140, show=_status),
    Column("cancel_reason", N_("Reason"), 140, sort=None, hidden=True),
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A BookingRow under the name the table asks for."""

    id: int
    row: BookingRow

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, name)


class BookingSource:
    """The occurrences of the stretch of days that the calendar shows."""

    def __init__(self) -> None:
        self.first: date | None = None
        self.end: date | None = None
        self.room_ids: tuple[int, ...] = ()
        self.resident_id: int | None = None
        self.group_id: int | None = None

    def ids(self, read: Read, where: Where, sort: Sort | None) -> Sequence[int]:
        """The ids of all rows that match, in order."""
        kind, status, room = where.get("kind"), where.get("status"), where.get("room")
        order = (sort or Sort("starts")).key
        wanted = BookingFilter(
            first=self.first,
            end=self.end,
            room_ids=(room,) if room else self.room_ids,
            kinds=(kind,) if kind else (),
            statuses=(status,) if status else (),
            text=where.text,
            resident_id=self.resident_id,
            group_id=self.group_id,
            order=f"-{order}" if sort and sort.descending else order,
        )
        return queries.booking_ids(read, wanted)

    def rows(self, read: Read, ids: Sequence[int]) -> Sequence[ListRow]:
        """The rows with these ids."""
        return [ListRow(row.occurrence_id, row) for row in queries.booking_rows(read, ids)]


def filters(rooms: Sequence[RoomChoice]) -> tuple[FilterChoice, ...]:
    """The questions above the list."""
    return (
        FilterChoice("room", N_("Room"), load=lambda: [(room.id, room.name) for room in rooms]),
        FilterChoice("kind", N_("Kind"), load=lambda: [(kind, kind_name(kind)) for kind in BookingKind]),
        FilterChoice(
            "status",
            N_("Status"),
            load=lambda: [(status, status_name(status)) for status in OccurrenceStatus],
        ),
    )
