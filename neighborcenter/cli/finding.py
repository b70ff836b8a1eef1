"""find: the search box."""

import time
from dataclasses import dataclass

from neighborcenter.accounts.permissions import Permission
from neighborcenter.activities import queries as activities
from neighborcenter.catalog import queries as catalog
from neighborcenter.center import queries as center
from neighborcenter.cli.arguments import Add, count
from neighborcenter.cli.call import Answer, Call
from neighborcenter.kit.i18n import N_, _
from neighborcenter.kit.search import Hit, lookup
from neighborcenter.kit.work import Read
from neighborcenter.people import finding
from neighborcenter.reports.search import reports_found

KINDS = ("people", "rooms", "services", "activities", "reports", "groups")
USUAL = KINDS[:-1]
_KEYS = {"people": "resident", "groups": "group", "services": "service", "rooms": "room"}
_WORDS = {
    "people": N_("Resident"),
    "groups": N_("Group"),
    "services": N_("Service"),
    "rooms": N_("Room"),
    "activities": N_("Activity"),
    "reports": N_("Report"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what the search box shows."""

    kind: str
    id: int | str
    label: str
    why: str


def add_commands(add: Add) -> None:
    """The command of this file."""
    one = add("find", "main.py find wgl", find)
    one.add_argument(
        "text", metavar="TEXT", help=_("characters, pinyin, initials, the end of a phone number")
    )
    one.add_argument("--kind", choices=KINDS, action="append", help=_("only this kind"))
    one.add_argument("--limit", type=count, default=8, metavar="N", help=_("how many at most"))


def find(call: Call) -> Answer:
    """Search as the box does."""
    options = call.options
    kinds = tuple(options.kind or USUAL)
    with call.reading() as read:
        began = time.perf_counter()
        found = search(read, options.text, kinds, options.limit)
        spent = (time.perf_counter() - began) * 1000
    data = {
        "hits": [{"kind": each.kind, "id": each.id, "label": each.label, "why": each.why} for each in found],
        "ms": round(spent, 2),
    }
    lines = [f"{_(_WORDS[each.kind])}  {each.label}  ({each.id})" for each in found]
    return Answer(data, lines or [_("Nothing fits.")])


def search(read: Read, typed: str, kinds: tuple[str, ...], limit: int) -> list[Line]:
    """The lines of the search box in its order: people, rooms, services, papers; best first in each kind.

    What the person may not see is left out, as it is there. Groups come only when asked for.
    """
    lines: list[Line] = []
    wanted = tuple(_KEYS[kind] for kind in kinds if kind in ("people", "groups"))
    if wanted and read.may(Permission.PEOPLE_VIEW):
        for person in finding.find(read, typed, kinds=wanted, limit=limit):
            kind = "people" if person.kind == finding.RESIDENT else "groups"
            label = "  ".join(part for part in (person.name, person.address, person.phone) if part)
            lines.append(Line(kind, person.id, label, person.matched))
    if "rooms" in kinds and read.may(Permission.CENTER_VIEW):
        whys = _whys(lookup(read, typed, ("room",), limit))
        lines += [
            Line("rooms", room.id, room.name, whys.get(room.id, typed))
            for room in center.find_rooms(read, typed, limit)
        ]
    if "services" in kinds and read.may(Permission.CATALOG_VIEW):
        whys = _whys(lookup(read, typed, ("service",), limit))
        lines += [
            Line("services", one.id, one.title, whys.get(one.id, typed))
            for one in catalog.pick_services(read, typed, limit)
        ]
    if "activities" in kinds and read.may(Permission.ACTIVITIES_VIEW):
        whys = _whys(lookup(read, typed, ("activity",), limit))
        lines += [
            Line("activities", one.id, one.title, whys.get(one.id, typed))
            for one in activities.find_activities(read, typed, limit)
        ]
    if "reports" in kinds:
        lines += [Line("reports", one.id, one.name, one.note) for one in reports_found(read, typed, limit)]
    return lines[:limit]


def _whys(hits: list[Hit]) -> dict[int, str]:
    return {hit.ref_id: hit.key for hit in hits}
