"""What staff do with the list of equipment and people: add, change, retire, say who is away.

How many there are may fall only to what is promised: the numbers in use are packed together first, so that the
schema, which knows no number above the quantity, can say yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import stock
from neighborcenter.booking.kinds import ResourceKind, Use
from neighborcenter.booking.models import booking, occurrence
from neighborcenter.booking.numbering import Promise, busiest, number_anew
from neighborcenter.booking.resource_drafts import AbsenceDraft, ResourceDraft
from neighborcenter.booking.resource_models import resource, resource_absence, resource_claim
from neighborcenter.booking.resource_rules import problems_in_absence, problems_in_resource
from neighborcenter.booking.rules import LONGEST, said
from neighborcenter.kit.problems import Invalid, NotFound, Problem, refuse
from neighborcenter.kit.text import fold
from neighborcenter.kit.times import TimeRange
from neighborcenter.kit.work import Work
from neighborcenter.people import records

_FAR = datetime.fromisoformat("2999-12-31")
"""Beyond every booking."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A day that had counted on what is now away."""

    occurrence_id: int
    booking_id: int
    title: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Absent:
    """An absence that was kept, and the days that now lack somebody or something."""

    absence_id: int
    affected: tuple[Affected, ...]


def add_resource(work: Work, draft: ResourceDraft) -> int:
    """Add a thing or a person to the list; returns its id.  Raises Invalid."""
    work.require(Permission.CENTER_WRITE)
    refuse(problems_in_resource(draft, _names(work)))
    highest = work.value(
        sa.select(sa.func.max(resource.c.position)).where(resource.c.center_id == work.center_id)
    )
    ref = work.insert(
        resource, **_values(work, draft), quantity=draft.quantity, position=int(highest or 0) + 1
    )
    stock.put_hours(work, draft.spans, resource_id=ref)
    work.record(
        "booking.add_resource", "resource", ref, name=fold(draft.name), kind=draft.kind.value,
        quantity=draft.quantity,
    )  # fmt: skip
    return ref


def change_resource(
    work: Work, resource_id: int, draft: ResourceDraft, *, version: int | None = None
) -> None:
    """Change a thing or a person.  Raises NotFound, Stale, Invalid (also when more are promised than are left)."""
    work.require(Permission.CENTER_WRITE)
    refuse(problems_in_resource(draft, _names(work, but=resource_id)))
    stock.lock(work, (resource_id,))
    quantity = _quantity(work, resource_id)
    if draft.quantity < quantity:
        _shrink(work, resource_id, draft, quantity)
    work.update(resource, resource_id, version=version, **_values(work, draft), quantity=draft.quantity)
    stock.put_hours(work, draft.spans, resource_id=resource_id)
    work.record(
        "booking.change_resource", "resource", resource_id, name=fold(draft.name), before=quantity,
        quantity=draft.quantity,
    )  # fmt: skip


