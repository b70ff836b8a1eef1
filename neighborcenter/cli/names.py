"""Turning what a person types into ids: a number is an id, a name must be the only one of its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from neighborcenter.booking import appointment_queries, resource_queries
from neighborcenter.catalog import queries as catalog
from neighborcenter.center import queries as center
from neighborcenter.center.queries import RoomRow
from neighborcenter.kit.fold import fold
from neighborcenter.kit.matching import matched
from neighborcenter.kit.problems import Ambiguous, NotFound
from neighborcenter.kit.redact import redact
from neighborcenter.kit.search import lookup
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.people import queries as people

MOST = 20
SHORTEST_PHONE = 7


@dataclass(frozen=True, slots=True)
class Who:
    """For whom a room is booked: a resident, a group, the center itself, or just the words."""

    resident_id: int | None = None
    group_id: int | None = None
    for_center: bool = False
    words: str = ""


def all_rooms(read: Read) -> list[RoomRow]:
    """Every room in use, the parts of divided ones among them."""
    return [one for whole in center.rooms(read) for one in (whole, *whole.parts)]


def room(read: Read, typed: str, field: str = "room") -> int:
    """A room by id, by its name, or by letters that fit one room only. Raises NotFound, Ambiguous."""
    known = all_rooms(read)
    for one in known:
        if one.name == fold(typed):
            return one.id
    if _is_id(typed) and any(one.id == int(typed) for one in known):
        return int(typed)
    hits = {hit.ref_id for hit in lookup(read, typed, ("room",), MOST)}
    return only(typed, [(one.id, one.name) for one in known if one.id in hits], "room", field)


def service(read: Read, typed: str, field: str = "service") -> int:
    """A published service by id, name, or letters that fit one only. Raises NotFound, Ambiguous."""
    found = catalog.pick_services(read, typed, MOST)
    exact = [one for one in found if fold(typed) in (one.name, one.title)]
    if not exact and _is_id(typed):
        exact = list(catalog.picked_services(read, [int(typed)]))
    return only(typed, [(one.id, f"{one.title} ({one.module})") for one in exact or found], "service", field)


def person(read: Read, typed: str, field: str = "person") -> int:
    """A resident by id, name, phone, ID number or letters that fit one only. Raises NotFound, Ambiguous."""
    if _is_id(typed) and people.resident_name(read, int(typed)):
        return int(typed)
    found = _people(read, typed, (finding.RESIDENT,))
    return only(typed, [(one.id, _described(one)) for one in found], "resident", field)


def resource(read: Read, typed: str, field: str = "resource") -> int:
    """Equipment or staff in use by id, name, or letters that fit one only. Raises NotFound, Ambiguous."""
    found = resource_queries.find_resources(read, typed)
    exact = [one for one in found if one.name == fold(typed)]
    if not exact and _is_id(typed):
        exact = [one for one in resource_queries.resources(read) if one.id == int(typed)]
    return only(typed, [(one.id, one.name) for one in exact or found], "resource", field)


def plan(read: Read, typed: str, field: str = "plan") -> int:
    """What is given by appointment, by id or by a name that fits one only. Raises NotFound, Ambiguous."""
    known = [row.plan for row in appointment_queries.plans(read)]
    found = [one for one in known if one.name == fold(typed)]
    if not found and _is_id(typed):
        found = [one for one in known if one.id == int(typed)]
    found = found or [one for one in known if matched(one.name, fold(typed))]
    return only(typed, [(one.id, one.name) for one in found], "appointment_plan", field)


def who(read: Read, typed: str, field: str = "for") -> Who:
    """For whom: one registered resident or group of exactly this name or number; else the words as they stand.

    Raises Ambiguous when several are registered under the name.
    """
    if fold(typed).lower() in ("center", "本中心", "中心"):
        return Who(for_center=True)
    found = [
        one
        for one in _people(read, typed, (finding.RESIDENT, finding.GROUP))
        if one.name == fold(typed) or _is_number(typed)
    ]
    if not found:
        if _is_number(typed):
            # A phone or ID number of nobody known is no name to be shown on a board.
            raise NotFound("resident", redact(fold(typed)), field)
        return Who(words=typed.strip())
    if len(found) > 1:
        raise Ambiguous(typed, [_described(one) for one in found], field)
    if found[0].kind == finding.GROUP:
        return Who(group_id=found[0].id)
    return Who(resident_id=found[0].id)


def _people(read: Read, typed: str, kinds: Sequence[str]) -> list[finding.Found]:
    """Who fits; those of exactly this name before all others."""
    found = finding.find(read, typed, kinds=kinds, limit=MOST)
    exact = [one for one in found if one.name == fold(typed)]
    return exact or found


def _described(one: finding.Found) -> str:
    """Enough to tell two of one name apart, the phone masked."""
    rest = " ".join(part for part in (one.address, one.phone) if part)
    return f"{one.name} ({rest}, {one.id})" if rest else f"{one.name} ({one.id})"


def _is_id(typed: str) -> bool:
    """Whether this may be the number of a record; longer ones are phones and ID numbers."""
    return typed.isdecimal() and len(typed) < SHORTEST_PHONE


def _is_number(typed: str) -> bool:
    """Whether this is a phone or an ID number, also with blanks and dashes."""
    plain = re.sub(r"[\s-]", "", fold(typed)).upper()
    return len(plain) >= SHORTEST_PHONE and plain.removesuffix("X").isdecimal()


def only(typed: str, found: list[tuple[int, str]], what: str, field: str) -> int:
    """The one id that was found; `found` are (id, words).  Raises NotFound, Ambiguous."""
    if not found:
        raise NotFound(what, redact(typed), field)
    if len(found) > 1:
        raise Ambiguous(typed, [name for _ref, name in found], field)
    return found[0][0]
