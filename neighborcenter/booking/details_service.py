"""Changing the words of a booking, and whom it is for."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking.drafts import BookingDraft, DetailsDraft
from neighborcenter.booking.events import BookingKindChanged
from neighborcenter.booking.models import booking
from neighborcenter.booking.naming import name_of
from neighborcenter.kit.problems import Invalid, NotFound, Problem
from neighborcenter.kit.work import Work
from neighborcenter.people import records


def change_details(work: Work, draft: DetailsDraft) -> None:
    """Change title, person, number of people, kind or note of a whole booking.

    Raises NotFound, Stale when another desk changed it since `draft.version`, Invalid for an empty title.
    """
    work.require(Permission.BOOKING_WRITE)
    names = ("title", "who", "phone", "resident_id", "group_id", "people", "kind", "note")
    changes = {name: value for name in names if (value := getattr(draft, name)) is not None}
    changes |= {name: value.strip() for name, value in changes.items() if type(value) is str}
    if changes.get("title") == "":
        raise Invalid(Problem("title", "booking.title_missing"))
    fields = sorted(changes)
    changes |= _someone_else(work, draft)
    if changes.get("people", 0) < 0:
        raise Invalid(Problem("people", "booking.people_below_zero"))
    if not changes:
        return
    before = work.value(sa.select(booking.c.kind).where(booking.c.id == draft.booking_id))
    work.update(booking, draft.booking_id, version=draft.version, **changes)
    # Names and phones do not belong into a trail that is kept for years; which fields changed does.
    shown = {name: changes[name] for name in ("title", "people", "kind") if name in changes}
    work.record("booking.change", "booking", draft.booking_id, fields=fields, **shown)
    if "kind" in changes and changes["kind"] is not before:
        work.publish(BookingKindChanged(draft.booking_id, before, changes["kind"]))


def _someone_else(work: Work, draft: DetailsDraft) -> dict[str, Any]:
    """What follows when a booking is for somebody else now: the links and the phone of the one before go.

    Raises NotFound for an unknown resident or group, Invalid when nobody is left.
    """
    if not draft.relink and draft.who is None and draft.resident_id is None and draft.group_id is None:
        return {}
    row = work.row(
        sa.select(
            booking.c.who, booking.c.phone, booking.c.resident_id, booking.c.group_id, booking.c.for_center
        ).where(booking.c.id == draft.booking_id, booking.c.center_id == work.center_id)
    )
    if row is None:
        raise NotFound("booking", draft.booking_id)
    linked = draft.resident_id is not None or draft.group_id is not None
    same_words = draft.who is None or draft.who.strip() == row.who
    same_links = (draft.resident_id, draft.group_id) == (row.resident_id, row.group_id)
    if draft.relink:
        same_links = same_links and draft.for_center in (None, row.for_center)
    if same_words and (same_links or not (linked or draft.relink)):
        return {}
    words = row.who if draft.who is None and draft.relink and not linked else draft.who or ""
    who = name_of(work, BookingDraft(who=words, resident_id=draft.resident_id, group_id=draft.group_id))
    for_center = row.for_center and not linked and not who
    if draft.relink and draft.for_center is not None:
        for_center = draft.for_center
    if not who and not for_center:
        raise Invalid(Problem("who", "booking.who_missing"))
    phone = row.phone if same_words and draft.phone is None else draft.phone or ""
    return {
        "who": who,
        "resident_id": records.kept_under(work, draft.resident_id),
        "group_id": draft.group_id,
        "for_center": for_center,
        "phone": phone.strip(),
    }
