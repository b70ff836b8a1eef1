"""Questions about modules: the board, one card, templates to copy."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from neighborcenter.accounts.permissions import Permission
from neighborcenter.center.models import room, site
from neighborcenter.kit.fold import fold
from neighborcenter.kit.text import pinyin_keys
from neighborcenter.kit.work import Read
from neighborcenter.modules.drafts import ModuleFacts
from neighborcenter.modules.models import ModuleNumber, ModuleStatus, module_place, service_module
from neighborcenter.modules.templates import ModuleTemplate, module_templates


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """One module on the board. `rooms` and `sites` by name, in the center's order."""

    id: int
    number: str
    key: str
    name: str
    name_en: str
    description: str
    color: str
    operator: str
    operator_since: date | None
    operator_until: date | None
    lead_id: int | None
    lead_name: str
    lead_phone: str
    status: str
    opened_on: date | None
    position: int
    version: int
    rooms: tuple[str, ...] = ()
    room_ids: tuple[int, ...] = ()
    sites: tuple[str, ...] = ()
    site_ids: tuple[int, ...] = ()


_ORDER = sa.case({"1": 0, "6": 1, "X": 2}, value=sa.type_coerce(service_module.c.number, sa.Text), else_=3)


def board(read: Read, *, closed: bool = False) -> tuple[ModuleRow, ...]:
    """The modules as 1, the six, X, each in the center's order. `closed`: closed ones as well."""
    read.require(Permission.MODULES_VIEW)
    wanted = sa.select(service_module).where(service_module.c.center_id == read.center_id)
    if not closed:
        wanted = wanted.where(service_module.c.status != ModuleStatus.CLOSED)
    wanted = wanted.order_by(_ORDER, service_module.c.position, service_module.c.id)
    places = _places(read)
    return tuple(_row(r, places.get(r.id, [])) for r in read.rows(wanted))


def module_card(read: Read, module_id: int) -> ModuleRow | None:
    """One module, closed or not; None when there is none."""
    return next((m for m in board(read, closed=True) if m.id == module_id), None)


def module_by_key(read: Read, key: str) -> int | None:
    """The id of the module made from a key of the starting files; None when there is none."""
    found = read.value(
        sa.select(service_module.c.id)
        .where(service_module.c.center_id == read.center_id, service_module.c.key == key)
        .order_by(service_module.c.id)
    )
    return None if found is None else int(found)


def module_facts(read: Read) -> tuple[ModuleFacts, ...]:
    """What the rules need to know of every module."""
    found = read.rows(sa.select(service_module).where(service_module.c.center_id == read.center_id))
    return tuple(
        ModuleFacts(
            r.id,
            ModuleNumber(r.number).value,
            r.name,
            ModuleStatus(r.status).value,
            r.operator,
            r.operator_since,
            r.operator_until,
        )
        for r in found
    )


def templates(typed: str = "") -> tuple[ModuleTemplate, ...]:
    """Templates whose name fits what was typed — characters, pinyin or initials — or whose text holds it."""
    wanted = fold(typed).lower()
    if not wanted:
        return module_templates()
    keyed = [(t, _template_keys(t)) for t in module_templates()]
    by_name = [t for t, keys in keyed if any(k[1:].startswith(wanted) for k in keys)]
    inside = [
        t for t, _keys in keyed if wanted in f"{t.name} {t.name_en} {t.center} {t.what_it_does}".lower()
    ]
    return tuple(dict.fromkeys([*by_name, *inside]))


_KEYS: dict[str, frozenset[str]] = {}


def _template_keys(template: ModuleTemplate) -> frozenset[str]:
    keys = _KEYS.get(template.key)
    if keys is None:
        keys = _KEYS[template.key] = frozenset(pinyin_keys(template.name))
    return keys


def _places(read: Read) -> dict[int, list[sa.Row[Any]]]:
    found = read.rows(
        sa.select(
            module_place.c.module_id,
            module_place.c.room_id,
            module_place.c.site_id,
            room.c.name.label("room"),
            site.c.name.label("site"),
        )
        .join(service_module, service_module.c.id == module_place.c.module_id)
        .join(room, room.c.id == module_place.c.room_id, isouter=True)
        .join(site, site.c.id == module_place.c.site_id, isouter=True)
        .where(service_module.c.center_id == read.center_id)
        .order_by(room.c.position, site.c.position)
    )
    places: dict[int, list[sa.Row[Any]]] = {}
    for r in found:
        places.setdefault(r.module_id, []).append(r)
    return places


def _row(r: sa.Row[Any], places: list[sa.Row[Any]]) -> ModuleRow:
    return ModuleRow(
        id=r.id,
        number=r.number.value,
        key=r.key,
        name=r.name,
        name_en=r.name_en,
        description=r.description,
        color=r.color,
        operator=r.operator,
        operator_since=r.operator_since,
        operator_until=r.operator_until,
        lead_id=r.lead_id,
        lead_name=r.lead_name,
        lead_phone=r.lead_phone,
        status=r.status.value,
        opened_on=r.opened_on,
        position=r.position,
        version=r.version,
        rooms=tuple(p.room for p in places if p.room_id is not None),
        room_ids=tuple(p.room_id for p in places if p.room_id is not None),
        sites=tuple(p.site for p in places if p.site_id is not None),
        site_ids=tuple(p.site_id for p in places if p.site_id is not None),
    )