def retire_resource(work: Work, resource_id: int) -> None:
    """Take it out of use: nobody can book it any more; what is booked stays.  Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    work.update(resource, resource_id, status=Use.RETIRED)
    work.record("booking.retire_resource", "resource", resource_id)


def reuse_resource(work: Work, resource_id: int) -> None:
    """Put it back into use.  Raises NotFound."""
    work.require(Permission.CENTER_WRITE)
    work.update(resource, resource_id, status=Use.OPEN)
    work.record("booking.reuse_resource", "resource", resource_id)


def put_absent(work: Work, draft: AbsenceDraft) -> Absent:
    """Keep that somebody is away, or pieces of something are; says which days had counted on them.

    Those days stay booked: somebody has to decide and to call.  Raises NotFound, Invalid.
    """
    work.require(Permission.BOOKING_WRITE)
    quantity = _quantity(work, draft.resource_id)
    refuse(problems_in_absence(draft, quantity))
    if draft.starts is None or draft.ends is None:
        raise Invalid(Problem("starts", "booking.time_missing"))
    during = TimeRange(draft.starts, draft.ends)
    ref = work.insert(
        resource_absence,
        resource_id=draft.resource_id,
        quantity=draft.quantity,
        starts=during.start,
        ends=during.end,
        reason=fold(draft.reason),
    )
    work.record(
        "booking.absent", "resource", draft.resource_id, starts=said(during.start), ends=said(during.end),
        quantity=draft.quantity, reason=fold(draft.reason),
    )  # fmt: skip
    return Absent(ref, _affected(work, draft, during, quantity))


def end_absence(work: Work, absence_id: int) -> None:
    """Take an absence back.  Raises NotFound."""
    work.require(Permission.BOOKING_WRITE)
    row = work.row(
        sa.select(resource_absence).where(
            resource_absence.c.id == absence_id, resource_absence.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("resource_absence", absence_id)
    work.delete(resource_absence, absence_id)
    work.record("booking.present", "resource", row.resource_id, starts=said(row.starts), ends=said(row.ends))


def come_back(work: Work, absence_id: int, at: datetime) -> None:
    """An absence ends earlier than said; one that ends with its beginning, or is over, is left out or as it was.

    Raises NotFound.
    """
    work.require(Permission.BOOKING_WRITE)
    row = work.row(
        sa.select(resource_absence).where(
            resource_absence.c.id == absence_id, resource_absence.c.center_id == work.center_id
        )
    )
    if row is None:
        raise NotFound("resource_absence", absence_id)
    if at <= row.starts:
        work.delete(resource_absence, absence_id)
    elif at < row.ends:
        work.update(resource_absence, absence_id, ends=at)
    work.record("booking.present", "resource", row.resource_id, starts=said(row.starts), ends=said(at))


def _values(work: Work, draft: ResourceDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "name": fold(draft.name),
        "profession": fold(draft.profession),
        "resident_id": records.kept_under(work, draft.resident_id),
        "account_id": draft.account_id,
        "room_id": draft.room_id,
        "note": draft.note.strip(),
    }


def _names(work: Work, but: int = 0) -> frozenset[str]:
    rows = work.rows(
        sa.select(resource.c.name).where(resource.c.center_id == work.center_id, resource.c.id != but)
    )
    return frozenset(row.name for row in rows)


def _quantity(work: Work, resource_id: int) -> int:
    found = work.value(
        sa.select(resource.c.quantity).where(
            resource.c.id == resource_id, resource.c.center_id == work.center_id
        )
    )
    if found is None:
        raise NotFound("resource", resource_id)
    return int(found)


def _shrink(work: Work, resource_id: int, draft: ResourceDraft, quantity: int) -> None:
    """Pack what is promised from now on into the numbers that are left; claims of the past go.

    Raises Invalid when more are promised at one moment than are left.
    """
    now = work.clock.local()
    ahead = stock.promises(work, resource_id, TimeRange(now, _FAR))
    most = busiest(ahead, TimeRange(now - LONGEST, _FAR))
    if most > draft.quantity:
        day = next(p.during for p in ahead if busiest(ahead, p.during) == most)
        params = {"promised": most, "day": f"{day.start:%Y-%m-%d}"}
        raise Invalid(Problem("quantity", "booking.resource_promised", params))
    work.execute(
        resource_claim.delete().where(
            resource_claim.c.resource_id == resource_id,
            sa.or_(resource_claim.c.ends > now, resource_claim.c.unit_no > draft.quantity),
        )
    )
    given = number_anew(ahead, draft.quantity)
    stock.put(work, resource_id, quantity, [Promise(p.key, p.during, p.count, given[p.key]) for p in ahead])


def _affected(work: Work, draft: AbsenceDraft, during: TimeRange, quantity: int) -> tuple[Affected, ...]:
    kind = work.value(sa.select(resource.c.kind).where(resource.c.id == draft.resource_id))
    found = stock.promises(work, draft.resource_id, during)
    if kind is ResourceKind.EQUIPMENT:
        known = stock.things(work, (draft.resource_id,), during.start)[draft.resource_id]
        away = [Promise(0, span, count) for span, count, _ in known.away]
        found = [p for p in found if busiest([*found, *away], p.during) > quantity]
    rows = work.rows(
        sa.select(
            occurrence.c.id, occurrence.c.booking_id, booking.c.title, occurrence.c.starts, occurrence.c.ends
        )
        .join(booking, booking.c.id == occurrence.c.booking_id)
        .where(occurrence.c.id.in_([p.key for p in found]))
        .order_by(occurrence.c.starts)
    )
    return tuple(Affected(*tuple(row)) for row in rows)
