"""停用影响名单: the days a closure took and whom to tell, with room to note each call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.calls import CallEntry, entries
from neighborcenter.booking.closures import SUBJECT
from neighborcenter.booking.models import call_list, occurrence
from neighborcenter.booking.texts import CALL_OUTCOMES, status_name
from neighborcenter.center.models import closed_day, room
from neighborcenter.kit.i18n import _
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read
from neighborcenter.reports.booked import Booked, booked_where
from neighborcenter.reports.paper import styles
from neighborcenter.reports.paper.blocks import Block, Section, Text, Title
from neighborcenter.reports.paper.facts import Signatures
from neighborcenter.reports.paper.tables import Column, Table
from neighborcenter.reports.paper.workbook import Sheet, SheetColumn
from neighborcenter.reports.report import Values
from neighborcenter.reports.words import day_words, span_words, weekday


@dataclass(frozen=True, slots=True)
class ClosureList:
    """A closure with the days it holds back and the calls it made necessary; phones are masked."""

    what: str
    reason: str
    days: tuple[Booked, ...]
    calls: tuple[CallEntry, ...]
    cutoff: datetime

    @property
    def covers(self) -> str:
        """What is closed and when."""
        return self.what

    @property
    def totals(self) -> Mapping[str, float]:
        """Days suspended, people to call."""
        return {"days": len(self.days), "calls": len(self.calls)}


def collect(read: Read, values: Values) -> ClosureList:
    """Read the closure. Raises NotAllowed, NotFound."""
    read.require(Permission.BOOKING_VIEW)
    row = read.row(
        sa.select(closed_day, room.c.name.label("room"))
        .join(room, room.c.id == closed_day.c.room_id, isouter=True)
        .where(closed_day.c.id == values["closure"], closed_day.c.center_id == read.center_id)
    )
    if row is None:
        raise NotFound("closed_day", values["closure"], "closure")
    days = day_words(row.day_from) if row.day_from == row.day_to else span_words(row.day_from, row.day_to)
    lists = read.rows(
        sa.select(call_list.c.id)
        .where(
            call_list.c.center_id == read.center_id,
            call_list.c.subject == SUBJECT,
            call_list.c.subject_id == row.id,
        )
        .order_by(call_list.c.id)
    )
    return ClosureList(
        f"{row.room or _('The whole center')} {days}",
        row.reason,
        booked_where(read, occurrence.c.suspended_by_id == row.id),
        tuple(_at_the_center(read, one) for each in lists for one in entries(read, each.id)),
        read.clock.local(),
    )


def _at_the_center(read: Read, one: CallEntry) -> CallEntry:
    return replace(one, called_at=read.clock.wall(one.called_at)) if one.called_at else one


def story(record: ClosureList) -> tuple[Block, ...]:
    """The days, then the calls."""
    days = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Day"), 104, "center", wrap=True, fixed=True),
        Column(_("Time"), 80, "center", fixed=True),
        Column(_("Room"), 1.4, wrap=True),
        Column(_("Purpose"), 1.8, wrap=True),
        Column(_("Used by whom"), 1.4, wrap=True),
        Column(_("Phone"), 74, "center", fixed=True),
        Column(_("State"), 60, "center", fixed=True),
    )
    rows = [
        (
            str(number),
            f"{one.starts.date()} {weekday(one.starts.date())}",
            one.time,
            one.rooms,
            one.title,
            one.who,
            one.phone,
            status_name(one.status),
        )
        for number, one in enumerate(record.days, 1)
    ]
    return (
        Title(_("Bookings a closure concerns"), f"{record.what}   {record.reason}"),
        Section(_("Days held back")),
        Table(days, rows, empty=_("No booking is held back by this closure.")),
        Section(_("Whom to tell")),
        _calls(record),
        Text(
            _("The days come back by themselves when the closure is lifted and the room is free."),
            styles.NOTE,
        ),
        Signatures((_("Called by"), _("Checked by"), _("Date"))),
    )


def _calls(record: ClosureList) -> Table:
    columns = (
        Column(_("No."), 26, "center", fixed=True),
        Column(_("Full name"), 1.2, wrap=True),
        Column(_("Phone"), 74, "center", fixed=True),
        Column(_("What it is about"), 3.0, wrap=True),
        Column(_("Result"), 1.0),
        Column(_("Called at"), 0.9),
        Column(_("Remarks"), 1.4, wrap=True),
    )
    rows = [
        (
            str(number),
            one.who,
            one.phone,
            one.words,
            _(CALL_OUTCOMES[one.outcome]) if one.called_at else "",
            f"{one.called_at:%m-%d %H:%M}" if one.called_at else "",
            one.note,
        )
        for number, one in enumerate(record.calls, 1)
    ]
    return Table(columns, rows, row_height=22.0, empty=_("Nobody needs to be told."))


def sheets(record: ClosureList) -> list[Sheet]:
    """Days and calls."""
    title = (_("Bookings a closure concerns"), record.what, record.reason)
    days = (
        SheetColumn(_("Day"), "date"),
        SheetColumn(_("Time"), width=14),
        SheetColumn(_("Room"), width=20),
        SheetColumn(_("Purpose"), width=24),
        SheetColumn(_("Used by whom"), width=18),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("State"), width=10),
    )
    rows = [
        (one.starts.date(), one.time, one.rooms, one.title, one.who, one.phone, status_name(one.status))
        for one in record.days
    ]
    calls = (
        SheetColumn(_("Full name"), width=16),
        SheetColumn(_("Phone"), width=14),
        SheetColumn(_("What it is about"), width=50),
        SheetColumn(_("Result"), width=12),
        SheetColumn(_("Remarks"), width=24),
    )
    called = [
        (one.who, one.phone, one.words, _(CALL_OUTCOMES[one.outcome]), one.note) for one in record.calls
    ]
    return [Sheet(_("Days held back"), days, rows, title), Sheet(_("Whom to tell"), calls, called, title)]
