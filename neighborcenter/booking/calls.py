"""Call lists: who must be told that something changed, and what became of each call.

A list is made inside the act that makes it necessary (a closure, a moved session), kept by `keep_list`, read
by `open_lists` and `entries`.  Phones leave here masked; `call_service.reveal_phone` gives one whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.drafts import CallDraft
from neighborcenter.booking.kinds import CallOutcome
from neighborcenter.booking.models import call_entry, call_list
from neighborcenter.kit.problems import NotFound
from neighborcenter.kit.work import Read, Work
from neighborcenter.people.models import people_group, resident
from neighborcenter.people.privacy import shown_phone

RECENT = 50
"""So many finished lists are shown below the open ones."""
STILL_TO_CALL = (CallOutcome.OPEN, CallOutcome.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class CallListRow:
    """One call list: how many calls it has and how many are still to be made."""

    list_id: int
    title: str
    subject: str
    subject_id: int | None
    words: str
    created_at: datetime
    closed_at: datetime | None
    calls: int
    left: int


@dataclass(frozen=True, slots=True)
class CallEntry:
    """One call; the phone is masked and empty when none is known."""

    entry_id: int
    list_id: int
    resident_id: int | None
    group_id: int | None
    who: str
    phone: str
    words: str
    outcome: CallOutcome
    note: str
    called_at: datetime | None


# What was left with a booking comes first, then what stands in the records of the person or the group.
PHONE = sa.func.coalesce(
    sa.func.nullif(call_entry.c.phone, ""),
    sa.func.nullif(resident.c.phone, ""),
    sa.func.nullif(resident.c.phone2, ""),
    sa.func.nullif(resident.c.guardian_phone, ""),
    sa.func.nullif(people_group.c.phone, ""),
    "",
)
WITH_PEOPLE = call_entry.join(resident, resident.c.id == call_entry.c.resident_id, isouter=True).join(
    people_group, people_group.c.id == call_entry.c.group_id, isouter=True
)
_ENTRIES = (
    sa.select(
        call_entry.c.id,
        call_entry.c.call_list_id,
        call_entry.c.resident_id,
        call_entry.c.group_id,
        sa.func.coalesce(sa.func.nullif(call_entry.c.who, ""), resident.c.name, people_group.c.name, ""),
        PHONE,
        call_entry.c.words,
        call_entry.c.outcome,
        call_entry.c.note,
        call_entry.c.called_at,
    )
    .select_from(WITH_PEOPLE)
    .where(
        call_entry.c.center_id == sa.bindparam("center"), call_entry.c.call_list_id == sa.bindparam("list")
    )
    .order_by(call_entry.c.position, call_entry.c.id)
)
_LEFT = sa.func.count(sa.case((call_entry.c.outcome.in_(STILL_TO_CALL), call_entry.c.id)))
_LISTS = (
    sa.select(
        call_list.c.id,
        call_list.c.title,
        call_list.c.subject,
        call_list.c.subject_id,
        call_list.c.words,
        call_list.c.created_at,
        call_list.c.closed_at,
        sa.func.count(call_entry.c.id),
        _LEFT,
    )
    .select_from(call_list.join(call_entry, call_entry.c.call_list_id == call_list.c.id, isouter=True))
    .where(call_list.c.center_id == sa.bindparam("center"))
    .group_by(call_list.c.id)
)


def keep_list(
    work: Work,
    *,
    title: str,
    subject: str,
    subject_id: int | None,
    words: str,
    entries: Sequence[CallDraft],
) -> int:
    """Write a list with its calls as part of another act; returns its id.

    Whoever has no number anywhere is marked so from the beginning; the list stays open until somebody has
    looked at it all the same.
    """
    list_id = work.insert(
        call_list, title=title.strip(), subject=subject, subject_id=subject_id, words=words.strip()
    )
    work.insert_many(
        call_entry,
        [
            {
                "call_list_id": list_id,
                "resident_id": entry.resident_id,
                "group_id": entry.group_id,
                "who": entry.who.strip(),
                "phone": entry.phone.strip(),
                "words": entry.words.strip(),
                "position": place,
            }
            for place, entry in enumerate(entries)
        ],
    )
    without = [
        row[0]
        for row in work.rows(
            sa.select(call_entry.c.id)
            .select_from(WITH_PEOPLE)
            .where(call_entry.c.call_list_id == list_id, PHONE == "")
        )
    ]
    if without:
        work.execute(
            call_entry.update().where(call_entry.c.id.in_(without)).values(outcome=CallOutcome.NO_NUMBER)
        )
    return list_id


def open_lists(read: Read) -> tuple[CallListRow, ...]:
    """The lists with calls still to be made or looked at, oldest first."""
    read.require(Permission.BOOKING_VIEW)
    wanted = _LISTS.where(call_list.c.closed_at.is_(None)).order_by(call_list.c.id)
    return tuple(CallListRow(*tuple(row)) for row in read.rows(wanted, {"center": read.center_id}))


def closed_lists(read: Read, limit: int = RECENT) -> tuple[CallListRow, ...]:
    """The lists that are done, newest first."""
    read.require(Permission.BOOKING_VIEW)
    wanted = _LISTS.where(call_list.c.closed_at.is_not(None)).order_by(call_list.c.id.desc()).limit(limit)
    return tuple(CallListRow(*tuple(row)) for row in read.rows(wanted, {"center": read.center_id}))


def call_list_row(read: Read, list_id: int) -> CallListRow:
    """One list.  Raises NotFound."""
    read.require(Permission.BOOKING_VIEW)
    row = read.row(_LISTS.where(call_list.c.id == list_id), {"center": read.center_id})
    if row is None:
        raise NotFound("call_list", list_id)
    return CallListRow(*tuple(row))


def list_about(read: Read, subject: str, subject_id: int) -> int | None:
    """The newest list made for a closure, a booking or a session; None when nobody had to be told."""
    found = read.value(
        sa.select(sa.func.max(call_list.c.id)).where(
            call_list.c.center_id == read.center_id,
            call_list.c.subject == subject,
            call_list.c.subject_id == subject_id,
        )
    )
    return None if found is None else int(found)


def entries(read: Read, list_id: int) -> tuple[CallEntry, ...]:
    """The calls of a list in its order.  Empty for a list that does not exist."""
    read.require(Permission.BOOKING_VIEW)
    rows = read.rows(_ENTRIES, {"center": read.center_id, "list": list_id})
    found: list[CallEntry] = []
    for row in rows:
        values: list[Any] = list(row)
        values[5] = shown_phone(values[5]) if values[5] else ""
        found.append(CallEntry(*values))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with the list it belongs to: what the screen shows."""

    id: int
    entry: CallEntry
    title: str
    words: str
    closed: bool


def call_rows(read: Read, *, done: bool = False) -> list[CallRow]:
    """The calls of the open lists, those still to be made first; `done`: also of the last finished lists."""
    lists = [*open_lists(read), *(closed_lists(read) if done else ())]
    found = [
        CallRow(entry.entry_id, entry, one.title, one.words, one.closed_at is not None)
        for one in lists
        for entry in entries(read, one.list_id)
    ]
    return sorted(found, key=lambda row: (row.closed, row.entry.outcome not in STILL_TO_CALL))
