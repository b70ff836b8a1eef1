"""Proving a database: its own check, then everything the house promises beyond it.

SQLite's check alone notices 57 of 300 flipped bits; the audit chain, the claims and the search keys notice
changed words and rows that the check calls fine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.booking import guards as booking_guards
from neighborcenter.booking.kinds import HOLDING
from neighborcenter.booking.models import claim, occurrence
from neighborcenter.booking.places import places
from neighborcenter.booking.resource_models import occurrence_room
from neighborcenter.catalog.models import service
from neighborcenter.center.models import room
from neighborcenter.data.office import Office
from neighborcenter.data.safety_texts import FINDINGS
from neighborcenter.desk.models import visit
from neighborcenter.kit import guards, migrate
from neighborcenter.kit.actor import Actor, system_actor
from neighborcenter.kit.i18n import translate
from neighborcenter.kit.search_key import search_key
from neighborcenter.kit.work import Read
from neighborcenter.people.models import people_group, resident

# What can be found by name: the kind in the search keys, its table, and which of its rows have keys.
SEARCHED: tuple[tuple[str, sa.Table, sa.ColumnElement[bool]], ...] = (
    ("room", room, room.c.status == "open"),
    ("resident", resident, resident.c.status == "active"),
    ("group", people_group, people_group.c.active.is_(True)),
    ("service", service, service.c.status == "published"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """What is wrong, in the language in use."""
        return translate(FINDINGS[self.code]).format_map(dict(self.params))


def verify(office: Office, actor: Actor) -> list[Finding]:
    """Everything wrong with the database; empty when it is whole. Reads only.

    Needs the right to make backups or to read the audit trail. Raises NotAllowed, Unavailable.
    """
    if not actor.may(Permission.AUDIT_VIEW):
        actor.require(Permission.DATA_BACKUP)
    found: list[Finding] = []
    with office.read(actor) as read:
        found += _own_check(read)
        if found and found[0].code == "verify.integrity":
            return found  # Nothing read from a file that is torn proves anything.
        found += _foreign_keys(read)
        found += _schema(read)
    for center_id, _code, _name in office.centers():
        with office.read(system_actor(center_id)) as read:
            found += [
                Finding("verify.audit", {"what": what})
                for what in office.chain.findings(read.connection, center_id)
            ]
            found += _claims(read)
            found += _search_keys(read)
            found += _visits(read)
    return found


def _own_check(read: Read) -> list[Finding]:
    if read.dialect != "sqlite":
        return []
    try:
        said = [str(row[0]) for row in read.connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    except sa.exc.DatabaseError as error:
        return [Finding("verify.integrity", {"what": str(error.orig)})]
    return [Finding("verify.integrity", {"what": what}) for what in said if what != "ok"]


def _foreign_keys(read: Read) -> list[Finding]:
    if read.dialect != "sqlite":
        return []  # PostgreSQL holds them at every moment.
    counted: dict[tuple[str, str], int] = {}
    for row in read.connection.exec_driver_sql("PRAGMA foreign_key_check"):
        counted[row[0], row[2]] = counted.get((row[0], row[2]), 0) + 1
    return [
        Finding("verify.foreign_keys", {"table": table, "target": target, "count": count})
        for (table, target), count in counted.items()
    ]


def _schema(read: Read) -> list[Finding]:
    found = []
    version = migrate.current(read.connection)
    if version != migrate.head():
        found.append(Finding("verify.schema", {"found": version, "wanted": migrate.head()}))
    lacking = guards.missing(read.connection, booking_guards.GUARDS)
    return found + [Finding("verify.guards", {"name": name}) for name in lacking]


def _claims(read: Read) -> list[Finding]:
    """Every day that holds claims exactly the units of its rooms, with the time around it; nothing else claims anything."""
    known = places(read)
    held: dict[int, set[tuple[Any, ...]]] = {}
    for row in read.rows(sa.select(claim).where(claim.c.center_id == read.center_id)):
        held.setdefault(row.occurrence_id, set()).add((row.unit_id, row.starts, row.ends))
    also: dict[int, list[int]] = {}
    for row in read.rows(sa.select(occurrence_room)):
        also.setdefault(row.occurrence_id, []).append(row.room_id)
    lacking = []
    for row in read.rows(sa.select(occurrence).where(occurrence.c.center_id == read.center_id)):
        claimed = held.pop(row.id, set())
        if row.status in HOLDING:
            taken = [known[ref] for ref in (row.room_id, *also.get(row.id, ())) if ref in known]
            starts = row.starts - timedelta(minutes=row.setup_minutes)
            ends = row.ends + timedelta(minutes=row.cleanup_minutes)
            wanted = {(unit, starts, ends) for place in taken for unit in place.units}
            if claimed != wanted:
                lacking.append(row.id)
        elif claimed:
            held[row.id] = claimed
    other = claim.alias()
    overlapping = read.rows(
        sa.select(claim.c.occurrence_id)
        .join(
            other,
            (other.c.unit_id == claim.c.unit_id)
            & (other.c.id > claim.c.id)
            & (other.c.starts < claim.c.ends)
            & (other.c.ends > claim.c.starts),
        )
        .where(claim.c.center_id == read.center_id)
    )
    return (
        _counted("verify.claims_missing", lacking)
        + _counted("verify.claims_left", sorted(held))
        + _counted("verify.claims_overlap", [row[0] for row in overlapping])
    )


def _search_keys(read: Read) -> list[Finding]:
    """Everything that can be found has keys, and no key leads to nothing."""
    found: list[Finding] = []
    for kind, table, living in SEARCHED:
        keyed = sa.select(search_key.c.ref_id).where(
            search_key.c.center_id == read.center_id, search_key.c.kind == kind
        )
        own = sa.select(table.c.id).where(table.c.center_id == read.center_id)
        lacking = [row[0] for row in read.rows(own.where(living, table.c.id.not_in(keyed)))]
        left = [row[0] for row in read.rows(keyed.where(search_key.c.ref_id.not_in(own)).distinct())]
        found += _counted("verify.keys_missing", lacking, kind=kind)
        found += _counted("verify.keys_left", left, kind=kind)
    return found


def _visits(read: Read) -> list[Finding]:
    """The day a visit is counted on is the day of its time."""
    own = visit.c.center_id == read.center_id
    day = sa.func.substr(sa.cast(visit.c.at, sa.Text), 1, 10) != sa.cast(visit.c.day, sa.Text)
    return _counted("verify.days", [row[0] for row in read.rows(sa.select(visit.c.id).where(own, day))])


def _counted(code: str, refs: list[int], **params: Any) -> list[Finding]:
    return [Finding(code, {"count": len(refs), "first": min(refs), **params})] if refs else []
