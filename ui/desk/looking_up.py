"""What the box of the front desk finds: people, services, rooms, appointments; runs in a lane."""

from __future__ import annotations

from collections.abc import Callable

from neighborcenter.accounts.permissions import Permission
from neighborcenter.catalog import queries as catalog
from neighborcenter.center import queries as center
from neighborcenter.center.service import ROOM_KIND
from neighborcenter.desk import queries as desk
from neighborcenter.kit import search
from neighborcenter.kit.fold import has_han
from neighborcenter.kit.i18n import _
from neighborcenter.kit.matching import matched
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people.kinds import Sex
from ui.booking.appointments import reading as appointments
from ui.desk.views import Pick

ROWS = 6
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
        parts = (row.address, about(row.sex, row.age), row.phone)
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


def about(sex: Sex, age: int | None) -> str:
    """Sex and age in a few letters."""
    words = {Sex.FEMALE: _("woman"), Sex.MALE: _("man")}.get(sex, "")
    years = "" if age is None else _("{age} years").format(age=age)
    return " · ".join(part for part in (words, years) if part)
